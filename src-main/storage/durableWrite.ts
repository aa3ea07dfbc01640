import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeError } from './storageErrors.ts';

/**
 * Writes a file so that after a pulled plug it is either there as a whole or not at all: temporary name, sync, rename,
 * sync of the folder. Whatever goes wrong, the temporary file is gone afterwards.
 *
 * @param temporaryDir a folder of the same file system; what a crash leaves there is swept at the next start
 * @throws LapidaryError `disk-full`, `data-folder-read-only`
 */
export async function writeDurably(
  temporaryDir: string,
  target: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  mode = 0o600,
): Promise<void> {
  const temporary = path.join(temporaryDir, randomUUID());
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      if (bytes instanceof Uint8Array) await file.writeFile(bytes);
      else for await (const part of bytes) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(error, bytes instanceof Uint8Array ? bytes.length : undefined);
  }
}

/** Makes the names in a folder durable. Windows has no such call and needs none: its file system journals renames. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
