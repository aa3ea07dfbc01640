import { describe, expect, it } from 'vitest';
import { bitmapOf, emptyBitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { components, fillHoles, keepLargest } from '../../../src-shared/domain/masks/components.ts';
import { maskShape } from '../../../src-shared/domain/masks/shape.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, drawn, manyBitmaps, shown } from './bitmaps.ts';

/** Pixel after pixel, each floods what hangs together with it and has no number yet. */
function floodNaively({ width, height, bits }: Bitmap, neighbours: 4 | 8): Int32Array {
  const labels = new Int32Array(bits.length);
  let count = 0;
  for (let seed = 0; seed < bits.length; seed++) {
    if (bits[seed] === 0 || labels[seed] !== 0) continue;
    count++;
    const waiting = [[seed % width, Math.floor(seed / width)] as const];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = at;
      const i = y * width + x;
      if (x < 0 || x >= width || y < 0 || y >= height || bits[i] === 0 || labels[i] !== 0) continue;
      labels[i] = count;
      waiting.push([x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]);
      if (neighbours === 8) waiting.push([x - 1, y - 1], [x + 1, y - 1], [x - 1, y + 1], [x + 1, y + 1]);
    }
  }
  return labels;
}

const pixelsOf = (labels: Int32Array): number[] => {
  const counts = new Array<number>(Math.max(...labels) + 1).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
};

/** Background with a number of its own, by 4 neighbours, and whether it reaches the border. */
function holesNaively(bitmap: Bitmap): { readonly labels: Int32Array; readonly closed: ReadonlySet<number> } {
  const { width, height } = bitmap;
  const labels = floodNaively({ ...bitmap, bits: bitmap.bits.map((bit) => 1 - bit) }, 4);
  const closed = new Set(labels);
  closed.delete(0);
  labels.forEach((label, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) closed.delete(label);
  });
  return { labels, closed };
}

describe('components', () => {
  it.each([4, 8] as const)(
    'by %i neighbours are those that flooding finds, in the same order',
    (neighbours) => {
      for (const bitmap of manyBitmaps('components', 300)) {
        const expected = floodNaively(bitmap, neighbours);
        const found = components(bitmap, neighbours);
        expect([...found.labels], shown(bitmap)).toEqual([...expected]);
        expect(found.count).toBe(Math.max(...expected));
        expect([...found.pixels]).toEqual(pixelsOf(expected));
      }
    },
  );

  it('unite arms that meet late, and keep corners apart or not', () => {
    const comb = drawn(
      '#.#.#.#',
      '#.#.#.#',
      '#######',
      '.......',
      '#.....#',
      '.#...#.',
      '..#.#..',
      '...#...',
    );
    expect(components(comb, 8).count).toBe(2);
    expect(components(comb, 4).count).toBe(8);
  });
});

describe('the largest component', () => {
  it('alone is left, the first of equals', () => {
    expect(shown(keepLargest(drawn('##..#', '....#', '#...#')))).toBe('....#\n....#\n....#');
    expect(shown(keepLargest(drawn('.##..', '.....', '..##.')))).toBe('.##..\n.....\n.....');
    for (const bitmap of manyBitmaps('largest', 150)) {
      const labels = floodNaively(bitmap, 8);
      const [, ...sizes] = pixelsOf(labels);
      const largest = sizes.length === 0 ? -1 : 1 + sizes.indexOf(Math.max(...sizes));
      expect([...keepLargest(bitmap).bits]).toEqual(
        Array.from(labels, (label) => (label === largest ? 1 : 0)),
      );
    }
  });
});

describe('holes', () => {
  it('are filled, and what reaches the border is left', () => {
    for (const bitmap of manyBitmaps('holes', 300)) {
      const { labels, closed } = holesNaively(bitmap);
      const expected = bitmap.bits.map((bit, i) => (bit === 1 || closed.has(labels[i] ?? 0) ? 1 : 0));
      expect(shown(fillHoles(bitmap))).toBe(shown({ ...bitmap, bits: expected }));
    }
  });

  it('do not leak through corners', () => {
    expect(shown(fillHoles(drawn('.....', '..#..', '.#.#.', '..#..')))).toBe('.....\n..#..\n.###.\n..#..');
  });
});

describe('the shape of a mask', () => {
  it('is what flooding value after value finds', () => {
    const random = createRandom('shapes');
    for (const bitmap of manyBitmaps('shapes', 200)) {
      const values = 1 + random.below(3);
      const map: LabelMap = {
        ...bitmap,
        labels: bitmap.bits.map((bit) => bit * (1 + random.below(values)) * 60),
      };
      const regions = [60, 120, 180].flatMap((value) => {
        const [, ...sizes] = pixelsOf(floodNaively(bitmapOf(map, value), 8));
        return sizes;
      });
      const border = bitmapWhere(
        bitmap,
        (x, y) => x === 0 || y === 0 || x === bitmap.width - 1 || y === bitmap.height - 1,
      );
      const shape = maskShape(map);
      expect(shape).toEqual({
        components: regions.length,
        smallestPixels: regions.length === 0 ? 0 : Math.min(...regions),
        holes: holesNaively(bitmap).closed.size,
        touchesBorder: bitmap.bits.some((bit, i) => bit === 1 && border.bits[i] === 1),
        coverage: expect.closeTo(
          bitmap.bits.filter((bit) => bit === 1).length / bitmap.bits.length,
          12,
        ) as number,
      });
    }
  });

  it('of nothing is nothing', () => {
    const nothing = emptyBitmap({ width: 4, height: 3 });
    expect(maskShape({ ...nothing, labels: nothing.bits })).toEqual({
      components: 0,
      smallestPixels: 0,
      holes: 0,
      touchesBorder: false,
      coverage: 0,
    });
  });
});
