import type { MaskModelFact, ModelPort } from '../../../../src-shared/contract/maskModels.contract.ts';
import type {
  ImageInput,
  MaskModelBody,
  MaskModelFamily,
  StatedMaskModel,
} from '../../../../src-shared/domain/maskModelCard.ts';
import { t } from '../../../lib/words.ts';
import { choiceOf } from '../forms.ts';
import type { FactForm } from '../forms.ts';

export type MaskFactName = MaskModelFact['name'];
/** Those whose field is one of the usual kinds; the mask schema and its classes have fields of their own. */
export type PlainFactName = Exclude<MaskFactName, 'schemaId' | 'classes'>;

/** Kinds of models, those that answer to clicks after the first. */
export const familyTitles: Readonly<Record<MaskModelFamily, string>> = {
  segmentation: t('mask-models.family.segmentation'),
  sam: t('mask-models.family.sam'),
  sam2: 'SAM 2',
  'edge-sam': 'EdgeSAM',
  'efficient-sam': 'EfficientSAM',
  'transformers-sam': t('mask-models.family.transformers-sam'),
};
export const roleTitles = {
  model: t('mask-models.role.model'),
  encoder: t('mask-models.role.encoder'),
  decoder: t('mask-models.role.decoder'),
  data: t('mask-models.role.data'),
};

const layouts: Readonly<Record<ImageInput['layout'], string>> = {
  NCHW: t('mask-models.layout.NCHW'),
  NHWC: t('mask-models.layout.NHWC'),
  CHW: t('mask-models.layout.CHW'),
  HWC: t('mask-models.layout.HWC'),
};
export const resizeTitles: Readonly<Record<ImageInput['resize'], string>> = {
  stretch: t('mask-models.resize.stretch'),
  pad: t('mask-models.resize.pad'),
  fit: t('mask-models.resize.fit'),
};
export const meaningTitles = {
  logits: t('mask-models.meaning.logits'),
  probabilities: t('mask-models.meaning.probabilities'),
  indices: t('mask-models.meaning.indices'),
};
export const activationTitles = {
  softmax: t('mask-models.activation.softmax'),
  sigmoid: t('mask-models.activation.sigmoid'),
};

/** In the order of the form. Limits are those of `StatedMaskModel`. */
export const maskFactForms: Readonly<Record<PlainFactName, FactForm>> = {
  name: { kind: 'text', longest: 200 },
  family: choiceOf(familyTitles),
  size: { kind: 'size', least: 8, most: 4096 },
  resize: choiceOf(resizeTitles),
  pad: { kind: 'channels', least: -1e6, most: 1e6, above: false },
  layout: choiceOf(layouts),
  order: choiceOf({ RGB: t('mask-models.order.RGB'), BGR: t('mask-models.order.BGR') }),
  scale: { kind: 'number', least: 0, most: 1e6, whole: false },
  mean: { kind: 'channels', least: -1e6, most: 1e6, above: false },
  std: { kind: 'channels', least: 0, most: 1e6, above: true },
  outputLayout: choiceOf({
    ...layouts,
    NCHW: t('mask-models.map.NCHW'),
    NHWC: t('mask-models.map.NHWC'),
    CHW: t('mask-models.map.CHW'),
    HWC: t('mask-models.map.HWC'),
    NHW: t('mask-models.map.NHW'),
    HW: t('mask-models.map.HW'),
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
  schemaId: t('heads.schema'),
  classes: t('heads.classes'),
  name: t('models.fact.name'),
  family: t('models.fact.family'),
  size: t('models.fact.image-size'),
  resize: t('models.fact.interpolation'),
  pad: t('mask-models.fact.pad'),
  layout: t('mask-models.fact.layout'),
  order: t('mask-models.fact.order'),
  scale: t('mask-models.fact.scale'),
  mean: t('models.fact.mean'),
  std: t('models.fact.std'),
  outputLayout: t('mask-models.fact.output-layout'),
  meaning: t('mask-models.fact.meaning'),
  activation: t('mask-models.fact.activation'),
  threshold: t('mask-models.fact.threshold'),
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
    title: t('mask-models.range', { from: '0', to: '1' }),
    entries: [
      ['scale', '1/255'],
      ['mean', '0 0 0'],
      ['std', '1 1 1'],
    ],
  },
  {
    title: t('mask-models.range', { from: '−1', to: '1' }),
    entries: [
      ['scale', '1/255'],
      ['mean', '0.5 0.5 0.5'],
      ['std', '0.5 0.5 0.5'],
    ],
  },
  {
    title: t('mask-models.range', { from: '0', to: '255' }),
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
  if (scale === 1 && same(mean, 0) && same(std, 1)) return t('mask-models.pixels-as-they-are');
  const pixel = t('mask-models.pixel');
  const scaled = scale === 1 ? pixel : `${pixel} × ${plainNumber(scale)}`;
  const centred = same(mean, 0) ? scaled : `${scaled} − (${list(mean)})`;
  return same(std, 1) ? centred : `(${centred}) ÷ (${list(std)})`;
}

/** What a number that such a model gives as confidence rests on. */
export function confidenceText(body: MaskModelBody): string {
  if (body.kind === 'prompt') {
    return t('mask-models.confidence.prompt');
  }
  if (body.meaning === 'indices') {
    return t('mask-models.confidence.indices');
  }
  return t('mask-models.confidence.probabilities', { activation: body.activation });
}

/** What was stated in fields of the usual kinds; the values come from `readForm`. */
export function statedOf(values: ReadonlyMap<PlainFactName, unknown>): StatedMaskModel {
  return Object.fromEntries(values);
}
