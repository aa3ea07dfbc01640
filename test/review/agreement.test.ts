import { describe, expect, it } from 'vitest';
import { cohensKappa, kappaInterval, shareOf, wilsonInterval } from '../../src-main/review/agreement.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

describe('Wilson’s interval', () => {
  it('is what Newcombe prints (Stat. Med. 17, 1998, table I, method 3)', () => {
    const printed: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [count, of, low, high] of printed) {
      const interval = wilsonInterval(count, of);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it('holds the shares that a score test would not refuse', () => {
    for (const [count, of] of [
      [3, 7],
      [0, 5],
      [11, 11],
      [40, 60],
    ] as const) {
      const { low, high } = wilsonInterval(count, of);
      const refused = (share: number): boolean =>
        Math.abs(count / of - share) > 1.959963984540054 * Math.sqrt((share * (1 - share)) / of);
      for (let at = 1; at < 1000; at++) {
        const share = at / 1000;
        if (Math.abs(share - low) < 1e-9 || Math.abs(share - high) < 1e-9) continue;
        expect(refused(share)).toBe(share < low || share > high);
      }
    }
  });

  it('is not told of fewer than five', () => {
    expect(shareOf(3, 4)).toEqual({ count: 3, of: 4, rate: null });
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, rate: null });
    expect(shareOf(4, 5).rate?.share).toBe(0.8);
  });
});

describe('Cohen’s κ', () => {
  it('is what Cohen’s own example gives', () => {
    // Cohen 1960, table 1, of 200: p_o = .70, p_e = .41.
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    expect(cohensKappa(table)?.value).toBeCloseTo((0.7 - 0.41) / 0.59, 10);
  });

  it('of two classes, worked by hand', () => {
    // p_o = 35/50, p_e = (25·30 + 25·20)/2500 = 1/2.
    const kappa = cohensKappa([
      [20, 5],
      [10, 15],
    ]);
    expect(kappa?.value).toBeCloseTo(0.4, 12);
    // Σ: agreeing .4·(.5−1.1·.3)² + .3·(.5−.9·.3)²; differing .3²·(.1·(.6+.5)² + .2·(.4+.5)²); less (.35−1+.7)².
    const sum =
      0.4 * 0.17 ** 2 + 0.3 * 0.23 ** 2 + 0.09 * (0.1 * 1.1 ** 2 + 0.2 * 0.9 ** 2) - (0.35 - 1 + 0.7) ** 2;
    expect(kappa?.standardError).toBeCloseTo(Math.sqrt(sum / (50 * 0.5 ** 4)), 12);
  });

  it('has the standard error of the delta method, on random tables', () => {
    const random = createRandom(7);
    for (let round = 0; round < 40; round++) {
      const classes = 2 + random.below(4);
      const table = Array.from({ length: classes }, (_, i) =>
        Array.from({ length: classes }, (_, j) => random.below(i === j ? 30 : 8)),
      );
      const n = table.flat().reduce((sum, count) => sum + count, 0);
      const found = cohensKappa(table);
      if (found === undefined) continue;
      const valueOf = (p: number[][]): number => {
        const total = p.flat().reduce((sum, share) => sum + share, 0);
        const row = p.map((shares) => shares.reduce((sum, share) => sum + share, 0) / total);
        const column = p.map((_, j) => p.reduce((sum, shares) => sum + (shares[j] ?? 0), 0) / total);
        const observed = p.reduce((sum, shares, i) => sum + (shares[i] ?? 0), 0) / total;
        const chance = row.reduce((sum, share, i) => sum + share * (column[i] ?? 0), 0);
        return (observed - chance) / (1 - chance);
      };
      const shares = table.map((row) => row.map((count) => count / n));
      const step = 1e-6;
      let squares = 0;
      let mean = 0;
      shares.forEach((row, i) => {
        row.forEach((share, j) => {
          const moved = (by: number): number[][] =>
            shares.map((one, a) => one.map((value, b) => (a === i && b === j ? value + by : value)));
          const slope = (valueOf(moved(step)) - valueOf(moved(-step))) / (2 * step);
          squares += share * slope ** 2;
          mean += share * slope;
        });
      });
      expect(found.value).toBeCloseTo(valueOf(shares), 10);
      expect(found.standardError).toBeCloseTo(Math.sqrt((squares - mean ** 2) / n), 5);
    }
  });

  it('is not made where nothing could differ, and has no interval where nothing did', () => {
    expect(cohensKappa([])).toBeUndefined();
    expect(
      cohensKappa([
        [9, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    const perfect = cohensKappa([
      [6, 0],
      [0, 3],
    ]);
    expect(perfect?.value).toBeCloseTo(1, 12);
    expect(perfect && kappaInterval(perfect)).toBeNull();
    // One of them gives a single class: agreement is what chance would give.
    expect(
      cohensKappa([
        [4, 3],
        [0, 0],
      ])?.value,
    ).toBeCloseTo(0, 12);
  });
});
