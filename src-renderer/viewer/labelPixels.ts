import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';

/** What each value of a label map is painted in: 256 RGBA words in the byte order of ImageData. Unnamed: clear. */
export type ColourTable = Uint32Array;

/** Bytes in memory in the order R, G, B, A, whatever the machine's own order is. */
function rgbaWord(red: number, green: number, blue: number, alpha: number): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, alpha).buffer)[0] ?? 0;
}

/** @param colours values 1…255 with their "#rrggbb" */
export function colourTable(colours: ReadonlyMap<number, string>): ColourTable {
  const table = new Uint32Array(256);
  for (const [value, colour] of colours) {
    const rgb = Number.parseInt(colour.slice(1), 16);
    table[value] = rgbaWord((rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff, 0xff);
  }
  return table;
}

/** The map's rectangle as RGBA pixels into `out` (rect.width × rect.height words). */
export function paintLabels(map: LabelMap, rect: Rect, table: ColourTable, out: Uint32Array): void {
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y + row) * map.width + rect.x;
    const to = row * rect.width;
    for (let column = 0; column < rect.width; column++) {
      out[to + column] = table[map.labels[from + column] ?? 0] ?? 0;
    }
  }
}

/** How many pixels each value has. */
export function countLabels(map: LabelMap): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of map.labels) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
