import { union } from '../../src-shared/domain/geometry.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';
import type { LabelMap, LabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { Bitmap } from '../../src-shared/domain/masks/bitmap.ts';

/** A label map of runs. @param table what each value becomes, by value; left out: itself */
export function drawRuns({ width, height, values, ends }: LabelRuns, table?: Uint8Array): LabelMap {
  const labels = new Uint8Array(width * height);
  let start = 0;
  for (let run = 0; run < ends.length; run++) {
    const value = values[run] ?? 0;
    const end = ends[run] ?? start;
    const label = table ? (table[value] ?? 0) : value;
    if (label !== 0) labels.fill(label, start, end);
    start = end;
  }
  return { width, height, labels };
}

/**
 * A rectangle around each value that occurs, background aside: the smallest, or, where a run goes on over the end of a row,
 * of the frame's whole width.
 */
export function boundsByValue({ width, values, ends }: LabelRuns): ReadonlyMap<number, Rect> {
  const bounds = new Map<number, Rect>();
  let start = 0;
  for (let run = 0; run < ends.length; run++) {
    const value = values[run] ?? 0;
    const end = ends[run] ?? start;
    if (value !== 0) {
      const [top, bottom] = [Math.floor(start / width), Math.floor((end - 1) / width)];
      const rect =
        top === bottom
          ? { x: start - top * width, y: top, width: end - start, height: 1 }
          : { x: 0, y: top, width, height: bottom - top + 1 };
      bounds.set(value, union(bounds.get(value) ?? null, rect) ?? rect);
    }
    start = end;
  }
  return bounds;
}

/** The pixels of a value, within a rectangle that holds them all. */
export function partOf({ width, values, ends }: LabelRuns, wanted: number, rect: Rect): Bitmap {
  const bits = new Uint8Array(rect.width * rect.height);
  let start = 0;
  for (let run = 0; run < ends.length; run++) {
    const end = ends[run] ?? start;
    if (values[run] === wanted) {
      for (let from = start; from < end;) {
        const y = Math.floor(from / width);
        const to = Math.min(end, (y + 1) * width);
        const row = (y - rect.y) * rect.width - rect.x - y * width;
        bits.fill(1, row + from, row + to);
        from = to;
      }
    }
    start = end;
  }
  return { width: rect.width, height: rect.height, bits };
}
