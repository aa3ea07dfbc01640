import { createHash } from 'node:crypto';
import os from 'node:os';
import { taskHandler, type TaskContext } from '../compute/child.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import { openBackbone, type Backbone } from '../networks/backbone.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import type { Plan } from '../networks/methods/plan.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { encodeAdapter } from './adapterFile.ts';
import { createBoundedCache, type BoundedCache } from './boundedCache.ts';
import { networkInput, preprocessingHash, readFrame } from './caseReader.ts';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { calibrate, figuresOf, type Answer } from './evaluation.ts';
import { peakMemoryMb, resetPeakMemory } from './peakMemory.ts';
import { openPlanSessions, preparedBytes, type PlanSessions, type PreparedCase } from './planSessions.ts';
import { answersOf, train, type TrainingCase } from './trainer.ts';
import { TunePayload, type RunOutcome, type TuneNews, type TuneRun } from './tuneMessages.ts';

/** Share of the machine's memory for prepared cases, and for decoded frames. */
const preparedShare = 0.2;
const decodedShare = 0.05;

/** What the runs of one task share: every frame is decoded once, and prepared once per method. */
interface Shared {
  readonly payload: TunePayload;
  readonly context: TaskContext;
  readonly files: DataFolder;
  readonly backbone: Backbone;
  readonly decoded: BoundedCache<Uint8Array>;
  readonly prepared: BoundedCache<PreparedCase>;
}

/**
 * Tunes and judges every run of the payload, one after the other. What a run came to is told as `run-done`; its
 * checkpoint stays until the host has written that down and removes it.
 */
export const tuneHandler = taskHandler(TunePayload, async (payload, context) => {
  const memory = os.totalmem();
  const shared: Shared = {
    payload,
    context,
    files: attachDataFolder(payload.dataDir),
    backbone: await openBackbone(payload.backboneDir),
    decoded: createBoundedCache(decodedShare * memory, ({ byteLength }) => byteLength),
    prepared: createBoundedCache(preparedShare * memory, preparedBytes),
  };
  for (const [done, run] of payload.runs.entries()) {
    const tell = (news: TuneNews, epochShare: number): void => {
      context.progress(done + epochShare, payload.runs.length, news);
    };
    tell({ kind: 'run-started', runId: run.runId, provider: context.runtime.options.provider }, 0);
    try {
      const outcome = await tuneOne(shared, run, tell);
      tell({ kind: 'run-done', runId: run.runId, outcome }, 1);
    } catch (error) {
      // One method that diverges must not cost the others their comparison.
      if (!(error instanceof LapidaryError) || error.code !== 'training-diverged') throw error;
      tell({ kind: 'run-failed', runId: run.runId, error: toErrorReport(error) }, 1);
    }
  }
});

