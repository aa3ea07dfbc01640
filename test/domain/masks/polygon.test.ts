import { describe, expect, it } from 'vitest';
import type { Point, Size } from '../../../src-shared/domain/geometry.ts';
import { boundsOf } from '../../../src-shared/domain/masks/bitmap.ts';
import {
  rasteriseEllipse,
  rasterisePolygon,
  rasteriseRectangle,
  simplifyRing,
  traceRings,
  type Ring,
} from '../../../src-shared/domain/masks/polygon.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, drawn, manyBitmaps, shown, visits } from './bitmaps.ts';

/** Even–odd, by how many sides lie left of a place or go through it; exact for coordinates in quarters of a pixel. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a;
      if (a.y <= y === b.y <= y) return;
      const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
      const leftOrOn = (y - upper.y) * (lower.x - upper.x) <= (x - upper.x) * (lower.y - upper.y);
      if (leftOrOn) inside = !inside;
    });
  }
  return inside;
}

const picture: Size = { width: 19, height: 14 };

describe('a rasterised polygon', () => {
  it('has the pixels whose centres are inside, each once', () => {
    const random = createRandom('polygons');
    const quarter = (side: number): number => (random.below(4 * side + 33) - 16) / 4;
    for (let trial = 0; trial < 400; trial++) {
      const rings = Array.from({ length: 1 + random.below(3) }, () =>
        Array.from({ length: random.below(9) }, () => ({
          x: quarter(picture.width),
          y: quarter(picture.height),
        })),
      );
      const { times, bitmap, rect } = visits(picture, (visit) => rasterisePolygon(rings, picture, visit));
      const expected = bitmapWhere(picture, (x, y) => isInside(rings, x + 0.5, y + 0.5));
      expect(shown(bitmap), JSON.stringify(rings)).toBe(shown(expected));
      expect(Math.max(...times)).toBeLessThanOrEqual(1);
      expect(rect).toEqual(boundsOf(expected));
    }
  });

  it('shares no pixel with its neighbours and leaves none between', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { size, cells } = crookedTiles(seed);
      const { times } = visits(size, (visit) => {
        for (const cell of cells) rasterisePolygon([cell], size, visit);
        return null;
      });
      expect(times.every((n) => n === 1)).toBe(true);
    }
  });

  it('does the same on centres and pixel edges', () => {
    const onCentres = [
      { x: 1.5, y: 0.5 },
      { x: 3.5, y: 0.5 },
      { x: 3.5, y: 2.5 },
      { x: 1.5, y: 2.5 },
    ];
    const size = { width: 5, height: 4 };
    const { bitmap } = visits(size, (visit) => rasterisePolygon([onCentres], size, visit));
    expect(shown(bitmap)).toBe('.##..\n.##..\n.....\n.....');
  });

  it('is nothing where there is nothing, and all where it is around all', () => {
    const nowhere = [
      [],
      [{ x: 1, y: 1 }],
      [
        { x: 0, y: 0 },
        { x: 9, y: 9 },
      ],
      ringAround(30, 30, 5),
    ];
    for (const ring of nowhere) {
      expect(visits(picture, (visit) => rasterisePolygon([ring], picture, visit)).rect).toBeNull();
    }
    expect(visits(picture, (visit) => rasterisePolygon([], picture, visit)).rect).toBeNull();
    const one = { width: 1, height: 1 };
    const { bitmap } = visits(one, (visit) => rasterisePolygon([ringAround(0, 0, 1e9)], one, visit));
    expect(shown(bitmap)).toBe('#');
  });

  it.each([NaN, Infinity, -Infinity, 1e300])('is refused in words with a coordinate of %d', (bad) => {
    const ring = [
      { x: 1, y: 1 },
      { x: bad, y: 4 },
      { x: 3, y: 9 },
    ];
    const refusal = expect.objectContaining({ code: 'mask-damaged' }) as Error;
    expect(() => rasterisePolygon([ring], picture, () => undefined)).toThrow(refusal);
    const upright = ring.map(({ x, y }) => ({ x: y, y: x }));
    expect(() => rasterisePolygon([upright], picture, () => undefined)).toThrow(refusal);
  });

  it('is refused before it takes for ever', () => {
    const zigzag = Array.from({ length: 20_000 }, (_, i) => ({ x: i, y: i % 2 === 0 ? -1 : 20_000 }));
    const refusal = expect.objectContaining({ code: 'mask-damaged' }) as Error;
    const size = { width: 4096, height: 16_384 };
    expect(() => rasterisePolygon([zigzag], size, () => undefined)).toThrow(refusal);
  });
});

function ringAround(x: number, y: number, reach: number): Ring {
  return [
    { x: x - reach, y: y - reach },
    { x: x + reach, y: y - reach },
    { x: x + reach, y: y + reach },
    { x: x - reach, y: y + reach },
  ];
}

/** A picture covered by four-sided cells whose corners are moved at random, half of them walked the other way. */
function crookedTiles(seed: number): { readonly size: Size; readonly cells: readonly Ring[] } {
  const random = createRandom(seed);
  const side = 2 + 5 * random.uniform();
  const size = { width: 30, height: 25 };
  const [columns, rows] = [Math.ceil(size.width / side) + 2, Math.ceil(size.height / side) + 2];
  const corners = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (__, column) => ({
      x: (column - 1 + random.between(-0.4, 0.4)) * side,
      y: (row - 1 + random.between(-0.4, 0.4)) * side,
    })),
  );
  const at = (row: number, column: number): Point => corners[row]?.[column] ?? { x: NaN, y: NaN };
  const cells = Array.from({ length: rows * columns }, (_, i): Ring => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const cell = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
    return random.uniform() < 0.5 ? cell : cell.reverse();
  });
  return { size, cells };
}

