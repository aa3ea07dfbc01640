import { inflateSync } from 'node:zlib';

/**
 * What choosing a font needs to know of it. Bytes are as the OpenType specification lays them out: big-endian, a
 * directory of tables that begin at offsets from the start of the file.
 */
export interface FontFacts {
  /** Whether it draws that code point. */
  has(codePoint: number): boolean;
  /** How wide a code point is set by itself, in ems; joined and combined forms may differ. */
  advance(codePoint: number): number;
}

/**
 * The OpenType file within a WOFF one (W3C, WOFF File Format 1.0, section 3 to 5). Unpacked once: whoever reads tables from the
 * packed form inflates a whole table for every glyph.
 *
 * @throws Error where it is no WOFF file
 */
export function unpackWoff(woff: Uint8Array): Buffer {
  const file = viewOf(woff);
  if (file.byteLength < 44 || file.getUint32(0) !== 0x774f4646) throw new Error('not a WOFF file');
  const tables = Array.from({ length: file.getUint16(12) }, (_, at) => {
    const entry = 44 + 20 * at;
    const offset = file.getUint32(entry + 4);
    const packed = woff.subarray(offset, offset + file.getUint32(entry + 8));
    const length = file.getUint32(entry + 12);
    return {
      tag: file.getUint32(entry),
      checksum: file.getUint32(entry + 16),
      length,
      bytes: packed.byteLength < length ? inflateSync(packed) : packed,
    };
  });
  const directory = 12 + 16 * tables.length;
  const whole = Buffer.alloc(tables.reduce((size, { length }) => size + padded(length), directory));
  const power = Math.floor(Math.log2(Math.max(1, tables.length)));
  whole.writeUInt32BE(file.getUint32(4), 0);
  whole.writeUInt16BE(tables.length, 4);
  whole.writeUInt16BE(16 * 2 ** power, 6);
  whole.writeUInt16BE(power, 8);
  whole.writeUInt16BE(16 * (tables.length - 2 ** power), 10);
  let offset = directory;
  for (const [at, { tag, checksum, length, bytes }] of tables.entries()) {
    const entry = 12 + 16 * at;
    whole.writeUInt32BE(tag, entry);
    whole.writeUInt32BE(checksum, entry + 4);
    whole.writeUInt32BE(offset, entry + 8);
    whole.writeUInt32BE(length, entry + 12);
    whole.set(bytes, offset);
    offset += padded(length);
  }
  return whole;
}

/** @throws Error where a table that every font has is missing */
export function readFontFacts(openType: Uint8Array): FontFacts {
  const file = viewOf(openType);
  const tables = new Map<string, number>();
  for (let at = 0; at < file.getUint16(4); at++) {
    const entry = 12 + 16 * at;
    const tag = Buffer.from(openType.subarray(entry, entry + 4)).toString('latin1');
    tables.set(tag, file.getUint32(entry + 8));
  }
  const place = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`the font has no table ${tag}`);
    return offset;
  };
  const glyphs = readGlyphMap(file, place('cmap'));
  const unitsPerEm = file.getUint16(place('head') + 18);
  const measured = file.getUint16(place('hhea') + 34);
  const metrics = place('hmtx');
  return {
    has: (codePoint) => glyphs.has(codePoint),
    advance(codePoint) {
      const glyph = Math.min(glyphs.get(codePoint) ?? 0, measured - 1);
      return file.getUint16(metrics + 4 * glyph) / unitsPerEm;
    },
  };
}

/** Code point → glyph, from the subtable that reaches furthest: format 12, else format 4. */
function readGlyphMap(file: DataView, cmap: number): Map<number, number> {
  const subtables = Array.from({ length: file.getUint16(cmap + 2) }, (_, at) => {
    const offset = cmap + file.getUint32(cmap + 4 + 8 * at + 4);
    return { offset, format: file.getUint16(offset) };
  });
  const wide = subtables.find(({ format }) => format === 12);
  if (wide) return readSegmentedCoverage(file, wide.offset);
  const narrow = subtables.find(({ format }) => format === 4);
  return narrow ? readSegmentMapping(file, narrow.offset) : new Map<number, number>();
}

function readSegmentedCoverage(file: DataView, offset: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let at = 0; at < file.getUint32(offset + 12); at++) {
    const group = offset + 16 + 12 * at;
    const first = file.getUint32(group);
    const last = file.getUint32(group + 4);
    const glyph = file.getUint32(group + 8);
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function readSegmentMapping(file: DataView, offset: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const doubled = file.getUint16(offset + 6);
  const ends = offset + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const rangeOffsets = deltas + doubled;
  for (let segment = 0; segment < doubled; segment += 2) {
    const rangeOffset = file.getUint16(rangeOffsets + segment);
    const start = file.getUint16(starts + segment);
    for (let code = start; code <= file.getUint16(ends + segment) && code < 0xffff; code++) {
      const found =
        rangeOffset === 0 ? code : file.getUint16(rangeOffsets + segment + rangeOffset + 2 * (code - start));
      const glyph = found === 0 ? 0 : (found + file.getUint16(deltas + segment)) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Tables begin at multiples of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}
