import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { DerivedStore } from './dataFolder.ts';
import { assertSafeName } from './namedStore.ts';
import { systemCode, writeError } from './storageErrors.ts';

/** Beside the files of a derived folder; written last, so a folder without it is not whole. */
const manifestName = 'manifest.json';
const Manifest = z.strictObject({
  format: z.literal('lapidary-derived-1'),
  files: z.record(z.string(), z.strictObject({ bytes: z.int().min(0), sha256: Sha256 })),
});
type Manifest = z.infer<typeof Manifest>;

/** What was not asked for in this long belongs to a network or a version that is no longer in use. */
const unusedAfter = 30 * 24 * 3600 * 1000;

/**
 * Files are read by the runtime, which checks nothing: so each is checked against its hash when a process first asks
 * for it, and by its size from then on. For that they need not be synced.
 */
export function createDerivedStore(root: string, temporaryDir: string): DerivedStore {
  const making = new Map<string, Promise<string>>();
  const checked = new Set<string>();

  const obtain = async (key: string, make: (folder: string) => Promise<void>): Promise<string> => {
    const place = path.join(root, key);
    if (await isWhole(place, !checked.has(key))) {
      await touch(place);
    } else {
      checked.delete(key);
      await makeFolder(place, make);
      await sweep(root, key);
    }
    checked.add(key);
    return place;
  };

  const makeFolder = async (place: string, make: (folder: string) => Promise<void>): Promise<void> => {
    const temporary = path.join(temporaryDir, randomUUID());
    try {
      await mkdir(temporary, { recursive: true, mode: 0o700 });
      await make(temporary);
      await writeFile(path.join(temporary, manifestName), JSON.stringify(await describe(temporary)), {
        mode: 0o600,
      });
      await mkdir(root, { recursive: true, mode: 0o700 });
      await settle(temporary, place);
    } catch (error) {
      throw writeError(error);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  };

  return {
    folder(key, make) {
      const name = assertSafeName(key);
      const pending = making.get(name);
      if (pending) return pending;
      const started = obtain(name, make).finally(() => making.delete(name));
      making.set(name, started);
      return started;
    },
  };
}

/** Puts a whole folder in its place. Where another process was quicker its folder stays, if it is whole. */
async function settle(temporary: string, place: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(temporary, place);
      return;
    } catch (error) {
      // What a rename onto a folder that holds something, or onto a file, is answered with.
      const taken = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'ENOTDIR'].includes(systemCode(error) ?? '');
      if (!taken || attempt === 2) throw error;
      if (await isWhole(place, true)) return;
      await rm(place, { recursive: true, force: true });
    }
  }
}

async function describe(folder: string): Promise<Manifest> {
  const files: Manifest['files'] = {};
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    files[name] = { bytes: (await stat(file)).size, sha256: await hashOf(file) };
  }
  return { format: 'lapidary-derived-1', files };
}

/** @param deeply whether the bytes are read too */
async function isWhole(folder: string, deeply: boolean): Promise<boolean> {
  try {
    const text = await readFile(path.join(folder, manifestName), 'utf8');
    const { files } = Manifest.parse(JSON.parse(text));
    for (const [name, { bytes, sha256 }] of Object.entries(files)) {
      const file = path.join(folder, path.basename(name));
      if ((await stat(file)).size !== bytes) return false;
      if (deeply && (await hashOf(file)) !== sha256) return false;
    }
    return true;
  } catch {
    // Missing, unreadable or no manifest: made anew, whatever the reason.
    return false;
  }
}

async function hashOf(file: string): Promise<Sha256> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return Sha256.parse(hash.digest('hex'));
}

async function touch(folder: string): Promise<void> {
  const now = new Date();
  await utimes(path.join(folder, manifestName), now, now).catch(() => undefined);
}

async function sweep(root: string, kept: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name === kept) continue;
    const folder = path.join(root, name);
    const used = await stat(path.join(folder, manifestName)).catch(() => undefined);
    if (used !== undefined && Date.now() - used.mtimeMs < unusedAfter) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
