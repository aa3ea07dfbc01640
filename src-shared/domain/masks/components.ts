import { boundsOf, cropped, emptyBitmap, placed } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';
import { regionsOf, type Regions } from './regions.ts';

export interface Components {
  readonly count: number;
  /** Of each pixel: 0 where it is unset, else the number of its component, 1 … count in the order of first pixels. */
  readonly labels: Int32Array;
  /** Pixels by label; entry 0 is what is unset. */
  readonly pixels: Uint32Array;
}

/** The connected components of what is set: neighbours share a side (4), or a side or a corner (8). */
export function components(bitmap: Bitmap, neighbours: 4 | 8): Components {
  const regions = regionsOf(bitmap, bitmap.bits, 'set', neighbours);
  const labels = new Int32Array(bitmap.bits.length);
  for (let run = 0; run < regions.region.length; run++) {
    const row = (regions.rows[run] as number) * bitmap.width;
    labels.fill(
      regions.region[run] as number,
      row + (regions.starts[run] as number),
      row + (regions.ends[run] as number),
    );
  }
  return { count: regions.count, labels, pixels: regions.pixels };
}

/** The component (8 neighbours) with the most pixels alone; of several equals the one that begins first. */
export function keepLargest(bitmap: Bitmap): Bitmap {
  const regions = regionsOf(bitmap, bitmap.bits, 'set', 8);
  const out = emptyBitmap(bitmap);
  let largest = 1;
  for (let region = 2; region <= regions.count; region++) {
    if ((regions.pixels[region] as number) > (regions.pixels[largest] as number)) largest = region;
  }
  paint(regions, (region) => region === largest, out);
  return out;
}

/** With the holes set as well: background (4 neighbours) from which the frame's border cannot be reached. */
export function fillHoles(bitmap: Bitmap): Bitmap {
  const bounds = boundsOf(bitmap);
  if (bounds === null) return emptyBitmap(bitmap);
  // Outside the bounds all is background and reaches the frame's border, so reaching theirs is as good.
  const part = cropped(bitmap, bounds);
  const background = regionsOf(part, part.bits, 'unset', 4);
  const open = openRegions(background, part.width, part.height);
  paint(background, (region) => open[region] === 0, part);
  return placed(part, bounds, bitmap);
}

/** By region: 1 where it reaches the border of a map of this size, else 0. */
export function openRegions(regions: Regions, width: number, height: number): Uint8Array {
  const open = new Uint8Array(regions.count + 1);
  for (let run = 0; run < regions.region.length; run++) {
    const row = regions.rows[run] as number;
    if (row === 0 || row === height - 1 || regions.starts[run] === 0 || regions.ends[run] === width) {
      open[regions.region[run] as number] = 1;
    }
  }
  return open;
}

function paint(regions: Regions, wanted: (region: number) => boolean, into: Bitmap): void {
  for (let run = 0; run < regions.region.length; run++) {
    if (!wanted(regions.region[run] as number)) continue;
    const row = (regions.rows[run] as number) * into.width;
    into.bits.fill(1, row + (regions.starts[run] as number), row + (regions.ends[run] as number));
  }
}
