import sharp from 'sharp';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Size } from '../../src-shared/domain/geometry.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { DataFolder } from '../storage/dataFolder.ts';

/** A frame at the size that is worked at. */
export interface WorkingPicture extends Size {
  /** width × height × 3, row by row, red first */
  readonly rgb: Uint8Array;
}

/** The most rows and columns of a working picture: 480p in 16:9. */
const most: Size = { width: 854, height: 480 };

/** A frame's size for working, never larger than its own: its sides shrink by the same factor. */
export function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @throws LapidaryError `frame-unreadable`, `file-missing`, `file-damaged` */
export async function readWorkingPicture(
  files: Pick<DataFolder, 'frames'>,
  frame: Size & { readonly sha256: Sha256 },
): Promise<WorkingPicture> {
  const bytes = await files.frames.get(frame.sha256);
  const { width, height } = workingSize(frame);
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: 268_402_689 })
      .toColourspace('srgb')
      .removeAlpha()
      .resize(width, height, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width, height, rgb: inThreeChannels(data, info.channels) };
  } catch (cause) {
    throw new LapidaryError(
      'frame-unreadable',
      `Frame ${frame.sha256.slice(0, 12)}… cannot be decoded.`,
      'Check the disk, then restore the data folder from a backup, or import the picture again.',
      { cause },
    );
  }
}

function inThreeChannels(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return pixels;
  const rgb = new Uint8Array((pixels.length / channels) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 3) {
    rgb.fill(pixels[from] as number, to, to + 3);
  }
  return rgb;
}
