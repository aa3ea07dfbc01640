import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { TrayFile } from '../storage/dataFolder.ts';
import type { Foundations } from '../foundations.ts';
import { ClassesHead, classesFileName, ExportedClass, ExportedFrame } from './classesFile.ts';
import { readCocoIndex } from './cocoFile.ts';
import type { CocoIndex } from './cocoFile.ts';
import { jsonArrays } from './jsonArrays.ts';
import { stemOf } from './matchFrames.ts';

/** What an export said of its own label maps. */
export interface ClassesFile {
  readonly values: 'classes' | 'instances';
  readonly classes: readonly ExportedClass[];
  /** By the name of the file, as `stemOf` gives it. */
  readonly frames: ReadonlyMap<string, ExportedFrame>;
}

/** What lies in a tray of masks: label maps, and perhaps what their export said of them, or one COCO file. */
export type MaskTray = AsyncDisposable & { readonly names: readonly string[] } & (
    | { readonly kind: 'label-maps'; readonly classes: ClassesFile | null }
    | { readonly kind: 'coco'; readonly file: TrayFile; readonly index: CocoIndex }
  );

const mostFiles = 200_000;
const mostClassesBytes = 64 * 1024 * 1024;
const inOrder = new Intl.Collator('en', { numeric: true }).compare;
/** Files that systems leave in folders of pictures. */
const clutter = new Set(['thumbs.db', 'desktop.ini', 'ehthumbs.db']);

/** Index of the COCO file that was read last: it is asked for again with every page of an inspection. */
export type CocoMemory = Map<string, CocoIndex>;

/** @throws LapidaryError `tray-unknown`, `mask-import-empty`, `mask-import-mixed`, and what is wrong with the files */
export async function openMaskTray(
  { trays }: Foundations['files'],
  trayId: string,
  memory: CocoMemory,
): Promise<MaskTray> {
  if (!(await trays.exists(trayId))) {
    throw new LapidaryError('tray-unknown', 'This tray is no longer open.', 'Choose the files again.');
  }
  const all = (await trays.list(trayId))
    .filter(
      (name) => !name.split('/').some((part) => part.startsWith('.') || clutter.has(part.toLowerCase())),
    )
    .sort(inOrder);
  const isJson = (name: string): boolean => name.toLowerCase().endsWith('.json');
  const isClasses = (name: string): boolean => path.posix.basename(name) === classesFileName;
  const coco = all.filter((name) => isJson(name) && !isClasses(name));
  const described = all.filter(isClasses);
  const names = all.filter((name) => !isJson(name));
  const [first] = coco;
  if (first === undefined && names.length === 0) {
    throw new LapidaryError(
      'mask-import-empty',
      'There is no mask among the files.',
      'Choose PNG label maps, or one COCO file.',
    );
  }
  if (coco.length > 1 || (first !== undefined && names.length > 0) || described.length > 1) {
    throw new LapidaryError(
      'mask-import-mixed',
      `There are ${names.length} pictures, ${coco.length} COCO files and ${described.length} files ${classesFileName}.`,
      'Import label maps of one export, or one COCO file, at a time.',
    );
  }
  if (names.length > mostFiles) {
    throw new LapidaryError(
      'too-many-files',
      `There are more than ${mostFiles} files.`,
      'Import them in parts.',
    );
  }
  if (first === undefined) {
    const [classesName] = described;
    const classes = classesName === undefined ? null : await readClasses(trays, trayId, classesName);
    return { kind: 'label-maps', names, classes, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const file = await trays.open(trayId, first);
  try {
    const index = memory.get(trayId) ?? (await readCocoIndex(file));
    memory.clear();
    memory.set(trayId, index);
    return {
      kind: 'coco',
      names: index.images.map(({ name }) => name),
      file,
      index,
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}

async function readClasses(
  trays: Foundations['files']['trays'],
  trayId: string,
  name: string,
): Promise<ClassesFile> {
  await using file = await trays.open(trayId, name);
  if (file.size > mostClassesBytes) throw unusable('it is larger than 64 MB');
  const head = ClassesHead.safeParse(await headOf(file));
  if (!head.success) throw unusable('it does not begin as one does');
  const classes: ExportedClass[] = [];
  const frames = new Map<string, ExportedFrame>();
  for await (const { key, value } of jsonArrays(file, new Set(['classes', 'frames']))) {
    if (key === 'classes') {
      const one = ExportedClass.safeParse(value);
      if (!one.success || classes.length >= 255) throw unusable('its classes cannot be understood');
      classes.push(one.data);
    } else {
      const frame = ExportedFrame.safeParse(value);
      if (!frame.success || frames.size >= mostFiles) throw unusable('its frames cannot be understood');
      frames.set(stemOf(frame.data.file), frame.data);
    }
  }
  return { values: head.data.values, classes, frames };
}

/** What stands in front of the file's first array. */
async function headOf(file: TrayFile): Promise<unknown> {
  const text = Buffer.from(await file.read(0, 1000)).toString('utf8');
  try {
    return JSON.parse(`${text.slice(0, text.indexOf('"classes":')).trimEnd().replace(/,$/, '')}}`);
  } catch {
    return undefined;
  }
}

function unusable(reason: string): LapidaryError {
  return new LapidaryError(
    'classes-file-invalid',
    `The file ${classesFileName} is not one that Lapidary writes: ${reason}.`,
    'Leave it out and say what the values mean, or export the masks once more.',
  );
}
