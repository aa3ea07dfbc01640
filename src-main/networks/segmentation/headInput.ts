import type { CaseTensors } from '../methods/plan.ts';
import { overlaps, toPatches, type NetworkInput, type Overlap } from '../preprocess.ts';
import type { VitConfig } from '../vit.ts';

/** What a head reads of a frame beside the frozen network's tokens, and what it is to answer. Pure. */

/** Pixels of the frame along the side of an answered cell. */
const pixelsPerCell = 4;

/** Channels of an answered cell's pixels: RGB of each, standardised over the frame. */
export const pixelChannels = 3 * pixelsPerCell ** 2;

/** What the frozen network is fed. */
export function frozenInput({ image }: Pick<NetworkInput, 'image'>, config: VitConfig): CaseTensors {
  return { patches: toPatches(image, 3, config.imageSize, config.patchSize) };
}

/**
 * @param image (3, size, size), normalised
 * @returns (side, side, pixelChannels): the frame at four pixels along a cell's side. Every colour has mean 0 and deviation 1 over the
 *   frame, since scopes differ in light and white balance more than tissue does.
 */
export function cellPixels({ image }: Pick<NetworkInput, 'image'>, size: number, side: number): Float32Array {
  const fine = pixelsPerCell * side;
  return toPatches(standardised(averaged(image, 3, size, fine), fine * fine), 3, fine, pixelsPerCell);
}

/**
 * @param coverage (classes, size, size)
 * @returns (side², classes): the share of each cell that each class covers
 */
export function cellTargets(
  coverage: Float32Array,
  classes: number,
  size: number,
  side: number,
): Float32Array {
  const planes = averaged(coverage, classes, size, side);
  const cells = side * side;
  const out = new Float32Array(cells * classes);
  for (let k = 0; k < classes; k++) {
    for (let cell = 0; cell < cells; cell++) out[cell * classes + k] = planes[k * cells + cell] as number;
  }
  return out;
}

/** Square planes of another size by exact area averaging: (channels, from, from) → (channels, to, to). */
export function averaged(planes: Float32Array, channels: number, from: number, to: number): Float32Array {
  if (from === to) return planes;
  const along = overlaps(from, to);
  const out = new Float32Array(channels * to * to);
  const line = new Float64Array(to);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < to; y++) {
      const { first, shares } = along[y] as Overlap;
      line.fill(0);
      for (let dy = 0; dy < shares.length; dy++) {
        const row = (channel * from + first + dy) * from;
        for (let x = 0; x < to; x++) {
          const across = along[x] as Overlap;
          let sum = 0;
          for (let dx = 0; dx < across.shares.length; dx++) {
            sum += (across.shares[dx] as number) * (planes[row + across.first + dx] as number);
          }
          line[x] = (line[x] as number) + (shares[dy] as number) * sum;
        }
      }
      out.set(line, (channel * to + y) * to);
    }
  }
  return out;
}

/** Smallest deviation that counts as contrast. */
const leastDeviation = 1e-3;

function standardised(planes: Float32Array, plane: number): Float32Array {
  const out = new Float32Array(planes.length);
  for (let from = 0; from < planes.length; from += plane) {
    let sum = 0;
    let squares = 0;
    for (let i = from; i < from + plane; i++) {
      sum += planes[i] as number;
      squares += (planes[i] as number) ** 2;
    }
    const mean = sum / plane;
    const scale = 1 / (Math.sqrt(Math.max(0, squares / plane - mean * mean)) + leastDeviation);
    for (let i = from; i < from + plane; i++) out[i] = scale * ((planes[i] as number) - mean);
  }
  return out;
}
