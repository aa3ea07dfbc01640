import { describe, expect, it } from 'vitest';
import type { Size } from '../../../src-shared/domain/geometry.ts';
import { areaOf } from '../../../src-shared/domain/masks/bitmap.ts';
import { floodFill, type Pixels } from '../../../src-shared/domain/masks/flood.ts';
import { createRandom, type Random } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, isSetIn, shown } from './bitmaps.ts';

/** Of a few colours that are little apart, and any transparency. */
function randomPixels(random: Random, { width, height }: Size): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  const levels = 2 + random.below(3);
  for (let i = 0; i < data.length; i++)
    data[i] = i % 4 === 3 ? random.below(256) : 100 + 10 * random.below(levels);
  return { width, height, data };
}

describe('flood fill', () => {
  it('is what a walk from pixel to pixel reaches, or all that is alike', () => {
    const random = createRandom('flood');
    for (let trial = 0; trial < 300; trial++) {
      const pixels = randomPixels(random, { width: 1 + random.below(14), height: 1 + random.below(14) });
      const { width, height, data } = pixels;
      const [seedX, seedY] = [random.below(width), random.below(height)];
      const tolerance = [0, 9, 10, 20, 255][random.below(5)] ?? 0;
      const channel = (x: number, y: number, c: number): number => data[4 * (y * width + x) + c] ?? 0;
      const alike = bitmapWhere(pixels, (x, y) =>
        [0, 1, 2].every((c) => Math.abs(channel(x, y, c) - channel(seedX, seedY, c)) <= tolerance),
      );
      const reached = new Set<string>();
      const queue = [[seedX, seedY] as const];
      for (const [x, y] of queue) {
        if (!isSetIn(alike, x, y) || reached.has(`${x} ${y}`)) continue;
        reached.add(`${x} ${y}`);
        queue.push([x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]);
      }
      const at = { x: seedX + random.uniform(), y: seedY + random.uniform() };
      expect(shown(floodFill(pixels, at, tolerance, { contiguous: false }))).toBe(shown(alike));
      expect(shown(floodFill(pixels, at, tolerance, { contiguous: true }))).toBe(
        shown(bitmapWhere(pixels, (x, y) => reached.has(`${x} ${y}`))),
      );
    }
  });

  it('from outside of the picture is nothing', () => {
    const pixels = randomPixels(createRandom(1), { width: 4, height: 3 });
    const places = [
      [-0.1, 1],
      [4, 1],
      [1, -1],
      [1, 3],
      [NaN, 1],
      [1, Infinity],
    ] as const;
    for (const [x, y] of places) {
      for (const contiguous of [true, false]) {
        expect(areaOf(floodFill(pixels, { x, y }, 255, { contiguous }))).toBe(0);
      }
    }
  });
});
