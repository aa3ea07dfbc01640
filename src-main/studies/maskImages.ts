import sharp from 'sharp';
import type { Metadata } from 'sharp';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { damagedImage, formatOf } from './imageLimits.ts';
import { paletteAsGrey } from './pngPalette.ts';
import { decoding, headerOf, layoutOf } from './stills.ts';
import type { Layout } from './stills.ts';

/** A mask picture as numbers: one value a pixel, as the file stores them, of the size its frame is shown at. */
export interface MaskImage {
  readonly width: number;
  readonly height: number;
  /** row by row, width × height */
  readonly values: Uint16Array;
  /** The largest value that the file's depth allows: 1, 3, 15, 255 or 65,535. */
  readonly full: number;
  /** Colours by index ("#rrggbb") where the values are palette indices. */
  readonly palette: readonly string[] | null;
  /** Through JPEG: values near an edge are not what was drawn. */
  readonly isLossy: boolean;
}

/**
 * Reads a mask picture for a frame.
 *
 * Values are palette indices of a palette PNG, grey values otherwise (1 to 16 bits, colour profiles ignored). Transparent
 * pixels are 0; where only transparency varies, it is the mask. A mask with an EXIF orientation of its own is turned
 * by it; one without is taken as drawn on the picture as shown, or, where only that fits, on the picture as stored,
 * and then turned as its frame is.
 * @param frame size as shown, and how the file stores it
 * @throws LapidaryError `mask-size`, `mask-colors`, and what reading a picture throws
 */
export async function readMaskImage(
  bytes: Uint8Array,
  frame: { readonly width: number; readonly height: number; readonly layout: Layout },
): Promise<MaskImage> {
  const format = formatOf(bytes);
  const header = await headerOf(bytes, 0);
  if ((header.pages ?? 1) > 1) throw manyPages(header.pages ?? 1);
  const own = layoutOf(header);
  const borrowed =
    own.orientation === 1 &&
    frame.layout.orientation !== 1 &&
    (own.storedWidth !== frame.width || own.storedHeight !== frame.height) &&
    own.storedWidth === frame.layout.storedWidth &&
    own.storedHeight === frame.layout.storedHeight;
  const orientation = borrowed ? frame.layout.orientation : own.orientation;
  const turned = orientation >= 5;
  const width = turned ? own.storedHeight : own.storedWidth;
  const height = turned ? own.storedWidth : own.storedHeight;
  if (width !== frame.width || height !== frame.height) {
    throw new LapidaryError(
      'mask-size',
      `The mask is ${width}×${height} pixels, its picture ${frame.width}×${frame.height}.`,
      'Export the mask at the size of its picture: a mask that was scaled may lie beside what it outlines.',
    );
  }
  const isPalette = format === 'png' && header.isPalette;
  const { grey, colors } = isPalette ? paletteAsGrey(bytes) : { grey: bytes, colors: null };
  const stored = await storedValues(grey, isPalette ? { ...header, channels: 1, hasAlpha: false } : header);
  return {
    width,
    height,
    values: upright(stored.values, own.storedWidth, own.storedHeight, orientation),
    full: stored.full,
    palette: colors,
    isLossy: format === 'jpeg',
  };
}

async function storedValues(
  bytes: Uint8Array,
  header: Pick<Metadata, 'depth' | 'channels' | 'hasAlpha' | 'bitsPerSample' | 'space'>,
): Promise<{ values: Uint16Array; full: number }> {
  if ((header.depth !== 'uchar' && header.depth !== 'ushort') || header.space === 'cmyk') {
    throw new LapidaryError(
      'mask-colors',
      'The mask is neither greyscale nor a picture with a palette.',
      'Save the mask as an 8 or 16 bit greyscale PNG.',
    );
  }
  const isDeep = header.depth === 'ushort';
  const isGrey = header.channels - (header.hasAlpha ? 1 : 0) === 1;
  const space = isGrey ? (isDeep ? 'grey16' : 'b-w') : isDeep ? 'rgb16' : 'srgb';
  let raw: { data: Buffer<ArrayBuffer>; info: { channels: number } };
  try {
    raw = await sharp(bytes, { ...decoding, ignoreIcc: true })
      .toColourspace(space)
      .raw({ depth: header.depth })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw damagedImage(error);
  }
  const { data, info } = raw;
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  const values = joined(samples, info.channels, isDeep ? 65_535 : 255);
  const bits = header.bitsPerSample ?? 8;
  if (isDeep || bits >= 8 || !isGrey) return { values, full: isDeep ? 65_535 : 255 };
  // Fewer bits were scaled up to 8 while decoding: back to what the file says.
  const full = 2 ** bits - 1;
  const step = 255 / full;
  return { values: values.map((value) => Math.round(value / step)), full };
}

