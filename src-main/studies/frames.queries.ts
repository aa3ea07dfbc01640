import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FindingId, FrameId, PatientId, SiteId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { signedStudy } from '../db/sqliteErrors.ts';
import { recordEvent } from '../events/events.ts';
import { countRevision } from './findings.queries.ts';
import { insertStudy, markInReview, seriesOf, touchStudy } from './intake.queries.ts';
import { passOnHeldOut, removeNameless, targetPatient } from './move.queries.ts';
import type { MoveTarget } from './move.queries.ts';

/** The frames of a JSON list in the parameter :frames, as a subquery. */
export const listedFrames = `(SELECT value FROM json_each(:frames))`;

/** Where findings are seen, those set aside too. */
const places = `(SELECT finding_id, frame_id FROM finding_frames
  UNION ALL SELECT finding_id, frame_id FROM removed_finding_frames)`;
const elsewhere = `EXISTS (SELECT 1 FROM ${places} other
  WHERE other.finding_id = here.finding_id AND other.frame_id NOT IN ${listedFrames})`;
const seenThere = `SELECT here.finding_id FROM ${places} here WHERE here.frame_id IN ${listedFrames}`;

/** Findings that are on the listed frames and on no others, as a subquery. */
export const leavingFindings = `(${seenThere} AND NOT ${elsewhere})`;
/** Findings that are on listed frames and on others, as a subquery. */
const partedFindings = `(${seenThere} AND ${elsewhere})`;

export interface FrameTies {
  readonly leaving: number[];
  readonly parted: number[];
  readonly bookmarks: number;
  readonly comments: number;
  readonly signed: number;
}

/** What holds on to some frames of a study, beside what an erasure counts. */
export function readFrameTies(db: ReadableDb, studyId: StudyId, frameIds: readonly FrameId[]): FrameTies {
  const params = { frames: JSON.stringify(frameIds), studyId };
  const count = (sql: string): number =>
    db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)?.n ?? 0;
  const numbers = (findings: string): number[] =>
    db
      .all<{ number: number }>(`SELECT number FROM findings WHERE id IN ${findings} ORDER BY number`, params)
      .map(({ number }) => number);
  return {
    leaving: numbers(leavingFindings),
    parted: numbers(partedFindings),
    bookmarks: count(`bookmarks WHERE frame_id IN ${listedFrames}`),
    comments: count(`frame_comments WHERE removed = 0 AND frame_id IN ${listedFrames}`),
    signed: count(
      `signatures s WHERE s.study_id = :studyId AND EXISTS (
         SELECT 1 FROM json_each(s.reading, '$.frames') f
         WHERE json_extract(f.value, '$.id') IN ${listedFrames})`,
    ),
  };
}

/** The frames of the files that some frames came in, in the order of the study. */
export function withTheirFiles(
  db: ReadableDb,
  studyId: StudyId,
  frameIds: readonly FrameId[],
): { readonly id: FrameId; readonly sourceId: string; readonly kind: 'stills' | 'video' | 'dicom' }[] {
  return db.all(
    `SELECT fr.id, fr.source_id AS sourceId, se.kind FROM frames fr JOIN series se ON se.id = fr.series_id
     WHERE se.study_id = :studyId AND fr.source_id IN (SELECT source_id FROM frames WHERE id IN ${listedFrames})
     ORDER BY se.number, fr.position`,
    { studyId, frames: JSON.stringify(frameIds) },
  );
}

/**
 * Refuses what cannot go: frames that are not there, of a signed study, or apart from others of their file, whose bytes
 * hold all of them.
 * @throws LapidaryError `not-found`, `study-signed`, `frames-of-one-file`
 */
export function refuseFrames(db: ReadableDb, studyId: StudyId, frameIds: readonly FrameId[]): void {
  refuseSigned(db, studyId);
  const there = new Set(withTheirFiles(db, studyId, frameIds).map(({ id }) => id));
  if (!frameIds.every((id) => there.has(id))) throw missing('frame');
  if (there.size === new Set(frameIds).size) return;
  throw new LapidaryError(
    'frames-of-one-file',
    'Some of these frames came in one file with others, and would be parted from them.',
    'Look at the preview again: it names all frames of the file.',
  );
}

