import type { ModelPort } from '../../../src-shared/contract/maskModels.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type {
  ImageInput,
  ImageLayout,
  ResizeRule,
  StatedMaskModel,
} from '../../../src-shared/domain/maskModelCard.ts';
import { assumed, inFile, type FactSheet } from './facts.ts';

type Channels = ImageInput['mean'];

export const imagenet = {
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
} as const;
export const unit = { scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] } as const;
export const untouched = { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] } as const;
/** The mean colour of ImageNet, which is 0 once it is normalised. */
const meanColour = [123.675, 116.28, 103.53] as const;

/** What is customary for an input, where its file does not tell. */
export interface Customs {
  readonly resize: ResizeRule;
  /** Pixels of a side that is open; undefined: it has to be stated. */
  readonly side: number | undefined;
  readonly normalisation: typeof imagenet | typeof unit | typeof untouched;
  readonly because: string;
}

/**
 * How a model is to be shown pictures, with the facts that say so.
 * @returns undefined: something is open
 * @throws LapidaryError `mask-model-size` for a stated size or resizing that the input does not take
 */
export function imageOf(
  port: ModelPort,
  stated: StatedMaskModel,
  sheet: FactSheet,
  { resize: customary, side, normalisation, because }: Customs,
): ImageInput | undefined {
  const layout = sheet.take('layout', stated.layout, imageLayoutOf(port));
  const order = sheet.take('order', stated.order, assumed<ImageInput['order']>('RGB', 'customary'));
  // Customary numbers are told for red first; a card has them in the model's own order.
  const inOrder = ([red, green, blue]: readonly [number, number, number]): Channels =>
    order === 'BGR' ? [blue, green, red] : [red, green, blue];
  const declared = layout === undefined ? undefined : declaredSize(port, layout);
  const size = sheet.take(
    'size',
    stated.size,
    sizeOf(declared, side, because),
    'width and height of its input',
  );
  const isFixed = declared?.every((extent) => typeof extent === 'number') === true;
  const resize = sheet.take(
    'resize',
    stated.resize,
    // What only fits cannot be given to an input of a fixed size.
    assumed<ResizeRule>(isFixed && customary === 'fit' ? 'pad' : customary, because),
  );
  const pad = sheet.take(
    'pad',
    stated.pad,
    assumed<Channels>(
      normalisation === unit ? [0, 0, 0] : inOrder(meanColour),
      'the mean colour where there is one',
    ),
  );
  const scale = sheet.take('scale', stated.scale, assumed<number>(normalisation.scale, because));
  const mean = sheet.take('mean', stated.mean, assumed<Channels>(inOrder(normalisation.mean), because));
  const std = sheet.take('std', stated.std, assumed<Channels>(inOrder(normalisation.std), because));
  if (!layout || !order || !size || !resize || !pad || !scale || !mean || !std) return undefined;
  const [width, height] = size;
  assertFits(declared, size, resize);
  const elementType = port.type === 'uint8' || port.type === 'float16' ? port.type : 'float32';
  return { name: port.name, elementType, layout, order, width, height, resize, pad, scale, mean, std };
}

function imageLayoutOf({ shape }: ModelPort) {
  const batched = shape.length === 4;
  if (shape.at(-3) === 3) return inFile<ImageLayout>(batched ? 'NCHW' : 'CHW');
  if (shape.at(-1) === 3) return inFile<ImageLayout>(batched ? 'NHWC' : 'HWC');
  return assumed<ImageLayout>(batched ? 'NCHW' : 'HWC', 'its file does not say where the colours are');
}

type Declared = readonly [width: number | string, height: number | string];

function declaredSize({ shape }: ModelPort, layout: ImageLayout): Declared {
  return [shape[layout.indexOf('W')] ?? '?', shape[layout.indexOf('H')] ?? '?'];
}

function sizeOf(declared: Declared | undefined, side: number | undefined, because: string) {
  if (declared === undefined) return undefined;
  const [width, height] = declared;
  if (typeof width === 'number' && typeof height === 'number')
    return inFile<[number, number]>([width, height]);
  return side === undefined ? undefined : assumed<[number, number]>([side, side], because);
}

function assertFits(
  declared: Declared | undefined,
  size: readonly [number, number],
  resize: ResizeRule,
): void {
  const differs =
    declared?.some((extent, axis) => typeof extent === 'number' && extent !== size[axis]) === true;
  if (differs) {
    throw new LapidaryError(
      'mask-model-size',
      `Its input is ${String(declared?.[0])}×${String(declared?.[1])} pixels, and ${size[0]}×${size[1]} were stated.`,
      'Leave the size out: its file tells it.',
    );
  }
  if (resize === 'fit' && declared?.some((extent) => typeof extent === 'number') === true) {
    throw new LapidaryError(
      'mask-model-size',
      'Its input has a fixed size, so that a picture cannot be given in its own proportions.',
      'State “pad” or “stretch” as its resizing.',
    );
  }
}
