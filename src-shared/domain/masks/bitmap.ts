import { intersect, wholeRect } from '../geometry.ts';
import type { Rect, Size } from '../geometry.ts';
import type { LabelMap } from '../maskCodec.ts';

/** One mask: which pixels belong to it. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** 0 or 1 (nothing else), row by row; length = width × height */
  readonly bits: Uint8Array;
}

export function emptyBitmap({ width, height }: Size): Bitmap {
  return { width, height, bits: new Uint8Array(width * height) };
}

/** The pixels of a label map that have one of the values; left out: all that are not background (0). */
export function bitmapOf(map: LabelMap, values?: number | ReadonlySet<number>): Bitmap {
  const { width, height, labels } = map;
  const wanted = new Uint8Array(256);
  if (values === undefined) wanted.fill(1, 1);
  else for (const value of typeof values === 'number' ? [values] : values) wanted[value] = 1;
  const bits = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) bits[i] = wanted[labels[i] as number] as number;
  return { width, height, bits };
}

/** How many pixels are set. */
export function areaOf({ bits }: Bitmap): number {
  let area = 0;
  for (let i = 0; i < bits.length; i++) area += bits[i] as number;
  return area;
}

/** The smallest rectangle around all that is set; null where nothing is. */
export function boundsOf({ width, bits }: Bitmap): Rect | null {
  const first = bits.indexOf(1);
  if (first === -1) return null;
  const top = Math.floor(first / width);
  const bottom = Math.floor(bits.lastIndexOf(1) / width);
  let left = width;
  let right = -1;
  for (let y = top; y <= bottom; y++) {
    const row = y * width;
    for (let x = 0; x < left; x++) {
      if (bits[row + x] === 1) left = x;
    }
    for (let x = width - 1; x > right; x--) {
      if (bits[row + x] === 1) right = x;
    }
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The part of a bitmap in a rectangle of whole pixels; what of the rectangle lies outside the bitmap is unset. */
export function cropped(bitmap: Bitmap, rect: Rect): Bitmap {
  const out = emptyBitmap(rect);
  copyRows(bitmap, { x: -rect.x, y: -rect.y }, out);
  return out;
}

/** The inverse of `cropped`: a bitmap of the given size that is unset but for `part`, whose corner is put at `at`. */
export function placed(part: Bitmap, at: Pick<Rect, 'x' | 'y'>, size: Size): Bitmap {
  const out = emptyBitmap(size);
  copyRows(part, at, out);
  return out;
}

/** @throws RangeError unless both are of one size. */
export function assertSameSize(a: Size, b: Size): void {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`bitmaps of ${a.width}×${a.height} and ${b.width}×${b.height} cannot be compared`);
  }
}

function copyRows(from: Bitmap, at: Pick<Rect, 'x' | 'y'>, to: Bitmap): void {
  const shared = intersect({ ...at, width: from.width, height: from.height }, wholeRect(to));
  if (shared === null) return;
  for (let y = shared.y; y < shared.y + shared.height; y++) {
    const start = (y - at.y) * from.width + shared.x - at.x;
    to.bits.set(from.bits.subarray(start, start + shared.width), y * to.width + shared.x);
  }
}
