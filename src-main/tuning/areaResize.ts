import { overlaps, type Overlap } from '../networks/preprocess.ts';

/**
 * A picture of any size as size × size × 3 bytes by exact area averaging, fractional overlaps included, so that
 * pixels and masks are reduced alike and the same on every machine. One channel is repeated; channels behind the
 * third are left out.
 */
export function areaResize(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: number,
  size: number,
): Uint8Array {
  const columns = overlaps(width, size);
  const rows = overlaps(height, size);
  const line = new Float64Array(size * 3);
  const sums = new Float64Array(size * 3);
  const out = new Uint8Array(size * size * 3);
  rows.forEach(({ first: top, shares: heights }, y) => {
    sums.fill(0);
    heights.forEach((share, dy) => {
      averageLine(pixels, (top + dy) * width, channels, columns, line);
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + share * (line[i] ?? 0);
    });
    for (let i = 0; i < sums.length; i++) out[y * size * 3 + i] = Math.round(sums[i] ?? 0);
  });
  return out;
}

function averageLine(
  pixels: Uint8Array,
  start: number,
  channels: number,
  columns: readonly Overlap[],
  line: Float64Array,
): void {
  const green = channels >= 3 ? 1 : 0;
  const blue = channels >= 3 ? 2 : 0;
  for (let x = 0; x < columns.length; x++) {
    const { first, shares } = columns[x] as Overlap;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let dx = 0; dx < shares.length; dx++) {
      const at = (start + first + dx) * channels;
      const share = shares[dx] ?? 0;
      r += share * (pixels[at] ?? 0);
      g += share * (pixels[at + green] ?? 0);
      b += share * (pixels[at + blue] ?? 0);
    }
    line[3 * x] = r;
    line[3 * x + 1] = g;
    line[3 * x + 2] = b;
  }
}