async function tuneOne(
  shared: Shared,
  run: TuneRun,
  tell: (news: TuneNews, epochShare: number) => void,
): Promise<RunOutcome> {
  const { payload, context, files, backbone } = shared;
  const started = performance.now();
  resetPeakMemory();
  const plan = planOf(shared, run);
  const sessions = openPlanSessions(plan, backbone, context.runtime, () => context.yieldNow());
  try {
    const inputs = identify(shared, run);
    const casesOf = trainingCases(shared, run, sessions);
    const trained = await train({
      sessions,
      train: casesOf(run.train),
      validation: casesOf(run.validation),
      classes: payload.classes.length,
      hyperparameters: run.hyperparameters,
      seed: run.seed,
      inputs,
      resumed: await resume(files, run, context),
      save: (checkpoint) => files.checkpoints.put(run.runId, encodeCheckpoint(checkpoint)),
      onEpoch: (figures) => {
        tell({ kind: 'epoch', runId: run.runId, figures }, figures.epoch / (run.hyperparameters.epochs + 1));
      },
    });
    const answer = async (indices: readonly number[]): Promise<Answer[]> => {
      const logits = await answersOf(sessions, casesOf(indices), trained.values);
      return logits.map((row, i) => {
        const one = caseAt(payload, indices[i] ?? -1);
        return { logits: row, truth: one.target, finding: one.finding, patient: one.patient };
      });
    };
    const figures = (answers: readonly Answer[], temperature: number) =>
      figuresOf(answers, payload.classes.length, temperature, run.seed);
    const onValidation = await answer(run.validation);
    const { temperature, cases } = calibrate(onValidation);
    const { provider, prepacking } = context.runtime.options;
    const adapter = await files.adapters.put(
      encodeAdapter({
        head: {
          method: run.method,
          options: run.options,
          classes: payload.classes,
          maskClasses: payload.maskClasses,
          backbone: backbone.networkHash,
          preprocessing: preprocessingHash(backbone.card),
          temperature,
          calibrationCases: cases,
          seed: run.seed,
          runtime: { provider, prepacking },
        },
        values: trained.values,
      }),
    );
    const epochSeconds = trained.epochs.reduce((sum, { seconds }) => sum + seconds, 0);
    return {
      adapter,
      backbone: backbone.networkHash,
      preprocessing: preprocessingHash(backbone.card),
      temperature,
      calibrationCases: cases,
      bestEpoch: trained.bestEpoch,
      epochs: [...trained.epochs],
      provider,
      train: figures(await answer(run.train), temperature),
      validation: onValidation.length === 0 ? null : figures(onValidation, temperature),
      test: figures(await answer(run.test), temperature),
      cost: {
        parameters: plan.trainableCount,
        share: plan.backboneShare,
        seconds: (performance.now() - started) / 1000,
        secondsPerEpoch: epochSeconds / Math.max(1, trained.epochs.length),
        peakRssMb: peakMemoryMb(),
      },
    };
  } finally {
    await sessions.release();
  }
}

function planOf({ payload, backbone }: Shared, run: TuneRun): Plan {
  return methods[MethodId.parse(run.method)].plan(
    {
      config: backbone.card.architecture,
      tensor: (name) => backbone.tensor(name),
      classes: payload.classes.length,
      maskClasses: payload.maskClasses.length + 1,
      seed: run.seed,
    },
    run.options,
  );
}

/** Everything that the run's numbers follow from. */
function identify({ payload, backbone, context }: Shared, run: TuneRun): string {
  const hash = createHash('sha256');
  const { method, options, hyperparameters, seed, train: learned, validation } = run;
  const { classes, maskClasses } = payload;
  hash.update(
    JSON.stringify([method, options, hyperparameters, seed, classes, maskClasses, learned, validation]),
  );
  hash.update(
    JSON.stringify([backbone.networkHash, preprocessingHash(backbone.card), context.runtime.options]),
  );
  for (const at of [...learned, ...validation]) {
    const { frame, mask, segments, target } = caseAt(payload, at);
    hash.update(JSON.stringify([frame, segments, target]));
    hash.update(mask ?? 'no mask');
  }
  return hash.digest('hex');
}

async function resume(files: DataFolder, run: TuneRun, context: TaskContext): Promise<Checkpoint | null> {
  const bytes = await files.checkpoints.get(run.runId);
  if (bytes === undefined) return null;
  try {
    return decodeCheckpoint(bytes);
  } catch {
    context.log('warning', `The checkpoint of run ${run.runId} is damaged; the run starts again.`);
    return null;
  }
}

function trainingCases(
  { payload, files, backbone, decoded, prepared }: Shared,
  run: TuneRun,
  sessions: PlanSessions,
): (indices: readonly number[]) => TrainingCase[] {
  // What a case is prepared to depends on the method and on nothing that a run trains.
  const prefix = JSON.stringify([run.method, run.options]);
  return (indices) =>
    indices.map((at) => {
      const one = caseAt(payload, at);
      return {
        target: one.target,
        prepared: () =>
          prepared.get(`${at} ${prefix}`, async () => {
            const rgb = await decoded.get(one.frame, () => readFrame(files, one.frame, backbone.card));
            return sessions.prepare(networkInput(rgb, one, backbone.card, payload.maskClasses.length + 1));
          }),
      };
    });
}

function caseAt(payload: TunePayload, at: number): TunePayload['cases'][number] {
  const one = payload.cases[at];
  if (one === undefined) throw new RangeError(`the task has no case ${at}`);
  return one;
}
