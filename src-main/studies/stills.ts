import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { maxMaskPixels } from '../../src-shared/domain/maskCodec.ts';
import { assertSize, damagedImage, formatOf, maxPages } from './imageLimits.ts';

/** How a picture's file lays it out: its stored size, and the EXIF orientation (1…8) that turns it upright. */
export interface Layout {
  readonly storedWidth: number;
  readonly storedHeight: number;
  readonly orientation: number;
}

/** A picture as it is shown: upright, opaque, sRGB, 8 bits a channel. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
  readonly layout: Layout;
  /** The bytes are the file's own. */
  readonly isFileItself: boolean;
}

/** A file of one or more pictures, its header read and found acceptable. */
export interface Still {
  readonly mediaType: string;
  readonly pages: number;
  /** Decodes one page as a whole. @throws LapidaryError `image-damaged`, `image-too-large`, `image-depth` */
  picture(page: number): Promise<Picture>;
}

/**
 * Reads a still's header.
 *
 * A plain JPEG or PNG (8 bits, sRGB or untagged, upright, opaque) stays the very bytes it was. Everything else becomes
 * a PNG: EXIF orientation applied, colours brought to sRGB through the embedded profile (CMYK without one through a
 * common press profile), 16 bits scaled to 8, transparency laid over black, one picture per TIFF page.
 * @throws LapidaryError `not-an-image`, `image-damaged`, `image-too-large`, `image-animated`, `image-pages`
 */
export async function openStill(bytes: Uint8Array): Promise<Still> {
  const format = formatOf(bytes);
  const first = await headerOf(bytes, 0);
  const pages = first.pages ?? 1;
  if (pages > 1 && format !== 'tiff') {
    throw new LapidaryError(
      'image-animated',
      `This is an animation of ${pages} pictures, not a still.`,
      'Save the pictures wanted as stills, then import those.',
    );
  }
  if (pages > maxPages) {
    throw new LapidaryError(
      'image-pages',
      `The file holds ${pages} pages; at most ${maxPages} are read.`,
      'Split it into several files.',
    );
  }
  return {
    mediaType: `image/${format}`,
    pages,
    async picture(page) {
      const header = page === 0 ? first : await headerOf(bytes, page);
      if (header.depth !== 'uchar' && header.depth !== 'ushort') {
        throw new LapidaryError(
          'image-depth',
          `The picture's values are of the kind "${header.depth}"; 8 and 16 bit whole numbers are read.`,
          'Save it with 8 or 16 bits a channel.',
        );
      }
      const layout = layoutOf(header);
      const itself =
        (format === 'jpeg' && isPlainJpeg(header)) || (format === 'png' && isPlainPng(header, bytes));
      try {
        if (itself) {
          await decodeToTheEnd(bytes);
          const { storedWidth: width, storedHeight: height } = layout;
          return { bytes, mediaType: `image/${format}`, width, height, layout, isFileItself: true };
        }
        const { data, info } = await upright(bytes, page, header).png({ compressionLevel: 6 }).toBuffer({
          resolveWithObject: true,
        });
        const { width, height } = info;
        return { bytes: data, mediaType: 'image/png', width, height, layout, isFileItself: false };
      } catch (error) {
        throw damagedImage(error);
      }
    },
  };
}

/** A page's header, nothing of its pixels. */
export async function headerOf(bytes: Uint8Array, page: number): Promise<Metadata> {
  let header: Metadata;
  try {
    // Its own limit would refuse without saying the size; assertSize does.
    header = await sharp(bytes, { page, limitInputPixels: false }).metadata();
  } catch (error) {
    throw damagedImage(error);
  }
  assertSize(header.width, header.height);
  return header;
}

export function layoutOf(header: Metadata): Layout {
  return { storedWidth: header.width, storedHeight: header.height, orientation: header.orientation ?? 1 };
}

export const decoding = { failOn: 'error', limitInputPixels: maxMaskPixels } as const;

function upright(bytes: Uint8Array, page: number, header: Metadata): Sharp {
  const image = sharp(bytes, { ...decoding, page }).autoOrient();
  return (header.hasAlpha ? image.flatten({ background: '#000000' }) : image).toColourspace('srgb');
}

/** Reads every row, to find a file that is cut short, but makes as little of it as there can be. */
async function decodeToTheEnd(bytes: Uint8Array): Promise<void> {
  await sharp(bytes, decoding).resize(8, 8, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer();
}

function isPlainJpeg(header: Metadata): boolean {
  return (
    header.depth === 'uchar' &&
    (header.space === 'srgb' || header.space === 'b-w') &&
    (header.orientation ?? 1) === 1 &&
    (header.icc === undefined || isSrgbProfile(header.icc))
  );
}

/** Whether a profile calls itself sRGB in its description (ICC.1:2022, 9.2.41), in ASCII or UTF-16. */
function isSrgbProfile(icc: Buffer): boolean {
  return icc.includes('sRGB', 0, 'latin1') || icc.includes(Buffer.from('s\0R\0G\0B', 'latin1'));
}

/** Chunks that neither change how a PNG looks nor say anything of a person. */
const harmlessChunks = new Set(['IHDR', 'IDAT', 'IEND', 'sRGB', 'pHYs', 'sBIT', 'bKGD']);

function isPlainPng(header: Metadata, bytes: Uint8Array): boolean {
  if (header.depth !== 'uchar' || header.hasAlpha || header.isPalette || header.bitsPerSample !== 8)
    return false;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const chunk = view.toString('latin1', at + 4, at + 8);
    if (!harmlessChunks.has(chunk)) return false;
    if (chunk === 'IEND') return at + 12 === view.length;
  }
  return false;
}
