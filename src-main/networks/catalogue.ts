import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FamilyId, PretrainingKind } from '../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';

/**
 * Networks of others that are known to suit Lapidary: where their publisher offers them, under which licence, and what
 * has to be known to use them. It is read, shown and compared with files; nothing is fetched.
 */
export const catalogueFile = 'catalogue.json';

const largestCatalogue = 1024 * 1024;
const count = (most: number) => z.int().positive().max(most);
const words = z.string().trim().min(1).max(400);
const address = z.url({ protocol: /^https$/ });

export const CatalogueFile = z.strictObject({
  /** As the publisher names it, without a folder. Several networks may share a name. */
  name: z.string().regex(/^[^/\\]{1,200}$/, 'not a plain file name'),
  bytes: z.int().positive().optional(),
  sha256: Sha256.optional(),
  note: words.optional(),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

/** What the network is made of: the facts that an import needs and that a file cannot always tell. */
export const CatalogueKeys = z.strictObject({
  /** Sets of tensor names, one for each way in which the weights are laid out: a file has all names of one set. */
  expects: z.array(z.array(z.string().min(1)).min(1)).min(1),
  /** Side of the square input that the position embedding was made for, in pixels. */
  imageSize: count(2048),
  patchSize: count(64),
  width: count(4096),
  depth: count(96),
  heads: count(64),
  /** Of the layer norms. */
  epsilon: z.number().positive().max(0.01),
  activation: z.enum(['gelu', 'quick-gelu', 'silu']),
  /** Left out: two layers, the first four times as wide as the network. */
  mlp: z.literal('swiglu').optional(),
  /** Whether tokens are normalised before the first block. */
  preNorm: z.literal(true).optional(),
  /** Constant tokens beside CLS: registers, or the second token of a distilled DeiT. */
  registers: count(64).optional(),
});
export type CatalogueKeys = z.infer<typeof CatalogueKeys>;

const triple = <T extends z.ZodType>(channel: T) => z.tuple([channel, channel, channel]).readonly();

export const CatalogueEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: words,
  family: FamilyId,
  pretrainingKind: PretrainingKind,
  /** What it was pretrained on, in one sentence. */
  data: words,
  /** The publisher's page, shown as text: a person types it on a machine that has a network. */
  page: address,
  paper: address.optional(),
  licence: z.strictObject({
    name: words,
    /** Identifier of the SPDX licence list. */
    spdx: words.optional(),
    nonCommercial: z.boolean(),
    noDerivatives: z.boolean(),
    /** Where the licence is stated. */
    source: words,
  }),
  files: z.array(CatalogueFile).min(1),
  keys: CatalogueKeys,
  preprocessing: z.strictObject({
    /** Per channel R, G, B of values in 0…1. */
    mean: triple(z.number().min(0).max(1)),
    std: triple(z.number().positive().max(1)),
    interpolation: z.enum(['bilinear', 'bicubic']),
    /** What of a picture the publisher's code shows the network, in words. */
    crop: words,
    /** Where mean, deviation and interpolation are stated. */
    source: words,
  }),
  /** What it suits, what it costs, what its licence forbids; a sentence or two each. */
  notes: z.array(words),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const BackboneCatalogue = z.strictObject({
  format: z.literal('lapidary-catalogue-1'),
  entries: z.array(CatalogueEntry),
});
export type BackboneCatalogue = z.infer<typeof BackboneCatalogue>;

/** @throws LapidaryError `catalogue-damaged` */
export async function readCatalogue(modelsDir: string): Promise<BackboneCatalogue> {
  const path = join(modelsDir, catalogueFile);
  let json: unknown;
  try {
    if ((await stat(path)).size > largestCatalogue) throw damaged('it is larger than 1 MB');
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof LapidaryError) throw cause;
    throw damaged(cause instanceof SyntaxError ? 'it is not JSON' : 'it is missing or locked', { cause });
  }
  const catalogue = BackboneCatalogue.safeParse(json);
  if (catalogue.success) return catalogue.data;
  const at = catalogue.error.issues[0]?.path.map(String).join('.') ?? '';
  throw damaged(`"${at.replaceAll(/[^ -~]/g, '?').slice(0, 80)}" is not as expected`);
}

/** What is known of the files at hand; all of it may be left out. */
export interface Evidence {
  /** By file name. */
  readonly sha256?: ReadonlyMap<string, string>;
  /** By file name. */
  readonly bytes?: ReadonlyMap<string, number>;
  /** Names found in the checkpoint, with or without the names of containers before them. */
  readonly tensors?: Iterable<string>;
  /** As far as it was read from the shapes of tensors. */
  readonly shape?: Partial<Pick<CatalogueKeys, 'imageSize' | 'patchSize' | 'width' | 'depth'>>;
}

/**
 * How an entry was found. `checksum`: the file is the one of the catalogue. `name`: it is called like it, which is a
 * suggestion. `other-contents`: it is called like it, and its checksum or size is another one.
 */
export type MatchedBy = 'checksum' | 'name' | 'other-contents';

/** Names that libraries give whatever they save: they tell no network from another. */
const commonNames =
  /^(flax_|open_clip_)?(pytorch_)?(model|weights|checkpoint)([-_].*)?\.[a-z]+(\.index\.json)?$/i;

export function isCommonName(name: string): boolean {
  return commonNames.test(name);
}

export interface CatalogueMatch {
  readonly entry: CatalogueEntry;
  readonly file: CatalogueFile;
  readonly by: MatchedBy;
}

const byCertainty: readonly MatchedBy[] = ['checksum', 'name', 'other-contents'];

/**
 * The entries that files may come from, the likelier first. Where a checksum is known, its entry alone is returned,
 * whatever the file is called. A name that several networks share gives several suggestions; what tensors and shapes
 * contradict is left out.
 *
 * @param fileNames plain names, without folders
 */
export function matchCatalogue(
  entries: readonly CatalogueEntry[],
  fileNames: readonly string[],
  { sha256, bytes, tensors, shape = {} }: Evidence = {},
): readonly CatalogueMatch[] {
  const same = entries.flatMap((entry) => {
    const digests = new Set(fileNames.map((name) => sha256?.get(name)));
    const file = entry.files.find((known) => known.sha256 !== undefined && digests.has(known.sha256));
    return file === undefined ? [] : [{ entry, file, by: 'checksum' as const }];
  });
  if (same.length > 0) return same;

  const endings = tensors && endingsOf(tensors);
  const named = entries.flatMap((entry): CatalogueMatch[] => {
    const file = entry.files.find(({ name }) => fileNames.includes(name));
    if (file === undefined || !agrees(entry.keys, endings, shape)) return [];
    const other = differs(file.sha256, sha256?.get(file.name)) || differs(file.bytes, bytes?.get(file.name));
    return [{ entry, file, by: other ? 'other-contents' : 'name' }];
  });
  return named.sort((a, b) => byCertainty.indexOf(a.by) - byCertainty.indexOf(b.by));
}

/** Every name with the containers before it taken off one by one: "model.norm.weight", "norm.weight", "weight". */
function endingsOf(tensors: Iterable<string>): ReadonlySet<string> {
  const endings = new Set<string>();
  for (const name of tensors) {
    for (let at = 0; at !== -1 && at < name.length;) {
      endings.add(name.slice(at));
      const dot = name.indexOf('.', at);
      at = dot === -1 ? -1 : dot + 1;
    }
  }
  return endings;
}

function agrees(
  keys: CatalogueKeys,
  endings: ReadonlySet<string> | undefined,
  shape: NonNullable<Evidence['shape']>,
): boolean {
  if (endings !== undefined && !keys.expects.some((names) => names.every((name) => endings.has(name)))) {
    return false;
  }
  return (
    !differs(keys.imageSize, shape.imageSize) &&
    !differs(keys.patchSize, shape.patchSize) &&
    !differs(keys.width, shape.width) &&
    !differs(keys.depth, shape.depth)
  );
}

function differs<T>(known: T | undefined, seen: T | undefined): boolean {
  return known !== undefined && seen !== undefined && known !== seen;
}

function damaged(reason: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'catalogue-damaged',
    `The catalogue of backbones ("${catalogueFile}") cannot be read: ${reason}.`,
    'Install Lapidary again. Backbones can be imported without the catalogue.',
    options,
  );
}
