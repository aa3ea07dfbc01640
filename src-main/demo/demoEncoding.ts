import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { DemoFrame } from './demoFrame.ts';

/** A frame as files hold it. */
export interface EncodedDemoFrame {
  /** JPEG, quality 92, colour at full resolution. */
  image: Uint8Array;
  /** PNG, one 8-bit channel, values as in `demoMaskValues`. */
  mask: Uint8Array;
}

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

export async function encodeDemoFrame(frame: DemoFrame): Promise<EncodedDemoFrame> {
  const { width, height } = frame;
  const [image, mask] = await Promise.all([
    sharp(frame.rgb, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
      .toBuffer(),
    sharp(demoMaskPixels(frame), { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png({ compressionLevel: 9 })
      .toBuffer(),
  ]);
  return { image, mask };
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
