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
  /** One of the case's fixed views; 0 is the plain frame. */
  readonly prepared: (view: number) => Promise<PreparedCase>;
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
  /** Called after epochs, within long ones, and with the last good state where training diverges; the run waits for it. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  readonly onEpoch: (epoch: EpochFigures) => void;
}

export interface Trained {
  /** Those of the epoch with the best validation macro-F1 (then the lowest validation loss). */
  readonly values: TrainedValues;
  readonly epochs: readonly EpochFigures[];
  /** The epoch the values are of; without validation its figures are 0. */
  readonly best: { readonly epoch: number; readonly macroF1: number; readonly loss: number };
}

/** Seconds of work that a kill may cost. */
const saveInterval = 20;

/** A gradient beyond this has a square that float32 cannot hold, and so no place in the optimizer's moments. */
const largestGradient = 1e19;

/**
 * Trains a plan's trainables: AdamW with linear warm-up and cosine decay, cross-entropy by default balanced over
 * classes, early stopping on validation macro-F1. Which cases a batch holds, and which view of each, depends on seed
 * and epoch alone, and all state is in the checkpoint, so a run that was killed and continued gives the same bits as
 * one that was not (same machine, provider, threads).
 *
 * @throws LapidaryError `training-diverged` naming the tensor; what was saved last is the last state in which every
 * number was finite.
 */
export async function train(run: TrainingRun): Promise<Trained> {
  const { sessions, hyperparameters, seed } = run;
  const { learningRate, epochs, batch, patience, warmUp, labelSmoothing } = hyperparameters;
  const resumed = run.resumed?.progress.inputs === run.inputs ? run.resumed : null;
  const state = beginState(run, resumed);
  const { values, optimizer } = state;
  let { best, progress } = state;

  const batchesPerEpoch = Math.ceil(run.train.length / batch);
  const totalSteps = epochs * batchesPerEpoch;
  const schedule = { peak: learningRate, warmupSteps: Math.round(warmUp * totalSteps), totalSteps, floor: 0 };
  const weights = lossWeights(run);
  const viewsOf = viewPlan(run);
  let savedAt = performance.now();
  let saved = resumed !== null;
  const save = async (): Promise<void> => {
    savedAt = performance.now();
    saved = true;
    await run.save({ progress, values, best, optimizer: optimizer.state() });
  };
  /** @param intact whether the state in memory is still the one before whatever broke */
  const stopBroken = async (broken: string, epoch: number, intact: boolean): Promise<never> => {
    if (intact) await save();
    else if (!saved) {
      const start = beginState(run, null);
      await run.save({ ...start, optimizer: start.optimizer.state() });
    }
    throw diverged(broken, epoch, progress.steps + (intact ? 1 : 0));
  };

  while (!progress.finished) {
    const epoch = progress.epochs.length + 1;
    const order = createRandom(seed).fork(`epoch ${epoch}`).shuffled(viewsOf(epoch));
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
      for (const { one, view } of members) {
        const weight = (weights[one.target] ?? 0) / members.length;
        const prepared = await one.prepared(view);
        samples.push({ prepared, target: one.target, weight, smoothing: labelSmoothing });
      }
      const { loss, gradients } = await sessions.step(samples, values);
      const broken = brokenStep(loss, gradients);
      if (broken !== undefined) await stopBroken(broken, epoch, true);
      optimizer.step(gradients, learningRateAt(schedule, progress.steps));
      progress = {
        ...progress,
        batches: at + 1,
        lossSum: progress.lossSum + loss * members.length,
        steps: progress.steps + 1,
        seconds: progress.seconds + elapsed(),
      };
      const spoilt = [...values].find(([, { data }]) => !allFinite(data));
      if (spoilt !== undefined) await stopBroken(`"${spoilt[0]}"`, epoch, false);
      if (performance.now() - savedAt > saveInterval * 1000) await save();
    }

    const validation = await judge(sessions, run.validation, run.classes, values);
    if (validation !== null && !Number.isFinite(validation.loss)) {
      await stopBroken('the validation loss', epoch, false);
    }
    const figures: EpochFigures = {
      epoch,
      learningRate: learningRateAt(schedule, progress.steps - 1),
      trainLoss: progress.lossSum / run.train.length,
      validationLoss: validation?.loss ?? null,
      validationMacroF1: validation?.macroF1 ?? null,
      seconds: progress.seconds + elapsed(),
    };
    const better =
      validation === null || progress.best === null || isBetter({ ...validation, epoch }, progress.best);
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
  return {
    values: best ?? values,
    epochs: progress.epochs,
    best: progress.best ?? { epoch: 0, macroF1: 0, loss: 0 },
  };
}

