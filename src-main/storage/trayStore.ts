import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { namesIn } from './contentStore.ts';
import type { TrayStore } from './dataFolder.ts';
import { writeDurably } from './durableWrite.ts';
import { assertSafeName } from './namedStore.ts';
import { systemCode, writeError } from './storageErrors.ts';

/**
 * A tray's files lie under hashed names, since people put names into file names; each starts with its path (its length
 * as uint32 little-endian, then UTF-8), which is read back for listing.
 */
export function createTrayStore(root: string, temporaryDir: string): TrayStore {
  const folderOf = (trayId: string): string => path.join(root, assertSafeName(trayId));
  const fileOf = (trayId: string, relativePath: string): string =>
    path.join(folderOf(trayId), createHash('sha256').update(relativePath).digest('hex'));

  return {
    async create() {
      const trayId = randomUUID();
      try {
        await mkdir(folderOf(trayId), { recursive: true, mode: 0o700 });
      } catch (error) {
        throw writeError(error);
      }
      return trayId;
    },

    async exists(trayId) {
      try {
        return (await stat(folderOf(trayId))).isDirectory();
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return false;
        throw error;
      }
    },

    async put(trayId, relativePath, body) {
      const name = Buffer.from(relativePath, 'utf8');
      const head = Buffer.alloc(4 + name.length);
      head.writeUInt32LE(name.length);
      name.copy(head, 4);
      const whole = async function* (): AsyncGenerator<Uint8Array> {
        yield head;
        yield* body;
      };
      await writeDurably(temporaryDir, fileOf(trayId, relativePath), whole());
    },

    async get(trayId, relativePath) {
      try {
        const bytes = await readFile(fileOf(trayId, relativePath));
        return bytes.subarray(4 + bytes.readUInt32LE(0));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        throw notSent(error);
      }
    },

    async open(trayId, relativePath) {
      const handle = await open(fileOf(trayId, relativePath), 'r').catch((error: unknown) => {
        throw systemCode(error) === 'ENOENT' ? notSent(error) : error;
      });
      try {
        const head = Buffer.alloc(4);
        await handle.read(head, 0, 4, 0);
        const begin = 4 + head.readUInt32LE(0);
        return {
          size: (await handle.stat()).size - begin,
          async read(offset, length) {
            const bytes = new Uint8Array(length);
            let done = 0;
            while (done < length) {
              const { bytesRead } = await handle.read(bytes, done, length - done, begin + offset + done);
              if (bytesRead === 0) break;
              done += bytesRead;
            }
            return bytes.subarray(0, done);
          },
          [Symbol.asyncDispose]: () => handle.close(),
        };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    async list(trayId) {
      const paths: string[] = [];
      for await (const name of namesIn(folderOf(trayId))) {
        const file = await open(path.join(folderOf(trayId), name), 'r');
        try {
          const length = Buffer.alloc(4);
          await file.read(length, 0, 4, 0);
          const text = Buffer.alloc(length.readUInt32LE(0));
          await file.read(text, 0, text.length, 4);
          paths.push(text.toString('utf8'));
        } finally {
          await file.close();
        }
      }
      return paths;
    },

    async remove(trayId) {
      await rm(folderOf(trayId), { recursive: true, force: true });
    },

    async all() {
      const trays: string[] = [];
      for await (const name of namesIn(root)) trays.push(name);
      return trays;
    },
  };
}

function notSent(cause: unknown): LapidaryError {
  return new LapidaryError(
    'file-missing',
    'A file that was to be imported is not among those that were sent.',
    'Choose the files again and start the import once more.',
    { cause },
  );
}
