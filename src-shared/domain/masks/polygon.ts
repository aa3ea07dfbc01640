import type { Point, Rect, Size } from '../geometry.ts';
import { maxMaskPixels } from '../maskCodec.ts';
import type { Bitmap } from './bitmap.ts';
import { damagedOutline } from './damaged.ts';

/** Called with the columns start … end − 1 of a row; a row may have several spans, which do not overlap. */
export type SpanVisitor = (row: number, start: number, end: number) => void;

export type Ring = readonly Point[];

/** No coordinate of an outline lies farther from the frame's corner, in pixels. */
const maxCoordinate = 2 ** 30;
/** A picture has about as many upright pixel edges; an outline that crosses more rows tells nothing that can be seen. */
const maxCrossings = 2 * maxMaskPixels;

/**
 * The pixels whose centre is inside by the even–odd rule over all rings, each of which is closed from its last point to
 * its first. An outline takes the centres that lie on its left and upper sides, and not those on its right and lower
 * ones: polygons that share an edge share no pixel and leave none out. Returns the rectangle of the visited pixels.
 * @throws LapidaryError `mask-damaged` when a coordinate is no usable number, or the outline is endless.
 */
export function rasterisePolygon(rings: readonly Ring[], size: Size, visit: SpanVisitor): Rect | null {
  const edges = edgesOf(rings, size);
  const visited = new Visited(size, visit);
  let crossings = new Float64Array(16);
  let active: number[] = [];
  let next = 0;
  const from = edges[0]?.firstRow ?? size.height;
  for (let row = from; row < size.height && (active.length > 0 || next < edges.length); row++) {
    for (; next < edges.length && (edges[next] as Edge).firstRow <= row; next++) active.push(next);
    active = active.filter((edge) => (edges[edge] as Edge).endRow > row);
    if (active.length > crossings.length) crossings = new Float64Array(2 * active.length);
    for (let k = 0; k < active.length; k++) {
      crossings[k] = crossingOf(edges[active[k] as number] as Edge, row + 0.5);
    }
    const sorted = crossings.subarray(0, active.length).sort();
    for (let k = 0; k + 1 < sorted.length; k += 2) {
      visited.span(row, sorted[k] as number, sorted[k + 1] as number);
    }
  }
  return visited.rect();
}

/** The pixels whose centre lies in the rectangle between two corners: on its left and upper sides, not the others. */
export function rasteriseRectangle(from: Point, to: Point, size: Size, visit: SpanVisitor): Rect | null {
  const visited = new Visited(size, visit);
  const { first, end } = rowsBetween(from.y, to.y, size.height);
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  for (let row = first; row < end; row++) visited.span(row, left, right);
  return visited.rect();
}

/** The pixels whose centre lies in the ellipse that fills the rectangle between two corners. */
export function rasteriseEllipse(from: Point, to: Point, size: Size, visit: SpanVisitor): Rect | null {
  const visited = new Visited(size, visit);
  const { first, end } = rowsBetween(from.y, to.y, size.height);
  const [centreX, centreY] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const [radiusX, radiusY] = [Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2];
  for (let row = first; row < end; row++) {
    const height = (row + 0.5 - centreY) / radiusY;
    const half = radiusX * Math.sqrt(Math.max(0, 1 - height * height));
    visited.span(row, centreX - half, centreX + half);
  }
  return visited.rect();
}

/** Gives spans out as whole columns within the picture, and keeps the rectangle around them. */
class Visited {
  readonly #size: Size;
  readonly #visit: SpanVisitor;
  #left = Infinity;
  #right = -Infinity;
  #top = -1;
  #bottom = -1;

  constructor(size: Size, visit: SpanVisitor) {
    this.#size = size;
    this.#visit = visit;
  }

