import { crc32, deflateSync } from 'node:zlib';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  /** 0 greyscale, 2 RGB, 3 palette */
  readonly colorType: 0 | 2 | 3;
}

/** A PNG written chunk by chunk: header, optional chunks, then whatever pixel data is given (filter bytes included). */
export function png(
  header: PngHeader,
  data: Uint8Array,
  more: readonly (readonly [string, Uint8Array])[] = [],
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(header.width, 0);
  head.writeUInt32BE(header.height, 4);
  head[8] = header.bitDepth;
  head[9] = header.colorType;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...more.map(([type, bytes]) => chunk(type, bytes)),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(bytes.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), out.length - 4);
  return out;
}

/** A palette PNG of indices, `bitDepth` bits each; the palette is a grey ramp backwards, so that index and colour differ. */
export function palettePng(indices: readonly number[], width: number, bitDepth: 1 | 2 | 4 | 8 = 8): Buffer {
  const height = indices.length / width;
  const perByte = 8 / bitDepth;
  const rowBytes = Math.ceil(width / perByte);
  const data = Buffer.alloc(height * (1 + rowBytes));
  indices.forEach((index, i) => {
    const x = i % width;
    const at = Math.floor(i / width) * (1 + rowBytes) + 1 + Math.floor(x / perByte);
    data[at] = (data[at] ?? 0) | (index << (8 - bitDepth * ((x % perByte) + 1)));
  });
  const palette = Buffer.from(Array.from({ length: 2 ** bitDepth }, (_, i) => [255 - i, i, 7]).flat());
  return png({ width, height, bitDepth, colorType: 3 }, data, [
    ['PLTE', palette],
    ['tRNS', Buffer.from([0])],
  ]);
}

/** A little-endian TIFF of one uncompressed strip with one 32-bit float channel. */
export function floatTiff(width: number, height: number): Buffer {
  const entries: [tag: number, type: number, value: number][] = [
    [256, 3, width],
    [257, 3, height],
    [258, 3, 32],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 3, height],
    [279, 4, width * height * 4],
    [339, 3, 3],
  ];
  const pixels = Buffer.from(new Float32Array(width * height).fill(0.5).buffer);
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, value], i) => {
    const at = 2 + i * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    if (type === 3) directory.writeUInt16LE(value, at + 8);
    else directory.writeUInt32LE(value, at + 8);
  });
  const head = Buffer.alloc(8);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8 + pixels.length, 4);
  return Buffer.concat([head, pixels, directory]);
}
