import type { Bitmap } from './bitmap.ts';

/**
 * Pixels up or down to the nearest with the given bit in the same column, `most + 1` where none is within `most`. Two
 * scans, row by row as the pixels lie in memory: the first half of an exact distance transform.
 * @param most at most 65534
 */
export function columnDistances({ width, bits }: Bitmap, bit: 0 | 1, most: number): Uint16Array {
  const far = most + 1;
  const distances = new Uint16Array(bits.length);
  for (let i = 0; i < width; i++) distances[i] = bits[i] === bit ? 0 : far;
  for (let i = width; i < bits.length; i++) {
    const above = distances[i - width] as number;
    distances[i] = bits[i] === bit ? 0 : above < far ? above + 1 : far;
  }
  for (let i = bits.length - 1 - width; i >= 0; i--) {
    const below = (distances[i + width] as number) + 1;
    if (below < (distances[i] as number)) distances[i] = below;
  }
  return distances;
}