function refuseSigned(db: ReadableDb, studyId: StudyId): void {
  const study = db.get<{ locked: number }>('SELECT locked FROM studies WHERE id = ?', [studyId]);
  if (!study) throw missing('study');
  if (study.locked === 1) throw signedStudy();
}

function missing(what: 'study' | 'frame'): LapidaryError {
  return new LapidaryError(
    'not-found',
    `This ${what} is not in the database.`,
    'It may have been moved or erased. Reload the study.',
  );
}

export type FramesTarget = { readonly studyId: StudyId } | MoveTarget;

export interface MovedFrames {
  readonly studyId: StudyId;
  readonly patientId: PatientId;
  readonly made: boolean;
}

/**
 * Gives frames to another study: with their files, masks, steps and remarks, and the findings that are on them alone.
 * Other findings stay on the frames that they have elsewhere. Call it in a transaction, after `refuseFrames`.
 * @throws LapidaryError `not-found`, `study-signed`, `same-study`, `patient-exists`, `patient-unnamed`
 */
export function moveFrames(
  db: WritableDb,
  userId: UserId,
  from: StudyId,
  frames: readonly { readonly id: FrameId; readonly position: number | null }[],
  to: FramesTarget,
): MovedFrames {
  const target = targetStudy(db, userId, from, to);
  const frameIds = frames.map(({ id }) => id);
  const params = { frames: JSON.stringify(frameIds), to: target.studyId };
  const leaving = db.all<{ id: FindingId }>(
    `SELECT id FROM findings WHERE id IN ${leavingFindings} ORDER BY number`,
    params,
  );
  partFindings(db, frameIds);
  // What an earlier arrangement of findings left behind holds on to no frame of another study.
  db.run(
    `DELETE FROM predictions WHERE (frame_id IN ${listedFrames}) <> (finding_id IN ${leavingFindings})
       AND (frame_id IN ${listedFrames} OR finding_id IN ${leavingFindings})`,
    params,
  );
  const wanted = new Map(frames.map(({ id, position }) => [id, position]));
  for (const { id, sourceId, kind } of withTheirFiles(db, from, frameIds)) {
    const seriesId = seriesOf(db, target.studyId, kind);
    db.run('UPDATE sources SET series_id = ? WHERE id = ?', [seriesId, sourceId]);
    db.run(
      `UPDATE frames SET series_id = :seriesId, position = ${freeNumber('position', 'frames', 'series_id = :seriesId', 0)}
       WHERE id = :id`,
      { id, seriesId, wanted: wanted.get(id) ?? null },
    );
  }
  for (const { id } of leaving) {
    db.run(
      `UPDATE findings SET study_id = :to, number = ${freeNumber('number', 'findings', 'study_id = :to', 1)}
       WHERE id = :id`,
      {
        id,
        to: target.studyId,
        wanted: db.get<{ number: number }>('SELECT number FROM findings WHERE id = ?', [id])?.number ?? null,
      },
    );
    countRevision(db, id);
  }
  db.run(
    `UPDATE mask_steps SET study_id = :to, position = position
         + coalesce((SELECT max(position) FROM mask_steps WHERE study_id = :to), 0)
     WHERE frame_id IN ${listedFrames}`,
    params,
  );
  settleStudy(db, from);
  settleStudy(db, target.studyId);
  const wasRead = db.get(
    `SELECT 1 FROM labels WHERE source = 'reader' AND finding_id IN ${leavingFindings}
     UNION ALL SELECT 1 FROM finding_details WHERE finding_id IN ${leavingFindings}`,
    params,
  );
  if (wasRead) markInReview(db, target.studyId);
  return target;
}

/** Its own number where that is free there, else the next one. */
function freeNumber(column: string, table: string, where: string, first: number): string {
  return `CASE WHEN :wanted IS NULL OR EXISTS (SELECT 1 FROM ${table} t WHERE t.${where} AND t.${column} = :wanted)
     THEN coalesce((SELECT max(t.${column}) FROM ${table} t WHERE t.${where}), ${first - 1}) + 1 ELSE :wanted END`;
}

