import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { cardFile, openBackbone, type Backbone } from '../networks/backbone.ts';
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
  /** As `current`, where it has been read before; undefined otherwise. */
  known(): InstalledBackbone | undefined;
}

/** @param modelsDir one folder per network; the first by name that has a card is used */
export function createBackbones(modelsDir: string): Backbones {
  let opening: Promise<InstalledBackbone> | undefined;
  let known: InstalledBackbone | undefined;
  return {
    known: () => known,
    current() {
      opening ??= describe(modelsDir).then(
        (found) => (known = found),
        (error: unknown) => {
          // Whoever puts the missing file in place should not have to restart.
          opening = undefined;
          throw error;
        },
      );
      return opening;
    },
  };
}

async function describe(modelsDir: string): Promise<InstalledBackbone> {
  const folder = await firstNetwork(modelsDir);
  if (folder === undefined) {
    throw new LapidaryError(
      'backbone-missing',
      'No frozen network is installed: the models folder has none.',
      'Install Lapidary again; its models folder comes with it.',
    );
  }
  const backbone: Backbone = await openBackbone(folder);
  return {
    folder,
    name: `${backbone.card.name} ${backbone.card.version}`,
    sha256: backbone.networkHash,
    preprocessing: preprocessingHash(backbone.card),
    notice: backbone.card.intendedUse,
  };
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
