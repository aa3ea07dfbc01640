import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { ModelStore } from './dataFolder.ts';
import { syncFolder } from './durableWrite.ts';
import { systemCode, writeError } from './storageErrors.ts';

/** @param root the store's own folder */
export function createModelStore(root: string, temporaryDir: string): ModelStore {
  const folderOf = (address: Sha256): string => path.join(root, Sha256.parse(address));
  const has = async (address: Sha256): Promise<boolean> => {
    try {
      return (await stat(folderOf(address))).isDirectory();
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false;
      throw error;
    }
  };

  return {
    folder: folderOf,
    has,
    async put(make) {
      const temporary = path.join(temporaryDir, randomUUID());
      try {
        await mkdir(temporary, { recursive: true, mode: 0o700 });
        const address = await make(temporary);
        if (await has(address)) return address;
        for (const name of await readdir(temporary)) await syncFile(path.join(temporary, name));
        await syncFolder(temporary);
        await rename(temporary, folderOf(address));
        await syncFolder(root);
        return address;
      } catch (error) {
        throw writeError(error);
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
    async remove(address) {
      const place = folderOf(address);
      const doomed = path.join(temporaryDir, randomUUID());
      try {
        // At once out of sight: a folder that is half removed would still be taken for a network.
        await rename(place, doomed);
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return;
        throw error;
      }
      await rm(doomed, { recursive: true, force: true });
    },
    async list() {
      return (await readdir(root)).flatMap((name) => {
        const address = Sha256.safeParse(name);
        return address.success ? [address.data] : [];
      });
    },
  };
}

async function syncFile(file: string): Promise<void> {
  // Windows syncs only what is open for writing.
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
