import { union } from '../geometry.ts';
import type { LabelMap } from '../maskCodec.ts';
import { assertSameSize, boundsOf, cropped } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';
import { columnDistances } from './columnDistances.ts';

/**
 * Dice coefficient, 0…1: twice the shared pixels over the pixels of both. Two empty masks agree: 1.
 * @throws RangeError unless both are of one size.
 */
export function dice(a: Bitmap, b: Bitmap): number {
  assertSameSize(a, b);
  let [shared, both] = [0, 0];
  for (let i = 0; i < a.bits.length; i++) {
    const inA = a.bits[i] as number;
    const inB = b.bits[i] as number;
    shared += inA & inB;
    both += inA + inB;
  }
  return both === 0 ? 1 : (2 * shared) / both;
}

/** How far two outlines are apart, in pixels. */
export interface BoundaryDistances {
  /** Over the boundary pixels of both: average symmetric surface distance. */
  readonly mean: number;
  /** 95th percentile (linear between ranks) of each side's distances to the other, the larger of both. */
  readonly p95: number;
  /** Hausdorff distance. */
  readonly max: number;
}

/**
 * Boundary pixels are the set ones with an unset neighbour (of 4), where outside the frame is unset. Distances run
 * between their centres, each to the nearest of the other mask (definitions: Maier-Hein et al., "Metrics reloaded",
 * 2024). Null where a mask is empty.
 * @throws RangeError unless both are of one size.
 */
export function boundaryDistances(a: Bitmap, b: Bitmap): BoundaryDistances | null {
  assertSameSize(a, b);
  const [boundsA, boundsB] = [boundsOf(a), boundsOf(b)];
  const window = union(boundsA, boundsB);
  if (boundsA === null || boundsB === null || window === null) return null;
  const [edgeA, edgeB] = [boundary(cropped(a, window)), boundary(cropped(b, window))];
  const [fromA, fromB] = [distances(edgeA, edgeB), distances(edgeB, edgeA)];
  const sum = (all: Float64Array): number => all.reduce((total, one) => total + one, 0);
  return {
    mean: (sum(fromA) + sum(fromB)) / (fromA.length + fromB.length),
    p95: Math.max(percentile(fromA, 0.95), percentile(fromB, 0.95)),
    max: Math.max(percentile(fromA, 1), percentile(fromB, 1)),
  };
}

/**
 * Where two masks differ: 0 neither, 1 both, 2 the first alone, 3 the second alone.
 * @throws RangeError unless both are of one size.
 */
export function difference(a: Bitmap, b: Bitmap): LabelMap {
  assertSameSize(a, b);
  const labels = new Uint8Array(a.bits.length);
  for (let i = 0; i < labels.length; i++) {
    const inB = b.bits[i] === 1;
    labels[i] = a.bits[i] === 1 ? (inB ? 1 : 2) : inB ? 3 : 0;
  }
  return { width: a.width, height: a.height, labels };
}

function boundary({ width, height, bits }: Bitmap): Bitmap {
  const edge = new Uint8Array(bits.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (bits[i] === 0) continue;
      const inner =
        x > 0 &&
        x < width - 1 &&
        y > 0 &&
        y < height - 1 &&
        bits[i - 1] === 1 &&
        bits[i + 1] === 1 &&
        bits[i - width] === 1 &&
        bits[i + width] === 1;
      if (!inner) edge[i] = 1;
    }
  }
  return { width, height, bits: edge };
}

/**
 * From each pixel of one to the nearest of the other, ascending. Along the row it is looked for outwards from the pixel,
 * on the distances along the columns, no farther than the nearest so far: outlines are short and mostly close.
 */
function distances(from: Bitmap, to: Bitmap): Float64Array {
  const { width, height, bits } = from;
  const alongColumn = columnDistances(to, 1, height);
  const found: number[] = [];
  for (let i = bits.indexOf(1); i !== -1; i = bits.indexOf(1, i + 1)) {
    const x = i % width;
    let squared = squaredOrNone(alongColumn[i] as number, height);
    const widest = Math.max(x, width - 1 - x);
    for (let away = 1; away <= widest && away * away < squared; away++) {
      for (const column of [x - away, x + away]) {
        if (column < 0 || column >= width) continue;
        const along = squaredOrNone(alongColumn[i - x + column] as number, height);
        squared = Math.min(squared, away * away + along);
      }
    }
    found.push(Math.sqrt(squared));
  }
  return Float64Array.from(found).sort();
}

function squaredOrNone(along: number, height: number): number {
  return along > height ? Infinity : along * along;
}

function percentile(ascending: Float64Array, share: number): number {
  const rank = share * (ascending.length - 1);
  const below = ascending[Math.floor(rank)] as number;
  const above = ascending[Math.ceil(rank)] as number;
  return below + (rank - Math.floor(rank)) * (above - below);
}
