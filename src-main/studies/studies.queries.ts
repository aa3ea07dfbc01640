import type { z } from 'zod';
import type {
  FrameSummary as FrameShape,
  PatientSummary as PatientShape,
  StudySummary as StudyShape,
} from '../../src-shared/contract/studies.contract.ts';
import {
  FrameId,
  PatientId,
  SeriesId,
  Sha256,
  SiteId,
  SourceId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import { foldedWords } from '../db/database.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { effectiveLabels } from './findings.queries.ts';
import { amongFrames } from './masks.queries.ts';
import type { MaskSummary } from './masks.queries.ts';

export type StudySummary = z.infer<typeof StudyShape>;
export type FrameSummary = z.infer<typeof FrameShape>;
export type PatientSummary = z.infer<typeof PatientShape>;

interface StudyRow {
  id: string;
  patientId: string;
  code: string;
  patientName: string | null;
  patientNumber: string | null;
  birthDate: string | null;
  performedOn: string | null;
  description: string;
  accession: string | null;
  site: string | null;
  state: StudySummary['state'];
  locked: number;
  urgent: number;
  discuss: number;
  teaching: number;
  assigneeId: string | null;
  assigneeName: string | null;
  frames: number;
  masks: number;
  labelled: number;
  findings: number;
  updatedAt: string;
  cover: string | null;
}

const studyTables = `
  FROM studies s
  JOIN patients p ON p.id = s.patient_id
  LEFT JOIN sites ON sites.id = s.site_id
  LEFT JOIN users AS assignee ON assignee.id = s.assignee_id
  LEFT JOIN identities AS who ON who.subject_id = p.id
  LEFT JOIN identities AS what ON what.subject_id = s.id`;

const studyColumns = `
  SELECT s.id, p.id AS patientId, p.code, who.name AS patientName, who.number AS patientNumber,
    who.birth_date AS birthDate, s.performed_on AS performedOn, s.description, what.number AS accession,
    sites.name AS site, s.state, s.locked, s.urgent, s.discuss, s.teaching, s.assignee_id AS assigneeId,
    assignee.name AS assigneeName, s.updated_at AS updatedAt,
    (SELECT count(*) FROM frames fr JOIN series se ON se.id = fr.series_id WHERE se.study_id = s.id) AS frames,
    (SELECT count(*) FROM current_masks c JOIN frames fr ON fr.id = c.frame_id JOIN series se ON se.id = fr.series_id
     WHERE se.study_id = s.id) AS masks,
    (SELECT count(*) FROM findings f WHERE f.study_id = s.id AND f.removed_at IS NULL) AS findings,
    (SELECT count(*) FROM findings f JOIN ${effectiveLabels} AS label ON label.finding_id = f.id
     WHERE f.study_id = s.id AND f.removed_at IS NULL) AS labelled,
    (SELECT fr.id FROM series se JOIN frames fr ON fr.series_id = se.id
     WHERE se.study_id = s.id ORDER BY se.number, fr.position LIMIT 1) AS cover`;

function toStudy(row: StudyRow): StudySummary {
  return {
    id: StudyId.parse(row.id),
    patient: {
      id: PatientId.parse(row.patientId),
      code: row.code,
      name: row.patientName,
      number: row.patientNumber,
      birthDate: row.birthDate,
    },
    performedOn: row.performedOn,
    description: row.description,
    accession: row.accession,
    site: row.site,
    state: row.state,
    locked: row.locked === 1,
    flags: { urgent: row.urgent === 1, discuss: row.discuss === 1, teaching: row.teaching === 1 },
    assignee:
      row.assigneeId === null ? null : { id: UserId.parse(row.assigneeId), name: row.assigneeName ?? '' },
    frames: row.frames,
    masks: row.masks,
    labelled: row.labelled,
    findings: row.findings,
    updatedAt: row.updatedAt,
    cover: row.cover === null ? null : FrameId.parse(row.cover),
  };
}

/** Those of the studies that there are, in the order of the ids. */
export function readStudies(db: ReadableDb, ids: readonly StudyId[]): StudySummary[] {
  const rows = db.all<StudyRow>(
    `${studyColumns} ${studyTables} WHERE s.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const byId = new Map(rows.map((row) => [row.id, toStudy(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export function readStudy(db: ReadableDb, studyId: StudyId): StudySummary | undefined {
  const row = db.get<StudyRow>(`${studyColumns} ${studyTables} WHERE s.id = ?`, [studyId]);
  return row && toStudy(row);
}

/** Where studies come from, by name. */
export function readSites(db: ReadableDb): { id: SiteId; name: string }[] {
  return db
    .all<{ id: string; name: string }>('SELECT id, name FROM sites ORDER BY name')
    .map(({ id, name }) => ({ id: SiteId.parse(id), name }));
}

/** What a study has come to; undefined: there is no such study. */
export function readState(db: ReadableDb, studyId: StudyId): StudySummary['state'] | undefined {
  return db.get<Pick<StudyRow, 'state'>>('SELECT state FROM studies WHERE id = ?', [studyId])?.state;
}

interface FrameRow {
  id: string;
  seriesId: string;
  position: number;
  sha256: string;
  width: number;
  height: number;
  sourceId: string;
  sourceKind: FrameSummary['source']['kind'];
  sourceSha256: string;
  sourceName: string | null;
  sourceIndex: number;
  presentationTimeUs: number | null;
}

/**
 * A study's frames, series after series, in their order.
 * @param frameIds null: all of them
 */
export function readFrames(
  db: ReadableDb,
  studyId: StudyId,
  masks: ReadonlyMap<FrameId, MaskSummary>,
  frameIds: readonly FrameId[] | null = null,
): FrameSummary[] {
  const { condition, values } = amongFrames(studyId, frameIds);
  return db
    .all<FrameRow>(
      `SELECT fr.id, fr.series_id AS seriesId, fr.position, fr.sha256, fr.width, fr.height,
         so.id AS sourceId, so.kind AS sourceKind, so.sha256 AS sourceSha256, file.name AS sourceName,
         fr.source_index AS sourceIndex, fr.presentation_time_us AS presentationTimeUs
       FROM series se
       JOIN frames fr ON fr.series_id = se.id
       JOIN sources so ON so.id = fr.source_id
       LEFT JOIN identities AS file ON file.subject_id = so.id
       WHERE ${condition} ORDER BY se.number, fr.position`,
      values,
    )
    .map((row) => {
      const id = FrameId.parse(row.id);
      return {
        id,
        seriesId: SeriesId.parse(row.seriesId),
        position: row.position,
        sha256: Sha256.parse(row.sha256),
        width: row.width,
        height: row.height,
        source: {
          id: SourceId.parse(row.sourceId),
          kind: row.sourceKind,
          sha256: Sha256.parse(row.sourceSha256),
          name: row.sourceName,
          index: row.sourceIndex,
          presentationTimeUs: row.presentationTimeUs,
        },
        mask: masks.get(id) ?? null,
      };
    });
}

/** What the bytes of a frame are, where it belongs, and its size. */
export interface FrameRecord {
  readonly id: FrameId;
  readonly studyId: StudyId;
  readonly sha256: Sha256;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

export function readFrame(db: ReadableDb, frameId: FrameId): FrameRecord | undefined {
  return db.get<FrameRecord>(
    `SELECT fr.id, se.study_id AS studyId, fr.sha256, fr.media_type AS mediaType, fr.width, fr.height
     FROM frames fr JOIN series se ON se.id = fr.series_id WHERE fr.id = ?`,
    [frameId],
  );
}

export function readLastFrame(db: ReadableDb, studyId: StudyId): FrameId | null {
  const row = db.get<{ id: string }>(
    `SELECT fr.id FROM studies s JOIN frames fr ON fr.id = s.last_frame_id WHERE s.id = ?`,
    [studyId],
  );
  return row ? FrameId.parse(row.id) : null;
}

export function writeLastFrame(db: WritableDb, studyId: StudyId, frameId: FrameId): void {
  db.run('UPDATE studies SET last_frame_id = ? WHERE id = ?', [frameId, studyId]);
}

/** At most 200 patients, by code. Every word of the search must occur in code, name, number or birth date. */
export function readPatients(db: ReadableDb, search: string): PatientSummary[] {
  const text = `(p.code || ' ' || coalesce(who.name, '') || ' ' || coalesce(who.number, '') || ' ' ||
    coalesce(who.birth_date, ''))`;
  return db
    .all<{
      id: string;
      code: string;
      name: string | null;
      number: string | null;
      birthDate: string | null;
      studies: number;
    }>(
      `SELECT p.id, p.code, who.name, who.number, who.birth_date AS birthDate,
         (SELECT count(*) FROM studies s WHERE s.patient_id = p.id) AS studies
       FROM patients p LEFT JOIN identities AS who ON who.subject_id = p.id
       WHERE has_words(${text}, ?) = 1
       ORDER BY p.code LIMIT 200`,
      [foldedWords(search)],
    )
    .map((row) => ({ ...row, id: PatientId.parse(row.id) }));
}
