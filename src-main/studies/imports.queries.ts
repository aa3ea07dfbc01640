import { newId } from '../db/newId.ts';
import type { ErrorReport } from '../../src-shared/domain/errors.ts';
import type { JobId, PatientId, Sha256, SourceId, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** A file of an import that is still to be done. */
export interface WaitingItem {
  readonly id: string;
  readonly position: number;
  /** As it was given: identifying. */
  readonly name: string;
}

/** Writes the list of an import's files. Those with a problem are refused at once. Call it in a transaction. */
export function insertItems(
  db: WritableDb,
  jobId: JobId,
  items: Iterable<{ readonly name: string; readonly problem?: ErrorReport }>,
): void {
  let position = 0;
  for (const { name, problem } of items) {
    const id = newId();
    db.run(
      'INSERT INTO import_items (id, job_id, position, state, code, message, remedy) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        jobId,
        position++,
        problem ? 'refused' : 'waiting',
        problem?.code ?? null,
        problem?.message ?? null,
        problem?.remedy ?? null,
      ],
    );
    db.run(`INSERT INTO identities (subject_id, subject_kind, name) VALUES (?, 'import-item', ?)`, [
      id,
      name,
    ]);
  }
}

export interface ItemCounts {
  readonly waiting: number;
  readonly imported: number;
  readonly duplicate: number;
  readonly refused: number;
}

export function countItems(db: ReadableDb, jobId: JobId): ItemCounts {
  const rows = db.all<{ state: keyof ItemCounts; n: number }>(
    'SELECT state, count(*) AS n FROM import_items WHERE job_id = ? GROUP BY state',
    [jobId],
  );
  const counts = { waiting: 0, imported: 0, duplicate: 0, refused: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** The next files to be done, from a position on. */
export function readWaiting(db: ReadableDb, jobId: JobId, from: number, limit: number): WaitingItem[] {
  return db.all<WaitingItem>(
    `SELECT i.id, i.position, coalesce(who.name, '') AS name
     FROM import_items i LEFT JOIN identities AS who ON who.subject_id = i.id
     WHERE i.job_id = ? AND i.state = 'waiting' AND i.position >= ? ORDER BY i.position LIMIT ?`,
    [jobId, from, limit],
  );
}

/** Files of an import in a state, as they were given, with what was said of them. */
export function readItems(
  db: ReadableDb,
  jobId: JobId,
  state: 'refused' | 'waiting',
  limit: number,
): { file: string; code: string | null; message: string | null; remedy: string | null }[] {
  return db.all(
    `SELECT coalesce(who.name, '(name erased)') AS file, i.code, i.message, i.remedy
     FROM import_items i LEFT JOIN identities AS who ON who.subject_id = i.id
     WHERE i.job_id = ? AND i.state = ? ORDER BY i.position LIMIT ?`,
    [jobId, state, limit],
  );
}

export function markImported(
  db: WritableDb,
  itemId: string,
  state: 'imported' | 'duplicate',
  sourceId: SourceId,
): void {
  db.run('UPDATE import_items SET state = ?, source_id = ? WHERE id = ?', [state, sourceId, itemId]);
}

/** @param name what the report is to call the file, where that is more than its own name */
export function markRefused(db: WritableDb, itemId: string, problem: ErrorReport, name?: string): void {
  db.run(`UPDATE import_items SET state = 'refused', code = ?, message = ?, remedy = ? WHERE id = ?`, [
    problem.code,
    problem.message,
    problem.remedy,
    itemId,
  ]);
  if (name !== undefined) db.run('UPDATE identities SET name = ? WHERE subject_id = ?', [name, itemId]);
}

/** What is over needs no names any more, except of files that were refused. @param jobId null: of all finished imports */
export function forgetNames(db: WritableDb, jobId: JobId | null): void {
  db.run(
    `DELETE FROM identities WHERE subject_kind = 'import-item' AND subject_id IN (
       SELECT i.id FROM import_items i JOIN jobs j ON j.id = i.job_id
       WHERE i.state IN ('imported', 'duplicate')
         AND (j.id = :jobId OR (:jobId IS NULL AND j.state NOT IN ('queued', 'running'))))`,
    { jobId },
  );
}

/** Payloads (JSON) of the imports that are not over. */
export function unfinishedImports(db: ReadableDb): string[] {
  return db
    .all<{ payload: string }>(
      `SELECT payload FROM jobs WHERE kind = 'import' AND state IN ('queued', 'running')`,
    )
    .map(({ payload }) => payload);
}

/** A file that is already in the database, and whose. */
export interface KnownSource {
  readonly sourceId: SourceId;
  readonly studyId: StudyId;
  readonly patientId: PatientId;
  readonly patientCode: string;
  readonly patientKey: string | null;
}

export function findSources(db: ReadableDb, sha256: Sha256): KnownSource[] {
  return db.all<KnownSource>(
    `SELECT so.id AS sourceId, st.id AS studyId, p.id AS patientId, p.code AS patientCode, p.import_key AS patientKey
     FROM sources so JOIN series se ON se.id = so.series_id JOIN studies st ON st.id = se.study_id
     JOIN patients p ON p.id = st.patient_id
     WHERE so.sha256 = ? ORDER BY so.id`,
    [sha256],
  );
}

/** What a known source's frames already have. */
export function readHoldings(
  db: ReadableDb,
  sourceId: SourceId,
): { readonly frames: number; readonly masked: number; readonly found: number } {
  const row = db.get<{ frames: number; masked: number; found: number }>(
    `SELECT count(*) AS frames,
       coalesce(sum(EXISTS (SELECT 1 FROM mask_versions m WHERE m.frame_id = fr.id)), 0) AS masked,
       -- One that a reader has set aside is there, too.
       coalesce(sum(EXISTS (SELECT 1 FROM finding_frames ff WHERE ff.frame_id = fr.id)
                 OR EXISTS (SELECT 1 FROM removed_finding_frames rf WHERE rf.frame_id = fr.id)), 0) AS found
     FROM frames fr WHERE fr.source_id = ?`,
    [sourceId],
  );
  return row ?? { frames: 0, masked: 0, found: 0 };
}

/** Whether any row still names these bytes. */
export function isReferenced(db: ReadableDb, store: 'frames' | 'sources', sha256: Sha256): boolean {
  return db.get(`SELECT 1 FROM ${store} WHERE sha256 = ? LIMIT 1`, [sha256]) !== undefined;
}
