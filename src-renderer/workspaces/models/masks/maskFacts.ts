import type { MaskModelFact, ModelPort } from '../../../../src-shared/contract/maskModels.contract.ts';
import type {
  ImageInput,
  MaskModelBody,
  MaskModelFamily,
  StatedMaskModel,
} from '../../../../src-shared/domain/maskModelCard.ts';
import { choiceOf } from '../forms.ts';
import type { FactForm } from '../forms.ts';

export type MaskFactName = MaskModelFact['name'];
/** Those whose field is one of the usual kinds; the mask schema and its classes have fields of their own. */
export type PlainFactName = Exclude<MaskFactName, 'schemaId' | 'classes'>;

/** Kinds of models, those that answer to clicks after the first. */
export const familyTitles: Readonly<Record<MaskModelFamily, string>> = {
  segmentation: 'Segmentation network',
  sam: 'SAM or MobileSAM',
  sam2: 'SAM 2',
  'edge-sam': 'EdgeSAM',
  'efficient-sam': 'EfficientSAM',
  'transformers-sam': 'SAM as transformers.js has it',
};
export const roleTitles = {
  model: 'Model',
  encoder: 'Encoder',
  decoder: 'Decoder',
  data: 'Its weights',
} as const;

const layouts: Readonly<Record<ImageInput['layout'], string>> = {
  NCHW: 'NCHW: batch, colours, rows, columns',
  NHWC: 'NHWC: batch, rows, columns, colours',
  CHW: 'CHW: colours, rows, columns',
  HWC: 'HWC: rows, columns, colours',
};
export const resizeTitles: Readonly<Record<ImageInput['resize'], string>> = {
  stretch: 'Stretched over the whole input',
  pad: 'Longer side fills it, the rest is padded',
  fit: 'In its own proportions, nothing padded',
};
export const meaningTitles = {
  logits: 'Logits',
  probabilities: 'Probabilities',
  indices: 'Class numbers',
} as const;
export const activationTitles = {
  softmax: 'Softmax: one class a pixel',
  sigmoid: 'Sigmoid: each channel for itself',
} as const;

/** In the order of the form. Limits are those of `StatedMaskModel`. */
export const maskFactForms: Readonly<Record<PlainFactName, FactForm>> = {
  name: { kind: 'text', longest: 200 },
  family: choiceOf(familyTitles),
  size: { kind: 'size', least: 8, most: 4096 },
  resize: choiceOf(resizeTitles),
  pad: { kind: 'channels', least: -1e6, most: 1e6, above: false },
  layout: choiceOf(layouts),
  order: choiceOf({ RGB: 'RGB, red first', BGR: 'BGR, blue first' }),
  scale: { kind: 'number', least: 0, most: 1e6, whole: false },
  mean: { kind: 'channels', least: -1e6, most: 1e6, above: false },
  std: { kind: 'channels', least: 0, most: 1e6, above: true },
  outputLayout: choiceOf({
    ...layouts,
    NCHW: 'NCHW: batch, classes, rows, columns',
    NHWC: 'NHWC: batch, rows, columns, classes',
    CHW: 'CHW: classes, rows, columns',
    HWC: 'HWC: rows, columns, classes',
    NHW: 'NHW: batch, rows, columns',
    HW: 'HW: rows, columns',
  }),
  meaning: choiceOf(meaningTitles),
  activation: choiceOf(activationTitles),
  threshold: { kind: 'number', least: 0, most: 1, whole: false, below: true },
};
export const maskFactOrder: readonly MaskFactName[] = [
  ...(['schemaId', 'classes'] as const),
  ...(Object.keys(maskFactForms) as PlainFactName[]),
];

export const maskFactTitles: Readonly<Record<MaskFactName, string>> = {
  schemaId: 'Mask schema',
  classes: 'Classes',
  name: 'Name',
  family: 'Family',
  size: 'Input size',
  resize: 'Resizing',
  pad: 'Colour of the padding',
  layout: 'Layout of the picture',
  order: 'Order of the colours',
  scale: 'Factor of the pixels',
  mean: 'Mean of the colours',
  std: 'Deviation of the colours',
  outputLayout: 'Layout of the map',
  meaning: 'Values of the map',
  activation: 'Probabilities by',
  threshold: 'Probability that holds',
};

interface NormalisationPreset {
  readonly title: string;
  /** As fields hold them, red first. */
  readonly entries: readonly (readonly ['scale' | 'mean' | 'std', string])[];
}

/** What pixels of 0…255 are usually made to. ImageNet's numbers as torchvision has them. */
export const normalisationPresets: readonly NormalisationPreset[] = [
  {
    title: 'ImageNet',
    entries: [
      ['scale', '1/255'],
      ['mean', '0.485 0.456 0.406'],
      ['std', '0.229 0.224 0.225'],
    ],
  },
  {
    title: '0 to 1',
    entries: [
      ['scale', '1/255'],
      ['mean', '0 0 0'],
      ['std', '1 1 1'],
    ],
  },
  {
    title: '−1 to 1',
    entries: [
      ['scale', '1/255'],
      ['mean', '0.5 0.5 0.5'],
      ['std', '0.5 0.5 0.5'],
    ],
  },
  {
    title: '0 to 255',
    entries: [
      ['scale', '1'],
      ['mean', '0 0 0'],
      ['std', '1 1 1'],
    ],
  },
];

export function isPlain(name: MaskFactName): name is PlainFactName {
  return name !== 'schemaId' && name !== 'classes';
}

/** "picture  float32 [1, 3, height, width]" without the name: type and shape as the file declares them. */
export function portText({ type, shape }: Pick<ModelPort, 'type' | 'shape'>): string {
  return `${type} [${shape.map((extent) => (extent === '' ? '?' : extent)).join(', ')}]`;
}

/** A number for people: six digits at most; a reciprocal of 255 as what it is. */
export function plainNumber(value: number): string {
  return Math.abs(value * 255 - 1) < 1e-6 ? '1/255' : String(Number(value.toPrecision(6)));
}

/** "(pixel × 1/255 − mean) ÷ deviation", with the numbers that there are. */
export function normalisationText({ scale, mean, std }: Pick<ImageInput, 'scale' | 'mean' | 'std'>): string {
  const same = ([first, ...rest]: readonly number[], value: number): boolean =>
    first === value && rest.every((one) => one === value);
  const list = (values: readonly number[]): string => values.map(plainNumber).join(', ');
  const scaled = scale === 1 ? 'pixel' : `pixel × ${plainNumber(scale)}`;
  const centred = same(mean, 0) ? scaled : `${scaled} − (${list(mean)})`;
  if (same(std, 1)) return centred === 'pixel' ? 'pixels as they are, 0 to 255' : centred;
  return `(${centred}) ÷ (${list(std)})`;
}

/** What a number that such a model gives as confidence rests on. */
export function confidenceText(body: MaskModelBody): string {
  if (body.kind === 'prompt') {
    return 'The overlap with the true region that the model itself expects. Nothing here has checked how often it is right.';
  }
  if (body.meaning === 'indices') {
    return 'It gives class numbers alone: nothing tells how sure it is, and none is shown as if it did.';
  }
  return `The mean probability of a class over the pixels that it is given, by the model’s own ${body.activation}. Nothing here has checked how often it is right.`;
}

/** What was stated in fields of the usual kinds; the values come from `readForm`. */
export function statedOf(values: ReadonlyMap<PlainFactName, unknown>): StatedMaskModel {
  return Object.fromEntries(values);
}
