import { describe, expect, it } from 'vitest';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { boundaryDistances, dice, difference } from '../../../src-shared/domain/masks/compare.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, blobs, discIn, drawn, isSetIn, manyBitmaps, noise } from './bitmaps.ts';

const random = createRandom('pairs');
const pairs = manyBitmaps('compare', 150).map(
  (a) => [a, random.uniform() < 0.5 ? noise(random, a) : blobs(random, a)] as const,
);

const edgeOf = (bitmap: Bitmap): [number, number][] =>
  Array.from(bitmap.bits.keys(), (i): [number, number] => [
    i % bitmap.width,
    Math.floor(i / bitmap.width),
  ]).filter(
    ([x, y]) =>
      isSetIn(bitmap, x, y) &&
      !(
        isSetIn(bitmap, x - 1, y) &&
        isSetIn(bitmap, x + 1, y) &&
        isSetIn(bitmap, x, y - 1) &&
        isSetIn(bitmap, x, y + 1)
      ),
  );

/** Of every edge pixel of one to all of the other. */
const distancesNaively = (from: Bitmap, to: Bitmap): number[] =>
  edgeOf(from)
    .map(([x, y]) => Math.min(...edgeOf(to).map(([u, v]) => Math.sqrt((u - x) ** 2 + (v - y) ** 2))))
    .sort((a, b) => a - b);

/** The value below which a share of the ranks lies: between two ranks, in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return low * (1 - (place % 1)) + high * (place % 1);
}

describe('Dice', () => {
  it('is twice the shared pixels over all', () => {
    for (const [a, b] of pairs) {
      const count = (isSet: (i: number) => boolean): number => Array.from(a.bits.keys()).filter(isSet).length;
      const [inA, inB] = [count((i) => a.bits[i] === 1), count((i) => b.bits[i] === 1)];
      const shared = count((i) => a.bits[i] === 1 && b.bits[i] === 1);
      expect(dice(a, b)).toBeCloseTo(inA + inB === 0 ? 1 : (2 * shared) / (inA + inB), 12);
    }
  });

  it('is 1 for equal and for empty masks, 0 for disjoint ones', () => {
    expect(dice(drawn('.#'), drawn('.#'))).toBe(1);
    expect(dice(drawn('..'), drawn('..'))).toBe(1);
    expect(dice(drawn('#.'), drawn('.#'))).toBe(0);
    expect(dice(drawn('#.'), drawn('..'))).toBe(0);
  });
});

describe('boundary distances', () => {
  it('are those of every edge pixel to the nearest of the other mask', () => {
    for (const [a, b] of pairs) {
      const [fromA, fromB] = [distancesNaively(a, b), distancesNaively(b, a)];
      const all = [...fromA, ...fromB];
      expect(boundaryDistances(a, b)).toEqual(
        fromA.length === 0 || fromB.length === 0
          ? null
          : {
              mean: expect.closeTo(all.reduce((sum, one) => sum + one, 0) / all.length, 9) as number,
              p95: expect.closeTo(Math.max(quantile(fromA, 0.95), quantile(fromB, 0.95)), 9) as number,
              max: Math.max(...all),
            },
      );
    }
  });

  it('of one pixel and a row of 21 can be reckoned', () => {
    const size = { width: 25, height: 3 };
    const [pixel, row] = [
      bitmapWhere(size, (x, y) => x === 2 && y === 1),
      bitmapWhere(size, (x, y) => x >= 2 && x < 23 && y === 1),
    ];
    expect(boundaryDistances(pixel, row)).toEqual({ mean: 210 / 22, p95: 19, max: 20 });
    expect(boundaryDistances(row, pixel)).toEqual(boundaryDistances(pixel, row));
  });

  it('of discs around one place are the difference of their radii', () => {
    const size = { width: 120, height: 120 };
    const found = boundaryDistances(discIn(size, 60, 60, 40), discIn(size, 60, 60, 50));
    expect(found?.mean).toBeCloseTo(10, 0);
    expect(found?.max).toBeLessThan(11);
  });

  it('are none where a mask is empty', () => {
    expect(boundaryDistances(drawn('..'), drawn('.#'))).toBeNull();
    expect(boundaryDistances(drawn('.#'), drawn('..'))).toBeNull();
    expect(boundaryDistances(drawn('..'), drawn('..'))).toBeNull();
    expect(boundaryDistances(drawn('#'), drawn('#'))).toEqual({ mean: 0, p95: 0, max: 0 });
  });
});

describe('the difference of two masks', () => {
  it('tells neither, both, the first alone and the second alone apart', () => {
    expect([...difference(drawn('..##'), drawn('.##.')).labels]).toEqual([0, 3, 1, 2]);
    for (const [a, b] of pairs) {
      const { width, height, labels } = difference(a, b);
      expect([width, height]).toEqual([a.width, a.height]);
      expect([...labels].map((label) => (label === 1 || label === 2 ? 1 : 0))).toEqual([...a.bits]);
      expect([...labels].map((label) => (label === 1 || label === 3 ? 1 : 0))).toEqual([...b.bits]);
    }
  });
});

describe('masks of different sizes', () => {
  it('are not compared', () => {
    for (const compare of [dice, boundaryDistances, difference]) {
      expect(() => compare(drawn('..'), drawn('.', '.'))).toThrow(RangeError);
    }
  });
});