  /** The pixels of a row with from ≤ centre < to. Rows come from top to bottom. */
  span(row: number, from: number, to: number): void {
    const start = Math.max(0, Math.ceil(from - 0.5));
    const end = Math.min(this.#size.width, Math.ceil(to - 0.5));
    if (!(start < end)) return;
    this.#visit(row, start, end);
    this.#left = Math.min(this.#left, start);
    this.#right = Math.max(this.#right, end);
    if (this.#top === -1) this.#top = row;
    this.#bottom = row;
  }

  rect(): Rect | null {
    if (this.#top === -1) return null;
    return {
      x: this.#left,
      y: this.#top,
      width: this.#right - this.#left,
      height: this.#bottom - this.#top + 1,
    };
  }
}

/** The rows of the picture with low ≤ centre < high. */
function rowsBetween(a: number, b: number, height: number): { readonly first: number; readonly end: number } {
  return {
    first: Math.max(0, Math.ceil(Math.min(a, b) - 0.5)),
    end: Math.min(height, Math.ceil(Math.max(a, b) - 0.5)),
  };
}

/** A side of an outline that crosses the centre lines of the rows firstRow … endRow − 1. */
interface Edge {
  readonly firstRow: number;
  readonly endRow: number;
  readonly upper: Point;
  readonly lower: Point;
}

/** By their first rows. */
function edgesOf(rings: readonly Ring[], size: Size): readonly Edge[] {
  const edges: Edge[] = [];
  let crossings = 0;
  for (const ring of rings) {
    let from = ring.at(-1);
    for (const to of ring) {
      // NaN is no smaller than anything.
      const usable = Math.abs(to.x) <= maxCoordinate && Math.abs(to.y) <= maxCoordinate;
      if (!usable) throw damagedOutline('one of its points has no usable coordinates');
      if (from !== undefined) {
        // From above to below whichever way it is walked: both neighbours of an edge get the same crossings.
        const [upper, lower] = from.y <= to.y ? [from, to] : [to, from];
        const { first, end } = rowsBetween(upper.y, lower.y, size.height);
        if (first < end) edges.push({ firstRow: first, endRow: end, upper, lower });
        crossings += Math.max(0, end - first);
      }
      from = to;
    }
  }
  if (crossings > maxCrossings)
    throw damagedOutline('it winds across the picture more often than one can see');
  return edges.sort((a, b) => a.firstRow - b.firstRow);
}

function crossingOf({ upper, lower }: Edge, y: number): number {
  return upper.x + ((y - upper.y) * (lower.x - upper.x)) / (lower.y - upper.y);
}

/** East, south, west, north: y grows downwards. */
type Heading = 0 | 1 | 2 | 3;
const stepX = [1, 0, -1, 0] as const;
const stepY = [0, 1, 0, -1] as const;
// From a corner to the pixels ahead of who comes to it with that heading: on the right hand, and on the left.
const rightX = [0, -1, -1, 0] as const;
const rightY = [0, 0, -1, -1] as const;
const leftX = [0, 0, -1, -1] as const;
const leftY = [-1, 0, 0, -1] as const;

/**
 * The outlines of a bitmap along its pixel edges, corners alone: outer ones clockwise, those of holes counter-clockwise.
 * Pixels that touch at a corner are apart. Rasterised by the even–odd rule they give the bitmap back bit for bit.
 */
export function traceRings({ width, height, bits }: Bitmap): Point[][] {
  const isSet = (x: number, y: number): boolean =>
    x >= 0 && x < width && y >= 0 && y < height && bits[y * width + x] === 1;
  // Upper edges of set pixels that have been walked. Every ring has one, and walks it eastwards.
  const walked = new Uint8Array(bits.length);
  const rings: Point[][] = [];
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === 0 || walked[i] === 1 || (i >= width && bits[i - width] === 1)) continue;
    const startX = i % width;
    const startY = Math.floor(i / width);
    const ring: Point[] = [];
    let [x, y] = [startX, startY];
    let heading: Heading = 0;
    do {
      if (heading === 0) walked[y * width + x] = 1;
      x += stepX[heading];
      y += stepY[heading];
      // What is set lies on the right hand.
      const before: number = heading;
      if (!isSet(x + rightX[heading], y + rightY[heading])) heading = turned(heading, 1);
      else if (isSet(x + leftX[heading], y + leftY[heading])) heading = turned(heading, 3);
      if (heading !== before) ring.push({ x, y });
    } while (x !== startX || y !== startY || heading !== 0);
    rings.push(ring);
  }
  return rings;
}

function turned(heading: Heading, quarters: 1 | 3): Heading {
  return ((heading + quarters) & 3) as Heading;
}

/**
 * A closed ring with fewer of its points, so that every point left out is at most `tolerance` from the rest
 * (Douglas and Peucker, 1973). At least three points are kept.
 */
export function simplifyRing(ring: Ring, tolerance: number): Point[] {
  const first = ring[0];
  if (first === undefined || ring.length <= 3) return [...ring];
  const opposite = farthest(ring, 0, ring.length, first, first).at;
  const second = ring[opposite] as Point;
  const kept = new Uint8Array(ring.length);
  kept[0] = kept[opposite] = 1;
  const open: [number, number][] = [
    [0, opposite],
    [opposite, ring.length],
  ];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    const { at, squared } = farthest(ring, from, to, ring[from] as Point, ring[to % ring.length] as Point);
    if (!(squared > tolerance * tolerance)) continue;
    kept[at] = 1;
    open.push([from, at], [at, to]);
  }
  const points = ring.filter((_, i) => kept[i] === 1);
  if (points.length > 2) return points;
  kept[farthest(ring, 0, ring.length, first, second).at] = 1;
  return ring.filter((_, i) => kept[i] === 1);
}

/** Which of the points between two places of a ring is farthest from the line from a to b. */
function farthest(
  ring: Ring,
  from: number,
  to: number,
  a: Point,
  b: Point,
): { readonly at: number; readonly squared: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  let at = from;
  let most = -1;
  for (let i = from + 1; i < to; i++) {
    const { x, y } = ring[i] as Point;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length));
    const squared = (x - a.x - along * dx) ** 2 + (y - a.y - along * dy) ** 2;
    if (squared > most) [at, most] = [i, squared];
  }
  return { at, squared: most };
}
