import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm, statfs, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { evictOldest } from './cacheFolders.ts';
import type { PreparedStore, PreparedStoreOptions } from './dataFolder.ts';
import { assertSafeName } from './namedStore.ts';
import {
  decodePrepared,
  encodePrepared,
  headLength,
  largestFile,
  preambleBytes,
  readHead,
  type CachedTensors,
} from './preparedFile.ts';
import { systemCode } from './storageErrors.ts';

/** Milliseconds after which a use is written down anew. */
const touchInterval = 60_000;
/** Share of the limit to which a full cache is cut down. */
const cutTo = 0.9;
/** Share of the limit after whose writing the folder is measured again: another process may write to it too. */
const measureEvery = 0.1;
/** Left free on the disk for what cannot be computed again: this many bytes, or this share of a small disk. */
const reserve = { bytes: 1024 ** 3, share: 0.05 };

interface Places {
  readonly root: string;
  readonly temporaryDir: string;
  /** Whether the frame store still has it. */
  readonly frameExists: (frame: Sha256) => Promise<boolean>;
}

export function frameFolder(root: string, frame: Sha256): string {
  return path.join(root, Sha256.parse(frame).slice(0, 2), frame);
}

export function createPreparedStore(places: Places, options: PreparedStoreOptions): PreparedStore {
  const { root } = places;
  const { limitBytes, write: mayWrite = true, note } = options;
  let stopped = limitBytes <= 0 || !mayWrite;
  /** What the folder holds, as far as known; undefined until a pass has counted it. */
  let held: number | undefined;
  /** Written since the last pass began. */
  let written = 0;
  let passing: Promise<void> | undefined;

  const fileOf = (frame: Sha256, key: string): string =>
    path.join(frameFolder(root, frame), assertSafeName(key));

  const stop = (reason: string): void => {
    if (!stopped) note(`The cache of prepared frames is not written any more (${reason}); the work goes on.`);
    stopped = true;
  };

  /** Counts, and removes what is too much. What is written meanwhile is counted twice at worst. */
  const pass = (): Promise<void> => {
    if (passing !== undefined) return passing;
    written = 0;
    passing = evictOldest(root, limitBytes, cutTo * limitBytes)
      .then((left) => void (held = left + written))
      .finally(() => (passing = undefined));
    return passing;
  };

  const keepWithinLimit = async (bytes: number): Promise<void> => {
    written += bytes;
    if (held !== undefined) held += bytes;
    if ((held ?? 0) > limitBytes || written > measureEvery * limitBytes) {
      await pass();
    } else if (held === undefined && passing === undefined) {
      pass().catch((error: unknown) => {
        stop(reasonOf(error));
      });
    }
  };

  return {
    async get(frame, key) {
      if (limitBytes <= 0) return undefined;
      const file = fileOf(frame, key);
      try {
        const info = await lstat(file);
        // Opening a pipe would wait for its other end.
        const tensors = info.isFile() ? await read(file, info.size, key) : undefined;
        if (tensors !== undefined) {
          if (Date.now() - info.mtimeMs > touchInterval) await touch(file);
          return tensors;
        }
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
      }
      await rm(file, { recursive: true, force: true }).catch(() => undefined);
      return undefined;
    },

    async put(frame, key, tensors) {
      if (stopped) return;
      const file = fileOf(frame, key);
      const parts = encodePrepared(key, tensors);
      const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
      if (bytes > Math.min(largestFile, (1 - cutTo) * limitBytes)) return;
      try {
        if (!(await hasRoom(places.temporaryDir, bytes))) {
          stop('the disk is almost full');
          return;
        }
        await write(places.temporaryDir, file, parts);
        // It may have been erased while the network was at work. An erasure removes the frame first, then its caches.
        if (!(await places.frameExists(frame))) {
          await rm(path.dirname(file), { recursive: true, force: true });
          return;
        }
        await keepWithinLimit(bytes);
      } catch (error) {
        stop(reasonOf(error));
      }
    },
  };
}

/** Undefined: not a file that can be used. Nothing is allocated on the word of a file whose head and size disagree. */
async function read(file: string, size: number, key: string): Promise<CachedTensors | undefined> {
  if (size < preambleBytes || size > largestFile) return undefined;
  await using handle = await open(file, 'r');
  const part = async (length: number, at: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
      if (bytesRead === 0) return undefined;
      done += bytesRead;
    }
    return bytes;
  };
  const preamble = await part(preambleBytes, 0);
  const length = preamble && headLength(preamble);
  if (preamble === undefined || length === undefined || preambleBytes + length > size) return undefined;
  const text = await part(length, preambleBytes);
  const head = text && readHead(text, key, size);
  if (text === undefined || head === undefined) return undefined;
  const values = await part(size - preambleBytes - length, preambleBytes + length);
  return values && decodePrepared(preamble, text, head, values);
}

/** Not synced: a file that a power cut tears is caught by its checksum. */
async function write(temporaryDir: string, file: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = path.join(temporaryDir, randomUUID());
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for (const part of parts) await handle.writeFile(part);
    } finally {
      await handle.close();
    }
    // The folder may be emptied, or deleted as a whole, between any two steps.
    for (let attempt = 0; ; attempt++) {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        await rename(temporary, file);
        return;
      } catch (error) {
        const code = systemCode(error);
        // Where it is open in another process, it is there.
        if (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY'))
          return;
        if (attempt === 2) throw error;
        if (code !== 'ENOENT') await rm(file, { recursive: true, force: true });
      }
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return bavail * bsize - bytes >= Math.min(reserve.bytes, reserve.share * blocks * bsize);
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** In a few words and without a path. */
function reasonOf(error: unknown): string {
  const code = systemCode(error) ?? 'unknown error';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'its folder cannot be written to';
    default:
      return code;
  }
}
