import { HeadFigures, HeadTraining } from '../../src-shared/contract/segmentation.contract.ts';
import type { StudyMaterial } from '../../src-shared/domain/headMaterial.ts';
import type {
  ClassId,
  FrameId,
  HeadId,
  JobId,
  MaskVersionId,
  PatientId,
  SchemaId,
  Sha256,
  StudyId,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export type HeadState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export type HeadPart = 'train' | 'validation' | 'test';

/** A head as it is stored; JSON columns are read through the feature's own schemas. */
export interface HeadRow {
  readonly id: HeadId;
  readonly name: string;
  readonly jobId: JobId | null;
  readonly maskSchemaId: SchemaId;
  readonly state: HeadState;
  readonly sha256: Sha256 | null;
  readonly backboneName: string;
  readonly backboneSha256: Sha256;
  readonly training: HeadTraining;
  readonly seed: number;
  readonly figures: HeadFigures | null;
  readonly provider: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly active: boolean;
}

type Stored = Omit<HeadRow, 'training' | 'figures' | 'active'> & {
  readonly options: string;
  readonly figures: string | null;
  readonly active: 0 | 1;
};

const headRows = `
  SELECT h.id, h.name, h.job_id AS jobId, h.mask_schema_id AS maskSchemaId, h.state, h.sha256,
         h.backbone_name AS backboneName, h.backbone_sha256 AS backboneSha256, h.options, h.seed, h.figures, h.provider,
         h.created_at AS createdAt, h.finished_at AS finishedAt,
         EXISTS (SELECT 1 FROM active_segmentation_heads a WHERE a.head_id = h.id) AS active
  FROM segmentation_heads h`;

function read({ options, figures, active, ...row }: Stored): HeadRow {
  return {
    ...row,
    training: HeadTraining.parse(JSON.parse(options)),
    figures: figures === null ? null : HeadFigures.parse(JSON.parse(figures)),
    active: active === 1,
  };
}

/** Newest first. */
export function allHeads(db: ReadableDb): HeadRow[] {
  return db.all<Stored>(`${headRows} ORDER BY h.id DESC`).map(read);
}

export function headById(db: ReadableDb, id: HeadId): HeadRow | undefined {
  const row = db.get<Stored>(`${headRows} WHERE h.id = ?`, [id]);
  return row && read(row);
}

/** The newest trained head with that file. */
export function headBySha(db: ReadableDb, sha256: Sha256): HeadRow | undefined {
  const row = db.get<Stored>(`${headRows} WHERE h.sha256 = ? ORDER BY h.id DESC LIMIT 1`, [sha256]);
  return row && read(row);
}

export function headOfJob(db: ReadableDb, jobId: JobId): HeadRow | undefined {
  const row = db.get<Stored>(`${headRows} WHERE h.job_id = ?`, [jobId]);
  return row && read(row);
}

export function activeHead(db: ReadableDb, maskSchemaId: SchemaId): HeadRow | undefined {
  const row = db.get<Stored>(
    `${headRows} WHERE h.id = (SELECT head_id FROM active_segmentation_heads WHERE mask_schema_id = ?)`,
    [maskSchemaId],
  );
  return row && read(row);
}

export interface NewHead {
  readonly id: HeadId;
  readonly name: string;
  readonly jobId: JobId;
  readonly maskSchemaId: SchemaId;
  readonly backboneName: string;
  readonly backboneSha256: Sha256;
  readonly preprocessingSha256: Sha256;
  readonly training: HeadTraining;
  readonly seed: number;
}

/** Call it in a transaction. */
export function insertHead(
  db: WritableDb,
  head: NewHead,
  classes: readonly ClassId[],
  frames: readonly PartedFrame[],
): void {
  const { training, ...row } = head;
  db.run(
    `INSERT INTO segmentation_heads (id, name, job_id, mask_schema_id, state, backbone_name, backbone_sha256,
       preprocessing_sha256, options, seed, created_at)
     VALUES (:id, :name, :jobId, :maskSchemaId, 'queued', :backboneName, :backboneSha256, :preprocessingSha256,
       :options, :seed, :at)`,
    { ...row, options: JSON.stringify(training), at: new Date().toISOString() },
  );
  classes.forEach((classId, i) => {
    db.run('INSERT INTO segmentation_head_classes (head_id, position, class_id) VALUES (?, ?, ?)', [
      head.id,
      i + 1,
      classId,
    ]);
  });
  for (const { frameId, maskVersionId, patientId, part } of frames) {
    db.run(
      `INSERT INTO segmentation_head_frames (head_id, frame_id, mask_version_id, patient_id, part)
       VALUES (?, ?, ?, ?, ?)`,
      [head.id, frameId, maskVersionId, patientId, part],
    );
  }
}

export function setHeadState(
  db: WritableDb,
  id: HeadId,
  state: HeadState,
  provider: string | null = null,
): void {
  const ended = state === 'queued' || state === 'running' ? null : new Date().toISOString();
  db.run(
    'UPDATE segmentation_heads SET state = ?, provider = coalesce(?, provider), finished_at = ? WHERE id = ?',
    [state, provider, ended, id],
  );
}

export function finishHead(
  db: WritableDb,
  id: HeadId,
  made: { readonly sha256: Sha256; readonly figures: HeadFigures; readonly provider: string },
): void {
  db.run(
    `UPDATE segmentation_heads SET state = 'done', sha256 = ?, figures = ?, provider = ?, finished_at = ? WHERE id = ?`,
    [made.sha256, JSON.stringify(made.figures), made.provider, new Date().toISOString(), id],
  );
}

export function deleteHead(db: WritableDb, id: HeadId): void {
  db.run('DELETE FROM segmentation_heads WHERE id = ?', [id]);
}

/** null: none. */
export function setActiveHead(db: WritableDb, maskSchemaId: SchemaId, headId: HeadId | null): void {
  db.run('DELETE FROM active_segmentation_heads WHERE mask_schema_id = ?', [maskSchemaId]);
  if (headId === null) return;
  db.run('INSERT INTO active_segmentation_heads (mask_schema_id, head_id, activated_at) VALUES (?, ?, ?)', [
    maskSchemaId,
    headId,
    new Date().toISOString(),
  ]);
}

/** The foreground classes in the order of a head's answer. */
export function headClasses(
  db: ReadableDb,
  headId: HeadId,
): { readonly id: ClassId; readonly code: string }[] {
  return db.all(
    `SELECT c.id, c.code FROM segmentation_head_classes h JOIN label_classes c ON c.id = h.class_id
     WHERE h.head_id = ? ORDER BY h.position`,
    [headId],
  );
}

/** A frame with a mask, and whose it is. */
export interface MaskedFrame {
  readonly frameId: FrameId;
  readonly frameSha256: Sha256;
  readonly maskVersionId: MaskVersionId;
  readonly patientId: PatientId;
  readonly patientCode: string;
  /** Whether the patient is one that the database knows: a number, a name, or an invented one. */
  readonly known: 0 | 1;
}

export type PartedFrame = MaskedFrame & { readonly part: HeadPart };

/** Of sources `so` and patients `p`. */
const isKnown = `(so.kind = 'synthetic' OR EXISTS (SELECT 1 FROM identities i WHERE i.subject_id = p.id))`;

const maskedFrames = `
  SELECT fr.id AS frameId, fr.sha256 AS frameSha256, m.id AS maskVersionId, p.id AS patientId, p.code AS patientCode,
         ${isKnown} AS known
  FROM mask_versions m
  JOIN frames fr ON fr.id = m.frame_id
  JOIN sources so ON so.id = fr.source_id
  JOIN series se ON se.id = fr.series_id
  JOIN studies st ON st.id = se.study_id
  JOIN patients p ON p.id = st.patient_id`;

/** All frames whose current mask is of a schema; patients by code, within one in the order of recording. */
export function maskedFramesOf(
  db: ReadableDb,
  maskSchemaId: SchemaId,
  studyIds: readonly StudyId[] | null,
): MaskedFrame[] {
  return db.all<MaskedFrame>(
    `${maskedFrames} JOIN current_masks c ON c.mask_version_id = m.id
     WHERE m.schema_id = :maskSchemaId AND (:studies IS NULL OR st.id IN (SELECT value FROM json_each(:studies)))
     ORDER BY p.code, st.performed_on, st.id, se.number, fr.position`,
    { maskSchemaId, studies: studyIds === null ? null : JSON.stringify(studyIds) },
  );
}

/**
 * How many frames of each study have a current mask of each schema, by schema, then patient.
 * @param studyIds null: every study
 */
export function maskedStudies(
  db: ReadableDb,
  studyIds: readonly StudyId[] | null,
): (StudyMaterial & { readonly schemaId: SchemaId })[] {
  return db.all(
    `SELECT f.schemaId, f.studyId, f.patientId, count(*) AS frames, count(*) - sum(f.known) AS unknownFrames
     FROM (
       SELECT m.schema_id AS schemaId, st.id AS studyId, p.id AS patientId, p.code AS patientCode, ${isKnown} AS known
       FROM current_masks c
       JOIN mask_versions m ON m.id = c.mask_version_id
       JOIN frames fr ON fr.id = c.frame_id
       JOIN sources so ON so.id = fr.source_id
       JOIN series se ON se.id = fr.series_id
       JOIN studies st ON st.id = se.study_id
       JOIN patients p ON p.id = st.patient_id
       WHERE :studies IS NULL OR st.id IN (SELECT value FROM json_each(:studies))
     ) f
     GROUP BY f.schemaId, f.patientCode, f.studyId ORDER BY f.schemaId, f.patientCode, f.studyId`,
    { studies: studyIds === null ? null : JSON.stringify(studyIds) },
  );
}

/** The frames of a head as they were divided. */
export function framesOfHead(db: ReadableDb, headId: HeadId): PartedFrame[] {
  return db.all<PartedFrame>(
    `SELECT f.*, h.part FROM (${maskedFrames}) f
     JOIN segmentation_head_frames h ON h.mask_version_id = f.maskVersionId AND h.frame_id = f.frameId
     WHERE h.head_id = ? ORDER BY f.patientCode, f.frameId`,
    [headId],
  );
}

/** Frames that some head was judged on. */
export function testedFrames(db: ReadableDb): Set<FrameId> {
  const rows = db.all<{ id: FrameId }>(
    `SELECT DISTINCT frame_id AS id FROM segmentation_head_frames WHERE part = 'test'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Patients and frames that some head learned from, or was stopped by. */
export function learnedFrames(db: ReadableDb): {
  readonly patients: ReadonlySet<PatientId>;
  readonly frames: ReadonlySet<FrameId>;
} {
  const rows = db.all<{ frame: FrameId; patient: PatientId }>(
    `SELECT frame_id AS frame, patient_id AS patient FROM segmentation_head_frames WHERE part <> 'test'`,
  );
  return {
    patients: new Set(rows.map(({ patient }) => patient)),
    frames: new Set(rows.map(({ frame }) => frame)),
  };
}

/** A mask's bytes and the class of each of its values. */
export function maskOf(
  db: ReadableDb,
  maskVersionId: MaskVersionId,
): {
  readonly bytes: Uint8Array;
  readonly segments: readonly { readonly value: number; readonly classId: ClassId }[];
} {
  const mask = db.get<{ bytes: Uint8Array }>('SELECT label_map AS bytes FROM mask_versions WHERE id = ?', [
    maskVersionId,
  ]);
  if (mask === undefined) throw new Error('a mask version that a head names is not there');
  const segments = db.all<{ value: number; classId: ClassId }>(
    'SELECT value, class_id AS classId FROM mask_segments WHERE mask_version_id = ? ORDER BY value',
    [maskVersionId],
  );
  return { bytes: mask.bytes, segments };
}

/** Heads that are not over although their job is. */
export function orphanedHeads(
  db: ReadableDb,
): { readonly id: HeadId; readonly state: 'failed' | 'cancelled' }[] {
  return db.all(
    `SELECT h.id, CASE WHEN j.state = 'cancelled' THEN 'cancelled' ELSE 'failed' END AS state
     FROM segmentation_heads h LEFT JOIN jobs j ON j.id = h.job_id
     WHERE h.state IN ('queued', 'running') AND (j.id IS NULL OR j.state NOT IN ('queued', 'running'))`,
  );
}
