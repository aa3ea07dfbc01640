import type { Point, Rect, Size } from '../../src-shared/domain/geometry.ts';

/**
 * A brush of one pixel must mark the pixel under the pointer wherever in it the pointer is: no centre is farther
 * away than half a diagonal.
 */
export const smallestRadius = Math.SQRT1_2;

/** Called once per row with the columns start … end − 1. */
export type SpanVisitor = (row: number, start: number, end: number) => void;

/**
 * The pixels of a round brush drawn from one point to the next: those whose centre is at most `radius` from the
 * segment between them. The shape is convex, so every row is one span. Returns the rectangle of the visited pixels.
 */
export function rasteriseStroke(
  from: Point,
  to: Point,
  radius: number,
  size: Size,
  visit: SpanVisitor,
): Rect | null {
  const reach = Math.max(radius, smallestRadius);
  const firstRow = Math.max(0, Math.ceil(Math.min(from.y, to.y) - reach - 0.5));
  const lastRow = Math.min(size.height - 1, Math.floor(Math.max(from.y, to.y) + reach - 0.5));
  let left = size.width;
  let right = 0;
  let top = -1;
  let bottom = -1;
  for (let row = firstRow; row <= lastRow; row++) {
    const reached = rowOfCapsule(from, to, reach, row + 0.5);
    if (reached === null) continue;
    const start = Math.max(0, Math.ceil(reached[0] - 0.5));
    const end = Math.min(size.width, Math.floor(reached[1] - 0.5) + 1);
    if (start >= end) continue;
    visit(row, start, end);
    if (top < 0) top = row;
    bottom = row;
    left = Math.min(left, start);
    right = Math.max(right, end);
  }
  return top < 0 ? null : { x: left, y: top, width: right - left, height: bottom - top + 1 };
}

/** Where the line at height y crosses the capsule around the segment: the interval of x, or null. */
function rowOfCapsule(from: Point, to: Point, radius: number, y: number): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const end of [from, to]) {
    const rest = radius * radius - (y - end.y) * (y - end.y);
    if (rest < 0) continue;
    const half = Math.sqrt(rest);
    low = Math.min(low, end.x - half);
    high = Math.max(high, end.x + half);
  }
  const body = rowOfBody(from, to, radius, y);
  if (body !== null) {
    low = Math.min(low, body[0]);
    high = Math.max(high, body[1]);
  }
  return low <= high ? [low, high] : null;
}

/** The same for the rectangle between the two round ends: 0 ≤ along ≤ length and −radius ≤ across ≤ radius. */
function rowOfBody(from: Point, to: Point, radius: number, y: number): [number, number] | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return null;
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  const height = y - from.y;
  const along = solve(dx, height * dy, 0, length);
  const across = solve(-dy, height * dx, -radius, radius);
  if (along === null || across === null) return null;
  const low = Math.max(along[0], across[0]);
  const high = Math.min(along[1], across[1]);
  return low <= high ? [from.x + low, from.x + high] : null;
}

/** The t with least ≤ slope·t + offset ≤ most. */
function solve(slope: number, offset: number, least: number, most: number): [number, number] | null {
  if (slope === 0) return offset >= least && offset <= most ? [-Infinity, Infinity] : null;
  const a = (least - offset) / slope;
  const b = (most - offset) / slope;
  return a <= b ? [a, b] : [b, a];
}
