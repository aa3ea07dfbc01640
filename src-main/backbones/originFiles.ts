import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { openByteSource } from '../networks/checkpoints/byteSource.ts';
import type { ByteSource, CheckpointFiles } from '../networks/checkpoints/checkpoint.ts';
import { quoted } from '../networks/checkpoints/quoted.ts';
import { damaged, missingPart } from '../networks/checkpoints/refusals.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import type { Origin } from './importMessages.ts';

/** The files of an origin, and which of them the weights are. */
export interface OriginFiles extends CheckpointFiles {
  readonly main: string;
}

/**
 * @param main null: the only one that can be; an index goes before its parts
 * @throws LapidaryError `backbone-files`, `file-missing`, `tray-unknown`
 */
export async function openOrigin(
  files: Pick<DataFolder, 'trays'>,
  origin: Origin,
  main: string | null,
): Promise<OriginFiles> {
  return chooseMain(await findFiles(files, origin), main);
}

/** The files of an origin. @throws LapidaryError `backbone-files`, `file-missing`, `tray-unknown` */
export async function findFiles(files: Pick<DataFolder, 'trays'>, origin: Origin): Promise<FoundFiles> {
  return origin.kind === 'paths' ? pathFiles(origin.paths) : trayFiles(files, origin.trayId);
}

/** As `openOrigin`, of files that somebody of this machine named. */
export async function openPaths(paths: readonly string[], main: string | null): Promise<OriginFiles> {
  return chooseMain(await pathFiles(paths), main);
}

function chooseMain({ opened, candidates }: FoundFiles, main: string | null): OriginFiles {
  const chosen = main === null ? onlyWeights(candidates) : path.basename(main);
  if (!opened.names.includes(chosen)) {
    throw filesProblem(`${quoted(chosen)} is not among the files`, 'Choose the weights among those files.');
  }
  return { ...opened, main: chosen };
}

export interface FoundFiles {
  readonly opened: CheckpointFiles;
  /** Those that a person named. */
  readonly candidates: readonly string[];
}

async function trayFiles(files: Pick<DataFolder, 'trays'>, trayId: string): Promise<FoundFiles> {
  if (!(await files.trays.exists(trayId))) {
    throw unknownTray();
  }
  const names = await files.trays.list(trayId);
  const opened: CheckpointFiles = {
    names,
    async open(name): Promise<ByteSource> {
      if (!names.includes(name)) throw missingPart(name);
      const file = await files.trays.open(trayId, name);
      return {
        name,
        size: file.size,
        async read(offset, length) {
          if (offset < 0 || length < 0 || offset + length > file.size) throw damaged('it is cut short');
          return file.read(offset, length);
        },
        [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
      };
    },
  };
  return { opened, candidates: names };
}

/** Files of one folder: those that were named, or all of a named folder; others beside them may be read with them. */
async function pathFiles(paths: readonly string[]): Promise<FoundFiles> {
  const [first = ''] = paths;
  const isFolder = paths.length === 1 && (await kindOf(first)) === 'folder';
  const folder = isFolder ? first : path.dirname(first);
  if (!isFolder && paths.some((one) => path.dirname(one) !== folder)) {
    throw filesProblem('they lie in several folders', 'Put the files of one network into one folder.');
  }
  for (const one of isFolder ? [] : paths) {
    if ((await kindOf(one)) !== 'file') {
      throw filesProblem(`${quoted(path.basename(one))} is no file`, 'Name files, or one folder.');
    }
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name);
  const opened: CheckpointFiles = {
    names,
    async open(name) {
      // A part is named by the file itself: nothing but a plain name of this folder is opened.
      if (!names.includes(name)) throw missingPart(name);
      return openByteSource(path.join(folder, name));
    },
  };
  return { opened, candidates: isFolder ? names : paths.map((one) => path.basename(one)) };
}

async function kindOf(place: string): Promise<'file' | 'folder' | 'other'> {
  try {
    const found = await stat(place);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch (cause) {
    throw new LapidaryError(
      'file-missing',
      `There is no readable file ${quoted(path.basename(place))}.`,
      'Check the path.',
      { cause },
    );
  }
}

const weightsNames = /\.(safetensors|bin|pth|pt|tar|ckpt|npz|onnx)$/i;

function onlyWeights(names: readonly string[]): string {
  const [only, ...more] = names;
  if (only !== undefined && more.length === 0) return only;
  const indices = names.filter((name) => name.endsWith('.index.json'));
  const candidates = indices.length > 0 ? indices : names.filter((name) => weightsNames.test(name));
  const [chosen, ...others] = candidates;
  if (chosen !== undefined && others.length === 0) return chosen;
  if (chosen === undefined) {
    throw filesProblem(
      'none of them is known to hold weights',
      'Choose a file that ends in .safetensors, .pth, .pt, .bin, .npz or .onnx, or the .index.json of several.',
    );
  }
  throw filesProblem(
    `several of them hold weights: ${candidates.slice(0, 5).map(quoted).join(', ')}`,
    'Say which of them is to be imported.',
  );
}

function filesProblem(reason: string, remedy: string): LapidaryError {
  return new LapidaryError('backbone-files', `The files cannot be imported: ${reason}.`, remedy);
}

export function unknownTray(): LapidaryError {
  return new LapidaryError(
    'tray-unknown',
    'These files were already imported, or were never sent.',
    'Choose the files again.',
  );
}
