import type {
  AdapterId,
  ClassId,
  CohortId,
  FindingId,
  FrameId,
  JobId,
  MaskVersionId,
  PatientId,
  RunId,
  SchemaId,
  Sha256,
  SplitId,
} from '../../src-shared/domain/ids.ts';
import type { WithoutMask } from '../../src-shared/contract/tuning.contract.ts';
import type { ErrorReport } from '../../src-shared/domain/errors.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { Part } from './cases.ts';
import type { EpochFigures } from './checkpoint.ts';
import type { PartFigures } from './evaluation.ts';
import type { DrawnFrame } from './splits.ts';

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

const now = (): string => new Date().toISOString();

/** Patients that are in a test set for good. */
export function heldOutPatients(db: ReadableDb): Set<PatientId> {
  const rows = db.all<{ id: PatientId }>(`SELECT patient_id AS id FROM held_out_patients`);
  return new Set(rows.map(({ id }) => id));
}

export function holdOut(db: WritableDb, patients: Iterable<PatientId>): void {
  for (const id of patients) {
    db.run(`INSERT OR IGNORE INTO held_out_patients (patient_id, since) VALUES (?, ?)`, [id, now()]);
  }
}

/** Patients that some run learned from or was validated on. */
export function usedPatients(db: ReadableDb): Set<PatientId> {
  const rows = db.all<{ id: PatientId }>(
    `SELECT DISTINCT patient_id AS id FROM split_cases WHERE part IN ('train', 'validation')`,
  );
  return new Set(rows.map(({ id }) => id));
}

export interface SplitRow {
  readonly id: SplitId;
  readonly cohortId: CohortId;
  readonly kind: 'patient' | 'site';
  readonly validation: 'patient' | 'within-group';
  readonly seed: number;
  readonly casesPerClass: number | null;
  readonly withoutMask: WithoutMask;
  /** Frames that were left out because they have no mask. */
  readonly excluded: number;
}

