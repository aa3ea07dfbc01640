import { runsOf, type LabelMap, type LabelRuns } from '../../src-shared/domain/maskCodec.ts';

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
  return coverageOfRuns(runsOf(map), classOf, classes, size);
}

/** `areaCoverage` of a map that was not written out: what it costs grows with the outline, not with the picture. */
export function coverageOfRuns(
  { width, height, values, ends }: LabelRuns,
  classOf: (segment: number) => number,
  classes: number,
  size: number,
): Float32Array {
  const lookup = Uint8Array.from({ length: 256 }, (_, segment) => {
    const mapped = classOf(segment);
    return Number.isInteger(mapped) && mapped > 0 && mapped < classes ? mapped : 0;
  });
  const rows = overlaps(height, size);
  const line = createLine(overlaps(width, size), width, classes);
  const plane = size * size;
  const out = new Float32Array(classes * plane);
  const sums = Array.from({ length: classes }, () => new Float64Array(size));
  let run = 0;
  let shown = -1;
  // A row of one class like the row before it needs no second look; most rows beside a region are.
  let uniform = -1;
  const show = (row: number): void => {
    // The last source row of an output row is often the first of the next.
    if (row === shown) return;
    shown = row;
    const begin = row * width;
    const end = begin + width;
    while ((ends[run] as number) <= begin) run += 1;
    const only = (ends[run] as number) >= end ? (lookup[values[run] as number] as number) : -1;
    if (only >= 0 && only === uniform) return;
    uniform = only;
    line.clear();
    for (let start = begin; ; run++) {
      const stop = Math.min(end, ends[run] as number);
      line.add(lookup[values[run] as number] as number, start - begin, stop - begin);
      if (stop === end) break;
      start = stop;
    }
  };
  for (let outY = 0; outY < size; outY++) {
    const { first: top, shares: heights } = rows[outY] as Overlap;
    for (const sum of sums) sum.fill(0);
    for (let dy = 0; dy < heights.length; dy++) {
      show(top + dy);
      sums.forEach((sum, k) => {
        line.addTo(sum, k, heights[dy] as number);
      });
    }
    sums.forEach((sum, k) => {
      out.set(sum, k * plane + outY * size);
    });
  }
  return out;
}

/** One source row, averaged over the output's columns, class by class. */
interface Line {
  clear(): void;
  /** The source pixels from `start` up to `stop` are of the class. Told from left to right. */
  add(ofClass: number, start: number, stop: number): void;
  /** Adds `share` of a class's row to `sums`. */
  addTo(sums: Float64Array, ofClass: number, share: number): void;
}

/**
 * An output pixel's shares are always added from left to right, so that the sum of a whole one, which is known
 * beforehand, has the bits of one that was added piecewise; what is left out is zero.
 */
function createLine(columns: readonly Overlap[], width: number, classes: number): Line {
  const size = columns.length;
  const first = Uint32Array.from(columns, (column) => column.first);
  const last = Uint32Array.from(columns, (column) => column.first + column.shares.length);
  const longest = Math.max(...columns.map(({ shares }) => shares.length));
  const shares = new Float64Array(size * longest);
  const whole = new Float64Array(size);
  columns.forEach((column, x) => {
    shares.set(column.shares, x * longest);
    whole[x] = column.shares.reduce((sum, share) => sum + share, 0);
  });
  const line = new Float64Array(classes * size);
  // Per class: the output pixels outside of which the line is zero.
  const from = new Uint32Array(classes).fill(size);
  const to = new Uint32Array(classes);

  const addPart = (offset: number, x: number, start: number, stop: number): void => {
    const begin = first[x] as number;
    let sum = line[offset + x] as number;
    for (let source = Math.max(begin, start); source < Math.min(last[x] as number, stop); source++) {
      sum += shares[x * longest + source - begin] as number;
    }
    line[offset + x] = sum;
  };

  return {
    clear() {
      for (let k = 0; k < classes; k++)
        line.fill(0, k * size + (from[k] as number), k * size + (to[k] as number));
      from.fill(size);
      to.fill(0);
    },
    add(ofClass, start, stop) {
      const offset = ofClass * size;
      const beyond = Math.min(size, Math.ceil((stop * size) / width));
      let x = Math.floor((start * size) / width);
      from[ofClass] = Math.min(from[ofClass] as number, x);
      to[ofClass] = Math.max(to[ofClass] as number, beyond);
      for (; x < beyond && (first[x] as number) < start; x++) addPart(offset, x, start, stop);
      for (; x < beyond && (last[x] as number) <= stop; x++) line[offset + x] = whole[x] as number;
      for (; x < beyond; x++) addPart(offset, x, start, stop);
    },
    addTo(sums, ofClass, share) {
      const offset = ofClass * size;
      const beyond = to[ofClass] as number;
      for (let x = from[ofClass] as number; x < beyond; x++) {
        sums[x] = (sums[x] as number) + share * (line[offset + x] as number);
      }
    },
  };
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
 * @param cells which patches, in which order; left out: all, row by row
 * @param count of rows; those behind the last cell are zero
 * @returns (count, channels · patch · patch): values by channel, then row, then column.
 */
export function toPatches(
  planes: Float32Array,
  channels: number,
  size: number,
  patch: number,
  cells?: readonly number[],
  count?: number,
): Float32Array {
  const grid = size / patch;
  if (!Number.isInteger(grid))
    throw new RangeError(`a side of ${size} cannot be cut into patches of ${patch}`);
  if (planes.length !== channels * size * size) {
    throw new RangeError(`${channels} planes of ${size}×${size} have ${channels * size * size} values`);
  }
  const length = channels * patch * patch;
  const taken = cells ?? Array.from({ length: grid * grid }, (_, cell) => cell);
  const out = new Float32Array((count ?? taken.length) * length);
  taken.forEach((cell, at) => {
    const corner = Math.floor(cell / grid) * patch * size + (cell % grid) * patch;
    let to = at * length;
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < patch; y++) {
        const from = (channel * size + y) * size + corner;
        out.set(planes.subarray(from, from + patch), to);
        to += patch;
      }
    }
  });
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
  const grid = size / patch;
  const area = patch * patch;
  const out = new Float32Array(classes * grid * grid);
  for (let k = 0; k < classes; k++) {
    for (let row = 0; row < grid; row++) {
      for (let column = 0; column < grid; column++) {
        let sum = 0;
        for (let y = 0; y < patch; y++) {
          const from = (k * size + row * patch + y) * size + column * patch;
          for (let x = 0; x < patch; x++) sum += coverage[from + x] as number;
        }
        out[(k * grid + row) * grid + column] = sum / area;
      }
    }
  }
  return out;
}

/** Share of each input pixel inside any foreground class: (size, size) from (classes, size, size). */
export function foregroundOf(coverage: Float32Array, plane: number): Float32Array {
  const out = new Float32Array(plane);
  for (let i = 0; i < plane; i++) out[i] = Math.min(1, Math.max(0, 1 - (coverage[i] as number)));
  return out;
}
