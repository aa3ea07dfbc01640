import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ByteSource, CheckpointFiles } from './checkpoint.ts';
import { quoted } from './quoted.ts';
import { damaged, missingPart, unsupported } from './refusals.ts';

/** Waiting for the other end of a pipe must not hang a reader; Windows has neither flag nor such files. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const withoutLinks = withoutWaiting | (constants.O_NOFOLLOW ?? 0);

/**
 * A file on disk.
 * @param options.name how messages call it; left out: the last part of the path
 * @param options.offset bytes to leave out at its start
 * @throws LapidaryError `checkpoint-unsupported` for anything but a regular file; file system errors as they come
 */
export async function openByteSource(
  file: string,
  options: { readonly name?: string; readonly offset?: number } = {},
): Promise<ByteSource> {
  return openRegularFile(file, withoutWaiting, options.name ?? path.basename(file), options.offset ?? 0);
}

async function openRegularFile(
  file: string,
  flags: number,
  name: string,
  skipped: number,
): Promise<ByteSource> {
  const handle = await open(file, flags);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw unsupported(`${quoted(name)} is not a regular file`, 'Choose a file that lies on a disk.');
    }
    if (skipped > stats.size) throw damaged('it is cut short');
    const size = stats.size - skipped;
    return {
      name,
      size,
      async read(offset, length) {
        assertWithin(offset, length, size);
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length;) {
          const { bytesRead } = await handle.read(bytes, done, length - done, skipped + offset + done);
          if (bytesRead === 0) throw damaged('it became shorter while it was read');
          done += bytesRead;
        }
        return bytes;
      },
      async [Symbol.asyncDispose]() {
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Bytes that are in memory already, as a file. */
export function bytesInMemory(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    async read(offset, length) {
      assertWithin(offset, length, bytes.length);
      return new Uint8Array(bytes.subarray(offset, offset + length));
    },
    async [Symbol.asyncDispose]() {},
  };
}

function assertWithin(offset: number, length: number, size: number): void {
  const sound = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!sound || length > size - offset) {
    throw damaged(`it has ${size} bytes, and ${length} from byte ${offset} on were to be read`);
  }
}

/**
 * The regular files of a folder, without those of its subfolders. Opening refuses every name that could lead out of it:
 * one with a separator, "..", or a link to a file elsewhere.
 * @throws file system errors as they come
 */
export async function folderFiles(folder: string): Promise<CheckpointFiles> {
  const root = await realpath(folder);
  const listed = await readdir(root, { withFileTypes: true });
  const names = listed
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort();
  return {
    names,
    async open(name) {
      assertPlainName(name);
      if (!names.includes(name)) throw missingPart(name);
      const target = await realpath(path.join(root, name));
      if (path.dirname(target) !== root) {
        throw unsupported(
          `${quoted(name)} is a link to a file outside its folder`,
          'Put the file itself beside the others and try again.',
        );
      }
      return openRegularFile(target, withoutLinks, name, 0);
    },
  };
}

/** One file that a person chose; a checkpoint of several parts is incomplete with it. */
export function singleFile(file: string): CheckpointFiles {
  const own = path.basename(file);
  return {
    names: [own],
    async open(name) {
      assertPlainName(name);
      if (name !== own) throw missingPart(name);
      return openByteSource(file);
    },
  };
}

function assertPlainName(name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\:\0]/u.test(name)) {
    throw damaged(`it names a file outside its folder, ${quoted(name)}`);
  }
}
