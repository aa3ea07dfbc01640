import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { cardFile, openBackbone, type BackboneCard } from '../networks/backbone.ts';
import { preprocessingHash } from './caseReader.ts';

/** The frozen network that adapters rest on here. */
export interface InstalledBackbone {
  readonly folder: string;
  readonly name: string;
  readonly sha256: Sha256;
  readonly preprocessing: Sha256;
  /** What its card says it may be used for. */
  readonly notice: string;
}

export interface Backbones {
  /** Checked as a whole when first asked for. @throws LapidaryError `backbone-missing`, `backbone-damaged` */
  current(): Promise<InstalledBackbone>;
  /** Its card. Throws as `current` does. */
  card(): Promise<BackboneCard>;
  /** As `current`, where it has been read before; undefined otherwise. */
  known(): InstalledBackbone | undefined;
}

/** @param modelsDir one folder per network; the first by name that has a card is used */
export function createBackbones(modelsDir: string): Backbones {
  let opening: Promise<Described> | undefined;
  let known: InstalledBackbone | undefined;
  const open = (): Promise<Described> => {
    opening ??= describe(modelsDir).then(
      (found) => {
        known = found.installed;
        return found;
      },
      (error: unknown) => {
        // Whoever puts the missing file in place should not have to restart.
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };
  return {
    known: () => known,
    current: async () => (await open()).installed,
    card: async () => (await open()).card,
  };
}

interface Described {
  readonly installed: InstalledBackbone;
  readonly card: BackboneCard;
}

async function describe(modelsDir: string): Promise<Described> {
  const folder = await firstNetwork(modelsDir);
  if (folder === undefined) {
    throw new LapidaryError(
      'backbone-missing',
      'No frozen network is installed: the models folder has none.',
      'Install Lapidary again; its models folder comes with it.',
    );
  }
  const { card, networkHash } = await openBackbone(folder);
  const installed = {
    folder,
    name: `${card.name} ${card.version}`,
    sha256: networkHash,
    preprocessing: preprocessingHash(card),
    notice: card.intendedUse,
  };
  return { installed, card };
}

async function firstNetwork(modelsDir: string): Promise<string | undefined> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of folders.sort()) {
    const folder = path.join(modelsDir, name);
    if ((await readdir(folder)).includes(cardFile)) return folder;
  }
  return undefined;
}
