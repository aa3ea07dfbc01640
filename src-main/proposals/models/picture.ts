import sharp from 'sharp';
import type { Size } from '../../../src-shared/domain/geometry.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../../src-shared/domain/ids.ts';
import type { ImageInput } from '../../../src-shared/domain/maskModelCard.ts';
import type { ForeignTensor } from '../../compute/runtime.ts';
import type { DataFolder } from '../../storage/dataFolder.ts';
import { placementOf, type Placement } from './placement.ts';

/** A picture as a model reads it. */
export interface ShownPicture {
  readonly tensor: ForeignTensor;
  readonly placement: Placement;
}

/**
 * A stored frame, brought to a model's input.
 * @throws LapidaryError `frame-unreadable`, `file-missing`, `file-damaged`
 */
export async function showFrame(
  files: Pick<DataFolder, 'frames'>,
  frame: Sha256,
  picture: Size,
  image: ImageInput,
): Promise<ShownPicture> {
  const placement = placementOf(image, picture);
  const bytes = await files.frames.get(frame);
  try {
    const { width, height } = placement.content;
    const { data, info } = await sharp(bytes, { limitInputPixels: 268_402_689 })
      .toColourspace('srgb')
      .removeAlpha()
      .resize(width, height, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { tensor: tensorOf(data, info.channels, placement, image), placement };
  } catch (cause) {
    throw new LapidaryError(
      'frame-unreadable',
      `Frame ${frame.slice(0, 12)}… cannot be decoded.`,
      'Check the disk, then restore the data folder from a backup, or import the picture again.',
      { cause },
    );
  }
}

/**
 * @param pixels of the content, row by row, colours red first
 * @param channels 3, or 1 for grey
 */
export function tensorOf(
  pixels: Uint8Array,
  channels: number,
  { content, input }: Placement,
  image: ImageInput,
): ForeignTensor {
  const { layout, order, scale, mean, std, pad } = image;
  const area = input.width * input.height;
  const data = new Float32Array(3 * area);
  const isPlanar = layout === 'NCHW' || layout === 'CHW';
  const [pixelStep, colourStep] = isPlanar ? [1, area] : [3, 1];
  for (const colour of [0, 1, 2] as const) {
    const values = valuesOfBytes((byte) => (byte * scale - mean[colour]) / std[colour]);
    const source = channels < 3 ? 0 : order === 'RGB' ? colour : 2 - colour;
    const begin = colour * colourStep;
    const padding = (pad[colour] * scale - mean[colour]) / std[colour];
    for (let y = 0; y < input.height; y++) {
      const inside = y < content.height ? content.width : 0;
      let to = begin + y * input.width * pixelStep;
      let from = y * content.width * channels + source;
      for (let x = 0; x < input.width; x++, to += pixelStep, from += channels) {
        data[to] = x < inside ? (values[pixels[from] as number] as number) : padding;
      }
    }
  }
  const plain = isPlanar ? [3, input.height, input.width] : [input.height, input.width, 3];
  return { data, shape: layout.startsWith('N') ? [1, ...plain] : plain };
}

function valuesOfBytes(value: (byte: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => value(byte));
}
