import { createHash } from 'node:crypto';
import type { BackboneProposal } from '../../src-shared/contract/backbones.contract.ts';
import type { FamilyId, StatedFacts } from '../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import {
  isCommonName,
  matchCatalogue,
  readCatalogue,
  type CatalogueEntry,
  type MatchedBy,
} from '../networks/catalogue.ts';
import {
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointTensor,
} from '../networks/checkpoints/checkpoint.ts';
import { openCheckpoint } from '../networks/checkpoints/open.ts';
import { families } from '../networks/families/families.ts';
import { findFacts, type Fact, type UsedEntry } from '../networks/families/facts.ts';
import type { KeyReport } from '../networks/families/keyReport.ts';
import { recognise, type Recognised } from '../networks/families/recognise.ts';
import { readSideFiles, type SideFile } from '../networks/families/sideFiles.ts';
import { unstacked } from '../networks/families/stackedBlocks.ts';
import { parameterCount } from '../networks/vit.ts';
import type { BackboneRequest, Before } from './importMessages.ts';
import type { OriginFiles } from './originFiles.ts';

/** All that is known of a file before anything is made of it. */
export interface Inspection extends AsyncDisposable {
  readonly checkpoint: Checkpoint;
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly recognised: Recognised;
  readonly sideFiles: readonly SideFile[];
  readonly match: Match | undefined;
  readonly facts: readonly Fact[];
  readonly bytes: number;
}

/** What an inspection knows besides the files. */
export type Surroundings = Pick<BackboneRequest, 'stated' | 'entry'> & {
  readonly modelsDir: string;
  readonly before: readonly Before[];
};

/** An entry of the catalogue that a file may come from. */
export interface Match {
  readonly entry: CatalogueEntry;
  readonly by: 'stated' | MatchedBy;
  /** Whether its facts are taken: not where a name fits that many files have, and not where contents differ. */
  readonly used: boolean;
}

/**
 * @throws LapidaryError of the readers (`checkpoint-…`) and of `recognise`
 */
export async function inspectFiles(
  files: OriginFiles,
  { stated, entry, modelsDir, before }: Surroundings,
): Promise<Inspection> {
  const checkpoint = await openCheckpoint(files, files.main);
  try {
    const tensors = unstacked(checkpoint.tensors);
    const recognised = recognise(tensors);
    const sideFiles = await readSideFiles(files);
    await using main = await files.open(files.main);
    const sums = digestOnce(main);
    const match = await findEntry(main, sums, recognised, tensors, modelsDir, entry);
    const former = await formerFacts(main, sums, before);
    const fileTitle = titleOf(files.main);
    const facts = findFacts({
      recognised,
      sideFiles,
      match: usedEntry(match),
      stated,
      before: former,
      fileTitle,
    });
    return {
      ...{ checkpoint, tensors, recognised, sideFiles, match, facts },
      bytes: main.size,
      [Symbol.asyncDispose]: () => checkpoint[Symbol.asyncDispose](),
    };
  } catch (error) {
    await checkpoint[Symbol.asyncDispose]();
    throw error;
  }
}

/** A file's name without its endings. */
function titleOf(name: string): string {
  const title = name.replace(/\.index\.json$/, '').replace(/(\.pth)?\.[^.]*$/, '');
  return title.slice(0, 100) || 'backbone';
}

/** What the inspection says to a person. */
export function proposalOf(inspection: Inspection, file: string): BackboneProposal {
  const { checkpoint, recognised, facts, match, bytes } = inspection;
  const { shape, layout, prefix, keys } = recognised;
  const of = (name: Fact['name']): Fact['value'] => facts.find((fact) => fact.name === name)?.value ?? null;
  const family = (of('family') ?? recognised.family.id) as FamilyId;
  const imageSize = Number(of('imageSize') ?? shape.grid * shape.patchSize);
  const to = Math.floor(imageSize / shape.patchSize);
  return {
    file,
    bytes,
    format: checkpoint.format,
    family,
    familyTitle: families[family].title,
    layout: layout.title,
    prefix,
    shape: {
      imageSize,
      patchSize: shape.patchSize,
      width: shape.width,
      depth: shape.depth,
      registers: shape.registers,
      gated: shape.mlp !== undefined,
      parameters: parametersOf(recognised, to),
    },
    facts: facts.map((fact) => ({ ...fact })),
    open: facts.filter(({ value }) => value === null).map(({ name }) => name),
    keys: keysOf(keys),
    positions: to === shape.grid ? null : { from: shape.grid, to },
    notes: [...checkpoint.notes],
    warnings: warningsOf(facts, match),
    match:
      match === undefined
        ? null
        : {
            id: match.entry.id,
            name: match.entry.name,
            page: match.entry.page,
            by: match.by,
            used: match.used,
          },
  };
}

/** A report of keys as a card and the contract have it. */
export function keysOf({ used, unused, unknown, filled }: KeyReport) {
  return { used, unused: [...unused], unknown: [...unknown], filled: [...filled] };
}

