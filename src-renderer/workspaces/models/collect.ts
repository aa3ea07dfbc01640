import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { droppedEntries, entriesOf, fileOf, isFile, isFolder, isSystemFile } from '../../lib/dropped.ts';
import { t } from '../../lib/words.ts';

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
  const entries = droppedEntries(items);
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
  const brought = files.filter(({ name }) => !isSystemFile(name)).map((file) => ({ name: file.name, file }));
  const names = new Set<string>();
  for (const { name } of brought) {
    if (names.has(name)) {
      throw new LapidaryError(
        'same-name',
        t('models.same-name', { name: name.slice(0, 80) }),
        t('models.same-name-remedy'),
      );
    }
    names.add(name);
  }
  return brought;
}

/** Those that may hold the weights of a network; of sharded ones, the index alone. */
export function weightFiles(names: readonly string[]): string[] {
  const some = names.filter((name) =>
    /\.(?:safetensors|bin|pth|pt|ckpt|npz|onnx)$|\.index\.json$/i.test(name),
  );
  const indexed = some.some((name) => name.endsWith('.index.json'));
  return some.filter((name) => !(indexed && /-\d{5}-of-\d{5}\./.test(name)));
}
