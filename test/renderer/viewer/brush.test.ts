import { describe, expect, it } from 'vitest';
import { rasteriseStroke, smallestRadius } from '../../../src-renderer/viewer/brush.ts';
import type { Point, Rect, Size } from '../../../src-shared/domain/geometry.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const squared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const t = squared === 0 ? 0 : ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / squared;
  const held = Math.min(1, Math.max(0, t));
  return Math.hypot(p.x - a.x - held * (b.x - a.x), p.y - a.y - held * (b.y - a.y));
}

function painted(from: Point, to: Point, radius: number, size: Size): { map: Uint8Array; rect: Rect | null } {
  const map = new Uint8Array(size.width * size.height);
  const rect = rasteriseStroke(from, to, radius, size, (row, start, end) => {
    map.fill(1, row * size.width + start, row * size.width + end);
  });
  return { map, rect };
}

describe('rasteriseStroke', () => {
  it('marks exactly the pixels whose centre is within the radius of the segment', () => {
    const random = createRandom(7);
    for (let trial = 0; trial < 400; trial++) {
      const size = { width: 20 + random.below(60), height: 20 + random.below(60) };
      const point = (): Point => ({
        x: random.between(-15, size.width + 15),
        y: random.between(-15, size.height + 15),
      });
      const from = point();
      const kind = random.below(5);
      const to =
        kind === 0
          ? from
          : kind === 1
            ? { x: from.x, y: point().y }
            : kind === 2
              ? { x: point().x, y: from.y }
              : point();
      const radius = random.between(0.2, 25);
      const { map } = painted(from, to, radius, size);
      const reach = Math.max(radius, smallestRadius);
      const wrong: string[] = [];
      for (let y = 0; y < size.height; y++) {
        for (let x = 0; x < size.width; x++) {
          const distance = distanceToSegment({ x: x + 0.5, y: y + 0.5 }, from, to);
          const is = map[y * size.width + x] === 1;
          // On the very rim rounding may decide either way.
          if ((distance < reach - 1e-7 && !is) || (distance > reach + 1e-7 && is)) wrong.push(`${x},${y}`);
        }
      }
      expect(wrong, `trial ${trial}`).toEqual([]);
    }
  });

  it('answers the smallest rectangle around what it marked', () => {
    const size = { width: 50, height: 40 };
    const { map, rect } = painted({ x: 10, y: 10 }, { x: 31.5, y: 22 }, 4, size);
    const columns: number[] = [];
    const rows: number[] = [];
    map.forEach((value, i) => {
      if (value === 0) return;
      columns.push(i % size.width);
      rows.push(Math.floor(i / size.width));
    });
    expect(rect).toEqual({
      x: Math.min(...columns),
      y: Math.min(...rows),
      width: Math.max(...columns) - Math.min(...columns) + 1,
      height: Math.max(...rows) - Math.min(...rows) + 1,
    });
  });

  it('marks the pixel under the pointer with the smallest brush, and nothing outside of the picture', () => {
    const size = { width: 9, height: 9 };
    const { map } = painted({ x: 4.9, y: 4.1 }, { x: 4.9, y: 4.1 }, 0.5, size);
    expect(map[4 * 9 + 4]).toBe(1);
    expect(painted({ x: -20, y: 4 }, { x: -12, y: 4 }, 3, size).rect).toBeNull();
  });
});
