/** Where the nearest marked pixel of each pixel of a rectangle lies. Arrays row by row. */
export interface Nearest {
  /** Squared Euclidean distance between pixel centres; Infinity where nothing is marked. */
  readonly squared: Float64Array;
  /** Index of that pixel; -1 where nothing is marked. */
  readonly at: Int32Array;
}

/**
 * Exact Euclidean distance transform in time linear in the pixels (Felzenszwalb and Huttenlocher, "Distance Transforms
 * of Sampled Functions", 2012): along columns by two scans, then along rows as the lower envelope of parabolas.
 * @param marked width × height; marked is what is not 0
 */
export function nearestMarked(width: number, height: number, marked: Uint8Array): Nearest {
  const rowOf = nearestInColumn(width, height, marked);
  const squared = new Float64Array(width * height);
  const at = new Int32Array(width * height);
  const hull = new Int32Array(width);
  const from = new Float64Array(width + 1);
  // Of each column: the squared distance along it to its nearest marked pixel, at this row.
  const along = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    let count = 0;
    for (let x = 0; x < width; x++) {
      const row = rowOf[y * width + x] as number;
      if (row === -1) continue;
      along[x] = (y - row) ** 2;
      let start = -Infinity;
      while (count > 0) {
        const other = hull[count - 1] as number;
        start = ((along[x] as number) + x * x - (along[other] as number) - other * other) / (2 * (x - other));
        if (start > (from[count - 1] as number)) break;
        start = -Infinity;
        count--;
      }
      from[count] = start;
      hull[count] = x;
      count++;
    }
    from[count] = Infinity;
    for (let x = 0, k = 0; x < width; x++) {
      const index = y * width + x;
      if (count === 0) {
        squared[index] = Infinity;
        at[index] = -1;
        continue;
      }
      while ((from[k + 1] as number) < x) k++;
      const column = hull[k] as number;
      squared[index] = (x - column) ** 2 + (along[column] as number);
      at[index] = (rowOf[y * width + column] as number) * width + column;
    }
  }
  return { squared, at };
}

/** Row of the nearest marked pixel of the same column; -1 where the column has none. */
function nearestInColumn(width: number, height: number, marked: Uint8Array): Int32Array {
  const rowOf = new Int32Array(width * height);
  for (let x = 0; x < width; x++) {
    let last = -1;
    for (let y = 0; y < height; y++) {
      if (marked[y * width + x] !== 0) last = y;
      rowOf[y * width + x] = last;
    }
    let next = -1;
    for (let y = height - 1; y >= 0; y--) {
      if (marked[y * width + x] !== 0) next = y;
      const above = rowOf[y * width + x] as number;
      if (next !== -1 && (above === -1 || next - y < y - above)) rowOf[y * width + x] = next;
    }
  }
  return rowOf;
}