function targetStudy(db: WritableDb, userId: UserId, from: StudyId, to: FramesTarget): MovedFrames {
  const own = studyRow(db, from);
  if ('studyId' in to) {
    if (to.studyId === from) {
      throw new LapidaryError('same-study', 'These frames are of this study already.', 'Choose another one.');
    }
    refuseSigned(db, to.studyId);
    const { patientId } = studyRow(db, to.studyId);
    passOnHeldOut(db, own.patientId, patientId);
    return { studyId: to.studyId, patientId, made: false };
  }
  const patientId = targetPatient(db, userId, to);
  passOnHeldOut(db, own.patientId, patientId);
  // What is written of the former study may speak of the former patient.
  const { siteId, performedOn } = own;
  return {
    studyId: insertStudy(db, userId, { patientId, key: null, siteId, performedOn }),
    patientId,
    made: true,
  };
}

interface StudyOf {
  readonly patientId: PatientId;
  readonly siteId: SiteId | null;
  readonly performedOn: string | null;
}

function studyRow(db: ReadableDb, studyId: StudyId): StudyOf {
  const row = db.get<StudyOf>(
    'SELECT patient_id AS patientId, site_id AS siteId, performed_on AS performedOn FROM studies WHERE id = ?',
    [studyId],
  );
  if (!row) throw missing('study');
  return row;
}

/** Takes frames away from the findings that are on others, too. Call it in a transaction. */
export function partFindings(db: WritableDb, frameIds: readonly FrameId[]): void {
  const params = { frames: JSON.stringify(frameIds) };
  const parted = db.all<{ id: FindingId }>(`SELECT id FROM findings WHERE id IN ${partedFindings}`, params);
  for (const { id } of parted) {
    for (const table of ['finding_frames', 'removed_finding_frames', 'predictions']) {
      db.run(`DELETE FROM ${table} WHERE finding_id = :id AND frame_id IN ${listedFrames}`, {
        ...params,
        id,
      });
    }
    db.run(
      `UPDATE findings SET scope = iif(EXISTS (
         SELECT 1 FROM finding_frames WHERE finding_id = :id AND segment_id IS NOT NULL
         UNION ALL SELECT 1 FROM removed_finding_frames WHERE finding_id = :id AND segment_id IS NOT NULL
       ), 'region', 'frame') WHERE id = :id`,
      { id },
    );
    countRevision(db, id);
  }
}

/** What a study says of itself after frames have left it or come to it. Call it in a transaction. */
export function settleStudy(db: WritableDb, studyId: StudyId): void {
  const frames = `(SELECT fr.id FROM frames fr JOIN series se ON se.id = fr.series_id WHERE se.study_id = :studyId)`;
  db.run(
    `UPDATE studies SET state = CASE
         WHEN state = 'in-review' AND EXISTS ${frames} THEN state
         WHEN EXISTS (SELECT 1 FROM predictions WHERE frame_id IN ${frames}) THEN 'predicted'
         WHEN EXISTS (SELECT 1 FROM current_masks c JOIN mask_segments g ON g.mask_version_id = c.mask_version_id
                      WHERE c.frame_id IN ${frames}) THEN 'segmented'
         ELSE 'new' END
     WHERE id = :studyId AND state NOT IN ('signed', 'amended')`,
    { studyId },
  );
  db.run(`UPDATE studies SET last_frame_id = NULL WHERE id = :studyId AND last_frame_id NOT IN ${frames}`, {
    studyId,
  });
  touchStudy(db, studyId);
}

/** Removes a study of which nothing is left and nothing known; one without a frame is kept otherwise. */
export function removeEmptyStudy(db: WritableDb, userId: UserId, studyId: StudyId): void {
  const { patientId } = studyRow(db, studyId);
  const { changes } = db.run(
    `DELETE FROM studies WHERE id = :id
       AND NOT EXISTS (SELECT 1 FROM frames fr JOIN series se ON se.id = fr.series_id WHERE se.study_id = :id)
       AND NOT EXISTS (SELECT 1 FROM findings WHERE study_id = :id)
       AND NOT EXISTS (SELECT 1 FROM signatures WHERE study_id = :id)
       AND NOT EXISTS (SELECT 1 FROM identities WHERE subject_id = :id)`,
    { id: studyId },
  );
  if (changes === 0) return;
  removeNameless(db, patientId);
  recordEvent(db, userId, { kind: 'study.removed', subjectKind: 'study', subjectId: studyId });
}
