import type { Dirent } from 'node:fs';
import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { CacheUsage } from './dataFolder.ts';
import { systemCode } from './storageErrors.ts';

/**
 * Walks over root/<two digits>/<frame>/<file> and the like. There may be hundreds of thousands of files, so nothing here
 * holds more than the names of one folder.
 */

interface FoundFile {
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** What the files below a folder take; nothing where it is missing. */
export async function measure(root: string): Promise<CacheUsage> {
  let bytes = 0;
  let files = 0;
  await visit(root, (found) => {
    bytes += found.bytes;
    files += 1;
  });
  return { bytes, files };
}

/**
 * Where the files take more than `limit` bytes, removes the least recently used until they take `target` or less.
 * Two numbers are held for each file: one walk finds the time of use up to which files go, a second one removes them.
 * @returns the bytes that are left
 */
export async function evictOldest(root: string, limit: number, target: number): Promise<number> {
  let usedAt = new Float64Array(1024);
  let sizes = new Float64Array(1024);
  let count = 0;
  let total = 0;
  await visit(root, (found) => {
    if (count === usedAt.length) {
      usedAt = grown(usedAt);
      sizes = grown(sizes);
    }
    usedAt[count] = found.usedAt;
    sizes[count] = found.bytes;
    count += 1;
    total += found.bytes;
  });
  if (total <= limit) return total;

  const oldestFirst = Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (usedAt[a] ?? 0) - (usedAt[b] ?? 0),
  );
  let until = -Infinity;
  let left = total;
  for (const at of oldestFirst) {
    if (left <= target) break;
    left -= sizes[at] ?? 0;
    until = usedAt[at] ?? 0;
  }
  left = total;
  await visit(root, async (found) => {
    if (found.usedAt > until || left <= target) return;
    left -= found.bytes;
    await remove(found.file);
  });
  return left;
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}

async function remove(file: string): Promise<void> {
  // Another process may hold it open, or have removed it: either is fine.
  await rm(file, { force: true }).catch(() => undefined);
  // Fails where the folder holds more.
  await rmdir(path.dirname(file)).catch(() => undefined);
}

/** Folders that are read at the same time. */
const lanes = 8;

/** Every file below a folder, in no order; what vanishes meanwhile is passed over. */
async function visit(folder: string, found: (file: FoundFile) => void | Promise<void>): Promise<void> {
  const entries = await entriesOf(folder);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let entry = entries[next++]; entry !== undefined; entry = entries[next++]) {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        await visit(place, found);
        continue;
      }
      const info = await lstat(place).catch(() => undefined);
      if (info !== undefined) await found({ file: place, bytes: info.size, usedAt: info.mtimeMs });
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, entries.length) }, lane));
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** Removes what lies below a folder, file by file: what is in use and cannot go on this system stays. */
export async function empty(root: string): Promise<void> {
  await visit(root, ({ file }) => remove(file));
  await rm(root, { recursive: true, force: true }).catch(() => undefined);
}
