import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import {
  fitTemperature,
  negativeLogLikelihood,
  temperatureBounds,
} from '../../src-main/tuning/calibration.ts';
import { softmax } from '../../src-main/tuning/metrics.ts';

/** Cases whose classes are drawn from softmax(logits), the logits then multiplied: the multiplier is the truth. */
function sharpened(cases: number, by: number): { logits: number[][]; truth: number[] } {
  const random = createRandom(21);
  const logits: number[][] = [];
  const truth: number[] = [];
  for (let i = 0; i < cases; i++) {
    const row = Array.from({ length: 4 }, () => 1.5 * random.normal());
    let left = random.uniform();
    const drawn = softmax(row).findIndex((share) => (left -= share) < 0);
    truth.push(Math.max(0, drawn));
    logits.push(row.map((x) => x * by));
  }
  return { logits, truth };
}

describe('temperature scaling', () => {
  it.each([0.4, 1, 3])('finds the factor %d by which logits were sharpened', (by) => {
    const { logits, truth } = sharpened(8000, by);
    const fit = fitTemperature(logits, truth);
    expect(fit.temperature / by).toBeCloseTo(1, 1);
    expect(fit.cases).toBe(8000);
  });

  it('is the minimum of the likelihood, by a search that knows nothing of slopes', () => {
    const { logits, truth } = sharpened(3000, 2);
    const { temperature } = fitTemperature(logits, truth);
    const there = negativeLogLikelihood(logits, truth, temperature);
    for (const factor of [0.8, 0.95, 1.05, 1.25]) {
      expect(negativeLogLikelihood(logits, truth, temperature * factor)).toBeGreaterThan(there);
    }
  });

  it('does not call the next case certain because a handful were all right', () => {
    const logits = Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? [4, -4] : [-4, 4]));
    const { temperature } = fitTemperature(logits, [0, 1, 0, 1, 0, 1]);
    // Six cases and half of the seventh.
    expect(softmax([4, -4], temperature)[0]).toBeCloseTo(6.5 / 7, 6);
  });

  it('stays within its bounds where the answers are all wrong, and is 1 without cases', () => {
    const wrong = fitTemperature([[9, -9]], [1]);
    expect(wrong.temperature).toBeCloseTo(temperatureBounds[1], 6);
    expect(fitTemperature([], [])).toEqual({ temperature: 1, cases: 0 });
  });
});
