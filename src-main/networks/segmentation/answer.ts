/** From a head's answer to shares of the frame's own pixels. Pure. */

/** Share of each class at each pixel of a grid: `(classes, height, width)`, the classes of a pixel sum to 1. */
export interface ClassShares {
  readonly classes: number;
  readonly width: number;
  readonly height: number;
  readonly shares: Float32Array;
}

/**
 * @param logits (side², classes)
 * @param temperature divides the logits: 1 leaves the shares as they were trained
 */
export function sharesOfLogits(
  logits: Float32Array,
  classes: number,
  side: number,
  temperature: number,
): ClassShares {
  const cells = side * side;
  const shares = new Float32Array(classes * cells);
  for (let cell = 0; cell < cells; cell++) {
    const from = cell * classes;
    let most = -Infinity;
    for (let k = 0; k < classes; k++) most = Math.max(most, logits[from + k] as number);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const grown = Math.exp(((logits[from + k] as number) - most) / temperature);
      shares[k * cells + cell] = grown;
      sum += grown;
    }
    for (let k = 0; k < classes; k++) shares[k * cells + cell] = (shares[k * cells + cell] as number) / sum;
  }
  return { classes, width: side, height: side, shares };
}

/**
 * @param wanted 1 is the first class after the background; null: anything but background
 * @returns the share at each pixel of the grid, row by row
 */
export function sharesOf(
  { classes, width, height, shares }: ClassShares,
  wanted: number | null,
): Float32Array {
  const pixels = width * height;
  if (wanted !== null) return shares.slice(wanted * pixels, (wanted + 1) * pixels);
  const any = new Float32Array(pixels);
  for (let at = 0; at < pixels; at++) {
    let sum = 0;
    for (let k = 1; k < classes; k++) sum += shares[k * pixels + at] as number;
    // Rounded shares may add up to a last bit more.
    any[at] = Math.min(1, sum);
  }
  return any;
}

/** Where a pixel of the wanted size lies between two of the given one, by pixel centres. */
interface Between {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly weight: Float32Array;
}

/**
 * The class with the largest share at each pixel of a picture, bilinearly between the grid's cells; of equal shares the
 * lower class.
 * @returns the class of each pixel, row by row, and its share
 */
export function classOfPixels(
  { classes, width, height, shares }: ClassShares,
  size: { readonly width: number; readonly height: number },
): { readonly classOf: Uint8Array; readonly share: Float32Array } {
  const across = between(width, size.width);
  const down = between(height, size.height);
  const classOf = new Uint8Array(size.width * size.height);
  const best = new Float32Array(size.width * size.height);
  const line = new Float32Array(width);
  for (let y = 0; y < size.height; y++) {
    const upper = (down.low[y] as number) * width;
    const lower = (down.high[y] as number) * width;
    const below = down.weight[y] as number;
    const row = y * size.width;
    for (let k = 0; k < classes; k++) {
      const plane = k * width * height;
      for (let x = 0; x < width; x++) {
        line[x] =
          (1 - below) * (shares[plane + upper + x] as number) + below * (shares[plane + lower + x] as number);
      }
      for (let x = 0; x < size.width; x++) {
        const right = across.weight[x] as number;
        const value =
          (1 - right) * (line[across.low[x] as number] as number) +
          right * (line[across.high[x] as number] as number);
        if (k > 0 && value <= (best[row + x] as number)) continue;
        best[row + x] = value;
        classOf[row + x] = k;
      }
    }
  }
  return { classOf, share: best };
}

function between(from: number, to: number): Between {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const weight = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    low[i] = Math.floor(at);
    high[i] = Math.min(from - 1, Math.floor(at) + 1);
    weight[i] = at - Math.floor(at);
  }
  return { low, high, weight };
}
