import { z } from 'zod';
import type { SiteFilter } from '../../src-shared/contract/siteFigures.ts';
import { AdapterId, FindingId } from '../../src-shared/domain/ids.ts';
import type {
  ClassId,
  FrameId,
  PatientId,
  PredictionId,
  SchemaId,
  SiteId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import { ReadPrediction } from '../../src-shared/domain/reading.ts';
import type { ReadableDb } from '../db/database.ts';
import type { Measured } from '../predictions/evidence.ts';

/** A finding that counts, and its study. */
export interface FindingRow {
  readonly id: FindingId;
  readonly schemaId: SchemaId;
  readonly scope: 'frame' | 'region';
  readonly studyId: StudyId;
  readonly siteId: SiteId | null;
  readonly patientId: PatientId;
  readonly performedOn: string | null;
  /** When the study was brought in. */
  readonly createdAt: string;
  /** Whether its study is signed and not being amended. */
  readonly locked: 0 | 1;
}

export function findingRows(db: ReadableDb, { schemaId, scope, siteId }: SiteFilter): FindingRow[] {
  return db.all<FindingRow>(
    `SELECT f.id, f.schema_id AS schemaId, f.scope, s.id AS studyId, s.site_id AS siteId, s.patient_id AS patientId,
       s.performed_on AS performedOn, s.created_at AS createdAt, s.locked
     FROM findings f JOIN studies s ON s.id = f.study_id
     WHERE f.removed_at IS NULL AND (:schemaId IS NULL OR f.schema_id = :schemaId)
       AND (:scope IS NULL OR f.scope = :scope) AND (:siteId IS NULL OR s.site_id = :siteId)`,
    { schemaId, scope, siteId },
  );
}

export interface LabelRow {
  readonly id: string;
  readonly findingId: FindingId;
  readonly source: 'reader' | 'laboratory';
  /** null: what the source said before is taken back. */
  readonly classId: ClassId | null;
  readonly blind: 0 | 1 | null;
  readonly by: UserId;
  readonly at: string;
}

/** What readers and the laboratory said of findings, in no order: sorting costs more than reading. */
export function labelRows(db: ReadableDb, findingIds: readonly FindingId[]): LabelRow[] {
  return db.all<LabelRow>(
    `SELECT l.id, l.finding_id AS findingId, l.source, l.class_id AS classId, l.blind, l.created_by AS by, l.created_at AS at
     FROM json_each(?) given CROSS JOIN labels l ON l.finding_id = given.value
     WHERE l.source IN ('reader', 'laboratory')`,
    [JSON.stringify(findingIds)],
  );
}

export interface OpinionRow {
  readonly id: string;
  readonly findingId: FindingId;
  /** null: what this reader said before is taken back. */
  readonly classId: ClassId | null;
  readonly readerId: UserId;
}

/** What second readers said of findings, in no order. */
export function opinionRows(db: ReadableDb, findingIds: readonly FindingId[]): OpinionRow[] {
  return db.all<OpinionRow>(
    `SELECT o.id, o.finding_id AS findingId, o.class_id AS classId, o.reader_id AS readerId
     FROM json_each(?) given CROSS JOIN second_opinions o ON o.finding_id = given.value`,
    [JSON.stringify(findingIds)],
  );
}

/** A prediction of a frame of a finding. */
export interface StoredRow {
  readonly id: PredictionId;
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly adapterId: AdapterId;
  readonly createdAt: string;
}

/** In no order. */
export function storedPredictions(db: ReadableDb, findingIds: readonly FindingId[]): StoredRow[] {
  return db.all<StoredRow>(
    `SELECT p.id, p.finding_id AS findingId, p.frame_id AS frameId, p.adapter_id AS adapterId, p.created_at AS createdAt
     FROM json_each(?) given CROSS JOIN predictions p ON p.finding_id = given.value`,
    [JSON.stringify(findingIds)],
  );
}

/** What predictions said, class by class in the order of their ids; `at`: the place in `ids`. */
export function sharesOf(
  db: ReadableDb,
  ids: readonly PredictionId[],
): { readonly at: number; readonly classId: ClassId; readonly probability: number }[] {
  return db.all(
    `SELECT given.key AS at, c.class_id AS classId, c.probability
     FROM json_each(?) given CROSS JOIN prediction_classes c ON c.prediction_id = given.value`,
    [JSON.stringify(ids)],
  );
}

/** What was measured of the frames of predictions; `at`: the place in `ids`. */
export function measuredOf(
  db: ReadableDb,
  ids: readonly PredictionId[],
): (Measured & { readonly at: number })[] {
  return db.all(
    `SELECT given.key AS at, e.sharpness, e.exposure, e.distance
     FROM json_each(?) given CROSS JOIN prediction_evidence e ON e.prediction_id = given.value`,
    [JSON.stringify(ids)],
  );
}

/** Of a signed reading what figures are made of. */
const SignedFindings = z.object({
  findings: z.array(
    z.object({
      id: FindingId,
      prediction: z
        .object({
          classes: z.array(z.object({ code: z.string(), probability: z.number() })),
          abstained: ReadPrediction.shape.abstained,
          adapterId: AdapterId,
          at: ReadPrediction.shape.at,
        })
        .nullable(),
    }),
  ),
});
export type SignedFinding = z.infer<typeof SignedFindings>['findings'][number];

/** The signatures that studies were signed with last. */
export function newestSignatures(db: ReadableDb, studyIds: readonly StudyId[]): string[] {
  return db
    .all<{ id: string }>(
      `SELECT g.id FROM json_each(?) given CROSS JOIN signatures g ON g.study_id = given.value
       WHERE g.version = (SELECT max(one.version) FROM signatures one WHERE one.study_id = given.value)`,
      [JSON.stringify(studyIds)],
    )
    .map(({ id }) => id);
}

/** What was signed, reading by reading. */
export function* signedReadings(
  db: ReadableDb,
  signatureIds: readonly string[],
): Generator<{ readonly id: string; readonly findings: readonly SignedFinding[] }> {
  const rows = db.each<{ id: string; reading: string }>(
    `SELECT g.id, g.reading FROM json_each(?) given CROSS JOIN signatures g ON g.id = given.value`,
    [JSON.stringify(signatureIds)],
  );
  for (const { id, reading } of rows)
    yield { id, findings: SignedFindings.parse(JSON.parse(reading)).findings };
}

/** What adapters were trained and validated on; an adapter that is gone has no entry. */
export interface Trained {
  readonly findings: ReadonlySet<FindingId>;
  readonly patients: ReadonlySet<PatientId>;
}

export function trainedOn(db: ReadableDb, adapterIds: readonly AdapterId[]): Map<AdapterId, Trained> {
  const found = new Map<AdapterId, Trained>();
  for (const adapterId of adapterIds) {
    const run = db.get<{ splitId: string }>(
      'SELECT r.split_id AS splitId FROM adapters a JOIN tuning_runs r ON r.id = a.run_id WHERE a.id = ?',
      [adapterId],
    );
    if (run === undefined) continue;
    const rows = db.all<{ findingId: FindingId; patientId: PatientId }>(
      `SELECT DISTINCT finding_id AS findingId, patient_id AS patientId FROM split_cases
       WHERE split_id = ? AND part IN ('train', 'validation')`,
      [run.splitId],
    );
    found.set(adapterId, {
      findings: new Set(rows.map(({ findingId }) => findingId)),
      patients: new Set(rows.map(({ patientId }) => patientId)),
    });
  }
  return found;
}

/** When studies were brought in, and when they were signed first. */
export function studyTimes(
  db: ReadableDb,
  siteId: SiteId | null,
): { readonly what: 'added' | 'signed'; readonly at: string }[] {
  return db.all(
    `SELECT 'added' AS what, created_at AS at FROM studies WHERE :siteId IS NULL OR site_id = :siteId
     UNION ALL
     SELECT 'signed', g.signed_at FROM signatures g JOIN studies s ON s.id = g.study_id
     WHERE g.version = 1 AND (:siteId IS NULL OR s.site_id = :siteId)`,
    { siteId },
  );
}

export function siteNames(db: ReadableDb): { readonly id: SiteId; readonly name: string }[] {
  return db.all('SELECT id, name FROM sites ORDER BY name');
}
