import { describe, expect, it } from 'vitest';
import { areaOf } from '../../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { grow, shrink, smooth } from '../../../src-shared/domain/masks/morphology.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, discIn, drawn, isSetIn, manyBitmaps, shown } from './bitmaps.ts';

const radii = [0, 0.9, 1, 1.5, 2, 2.3, 4, 7.5, 100];

/** Whether a pixel of the bitmap with that bit lies in the disc around a pixel. */
function hasNear(bitmap: Bitmap, bit: 0 | 1, x: number, y: number, radius: number): boolean {
  return bitmap.bits.some((one, i) => {
    const [dx, dy] = [(i % bitmap.width) - x, Math.floor(i / bitmap.width) - y];
    return one === bit && dx * dx + dy * dy <= radius * radius;
  });
}

describe('growing and shrinking', () => {
  it('are by an exact disc, and stop at nothing but the frame', () => {
    for (const bitmap of manyBitmaps('discs', 120)) {
      for (const radius of radii) {
        expect(shown(grow(bitmap, radius)), `grown by ${radius}:\n${shown(bitmap)}`).toBe(
          shown(bitmapWhere(bitmap, (x, y) => hasNear(bitmap, 1, x, y, radius))),
        );
        expect(shown(shrink(bitmap, radius)), `shrunk by ${radius}:\n${shown(bitmap)}`).toBe(
          shown(bitmapWhere(bitmap, (x, y) => isSetIn(bitmap, x, y) && !hasNear(bitmap, 0, x, y, radius))),
        );
      }
    }
  });

  it('do not take off what touches the border of the frame', () => {
    expect(shown(shrink(drawn('####..', '####..', '####..'), 1))).toBe('###...\n###...\n###...');
  });

  it('leave the given bitmap as it is', () => {
    const given = drawn('.....', '.###.', '.###.', '.###.', '.....');
    const before = shown(given);
    for (const change of [grow, shrink, smooth]) for (const radius of [0, 1]) change(given, radius);
    expect(shown(given)).toBe(before);
    expect(grow(given, 0).bits).not.toBe(given.bits);
  });

  it('know no radius below 0', () => {
    for (const change of [grow, shrink, smooth]) {
      for (const radius of [-1, NaN]) expect(() => change(drawn('#'), radius)).toThrow(RangeError);
    }
  });
});

describe('smoothing', () => {
  const size = { width: 90, height: 80 };

  it('keeps the area of discs', () => {
    for (const disc of [9, 14.5, 23, 33]) {
      for (const radius of [1, 2, disc / 5, disc / 3]) {
        const before = discIn(size, 44.3, 40.2, disc);
        expect(Math.abs(areaOf(smooth(before, radius)) / areaOf(before) - 1)).toBeLessThan(0.04);
      }
    }
  });

  it('takes off specks and fills pinholes, at the border of the frame too', () => {
    const clean = discIn(size, 44, 40, 20);
    const speckled = { ...clean, bits: clean.bits.slice() };
    for (const [x, y] of [
      [0, 0],
      [89, 40],
      [30, 79],
      [5, 5],
    ] as const) {
      speckled.bits[y * size.width + x] = 1;
    }
    speckled.bits[40 * size.width + 44] = 0;
    expect(shown(smooth(speckled, 1))).toBe(shown(smooth(clean, 1)));
  });

  it('brings a ragged outline back to about the disc it was', () => {
    const random = createRandom('ragged');
    const disc = discIn(size, 44, 40, 25);
    const ragged = bitmapWhere(size, (x, y) => {
      const far = Math.abs(Math.hypot(x - 44, y - 40) - 25);
      return isSetIn(disc, x, y) !== (far < 2 && random.uniform() < 0.3);
    });
    const smoothed = smooth(ragged, 3);
    const wrong = (one: Bitmap): number => one.bits.filter((bit, i) => bit !== disc.bits[i]).length;
    expect(wrong(smoothed)).toBeLessThan(wrong(ragged) / 2);
    expect(Math.abs(areaOf(smoothed) / areaOf(disc) - 1)).toBeLessThan(0.03);
  });

  it('is by the majority of the frame in the disc, and leaves what is split evenly', () => {
    for (const bitmap of manyBitmaps('majority')) {
      for (const radius of radii) {
        const expected = bitmapWhere(bitmap, (x, y) => {
          const inDisc = Array.from(bitmap.bits).filter((_, i) => {
            const [dx, dy] = [(i % bitmap.width) - x, Math.floor(i / bitmap.width) - y];
            return dx * dx + dy * dy <= radius * radius;
          });
          const set = inDisc.filter((bit) => bit === 1).length;
          return 2 * set === inDisc.length ? isSetIn(bitmap, x, y) : 2 * set > inDisc.length;
        });
        expect(shown(smooth(bitmap, radius)), `by ${radius}:\n${shown(bitmap)}`).toBe(shown(expected));
      }
    }
  });

  it('leaves straight edges that run out of the frame, and full frames', () => {
    for (const before of [bitmapWhere(size, (_, y) => y >= 30), bitmapWhere(size, () => true)]) {
      expect(shown(smooth(before, 4))).toBe(shown(before));
    }
  });

  it('by less than a pixel changes nothing', () => {
    for (const bitmap of manyBitmaps('smooth')) expect(shown(smooth(bitmap, 0.9))).toBe(shown(bitmap));
  });
});
