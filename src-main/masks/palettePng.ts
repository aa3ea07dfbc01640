import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

const compress = promisify(deflate);
/** Label maps are long runs: more effort makes them hardly smaller. */
const level = 3;

/**
 * A label map as a PNG of colour type 3, 8 bits (PNG, third edition, 11.2.1): its values are the palette's indices.
 * @param colors "#rrggbb" by value; values beyond are black
 */
export async function palettePng(
  { width, height, labels }: LabelMap,
  colors: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(labels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 3;
  // All 256, so that no value lacks its entry.
  const palette = Buffer.alloc(256 * 3);
  colors.slice(0, 256).forEach((color, value) => palette.write(color.slice(1), 3 * value, 'hex'));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', palette),
      chunk('IDAT', await compress(rows, { level })),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
