import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { cardFile, describeBackbone, openBackbone, weightsFile } from '../networks/backbone.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import * as queries from './backbones.queries.ts';
import { preprocessingHash } from './preprocessingHash.ts';

/** A frozen network that adapters rest on here. */
export interface InstalledBackbone {
  readonly folder: string;
  readonly name: string;
  readonly sha256: Sha256;
  readonly preprocessing: Sha256;
  /** What its card says it may be used for. */
  readonly notice: string;
  readonly card: BackboneCard;
}

/** Which networks there are: the shipped one, and those that were imported into the data folder. */
export interface Backbones {
  /** Checked as a whole when first asked for. @throws LapidaryError `backbone-missing`, `backbone-damaged` */
  shipped(): Promise<InstalledBackbone>;
  /** What new tuning runs use. Throws as `find` does. */
  chosen(): Promise<InstalledBackbone>;
  /**
   * The one that an adapter or a run names. Its weights are checked by the process that opens them.
   * @throws LapidaryError `backbone-missing`, which says the file to bring again; `backbone-damaged`
   */
  find(sha256: Sha256): Promise<InstalledBackbone>;
  /** As `find`, where it has been found before. */
  known(sha256: Sha256): InstalledBackbone | undefined;
  /** Finds all there are, so that `known` knows them; what is missing or damaged is left out. */
  refresh(): Promise<void>;
  forget(sha256: Sha256): void;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'modelsDir'>;

/** The shipped network is the first folder of `modelsDir` by name that has a card and weights. */
export function createBackbones({ db, files, modelsDir }: Ground): Backbones {
  const found = new Map<Sha256, InstalledBackbone>();
  let opening: Promise<InstalledBackbone> | undefined;

  const keep = (one: InstalledBackbone): InstalledBackbone => {
    found.set(one.sha256, one);
    return one;
  };
  const shipped = (): Promise<InstalledBackbone> => {
    opening ??= openShipped(modelsDir).then(keep, (error: unknown) => {
      // Whoever puts the missing file in place should not have to restart.
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const find = async (sha256: Sha256): Promise<InstalledBackbone> => {
    const ours = await shipped().catch((error: unknown) => {
      if (error instanceof LapidaryError) return undefined;
      throw error;
    });
    if (ours?.sha256 === sha256) return ours;
    if (!(await files.models.has(sha256))) {
      found.delete(sha256);
      throw missing(db, sha256);
    }
    const known = found.get(sha256);
    if (known !== undefined) return known;
    const folder = files.models.folder(sha256);
    const card = await describeBackbone(folder);
    if (card.networkHash !== sha256) {
      throw new LapidaryError(
        'backbone-damaged',
        'A backbone cannot be used: its card is the one of another network.',
        'Remove it and import its file again.',
      );
    }
    return keep(described(folder, card));
  };

  return {
    shipped,
    find,
    async chosen() {
      const sha256 = queries.chosenBackbone(db);
      return sha256 === null ? shipped() : find(sha256);
    },
    known: (sha256) => found.get(sha256),
    async refresh() {
      const all = queries.importedBackbones(db).map(({ sha256 }) => find(sha256));
      for (const one of await Promise.allSettled([shipped(), ...all])) {
        if (one.status === 'rejected' && !(one.reason instanceof LapidaryError)) throw one.reason;
      }
    },
    forget: (sha256) => found.delete(sha256),
  };
}

async function openShipped(modelsDir: string): Promise<InstalledBackbone> {
  const folder = await firstNetwork(modelsDir);
  if (folder === undefined) {
    throw new LapidaryError(
      'backbone-missing',
      'No frozen network is installed: the models folder has none.',
      'Install Lapidary again; its models folder comes with it.',
    );
  }
  return described(folder, (await openBackbone(folder)).card);
}

function described(folder: string, card: BackboneCard): InstalledBackbone {
  return {
    folder,
    name: `${card.name} ${card.version}`.trim(),
    sha256: card.networkHash,
    preprocessing: preprocessingHash(card),
    notice: card.intendedUse,
    card,
  };
}

async function firstNetwork(modelsDir: string): Promise<string | undefined> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of folders.sort()) {
    const folder = path.join(modelsDir, name);
    const files = await readdir(folder);
    if (files.includes(cardFile) && files.includes(weightsFile)) return folder;
  }
  return undefined;
}

/** Says which file would bring it back: name and checksum where it was imported here, or at least its hash. */
function missing(db: Foundations['db'], sha256: Sha256): LapidaryError {
  const row = queries.importedBackbone(db, sha256);
  const name = row?.name ?? queries.rememberedName(db, sha256);
  const called = name === undefined ? '' : `“${name}”, `;
  return new LapidaryError(
    'backbone-missing',
    `The frozen network ${called}hash ${sha256}, is not installed here.`,
    row === undefined
      ? 'Import the file that it was made from, with the same facts, on the Models page; its hash is then the same.'
      : `Import “${row.sourceName}” again (${row.sourceBytes} bytes, sha256 ${row.sourceSha256}) on the Models page; what was stated of it is remembered.`,
  );
}