/** What a run starts from, or goes on from. */
function beginState({ sessions, hyperparameters, inputs }: TrainingRun, resumed: Checkpoint | null) {
  const { trainables } = sessions.plan;
  const values = new Map(
    trainables.map(({ name, shape, initial }) => [
      name,
      { shape, data: (resumed?.values.get(name)?.data ?? initial).slice() },
    ]),
  );
  const parameters = trainables.map(({ name, weightDecay, rate }) => ({
    name,
    data: (values.get(name) as { data: Float32Array }).data,
    weightDecay,
    rate,
  }));
  const { weightDecay, clipNorm } = hyperparameters;
  const progress: Progress = resumed?.progress ?? {
    inputs,
    epochs: [],
    batches: 0,
    lossSum: 0,
    seconds: 0,
    steps: 0,
    best: null,
    finished: false,
  };
  const best: TrainedValues | null = resumed?.best ?? null;
  const optimizer = createAdamW(parameters, { ...adamWDefaults, weightDecay, clipNorm }, resumed?.optimizer);
  return { values, best, progress, optimizer };
}

function lossWeights({ train: cases, classes, hyperparameters }: TrainingRun): readonly number[] {
  if (!hyperparameters.balance) return new Array<number>(classes).fill(1);
  return classWeights(
    cases.map(({ target }) => target),
    classes,
  );
}

/** Every case goes through its views one epoch after the other, each from a place that the seed draws. */
function viewPlan({
  train: cases,
  hyperparameters: { views },
  seed,
}: TrainingRun): (epoch: number) => { readonly one: TrainingCase; readonly view: number }[] {
  const random = createRandom(seed).fork('views');
  const starts = cases.map(() => random.below(views));
  return (epoch) => cases.map((one, i) => ({ one, view: (epoch + (starts[i] ?? 0)) % views }));
}

/** By validation macro-F1, then by validation loss; what came first stays where both are equal. */
export function isBetter(one: Trained['best'], other: Trained['best']): boolean {
  return one.macroF1 > other.macroF1 || (one.macroF1 === other.macroF1 && one.loss < other.loss);
}

/** How plain cases are answered; null without cases. */
export async function judge(
  sessions: PlanSessions,
  cases: readonly TrainingCase[],
  classes: number,
  values: TrainedValues,
): Promise<{ readonly loss: number; readonly macroF1: number } | null> {
  if (cases.length === 0) return null;
  const truth = cases.map(({ target }) => target);
  const logits = await answersOf(sessions, cases, values);
  const confusion = confusionMatrix(truth, logits.map(argMax), classes);
  return { loss: negativeLogLikelihood(logits, truth), macroF1: macroF1Of(confusion) };
}

/** Cases answered in runs of this many, so that no more prepared cases than that are held at once. */
const answerRun = 64;

/** Logits of each case's plain frame, in order. */
export async function answersOf(
  sessions: PlanSessions,
  cases: readonly TrainingCase[],
  values: TrainedValues,
): Promise<Float32Array[]> {
  const answers: Float32Array[] = [];
  for (let from = 0; from < cases.length; from += answerRun) {
    const prepared: PreparedCase[] = [];
    for (const one of cases.slice(from, from + answerRun)) prepared.push(await one.prepared(0));
    answers.push(...(await sessions.predict(prepared, values)));
  }
  return answers;
}

function copyOf(values: TrainedValues): TrainedValues {
  return new Map([...values].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
}

function allFinite(values: Float32Array): boolean {
  // One sum instead of a test per value: an infinity or a NaN times 0 is NaN, and stays it.
  let spread = 0;
  for (let i = 0; i < values.length; i++) spread += (values[i] as number) * 0;
  return spread === 0;
}

/** What of a step is no usable number. */
function brokenStep(loss: number, gradients: ReadonlyMap<string, Float32Array>): string | undefined {
  if (!Number.isFinite(loss)) return 'the loss';
  const broken = [...gradients].find(([, values]) =>
    values.some((value) => !(Math.abs(value) < largestGradient)),
  );
  return broken === undefined ? undefined : `the gradient of "${broken[0]}"`;
}

function diverged(broken: string, epoch: number, step: number): LapidaryError {
  return new LapidaryError(
    'training-diverged',
    `Training diverged in epoch ${epoch}, step ${step}: ${broken} is no longer a finite number. The last good state before it is kept until the run is started anew, or three newer ones have failed.`,
    'Start the run again with a lower learning rate.',
  );
}