/** @param grid side of the position embedding as it will be, in cells */
function parametersOf({ shape }: Recognised, grid: number): number {
  const { width, depth, patchSize, hidden, mlp, registers, preNorm } = shape;
  return parameterCount({
    ...{ width, depth, patchSize, mlp, registers, preNorm },
    imageSize: grid * patchSize,
    mlpRatio: hidden / width,
    // Neither counts a parameter.
    heads: 1,
    epsilon: 1e-6,
  });
}

function usedEntry(match: Match | undefined): UsedEntry | undefined {
  if (match === undefined || !match.used || match.by === 'other-contents') return undefined;
  return { entry: match.entry, by: match.by };
}

function warningsOf(facts: readonly Fact[], match: Match | undefined): string[] {
  const warnings: string[] = [];
  const kind = facts.find(({ name }) => name === 'pretraining')?.value;
  if (kind === 'masked-autoencoder') {
    warnings.push(
      'Pretrained as a masked autoencoder: prompt tuning works far worse on such networks than on others. Compare it with another one before you rely on it.',
    );
  }
  const licence = String(facts.find(({ name }) => name === 'licence')?.value ?? '');
  const { nonCommercial = false, noDerivatives = false } = usedEntry(match)?.entry.licence ?? {};
  if (nonCommercial || /non-?commercial|\bNC\b|-NC/i.test(licence)) {
    warnings.push(
      'Its licence allows no commercial use. Whether clinical work is one, its publisher can tell.',
    );
  }
  if (noDerivatives || /no-?deriv|\bND\b|-ND/i.test(licence)) {
    warnings.push('Its licence allows no derivatives. Adapters that are tuned on it may be some.');
  }
  if (match?.by === 'name' && !match.used) {
    warnings.push(
      `Its name and shape are those of ${match.entry.name}, and a name says little. If it is that network, say so, and what the catalogue knows of it is taken.`,
    );
  }
  if (match?.by === 'other-contents') {
    warnings.push(
      `The file is called like the one of ${match.entry.name}, and its contents are others. What the catalogue says of that network may not hold.`,
    );
  }
  return warnings;
}

/** The checksum of a file, read when it is first asked for. */
function digestOnce(source: ByteSource): () => Promise<Sha256> {
  let digest: Promise<Sha256> | undefined;
  return () => (digest ??= digestOf(source));
}

async function formerFacts(
  main: ByteSource,
  digest: () => Promise<Sha256>,
  before: readonly Before[],
): Promise<StatedFacts | undefined> {
  const alike = before.filter(({ bytes }) => bytes === main.size);
  if (alike.length === 0) return undefined;
  const sha256 = await digest();
  return alike.findLast((one) => one.sha256 === sha256)?.facts;
}

async function findEntry(
  main: ByteSource,
  digest: () => Promise<Sha256>,
  { shape }: Recognised,
  tensors: ReadonlyMap<string, unknown>,
  modelsDir: string,
  stated: string | null,
): Promise<Match | undefined> {
  const { entries } = await readCatalogue(modelsDir).catch(withoutCatalogue);
  if (stated !== null) {
    const entry = entries.find(({ id }) => id === stated);
    if (entry !== undefined) return { entry, by: 'stated', used: true };
    throw new LapidaryError(
      'not-found',
      'The catalogue has no network of that name.',
      'Choose one of the list, or state the facts one by one.',
    );
  }
  const { width, depth, patchSize, grid } = shape;
  const names = [main.name];
  // Reading gigabytes for a checksum is worth it only where there is one to compare it with.
  const mayMatch = entries.some(({ keys, files }) =>
    files.some(
      (file) =>
        file.sha256 !== undefined &&
        (file.bytes === main.size || (keys.width === width && keys.depth === depth)),
    ),
  );
  const sha256 = mayMatch ? new Map([[main.name, await digest()]]) : undefined;
  const matches = matchCatalogue(entries, names, {
    bytes: new Map([[main.name, main.size]]),
    tensors: tensors.keys(),
    shape: { width, depth, patchSize, imageSize: grid * patchSize },
    ...(sha256 === undefined ? {} : { sha256 }),
  });
  const [first, second] = matches;
  if (first === undefined) return undefined;
  if (first.by === 'checksum') return { ...first, used: true };
  // A name that fits several networks tells nothing.
  return second === undefined
    ? { ...first, used: first.by === 'name' && !isCommonName(main.name) }
    : undefined;
}

/** A file can be imported without it: everything is then read from the file or stated. */
function withoutCatalogue(error: unknown): { readonly entries: readonly CatalogueEntry[] } {
  if (error instanceof LapidaryError) return { entries: [] };
  throw error;
}

/** Of a whole file, read in pieces. */
export async function digestOf(source: ByteSource): Promise<Sha256> {
  const hash = createHash('sha256');
  for (let at = 0; at < source.size; at += limits.pieceBytes) {
    hash.update(await source.read(at, Math.min(limits.pieceBytes, source.size - at)));
  }
  return Sha256.parse(hash.digest('hex'));
}
