import type { z } from 'zod';
import type {
  ErasePreview as PreviewShape,
  EraseSubject,
} from '../../src-shared/contract/studies.contract.ts';
import { AdapterId, HeadId } from '../../src-shared/domain/ids.ts';
import type { FrameId, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { leavingFindings, listedFrames, partFindings, settleStudy } from './frames.queries.ts';
import type { Removal } from './removals.ts';

export type ErasePreview = z.infer<typeof PreviewShape>;

/** The studies of a subject that go as a whole, as a subquery with the parameter :subject. */
function studiesOf({ kind }: EraseSubject): string {
  const column = { patient: 'patient_id', study: 'id', frames: 'NULL' }[kind];
  return `(SELECT id FROM studies WHERE ${column} = :subject)`;
}

const framesOf = (subject: EraseSubject): string =>
  subject.kind === 'frames'
    ? listedFrames
    : `(SELECT fr.id FROM frames fr JOIN series se ON se.id = fr.series_id WHERE se.study_id IN ${studiesOf(subject)})`;

/** The files that go with the subject. */
const sourcesOf = (subject: EraseSubject): string =>
  subject.kind === 'frames'
    ? `(SELECT source_id FROM frames WHERE id IN ${listedFrames})`
    : `(SELECT so.id FROM sources so JOIN series se ON se.id = so.series_id WHERE se.study_id IN ${studiesOf(subject)})`;

const findingsOf = (subject: EraseSubject): string =>
  subject.kind === 'frames'
    ? leavingFindings
    : `(SELECT id FROM findings WHERE study_id IN ${studiesOf(subject)})`;

const paramsOf = (subject: EraseSubject) => ({
  subject: subject.id,
  frames: JSON.stringify(subject.kind === 'frames' ? subject.frameIds : []),
});

/** Runs whose weights were fitted, or whose temperature and stopping were chosen, on the subject's cases. */
const runsOn = (subject: EraseSubject): string =>
  `(SELECT r.id FROM tuning_runs r WHERE r.split_id IN (
      SELECT split_id FROM split_cases WHERE part IN ('train', 'validation') AND frame_id IN ${framesOf(subject)}))`;

/** Segmentation heads that learned from the subject's masks, or were stopped or calibrated by them. */
const headsOn = (subject: EraseSubject): string =>
  `(SELECT head_id FROM segmentation_head_frames
    WHERE part IN ('train', 'validation') AND frame_id IN ${framesOf(subject)})`;

export function subjectExists(db: ReadableDb, subject: EraseSubject): boolean {
  const table = subject.kind === 'patient' ? 'patients' : 'studies';
  return db.get(`SELECT 1 FROM ${table} WHERE id = ?`, [subject.id]) !== undefined;
}

export function readErasePreview(db: ReadableDb, subject: EraseSubject): ErasePreview {
  const params = paramsOf(subject);
  const count = (sql: string): number =>
    db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)?.n ?? 0;
  return {
    studies: count(`studies WHERE id IN ${studiesOf(subject)}`),
    frames: count(`frames WHERE id IN ${framesOf(subject)}`),
    masks: count(`mask_versions WHERE frame_id IN ${framesOf(subject)}`),
    findings: count(`findings WHERE id IN ${findingsOf(subject)}`),
    signatures: count(`signatures WHERE study_id IN ${studiesOf(subject)}`),
    predictions: count(`predictions WHERE frame_id IN ${framesOf(subject)}`),
    adapters: db
      .all<{ id: string; method: string; createdAt: string; active: number }>(
        `SELECT a.id, r.method, a.created_at AS createdAt,
           EXISTS (SELECT 1 FROM active_adapters WHERE adapter_id = a.id) AS active
         FROM adapters a JOIN tuning_runs r ON r.id = a.run_id WHERE r.id IN ${runsOn(subject)} ORDER BY a.id`,
        params,
      )
      .map((row) => ({ ...row, id: AdapterId.parse(row.id), active: row.active === 1 })),
    heads: db
      .all<{ id: string; name: string; createdAt: string; active: number }>(
        `SELECT h.id, h.name, h.created_at AS createdAt,
           EXISTS (SELECT 1 FROM active_segmentation_heads WHERE head_id = h.id) AS active
         FROM segmentation_heads h WHERE h.id IN ${headsOn(subject)} ORDER BY h.id`,
        params,
      )
      .map((row) => ({ ...row, id: HeadId.parse(row.id), active: row.active === 1 })),
  };
}

