import { rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { empty, measure } from './cacheFolders.ts';
import { namesIn } from './contentStore.ts';
import type { Caches, ContentStore } from './dataFolder.ts';
import { createPreparedStore, frameFolder } from './preparedStore.ts';

/** @param root the caches' own folder; made when something is kept, so that it may be deleted as a whole */
export function createCaches(root: string, temporaryDir: string, frames: ContentStore): Caches {
  const prepared = path.join(root, 'prepared');
  return {
    prepared: (options) =>
      createPreparedStore(
        { root: prepared, temporaryDir, frameExists: (frame) => frames.has(frame) },
        options,
      ),
    async removeFrame(frame) {
      await rm(frameFolder(prepared, frame), { recursive: true, force: true, maxRetries: 3 });
    },
    async *frames() {
      for await (const group of namesIn(prepared)) {
        if (!/^[0-9a-f]{2}$/.test(group)) continue;
        for await (const name of namesIn(path.join(prepared, group))) {
          const frame = Sha256.safeParse(name);
          if (frame.success) yield frame.data;
        }
      }
    },
    usage: () => measure(root),
    clear: () => empty(root),
    async freeBytes() {
      const { bavail, bsize } = await statfs(temporaryDir);
      return bavail * bsize;
    },
  };
}
