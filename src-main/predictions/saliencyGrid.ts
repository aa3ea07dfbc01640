import type { Size } from '../../src-shared/domain/geometry.ts';
import type { Box } from '../tuning/labelBox.ts';
import type { SaliencyReply } from './saliencyMessages.ts';

/** A grid's longest side: finer ones say no more than the patches do. */
const longestSide = 256;

/** 0…1 by the largest value; where nothing is known, nothing is. */
export function scaledByMaximum(cells: Float32Array): Float32Array {
  const most = cells.reduce((best, value) => (value > best ? value : best), 0);
  return most === 0 ? cells : cells.map((value) => value / most);
}

/**
 * Patch cells of a square network input as a grid over the whole frame.
 * @param cells (side, side), row by row
 * @param box of the frame, in its pixels: what the network is shown of it
 */
export function overFrame(cells: Float32Array, { width, height }: Size, box: Box): SaliencyReply {
  const side = Math.sqrt(cells.length);
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  if (across === width && down === height) return { width: side, height: side, values: cells };
  const columns = Math.min(longestSide, Math.max(1, Math.round((side * width) / across)));
  const rows = Math.min(longestSide, Math.max(1, Math.round((side * height) / down)));
  const values = new Float32Array(columns * rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const y = Math.floor(((((row + 0.5) * height) / rows - box.top) / down) * side);
    if (y < 0 || y >= side) continue;
    for (let column = 0; column < columns; column++) {
      const x = Math.floor(((((column + 0.5) * width) / columns - box.left) / across) * side);
      if (x >= 0 && x < side) values[row * columns + column] = cells[y * side + x] as number;
    }
  }
  return { width: columns, height: rows, values };
}
