import type { MaskImportMapping } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { readMaskImage } from '../studies/maskImages.ts';
import { latestSchemas } from '../studies/schemas.queries.ts';
import { readAnnotations } from './cocoFile.ts';
import { fromAnnotations, fromInstances, fromThreshold, fromValues, wrongSize } from './importedMask.ts';
import type { ImportedMask } from './importedMask.ts';
import { storedAsShown } from './inspectImport.ts';
import * as queries from './maskImport.queries.ts';
import type { ClassesFile, MaskTray } from './maskTray.ts';
import { stemOf } from './matchFrames.ts';
import type { ImportFrame } from './matchFrames.ts';
import type { ValueOfClass } from './parentValues.ts';
import { suggestClasses } from './suggestions.ts';

export type MaskReader = (
  position: number,
  frame: ImportFrame,
  parent: readonly ValueOfClass[],
) => Promise<ImportedMask>;

/**
 * How the masks of a tray are read under a mapping.
 * @throws LapidaryError `mask-mapping` where it is not for what the tray holds, `mask-class-unknown`
 */
export function maskReader(
  { db, files }: Pick<Foundations, 'db' | 'files'>,
  tray: MaskTray,
  { trayId, mapping }: { readonly trayId: string; readonly mapping: MaskImportMapping },
): MaskReader {
  if (!queries.areOfOneSchema(db, classesIn(mapping))) throw unknownClass();
  if (mapping.kind === 'categories') {
    if (tray.kind !== 'coco') throw wrongMapping();
    return async (position, frame, parent) => {
      const image = tray.index.images[position];
      if (!image) throw new Error('the list of images has changed');
      if (image.size && (image.size.width !== frame.width || image.size.height !== frame.height)) {
        throw wrongSize(image.size, frame);
      }
      const { width, height } = frame;
      return fromAnnotations(await readAnnotations(tray.file, image), mapping, { width, height }, parent);
    };
  }
  if (tray.kind === 'coco') throw wrongMapping();
  const imageOf = async (position: number, frame: ImportFrame) =>
    readMaskImage(await files.trays.get(trayId, tray.names[position] ?? ''), storedAsShown(frame));
  switch (mapping.kind) {
    case 'values': {
      const targets = new Map(mapping.values.map(({ value, to }) => [value, to]));
      return async (position, frame, parent) => fromValues(await imageOf(position, frame), targets, parent);
    }
    case 'threshold':
      return async (position, frame, parent) =>
        fromThreshold(await imageOf(position, frame), mapping, parent);
    case 'instances': {
      const { classes } = tray;
      if (classes?.values !== 'instances') throw wrongMapping();
      const classOf = classesOf(db, classes);
      return async (position, frame, parent) => {
        const said = classes.frames.get(stemOf(tray.names[position] ?? ''));
        if (!said) {
          throw new LapidaryError(
            'mask-values',
            'classes.json says nothing of this file.',
            'Import the file by values, or export the masks once more.',
          );
        }
        return fromInstances(await imageOf(position, frame), said, classOf, parent);
      };
    }
  }
}

function classesOf(db: Foundations['db'], { classes }: ClassesFile): (value: number) => ClassId {
  const named = classes.map(({ value, code }) => ({ value, name: code }));
  const found = suggestClasses(named, latestSchemas(db, 'mask'), classes[0]?.schema ?? null);
  return (value) => {
    const classId = found.get(value);
    if (classId === undefined) throw unknownClass();
    return classId;
  };
}

function classesIn(mapping: MaskImportMapping): ReadonlySet<ClassId> {
  const targets = targetsOf(mapping);
  return new Set(targets.flatMap((to) => (to === 'background' || to === 'refuse' ? [] : [to])));
}

function targetsOf(mapping: MaskImportMapping): readonly (ClassId | 'background' | 'refuse')[] {
  switch (mapping.kind) {
    case 'values':
      return mapping.values.map(({ to }) => to);
    case 'categories':
      return mapping.categories.map(({ to }) => to);
    case 'threshold':
      return [mapping.classId];
    case 'instances':
      return [];
  }
}

function wrongMapping(): LapidaryError {
  return new LapidaryError(
    'mask-mapping',
    'What was said of values or categories is not for the files in this tray.',
    'Look at what the import would do, and answer what it asks.',
  );
}

function unknownClass(): LapidaryError {
  return new LapidaryError(
    'mask-class-unknown',
    'The classes are not all classes of one mask schema of this data folder.',
    'Choose them again, all from one schema.',
  );
}
