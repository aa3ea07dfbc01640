import { negativeLogLikelihood } from './calibration.ts';
import type { TrainedValues } from './planSessions.ts';
import { answersOf, judge, type Trained, type TrainingRun } from './trainer.ts';

/** Logits are this much times half the negative squared distance to a class's mean, as far as classes can tell. */
const sharpness = 10;

/** Two features of length 1 are at most 2 apart: the answer of a class of which no case was seen. */
const farthest = -1.5 * sharpness;

/**
 * Nearest class mean on features of length 1 (Snell et al., "Prototypical Networks for Few-shot Learning", NeurIPS
 * 2017): with μ the mean of a class, head.weight = 10·μ and head.bias = −5·‖μ‖², so that a logit is −5·‖f − μ‖² but
 * for what all classes share. One pass over the training cases and their views, no gradients, no seed.
 */
export async function fitClassMeans({
  sessions,
  train: cases,
  validation,
  classes,
  hyperparameters: { views },
  onEpoch,
}: TrainingRun): Promise<Trained> {
  const begun = performance.now();
  const sums: Float64Array[] = [];
  const counts = new Array<number>(classes).fill(0);
  for (const { target, prepared } of cases) {
    for (let view = 0; view < views; view++) {
      const feature = (await prepared(view)).tensors['feature'];
      if (!(feature instanceof Float32Array)) throw new Error('a prepared case has no feature');
      const sum = (sums[target] ??= new Float64Array(feature.length));
      feature.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value));
      counts[target] = (counts[target] ?? 0) + 1;
    }
  }
  const values: TrainedValues = new Map(
    sessions.plan.trainables.map(({ name, shape, initial }) => {
      switch (name) {
        case 'head.weight':
          return [name, { shape, data: weightOf(sums, counts, classes, initial.length / classes) }];
        case 'head.bias':
          return [name, { shape, data: biasOf(sums, counts, classes) }];
        default:
          throw new Error(`class means cannot fit "${name}"`);
      }
    }),
  );
  const logits = await answersOf(sessions, cases, values);
  const judged = await judge(sessions, validation, classes, values);
  const figures = {
    epoch: 1,
    learningRate: 0,
    trainLoss: negativeLogLikelihood(
      logits,
      cases.map(({ target }) => target),
    ),
    validationLoss: judged?.loss ?? null,
    validationMacroF1: judged?.macroF1 ?? null,
    seconds: (performance.now() - begun) / 1000,
  };
  onEpoch(figures);
  return {
    values,
    epochs: [figures],
    best: { epoch: 1, macroF1: judged?.macroF1 ?? 0, loss: judged?.loss ?? 0 },
  };
}

type Sums = readonly (Float64Array | undefined)[];

function weightOf(sums: Sums, counts: readonly number[], classes: number, length: number): Float32Array {
  const weight = new Float32Array(classes * length);
  for (let k = 0; k < classes; k++) {
    sums[k]?.forEach((sum, i) => (weight[k * length + i] = (sharpness * sum) / (counts[k] ?? 1)));
  }
  return weight;
}

function biasOf(sums: Sums, counts: readonly number[], classes: number): Float32Array {
  return Float32Array.from({ length: classes }, (_, k) => {
    const sum = sums[k];
    if (sum === undefined) return farthest;
    const squared = sum.reduce((total, value) => total + (value / (counts[k] ?? 1)) ** 2, 0);
    return (-sharpness / 2) * squared;
  });
}
