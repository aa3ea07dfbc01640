import type {
  AdapterId,
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  PredictionId,
  SchemaId,
  Sha256,
  StudyId,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** One frame of a finding as it stands now: what a prediction would be made from. */
export interface FindingFrame {
  readonly studyId: StudyId;
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly frameSha256: Sha256;
  /** The current mask, where the finding has pixels in it. */
  readonly maskVersionId: MaskVersionId | null;
  /** Whether its study is signed and not being amended. */
  readonly locked: 0 | 1;
}

/** Frames of the findings of a schema; null: of every study. */
export function findingFrames(
  db: ReadableDb,
  schemaId: SchemaId,
  studyIds: readonly StudyId[] | null,
): FindingFrame[] {
  return db.all<FindingFrame>(
    `SELECT f.study_id AS studyId, s.locked, f.id AS findingId, fr.id AS frameId, fr.sha256 AS frameSha256,
            CASE WHEN ff.segment_id IS NULL THEN iif(m.coverage > 0, m.id, NULL)
                 ELSE (SELECT g.mask_version_id FROM mask_segments g
                       WHERE g.mask_version_id = m.id AND g.segment_id = ff.segment_id AND g.pixels > 0) END
              AS maskVersionId
     FROM findings f
     JOIN studies s ON s.id = f.study_id
     JOIN finding_frames ff ON ff.finding_id = f.id
     JOIN frames fr ON fr.id = ff.frame_id
     LEFT JOIN current_masks c ON c.frame_id = fr.id
     LEFT JOIN mask_versions m ON m.id = c.mask_version_id
     WHERE f.schema_id = :schemaId
       AND (:studyIds IS NULL OR f.study_id IN (SELECT value FROM json_each(:studyIds)))
     ORDER BY f.study_id, fr.position, f.number`,
    { schemaId, studyIds: studyIds === null ? null : JSON.stringify(studyIds) },
  );
}

/** A finding on a frame, and the picture's size in pixels. */
export interface FindingOnFrame {
  readonly schemaId: SchemaId;
  readonly frameSha256: Sha256;
  readonly width: number;
  readonly height: number;
}

export function findingOnFrame(
  db: ReadableDb,
  findingId: FindingId,
  frameId: FrameId,
): FindingOnFrame | undefined {
  return db.get<FindingOnFrame>(
    `SELECT f.schema_id AS schemaId, fr.sha256 AS frameSha256, fr.width, fr.height
     FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id JOIN frames fr ON fr.id = ff.frame_id
     WHERE ff.finding_id = ? AND ff.frame_id = ?`,
    [findingId, frameId],
  );
}

/** Whether a finding is in its study and on its frame, as it was when it was asked about. */
export function isOnFrame(
  db: ReadableDb,
  { studyId, findingId, frameId }: Pick<FindingFrame, 'studyId' | 'findingId' | 'frameId'>,
): boolean {
  const row = db.get(
    `SELECT 1 FROM findings f
     WHERE f.id = :findingId AND f.study_id = :studyId AND EXISTS (
       SELECT 1 FROM finding_frames WHERE finding_id = f.id AND frame_id = :frameId)`,
    { studyId, findingId, frameId },
  );
  return row !== undefined;
}

/** The code of a class of a mask schema. */
export function maskClassCode(db: ReadableDb, classId: ClassId): string | undefined {
  return db.get<{ code: string }>(
    `SELECT c.code FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id
     WHERE c.id = ? AND s.kind = 'mask'`,
    [classId],
  )?.code;
}

/** All that a prediction came from. */
export interface Provenance {
  readonly adapterId: AdapterId;
  readonly maskVersionId: MaskVersionId | null;
  readonly frameSha256: Sha256;
  readonly backboneSha256: Sha256;
  readonly adapterSha256: Sha256;
  readonly preprocessingSha256: Sha256;
}

export interface PredictionRow extends Provenance {
  readonly id: PredictionId;
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly provider: string;
  readonly createdAt: string;
}

const predictionRows = `
  SELECT p.id, p.finding_id AS findingId, p.frame_id AS frameId, p.mask_version_id AS maskVersionId,
         p.adapter_id AS adapterId, p.frame_sha256 AS frameSha256, p.backbone_sha256 AS backboneSha256,
         p.adapter_sha256 AS adapterSha256, p.preprocessing_sha256 AS preprocessingSha256, p.provider,
         p.created_at AS createdAt
  FROM predictions p`;

/** The newest prediction of a finding on a frame. */
export function newestPrediction(
  db: ReadableDb,
  findingId: FindingId,
  frameId: FrameId,
): PredictionRow | undefined {
  return db.get<PredictionRow>(
    `${predictionRows} WHERE p.finding_id = ? AND p.frame_id = ? ORDER BY p.id DESC LIMIT 1`,
    [findingId, frameId],
  );
}

export function insertPrediction(
  db: WritableDb,
  prediction: PredictionRow & { readonly temperature: number },
  classes: readonly { readonly classId: ClassId; readonly logit: number; readonly probability: number }[],
): void {
  db.run(
    `INSERT INTO predictions (id, finding_id, frame_id, mask_version_id, adapter_id, frame_sha256, backbone_sha256,
       adapter_sha256, preprocessing_sha256, temperature, provider, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      prediction.id,
      prediction.findingId,
      prediction.frameId,
      prediction.maskVersionId,
      prediction.adapterId,
      prediction.frameSha256,
      prediction.backboneSha256,
      prediction.adapterSha256,
      prediction.preprocessingSha256,
      prediction.temperature,
      prediction.provider,
      prediction.createdAt,
    ],
  );
  for (const { classId, logit, probability } of classes) {
    db.run(
      `INSERT INTO prediction_classes (prediction_id, class_id, logit, probability) VALUES (?, ?, ?, ?)`,
      [prediction.id, classId, logit, probability],
    );
  }
}

/** A study that gets its first prediction has got further on the road. */
export function markPredicted(db: WritableDb, studyId: StudyId): void {
  db.run(`UPDATE studies SET state = 'predicted' WHERE id = ? AND state IN ('new', 'segmented')`, [studyId]);
}

/** A prediction as it is shown, with what its provenance is compared to. */
export interface ShownRow extends PredictionRow {
  readonly studyId: StudyId;
  readonly method: string;
  readonly backboneName: string;
  readonly schemaId: SchemaId;
  /** As they are now. */
  readonly currentFrameSha256: Sha256;
  readonly currentMaskVersionId: MaskVersionId | null;
  readonly activeAdapterId: AdapterId | null;
}

/** @param which what comes after the predictions' own columns and says which of them */
const shownRows = (which: string): string => `
     SELECT shown.*, f.study_id AS studyId, r.method, r.backbone_name AS backboneName, a.schema_id AS schemaId,
            fr.sha256 AS currentFrameSha256, c.mask_version_id AS currentMaskVersionId,
            active.adapter_id AS activeAdapterId
     FROM (${predictionRows} ${which}) shown
     JOIN adapters a ON a.id = shown.adapterId
     JOIN tuning_runs r ON r.id = a.run_id
     JOIN findings f ON f.id = shown.findingId
     JOIN frames fr ON fr.id = shown.frameId
     LEFT JOIN current_masks c ON c.frame_id = shown.frameId
     LEFT JOIN active_adapters active ON active.schema_id = a.schema_id`;

/** The newest prediction of each finding and frame of a study, in the order of findings and frames. */
export function predictionsOfStudy(db: ReadableDb, studyId: StudyId): ShownRow[] {
  return db.all<ShownRow>(
    `${shownRows(`JOIN (SELECT max(p.id) AS id FROM predictions p JOIN findings f ON f.id = p.finding_id
                        WHERE f.study_id = :studyId GROUP BY p.finding_id, p.frame_id) newest ON newest.id = p.id`)}
     ORDER BY f.number, fr.position`,
    { studyId },
  );
}

/** One of them; undefined: there is none, or a newer one of its finding and frame. */
export function shownPrediction(db: ReadableDb, predictionId: PredictionId): ShownRow | undefined {
  return db.get<ShownRow>(
    shownRows(`WHERE p.id = :predictionId AND NOT EXISTS (SELECT 1 FROM predictions later
                 WHERE later.finding_id = p.finding_id AND later.frame_id = p.frame_id AND later.id > p.id)`),
    { predictionId },
  );
}

/** Probabilities of a study's newest predictions, most probable first. */
export function classesOfPrediction(
  db: ReadableDb,
  predictionId: PredictionId,
): { readonly classId: ClassId; readonly probability: number }[] {
  return db.all(
    `SELECT class_id AS classId, probability FROM prediction_classes WHERE prediction_id = ?
     ORDER BY probability DESC, class_id`,
    [predictionId],
  );
}

export interface CalibrationRow {
  readonly temperature: number;
  readonly cases: number;
  readonly ece: number | null;
  readonly testCases: number;
}

/** What an adapter's probabilities rest on. */
export function calibrationOf(db: ReadableDb, adapterId: AdapterId): CalibrationRow | undefined {
  return db.get<CalibrationRow>(
    `SELECT a.temperature, a.calibration_cases AS cases, e.ece_calibrated AS ece, coalesce(e.cases, 0) AS testCases
     FROM adapters a
     LEFT JOIN evaluations e ON e.run_id = a.run_id AND e.part = 'test' AND e.masks = 'true'
     WHERE a.id = ?`,
    [adapterId],
  );
}
