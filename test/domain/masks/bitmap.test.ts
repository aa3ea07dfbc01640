import { describe, expect, it } from 'vitest';
import {
  areaOf,
  assertSameSize,
  bitmapOf,
  boundsOf,
  cropped,
  emptyBitmap,
  placed,
} from '../../../src-shared/domain/masks/bitmap.ts';
import { bitmapWhere, drawn, isSetIn, manyBitmaps, shown } from './bitmaps.ts';

describe('a bitmap of a label map', () => {
  const map = { width: 3, height: 2, labels: Uint8Array.of(0, 1, 2, 255, 2, 0) };

  it('has all that is no background, one value, or several', () => {
    expect(shown(bitmapOf(map))).toBe('.##\n##.');
    expect(shown(bitmapOf(map, 2))).toBe('..#\n.#.');
    expect(shown(bitmapOf(map, new Set([1, 255])))).toBe('.#.\n#..');
    expect(shown(bitmapOf(map, 0))).toBe('#..\n..#');
    expect(shown(bitmapOf(map, new Set()))).toBe('...\n...');
  });
});

describe('bounds', () => {
  it('are the least rectangle around all that is set', () => {
    for (const bitmap of manyBitmaps('bounds')) {
      const set = Array.from(bitmap.bits.keys()).filter((i) => bitmap.bits[i] === 1);
      const columns = set.map((i) => i % bitmap.width);
      const rows = set.map((i) => Math.floor(i / bitmap.width));
      const [x, y] = [Math.min(...columns), Math.min(...rows)];
      expect(areaOf(bitmap)).toBe(set.length);
      expect(boundsOf(bitmap)).toEqual(
        set.length === 0
          ? null
          : { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 },
      );
    }
  });
});

describe('a part', () => {
  it('is unset where it lies outside, and put back it is what it was', () => {
    for (const bitmap of manyBitmaps('parts')) {
      for (const rect of [
        { x: -2, y: -3, width: bitmap.width + 4, height: bitmap.height + 4 },
        { x: 1, y: 2, width: 5, height: 3 },
        { x: -9, y: 0, width: 4, height: 4 },
      ]) {
        const part = cropped(bitmap, rect);
        expect(shown(part)).toBe(shown(bitmapWhere(rect, (x, y) => isSetIn(bitmap, x + rect.x, y + rect.y))));
        const inside = (x: number, y: number): boolean =>
          x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
        expect(shown(placed(part, rect, bitmap))).toBe(
          shown(bitmapWhere(bitmap, (x, y) => inside(x, y) && isSetIn(bitmap, x, y))),
        );
      }
    }
  });
});

describe('two bitmaps', () => {
  it('are not compared unless they are of one size', () => {
    expect(() => assertSameSize(drawn('..'), drawn('.', '.'))).toThrow(RangeError);
    expect(() => assertSameSize(drawn('..'), emptyBitmap({ width: 2, height: 1 }))).not.toThrow();
  });
});