/** Jobs at work, or waiting to work, on the subject's cases. */
export function countRunningOn(db: ReadableDb, subject: EraseSubject): number {
  const row = db.get<{ n: number }>(
    `SELECT (SELECT count(*) FROM tuning_runs WHERE state IN ('queued', 'running') AND id IN ${runsOn(subject)}) +
       (SELECT count(*) FROM segmentation_heads
        WHERE state IN ('queued', 'running') AND id IN ${headsOn(subject)}) AS n`,
    paramsOf(subject),
  );
  return row?.n ?? 0;
}

/**
 * Deletes the rows of a subject and of everything derived from it. Events stay; they name no one.
 * Call it in a transaction.
 * @returns the files that are without a row now
 */
export function deleteSubject(db: WritableDb, subject: EraseSubject): Removal[] {
  const params = paramsOf(subject);
  const names = (store: Removal['store'], sql: string): Removal[] =>
    db.all<{ name: string }>(sql, params).map(({ name }) => ({ store, name }));
  const removals = [
    ...names('frames', `SELECT DISTINCT sha256 AS name FROM frames WHERE id IN ${framesOf(subject)}`),
    ...names('sources', `SELECT DISTINCT sha256 AS name FROM sources WHERE id IN ${sourcesOf(subject)}`),
    ...names('adapters', `SELECT sha256 AS name FROM adapters WHERE run_id IN ${runsOn(subject)}`),
    ...names(
      'adapters',
      `SELECT sha256 AS name FROM segmentation_heads WHERE sha256 IS NOT NULL AND id IN ${headsOn(subject)}`,
    ),
    ...names('checkpoints', `SELECT id AS name FROM tuning_runs WHERE id IN ${runsOn(subject)}`),
  ];
  // Whatever else such an import refused may have been of the same person.
  db.run(
    `DELETE FROM identities WHERE subject_kind = 'import-item' AND subject_id IN (
       SELECT other.id FROM import_items other WHERE other.job_id IN (
         SELECT i.job_id FROM import_items i JOIN jobs j ON j.id = i.job_id
         WHERE i.source_id IN ${sourcesOf(subject)} AND j.state NOT IN ('queued', 'running')))`,
    params,
  );
  db.run(
    `DELETE FROM identities WHERE subject_id IN ${sourcesOf(subject)} OR subject_id IN ${studiesOf(subject)}`,
    params,
  );
  // Each step would hide the next one's rows from the conditions: the runs are named first.
  const runs = JSON.stringify(
    removals.filter(({ store }) => store === 'checkpoints').map(({ name }) => name),
  );
  db.run(`DELETE FROM segmentation_heads WHERE id IN ${headsOn(subject)}`, params);
  db.run('DELETE FROM adapters WHERE run_id IN (SELECT value FROM json_each(?))', [runs]);
  db.run('DELETE FROM tuning_runs WHERE id IN (SELECT value FROM json_each(?))', [runs]);
  if (subject.kind === 'frames') deleteFrames(db, subject.id, subject.frameIds);
  // A signature holds against changes, not against the end of all of it.
  db.run(`UPDATE studies SET locked = 0 WHERE id IN ${studiesOf(subject)}`, params);
  db.run(`DELETE FROM studies WHERE id IN ${studiesOf(subject)}`, params);
  if (subject.kind === 'patient') {
    db.run('DELETE FROM identities WHERE subject_id = :subject', params);
    db.run('DELETE FROM patients WHERE id = :subject', params);
  }
  rewriteIdentities(db);
  return removals;
}

/** Deletes frames of a study that stays, with their files and the findings that are on them alone. */
function deleteFrames(db: WritableDb, studyId: StudyId, frameIds: readonly FrameId[]): void {
  const params = { frames: JSON.stringify(frameIds) };
  const sources = db
    .all<{ id: string }>(`SELECT DISTINCT source_id AS id FROM frames WHERE id IN ${listedFrames}`, params)
    .map(({ id }) => id);
  partFindings(db, frameIds);
  db.run(`DELETE FROM findings WHERE id IN ${leavingFindings}`, params);
  db.run(`DELETE FROM frames WHERE id IN ${listedFrames}`, params);
  db.run('DELETE FROM sources WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(sources)]);
  settleStudy(db, studyId);
}

/**
 * Deleted rows are overwritten, but copies of a row stay behind where a page was once split. So every page of the one
 * table that names people is given up (which overwrites it) and the table written anew.
 */
function rewriteIdentities(db: WritableDb): void {
  db.run('CREATE TEMP TABLE kept_identities AS SELECT * FROM identities');
  db.run('DELETE FROM identities');
  db.run('INSERT INTO identities SELECT * FROM kept_identities ORDER BY subject_id');
  db.run('DROP TABLE kept_identities');
}
