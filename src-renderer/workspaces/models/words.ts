import type {
  Backbone,
  BackboneProposal,
  CatalogueEntry,
} from '../../../src-shared/contract/backbones.contract.ts';
import { diskSize } from '../../../src-shared/domain/cacheLine.ts';
import { plural } from '../../lib/format.ts';
import { familyTitles, pretrainingTitles } from './facts.ts';

type Shape = BackboneProposal['shape'];
type Keys = BackboneProposal['keys'];

/** "86 M", "5.7 M", "33 k" parameters. */
export function parametersText(parameters: number): string {
  const mega = parameters / 1e6;
  if (mega >= 9.95) return `${mega.toFixed(0)} M`;
  if (mega >= 0.0995) return `${mega.toFixed(1)} M`;
  return `${(parameters / 1e3).toFixed(0)} k`;
}

/** "768 wide × 12 deep · patch 16 · 224 px" */
export function shapeText({
  width,
  depth,
  patchSize,
  imageSize,
}: Omit<Shape, 'registers' | 'gated' | 'parameters'>): string {
  return `${width} wide × ${depth} deep · patch ${patchSize} · ${imageSize} px`;
}

/** What of a shape is not as in the first ViT. */
export function shapeExtras({ registers, gated }: Pick<Shape, 'registers' | 'gated'>): string[] {
  return [
    ...(registers > 0 ? [`${plural(registers, 'constant token')} (registers)`] : []),
    ...(gated ? ['gated MLP (SwiGLU)'] : []),
  ];
}

/** Parameters of an encoder of that shape, about: 12 · width² a block, and its patches. */
export function aboutParameters({ width, depth, patchSize }: CatalogueEntry['shape']): string {
  return `about ${parametersText(12 * depth * width ** 2 + 3 * patchSize ** 2 * width)}`;
}

/** "27 bytes", "12 kB", "330 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'byte');
  return bytes < 999_500 ? `${(bytes / 1000).toFixed(0)} kB` : diskSize(bytes);
}

export function familyTitle(family: string): string {
  return familyTitles[family] ?? family;
}
export function pretrainingTitle(pretraining: string): string {
  return pretrainingTitles[pretraining] ?? pretraining;
}

/** Groups of tensors that are no part of the encoder: "head. (2), decoder. (34)". */
export function unusedText({ unused }: Pick<Keys, 'unused'>): string {
  return unused.map(({ group, count }) => `${group} (${count})`).join(', ');
}

/** What is to be done about a network that cannot be used; null: it can be. */
export function repairText({ state, origin, sourceFile, name }: Backbone): string | null {
  if (state === 'ready') return null;
  const what =
    state === 'missing'
      ? `The files of ${name} are no longer in the data folder.`
      : `The card of ${name} cannot be read.`;
  if (origin === 'shipped') return `${what} Install Lapidary again: they come with it.`;
  return sourceFile === null
    ? `${what} Bring the checkpoint again that it was made from.`
    : `${what} Bring the file again that it was made from; it is known by its checksum.`;
}

/** How a file is written, by the name that its reader gives it. */
export function formatTitle(format: string): string {
  const titles: Readonly<Record<string, string>> = {
    npz: 'NumPy .npz',
    onnx: 'ONNX',
    'safetensors-sharded': 'safetensors, over several files',
    'pytorch-zip': 'PyTorch',
    'pytorch-sharded': 'PyTorch, over several files',
    'pytorch-legacy': 'PyTorch, as before version 1.6',
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
  return [...(nonCommercial ? ['non-commercial'] : []), ...(noDerivatives ? ['no derivatives'] : [])];
}
