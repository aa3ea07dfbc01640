import type { Size } from '../geometry.ts';

/** Connected regions as runs: maximal stretches of equal value within a row, in row order. */
export interface Regions {
  /** Regions are numbered 1 … count, in the order of their first pixels. */
  readonly count: number;
  /** Of each run: its row, the columns start … end − 1, and the number of its region. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly region: Int32Array;
  /** Pixels by region; entry 0 is what belongs to none. */
  readonly pixels: Uint32Array;
}

/**
 * The connected regions of equal value: of what is not 0, or of what is. Rows are cut into runs, and runs of neighbouring
 * rows that touch are united (union–find with path halving), so that the time is that of reading the pixels once.
 * @param values width × height, row by row
 */
export function regionsOf(
  { width, height }: Size,
  values: Uint8Array,
  of: 'set' | 'unset',
  neighbours: 4 | 8,
): Regions {
  const { rows, starts, ends } = runsOf(width, height, values, of === 'unset');
  const parent = new Int32Array(rows.length);
  const rootOf = (run: number): number => {
    let at = run;
    while (parent[at] !== at) {
      const above = parent[parent[at] as number] as number;
      parent[at] = above;
      at = above;
    }
    return at;
  };
  // Runs that meet at a corner alone touch for 8 neighbours.
  const reach = neighbours === 8 ? 1 : 0;
  // Of the row above: the runs from `above` on that may still touch, up to where this row begins.
  let above = 0;
  let rowStart = 0;
  for (let run = 0; run < rows.length; run++) {
    parent[run] = run;
    const row = rows[run] as number;
    const start = starts[run] as number;
    const end = ends[run] as number;
    if (run > 0 && rows[run - 1] !== row) {
      above = rowStart;
      rowStart = run;
    }
    while (above < rowStart && (rows[above] !== row - 1 || (ends[above] as number) + reach <= start)) above++;
    for (let other = above; other < rowStart && (starts[other] as number) < end + reach; other++) {
      if (values[row * width + start] !== values[(row - 1) * width + (starts[other] as number)]) continue;
      const a = rootOf(run);
      const b = rootOf(other);
      // The earlier run stays the root: numbers then follow the order of first pixels.
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const region = new Int32Array(rows.length);
  let count = 0;
  for (let run = 0; run < rows.length; run++) {
    const root = rootOf(run);
    region[run] = root === run ? ++count : (region[root] as number);
  }
  const pixels = new Uint32Array(count + 1);
  pixels[0] = width * height;
  for (let run = 0; run < rows.length; run++) {
    const length = (ends[run] as number) - (starts[run] as number);
    pixels[region[run] as number] = (pixels[region[run] as number] as number) + length;
    pixels[0] -= length;
  }
  return { count, rows, starts, ends, region, pixels };
}

function runsOf(
  width: number,
  height: number,
  values: Uint8Array,
  zeros: boolean,
): Pick<Regions, 'rows' | 'starts' | 'ends'> {
  let rows = new Int32Array(1024);
  let starts = new Int32Array(1024);
  let ends = new Int32Array(1024);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const first = y * width;
    const last = first + width;
    for (let at = first; at < last;) {
      const value = values[at];
      const start = at;
      do at++;
      while (at < last && values[at] === value);
      if ((value === 0) !== zeros) continue;
      if (count === rows.length) [rows, starts, ends] = [doubled(rows), doubled(starts), doubled(ends)];
      rows[count] = y;
      starts[count] = start - first;
      ends[count] = at - first;
      count++;
    }
  }
  return { rows: rows.subarray(0, count), starts: starts.subarray(0, count), ends: ends.subarray(0, count) };
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
