import { describe, expect, it } from 'vitest';
import { conformalSet, conformalThreshold, nonconformity } from '../../src-main/tuning/conformal.ts';
import { softmax } from '../../src-main/tuning/metrics.ts';
import { scoresOf } from '../../src-main/tuning/references.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';

/** A case of one of four classes, some of which are hard: shares, and which is right. */
function draw(random: Random): { readonly shares: number[]; readonly truth: number } {
  const truth = random.below(4);
  const logits = Array.from({ length: 4 }, (_, k) => 1.5 * random.normal() + (k === truth ? 2 : 0));
  return { shares: softmax(logits), truth };
}

describe('a conformal set', () => {
  it.each([
    [0.9, 9],
    [0.9, 30],
    [0.8, 12],
    [0.5, 7],
    [0.95, 100],
    [0.99, 20],
  ])('holds the right class at level %d after %d cases, on average over draws of both', (level, n) => {
    const random = createRandom(Math.round(1000 * level) + n);
    const rounds = Math.round(40_000 / (n + 8));
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const scores = Array.from({ length: n }, () => {
        const { shares, truth } = draw(random);
        return nonconformity(shares[truth] ?? 0);
      }).sort((a, b) => a - b);
      const { shares, truth } = draw(random);
      if (conformalSet(shares, conformalThreshold(scores, level)).includes(truth)) held += 1;
    }
    const coverage = held / rounds;
    const spread = Math.sqrt((level * (1 - level)) / rounds);
    expect(coverage).toBeGreaterThan(level - 3 * spread);
    // Nor by more than the one case that rounding up costs.
    if (conformalThreshold(new Float64Array(n), level) !== Infinity) {
      expect(coverage).toBeLessThan(level + 1 / (n + 1) + 3 * spread);
    }
  });

  it('has every class where the cases are too few to bear the level', () => {
    // (n + 1)·0.9 > n for n < 9.
    expect(conformalThreshold([], 0.9)).toBe(Infinity);
    expect(conformalThreshold(new Float64Array(8), 0.9)).toBe(Infinity);
    expect(conformalThreshold(new Float64Array(9), 0.9)).toBe(0);
    expect(conformalSet([0.99, 0.01, 0], Infinity)).toEqual([0, 1, 2]);
  });

  it('takes the rank that the level asks for, not one more for rounding', () => {
    const ranks = Array.from({ length: 9 }, (_, i) => i + 1);
    for (const tenths of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      expect(conformalThreshold(ranks, tenths / 10)).toBe(tenths);
    }
  });

  it('keeps what conforms exactly as well', () => {
    const tied = new Float64Array(20).fill(0.5);
    expect(conformalSet([0.5, 0.5], conformalThreshold(tied, 0.9))).toEqual([0, 1]);
    expect(conformalSet([0.4, 0.3, 0.3], conformalThreshold(tied, 0.9))).toEqual([]);
  });

  it('has a level strictly between 0 and 1', () => {
    for (const level of [0, 1, -1, NaN]) expect(() => conformalThreshold([0], level)).toThrow(RangeError);
  });
});

describe('scores of validation', () => {
  const answer = (logits: number[], truth: number, finding: string, patient: string) => ({
    logits: Float32Array.from(logits),
    truth,
    finding,
    patient,
  });

  it('are of frames, and of findings pooled as predictions are', () => {
    const { frame, finding } = scoresOf(
      [answer([2, 0], 0, 'f', 'p'), answer([0, 2], 0, 'f', 'p'), answer([4, 0], 0, 'g', 'q')],
      2,
    );
    const sure = (logit: number): number => 1 / (1 + Math.exp(-logit / 2));
    expect(frame.patients).toBe(2);
    const expected = [1 - sure(4), 1 - sure(2), 1 - sure(-2)];
    frame.ascending.forEach((score, i) => {
      expect(score).toBeCloseTo(expected[i] ?? NaN, 6);
    });
    // Two frames that contradict each other make an even answer.
    expect(finding.ascending).toHaveLength(2);
    expect(finding.ascending[0]).toBeCloseTo(1 - sure(4), 6);
    expect(finding.ascending[1]).toBeCloseTo(0.5, 6);
  });

  it('are none without validation', () => {
    const { frame, finding } = scoresOf([], 1);
    expect([frame.ascending, finding.ascending, frame.patients]).toEqual([[], [], 0]);
  });
});
