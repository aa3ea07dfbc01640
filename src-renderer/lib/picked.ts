import { droppedEntries, entriesOf, fileOf, isFile, isFolder, isSystemFile } from './dropped.ts';

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
  const entries = droppedEntries(items);
  const picked: Picked[] = [];
  for (const entry of entries) await walk(entry, '', picked);
  return picked.filter(visible);
}

async function walk(entry: FileSystemEntry, folder: string, picked: Picked[]): Promise<void> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (isFile(entry)) picked.push({ path, file: await fileOf(entry) });
  else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await walk(inner, path, picked);
}

/** What systems put beside files for themselves is not part of a delivery. */
function visible({ path }: Picked): boolean {
  return !path.split('/').some(isSystemFile);
}
