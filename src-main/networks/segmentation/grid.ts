import { linear } from '../../graph/compose.ts';
import { GraphError } from '../../graph/ir.ts';
import type { Value } from '../../graph/ir.ts';
import { concat, pad, reshape, slice, transpose } from '../../graph/ops.ts';

/** Operations on grids (B, side, side, width), row by row, channels last. */

/**
 * 3×3 convolution with zeros around the grid, as one product: weight (out, 9·width), its columns by row and column of the
 * neighbourhood, then channel.
 */
export function convolution(x: Value, weight: Value, bias: Value): Value {
  const [, rows = 0, columns = 0] = x.shape;
  const around = pad(pad(x, 1, 1, 1), 2, 1, 1);
  const shifted = [0, 1, 2].flatMap((dy) => {
    const band = slice(around, 1, dy, dy + rows);
    return [0, 1, 2].map((dx) => slice(band, 2, dx, dx + columns));
  });
  return linear(concat(shifted, 3), weight, bias);
}

/** Each cell's channels as factor × factor cells: (B, s, s, f²·c) → (B, f·s, f·s, c). */
export function spreadCells(x: Value, factor: number): Value {
  const [batch = 0, rows = 0, columns = 0, width = 0] = x.shape;
  const channels = width / factor ** 2;
  if (!Number.isInteger(channels)) throw new GraphError(`spreadCells: ${width} channels over ${factor}²`);
  const parts = reshape(x, [batch, rows, columns, factor, factor, channels]);
  return reshape(transpose(parts, [0, 1, 3, 2, 4, 5]), [batch, rows * factor, columns * factor, channels]);
}

/** factor × factor cells as one, their channels side by side: (B, f·s, f·s, c) → (B, s, s, f²·c). */
export function gatherCells(x: Value, factor: number): Value {
  const [batch = 0, rows = 0, columns = 0, channels = 0] = x.shape;
  const [down, across] = [rows / factor, columns / factor];
  const parts = reshape(x, [batch, down, factor, across, factor, channels]);
  return reshape(transpose(parts, [0, 1, 3, 2, 4, 5]), [batch, down, across, factor ** 2 * channels]);
}
