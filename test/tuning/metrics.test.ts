import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import {
  accuracyOf,
  areaUnderRoc,
  argMax,
  balancedAccuracyOf,
  bootstrapIntervals,
  confusionMatrix,
  expectedCalibrationError,
  logSoftmax,
  macroAreaUnderRoc,
  macroF1Of,
  pooledProbabilities,
  quantile,
  recallsOf,
  softmax,
} from '../../src-main/tuning/metrics.ts';

describe('confusion matrix figures', () => {
  // By hand: class 0 has 3 of 4 right, class 1 has 1 of 2, class 2 never occurs but is answered once.
  const truth = [0, 0, 0, 0, 1, 1];
  const predicted = [0, 0, 0, 2, 1, 0];
  const confusion = confusionMatrix(truth, predicted, 3);

  it('counts true classes in rows and given classes in columns', () => {
    expect(confusion).toEqual([
      [3, 0, 1],
      [1, 1, 0],
      [0, 0, 0],
    ]);
  });

  it('agrees with figures worked out by hand', () => {
    expect(accuracyOf(confusion)).toBeCloseTo(4 / 6, 12);
    expect(recallsOf(confusion)).toEqual([0.75, 0.5, NaN]);
    expect(balancedAccuracyOf(confusion)).toBeCloseTo(0.625, 12);
    // F1 of class 0: 2·3/(4+4) = .75; of class 1: 2·1/(2+1) = 2/3; class 2 does not occur.
    expect(macroF1Of(confusion)).toBeCloseTo((0.75 + 2 / 3) / 2, 12);
  });

  it('agrees with precision and recall computed separately on random answers', () => {
    const random = createRandom(7);
    const t = Array.from({ length: 400 }, () => random.below(5));
    const p = t.map((k) => (random.uniform() < 0.6 ? k : random.below(5)));
    const expected = [0, 1, 2, 3, 4].map((k) => {
      const hit = t.filter((_, i) => t[i] === k && p[i] === k).length;
      const precision = hit / p.filter((x) => x === k).length;
      const recall = hit / t.filter((x) => x === k).length;
      return (2 * precision * recall) / (precision + recall);
    });
    expect(macroF1Of(confusionMatrix(t, p, 5))).toBeCloseTo(expected.reduce((a, b) => a + b) / 5, 12);
  });

  it('refuses a class that does not exist', () => {
    expect(() => confusionMatrix([0, 3], [0, 0], 3)).toThrow(RangeError);
  });
});

describe('area under the ROC curve', () => {
  it('is the share of pairs that are ordered rightly, ties counting half', () => {
    const random = createRandom(11);
    const scores = Array.from({ length: 120 }, () => random.below(20) / 20);
    const positive = scores.map((score) => random.uniform() < score);
    let won = 0;
    let pairs = 0;
    scores.forEach((a, i) => {
      scores.forEach((b, j) => {
        if (positive[i] !== true || positive[j] !== false) return;
        pairs += 1;
        won += a > b ? 1 : a === b ? 0.5 : 0;
      });
    });
    expect(areaUnderRoc(scores, positive)).toBeCloseTo(won / pairs, 12);
  });

  it('has no value where only one kind occurs', () => {
    expect(areaUnderRoc([0.1, 0.9], [true, true])).toBeNull();
    expect(macroAreaUnderRoc([[0.4, 0.6]], [1], 2)).toBeNull();
  });

  it('is 1 for a perfect and ½ for an indifferent classifier', () => {
    const sure = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    expect(macroAreaUnderRoc(sure, [0, 1], 2)).toBe(1);
    const indifferent = [
      [0.5, 0.5],
      [0.5, 0.5],
    ];
    expect(macroAreaUnderRoc(indifferent, [0, 1], 2)).toBe(0.5);
  });
});

describe('expected calibration error', () => {
  it('agrees with bins cut by hand', () => {
    // Two bins of two: confidences .5, .6 with one right (|.55 − .5|), .8 and 1 with both right (|.9 − 1|).
    const error = expectedCalibrationError([1, 0.5, 0.8, 0.6], [true, false, true, true], 2);
    expect(error).toBeCloseTo((0.05 + 0.1) / 2, 12);
  });

  it('is near 0 for outcomes drawn with their own confidence and large for a boaster', () => {
    const random = createRandom(5);
    const confidences = Array.from({ length: 20_000 }, () => random.between(0.3, 1));
    const honest = confidences.map((c) => random.uniform() < c);
    expect(expectedCalibrationError(confidences, honest)).toBeLessThan(0.02);
    const boastful = confidences.map(() => random.uniform() < 0.3);
    expect(expectedCalibrationError(confidences, boastful)).toBeGreaterThan(0.3);
  });

  it('uses no more bins than cases', () => {
    expect(expectedCalibrationError([0.7], [true], 15)).toBeCloseTo(0.3, 12);
  });
});

describe('intervals', () => {
  it('resamples whole groups: one group of many cases has no interval, and order does not matter', () => {
    const values = [1, 1, 1, 0, 0, 0];
    const share = (cases: readonly number[]): number[] => [
      cases.reduce((sum, i) => sum + (values[i] ?? 0), 0) / cases.length,
    ];
    expect(bootstrapIntervals(['a', 'a', 'a', 'a', 'a', 'a'], share, { seed: 1 })).toEqual([null]);
    // Two patients, one all right, one all wrong: a resample is 0, ½ or 1.
    expect(bootstrapIntervals(['a', 'a', 'a', 'b', 'b', 'b'], share, { seed: 1 })).toEqual([[0, 1]]);
  });

  it('gives the same interval for the same seed and covers the mean of independent cases about rightly', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 200 }, () => random.normal());
    const groups = values.map((_, i) => `p${i}`);
    const meanOf = (cases: readonly number[]): number =>
      cases.reduce((sum, i) => sum + (values[i] ?? 0), 0) / cases.length;
    // A statistic that never has a value beside one that always has.
    const statistics = (cases: readonly number[]): number[] => [meanOf(cases), NaN];
    const [interval, none] = bootstrapIntervals(groups, statistics, { seed: 9 });
    expect(none).toBeNull();
    expect(bootstrapIntervals(groups, statistics, { seed: 9 })).toEqual([interval, none]);
    const mean = meanOf(values.map((_, i) => i));
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    const half = (1.96 * deviation) / Math.sqrt(values.length);
    expect(interval?.[0]).toBeCloseTo(mean - half, 1);
    expect(interval?.[1]).toBeCloseTo(mean + half, 1);
  });
});

describe('probabilities', () => {
  it('stay finite for large logits and sum to 1', () => {
    const shares = softmax([1000, 998, -1000]);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(shares[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  });

  it('flatten with the temperature', () => {
    expect(softmax([2, 0], 2)[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });

  it('are pooled over frames by the geometric mean', () => {
    const pooled = pooledProbabilities([logSoftmax([Math.log(0.9), Math.log(0.1)]), logSoftmax([0, 0])]);
    expect(pooled[0]).toBeCloseTo(Math.sqrt(0.45) / (Math.sqrt(0.45) + Math.sqrt(0.05)), 12);
  });

  it('answer the first of equal maxima, and quantiles interpolate', () => {
    expect(argMax([0.2, 0.4, 0.4])).toBe(1);
    expect(quantile([0, 1, 2, 3], 0.5)).toBe(1.5);
  });
});
