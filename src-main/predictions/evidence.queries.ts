import type {
  AdapterId,
  ClassId,
  FindingId,
  FrameId,
  PredictionId,
  StudyId,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { bytesOf } from '../tuning/references.queries.ts';

export type WithoutMask = 'empty-map' | 'whole-frame';
export const shownInstead = ['without', 'background'] as const;
export type ShownInstead = (typeof shownInstead)[number];

export interface EvidenceRow {
  readonly sharpness: number | null;
  readonly exposure: number | null;
  readonly distance: number | null;
  readonly withoutMask: WithoutMask | null;
}

/** In the transaction of the prediction's own row; or later, where only what stands for no mask is new. */
export function putEvidence(
  db: WritableDb,
  predictionId: PredictionId,
  { feature, sharpness, exposure, distance, withoutMask }: EvidenceRow & { readonly feature: Float32Array },
): void {
  db.run(
    `INSERT INTO prediction_evidence (prediction_id, feature, sharpness, exposure, distance, without_mask)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (prediction_id) DO UPDATE SET without_mask = excluded.without_mask`,
    [predictionId, bytesOf(feature), sharpness, exposure, distance, withoutMask],
  );
}

export function insertContrast(
  db: WritableDb,
  predictionId: PredictionId,
  shown: ShownInstead,
  classes: readonly { readonly classId: ClassId; readonly logit: number; readonly probability: number }[],
): void {
  for (const { classId, logit, probability } of classes) {
    db.run(
      `INSERT INTO prediction_contrasts (prediction_id, shown, class_id, logit, probability) VALUES (?, ?, ?, ?, ?)`,
      [predictionId, shown, classId, logit, probability],
    );
  }
}

export function evidenceOf(db: ReadableDb, predictionId: PredictionId): EvidenceRow | undefined {
  return db.get<EvidenceRow>(
    `SELECT sharpness, exposure, distance, without_mask AS withoutMask FROM prediction_evidence
     WHERE prediction_id = ?`,
    [predictionId],
  );
}

/** Most probable first; empty: not asked, or nothing to be shown. */
export function contrastOf(
  db: ReadableDb,
  predictionId: PredictionId,
  shown: ShownInstead,
): { readonly classId: ClassId; readonly probability: number }[] {
  return db.all(
    `SELECT class_id AS classId, probability FROM prediction_contrasts WHERE prediction_id = ? AND shown = ?
     ORDER BY probability DESC, class_id`,
    [predictionId, shown],
  );
}

/** How a run's validation came about: what a set that rests on it has to say. */
export function validationOf(
  db: ReadableDb,
  adapterId: AdapterId,
): { readonly method: string; readonly validation: 'patient' | 'within-group' } | undefined {
  return db.get(
    `SELECT r.method, s.validation FROM adapters a JOIN tuning_runs r ON r.id = a.run_id JOIN splits s ON s.id = r.split_id
     WHERE a.id = ?`,
    [adapterId],
  );
}

/** Signed, and not being amended: nothing of it changes. */
export function isLocked(db: ReadableDb, studyId: StudyId): boolean {
  return db.get<{ locked: number }>(`SELECT locked FROM studies WHERE id = ?`, [studyId])?.locked === 1;
}

/** Features of the newest predictions of a finding by the adapter that answered last; undefined: there are none. */
export function featuresOfFinding(
  db: ReadableDb,
  findingId: FindingId,
): { readonly adapterId: AdapterId; readonly features: Uint8Array[] } | undefined {
  const newest = db.get<{ adapterId: AdapterId }>(
    `SELECT p.adapter_id AS adapterId FROM predictions p JOIN prediction_evidence e ON e.prediction_id = p.id
     WHERE p.finding_id = ? ORDER BY p.id DESC LIMIT 1`,
    [findingId],
  );
  if (newest === undefined) return undefined;
  const rows = db.all<{ feature: Uint8Array }>(
    `SELECT e.feature FROM prediction_evidence e JOIN predictions p ON p.id = e.prediction_id
     WHERE p.id IN (SELECT max(id) FROM predictions WHERE finding_id = :findingId AND adapter_id = :adapterId
                    GROUP BY frame_id)`,
    { findingId, adapterId: newest.adapterId },
  );
  return { adapterId: newest.adapterId, features: rows.map(({ feature }) => feature) };
}

/** A frame of a finding of a signed study, as an adapter saw it. */
export interface SignedFeature {
  readonly place: number;
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly feature: Uint8Array;
}

/**
 * Features by one adapter of the findings of signed studies, of other patients than the finding's own: `limit` rows of
 * predictions from behind a place on, and the place to go on from; undefined at the end.
 */
export function signedFeatures(
  db: ReadableDb,
  adapterId: AdapterId,
  findingId: FindingId,
  after: number,
  limit: number,
): { readonly rows: SignedFeature[]; readonly next: number | undefined } {
  const last = db.get<{ place: number | null }>(
    `SELECT max(place) AS place FROM (SELECT rowid AS place FROM predictions
       WHERE adapter_id = ? AND rowid > ? ORDER BY rowid LIMIT ?)`,
    [adapterId, after, limit],
  )?.place;
  if (last === undefined || last === null) return { rows: [], next: undefined };
  const rows = db.all<SignedFeature>(
    `SELECT p.rowid AS place, p.finding_id AS findingId, p.frame_id AS frameId, e.feature
     FROM predictions p
     JOIN findings f ON f.id = p.finding_id
     JOIN studies s ON s.id = f.study_id
     JOIN prediction_evidence e ON e.prediction_id = p.id
     WHERE p.adapter_id = :adapterId AND p.rowid > :after AND p.rowid <= :last
       AND (s.locked = 1 OR s.state IN ('signed', 'amended')) AND f.removed_at IS NULL
       AND s.patient_id <> (SELECT own.patient_id FROM studies own JOIN findings mine ON mine.study_id = own.id
                            WHERE mine.id = :findingId)
       AND NOT EXISTS (SELECT 1 FROM predictions later WHERE later.finding_id = p.finding_id
                       AND later.frame_id = p.frame_id AND later.adapter_id = p.adapter_id AND later.id > p.id)
     ORDER BY p.rowid`,
    { adapterId, findingId, after, last },
  );
  return { rows, next: last };
}