describe('a rasterised rectangle', () => {
  it('has the centres between its corners, whichever is first', () => {
    const random = createRandom('rectangles');
    for (let trial = 0; trial < 200; trial++) {
      const [from, to] = [0, 1].map(() => ({
        x: (random.below(100) - 12) / 4,
        y: (random.below(80) - 12) / 4,
      })) as [Point, Point];
      const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
      const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
      const expected = bitmapWhere(
        picture,
        (x, y) => left <= x + 0.5 && x + 0.5 < right && top <= y + 0.5 && y + 0.5 < bottom,
      );
      const { bitmap, rect } = visits(picture, (visit) => rasteriseRectangle(from, to, picture, visit));
      expect(shown(bitmap)).toBe(shown(expected));
      expect(rect).toEqual(boundsOf(expected));
    }
  });
});

describe('a rasterised ellipse', () => {
  it('has the centres inside of it', () => {
    const random = createRandom('ellipses');
    for (let trial = 0; trial < 200; trial++) {
      const [from, to] = [0, 1].map(() => ({ x: random.between(-6, 25), y: random.between(-6, 20) })) as [
        Point,
        Point,
      ];
      const expected = bitmapWhere(
        picture,
        (x, y) =>
          ((2 * (x + 0.5) - from.x - to.x) / (to.x - from.x)) ** 2 +
            ((2 * (y + 0.5) - from.y - to.y) / (to.y - from.y)) ** 2 <
          1,
      );
      const { bitmap, rect } = visits(picture, (visit) => rasteriseEllipse(from, to, picture, visit));
      expect(shown(bitmap)).toBe(shown(expected));
      expect(rect).toEqual(boundsOf(expected));
    }
  });

  it('without height or width is nothing', () => {
    for (const to of [
      { x: 1, y: 1 },
      { x: 9, y: 1 },
      { x: 1, y: 9 },
    ]) {
      const { rect } = visits(picture, (visit) => rasteriseEllipse({ x: 1, y: 1 }, to, picture, visit));
      expect(rect).toBeNull();
    }
  });
});

describe('traced rings', () => {
  it('give the bitmap back bit for bit', () => {
    for (const bitmap of manyBitmaps('rings', 300)) {
      const rings = traceRings(bitmap);
      const { bitmap: again } = visits(bitmap, (visit) => rasterisePolygon(rings, bitmap, visit));
      expect(shown(again)).toBe(shown(bitmap));
    }
  });

  it('have corners alone, outer ones clockwise and holes the other way', () => {
    const rings = traceRings(drawn('.....', '.###.', '.#.#.', '.###.'));
    const corners = rings.map((ring) => ring.map(({ x, y }) => `${x},${y}`).join(' '));
    expect(corners).toEqual(['4,1 4,4 1,4 1,1', '3,3 3,2 2,2 2,3']);
    for (const ring of manyBitmaps('corners').flatMap(traceRings)) {
      ring.forEach((at, i) => {
        const [before, after] = [ring.at(i - 1), ring[(i + 1) % ring.length]];
        const straight =
          (before?.x === at.x && at.x === after?.x) || (before?.y === at.y && at.y === after?.y);
        expect(straight).toBe(false);
      });
    }
  });

  it('keep pixels apart that touch at a corner', () => {
    expect(traceRings(drawn('#.', '.#'))).toHaveLength(2);
    expect(traceRings(drawn('.#', '#.'))).toHaveLength(2);
  });
});

describe('a simplified ring', () => {
  const distance = (p: Point, a: Point, b: Point): number => {
    const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const along = length === 0 ? 0 : ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
  };

  it('leaves no point farther away than the tolerance', () => {
    for (const tolerance of [0, 0.5, 1, 2.5]) {
      for (const ring of manyBitmaps('simple', 100).flatMap(traceRings)) {
        const simple = simplifyRing(ring, tolerance);
        expect(simple.length).toBeGreaterThanOrEqual(3);
        expect(ring.filter((point) => simple.includes(point))).toEqual(simple);
        for (const point of ring) {
          const away = simple.map((a, i) => distance(point, a, simple[(i + 1) % simple.length] ?? a));
          expect(Math.min(...away)).toBeLessThanOrEqual(tolerance + 1e-9);
        }
      }
    }
  });

  it('of a disc has few points and nearly its area', () => {
    const size = { width: 220, height: 220 };
    const disc = bitmapWhere(size, (x, y) => Math.hypot(x - 110, y - 110) <= 100);
    const [ring = []] = traceRings(disc);
    const simple = simplifyRing(ring, 1);
    expect(simple.length).toBeLessThan(ring.length / 8);
    const { bitmap } = visits(size, (visit) => rasterisePolygon([simple], size, visit));
    const wrong = bitmap.bits.filter((bit, i) => bit !== disc.bits[i]).length;
    expect(wrong / (Math.PI * 100 ** 2)).toBeLessThan(0.02);
  });

  it('of three points or fewer is itself', () => {
    const ring = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ];
    for (const points of [3, 2, 1, 0])
      expect(simplifyRing(ring.slice(0, points), 9)).toEqual(ring.slice(0, points));
    const nowhere = Array.from({ length: 5 }, () => ({ x: 2, y: 2 }));
    expect(simplifyRing(nowhere, 1).length).toBeGreaterThanOrEqual(2);
  });
});
