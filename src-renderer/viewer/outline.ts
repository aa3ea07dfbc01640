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
  const words = wordsOf(map);
  const [left, right] = [corners.x, corners.x + corners.width];
  for (let y = corners.y; y < corners.y + corners.height; y++) {
    const above = y > 0 ? (y - 1) * width : -1;
    const below = y < height ? y * width : -1;
    // The two pixels left of the corner; those on the right become them at the next one.
    let a = above >= 0 && left > 0 ? (labels[above + left - 1] ?? 0) : 0;
    let c = below >= 0 && left > 0 ? (labels[below + left - 1] ?? 0) : 0;
    for (let x = left; x < right; x++) {
      if (words !== null && a === c && (x & 3) === 0)
        x = afterRun(words, a, above, below, x, Math.min(right, width));
      if (x >= right) break;
      const b = above >= 0 && x < width ? (labels[above + x] ?? 0) : 0;
      const d = below >= 0 && x < width ? (labels[below + x] ?? 0) : 0;
      if (a !== b || a !== c || a !== d) {
        if (a !== 0) add(a, shapeOf(a, a, b, c, d), x, y);
        if (b !== 0 && b !== a) add(b, shapeOf(b, a, b, c, d), x, y);
        if (c !== 0 && c !== a && c !== b) add(c, shapeOf(c, a, b, c, d), x, y);
        if (d !== 0 && d !== a && d !== b && d !== c) add(d, shapeOf(d, a, b, c, d), x, y);
      }
      a = b;
      c = d;
    }
  }
  return found;
}

/** The labels four at a time, where rows begin at whole words; null: they do not. */
function wordsOf({ width, labels }: LabelMap): Uint32Array | null {
  if (width % 4 !== 0 || labels.byteOffset % 4 !== 0) return null;
  return new Uint32Array(labels.buffer, labels.byteOffset, labels.length >> 2);
}

/**
 * The first x from which on the rows above and below a line of corners are not all of one value. Most of a mask is
 * either inside or outside of a region, and passed four pixels at a time. A row of −1 lies outside of the picture.
 */
function afterRun(
  words: Uint32Array,
  value: number,
  above: number,
  below: number,
  from: number,
  until: number,
): number {
  const wanted = (value * 0x01010101) >>> 0;
  if (value !== 0 && (above < 0 || below < 0)) return from;
  let x = from;
  while (
    x + 4 <= until &&
    (above < 0 || words[(above + x) >> 2] === wanted) &&
    (below < 0 || words[(below + x) >> 2] === wanted)
  ) {
    x += 4;
  }
  return x;
}

function shapeOf(value: number, a: number, b: number, c: number, d: number): number {
  return (a === value ? 1 : 0) | (b === value ? 2 : 0) | (c === value ? 4 : 0) | (d === value ? 8 : 0);
}

/**
 * Line pieces (x1, y1, x2, y2, …) joined end to end: x, y, x, y, … of each line. A closed line ends where it began.
 * Thousands of separate pieces are slow to draw, the few lines that they form are not.
 */
export function joined(pieces: readonly number[]): number[][] {
  const ends = new Map<number, number[]>();
  const place = (at: number): number => 2 * (pieces[at] ?? 0) * 131_072 + 2 * (pieces[at + 1] ?? 0);
  for (let at = 0; at + 3 < pieces.length; at += 4) {
    for (const end of [at, at + 2]) {
      const here = ends.get(place(end));
      if (here === undefined) ends.set(place(end), [end]);
      else here.push(end);
    }
  }
  const used = new Uint8Array(pieces.length / 4);
  const lines: number[][] = [];
  /** Goes on from an end as far as unused pieces lead. */
  const follow = (from: number, line: number[]): void => {
    for (let end: number | undefined = from; end !== undefined;) {
      const next: number | undefined = ends.get(place(end))?.find((other) => used[other >> 2] === 0);
      if (next === undefined) return;
      used[next >> 2] = 1;
      // The other end of the piece that begins here.
      end = next ^ 2;
      line.push(pieces[end] ?? 0, pieces[end + 1] ?? 0);
    }
  };
  const begin = (at: number): void => {
    if (used[at >> 2] === 1) return;
    const line = [pieces[at] ?? 0, pieces[at + 1] ?? 0];
    follow(at, line);
    lines.push(line);
  };
  // Open lines from their ends first, so that none is begun in its middle; what is left then is closed.
  for (const here of ends.values()) if (here.length === 1) begin(here[0] ?? 0);
  for (let at = 0; at + 3 < pieces.length; at += 4) begin(at);
  return lines;
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
