import type { BackboneFact } from '../../../src-shared/contract/backbones.contract.ts';
import type { StatedFacts } from '../../../src-shared/domain/backboneFacts.ts';
import { t } from '../../lib/words.ts';
import { choiceOf, formText, readForm } from './forms.ts';
import type { FactForm, FactValue, ReadEntry } from './forms.ts';

export type FactName = BackboneFact['name'];
export type { FactValue } from './forms.ts';

export const pretrainingTitles: Readonly<Record<string, string>> = {
  supervised: t('models.pretraining.supervised'),
  contrastive: t('models.pretraining.contrastive'),
  'self-distilled': t('models.pretraining.self-distilled'),
  'masked-autoencoder': t('models.pretraining.masked-autoencoder'),
  unknown: t('models.pretraining.unknown'),
};
/** The same behind the name of a family. */
export const pretrainedTitles: Readonly<Record<string, string>> = {
  supervised: t('models.pretrained.supervised'),
  contrastive: t('models.pretrained.contrastive'),
  'self-distilled': t('models.pretrained.self-distilled'),
  'masked-autoencoder': t('models.pretrained.masked-autoencoder'),
  unknown: t('models.pretrained.unknown'),
};
export const familyTitles: Readonly<Record<string, string>> = {
  vit: 'ViT',
  deit: 'DeiT',
  dino: 'DINO',
  dinov2: 'DINOv2',
  mae: 'MAE',
  clip: t('models.family.clip'),
};
const activations: Readonly<Record<string, string>> = {
  gelu: 'GELU',
  'quick-gelu': 'QuickGELU',
  'gelu-tanh': t('models.activation.gelu-tanh'),
};
const poolings: Readonly<Record<string, string>> = {
  cls: t('models.pooling.cls'),
  mean: t('models.pooling.mean'),
  'mean-then-norm': t('models.pooling.mean-then-norm'),
};
const interpolations: Readonly<Record<string, string>> = {
  area: t('models.interpolation.area'),
  bilinear: t('models.interpolation.bilinear'),
  bicubic: t('models.interpolation.bicubic'),
};
const crops: Readonly<Record<string, string>> = {
  whole: t('models.crop.whole'),
  centre: t('models.crop.centre'),
};

/** In the order of the form. Limits are those of `StatedFacts`. */
export const factForms: Readonly<Record<FactName, FactForm>> = {
  name: { kind: 'text', longest: 120 },
  licence: { kind: 'text', longest: 400 },
  family: choiceOf(familyTitles),
  pretraining: choiceOf(pretrainingTitles),
  imageSize: { kind: 'number', least: 8, most: 2048, whole: true },
  mean: { kind: 'channels', least: 0, most: 1, above: false },
  std: { kind: 'channels', least: 0, most: 1, above: true },
  interpolation: choiceOf(interpolations),
  crop: choiceOf(crops),
  heads: { kind: 'number', least: 1, most: 64, whole: true },
  epsilon: { kind: 'number', least: 0, most: 0.01, whole: false },
  activation: choiceOf(activations),
  pooling: choiceOf(poolings),
};
export const factOrder = Object.keys(factForms) as readonly FactName[];

export const factTitles: Readonly<Record<FactName, string>> = {
  name: t('models.fact.name'),
  licence: t('models.fact.licence'),
  family: t('models.fact.family'),
  pretraining: t('models.fact.pretraining'),
  imageSize: t('models.fact.image-size'),
  mean: t('models.fact.mean'),
  std: t('models.fact.std'),
  interpolation: t('models.fact.interpolation'),
  crop: t('models.fact.crop'),
  heads: t('models.fact.heads'),
  epsilon: t('models.fact.epsilon'),
  activation: t('models.fact.activation'),
  pooling: t('models.fact.pooling'),
};

export const sourceTitles: Readonly<Record<BackboneFact['source'], string>> = {
  stated: t('models.source.stated'),
  before: t('models.source.before'),
  tensors: t('models.source.tensors'),
  file: t('models.source.file'),
  catalogue: t('models.source.catalogue'),
  assumed: t('models.source.assumed'),
  open: t('models.source.open'),
};

interface Preset {
  readonly title: string;
  /** As fields hold them, R, G, B. */
  readonly mean: string;
  readonly std: string;
}

/** Colours that networks are trained with: torchvision's for ImageNet, Google's ViT, and OpenAI's CLIP. */
export const colourPresets: readonly Preset[] = [
  { title: 'ImageNet', mean: '0.485 0.456 0.406', std: '0.229 0.224 0.225' },
  { title: '0.5', mean: '0.5 0.5 0.5', std: '0.5 0.5 0.5' },
  {
    title: 'CLIP',
    mean: '0.48145466 0.4578275 0.40821073',
    std: '0.26862954 0.26130258 0.27577711',
  },
];

/** A value in words, where nothing can be changed. */
export function factText(name: FactName, value: FactValue): string {
  return name === 'imageSize' ? `${String(value)} × ${String(value)} px` : formText(factForms[name], value);
}

/**
 * What a field holds, as a value, or what is wrong with it.
 * @param patchSize side of a patch in pixels; the input has to be a multiple of it
 */
export function readEntry(name: FactName, entry: string, patchSize: number): ReadEntry {
  const read = readForm(factForms[name], entry);
  if (name !== 'imageSize' || !('value' in read) || Number(read.value) % patchSize === 0) return read;
  return { complaint: t('models.field.multiple', { patch: patchSize }) };
}

/** What was stated, as the workstation takes it; the values come from `readEntry`. */
export function statedFacts(values: ReadonlyMap<FactName, FactValue>): StatedFacts {
  return Object.fromEntries(values);
}
