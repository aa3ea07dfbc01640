import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { namesIn } from './contentStore.ts';
import type { NamedStore } from './dataFolder.ts';
import { writeDurably } from './durableWrite.ts';
import { systemCode } from './storageErrors.ts';

/** Names that mean the same on every file system and can lead nowhere else. */
const safeName = /^[A-Za-z0-9_-]{1,100}$/;

/** @throws RangeError for a name that is not safe: callers name their files themselves, so that is a mistake of ours */
export function assertSafeName(name: string): string {
  if (!safeName.test(name)) throw new RangeError('a stored file was given an unsafe name');
  return name;
}

export function createNamedStore(root: string, temporaryDir: string): NamedStore {
  const fileOf = (name: string): string => path.join(root, assertSafeName(name));
  return {
    put: (name, bytes) => writeDurably(temporaryDir, fileOf(name), bytes),
    async get(name) {
      try {
        return await readFile(fileOf(name));
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    async remove(name) {
      await rm(fileOf(name), { force: true });
    },
    async list() {
      const names: string[] = [];
      for await (const name of namesIn(root)) if (safeName.test(name)) names.push(name);
      return names;
    },
  };
}