/** One value a pixel out of grey, grey+alpha, RGB or RGBA samples. */
function joined(samples: Uint8Array | Uint16Array, channels: number, opaque: number): Uint16Array {
  const values = new Uint16Array(samples.length / channels);
  const hasAlpha = channels === 2 || channels === 4;
  const colors = channels - (hasAlpha ? 1 : 0);
  let isGrey = true;
  let isFlat = true;
  let hasHoles = false;
  const first = luminance(samples, 0, colors);
  for (let i = 0, at = 0; i < values.length; i++, at += channels) {
    if (colors === 3 && (samples[at] !== samples[at + 1] || samples[at] !== samples[at + 2])) isGrey = false;
    const value = luminance(samples, at, colors);
    if (value !== first) isFlat = false;
    const alpha = hasAlpha ? (samples[at + colors] ?? opaque) : opaque;
    if (alpha < opaque) hasHoles = true;
    values[i] = alpha * 2 < opaque ? 0 : value;
  }
  if (isFlat && hasHoles) {
    for (let i = 0, at = colors; i < values.length; i++, at += channels) values[i] = samples[at] ?? 0;
  } else if (!isGrey && !isNearlyGrey(samples, channels, opaque)) {
    throw new LapidaryError(
      'mask-colors',
      'The mask is a colour picture; which colour means which class cannot be told.',
      'Save it as greyscale, or with a palette, one value for each class.',
    );
  }
  return values;
}

/** Rec. 601 luma for colours; a grey stays exactly what it is. */
function luminance(samples: Uint8Array | Uint16Array, at: number, colors: number): number {
  const r = samples[at] ?? 0;
  if (colors < 3) return r;
  const g = samples[at + 1] ?? 0;
  const b = samples[at + 2] ?? 0;
  return r === g && g === b ? r : Math.round(0.299 * r + 0.587 * g + 0.114 * b);
}

/** A grey picture that went through JPEG in colour differs by a few steps between its channels. */
function isNearlyGrey(samples: Uint8Array | Uint16Array, channels: number, opaque: number): boolean {
  const tolerance = opaque / 16;
  for (let at = 0; at < samples.length; at += channels) {
    const [r = 0, g = 0, b = 0] = [samples[at], samples[at + 1], samples[at + 2]];
    if (Math.max(r, g, b) - Math.min(r, g, b) > tolerance) return false;
  }
  return true;
}

/**
 * Turns values upright as the EXIF orientation says (Exif 3.0, tag 0x0112).
 * @param width @param height as stored
 */
export function upright(
  values: Uint16Array,
  width: number,
  height: number,
  orientation: number,
): Uint16Array {
  if (orientation === 1) return values;
  const turned = orientation >= 5;
  const shownWidth = turned ? height : width;
  const shownHeight = turned ? width : height;
  const mirrorX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const mirrorY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const out = new Uint16Array(values.length);
  for (let y = 0; y < shownHeight; y++) {
    for (let x = 0; x < shownWidth; x++) {
      const across = turned ? y : x;
      const down = turned ? x : y;
      const storedX = mirrorX ? width - 1 - across : across;
      const storedY = mirrorY ? height - 1 - down : down;
      out[y * shownWidth + x] = values[storedY * width + storedX] ?? 0;
    }
  }
  return out;
}

function manyPages(pages: number): LapidaryError {
  return new LapidaryError(
    'mask-pages',
    `The mask file holds ${pages} pages; which belongs to the picture cannot be told.`,
    'Save each mask as a file of its own.',
  );
}
