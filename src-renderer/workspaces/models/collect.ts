import { LapidaryError } from '../../../src-shared/domain/errors.ts';

/** A file of a network on its way in, under its plain name. */
export interface Brought {
  readonly name: string;
  readonly file: File;
}

/** From an input element. Of a folder, the plain files of its top level. */
export function fromInput(files: FileList | readonly File[]): Brought[] {
  const picked = [...files].filter((file) => file.webkitRelativePath.split('/').length <= 2);
  return distinct(picked);
}

/** From a drop: files, and of folders the plain files of their top level. */
export async function fromDrop(items: DataTransferItemList): Promise<Brought[]> {
  // The list is emptied when the event ends, so the entries are taken before anything is awaited.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: File[] = [];
  for (const entry of entries) {
    if (isFile(entry)) files.push(await fileOf(entry));
    else if (isFolder(entry)) {
      for (const inner of await entriesOf(entry)) if (isFile(inner)) files.push(await fileOf(inner));
    }
  }
  return distinct(files);
}

/** @throws LapidaryError `same-name` where two files would go to the same place */
function distinct(files: readonly File[]): Brought[] {
  const brought = files.filter(isPart).map((file) => ({ name: file.name, file }));
  const names = new Set<string>();
  for (const { name } of brought) {
    if (names.has(name)) {
      throw new LapidaryError(
        'same-name',
        `Two of these files have the same name: ${name.slice(0, 80)}.`,
        'Bring the files of one network at a time.',
      );
    }
    names.add(name);
  }
  return brought;
}

/** What systems put beside files for themselves is no part of a network. */
function isPart({ name }: File): boolean {
  return !name.startsWith('.') && name !== 'Thumbs.db' && name !== 'desktop.ini';
}

/** Those that may hold the weights of a network; of sharded ones, the index alone. */
export function weightFiles(names: readonly string[]): string[] {
  const some = names.filter((name) =>
    /\.(?:safetensors|bin|pth|pt|ckpt|npz|onnx)$|\.index\.json$/i.test(name),
  );
  const indexed = some.some((name) => name.endsWith('.index.json'));
  return some.filter((name) => !(indexed && /-\d{5}-of-\d{5}\./.test(name)));
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader hands out a folder in parts until one is empty.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
