/**
 * Position embeddings on another grid, each as the library does it that the checkpoint comes from. They differ in the
 * kernel through the cells' centres, in whether a smaller grid averages first, and in DINO's habit of asking for a tenth
 * of a cell more.
 */
export interface Resampling {
  readonly kernel: 'cubic' | 'linear';
  /**
   * Antialiased as Pillow does it (a cubic of a = −1/2; widened by the reduction), or not (a = −3/4; the outermost cell
   * repeated), as `torch.nn.functional.interpolate` names the two.
   */
  readonly antialias: boolean;
  /** Added to the new side before the scale is computed from it, in cells. */
  readonly offset: number;
}

/**
 * @param grid (from², width), row by row
 * @returns (to², width), computed in float64; the grid itself where `to` equals `from`
 */
export function resampleGrid(
  grid: Float32Array,
  width: number,
  from: number,
  to: number,
  resampling: Resampling,
): Float32Array {
  if (grid.length !== from * from * width) {
    throw new RangeError(
      `a grid of ${from}×${from} cells has ${from * from * width} values, not ${grid.length}`,
    );
  }
  if (from === to) return grid;
  const taps = tapsOf(from, to, resampling);
  const rows = new Float64Array(to * from * width);
  along(grid, rows, { lines: 1, from, to, inner: from * width }, taps);
  const out = new Float64Array(to * to * width);
  along(rows, out, { lines: to, from, to, inner: width }, taps);
  return Float32Array.from(out);
}

interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/** (lines, from, inner) → (lines, to, inner) */
function along(
  values: Float32Array | Float64Array,
  out: Float64Array,
  { lines, from, to, inner }: { lines: number; from: number; to: number; inner: number },
  taps: readonly Tap[],
): void {
  for (let line = 0; line < lines; line++) {
    taps.forEach(({ first, weights }, at) => {
      const target = (line * to + at) * inner;
      weights.forEach((weight, tap) => {
        const source = (line * from + first + tap) * inner;
        for (let i = 0; i < inner; i++) {
          out[target + i] = (out[target + i] as number) + weight * (values[source + i] as number);
        }
      });
    });
  }
}

function tapsOf(from: number, to: number, { kernel, antialias, offset }: Resampling): Tap[] {
  const scale = from / (to + offset);
  return Array.from({ length: to }, (_, at) =>
    antialias
      ? averaged(kernel, scale * (at + 0.5), scale, from)
      : interpolated(kernel, scale * (at + 0.5) - 0.5, from),
  );
}

/** The cells around a place; beyond the border lies the outermost cell again. */
function interpolated(kernel: Resampling['kernel'], place: number, from: number): Tap {
  const below = Math.floor(place);
  const weights = new Array<number>(from).fill(0);
  for (let tap = below + 1 - reach[kernel]; tap <= below + reach[kernel]; tap++) {
    const cell = Math.min(from - 1, Math.max(0, tap));
    weights[cell] = (weights[cell] ?? 0) + weightAt(kernel, place - tap, -0.75);
  }
  return { first: 0, weights };
}

/** All cells under the kernel, as wide as the reduction; beyond the border lies nothing. */
function averaged(kernel: Resampling['kernel'], centre: number, scale: number, from: number): Tap {
  const stretch = Math.max(1, scale);
  const first = Math.max(0, Math.floor(centre - reach[kernel] * stretch + 0.5));
  const last = Math.min(from, Math.floor(centre + reach[kernel] * stretch + 0.5));
  const raw = Array.from({ length: last - first }, (_, i) =>
    weightAt(kernel, (first + i - centre + 0.5) / stretch, -0.5),
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return { first, weights: raw.map((weight) => weight / sum) };
}

/** How far a kernel reaches, in cells. */
const reach = { cubic: 2, linear: 1 } as const;

/** @param a of the cubic */
function weightAt(kernel: Resampling['kernel'], distance: number, a: number): number {
  return kernel === 'cubic' ? cubic(distance, a) : Math.max(0, 1 - Math.abs(distance));
}

/** Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE TASSP 1981. */
function cubic(distance: number, a: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return 0;
}
