import type { StudyFlags } from '../../src-shared/contract/studies.contract.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';

/** What the worklist says of a study. */
export interface Marks extends StudyFlags {
  readonly assigneeId: UserId | null;
}

export function writeMarks(db: WritableDb, studyId: StudyId, marks: Marks): void {
  const [urgent, discuss, teaching] = [marks.urgent, marks.discuss, marks.teaching].map(Number);
  db.run('UPDATE studies SET urgent = ?, discuss = ?, teaching = ?, assignee_id = ? WHERE id = ?', [
    ...[urgent ?? 0, discuss ?? 0, teaching ?? 0],
    marks.assigneeId,
    studyId,
  ]);
}

export const isUser = (db: WritableDb, userId: UserId): boolean =>
  db.get('SELECT 1 FROM users WHERE id = ?', [userId]) !== undefined;

/** What is said of a study as a whole. */
export interface Particulars {
  /** YYYY-MM-DD; null: undated. */
  readonly performedOn: string | null;
  readonly description: string;
  /** null: none. */
  readonly accession: string | null;
}

/** Refused by the database where the study is signed. An import goes on finding it by what its source first called it. */
export function writeParticulars(db: WritableDb, studyId: StudyId, particulars: Particulars): void {
  const { performedOn, description, accession } = particulars;
  db.run('UPDATE studies SET performed_on = ?, description = ?, updated_at = ? WHERE id = ?', [
    performedOn,
    description,
    new Date().toISOString(),
    studyId,
  ]);
  if (accession === null) {
    db.run('DELETE FROM identities WHERE subject_id = ?', [studyId]);
  } else {
    db.run(
      `INSERT INTO identities (subject_id, subject_kind, number) VALUES (?, 'study', ?)
       ON CONFLICT (subject_id) DO UPDATE SET number = excluded.number`,
      [studyId, accession],
    );
  }
}
