import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';

/** Line pieces per label value: x1, y1, x2, y2, … in picture coordinates. */
export type Outlines = ReadonlyMap<number, readonly number[]>;

/**
 * Marching squares over the corners where four pixels meet. Bits of a case: 1 upper left, 2 upper right, 4 lower left,
 * 8 lower right pixel has the value. Each entry lists the sides of the square that a piece joins: 0 top, 1 right,
 * 2 bottom, 3 left. Diagonal pairs (6 and 9) are kept apart, so that pixels that touch at a corner are two regions.
 */
const pieces: readonly (readonly number[])[] = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [3, 2],
  [0, 2],
  [0, 1, 3, 2],
  [1, 2],
  [1, 2],
  [3, 0, 1, 2],
  [0, 2],
  [3, 2],
  [3, 1],
  [0, 1],
  [3, 0],
  [],
];
const sideX = [0, 0.5, 0, -0.5] as const;
const sideY = [-0.5, 0, 0.5, 0] as const;

/**
 * The outlines that pass through the pixel corners of a rectangle: corner (i, j) is the upper left corner of pixel
 * (i, j). Rectangles that tile the corners (0…width, 0…height, both included) give every piece exactly once.
 */
export function outlines(map: LabelMap, corners: Rect): Outlines {
  const { width, height, labels } = map;
  const found = new Map<number, number[]>();
  const add = (value: number, shape: number, x: number, y: number): void => {
    let list = found.get(value);
    if (list === undefined) {
      list = [];
      found.set(value, list);
    }
    for (const side of pieces[shape] ?? []) list.push(x + (sideX[side] ?? 0), y + (sideY[side] ?? 0));
  };
  for (let y = corners.y; y < corners.y + corners.height; y++) {
    const above = y > 0 ? (y - 1) * width : -1;
    const below = y < height ? y * width : -1;
    for (let x = corners.x; x < corners.x + corners.width; x++) {
      const a = above >= 0 && x > 0 ? (labels[above + x - 1] ?? 0) : 0;
      const b = above >= 0 && x < width ? (labels[above + x] ?? 0) : 0;
      const c = below >= 0 && x > 0 ? (labels[below + x - 1] ?? 0) : 0;
      const d = below >= 0 && x < width ? (labels[below + x] ?? 0) : 0;
      if (a === b && a === c && a === d) continue;
      if (a !== 0) add(a, shapeOf(a, a, b, c, d), x, y);
      if (b !== 0 && b !== a) add(b, shapeOf(b, a, b, c, d), x, y);
      if (c !== 0 && c !== a && c !== b) add(c, shapeOf(c, a, b, c, d), x, y);
      if (d !== 0 && d !== a && d !== b && d !== c) add(d, shapeOf(d, a, b, c, d), x, y);
    }
  }
  return found;
}

function shapeOf(value: number, a: number, b: number, c: number, d: number): number {
  return (a === value ? 1 : 0) | (b === value ? 2 : 0) | (c === value ? 4 : 0) | (d === value ? 8 : 0);
}

/** Side of a tile in pixel corners: an edit renews the outlines of the tiles it touches and no others. */
export const tileSide = 128;

/** The tiles of corners that a change of these pixels can alter, as rectangles of corners. */
export function tilesTouching(
  map: { readonly width: number; readonly height: number },
  pixels: Rect,
): Rect[] {
  const tiles: Rect[] = [];
  // A pixel's four corners reach one past it.
  const lastColumn = Math.floor(Math.min(map.width, pixels.x + pixels.width) / tileSide);
  const lastRow = Math.floor(Math.min(map.height, pixels.y + pixels.height) / tileSide);
  for (let row = Math.floor(pixels.y / tileSide); row <= lastRow; row++) {
    for (let column = Math.floor(pixels.x / tileSide); column <= lastColumn; column++) {
      const x = column * tileSide;
      const y = row * tileSide;
      tiles.push({
        x,
        y,
        width: Math.min(tileSide, map.width + 1 - x),
        height: Math.min(tileSide, map.height + 1 - y),
      });
    }
  }
  return tiles;
}
