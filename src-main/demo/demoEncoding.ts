import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { DemoFrame } from './demoFrame.ts';

/**
 * Values of the mask image, per mask class. Apart enough to be told by eye. They say which stone the case is
 * about, never its type.
 */
export const demoMaskValues = { background: 0, stone: 255, otherStone: 128 } as const;

const valueOfInstance = [demoMaskValues.background, demoMaskValues.stone, demoMaskValues.otherStone] as const;

/** The label map with instances turned into the mask image's values. */
export function demoMaskPixels(frame: DemoFrame): Uint8Array {
  return frame.labels.map((instance) => valueOfInstance[instance] ?? demoMaskValues.background);
}

/** The picture as a JPEG, quality 92, colour at full resolution. */
export function encodePicture({ rgb, width, height }: DemoFrame): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** The mask as a PNG of one 8-bit channel, values as in `demoMaskValues`. */
export function encodeMask(frame: DemoFrame): Promise<Uint8Array> {
  const { width, height } = frame;
  return sharp(demoMaskPixels(frame), { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** SHA-256 (hex) over size, classes, raw pixels and label maps of the frames, in order. */
export function digestOfFrames(frames: Iterable<DemoFrame>): string {
  const hash = createHash('sha256');
  for (const frame of frames) {
    hash.update(`${frame.width}x${frame.height}:${frame.instanceClasses.join('+')};`);
    hash.update(frame.rgb);
    hash.update(frame.labels);
  }
  return hash.digest('hex');
}
