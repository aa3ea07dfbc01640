import { maxMaskPixels, maxMaskSide } from '../maskCodec.ts';
import { emptyBitmap } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';
import { damagedRuns } from './damaged.ts';

/**
 * Run lengths as COCO files have them (https://cocodataset.org/#format-data): column after column from top to bottom,
 * runs of unset and set pixels in turn, the first of unset ones and 0 where the mask begins with a set one.
 */
export interface Rle {
  /** Height, then width. */
  readonly size: [height: number, width: number];
  readonly counts: number[];
}

/** The largest masks that are read; checked before anything is allocated. */
export interface RleLimits {
  readonly side: number;
  readonly pixels: number;
}

export const maskLimits: RleLimits = { side: maxMaskSide, pixels: maxMaskPixels };

export function encodeRle({ width, height, bits }: Bitmap): Rle {
  const counts: number[] = [];
  let [run, current] = [0, 0];
  for (let x = 0; x < width; x++) {
    for (let i = x; i < bits.length; i += width) {
      if (bits[i] !== current) {
        counts.push(run);
        run = 0;
        current = 1 - current;
      }
      run++;
    }
  }
  counts.push(run);
  return { size: [height, width], counts };
}

/**
 * @param given counts as numbers, or in the form of `compressCounts`
 * @throws LapidaryError `mask-damaged` when the size is beyond the limits or the runs do not cover it exactly.
 */
export function decodeRle(
  given: { readonly size: readonly number[]; readonly counts: readonly number[] | string },
  limits: RleLimits = maskLimits,
): Bitmap {
  const [height, width, ...more] = given.size;
  if (height === undefined || width === undefined || more.length > 0) {
    throw damagedRuns('its size is not a height and a width');
  }
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole || width > limits.side || height > limits.side || width * height > limits.pixels) {
    throw damagedRuns('its size is outside what a mask may have');
  }
  const pixels = width * height;
  const counts = typeof given.counts === 'string' ? expandCounts(given.counts) : given.counts;
  let total = 0;
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0) throw damagedRuns('a run has no usable length');
    total += count;
    if (total > pixels) throw damagedRuns('its runs are longer than its size');
  }
  if (total !== pixels) throw damagedRuns('its runs are shorter than its size');
  const bitmap = emptyBitmap({ width, height });
  let at = 0;
  for (let run = 0; run < counts.length; run++) {
    const end = at + (counts[run] as number);
    if (run % 2 === 1) fillColumns(bitmap, at, end);
    at = end;
  }
  return bitmap;
}

/** Sets the pixels start … end − 1, counted column after column. */
function fillColumns({ width, height, bits }: Bitmap, start: number, end: number): void {
  let x = Math.floor(start / height);
  let y = start - x * height;
  for (let at = start; at < end; at++) {
    bits[y * width + x] = 1;
    y++;
    if (y === height) [x, y] = [x + 1, 0];
  }
}

/** The digits of the string form: 48 and what a character stands for, 5 bits of it the number's, the sixth "more follow". */
const firstCharacter = 48;
/** As many as a difference of two counts below 2³² needs. */
const maxDigits = 7;

/**
 * Counts as a short string, in the form that pycocotools reads and writes: from the fourth on the difference to the
 * count before the last, little-endian in groups of 5 bits with sign.
 */
export function compressCounts(counts: readonly number[]): string {
  let text = '';
  for (let i = 0; i < counts.length; i++) {
    let rest = (counts[i] as number) - (i > 2 ? (counts[i - 2] as number) : 0);
    for (let more = true; more;) {
      const group = ((rest % 32) + 32) % 32;
      rest = (rest - group) / 32;
      // The last group's upper bit is the sign.
      more = rest !== (group >= 16 ? -1 : 0);
      text += String.fromCharCode(firstCharacter + group + (more ? 32 : 0));
    }
  }
  return text;
}

/** @throws LapidaryError `mask-damaged` when the text is none that `compressCounts` could have written. */
export function expandCounts(text: string): number[] {
  const counts: number[] = [];
  for (let at = 0; at < text.length;) {
    let value = 0;
    let digits = 0;
    for (let more = true; more;) {
      const digit = text.charCodeAt(at++) - firstCharacter;
      if (!(digit >= 0 && digit < 64) || digits === maxDigits) throw damagedRuns('its counts cannot be read');
      value += (digit % 32) * 32 ** digits;
      digits++;
      more = digit >= 32;
      if (!more && digit >= 16) value -= 32 ** digits;
    }
    if (counts.length > 2) value += counts[counts.length - 2] as number;
    if (!(value >= 0 && value < 2 ** 32)) throw damagedRuns('a run has no usable length');
    counts.push(value);
  }
  return counts;
}
