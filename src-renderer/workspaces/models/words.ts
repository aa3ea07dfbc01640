import type {
  Backbone,
  BackboneProposal,
  CatalogueEntry,
} from '../../../src-shared/contract/backbones.contract.ts';
import { decimal, size } from '../../lib/format.ts';
import { language, locale, t } from '../../lib/words.ts';
import { familyTitles, pretrainedTitles, pretrainingTitles } from './facts.ts';

type Shape = BackboneProposal['shape'];
type Keys = BackboneProposal['keys'];

/** A title in the middle of a sentence, which German writes as it stands: it begins with a noun. */
export function inSentence(title: string): string {
  return language() === 'de' ? title : title.toLocaleLowerCase(locale());
}

/** "86 M", "5.7 M", "33 k" parameters. */
export function parametersText(parameters: number): string {
  const mega = parameters / 1e6;
  if (mega >= 9.95) return `${decimal(mega, 0)} M`;
  if (mega >= 0.0995) return `${decimal(mega, 1)} M`;
  return `${decimal(parameters / 1e3, 0)} k`;
}

/** "768 wide × 12 deep · patch 16 · 224 px" */
export function shapeText({
  width,
  depth,
  patchSize,
  imageSize,
}: Omit<Shape, 'registers' | 'gated' | 'parameters'>): string {
  return t('models.shape-of', {
    width: String(width),
    depth: String(depth),
    patch: String(patchSize),
    size: String(imageSize),
  });
}

/** What of a shape is not as in the first ViT. */
export function shapeExtras({ registers, gated }: Pick<Shape, 'registers' | 'gated'>): string[] {
  return [
    ...(registers > 0 ? [t('models.constant-tokens', { count: registers })] : []),
    ...(gated ? [t('models.gated')] : []),
  ];
}

/** Parameters of an encoder of that shape, "about 86 M parameters": 12 · width² a block, and its patches. */
export function aboutParameters({ width, depth, patchSize }: CatalogueEntry['shape']): string {
  const parameters = 12 * depth * width ** 2 + 3 * patchSize ** 2 * width;
  return t('models.parameters-about', { short: parametersText(parameters) });
}

/** "27 bytes", "12 kB", "330 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return t('models.bytes', { count: bytes });
  return bytes < 999_500 ? `${decimal(bytes / 1000, 0)} kB` : size(bytes);
}

export function familyTitle(family: string): string {
  return familyTitles[family] ?? family;
}
export function pretrainingTitle(pretraining: string): string {
  return pretrainingTitles[pretraining] ?? pretraining;
}
/** "DINO, self-distilled" */
export function kindText({ family, pretraining }: Pick<CatalogueEntry, 'family' | 'pretraining'>): string {
  return t('models.kind-of', { family: familyTitle(family), pretraining: pretrainedTitle(pretraining) });
}
/** As `pretrainingTitle`, behind other words. */
export function pretrainedTitle(pretraining: string): string {
  return pretrainedTitles[pretraining] ?? pretraining;
}

/** Groups of tensors that are no part of the encoder: "head. (2), decoder. (34)". */
export function unusedText({ unused }: Pick<Keys, 'unused'>): string {
  return unused.map(({ group, count }) => `${group} (${count})`).join(', ');
}

/** What is to be done about a network that cannot be used; null: it can be. */
export function repairText({ state, origin, sourceFile, name }: Backbone): string | null {
  if (state === 'ready') return null;
  const from = origin === 'shipped' ? 'shipped' : sourceFile === null ? 'checkpoint' : 'file';
  return t(`models.${state}.${from}`, { name });
}

/** How a file is written, by the name that its reader gives it. */
export function formatTitle(format: string): string {
  const titles: Readonly<Record<string, string>> = {
    npz: 'NumPy .npz',
    onnx: 'ONNX',
    'safetensors-sharded': t('models.format.safetensors-sharded'),
    'pytorch-zip': 'PyTorch',
    'pytorch-sharded': t('models.format.pytorch-sharded'),
    'pytorch-legacy': t('models.format.pytorch-legacy'),
  };
  return titles[format] ?? format;
}

/** Whether every word of a filter is found in an entry. */
export function matches(entry: CatalogueEntry, filter: string): boolean {
  const { name, family, pretraining, data, page, licence, files, notes } = entry;
  const text = [
    name,
    familyTitle(family),
    pretrainingTitle(pretraining),
    data,
    page,
    licence.name,
    ...licenceFlags(licence),
    ...files.map((file) => file.name),
    ...notes,
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What a licence forbids that matters here. */
export function licenceFlags({
  nonCommercial,
  noDerivatives,
}: Pick<CatalogueEntry['licence'], 'nonCommercial' | 'noDerivatives'>): string[] {
  return [
    ...(nonCommercial ? [t('models.non-commercial')] : []),
    ...(noDerivatives ? [t('models.no-derivatives')] : []),
  ];
}
