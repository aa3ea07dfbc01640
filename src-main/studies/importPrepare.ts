import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { addressOf } from '../storage/contentStore.ts';
import { findKnown } from './importCase.ts';
import type { Belonging, ImportScope, PreparedCase } from './importCase.ts';
import type { FileOrigin } from './importFiles.ts';
import type { ImportPlan } from './importPlan.ts';
import { readHoldings } from './imports.queries.ts';
import type { KnownSource, WaitingItem } from './imports.queries.ts';
import { readMaskImage } from './maskImages.ts';
import { mapMask } from './maskMapping.ts';
import { openStill } from './stills.ts';
import type { Picture } from './stills.ts';

/** One file, and what is said of it. */
export interface Wanted extends Belonging {
  readonly item: WaitingItem;
  readonly label: string | null;
  /** As the manifest names it. */
  readonly mask: string | null;
}

/** What the steps of one import share. */
export interface Work {
  readonly ground: Pick<Foundations, 'db' | 'files' | 'changes'>;
  readonly plan: ImportPlan;
  readonly origin: FileOrigin;
  readonly scope: ImportScope;
  readonly schema: LabelSchema | null;
  /** Bytes that were stored for files that were then refused. */
  readonly leftOver: Set<Sha256>;
  /** Refusals that a full disk had no room for; written once the left-over bytes are gone. */
  readonly unwritten: (() => void)[];
}

/** What goes wrong with a row's mask, told apart from what goes wrong with its picture. */
export class MaskProblem extends Error {}

/** Reads, checks and stores a file; says only which source it is where nothing of it is new. */
export async function prepare(
  work: Work,
  wanted: Wanted,
): Promise<PreparedCase | { readonly sourceId: KnownSource['sourceId'] }> {
  const { ground, plan, origin, scope } = work;
  const { db, files } = ground;
  const resolve = async (name: string): Promise<string> =>
    plan.manifest ? origin.resolve(plan.manifest.name, name) : name;
  const bytes = await origin.read(await resolve(wanted.item.name));
  const sha256 = addressOf(bytes);
  const finding = findingFor(work.schema, wanted.label);
  const known = findKnown(db, scope, sha256, wanted.patient);
  if (known) {
    const has = readHoldings(db, known.sourceId);
    if ((wanted.mask === null || has.masked > 0) && (!finding?.classId || has.found > 0)) return known;
  }
  const still = await openStill(bytes);
  const first = await still.picture(0);
  const mask =
    wanted.mask === null
      ? null
      : await maskFor(work, await maskName(resolve, wanted.mask), still.pages, first);
  const frames: PreparedCase['source']['frames'][number][] = [];
  for (let page = 0; page < still.pages; page++) {
    const { mediaType, width: w, height: h, bytes: shown } = page === 0 ? first : await still.picture(page);
    const address = await files.frames.put(shown);
    work.leftOver.add(address);
    frames.push({ sha256: address, mediaType, width: w, height: h });
  }
  if (!first.isFileItself || still.pages > 1) work.leftOver.add(await files.sources.put(bytes));
  return {
    belonging: wanted,
    source: {
      sha256,
      byteLength: bytes.length,
      mediaType: still.mediaType,
      name: fileName(wanted.item.name),
      frames,
    },
    mask,
    finding,
  };
}

async function maskName(resolve: (name: string) => Promise<string>, mask: string): Promise<string> {
  try {
    return await resolve(mask);
  } catch (error) {
    throw new MaskProblem('', { cause: error });
  }
}

async function maskFor(
  { origin, scope }: Work,
  name: string,
  pages: number,
  picture: Picture,
): Promise<PreparedCase['mask']> {
  try {
    if (pages > 1) {
      throw new LapidaryError(
        'mask-pages',
        `It belongs to a file of ${pages} pictures; of which one cannot be told.`,
        'Save the pictures as single files, each with its mask.',
      );
    }
    const image = await readMaskImage(await origin.read(name), picture);
    return { ...mapMask(image, scope.options), width: image.width, height: image.height };
  } catch (error) {
    throw new MaskProblem('', { cause: error });
  }
}

function findingFor(schema: LabelSchema | null, label: string | null): PreparedCase['finding'] {
  if (!schema) return null;
  if (label === null) return { schemaId: schema.id, classId: null };
  const wanted = label.toLowerCase();
  const found =
    schema.classes.find(({ code }) => code === label) ??
    schema.classes.find(({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found) return { schemaId: schema.id, classId: found.id };
  const codes = schema.classes.map(({ code }) => code);
  throw new LapidaryError(
    'label-unknown',
    `"${label}" is no class of "${schema.name}".`,
    `Use one of its classes: ${codes.slice(0, 30).join(', ')}${codes.length > 30 ? ', …' : ''}.`,
  );
}

const fileName = (name: string): string => name.split(/[\\/]/).at(-1) ?? name;
