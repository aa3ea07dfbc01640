import type { Point } from '../geometry.ts';
import { emptyBitmap } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';

/** A picture as the canvas gives it: RGBA, 4 bytes a pixel, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * The pixels whose red, green and blue each differ from those of the pixel at `at` by no more than `tolerance` (0…255):
 * those that hang together with it (4 neighbours), or all of the picture. Nothing where `at` lies outside.
 */
export function floodFill(
  pixels: Pixels,
  at: Point,
  tolerance: number,
  options: { readonly contiguous: boolean },
): Bitmap {
  const { width, height, data } = pixels;
  const out = emptyBitmap(pixels);
  const [column, row] = [Math.floor(at.x), Math.floor(at.y)];
  if (!(column >= 0 && column < width && row >= 0 && row < height)) return out;
  const seed = row * width + column;
  const red = data[4 * seed] as number;
  const green = data[4 * seed + 1] as number;
  const blue = data[4 * seed + 2] as number;
  const alike = (i: number): boolean =>
    Math.abs((data[4 * i] as number) - red) <= tolerance &&
    Math.abs((data[4 * i + 1] as number) - green) <= tolerance &&
    Math.abs((data[4 * i + 2] as number) - blue) <= tolerance;
  if (options.contiguous) fillFrom(seed, alike, out);
  else for (let i = 0; i < out.bits.length; i++) if (alike(i)) out.bits[i] = 1;
  return out;
}

/** Row by row: a stretch is filled whole, and each stretch that begins next to it above or below waits its turn. */
function fillFrom(seed: number, alike: (i: number) => boolean, { width, height, bits }: Bitmap): void {
  const waiting = [seed];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (bits[at] === 1 || !alike(at)) continue;
    const row = Math.floor(at / width);
    let start = at;
    while (start > row * width && bits[start - 1] === 0 && alike(start - 1)) start--;
    let end = at + 1;
    while (end < (row + 1) * width && bits[end] === 0 && alike(end)) end++;
    bits.fill(1, start, end);
    for (const next of [row - 1, row + 1]) {
      if (next < 0 || next >= height) continue;
      const away = (next - row) * width;
      for (let i = start + away, open = false; i < end + away; i++) {
        const free = bits[i] === 0 && alike(i);
        if (free && !open) waiting.push(i);
        open = free;
      }
    }
  }
}
