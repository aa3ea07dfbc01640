import { createHmac } from 'node:crypto';
import { newId } from '../db/newId.ts';
import { FrameId, PatientId, SeriesId, SiteId, SourceId, StudyId } from '../../src-shared/domain/ids.ts';
import type { Sha256, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';

/** A salted hash by which an import finds again what it once named, without the name being kept outside identities. */
export function importKey(db: ReadableDb, ...parts: readonly string[]): string {
  const row = db.get<{ salt: Uint8Array }>('SELECT salt FROM import_salt');
  if (!row) throw new Error('the database has no import salt: it was not seeded');
  return createHmac('sha256', row.salt).update(JSON.stringify(parts)).digest('hex');
}

/** The next number of a series of numbers, never given twice. Call it in a transaction. */
function nextNumber(db: WritableDb, name: string): number {
  const row = db.get<{ last: number }>(
    `INSERT INTO running_numbers (name, last) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
    [name],
  );
  if (!row) throw new Error('a running number was not given');
  return row.last;
}

export interface NewPatient {
  /** How it is found again; null: it is not. */
  readonly key: string | null;
  readonly name?: string | null;
  readonly number?: string | null;
  readonly birthDate?: string | null;
}

export function findPatient(db: ReadableDb, key: string): PatientId | undefined {
  const row = db.get<{ id: string }>('SELECT id FROM patients WHERE import_key = ?', [key]);
  return row && PatientId.parse(row.id);
}

/** Call it in a transaction. */
export function insertPatient(db: WritableDb, userId: UserId, patient: NewPatient): PatientId {
  const id = PatientId.parse(newId());
  const code = `P-${String(nextNumber(db, 'patient')).padStart(4, '0')}`;
  db.run('INSERT INTO patients (id, code, import_key, created_at) VALUES (?, ?, ?, ?)', [
    id,
    code,
    patient.key,
    new Date().toISOString(),
  ]);
  const { name = null, number = null, birthDate = null } = patient;
  if (name !== null || number !== null || birthDate !== null) {
    db.run(
      `INSERT INTO identities (subject_id, subject_kind, name, number, birth_date) VALUES (?, 'patient', ?, ?, ?)`,
      [id, name, number, birthDate],
    );
  }
  recordEvent(db, userId, { kind: 'patient.added', subjectKind: 'patient', subjectId: id });
  return id;
}

export function findOrMakeSite(db: WritableDb, name: string): SiteId {
  const row = db.get<{ id: string }>('SELECT id FROM sites WHERE name = ?', [name]);
  if (row) return SiteId.parse(row.id);
  const id = SiteId.parse(newId());
  db.run('INSERT INTO sites (id, name) VALUES (?, ?)', [id, name]);
  return id;
}

export interface NewStudy {
  readonly patientId: PatientId;
  /** How it is found again; null: it is not. */
  readonly key: string | null;
  readonly siteId: SiteId | null;
  /** YYYY-MM-DD */
  readonly performedOn?: string | null;
  readonly description?: string;
  /** What the source calls it (an accession number, a folder): identifying. */
  readonly number?: string | null;
}

export function findStudy(
  db: ReadableDb,
  patientId: PatientId,
  key: string,
): { readonly id: StudyId; readonly siteId: SiteId | null } | undefined {
  return db.get('SELECT id, site_id AS siteId FROM studies WHERE patient_id = ? AND import_key = ?', [
    patientId,
    key,
  ]);
}

/** Call it in a transaction. */
export function insertStudy(db: WritableDb, userId: UserId, study: NewStudy): StudyId {
  const id = StudyId.parse(newId());
  const at = new Date().toISOString();
  db.run(
    `INSERT INTO studies (id, patient_id, site_id, import_key, performed_on, description, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      study.patientId,
      study.siteId,
      study.key,
      study.performedOn ?? null,
      study.description ?? '',
      at,
      at,
    ],
  );
  if (study.number !== undefined && study.number !== null) {
    db.run(`INSERT INTO identities (subject_id, subject_kind, number) VALUES (?, 'study', ?)`, [
      id,
      study.number,
    ]);
  }
  recordEvent(db, userId, { kind: 'study.added', subjectKind: 'study', subjectId: id });
  return id;
}

/** The study's series of a kind, made where it is missing. */
export function seriesOf(db: WritableDb, studyId: StudyId, kind: 'stills' | 'video' | 'dicom'): SeriesId {
  const row = db.get<{ id: string }>(
    'SELECT id FROM series WHERE study_id = ? AND kind = ? ORDER BY number LIMIT 1',
    [studyId, kind],
  );
  if (row) return SeriesId.parse(row.id);
  const id = SeriesId.parse(newId());
  db.run(
    `INSERT INTO series (id, study_id, kind, number)
     SELECT :id, :studyId, :kind, coalesce(max(number), 0) + 1 FROM series WHERE study_id = :studyId`,
    { id, studyId, kind },
  );
  return id;
}

export interface NewSource {
  readonly studyId: StudyId;
  readonly kind: 'file' | 'synthetic';
  /** Of the bytes as they were received. They must be in the data folder already, as must those of the frames. */
  readonly sha256: Sha256;
  readonly byteLength: number;
  readonly mediaType: string;
  /** The file's own name: identifying. */
  readonly name: string | null;
  /** The pictures in it, in the order of its pages. */
  readonly frames: readonly {
    readonly sha256: Sha256;
    readonly mediaType: 'image/jpeg' | 'image/png';
    readonly width: number;
    readonly height: number;
  }[];
}

/** Writes a source and its frames at the end of the study's stills, with its event. Call it in a transaction. */
export function insertSource(
  db: WritableDb,
  userId: UserId,
  source: NewSource,
): { readonly sourceId: SourceId; readonly frameIds: FrameId[] } {
  const seriesId = seriesOf(db, source.studyId, 'stills');
  const sourceId = SourceId.parse(newId());
  db.run(
    `INSERT INTO sources (id, series_id, kind, sha256, byte_length, media_type, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      sourceId,
      seriesId,
      source.kind,
      source.sha256,
      source.byteLength,
      source.mediaType,
      new Date().toISOString(),
    ],
  );
  if (source.name !== null) {
    db.run(`INSERT INTO identities (subject_id, subject_kind, name) VALUES (?, 'source', ?)`, [
      sourceId,
      source.name,
    ]);
  }
  const frameIds = source.frames.map((frame, index) => {
    const id = FrameId.parse(newId());
    db.run(
      `INSERT INTO frames (id, series_id, source_id, source_index, position, sha256, media_type, width, height)
       VALUES (:id, :seriesId, :sourceId, :index, coalesce((
         SELECT position FROM frames WHERE series_id = :seriesId ORDER BY position DESC LIMIT 1
       ), -1) + 1, :sha256, :mediaType, :width, :height)`,
      { id, seriesId, sourceId, index, ...frame },
    );
    return id;
  });
  touchStudy(db, source.studyId);
  recordEvent(db, userId, {
    kind: 'source.imported',
    subjectKind: 'source',
    subjectId: sourceId,
    detail: { study: source.studyId, frames: frameIds.length },
  });
  return { sourceId, frameIds };
}

/** Brings a study to the top of the worklist. */
export function touchStudy(db: WritableDb, studyId: StudyId): void {
  db.run('UPDATE studies SET updated_at = ? WHERE id = ?', [new Date().toISOString(), studyId]);
}

/** A study that gets its first mask is no longer new. */
export function markSegmented(db: WritableDb, studyId: StudyId): void {
  db.run(`UPDATE studies SET state = 'segmented' WHERE id = ? AND state = 'new'`, [studyId]);
}

/** A study that a reader has said something of is being read. */
export function markInReview(db: WritableDb, studyId: StudyId): void {
  db.run(
    `UPDATE studies SET state = 'in-review' WHERE id = ? AND state IN ('new', 'segmented', 'predicted')`,
    [studyId],
  );
}
