import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

/**
 * From pixels and label maps to what a network reads. Pure: decoding and resizing the image to the network's input
 * size happen where the files are read; everything after that happens here, the same for tuning and prediction.
 * Image and map are both stretched over the whole square input, so that a cell of one lies on a cell of the other.
 */

/** Colour statistics of a network's input, per channel of RGB in [0, 1]. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** One case as every method takes it; all arrays row-major. */
export interface NetworkInput {
  /** (3, size, size): normalised RGB planes. */
  readonly image: Float32Array;
  /** (classes, size, size): share of each input pixel that belongs to each mask class; class 0 is background. */
  readonly coverage: Float32Array;
}

/**
 * @param rgb size × size × 3 bytes, row by row, already resized to the network's input.
 * @returns (3, size, size) planes of (value/255 − mean) / std.
 */
export function normaliseImage(
  rgb: Uint8Array | Uint8ClampedArray,
  size: number,
  { mean, std }: Normalisation,
): Float32Array {
  const plane = size * size;
  if (rgb.length !== 3 * plane) {
    throw new RangeError(`an RGB image of ${size}×${size} has ${3 * plane} bytes, not ${rgb.length}`);
  }
  const out = new Float32Array(3 * plane);
  for (const channel of [0, 1, 2] as const) {
    const scale = 1 / (255 * std[channel]);
    const shift = mean[channel] / std[channel];
    for (let i = 0; i < plane; i++)
      out[channel * plane + i] = (rgb[3 * i + channel] as number) * scale - shift;
  }
  return out;
}

/**
 * A label map of any size as class coverage on the network's input grid, by exact area averaging: an output value
 * is the share of that output pixel's area which the class covers, fractional overlaps included.
 * @param classOf mask class of each segment value 0…255; values outside [0, classes) count as background.
 * @returns (classes, size, size); the classes of a pixel sum to 1.
 */
export function areaCoverage(
  map: LabelMap,
  classOf: (segment: number) => number,
  classes: number,
  size: number,
): Float32Array {
  const { width, height, labels } = map;
  const lookup = Uint8Array.from({ length: 256 }, (_, segment) => {
    const mapped = classOf(segment);
    return Number.isInteger(mapped) && mapped > 0 && mapped < classes ? mapped : 0;
  });
  const columns = overlaps(width, size);
  const rows = overlaps(height, size);
  const plane = size * size;
  const sums = new Float64Array(classes * plane);
  const line = new Float64Array(classes * size);
  for (let outY = 0; outY < size; outY++) {
    const { first: top, shares: heights } = rows[outY] as Overlap;
    for (let dy = 0; dy < heights.length; dy++) {
      averageLine(labels, (top + dy) * width, lookup, columns, line);
      const share = heights[dy] as number;
      for (let k = 0; k < classes; k++) {
        for (let x = 0; x < size; x++) {
          const at = k * plane + outY * size + x;
          sums[at] = (sums[at] as number) + share * (line[k * size + x] as number);
        }
      }
    }
  }
  return Float32Array.from(sums);
}

function averageLine(
  labels: Uint8Array,
  start: number,
  lookup: Uint8Array,
  columns: readonly Overlap[],
  line: Float64Array,
): void {
  line.fill(0);
  const size = columns.length;
  columns.forEach(({ first, shares }, x) => {
    for (let dx = 0; dx < shares.length; dx++) {
      const at = (lookup[labels[start + first + dx] as number] as number) * size + x;
      line[at] = (line[at] as number) + (shares[dx] as number);
    }
  });
}

export interface Overlap {
  /** First source index that the output cell overlaps. */
  readonly first: number;
  /** Share of the output cell's length that each source from there on covers; sums to 1. */
  readonly shares: readonly number[];
}

/** Which source cells each of `to` output cells overlaps when `from` source cells lie over the same length. */
export function overlaps(from: number, to: number): Overlap[] {
  return Array.from({ length: to }, (_, index) => {
    // In units of 1/(from·to) of the length all edges are whole numbers: no rounding decides about an overlap.
    const begin = index * from;
    const end = begin + from;
    const first = Math.floor(begin / to);
    const last = Math.ceil(end / to);
    const shares: number[] = [];
    for (let source = first; source < last; source++) {
      shares.push((Math.min(end, (source + 1) * to) - Math.max(begin, source * to)) / from);
    }
    return { first, shares };
  });
}

/**
 * Planes cut into patches, in the layout of a convolution weight.
 * @param planes (channels, size, size)
 * @returns (cells, channels · patch · patch): cells row by row, values by channel, then row, then column.
 */
export function toPatches(planes: Float32Array, channels: number, size: number, patch: number): Float32Array {
  const grid = size / patch;
  if (!Number.isInteger(grid))
    throw new RangeError(`a side of ${size} cannot be cut into patches of ${patch}`);
  if (planes.length !== channels * size * size) {
    throw new RangeError(`${channels} planes of ${size}×${size} have ${channels * size * size} values`);
  }
  const out = new Float32Array(planes.length);
  let at = 0;
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let y = 0; y < patch; y++) {
          const from = (channel * size + row * patch + y) * size + column * patch;
          out.set(planes.subarray(from, from + patch), at);
          at += patch;
        }
      }
    }
  }
  return out;
}

/**
 * Mean coverage of each patch cell.
 * @param coverage (classes, size, size)
 * @returns (classes, cells)
 */
export function cellCoverage(
  coverage: Float32Array,
  classes: number,
  size: number,
  patch: number,
): Float32Array {
  const area = patch * patch;
  const cells = (size / patch) ** 2;
  const patches = toPatches(coverage, classes, size, patch);
  const out = new Float32Array(classes * cells);
  for (let cell = 0; cell < cells; cell++) {
    for (let k = 0; k < classes; k++) {
      let sum = 0;
      const start = (cell * classes + k) * area;
      for (let i = 0; i < area; i++) sum += patches[start + i] as number;
      out[k * cells + cell] = sum / area;
    }
  }
  return out;
}

/** Share of each input pixel inside any foreground class: (size, size) from (classes, size, size). */
export function foregroundOf(coverage: Float32Array, plane: number): Float32Array {
  return Float32Array.from(coverage.subarray(0, plane), (background) =>
    Math.min(1, Math.max(0, 1 - background)),
  );
}
