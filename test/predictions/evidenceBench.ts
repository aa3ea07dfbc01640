import path from 'node:path';
import { newId } from '../../src-main/db/newId.ts';
import type { JobContext } from '../../src-main/jobs/jobs.ts';
import { createContrasts } from '../../src-main/predictions/contrasts.service.ts';
import { LivePayload, liveTask } from '../../src-main/predictions/liveMessages.ts';
import { predictJob } from '../../src-main/predictions/predict.job.ts';
import { PredictPayload, type PredictNews } from '../../src-main/predictions/predictMessages.ts';
import { createPredictions } from '../../src-main/predictions/predictions.service.ts';
import { createAdapters } from '../../src-main/tuning/adapters.service.ts';
import { insertReferences } from '../../src-main/tuning/references.queries.ts';
import { AdapterId, JobId, RunId, Sha256, type ClassId, type StudyId } from '../../src-shared/domain/ids.ts';
import { writeSyntheticSet } from '../fixtures/tinyInstallation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';

const hash = (digit: string): Sha256 => Sha256.parse(digit.repeat(64));
const installed = { folder: '/models/x', name: 'x', sha256: hash('a'), preprocessing: hash('b'), notice: '' };
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i / n);

/** Imported findings, an active adapter by hand with references, and a compute process that says what it is told. */
export async function evidenceBench({ references = true, patients = 4 } = {}) {
  const bench = await testWorkbench();
  const { db } = bench;
  const manifest = await writeSyntheticSet(path.join(temporaryFolder(), 'set'), patients);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  await importPaths(bench, { manifest, options: { masks: { kind: 'values', values } } });
  const findings = db.all<{ id: string; schemaId: string; studyId: StudyId }>(
    `SELECT id, schema_id AS schemaId, study_id AS studyId FROM findings ORDER BY id`,
  );
  const schemaId = findings[0]?.schemaId ?? '';
  const classIds = db
    .all<{ id: ClassId }>(`SELECT DISTINCT class_id AS id FROM labels ORDER BY class_id`)
    .map(({ id }) => id);
  const [runId, adapterId] = [RunId.parse(newId()), AdapterId.parse(newId())];
  const [cohortId, splitId, jobId] = [newId(), newId(), JobId.parse(newId())];
  const now = '2026-11-27T10:00:00.000Z';
  const user = db.get<{ id: JobContext['userId'] }>('SELECT id FROM users')?.id;
  if (user === undefined) throw new Error('there is no user');
  db.run(`INSERT INTO cohorts (id, name, schema_id, created_at) VALUES (?, 'c', ?, ?)`, [
    cohortId,
    schemaId,
    now,
  ]);
  db.run(
    `INSERT INTO splits (id, cohort_id, kind, validation, seed, created_at) VALUES (?, ?, 'patient', 'patient', 1, ?)`,
    [splitId, cohortId, now],
  );
  db.run(
    `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, 'tune', 'done', '{}', ?, ?)`,
    [jobId, user, now],
  );
  db.run(
    `INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name, backbone_sha256,
       state, created_at) VALUES (?, ?, ?, 'segprompt', '{}', '{}', 1, 'x', ?, 'done', ?)`,
    [runId, jobId, splitId, installed.sha256, now],
  );
  db.run(
    `INSERT INTO adapters (id, run_id, schema_id, sha256, backbone_sha256, preprocessing_sha256, temperature,
       calibration_cases, created_at) VALUES (?, ?, ?, ?, ?, ?, 1, 19, ?)`,
    [adapterId, runId, schemaId, hash('c'), installed.sha256, installed.preprocessing, now],
  );
  classIds.forEach((id, position) => {
    db.run(`INSERT INTO adapter_classes (adapter_id, position, class_id) VALUES (?, ?, ?)`, [
      adapterId,
      position,
      id,
    ]);
  });
  db.run(`INSERT INTO active_adapters (schema_id, adapter_id, activated_at) VALUES (?, ?, ?)`, [
    schemaId,
    adapterId,
    now,
  ]);
  if (references) {
    const measured = { patients: 50, ascending: range(100) };
    insertReferences(db, adapterId, classIds, {
      // The right class had between 0.5 and 1 of the probability.
      scores: {
        frame: { patients: 9, ascending: range(99).map((one) => one / 2) },
        finding: { patients: 9, ascending: range(19).map((one) => one / 2) },
      },
      sharpness: measured,
      exposure: measured,
      distance: measured,
      backgrounds: classIds.map(() => range(60)),
      scales: Float32Array.of(1, 1),
      cases: [{ finding: findings[0]?.id ?? '', feature: Float32Array.of(1, 0) }],
    });
  }

  const adapters = createAdapters(bench);
  const backbones = { find: () => Promise.resolve(installed), known: () => installed } as never;
  const told = {
    logits: [3, 0],
    evidence: {
      feature: Float32Array.of(1, 0.5),
      sharpness: 0.5 as number | null,
      exposure: 0.5 as number | null,
      contrast: {
        withoutMask: 'whole-frame' as const,
        without: [0, 0],
        background: [-3, 0] as number[] | null,
      },
    },
  };
  const asked: PredictPayload[] = [];
  const live: LivePayload[] = [];
  const before = { answering: (): void => undefined };
  const run = (kind: string, payload: unknown, options?: { onProgress?: (news: never) => void }) => {
    if (kind === liveTask) {
      live.push(LivePayload.parse(payload));
      before.answering();
      return Promise.resolve({ logits: told.logits, provider: 'cpu', evidence: told.evidence });
    }
    const { items, contrast } = PredictPayload.parse(payload);
    asked.push(PredictPayload.parse(payload));
    before.answering();
    const evidence = { ...told.evidence, contrast: contrast ? told.evidence.contrast : null };
    for (const [item] of items.entries()) {
      const detail: PredictNews = { kind: 'answer', item, provider: 'cpu', ...told, evidence };
      options?.onProgress?.({ done: item + 1, total: items.length, detail } as never);
    }
    return Promise.resolve(undefined);
  };
  const compute = { interactive: { run }, batch: { run } } as never;
  const context: JobContext = {
    jobId,
    userId: user,
    attempt: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
    gate: () => Promise.resolve(),
  };
  const job = predictJob({ db, files: bench.files, changes: bench.changes, compute, adapters, backbones });
  const predict = (contrast: boolean | null = true, as: Partial<JobContext> = {}) =>
    job.run({ adapterIds: [adapterId], studyIds: null, contrast }, { ...context, ...as });
  const predictions = createPredictions({ db, jobs: bench.jobs, adapters, backbones, confidence: () => 0.9 });
  const contrasts = createContrasts({
    db,
    files: bench.files,
    changes: bench.changes,
    compute,
    adapters,
    backbones,
  });
  return {
    db,
    predict,
    predictions,
    contrasts,
    findings,
    classIds,
    told,
    before,
    asked,
    live,
    adapterId,
    user,
  };
}
