/** A file on its way in, with its path relative to what was chosen ("op1/img_01.jpg"). */
export interface Picked {
  readonly path: string;
  readonly file: File;
}

/** From an input element; of a folder with its paths. */
export function fromInput(files: FileList): Picked[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })).filter(visible);
}

/** From a drop: files, and folders with all that is in them. */
export async function fromDrop(items: DataTransferItemList): Promise<Picked[]> {
  // The list is emptied when the event ends, so the entries are taken before anything is awaited.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const picked: Picked[] = [];
  for (const entry of entries) await walk(entry, '', picked);
  return picked.filter(visible);
}

async function walk(entry: FileSystemEntry, folder: string, picked: Picked[]): Promise<void> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    picked.push({ path, file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // A reader hands out a folder in parts until one is empty.
      const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (part.length === 0) break;
      for (const inner of part) await walk(inner, path, picked);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** What systems put beside files for themselves is not part of a delivery. */
function visible({ path }: Picked): boolean {
  return !path
    .split('/')
    .some((part) => part.startsWith('.') || part === 'Thumbs.db' || part === 'desktop.ini');
}

export function isTable(path: string): boolean {
  return /\.csv$/i.test(path);
}
