import type { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { adamWDefaults, createAdamW, learningRateAt } from '../networks/optimizer.ts';
import { negativeLogLikelihood } from './calibration.ts';
import type { Checkpoint, EpochFigures, Progress } from './checkpoint.ts';
import { classWeights } from './classWeights.ts';
import { argMax, confusionMatrix, macroF1Of } from './metrics.ts';
import type { PlanSessions, PreparedCase, TrainedValues } from './planSessions.ts';

export interface TrainingCase {
  readonly target: number;
  readonly prepared: () => Promise<PreparedCase>;
}

export interface TrainingRun {
  readonly sessions: PlanSessions;
  readonly train: readonly TrainingCase[];
  /** Empty: the last epoch's values are kept. */
  readonly validation: readonly TrainingCase[];
  readonly classes: number;
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /** Identifies all of the above, so that a checkpoint is continued by its own run only. */
  readonly inputs: string;
  /** From an earlier life of this run. */
  readonly resumed: Checkpoint | null;
  /** Called after every epoch, and within long ones; the run waits for it. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  readonly onEpoch: (epoch: EpochFigures) => void;
}

export interface Trained {
  /** Those of the epoch with the best validation macro-F1 (then the lowest validation loss). */
  readonly values: TrainedValues;
  readonly epochs: readonly EpochFigures[];
  /** The epoch the values are of. */
  readonly bestEpoch: number;
}

/** Seconds of work that a kill may cost. */
const saveInterval = 20;

/**
 * Trains a plan's trainables: AdamW with linear warm-up and cosine decay, class-balanced cross-entropy, early
 * stopping on validation macro-F1. Batches depend on seed and epoch alone and all state is in the checkpoint, so a run
 * that was killed and continued gives the same bits as one that was not (same machine, provider, threads).
 *
 * @throws LapidaryError `training-diverged` naming the tensor; the last checkpoint stays.
 */
export async function train(run: TrainingRun): Promise<Trained> {
  const { sessions, hyperparameters, seed } = run;
  const { learningRate, weightDecay, epochs, batch, patience, warmUp } = hyperparameters;
  const trainables = sessions.plan.trainables;
  const resumed = run.resumed?.progress.inputs === run.inputs ? run.resumed : null;

  const values = new Map(
    trainables.map(({ name, shape, initial }) => [
      name,
      { shape, data: (resumed?.values.get(name)?.data ?? initial).slice() },
    ]),
  );
  let best: TrainedValues | null = resumed?.best ?? null;
  let progress: Progress = resumed?.progress ?? {
    inputs: run.inputs,
    epochs: [],
    batches: 0,
    lossSum: 0,
    seconds: 0,
    steps: 0,
    best: null,
    finished: false,
  };
  const optimizer = createAdamW(
    trainables.map(({ name, weightDecay: decayed, rate }) => ({
      name,
      data: (values.get(name) as { data: Float32Array }).data,
      weightDecay: decayed,
      rate,
    })),
    { ...adamWDefaults, weightDecay },
    resumed?.optimizer,
  );

  const batchesPerEpoch = Math.ceil(run.train.length / batch);
  const totalSteps = epochs * batchesPerEpoch;
  const schedule = { peak: learningRate, warmupSteps: Math.round(warmUp * totalSteps), totalSteps, floor: 0 };
  const weights = classWeights(
    run.train.map(({ target }) => target),
    run.classes,
  );
  const save = async (): Promise<void> => {
    savedAt = performance.now();
    await run.save({ progress, values, best, optimizer: optimizer.state() });
  };
  let savedAt = performance.now();

  while (!progress.finished) {
    const epoch = progress.epochs.length + 1;
    const order = createRandom(seed).fork(`epoch ${epoch}`).shuffled(run.train);
    let begun = performance.now();
    const elapsed = (): number => {
      const now = performance.now();
      const seconds = (now - begun) / 1000;
      begun = now;
      return seconds;
    };
    for (let at = progress.batches; at < batchesPerEpoch; at++) {
      const members = order.slice(at * batch, (at + 1) * batch);
      const samples = [];
      for (const { target, prepared } of members) {
        const weight = (weights[target] ?? 0) / members.length;
        samples.push({ prepared: await prepared(), target, weight });
      }
      const { loss, gradients } = await sessions.step(samples, values);
      assertFinite(loss, gradients, epoch, progress.steps + 1);
      optimizer.step(gradients, learningRateAt(schedule, progress.steps));
      progress = {
        ...progress,
        batches: at + 1,
        lossSum: progress.lossSum + loss * members.length,
        steps: progress.steps + 1,
        seconds: progress.seconds + elapsed(),
      };
      if (performance.now() - savedAt > saveInterval * 1000) await save();
    }

    const validation = await validate(run, values);
    const figures: EpochFigures = {
      epoch,
      learningRate: learningRateAt(schedule, progress.steps - 1),
      trainLoss: progress.lossSum / run.train.length,
      validationLoss: validation?.loss ?? null,
      validationMacroF1: validation?.macroF1 ?? null,
      seconds: progress.seconds + elapsed(),
    };
    const better =
      validation === null ||
      progress.best === null ||
      validation.macroF1 > progress.best.macroF1 ||
      (validation.macroF1 === progress.best.macroF1 && validation.loss < progress.best.loss);
    if (better) best = copyOf(values);
    const bestNow = better
      ? { epoch, macroF1: validation?.macroF1 ?? 0, loss: validation?.loss ?? 0 }
      : progress.best;
    progress = {
      ...progress,
      epochs: [...progress.epochs, figures],
      batches: 0,
      lossSum: 0,
      seconds: 0,
      best: bestNow,
      finished: epoch >= epochs || epoch - (bestNow?.epoch ?? epoch) >= patience,
    };
    run.onEpoch(figures);
    if (progress.finished || performance.now() - savedAt > 1000) await save();
  }
  return { values: best ?? values, epochs: progress.epochs, bestEpoch: progress.best?.epoch ?? 0 };
}

async function validate(
  run: TrainingRun,
  values: TrainedValues,
): Promise<{ readonly loss: number; readonly macroF1: number } | null> {
  if (run.validation.length === 0) return null;
  const truth = run.validation.map(({ target }) => target);
  const logits = await answersOf(run.sessions, run.validation, values);
  const confusion = confusionMatrix(truth, logits.map(argMax), run.classes);
  return { loss: negativeLogLikelihood(logits, truth), macroF1: macroF1Of(confusion) };
}

/** Cases answered in runs of this many, so that no more prepared cases than that are held at once. */
const answerRun = 64;

/** Logits of each case, in order. */
export async function answersOf(
  sessions: PlanSessions,
  cases: readonly TrainingCase[],
  values: TrainedValues,
): Promise<Float32Array[]> {
  const answers: Float32Array[] = [];
  for (let from = 0; from < cases.length; from += answerRun) {
    const prepared: PreparedCase[] = [];
    for (const one of cases.slice(from, from + answerRun)) prepared.push(await one.prepared());
    answers.push(...(await sessions.predict(prepared, values)));
  }
  return answers;
}

function copyOf(values: TrainedValues): TrainedValues {
  return new Map([...values].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
}

function assertFinite(
  loss: number,
  gradients: ReadonlyMap<string, Float32Array>,
  epoch: number,
  step: number,
): void {
  const broken = Number.isFinite(loss)
    ? [...gradients].find(([, values]) => values.some((value) => !Number.isFinite(value)))?.[0]
    : 'loss';
  if (broken === undefined) return;
  const what = broken === 'loss' ? 'the loss' : `the gradient of "${broken}"`;
  throw new LapidaryError(
    'training-diverged',
    `Training diverged in epoch ${epoch}, step ${step}: ${what} is no longer a finite number.`,
    'Start the run again with a lower learning rate.',
  );
}
