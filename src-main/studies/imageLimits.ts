import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { maxMaskPixels, maxMaskSide } from '../../src-shared/domain/maskCodec.ts';

/** The largest file that is read as a picture, mask or page stack. */
export const maxFileBytes = 512 * 1024 * 1024;
/** The most pages of one TIFF. */
export const maxPages = 2000;

/** The formats of stills that are read, as their first bytes say, not as their names do. */
export type StillFormat = 'jpeg' | 'png' | 'tiff' | 'webp';

const starts: readonly (readonly [string, (b: Uint8Array) => boolean])[] = [
  ['jpeg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['png', (b) => latin(b, 0, 8) === '\x89PNG\r\n\x1a\n'],
  // 42: classic TIFF, 43: BigTIFF, in either byte order.
  ['tiff', (b) => /^(II[*+]\0|MM\0[*+])/.test(latin(b, 0, 4))],
  ['webp', (b) => latin(b, 0, 4) === 'RIFF' && latin(b, 8, 4) === 'WEBP'],
  ['a DICOM file', (b) => latin(b, 128, 4) === 'DICM'],
  ['a GIF picture', (b) => latin(b, 0, 3) === 'GIF'],
  ['a BMP picture', (b) => latin(b, 0, 2) === 'BM' && b[5] === 0],
  ['a HEIF or AVIF picture', (b) => /^ftyp(heic|heix|mif1|msf1|avif|avis)/.test(latin(b, 4, 8))],
  ['a JPEG 2000 picture', (b) => latin(b, 4, 4) === 'jP  ' || latin(b, 0, 4) === '\xff\x4f\xff\x51'],
  [
    'a video',
    (b) => latin(b, 4, 4) === 'ftyp' || latin(b, 8, 4) === 'AVI ' || latin(b, 0, 4) === '\x1aE\xdf\xa3',
  ],
  ['a PDF document', (b) => latin(b, 0, 5) === '%PDF-'],
  ['an archive', (b) => latin(b, 0, 4) === 'PK\x03\x04' || latin(b, 0, 2) === '\x1f\x8b'],
];

function latin(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** @throws LapidaryError `not-an-image` */
export function formatOf(bytes: Uint8Array): StillFormat {
  const found = starts.find(([, matches]) => matches(bytes))?.[0];
  if (found === 'jpeg' || found === 'png' || found === 'tiff' || found === 'webp') return found;
  const what = bytes.length === 0 ? 'an empty file' : (found ?? 'no picture that Lapidary knows');
  throw new LapidaryError(
    'not-an-image',
    `This is ${what}.`,
    'Import JPEG, PNG, TIFF or WebP pictures; save others in one of these formats first.',
  );
}

/** Checked on the header, before anything of the picture's size is allocated. @throws LapidaryError `image-too-large` */
export function assertSize(width: number, height: number): void {
  if (width <= maxMaskSide && height <= maxMaskSide && width * height <= maxMaskPixels) return;
  throw new LapidaryError(
    'image-too-large',
    `The picture says it is ${width}×${height} pixels; at most ${maxMaskSide} a side and 64 megapixels are read.`,
    'Save it at a smaller size, then import it again.',
  );
}

export function damagedImage(cause: unknown): LapidaryError {
  return new LapidaryError(
    'image-damaged',
    'The picture is cut short or damaged: not all of it can be read.',
    'Copy it once more from where it was recorded, then import it again.',
    { cause },
  );
}
