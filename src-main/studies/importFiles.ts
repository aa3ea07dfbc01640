import { opendir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { TrayStore } from '../storage/dataFolder.ts';
import { systemCode } from '../storage/storageErrors.ts';
import { maxFileBytes } from './imageLimits.ts';

/** Where an import's files come from: a tray of the data folder, or this machine's own folders. */
export interface FileOrigin {
  /** Every file, by names that `read` understands, in the order in which a person would number them. */
  list(): Promise<string[]>;
  /** The folder as whose study a file is imported: the one that was chosen or dropped; '' for a file by itself. */
  groupOf(name: string): string;
  /** @throws LapidaryError `file-missing`, `file-unreadable`, `file-too-large` */
  read(name: string): Promise<Uint8Array>;
  /**
   * A file that a manifest names, as a name for `read`.
   * @throws LapidaryError `file-missing`, `path-outside` when it lies outside the manifest's folder
   */
  resolve(manifest: string, relative: string): Promise<string>;
}

const deepest = 16;
const mostFiles = 200_000;
/** Files that systems leave in folders of pictures. */
const clutter = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db']);
const inOrder = new Intl.Collator('en', { numeric: true }).compare;

const isHidden = (name: string): boolean => name.startsWith('.') || clutter.has(name.toLowerCase());

/** Files that were sent to a tray. Their relative paths were checked when they came. */
export function trayOrigin(trays: TrayStore, trayId: string): FileOrigin {
  return {
    async list() {
      const names = await trays.list(trayId);
      return names.filter((name) => !name.split('/').some(isHidden)).sort(inOrder);
    },
    groupOf: (name) => (name.includes('/') ? (name.split('/')[0] ?? '') : ''),
    read: (name) => trays.get(trayId, name),
    async resolve(manifest, relative) {
      const folder = path.posix.dirname(manifest);
      const name = path.posix.normalize(path.posix.join(folder, relative.replaceAll('\\', '/')));
      const inside = folder === '.' ? !/^(\.\.)?(\/|$)/.test(name) : name.startsWith(`${folder}/`);
      if (!inside || relative.startsWith('/')) throw outside();
      return name;
    },
  };
}

/** Files and folders of this machine, by absolute paths. */
export function machineOrigin(paths: readonly string[]): FileOrigin {
  const places = paths.map((given) => path.resolve(given));
  return {
    async list() {
      const files: string[] = [];
      for (const place of places) {
        let isFolder = false;
        try {
          isFolder = (await stat(place)).isDirectory();
        } catch {
          // Reading it will say why.
        }
        if (isFolder) files.push(...(await filesUnder(place, 0)));
        else files.push(place);
        if (files.length > mostFiles) throw tooMany();
      }
      return files;
    },
    groupOf: (name) => places.find((place) => isInside(place, name)) ?? '',
    read: readWhole,
    async resolve(manifest, relative) {
      const folder = await realpath(path.dirname(manifest));
      const portable = path.sep === '/' ? relative.replaceAll('\\', '/') : relative;
      // Accented letters are written in two ways; the disk may hold either.
      const spellings = [...new Set([portable, portable.normalize('NFC'), portable.normalize('NFD')])];
      for (const spelling of spellings) {
        const wanted = path.resolve(folder, spelling);
        if (!isInside(folder, wanted)) throw outside();
        let real: string;
        try {
          real = await realpath(wanted);
        } catch {
          continue;
        }
        if (!isInside(folder, real)) throw outside();
        return real;
      }
      throw missing();
    },
  };
}

/** Regular files, not hidden, symbolic links left alone, in natural order, folder by folder. */
async function filesUnder(folder: string, depth: number): Promise<string[]> {
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(folder)) {
    if (isHidden(entry.name)) continue;
    if (entry.isFile()) files.push(entry.name);
    else if (entry.isDirectory()) folders.push(entry.name);
    if (files.length > mostFiles) throw tooMany();
  }
  const found = files.sort(inOrder).map((name) => path.join(folder, name));
  if (depth >= deepest) return found;
  for (const name of folders.sort(inOrder)) {
    found.push(...(await filesUnder(path.join(folder, name), depth + 1)));
    if (found.length > mostFiles) throw tooMany();
  }
  return found;
}

async function readWhole(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw unreadable();
    if (found.size > maxFileBytes) {
      throw new LapidaryError(
        'file-too-large',
        `The file has ${Math.round(found.size / 1024 / 1024)} MB; at most ${maxFileBytes / 1024 / 1024} MB are read.`,
        'Split it, or save it in a more compact format.',
      );
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof LapidaryError) throw error;
    throw systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR'
      ? missing(error)
      : unreadable(error);
  }
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

function missing(cause?: unknown): LapidaryError {
  return new LapidaryError(
    'file-missing',
    'The file is not there.',
    'Check its path; in a manifest, paths are relative to the manifest, and case counts.',
    { cause },
  );
}

function unreadable(cause?: unknown): LapidaryError {
  return new LapidaryError(
    'file-unreadable',
    'The file cannot be read.',
    'Check that it is an ordinary file and that your user account may read it.',
    { cause },
  );
}

function outside(): LapidaryError {
  return new LapidaryError(
    'path-outside',
    'The manifest names a file outside its own folder.',
    'Put the manifest into a folder that holds all its pictures and masks, and name them relative to it.',
  );
}

function tooMany(): LapidaryError {
  return new LapidaryError(
    'too-many-files',
    `There are more than ${mostFiles} files in what was chosen.`,
    'Import it folder by folder.',
  );
}
