import {
  BackboneFacts,
  factNames,
  type Activation,
  type FactSource,
  type FamilyId,
  type StatedFacts,
} from '../../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { CatalogueEntry } from '../catalogue.ts';
import { families, usualEpsilon, usualHeads } from './families.ts';
import type { Recognised } from './recognise.ts';
import type { SideFile, Stated } from './sideFiles.ts';

/**
 * What has to be known of a network besides its tensors, each with where it is known from. Nothing is taken in
 * silence: what only the custom of a family suggests is marked as assumed, and what nothing suggests stays open until a
 * person states it.
 */

type Value = BackboneFacts[keyof BackboneFacts];

export interface Fact {
  readonly name: keyof BackboneFacts;
  /** Null where it is open. */
  readonly value: Value | null;
  readonly source: FactSource;
  /** Which file or entry, or why it matters. */
  readonly note: string;
}

export interface FactEvidence {
  readonly recognised: Recognised;
  readonly sideFiles: readonly SideFile[];
  /** The entry that the file comes from, as far as that may be relied on. */
  readonly match: UsedEntry | undefined;
  readonly stated: StatedFacts;
  /** What was taken of the same file when it was imported before. */
  readonly before?: StatedFacts | undefined;
  /** The file's name without its ending. */
  readonly fileTitle: string;
}

export interface UsedEntry {
  readonly entry: CatalogueEntry;
  readonly by: 'stated' | 'checksum' | 'name';
}

type Candidate = readonly [value: Value | undefined, source: FactSource, note: string];

/** One row for each fact, in the order of `factNames`. */
export function findFacts(evidence: FactEvidence): readonly Fact[] {
  const { stated } = evidence;
  const family = familyOf(evidence);
  return factNames.map((name) => {
    const own: Candidate[] = [
      [stated[name], 'stated', ''],
      [evidence.before?.[name], 'before', ''],
    ];
    const candidates = name === 'family' ? [family] : candidatesFor(name, evidence, family[0] as FamilyId);
    const [value, source, note] = [...own, ...candidates].find(([found]) => found !== undefined) ?? [
      undefined,
      'open' as const,
      openNote(name),
    ];
    return { name, value: value ?? null, source, note };
  });
}

/** @throws LapidaryError `backbone-facts-open` naming those that a person has to state */
export function completeFacts(facts: readonly Fact[]): BackboneFacts {
  const open = facts.filter(({ value }) => value === null).map(({ name }) => name);
  if (open.length > 0) {
    throw new LapidaryError(
      'backbone-facts-open',
      `The file does not say all that has to be known of this network: ${open.join(', ')}.`,
      'State them in the import dialog, or with the options of `lapidary backbone import`; the publisher of the weights tells them.',
    );
  }
  const parsed = BackboneFacts.safeParse(Object.fromEntries(facts.map(({ name, value }) => [name, value])));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LapidaryError(
    'backbone-facts',
    `What is stated of this network cannot be: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}.`,
    'Correct it and import again.',
  );
}

function familyOf({ stated, before, recognised, sideFiles, match }: FactEvidence): Candidate {
  const { id, certain } = recognised.family;
  const file = sideFiles.find((one) => one.stated.family !== undefined);
  const candidates: readonly Candidate[] = [
    [stated.family, 'stated', ''],
    [before?.family, 'before', ''],
    [certain ? id : undefined, 'tensors', 'names and shapes of its tensors'],
    [file?.stated.family, 'file', file?.file ?? ''],
    [match?.entry.family, 'catalogue', entryNote(match)],
    [id, 'assumed', `${families[id].title}, for want of a sign of another`],
  ];
  return candidates.find(([value]) => value !== undefined) ?? [id, 'assumed', ''];
}

