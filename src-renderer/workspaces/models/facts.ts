import type { BackboneFact } from '../../../src-shared/contract/backbones.contract.ts';
import type { StatedFacts } from '../../../src-shared/domain/backboneFacts.ts';

export type FactName = BackboneFact['name'];
export type FactValue = NonNullable<BackboneFact['value']>;

interface Choice {
  readonly value: string;
  readonly title: string;
}

/** How a fact is stated in the form. */
export type FactForm =
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly whole: boolean }
  | { readonly kind: 'channels'; readonly least: number; readonly most: number };

export const pretrainingTitles: Readonly<Record<string, string>> = {
  supervised: 'Supervised',
  contrastive: 'Contrastive',
  'self-distilled': 'Self-distilled',
  'masked-autoencoder': 'Masked autoencoder',
  unknown: 'Not known',
};
export const familyTitles: Readonly<Record<string, string>> = {
  vit: 'ViT',
  deit: 'DeiT',
  dino: 'DINO',
  dinov2: 'DINOv2',
  mae: 'MAE',
  clip: 'CLIP image tower',
};
const activations: Readonly<Record<string, string>> = {
  gelu: 'GELU',
  'quick-gelu': 'QuickGELU',
  'gelu-tanh': 'GELU, tanh form',
};
const poolings: Readonly<Record<string, string>> = {
  cls: 'Class token',
  mean: 'Mean of the patches',
  'mean-then-norm': 'Mean of the patches, then the norm',
};
const interpolations: Readonly<Record<string, string>> = {
  area: 'Area',
  bilinear: 'Bilinear',
  bicubic: 'Bicubic',
};
const crops: Readonly<Record<string, string>> = {
  whole: 'Whole frame, stretched to a square',
  centre: 'Largest centred square',
};

const choice = (titles: Readonly<Record<string, string>>): FactForm => ({
  kind: 'choice',
  choices: Object.entries(titles).map(([value, title]) => ({ value, title })),
});

/** In the order of the form. Limits are those of `StatedFacts`. */
export const factForms: Readonly<Record<FactName, FactForm>> = {
  name: { kind: 'text', longest: 120 },
  licence: { kind: 'text', longest: 400 },
  family: choice(familyTitles),
  pretraining: choice(pretrainingTitles),
  imageSize: { kind: 'number', least: 8, most: 2048, whole: true },
  mean: { kind: 'channels', least: 0, most: 1 },
  std: { kind: 'channels', least: 0, most: 1 },
  interpolation: choice(interpolations),
  crop: choice(crops),
  heads: { kind: 'number', least: 1, most: 64, whole: true },
  epsilon: { kind: 'number', least: 0, most: 0.01, whole: false },
  activation: choice(activations),
  pooling: choice(poolings),
};
export const factOrder = Object.keys(factForms) as readonly FactName[];

export const factTitles: Readonly<Record<FactName, string>> = {
  name: 'Name',
  licence: 'Licence',
  family: 'Family',
  pretraining: 'Pretraining',
  imageSize: 'Input size',
  mean: 'Mean of the colours',
  std: 'Deviation of the colours',
  interpolation: 'Resizing',
  crop: 'Part of the frame',
  heads: 'Attention heads',
  epsilon: 'Epsilon of the norms',
  activation: 'Activation',
  pooling: 'Feature of the frame',
};

export const sourceTitles: Readonly<Record<BackboneFact['source'], string>> = {
  stated: 'stated by you',
  before: 'as imported before',
  tensors: 'read from the tensors',
  file: 'from a file',
  catalogue: 'from the catalogue',
  assumed: 'assumed as usual',
  open: 'has to be stated',
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

/** A value as its field holds it; of channels, three numbers with spaces between. */
export function entryOf(value: BackboneFact['value']): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(' ') : numberText(value);
}

/** A value in words, where nothing can be changed. */
export function factText(name: FactName, value: FactValue): string {
  const form = factForms[name];
  if (form.kind === 'choice') return form.choices.find((one) => one.value === value)?.title ?? String(value);
  if (Array.isArray(value)) return value.map((one) => Number(one.toPrecision(6))).join(' · ');
  return name === 'imageSize' ? `${value} × ${value} px` : numberText(value);
}

function numberText(value: string | number): string {
  return typeof value === 'number' && value > 0 && value < 0.001 ? value.toExponential() : String(value);
}

/**
 * What a field holds, as a value, or what is wrong with it.
 * @param patchSize side of a patch in pixels; the input has to be a multiple of it
 */
export function readEntry(
  name: FactName,
  entry: string,
  patchSize: number,
): { readonly value: FactValue } | { readonly complaint: string } {
  const form = factForms[name];
  const text = entry.trim();
  switch (form.kind) {
    case 'text':
      if (text === '') return { complaint: 'Write something.' };
      if (text.length > form.longest) return { complaint: `At most ${form.longest} characters.` };
      return { value: text };
    case 'choice':
      return form.choices.some((one) => one.value === text)
        ? { value: text }
        : { complaint: 'Choose one of those offered.' };
    case 'number': {
      const value = Number(text);
      if (text === '' || !Number.isFinite(value)) return { complaint: 'A number.' };
      if (form.whole) {
        if (!Number.isInteger(value) || value < form.least || value > form.most) {
          return { complaint: `A whole number from ${form.least} to ${form.most}.` };
        }
      } else if (value <= form.least || value > form.most) {
        return { complaint: `More than ${form.least}, at most ${form.most}.` };
      }
      if (name === 'imageSize' && value % patchSize !== 0) {
        return { complaint: `A multiple of the patch, ${patchSize}.` };
      }
      return { value };
    }
    case 'channels': {
      const parts = text.split(/\s+/);
      const values = parts.map(Number);
      const within = values.every(
        (one) => Number.isFinite(one) && one <= form.most && (name === 'std' ? one > 0 : one >= form.least),
      );
      if (text === '' || values.length !== 3 || !within) {
        return { complaint: `Three numbers ${name === 'std' ? 'above 0' : 'from 0'} to 1.` };
      }
      return { value: values };
    }
    default:
      return form satisfies never;
  }
}

/** What was stated, as the workstation takes it; the values come from `readEntry`. */
export function statedFacts(values: ReadonlyMap<FactName, FactValue>): StatedFacts {
  return Object.fromEntries(values);
}
