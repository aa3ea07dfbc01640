import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { BackboneCard } from '../networks/backbone.ts';
import { coverageOfRuns, normaliseImage, type NetworkInput } from '../networks/preprocess.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { areaResize } from './areaResize.ts';

/** What a network is shown of a frame: its pixels, and which of its segments are the finding. */
export interface CasePixels {
  readonly frame: Sha256;
  /** LRL1 bytes; null: no mask, all background. */
  readonly mask: Uint8Array | null;
  /** Segment values of the mask that are the finding, with their mask class (1 is the first foreground class). */
  readonly segments: readonly { readonly value: number; readonly maskClass: number }[];
}

/** Written into the hash of the preprocessing; a change of the code that changes a pixel is a new number. */
const preprocessingVersion = 1;

/** Over everything between a stored frame and a network's input. A prediction is bound to it. */
export function preprocessingHash({ architecture, preprocessing }: BackboneCard): Sha256 {
  const { mean, std, interpolation } = preprocessing;
  const text = JSON.stringify([preprocessingVersion, architecture.imageSize, mean, std, interpolation]);
  return Sha256.parse(createHash('sha256').update(`lapidary-preprocessing ${text}`).digest('hex'));
}

/** A stored frame as size × size × 3 bytes of sRGB, stretched over the whole square. */
export async function readFrame(
  files: Pick<DataFolder, 'frames'>,
  frame: Sha256,
  { architecture, preprocessing }: BackboneCard,
): Promise<Uint8Array> {
  const size = architecture.imageSize;
  const bytes = await files.frames.get(frame);
  try {
    const picture = sharp(bytes, { limitInputPixels: 268_402_689 }).toColourspace('srgb').removeAlpha();
    switch (preprocessing.interpolation) {
      case 'area': {
        const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
        return areaResize(data, info.width, info.height, info.channels, size);
      }
      case 'bilinear':
      case 'bicubic': {
        const kernel = preprocessing.interpolation === 'bilinear' ? 'linear' : 'cubic';
        const resized = picture.resize(size, size, { fit: 'fill', kernel });
        const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true });
        return areaResize(data, size, size, info.channels, size);
      }
    }
  } catch (cause) {
    if (cause instanceof LapidaryError) throw cause;
    throw new LapidaryError(
      'frame-unreadable',
      `Frame ${frame.slice(0, 12)}… cannot be decoded.`,
      'Check the disk, then restore the data folder from a backup, or import the picture again.',
      { cause },
    );
  }
}

/** A case as every method takes it. `rgb` is what `readFrame` returned; `maskClasses` counts the background. */
export function networkInput(
  rgb: Uint8Array,
  { mask, segments }: Omit<CasePixels, 'frame'>,
  card: BackboneCard,
  maskClasses: number,
): NetworkInput {
  const size = card.architecture.imageSize;
  const image = normaliseImage(rgb, size, card.preprocessing);
  if (mask === null) {
    const coverage = new Float32Array(maskClasses * size * size);
    coverage.fill(1, 0, size * size);
    return { image, coverage };
  }
  const classes = new Map(segments.map(({ value, maskClass }) => [value, maskClass]));
  const classOf = (value: number): number => classes.get(value) ?? 0;
  const coverage = coverageOfRuns(readLabelRuns(mask), classOf, maskClasses, size);
  return { image, coverage };
}