function candidatesFor(
  name: Exclude<keyof BackboneFacts, 'family'>,
  evidence: FactEvidence,
  family: FamilyId,
): readonly Candidate[] {
  const { recognised, sideFiles, match, fileTitle } = evidence;
  const { shape, layout, isOpenAi } = recognised;
  const entry = match?.entry;
  const fromFile = (key: keyof Stated): Candidate => {
    const found = sideFiles.find(({ stated }) => stated[key] !== undefined);
    return [found?.stated[key] as Value | undefined, 'file', found?.file ?? ''];
  };
  const fromEntry = (value: Value | undefined): Candidate => [value, 'catalogue', entryNote(match)];
  const usual = (value: Value | undefined, note = `usual for ${families[family].title}`): Candidate => [
    value,
    'assumed',
    note,
  ];
  const native = shape.grid * shape.patchSize;
  switch (name) {
    case 'name':
      return [fromEntry(entry?.name), [fileTitle, 'file', 'the name of the file']];
    case 'licence':
      return [fromFile('licence'), fromEntry(entry?.licence.name)];
    case 'pretraining':
      return [
        fromFile('pretraining'),
        fromEntry(entry?.pretrainingKind),
        usual(families[family].pretraining),
      ];
    case 'imageSize':
      // DINOv2 was trained at 518 pixels at the end, and is used at 224 by its publishers' own evaluations.
      return [
        usual(
          family === 'dinov2' && native === 518 ? 224 : undefined,
          'the position embedding is one of 518 pixels',
        ),
        [native, 'tensors', `the position embedding has ${shape.grid}×${shape.grid} cells`],
      ];
    case 'heads':
      return [
        [shape.heads, 'tensors', 'the shape of its queries'],
        fromFile('heads'),
        fromEntry(entry?.keys.heads),
        usual(usualHeads(shape.width), `usual for a width of ${shape.width}; the weights do not tell`),
      ];
    case 'epsilon':
      return [fromFile('epsilon'), fromEntry(entry?.keys.epsilon), usual(usualEpsilon(layout.id, family))];
    case 'activation':
      return [
        // Told by the shapes of the two layers.
        shape.mlp === undefined
          ? [undefined, 'tensors', '']
          : ['gelu', 'tensors', 'a gated MLP, whose own is SiLU'],
        [isOpenAi ? 'quick-gelu' : undefined, 'tensors', "OpenAI's own file"],
        fromFile('activation'),
        fromEntry(gelu(entry?.keys.activation)),
        usual(
          family === 'clip' ? undefined : 'gelu',
          'the exact GELU, as timm and Hugging Face run these weights',
        ),
      ];
    case 'pooling':
      return [
        [shape.pooledNorm ? 'mean-then-norm' : undefined, 'tensors', 'its norm is one of the pooled feature'],
        fromFile('pooling'),
        usual('cls', 'the class token'),
      ];
    case 'mean':
    case 'std':
      return [
        fromFile(name),
        fromEntry(entry && [...entry.preprocessing[name]]),
        usual(colours(family, name)),
      ];
    case 'interpolation':
      return [fromFile('interpolation'), fromEntry(entry?.preprocessing.interpolation), usual('bicubic')];
    case 'crop':
      return [
        usual(
          'whole',
          entry === undefined
            ? 'so that nothing of a frame is cut off'
            : `so that nothing of a frame is cut off; its publisher: ${entry.preprocessing.crop}`,
        ),
      ];
  }
}

function colours(family: FamilyId, name: 'mean' | 'std'): Value | undefined {
  const found = families[family].colours?.[name];
  return found && [...found];
}

function gelu(activation: 'gelu' | 'quick-gelu' | 'silu' | undefined): Activation | undefined {
  return activation === 'silu' ? 'gelu' : activation;
}

function entryNote(match: UsedEntry | undefined): string {
  if (match === undefined) return '';
  const { entry, by } = match;
  switch (by) {
    case 'stated':
      return `${entry.name}, as you say`;
    case 'checksum':
      return `${entry.name}, by its checksum`;
    case 'name':
      return `${entry.name}, by the name of the file alone`;
  }
}

const openNotes: Partial<Readonly<Record<keyof BackboneFacts, string>>> = {
  mean: 'The colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.',
  std: 'The spread of the colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.',
  pretraining: 'How it was pretrained; prompt tuning works far worse on some kinds than on others.',
  activation: 'QuickGELU for OpenAI’s weights, GELU for those of LAION and most others.',
  licence: 'The terms under which its publisher lets you use it.',
  heads: 'The number of attention heads; the weights do not tell.',
};

function openNote(name: keyof BackboneFacts): string {
  return openNotes[name] ?? 'Its publisher tells.';
}
