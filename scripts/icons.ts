/**
 * Draws the application's icons from resources/icon.svg: PNGs for Linux, .ico for Windows, .icns for macOS. Both of the
 * latter are plain containers of PNGs, so that packaging needs no converter.
 *
 * Usage: node scripts/icons.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const folder = path.resolve(import.meta.dirname, '..', 'resources');

interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

async function draw(size: number): Promise<Picture> {
  // Rendered at the resolution it is shown in: 72 dpi is one pixel a unit, and the drawing is 1024 units wide.
  const density = Math.max(1, (72 * size) / 1024);
  const image = sharp(path.join(folder, 'icon.svg'), { density }).resize(size, size);
  return { size, png: await image.png({ compressionLevel: 9, palette: size > 64 }).toBuffer() };
}

/** Windows' icon file: a directory of 16 bytes an entry, then the PNGs (allowed since Vista). */
function ico(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 0 means 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Apple's names for sizes in an icns file. */
const appleTypes = new Map([
  [32, 'ic11'],
  [64, 'ic12'],
  [128, 'ic07'],
  [256, 'ic08'],
  [512, 'ic09'],
  [1024, 'ic10'],
]);

/** macOS's icon file: a type and a length (big-endian, itself included) before each PNG, and before all of them. */
function icns(pictures: readonly Picture[]): Buffer {
  const block = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8, type, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  const blocks = pictures.flatMap(({ size, png }) => {
    const type = appleTypes.get(size);
    return type === undefined ? [] : [block(type, png)];
  });
  return block('icns', Buffer.concat(blocks));
}

mkdirSync(path.join(folder, 'icons'), { recursive: true });
const pictures = await Promise.all([16, 32, 48, 64, 128, 256, 512, 1024].map(draw));
for (const { size, png } of pictures) {
  if (size <= 512) writeFileSync(path.join(folder, 'icons', `${String(size)}x${String(size)}.png`), png);
}
writeFileSync(path.join(folder, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
writeFileSync(path.join(folder, 'icon.icns'), icns(pictures));
