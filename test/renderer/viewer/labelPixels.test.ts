import { describe, expect, it } from 'vitest';
import {
  colourTable,
  labelledRect,
  paintLabels,
  paintReduced,
} from '../../../src-renderer/viewer/labelPixels.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

describe('labelledRect', () => {
  it('is the smallest rectangle around what is set, at any width and place in memory', () => {
    const random = createRandom(11);
    for (let round = 0; round < 300; round++) {
      const [width, height] = [1 + random.below(23), 1 + random.below(12)];
      const labels = new Uint8Array(width * height + 3).subarray(round % 4, (round % 4) + width * height);
      const columns: number[] = [];
      const rows: number[] = [];
      for (let n = random.below(4); n > 0; n--) {
        const [x, y] = [random.below(width), random.below(height)];
        labels[y * width + x] = 1 + random.below(255);
        columns.push(x);
        rows.push(y);
      }
      const [x, y] = [Math.min(...columns), Math.min(...rows)];
      const expected =
        rows.length === 0
          ? null
          : { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
      expect(labelledRect({ width, height, labels })).toEqual(expected);
    }
  });
});

describe('paintReduced', () => {
  it('is the map itself in as many pixels, and shows the pixel under each centre in fewer', () => {
    const random = createRandom(5);
    const table = colourTable(
      new Map([
        [1, '#102030'],
        [2, '#ff8000'],
      ]),
    );
    const map = { width: 40, height: 30, labels: Uint8Array.from({ length: 1200 }, () => random.below(3)) };
    const rect = { x: 5, y: 3, width: 24, height: 18 };
    const [all, same] = [new Uint32Array(24 * 18), new Uint32Array(24 * 18)];
    paintLabels(map, rect, table, all);
    paintReduced(map, rect, table, rect, same);
    expect(same).toEqual(all);
    const third = new Uint32Array(8 * 6);
    paintReduced(map, rect, table, { width: 8, height: 6 }, third);
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 8; x++) expect(third[y * 8 + x]).toBe(all[(3 * y + 1) * 24 + 3 * x + 1]);
    }
    const one = new Uint32Array(1);
    paintReduced(map, { x: 7, y: 9, width: 1, height: 1 }, table, { width: 1, height: 1 }, one);
    expect(one[0]).toBe(table[map.labels[9 * 40 + 7] ?? 0]);
  });
});
