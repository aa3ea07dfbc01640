import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createCaches } from './caches.ts';
import { createContentStore } from './contentStore.ts';
import type { Backups, DataFolder, HeldDataFolder } from './dataFolder.ts';
import { createDerivedStore } from './derivedStore.ts';
import type { HostRecord } from './hostLock.ts';
import { takeHostLock } from './hostLock.ts';
import { createModelStore } from './modelStore.ts';
import { assertSafeName, createNamedStore } from './namedStore.ts';
import type { Mount } from './place.ts';
import { refuseUnsafePlace } from './place.ts';
import { systemCode, writeError } from './storageErrors.ts';
import { createTrayStore } from './trayStore.ts';

const folders = [
  'frames',
  'sources',
  'adapters',
  'models',
  'checkpoints',
  'imports',
  'trays',
  'backups',
  'temporary',
] as const;

/**
 * Opens the data folder for this host, and makes it where it does not exist. Half-written files of an earlier host
 * are swept.
 * @throws LapidaryError `data-folder-in-use`, `data-folder-read-only`, `data-folder-on-network`,
 *   `data-folder-in-cloud`, `disk-full`
 */
export async function openDataFolder(
  root: string,
  options: { readonly host: HostRecord['host']; readonly mounts?: () => Promise<readonly Mount[]> },
): Promise<HeldDataFolder> {
  const place = path.resolve(root);
  await refuseUnsafePlace(place, options.mounts);
  const temporary = path.join(place, 'temporary');
  try {
    await makeFolder(place);
    await makeFolder(temporary);
  } catch (error) {
    throw writeError(error);
  }
  const lock = await takeHostLock(place, temporary, options.host);
  try {
    for (const folder of folders) await makeFolder(path.join(place, folder));
    for (const name of await readdir(temporary)) {
      await rm(path.join(temporary, name), { recursive: true, force: true });
    }
  } catch (error) {
    await lock.release();
    throw writeError(error);
  }
  return {
    ...attachDataFolder(place),
    databaseFile: path.join(place, 'lapidary.sqlite'),
    uncleanShutdown: lock.wasAbandoned,
    publishDoor: (door) => lock.publish(door),
    close: () => lock.release(),
  };
}

/** As `mkdir -p`, for this user alone. (Node's own says ENOENT where the disk is read-only.) */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    if (systemCode(error) !== 'ENOENT' || path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  }
}

/** The files of a data folder that this process's host has already opened: for the compute processes. */
export function attachDataFolder(root: string): DataFolder {
  const place = path.resolve(root);
  const at = (folder: (typeof folders)[number]): string => path.join(place, folder);
  const caches = path.join(place, 'caches');
  const frames = createContentStore(at('frames'), at('temporary'), 'frame');
  return {
    root: place,
    frames,
    sources: createContentStore(at('sources'), at('temporary'), 'source file'),
    adapters: createContentStore(at('adapters'), at('temporary'), 'adapter'),
    models: createModelStore(at('models'), at('temporary')),
    checkpoints: createNamedStore(at('checkpoints'), at('temporary')),
    imports: createNamedStore(at('imports'), at('temporary')),
    trays: createTrayStore(at('trays'), at('temporary')),
    backups: createBackups(at('backups')),
    caches: createCaches(caches, at('temporary'), frames),
    derived: createDerivedStore(path.join(caches, 'networks'), at('temporary')),
  };
}

function createBackups(folder: string): Backups {
  return {
    fileFor: (name) => path.join(folder, `${assertSafeName(name)}.sqlite`),
    async removeAll() {
      const names = await readdir(folder);
      for (const name of names) await rm(path.join(folder, name), { force: true });
      return names.length;
    },
  };
}
