import { crc32 } from 'node:zlib';

/** Chunks of a palette PNG that have no place, or another meaning, in a greyscale one. */
const dropped = new Set(['PLTE', 'tRNS', 'hIST', 'bKGD', 'sBIT', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);

/**
 * A palette PNG as a greyscale PNG of its indices, and the palette's colours ("#rrggbb" by index). The pixel data of
 * the two are the same (PNG, third edition, 11.2.1 IHDR and 11.2.2 PLTE); the colour type and the palette are what differs, so that any
 * decoder, with its limits, reads the indices. They come out scaled to 8 bits where the file has fewer.
 */
export function paletteAsGrey(png: Uint8Array): {
  readonly grey: Uint8Array;
  readonly colors: readonly string[];
} {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const parts: Buffer[] = [bytes.subarray(0, 8)];
  const colors: string[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const chunk = bytes.subarray(at, at + 12 + length);
    if (type === 'IHDR') parts.push(withColorTypeGrey(chunk));
    else if (!dropped.has(type)) parts.push(chunk);
    if (type === 'PLTE') {
      for (let i = at + 8; i + 3 <= at + 8 + length; i += 3)
        colors.push(`#${bytes.toString('hex', i, i + 3)}`);
    }
    at += 12 + length;
  }
  return { grey: Buffer.concat(parts), colors };
}

function withColorTypeGrey(header: Buffer): Buffer {
  const copy = Buffer.from(header);
  copy[8 + 9] = 0;
  copy.writeUInt32BE(crc32(copy.subarray(4, copy.length - 4)), copy.length - 4);
  return copy;
}
