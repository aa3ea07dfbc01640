import { createRandom } from '../../src-shared/domain/random.ts';

/**
 * The figures a method is judged by. Classes are indices 0…C−1 in the order of the adapter's outputs; a class that
 * does not occur among the true classes takes no part in a mean over classes. All functions are pure.
 */

/** counts[t][p]: cases of true class t that were given class p. */
export function confusionMatrix(
  truth: readonly number[],
  predicted: readonly number[],
  classes: number,
): number[][] {
  if (truth.length !== predicted.length)
    throw new RangeError('as many predictions as true classes are needed');
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  truth.forEach((t, i) => {
    const row = counts[t];
    const p = predicted[i];
    if (row === undefined || p === undefined || row[p] === undefined) {
      throw new RangeError(`case ${i}: class ${t} or ${p} is not one of ${classes}`);
    }
    row[p] += 1;
  });
  return counts;
}

/** Share of the cases on the diagonal; NaN without cases. */
export function accuracyOf(confusion: readonly (readonly number[])[]): number {
  let right = 0;
  let all = 0;
  confusion.forEach((row, t) => {
    right += row[t] ?? 0;
    for (const count of row) all += count;
  });
  return right / all;
}

/** Recall of each class; NaN where the class does not occur. */
export function recallsOf(confusion: readonly (readonly number[])[]): number[] {
  return confusion.map((row, t) => (row[t] ?? 0) / row.reduce((sum, count) => sum + count, 0));
}

/** Mean recall over the classes that occur; NaN without cases. */
export function balancedAccuracyOf(confusion: readonly (readonly number[])[]): number {
  return mean(recallsOf(confusion).filter((recall) => !Number.isNaN(recall)));
}

/** Mean over the classes that occur of F1 = 2·TP / (2·TP + FP + FN); NaN without cases. */
export function macroF1Of(confusion: readonly (readonly number[])[]): number {
  const scores: number[] = [];
  confusion.forEach((row, t) => {
    const occurring = row.reduce((sum, count) => sum + count, 0);
    if (occurring === 0) return;
    const given = confusion.reduce((sum, other) => sum + (other[t] ?? 0), 0);
    scores.push((2 * (row[t] ?? 0)) / (occurring + given));
  });
  return mean(scores);
}

/**
 * Area under the ROC curve: the chance that a positive case scores above a negative one, ties counting half
 * (Mann–Whitney). null where one of the two kinds is missing.
 */
export function areaUnderRoc(scores: readonly number[], positive: readonly boolean[]): number | null {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to++;
    // Ranks from+1 … to share their mean.
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      if (positive[order[i] ?? 0] === true) {
        positives += 1;
        rankSum += rank;
      }
    }
    from = to;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** One-vs-rest area under the ROC curve, mean over the classes that occur; null where a single class occurs. */
export function macroAreaUnderRoc(
  probabilities: readonly ArrayLike<number>[],
  truth: readonly number[],
  classes: number,
): number | null {
  const areas: number[] = [];
  for (let k = 0; k < classes; k++) {
    const area = areaUnderRoc(
      probabilities.map((row) => row[k] ?? 0),
      truth.map((t) => t === k),
    );
    if (area !== null) areas.push(area);
  }
  return areas.length === 0 ? null : mean(areas);
}

/** Bins of under twenty cases would tell their own scatter as an error of calibration. */
const casesPerBin = 20;
const mostBins = 15;

/**
 * Expected calibration error with equal-mass bins: cases sorted by confidence, cut into `bins` runs whose sizes
 * differ by at most one, and the mean over cases of |mean confidence − accuracy| of their run. Equal confidences keep
 * the order of the cases. Unless told, 15 bins, or as many as hold twenty cases each. NaN without cases.
 */
export function expectedCalibrationError(
  confidences: readonly number[],
  correct: readonly boolean[],
  bins = Math.max(1, Math.min(mostBins, Math.floor(confidences.length / casesPerBin))),
): number {
  const n = confidences.length;
  if (n === 0) return NaN;
  const order = confidences.map((_, i) => i).sort((a, b) => (confidences[a] ?? 0) - (confidences[b] ?? 0));
  const count = Math.min(bins, n);
  let error = 0;
  for (let bin = 0; bin < count; bin++) {
    const from = Math.floor((bin * n) / count);
    const to = Math.floor(((bin + 1) * n) / count);
    let confidence = 0;
    let right = 0;
    for (let i = from; i < to; i++) {
      const at = order[i] ?? 0;
      confidence += confidences[at] ?? 0;
      if (correct[at] === true) right += 1;
    }
    error += Math.abs(confidence - right);
  }
  return error / n;
}

export type Interval = readonly [low: number, high: number];

/**
 * 95% percentile intervals of statistics under resampling of whole groups (patients) with replacement. `statistics`
 * is given the indices of the drawn cases and may answer NaN (a class that was not drawn): such draws don't count.
 * An interval is null with fewer than two groups, or where fewer than half of the draws count.
 */
export function bootstrapIntervals(
  groups: readonly string[],
  statistics: (cases: readonly number[]) => readonly number[],
  options: { readonly seed: number; readonly rounds?: number },
): (Interval | null)[] {
  const members = [...Map.groupBy(groups.keys(), (i) => groups[i]).values()];
  const random = createRandom(options.seed).fork('bootstrap');
  const rounds = members.length < 2 ? 0 : (options.rounds ?? 1000);
  const values = statistics([...groups.keys()]).map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const cases: number[] = [];
    for (let draw = 0; draw < members.length; draw++) {
      for (const i of members[random.below(members.length)] ?? []) cases.push(i);
    }
    statistics(cases).forEach((value, which) => {
      if (!Number.isNaN(value)) values[which]?.push(value);
    });
  }
  return values.map((found) => {
    if (found.length === 0 || found.length * 2 < rounds) return null;
    found.sort((a, b) => a - b);
    return [quantile(found, 0.025), quantile(found, 0.975)];
  });
}

/** Linear interpolation between the two nearest of sorted values. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Index of the largest value, the first of equals. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** log softmax(logits / temperature), in float64. */
export function logSoftmax(logits: ArrayLike<number>, temperature = 1): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const top = Math.max(...scaled);
  const total = Math.log(scaled.reduce((sum, x) => sum + Math.exp(x - top), 0)) + top;
  return scaled.map((x) => x - total);
}

/** softmax(logits / temperature), in float64. */
export function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  return logSoftmax(logits, temperature).map(Math.exp);
}

/** One answer from several frames: the mean of their log-probabilities, renormalised; sums to 1. */
export function pooledProbabilities(logProbabilities: readonly (readonly number[])[]): number[] {
  const classes = logProbabilities[0]?.length ?? 0;
  const means = Array.from({ length: classes }, (_, k) => mean(logProbabilities.map((row) => row[k] ?? 0)));
  return softmax(means);
}
