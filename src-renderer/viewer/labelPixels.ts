import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Rect, Size } from '../../src-shared/domain/geometry.ts';

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

/** The same in fewer pixels, each the map's where its centre lies. `size`: of `out`, at most the rectangle's. */
export function paintReduced(
  map: LabelMap,
  rect: Rect,
  table: ColourTable,
  size: Size,
  out: Uint32Array,
): void {
  const columns = Uint32Array.from({ length: size.width }, (_, i) =>
    Math.floor(((i + 0.5) * rect.width) / size.width),
  );
  for (let row = 0; row < size.height; row++) {
    const y = rect.y + Math.floor(((row + 0.5) * rect.height) / size.height);
    const from = y * map.width + rect.x;
    const to = row * size.width;
    for (let i = 0; i < size.width; i++) out[to + i] = table[map.labels[from + (columns[i] ?? 0)] ?? 0] ?? 0;
  }
}

/** The smallest rectangle that holds every pixel that is not 0; null where there is none. */
export function labelledRect({ width, height, labels }: LabelMap): Rect | null {
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let row = 0; row < height; row++) {
    const offset = row * width;
    const values = labels.subarray(offset, offset + width);
    const first = firstSet(values);
    if (first < 0) continue;
    let last = width - 1;
    while (values[last] === 0) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    if (top < 0) top = row;
    bottom = row;
  }
  return top < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Where the first value is that is not 0; −1: nowhere. Most rows of most masks are empty, so they go by words. */
function firstSet(values: Uint8Array): number {
  const start = Math.min(values.length, (4 - (values.byteOffset % 4)) % 4);
  for (let i = 0; i < start; i++) if (values[i] !== 0) return i;
  if (start === values.length) return -1;
  const words = new Uint32Array(values.buffer, values.byteOffset + start, (values.length - start) >> 2);
  let word = 0;
  while (word < words.length && words[word] === 0) word++;
  for (let i = start + 4 * word; i < values.length; i++) if (values[i] !== 0) return i;
  return -1;
}

/** How many pixels each value has. */
export function countLabels(map: LabelMap): Uint32Array {
  const { labels } = map;
  const counts = new Uint32Array(256);
  // By runs: they are long, and this is done with every stroke.
  for (let start = 0; start < labels.length;) {
    const value = labels[start] ?? 0;
    let end = start + 1;
    while (end < labels.length && labels[end] === value) end++;
    counts[value] = (counts[value] ?? 0) + end - start;
    start = end;
  }
  return counts;
}
