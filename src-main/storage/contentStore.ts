import { createHash } from 'node:crypto';
import { mkdir, opendir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { ContentStore } from './dataFolder.ts';
import { syncFolder, writeDurably } from './durableWrite.ts';
import { systemCode, writeError } from './storageErrors.ts';

/** The address of some bytes. */
export function addressOf(bytes: Uint8Array): Sha256 {
  return Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
}

/** @param root the store's own folder; @param what "frame", "adapter", for messages */
export function createContentStore(root: string, temporaryDir: string, what: string): ContentStore {
  const folderOf = (address: Sha256): string => path.join(root, Sha256.parse(address).slice(0, 2));
  const fileOf = (address: Sha256): string => path.join(folderOf(address), address.slice(2));

  const sizeOf = async (address: Sha256): Promise<number | undefined> => {
    try {
      return (await stat(fileOf(address))).size;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  };

  return {
    async put(bytes) {
      const address = addressOf(bytes);
      if ((await sizeOf(address)) === bytes.length) return address;
      try {
        if ((await mkdir(folderOf(address), { recursive: true, mode: 0o700 })) !== undefined) {
          await syncFolder(root);
        }
      } catch (error) {
        throw writeError(error, bytes.length);
      }
      await writeDurably(temporaryDir, fileOf(address), bytes);
      return address;
    },

    has: async (address) => (await sizeOf(address)) !== undefined,

    async get(address) {
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        bytes = await readFile(fileOf(address));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        throw new LapidaryError(
          'file-missing',
          `The data folder no longer holds ${what} ${address.slice(0, 12)}….`,
          'Restore the data folder from a backup, or import the file again.',
          { cause: error },
        );
      }
      if (addressOf(bytes) !== address) {
        throw new LapidaryError(
          'file-damaged',
          `The stored ${what} ${address.slice(0, 12)}… is not what was stored: its bytes have changed.`,
          'Check the disk, then restore the data folder from a backup, or import the file again.',
        );
      }
      return bytes;
    },

    async remove(address) {
      await rm(fileOf(address), { force: true });
    },

    async *list() {
      for await (const folder of namesIn(root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue;
        for await (const name of namesIn(path.join(root, folder))) {
          const address = Sha256.safeParse(folder + name);
          if (address.success) yield address.data;
        }
      }
    },
  };
}

/** The names in a folder, without holding them all; none where the folder is missing. */
export async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
