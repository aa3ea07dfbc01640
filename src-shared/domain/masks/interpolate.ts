import { nearestMarked } from '../distanceTransform.ts';
import { grown, intersect, union, wholeRect, type Point, type Rect } from '../geometry.ts';
import { areaOf, assertSameSize, boundsOf, cropped, emptyBitmap, placed } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';

/** The mask a share `t` (0…1) of the way from `a` (0) to `b` (1): `interpolator` for one place. */
export function between(a: Bitmap, b: Bitmap, t: number): Bitmap {
  return interpolator(a, b)(t);
}

/**
 * Shape-based interpolation (Raya and Udupa, "Shape-based interpolation of multidimensional objects", 1990): the pixels
 * where the mean of both signed distances to the outline, weighted by nearness, is inside. Masks whose centroids lie
 * apart are moved towards each other first, where they overlap more that way than as they are: in endoscopy it is the
 * camera that moves. At 0 and 1 the masks come back bit for bit; of masks one inside the other, the results are nested
 * too. Where one is empty or fills the frame there is no outline to move, and the nearer of both is taken.
 * @throws RangeError unless both are of one size and t lies in 0…1.
 */
export function interpolator(a: Bitmap, b: Bitmap): (t: number) => Bitmap {
  assertSameSize(a, b);
  const [boundsA, boundsB] = [boundsOf(a), boundsOf(b)];
  const hasOutline = boundsA !== null && boundsB !== null && a.bits.includes(0) && b.bits.includes(0);
  if (!hasOutline) {
    return (t) => {
      assertShare(t);
      const { width, height, bits } = t < 0.5 ? a : b;
      return { width, height, bits: bits.slice() };
    };
  }
  const move = movement(a, b);
  const reach = 1 + Math.max(Math.abs(move.x), Math.abs(move.y));
  const window = intersect(grown(union(boundsA, boundsB) ?? boundsA, reach), wholeRect(a)) ?? boundsA;
  const [insideA, insideB] = [signedDistances(cropped(a, window)), signedDistances(cropped(b, window))];
  return (t) => {
    assertShare(t);
    const movedA = { x: Math.round(t * move.x), y: Math.round(t * move.y) };
    const movedB = { x: movedA.x - move.x, y: movedA.y - move.y };
    return placed(weighted(insideA, movedA, insideB, movedB, t, window), window, a);
  };
}

/** What is inside on the weighted mean; a mask that is moved goes on past the window's border as it is there. */
function weighted(
  insideA: Float64Array,
  movedA: Point,
  insideB: Float64Array,
  movedB: Point,
  t: number,
  { width, height }: Rect,
): Bitmap {
  const out = emptyBitmap({ width, height });
  for (let y = 0; y < height; y++) {
    const rowA = clamped(y - movedA.y, height) * width;
    const rowB = clamped(y - movedB.y, height) * width;
    for (let x = 0; x < width; x++) {
      const inA = insideA[rowA + clamped(x - movedA.x, width)] as number;
      const inB = insideB[rowB + clamped(x - movedB.x, width)] as number;
      if ((1 - t) * inA + t * inB > 0) out.bits[y * width + x] = 1;
    }
  }
  return out;
}

/** By how many whole pixels the first is to be moved to lie on the second; nothing where that does not help. */
function movement(a: Bitmap, b: Bitmap): Point {
  const [from, to] = [centroid(a), centroid(b)];
  const move = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) };
  return overlap(a, b, move) > overlap(a, b, { x: 0, y: 0 }) ? move : { x: 0, y: 0 };
}

function overlap(a: Bitmap, b: Bitmap, move: Point): number {
  const { width, height } = a;
  let shared = 0;
  for (let y = Math.max(0, move.y); y < Math.min(height, height + move.y); y++) {
    const back = move.y * width + move.x;
    const last = y * width + Math.min(width, width + move.x);
    for (let i = y * width + Math.max(0, move.x); i < last; i++) {
      shared += (a.bits[i - back] as number) & (b.bits[i] as number);
    }
  }
  return shared;
}

function centroid(bitmap: Bitmap): Point {
  const { width, height, bits } = bitmap;
  let [sumX, sumY] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (bits[y * width + x] !== 1) continue;
      sumX += x;
      sumY += y;
    }
  }
  const area = areaOf(bitmap);
  return { x: sumX / area, y: sumY / area };
}

/** Pixels to the outline, positive inside: half a pixel less than to the nearest centre of the other kind. */
function signedDistances({ width, height, bits }: Bitmap): Float64Array {
  const outside = nearestMarked(width, height, bits).squared;
  const inside = nearestMarked(
    width,
    height,
    bits.map((bit) => 1 - bit),
  ).squared;
  return outside.map((squared, i) =>
    squared === 0 ? Math.sqrt(inside[i] as number) - 0.5 : 0.5 - Math.sqrt(squared),
  );
}

function clamped(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

function assertShare(t: number): void {
  if (!(t >= 0 && t <= 1)) throw new RangeError(`a share of ${t}: must be from 0 to 1`);
}
