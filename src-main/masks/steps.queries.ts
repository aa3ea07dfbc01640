import { newId } from '../db/newId.ts';
import type { MaskStep } from '../../src-shared/contract/masks.contract.ts';
import { FrameId, MaskStepId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** Steps of a study that are kept; older ones can be reached through the versions of their frame alone. */
export const keptSteps = 1000;

interface StepRow {
  id: string;
  frameId: string;
  title: string;
  before: string | null;
  after: string | null;
  undone: number;
}

/** Steps of a study, oldest first. */
export function readSteps(db: ReadableDb, studyId: StudyId): MaskStep[] {
  return db
    .all<StepRow>(
      `SELECT id, frame_id AS frameId, title, before_id AS before, after_id AS after, undone
       FROM mask_steps WHERE study_id = ? ORDER BY position`,
      [studyId],
    )
    .map(({ id, frameId, title, before, after, undone }) => ({
      id: MaskStepId.parse(id),
      frameId: FrameId.parse(frameId),
      title,
      before: before === null ? null : MaskVersionId.parse(before),
      after: after === null ? null : MaskVersionId.parse(after),
      undone: undone === 1,
    }));
}

export interface NewStep {
  readonly studyId: StudyId;
  readonly frameId: FrameId;
  readonly title: string;
  readonly before: MaskVersionId | null;
  readonly after: MaskVersionId | null;
}

/** Appends a step: what had been undone in the study can no longer be redone. Call it in the edit's transaction. */
export function appendStep(db: WritableDb, { studyId, frameId, title, before, after }: NewStep): void {
  db.run('DELETE FROM mask_steps WHERE study_id = ? AND undone = 1', [studyId]);
  db.run(
    `INSERT INTO mask_steps (id, study_id, position, frame_id, title, before_id, after_id, undone)
     SELECT :id, :studyId, coalesce(max(position), 0) + 1, :frameId, :title, :before, :after, 0
     FROM mask_steps WHERE study_id = :studyId`,
    { id: newId(), studyId, frameId, title, before, after },
  );
  db.run(
    `DELETE FROM mask_steps WHERE study_id = :studyId AND position <=
       (SELECT max(position) FROM mask_steps WHERE study_id = :studyId) - :kept`,
    { studyId, kept: keptSteps },
  );
}

/**
 * Marks the frame's step that leads from its current mask to another: of those done the newest, of those undone the
 * oldest. Call it in the transaction that moves the pointer.
 * @returns whether there is such a step
 */
export function markStep(
  db: WritableDb,
  as: 'undo' | 'redo',
  frameId: FrameId,
  from: MaskVersionId | null,
  to: MaskVersionId | null,
): boolean {
  const [before, after] = as === 'undo' ? [to, from] : [from, to];
  const step = db.get<{ id: string }>(
    `SELECT id FROM mask_steps
     WHERE frame_id = :frameId AND before_id IS :before AND after_id IS :after AND undone = :was
     ORDER BY position ${as === 'undo' ? 'DESC' : 'ASC'} LIMIT 1`,
    { frameId, before, after, was: as === 'undo' ? 0 : 1 },
  );
  if (!step) return false;
  db.run('UPDATE mask_steps SET undone = ? WHERE id = ?', [as === 'undo' ? 1 : 0, step.id]);
  return true;
}
