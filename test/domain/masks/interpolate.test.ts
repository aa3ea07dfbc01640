import { describe, expect, it } from 'vitest';
import { areaOf } from '../../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { between, interpolator } from '../../../src-shared/domain/masks/interpolate.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, discIn, isSetIn, manyBitmaps, noise, shown } from './bitmaps.ts';

const size = { width: 70, height: 50 };
const shares = [0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 1];

/** Pixels from a place to the outline, positive inside, by looking at every pixel. */
function signedDistance(bitmap: Bitmap, x: number, y: number): number {
  const inside = isSetIn(bitmap, x, y);
  let nearest = Infinity;
  bitmap.bits.forEach((bit, i) => {
    const [dx, dy] = [(i % bitmap.width) - x, Math.floor(i / bitmap.width) - y];
    if ((bit === 1) !== inside) nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy));
  });
  return inside ? nearest - 0.5 : 0.5 - nearest;
}

const withinOf = (a: Bitmap, b: Bitmap): boolean => a.bits.every((bit, i) => bit === 0 || b.bits[i] === 1);

describe('between two masks', () => {
  it('the ends are the masks themselves', () => {
    const random = createRandom('ends');
    for (const a of manyBitmaps('ends', 120)) {
      const b = noise(random, a);
      expect(shown(between(a, b, 0))).toBe(shown(a));
      expect(shown(between(a, b, 1))).toBe(shown(b));
    }
  });

  it('lies the weighted mean of both distances, where one is inside the other', () => {
    const random = createRandom('means');
    for (const outer of manyBitmaps('means', 80)) {
      const inner = { ...outer, bits: outer.bits.map((bit) => (random.uniform() < 0.7 ? bit : 0)) };
      if (!inner.bits.includes(1) || !outer.bits.includes(0)) continue;
      for (const t of [0.2, 0.5, 0.9]) {
        const expected = bitmapWhere(
          outer,
          (x, y) => (1 - t) * signedDistance(outer, x, y) + t * signedDistance(inner, x, y) > 0,
        );
        expect(shown(between(outer, inner, t))).toBe(shown(expected));
      }
    }
  });

  it('one inside the other, each is inside the next and areas grow', () => {
    const pairs = [
      [discIn(size, 34, 25, 5), discIn(size, 34, 25, 20)],
      [discIn(size, 20, 20, 4), discIn(size, 30, 24, 18)],
      [discIn(size, 0, 0, 6), discIn(size, 4, 4, 30)],
    ] as const;
    for (const [small, large] of pairs) {
      const steps = shares.map(interpolator(small, large));
      steps.slice(1).forEach((step, i) => {
        const before = steps[i] ?? step;
        expect(withinOf(before, step)).toBe(true);
        expect(areaOf(step)).toBeGreaterThan(areaOf(before));
      });
    }
  });

  it('of concentric discs lies the disc between', () => {
    const middle = between(discIn(size, 34, 25, 6), discIn(size, 34, 25, 20), 0.5);
    const wanted = discIn(size, 34, 25, 13);
    expect(middle.bits.filter((bit, i) => bit !== wanted.bits[i]).length).toBeLessThan(0.05 * areaOf(wanted));
  });

  it('a mask that moves lies on the way, also where it has left its place wholly', () => {
    const middle = between(discIn(size, 14, 12, 8), discIn(size, 54, 36, 8), 0.5);
    expect(shown(middle)).toBe(shown(discIn(size, 34, 24, 8)));
    const grown = between(discIn(size, 14, 12, 6), discIn(size, 54, 36, 10), 0.5);
    const wanted = discIn(size, 34, 24, 8);
    expect(grown.bits.filter((bit, i) => bit !== wanted.bits[i]).length).toBeLessThan(0.1 * areaOf(wanted));
  });

  it('what stays in its place is left there, though something else comes in', () => {
    const stone = discIn(size, 12, 25, 8);
    const other = discIn(size, 60, 25, 5);
    const both = { ...stone, bits: stone.bits.map((bit, i) => bit | (other.bits[i] ?? 0)) };
    for (const t of [0.2, 0.5, 0.8]) expect(withinOf(stone, between(stone, both, t))).toBe(true);
  });

  it('a mask that runs out of the frame does so on the way', () => {
    const upTo = (right: number): Bitmap => bitmapWhere(size, (x) => x < right);
    expect(shown(between(upTo(20), upTo(40), 0.5))).toBe(shown(upTo(30)));
  });

  it('is the nearer of both where one is empty or fills the frame', () => {
    const disc = discIn(size, 30, 20, 9);
    for (const plain of [bitmapWhere(size, () => false), bitmapWhere(size, () => true)]) {
      expect(shown(between(disc, plain, 0.4))).toBe(shown(disc));
      expect(shown(between(disc, plain, 0.6))).toBe(shown(plain));
    }
  });

  it('needs masks of one size and a share from 0 to 1', () => {
    const disc = discIn(size, 30, 20, 9);
    expect(() => interpolator(disc, discIn({ width: 50, height: 70 }, 9, 9, 5))).toThrow(RangeError);
    for (const t of [-0.1, 1.1, NaN]) expect(() => between(disc, disc, t)).toThrow(RangeError);
  });
});
