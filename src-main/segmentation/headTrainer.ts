import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { adamWDefaults, createAdamW, learningRateAt } from '../networks/optimizer.ts';
import type { HeadValues } from './headFile.ts';
import type { HeadSample, HeadSessions } from './headSessions.ts';
import type { HeadTraining } from '../../src-shared/contract/segmentation.contract.ts';

/** A frame to learn from, in one of its fixed views; 0 is the plain frame. */
export type TrainingFrame = (view: number) => Promise<HeadSample>;

export interface HeadTrainingRun {
  readonly sessions: HeadSessions;
  readonly train: readonly TrainingFrame[];
  /** Plain frames of other patients; empty: the last epoch's values are kept. */
  readonly validation: readonly TrainingFrame[];
  readonly training: HeadTraining;
  readonly seed: number;
  /** Awaited between steps: lets messages in, holds, or throws when the work is cancelled. */
  readonly pause: () => Promise<void>;
  /** `most`: epochs at most, which of few frames are more than were asked for. */
  readonly onEpoch: (epoch: HeadEpoch, most: number) => void;
}

export interface HeadEpoch {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number | null;
}

export interface TrainedHead {
  /** Those of the epoch with the lowest validation loss. */
  readonly values: HeadValues;
  readonly epochs: readonly HeadEpoch[];
  readonly bestEpoch: number;
}

/** Share of the steps in which the learning rate grows to its peak. */
const warmUp = 0.05;

/**
 * Trains a head: AdamW with linear warm-up and cosine decay, early stopping on the loss of the validation frames. Batches,
 * views and initial values follow from the seed, so the same frames give the same bits on one machine and provider.
 *
 * @throws LapidaryError `training-diverged`
 */
export async function trainHead(run: HeadTrainingRun): Promise<TrainedHead> {
  const { sessions, train, training, seed } = run;
  const { learningRate, weightDecay, batch, views, patience } = training;
  const batches = Math.ceil(train.length / batch);
  const epochs = Math.max(training.epochs, Math.ceil(training.leastSteps / batches));
  const totalSteps = epochs * batches;
  const schedule = { peak: learningRate, warmupSteps: Math.round(warmUp * totalSteps), totalSteps, floor: 0 };
  const values = new Map(
    sessions.plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: initial.slice() }]),
  );
  const parameters = sessions.plan.trainables.map(({ name, weightDecay: decays, rate }) => ({
    name,
    data: (values.get(name) as { data: Float32Array }).data,
    weightDecay: decays,
    rate,
  }));
  const optimizer = createAdamW(parameters, { ...adamWDefaults, weightDecay, clipNorm: 1 });
  const random = createRandom(seed).fork('segmentation views');
  const starts = train.map(() => random.below(views));
  const weights = await classWeightsOf(train, sessions);
  const told: HeadEpoch[] = [];
  let best: { readonly epoch: number; readonly loss: number; readonly values: HeadValues } | null = null;
  let step = 0;
  // Longer runs of few frames wait as many steps as those of many.
  const waits = Math.ceil((patience * epochs) / training.epochs);

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = createRandom(seed)
      .fork(`segmentation epoch ${epoch}`)
      .shuffled(train.map((_, i) => i));
    let lossSum = 0;
    for (let from = 0; from < order.length; from += batch) {
      const samples: HeadSample[] = [];
      for (const at of order.slice(from, from + batch)) {
        samples.push(await (train[at] as TrainingFrame)((epoch + (starts[at] ?? 0)) % views));
      }
      const { loss, gradients } = await sessions.step(samples, values, weights);
      if (!Number.isFinite(loss)) throw diverged(epoch);
      optimizer.step(gradients, learningRateAt(schedule, step));
      step += 1;
      lossSum += loss * samples.length;
      await run.pause();
    }
    const validationLoss = await lossOn(run, values, weights);
    const figures = { epoch, trainLoss: lossSum / train.length, validationLoss };
    told.push(figures);
    run.onEpoch(figures, epochs);
    if (validationLoss === null || best === null || validationLoss < best.loss) {
      best = { epoch, loss: validationLoss ?? 0, values: copyOf(values) };
    }
    if (epoch - best.epoch >= waits) break;
  }
  return { values: best?.values ?? values, epochs: told, bestEpoch: best?.epoch ?? 0 };
}

/** Inverse square roots of the classes' shares of the frames, scaled so that the mean cell weighs 1. */
async function classWeightsOf(
  train: readonly TrainingFrame[],
  { plan }: HeadSessions,
): Promise<Float32Array> {
  const { classes } = plan;
  const covered = new Float64Array(classes);
  for (const frame of train) {
    const { targets } = await frame(0);
    for (let i = 0; i < targets.length; i++) {
      covered[i % classes] = (covered[i % classes] as number) + (targets[i] as number);
    }
  }
  const total = covered.reduce((sum, one) => sum + one, 0);
  const raw = covered.map((one) => (one === 0 ? 0 : Math.sqrt(total / one)));
  const mean = raw.reduce((sum, weight, k) => sum + (weight * (covered[k] as number)) / total, 0);
  return Float32Array.from(raw, (weight) => weight / mean);
}

/** Mean loss of the plain validation frames; null without any. */
async function lossOn(
  { sessions, validation, training: { batch }, pause }: HeadTrainingRun,
  values: HeadValues,
  weights: Float32Array,
): Promise<number | null> {
  if (validation.length === 0) return null;
  let sum = 0;
  for (let from = 0; from < validation.length; from += batch) {
    const samples: HeadSample[] = [];
    for (const frame of validation.slice(from, from + batch)) samples.push(await frame(0));
    sum += (await sessions.loss(samples, values, weights)) * samples.length;
    await pause();
  }
  return sum / validation.length;
}

function copyOf(values: HeadValues): HeadValues {
  return new Map([...values].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
}

function diverged(epoch: number): LapidaryError {
  return new LapidaryError(
    'training-diverged',
    `Training the segmentation head diverged in epoch ${epoch}: the loss is no longer a finite number.`,
    'Start again with a lower learning rate.',
  );
}
