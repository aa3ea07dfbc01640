import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import type { FindingSummary as FindingShape } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FindingId, FrameId, LabelId, SchemaId, SegmentId } from '../../src-shared/domain/ids.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';

export type FindingSummary = z.infer<typeof FindingShape>;
export type LabelSource = 'reader' | 'manifest' | 'laboratory' | 'synthetic';

/**
 * The one rule for the opinion that counts: of every source its newest, unless that took the opinion back; of these
 * reader before laboratory before manifest before synthetic. To be joined as
 * `LEFT JOIN ${effectiveLabels} AS label ON label.finding_id = f.id`; one row per finding that has an opinion:
 * (finding_id, class_id, source, created_by, created_at).
 */
export const effectiveLabels = `(
  SELECT l.finding_id, l.class_id, l.source, l.created_by, l.created_at
  FROM labels l
  WHERE l.id = (
    SELECT given.id FROM labels given
    WHERE given.finding_id = l.finding_id AND given.class_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM labels later
      WHERE later.finding_id = given.finding_id AND later.source = given.source AND later.id > given.id
    )
    ORDER BY CASE given.source WHEN 'reader' THEN 1 WHEN 'laboratory' THEN 2 WHEN 'manifest' THEN 3 ELSE 4 END
    LIMIT 1
  )
)`;

interface FindingRow {
  id: string;
  number: number;
  scope: 'frame' | 'region';
  schemaId: string;
  classId: string | null;
  source: LabelSource;
  createdAt: string;
}

const findingColumns = `
  SELECT f.id, f.number, f.scope, f.schema_id AS schemaId,
         label.class_id AS classId, label.source AS source, label.created_at AS createdAt
  FROM findings f LEFT JOIN ${effectiveLabels} AS label ON label.finding_id = f.id`;

function toSummary(row: FindingRow, frames: FindingSummary['frames']): FindingSummary {
  return {
    id: FindingId.parse(row.id),
    number: row.number,
    scope: row.scope,
    schemaId: SchemaId.parse(row.schemaId),
    frames,
    label:
      row.classId === null
        ? null
        : { classId: ClassId.parse(row.classId), source: row.source, createdAt: row.createdAt },
  };
}

const toFrame = (row: { frameId: string; segmentId: string | null }): FindingSummary['frames'][number] => ({
  frameId: FrameId.parse(row.frameId),
  segmentId: row.segmentId === null ? null : SegmentId.parse(row.segmentId),
});

/** A study's findings by number. */
export function readFindings(db: ReadableDb, studyId: StudyId): FindingSummary[] {
  const seenOn = Map.groupBy(
    db.all<{ findingId: string; frameId: string; segmentId: string | null }>(
      `SELECT ff.finding_id AS findingId, ff.frame_id AS frameId, ff.segment_id AS segmentId
       FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id JOIN frames fr ON fr.id = ff.frame_id
       WHERE f.study_id = ? ORDER BY fr.position`,
      [studyId],
    ),
    (row) => row.findingId,
  );
  return db
    .all<FindingRow>(`${findingColumns} WHERE f.study_id = ? ORDER BY f.number`, [studyId])
    .map((row) => toSummary(row, (seenOn.get(row.id) ?? []).map(toFrame)));
}

export function readFinding(db: ReadableDb, findingId: FindingId): FindingSummary | undefined {
  const row = db.get<FindingRow>(`${findingColumns} WHERE f.id = ?`, [findingId]);
  if (!row) return undefined;
  const frames = db.all<{ frameId: string; segmentId: string | null }>(
    `SELECT ff.frame_id AS frameId, ff.segment_id AS segmentId
     FROM finding_frames ff JOIN frames fr ON fr.id = ff.frame_id WHERE ff.finding_id = ? ORDER BY fr.position`,
    [findingId],
  );
  return toSummary(row, frames.map(toFrame));
}

export function studyOfFinding(db: ReadableDb, findingId: FindingId): StudyId | undefined {
  return db.get<{ studyId: StudyId }>('SELECT study_id AS studyId FROM findings WHERE id = ?', [findingId])
    ?.studyId;
}

export interface NewFinding {
  readonly studyId: StudyId;
  readonly schemaId: SchemaId;
  /** Where it is seen; with a segment on any of them it is a finding of a region, otherwise of whole frames. */
  readonly frames: readonly { readonly frameId: FrameId; readonly segmentId: SegmentId | null }[];
}

/** Writes a finding under the study's next number, with its event. Call it in a transaction. */
export function insertFinding(db: WritableDb, userId: UserId, finding: NewFinding): FindingId {
  const id = FindingId.parse(newId());
  db.run(
    `INSERT INTO findings (id, study_id, scope, schema_id, number, created_at)
     VALUES (:id, :studyId, :scope, :schemaId, coalesce((
       SELECT number FROM findings WHERE study_id = :studyId ORDER BY number DESC LIMIT 1
     ), 0) + 1, :at)`,
    {
      id,
      studyId: finding.studyId,
      scope: finding.frames.some(({ segmentId }) => segmentId !== null) ? 'region' : 'frame',
      schemaId: finding.schemaId,
      at: new Date().toISOString(),
    },
  );
  for (const { frameId, segmentId } of finding.frames) {
    db.run('INSERT INTO finding_frames (finding_id, frame_id, segment_id) VALUES (?, ?, ?)', [
      id,
      frameId,
      segmentId,
    ]);
  }
  recordEvent(db, userId, { kind: 'finding.added', subjectKind: 'finding', subjectId: id });
  return id;
}

/** Adds an opinion, with its event; a null class takes the source's former one back. Call it in a transaction. */
export function insertLabel(
  db: WritableDb,
  userId: UserId,
  label: { readonly findingId: FindingId; readonly classId: ClassId | null; readonly source: LabelSource },
): LabelId {
  const id = LabelId.parse(newId());
  db.run(
    'INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    [id, label.findingId, label.classId, label.source, userId, new Date().toISOString()],
  );
  recordEvent(db, userId, {
    kind: label.classId === null ? 'label.taken-back' : 'label.given',
    subjectKind: 'finding',
    subjectId: label.findingId,
    detail: { class: label.classId, source: label.source },
  });
  return id;
}