export function insertSplit(db: WritableDb, split: SplitRow, frames: readonly DrawnFrame[]): void {
  db.run(
    `INSERT INTO splits (id, cohort_id, kind, validation, seed, cases_per_class, without_mask, excluded, created_at)
     VALUES (:id, :cohortId, :kind, :validation, :seed, :casesPerClass, :withoutMask, :excluded, :at)`,
    { ...split, at: now() },
  );
  for (const { findingId, frameId, part, classId, maskVersionId, patientId } of frames) {
    db.run(
      `INSERT INTO split_cases (split_id, finding_id, frame_id, part, class_id, mask_version_id, patient_id)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [split.id, findingId, frameId, part, classId, maskVersionId, patientId],
    );
  }
}

export interface NewRun {
  readonly id: RunId;
  readonly jobId: JobId;
  readonly splitId: SplitId;
  readonly method: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly hyperparameters: object;
  readonly seed: number;
  readonly backboneName: string;
  readonly backboneSha256: Sha256;
}

export function insertRun(db: WritableDb, run: NewRun): void {
  db.run(
    `INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name,
       backbone_sha256, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
    [
      run.id,
      run.jobId,
      run.splitId,
      run.method,
      JSON.stringify(run.options),
      JSON.stringify(run.hyperparameters),
      run.seed,
      run.backboneName,
      run.backboneSha256,
      now(),
    ],
  );
}

/** A run as it is stored, with what is shown of its split and cohort. JSON columns are texts here. */
export interface RunRow {
  readonly id: RunId;
  readonly jobId: JobId;
  readonly splitId: SplitId;
  readonly cohortId: CohortId;
  readonly cohortName: string;
  readonly schemaId: SchemaId;
  readonly splitKind: 'patient' | 'site' | 'operation' | 'sequence';
  readonly validation: 'patient' | 'within-group';
  readonly casesPerClass: number | null;
  readonly withoutMask: WithoutMask;
  readonly excluded: number;
  readonly method: string;
  readonly options: string;
  readonly hyperparameters: string;
  readonly seed: number;
  readonly backboneName: string;
  readonly backboneSha256: Sha256;
  readonly state: RunState;
  readonly provider: string | null;
  /** Null where it was not looked into. */
  readonly nodes: string | null;
  readonly marked: 0 | 1;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorRemedy: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly adapterId: AdapterId | null;
  readonly temperature: number | null;
  readonly calibrationCases: number | null;
  readonly active: 0 | 1;
}

const runRows = `
  SELECT r.id, r.job_id AS jobId, r.split_id AS splitId, s.cohort_id AS cohortId, c.name AS cohortName,
         c.schema_id AS schemaId, s.kind AS splitKind, s.validation, s.cases_per_class AS casesPerClass, r.method,
         s.without_mask AS withoutMask, s.excluded, r.options, r.hyperparameters, r.seed,
         r.backbone_name AS backboneName, r.backbone_sha256 AS backboneSha256, r.state, r.provider, r.nodes, r.marked,
         r.error_code AS errorCode, r.error_message AS errorMessage, r.error_remedy AS errorRemedy,
         r.created_at AS createdAt, r.finished_at AS finishedAt, a.id AS adapterId, a.temperature,
         a.calibration_cases AS calibrationCases, active.adapter_id IS NOT NULL AS active
  FROM tuning_runs r
  JOIN splits s ON s.id = r.split_id
  JOIN cohorts c ON c.id = s.cohort_id
  LEFT JOIN adapters a ON a.run_id = r.id
  LEFT JOIN active_adapters active ON active.adapter_id = a.id`;

/** Newest first; null: of every cohort. */
export function runsOf(db: ReadableDb, cohortId: CohortId | null): RunRow[] {
  return db.all<RunRow>(`${runRows} WHERE :cohortId IS NULL OR s.cohort_id = :cohortId ORDER BY r.id DESC`, {
    cohortId,
  });
}

export function runById(db: ReadableDb, runId: RunId): RunRow | undefined {
  return db.get<RunRow>(`${runRows} WHERE r.id = ?`, [runId]);
}

/** In the order in which they were queued. */
export function runsOfJob(db: ReadableDb, jobId: JobId): RunRow[] {
  return db.all<RunRow>(`${runRows} WHERE r.job_id = ? ORDER BY r.id`, [jobId]);
}

export function setRunState(db: WritableDb, runId: RunId, state: RunState, provider?: string): void {
  const ended = state === 'done' || state === 'failed' || state === 'cancelled';
  db.run(`UPDATE tuning_runs SET state = ?, provider = coalesce(?, provider), finished_at = ? WHERE id = ?`, [
    state,
    provider ?? null,
    ended ? now() : null,
    runId,
  ]);
}

export function failRun(db: WritableDb, runId: RunId, { code, message, remedy }: ErrorReport): void {
  setRunState(db, runId, 'failed');
  db.run(`UPDATE tuning_runs SET error_code = ?, error_message = ?, error_remedy = ? WHERE id = ?`, [
    code,
    message,
    remedy,
    runId,
  ]);
}

/** @param nodes of the training step, by the provider that runs them */
export function setPlacement(
  db: WritableDb,
  runId: RunId,
  nodes: Readonly<Record<string, number>>,
  marked: boolean,
): void {
  db.run(`UPDATE tuning_runs SET nodes = ?, marked = ? WHERE id = ?`, [
    JSON.stringify(nodes),
    marked ? 1 : 0,
    runId,
  ]);
}

/** Runs that nothing works on any more because their job ended without them, with the state that follows. */
export function orphanedRuns(
  db: ReadableDb,
): { readonly id: RunId; readonly state: Extract<RunState, 'failed' | 'cancelled'> }[] {
  return db.all(
    `SELECT r.id, iif(j.state = 'cancelled', 'cancelled', 'failed') AS state
     FROM tuning_runs r JOIN jobs j ON j.id = r.job_id
     WHERE r.state IN ('queued', 'running') AND j.state IN ('done', 'failed', 'cancelled')`,
  );
}

/** Runs that wait or are at work. */
export function unfinishedRuns(db: ReadableDb): RunId[] {
  const rows = db.all<{ id: RunId }>(`SELECT id FROM tuning_runs WHERE state IN ('queued', 'running')`);
  return rows.map(({ id }) => id);
}

/**
 * Runs whose checkpoints are kept: those that will go on, and the newest failed ones of which the same method was not
 * started anew on the same cohort with the same seed.
 */
export function runsWithCheckpoints(db: ReadableDb, failedKept: number): Set<string> {
  const failed = db.all<{ id: RunId }>(
    `SELECT r.id FROM tuning_runs r JOIN splits s ON s.id = r.split_id
     WHERE r.state = 'failed' AND NOT EXISTS (
       SELECT 1 FROM tuning_runs n JOIN splits t ON t.id = n.split_id
       WHERE n.id > r.id AND n.job_id <> r.job_id AND n.method = r.method AND n.seed = r.seed
         AND t.cohort_id = s.cohort_id)
     ORDER BY r.id DESC LIMIT ?`,
    [failedKept],
  );
  return new Set([...unfinishedRuns(db), ...failed.map(({ id }) => id)]);
}

export interface SplitCaseRow {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly part: Part;
  readonly classId: ClassId;
  readonly maskVersionId: MaskVersionId | null;
  readonly patientId: PatientId;
  readonly frameSha256: Sha256;
}

/** In the order of the draw's patients: by patient code, then recording. */
export function splitCases(db: ReadableDb, splitId: SplitId): SplitCaseRow[] {
  return db.all<SplitCaseRow>(
    `SELECT sc.finding_id AS findingId, sc.frame_id AS frameId, sc.part, sc.class_id AS classId,
            sc.mask_version_id AS maskVersionId, sc.patient_id AS patientId, fr.sha256 AS frameSha256
     FROM split_cases sc
     JOIN frames fr ON fr.id = sc.frame_id
     JOIN series se ON se.id = fr.series_id
     JOIN studies st ON st.id = se.study_id
     JOIN patients p ON p.id = sc.patient_id
     JOIN findings f ON f.id = sc.finding_id
     WHERE sc.split_id = ?
     ORDER BY p.code, st.performed_on, st.id, se.number, fr.position, f.number`,
    [splitId],
  );
}

/** Writes epochs over those of the same number, which a killed run may have told before. */
export function insertEpochs(db: WritableDb, runId: RunId, epochs: readonly EpochFigures[]): void {
  for (const { epoch, learningRate, trainLoss, validationLoss, validationMacroF1, seconds } of epochs) {
    db.run(
      `INSERT OR REPLACE INTO run_epochs (run_id, epoch, learning_rate, train_loss, validation_loss,
         validation_macro_f1, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [runId, epoch, learningRate, trainLoss, validationLoss, validationMacroF1, seconds],
    );
  }
}

export function removeEpochs(db: WritableDb, runId: RunId): void {
  db.run(`DELETE FROM run_epochs WHERE run_id = ?`, [runId]);
}

export function epochsOf(db: ReadableDb, runId: RunId): EpochFigures[] {
  return db.all<EpochFigures>(
    `SELECT epoch, learning_rate AS learningRate, train_loss AS trainLoss, validation_loss AS validationLoss,
            validation_macro_f1 AS validationMacroF1, seconds
     FROM run_epochs WHERE run_id = ? ORDER BY epoch`,
    [runId],
  );
}

/** One pair of learning rate and weight decay that a search tried. Without figures where training diverged. */
export interface TrialRow {
  readonly trial: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly chosen: 0 | 1;
  readonly bestEpoch: number | null;
  readonly validationMacroF1: number | null;
  readonly validationLoss: number | null;
  readonly seconds: number;
}

export function insertTrials(db: WritableDb, runId: RunId, trials: readonly TrialRow[]): void {
  for (const trial of trials) {
    db.run(
      `INSERT INTO run_trials (run_id, trial, learning_rate, weight_decay, chosen, best_epoch, validation_macro_f1,
         validation_loss, seconds)
       VALUES (:runId, :trial, :learningRate, :weightDecay, :chosen, :bestEpoch, :validationMacroF1,
         :validationLoss, :seconds)`,
      { runId, ...trial },
    );
  }
}

export function trialsOf(db: ReadableDb, runId: RunId): TrialRow[] {
  return db.all<TrialRow>(
    `SELECT trial, learning_rate AS learningRate, weight_decay AS weightDecay, chosen, best_epoch AS bestEpoch,
            validation_macro_f1 AS validationMacroF1, validation_loss AS validationLoss, seconds
     FROM run_trials WHERE run_id = ? ORDER BY trial`,
    [runId],
  );
}

/** @param detail JSON of the figures that have no column */
export function insertEvaluation(
  db: WritableDb,
  id: string,
  runId: RunId,
  part: Part,
  figures: PartFigures,
  detail: string,
): void {
  db.run(
    `INSERT INTO evaluations (id, run_id, part, masks, cases, patients, accuracy, balanced_accuracy, macro_f1, auroc,
       ece, ece_calibrated, detail, created_at) VALUES (?, ?, ?, 'true', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      runId,
      part,
      figures.cases,
      figures.patients,
      figures.accuracy,
      figures.balancedAccuracy,
      figures.macroF1,
      figures.auroc,
      figures.ece,
      figures.eceCalibrated,
      detail,
      now(),
    ],
  );
}

export interface EvaluationRow extends Omit<PartFigures, 'detail'> {
  readonly detail: string;
}

export function evaluationOf(db: ReadableDb, runId: RunId, part: Part): EvaluationRow | undefined {
  return db.get<EvaluationRow>(
    `SELECT cases, patients, accuracy, balanced_accuracy AS balancedAccuracy, macro_f1 AS macroF1, auroc, ece,
            ece_calibrated AS eceCalibrated, detail
     FROM evaluations WHERE run_id = ? AND part = ? AND masks = 'true'`,
    [runId, part],
  );
}
