import { describe, expect, it } from 'vitest';
import { joined, outlines, tilesTouching } from '../../../src-renderer/viewer/outline.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

const key = (x: number, y: number): string => `${x},${y}`;

function segments(list: readonly number[]): string[] {
  const found: string[] = [];
  for (let i = 0; i + 3 < list.length; i += 4) {
    const ends = [key(list[i] ?? 0, list[i + 1] ?? 0), key(list[i + 2] ?? 0, list[i + 3] ?? 0)];
    found.push(ends.sort().join(' '));
  }
  return found.sort();
}

function blobs(seed: number, width: number, height: number): LabelMap {
  const random = createRandom(seed);
  const labels = new Uint8Array(width * height);
  for (let blob = 0; blob < 14; blob++) {
    const [cx, cy, r] = [random.below(width), random.below(height), 1 + random.below(25)];
    const value = random.below(4);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 <= r * r) labels[y * width + x] = value;
    }
  }
  return { width, height, labels };
}

describe('outlines', () => {
  it('goes through every side between a pixel of the value and one that is not, and closes', () => {
    for (let seed = 0; seed < 20; seed++) {
      const map = blobs(seed, 70, 50);
      const at = (x: number, y: number): number =>
        x < 0 || y < 0 || x >= map.width || y >= map.height ? 0 : (map.labels[y * map.width + x] ?? 0);
      const found = outlines(map, { x: 0, y: 0, width: 71, height: 51 });
      for (const value of [1, 2, 3]) {
        const sides = new Set<string>();
        for (let y = -1; y <= map.height; y++) {
          for (let x = -1; x <= map.width; x++) {
            if ((at(x, y) === value) !== (at(x + 1, y) === value)) sides.add(key(x + 1, y + 0.5));
            if ((at(x, y) === value) !== (at(x, y + 1) === value)) sides.add(key(x + 0.5, y + 1));
          }
        }
        const degrees = new Map<string, number>();
        const list = found.get(value) ?? [];
        for (let i = 0; i + 1 < list.length; i += 2) {
          const end = key(list[i] ?? 0, list[i + 1] ?? 0);
          degrees.set(end, (degrees.get(end) ?? 0) + 1);
        }
        expect([...degrees.keys()].sort()).toEqual([...sides].sort());
        expect([...degrees.values()].every((degree) => degree === 2)).toBe(true);
      }
    }
  });

  it('gives the same pieces tile by tile, and an edit renews every tile it can alter', () => {
    const map = blobs(4, 300, 270);
    const whole = outlines(map, { x: 0, y: 0, width: 301, height: 271 });
    const tiles = tilesTouching(map, { x: 0, y: 0, width: 300, height: 270 });
    const joined = new Map<number, number[]>();
    for (const tile of tiles) {
      for (const [value, list] of outlines(map, tile))
        joined.set(value, [...(joined.get(value) ?? []), ...list]);
    }
    for (const [value, list] of whole) expect(segments(joined.get(value) ?? [])).toEqual(segments(list));

    const edited: LabelMap = { ...map, labels: map.labels.slice() };
    const rect = { x: 120, y: 100, width: 8, height: 28 };
    for (let y = 0; y < rect.height; y++)
      edited.labels.fill(3, (rect.y + y) * 300 + 120, (rect.y + y) * 300 + 128);
    const touched = tilesTouching(edited, rect).map((tile) => key(tile.x, tile.y));
    for (const tile of tiles) {
      const before = [...outlines(map, tile)].map(([value, list]) => [value, segments(list)]);
      const after = [...outlines(edited, tile)].map(([value, list]) => [value, segments(list)]);
      const same = JSON.stringify(before.sort()) === JSON.stringify(after.sort());
      expect(same || touched.includes(key(tile.x, tile.y)), key(tile.x, tile.y)).toBe(true);
    }
    expect(touched).toEqual(['0,0', '128,0', '0,128', '128,128']);
  });

  it('finds the same four pixels at a time as one by one', () => {
    for (let seed = 0; seed < 12; seed++) {
      const map = blobs(seed, 128, 60);
      const corners = { x: 3, y: 0, width: 126, height: 61 };
      // Labels that begin inside of a word are read one by one.
      const apart = new Uint8Array(map.labels.length + 1).subarray(1);
      apart.set(map.labels);
      expect(outlines(map, corners)).toEqual(outlines({ ...map, labels: apart }, corners));
    }
  });

  it('joins pieces into few lines that go along exactly those pieces', () => {
    for (let seed = 0; seed < 12; seed++) {
      const map = blobs(seed, 90, 70);
      for (const corners of [
        { x: 0, y: 0, width: 91, height: 71 },
        { x: 20, y: 10, width: 40, height: 40 },
      ]) {
        for (const pieces of outlines(map, corners).values()) {
          const lines = joined(pieces);
          const along = lines.flatMap((line) =>
            Array.from({ length: line.length / 2 - 1 }, (_, i) => line.slice(2 * i, 2 * i + 4)).flat(),
          );
          expect(segments(along)).toEqual(segments(pieces));
          expect(lines.length).toBeLessThanOrEqual(Math.ceil(pieces.length / 12));
        }
      }
    }
  });
});
