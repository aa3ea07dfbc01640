import { describe, expect, it } from 'vitest';
import { labelledRect } from '../../../src-renderer/viewer/labelPixels.ts';
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
