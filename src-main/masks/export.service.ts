import { setImmediate } from 'node:timers/promises';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { SchemaId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { readLabelMap } from '../studies/masks.queries.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { readStudy } from '../studies/studies.queries.ts';
import { cocoStream } from './cocoWriter.ts';
import * as queries from './export.queries.ts';
import type { ExportFrame } from './export.queries.ts';
import type { ExportSource, MaskOfFrame } from './exportSource.ts';
import { labelMapsZip } from './labelMapsZip.ts';
import { mostZipEntries } from './zipStream.ts';

export const exportFormats = ['png', 'coco-polygon', 'coco-rle'] as const;

export interface ExportOptions {
  readonly format: (typeof exportFormats)[number];
  /** What the pixels of label maps say. */
  readonly values: 'classes' | 'instances';
  /** How COCO files say run lengths: as pycocotools writes them, or as numbers. */
  readonly rle: 'compressed' | 'uncompressed';
}

export interface MaskExport {
  readonly fileName: string;
  readonly mediaType: string;
  /** Made while it is read, a mask at a time. */
  readonly parts: AsyncIterable<Uint8Array>;
}

export interface MaskExports {
  /** @throws LapidaryError `not-found`, `export-empty`, `export-too-large`, `export-classes` */
  export(studyId: StudyId, options: ExportOptions, userId: UserId): MaskExport;
}

export function createMaskExports({ db }: Pick<Foundations, 'db'>): MaskExports {
  const read = async (frame: ExportFrame): Promise<MaskOfFrame> => {
    await setImmediate();
    const bytes = readLabelMap(db, frame.maskVersionId)?.bytes;
    if (!bytes)
      throw new LapidaryError('not-found', 'A mask was erased meanwhile.', 'Start the export again.');
    return { runs: readLabelRuns(bytes), segments: queries.readExportSegments(db, frame.maskVersionId) };
  };

  return {
    export(studyId, options, userId) {
      const study = readStudy(db, studyId);
      if (!study) {
        throw new LapidaryError('not-found', 'This study is not in the database.', 'Reload the worklist.');
      }
      const frames = queries.readExportFrames(db, studyId);
      if (frames.length === 0) {
        throw new LapidaryError(
          'export-empty',
          'No frame of this study has a mask.',
          'Draw or import masks first.',
        );
      }
      // One more is classes.json.
      if (options.format === 'png' && frames.length >= mostZipEntries) {
        throw new LapidaryError(
          'export-too-large',
          `The study has ${frames.length} masks; a ZIP file holds ${mostZipEntries - 1} of them.`,
          'Export it as COCO, which is one file of any length.',
        );
      }
      // An empty mask is of a schema too, but says nothing in its classes.
      const drawn = frames.filter(({ coverage }) => coverage > 0);
      const telling = drawn.length > 0 ? drawn : frames;
      const { classes, valueOf } = classTable(db, new Set(telling.map(({ schemaId }) => schemaId)));
      const studyCode = `${study.patient.code}-${studyId.slice(-6)}`;
      const source: ExportSource = {
        studyCode,
        frames,
        classes,
        valueOf,
        read,
        segmentsOf: ({ maskVersionId }) => queries.readExportSegments(db, maskVersionId),
        nameOf: ({ id, number }) => `${studyCode}_${String(number).padStart(5, '0')}_${id}.png`,
      };
      recordEvent(db, userId, {
        kind: 'masks.exported',
        subjectKind: 'study',
        subjectId: studyId,
        detail: { format: options.format, masks: frames.length },
      });
      return options.format === 'png'
        ? {
            fileName: `${studyCode}-masks.zip`,
            mediaType: 'application/zip',
            parts: labelMapsZip(source, options.values),
          }
        : {
            fileName: `${studyCode}-masks.json`,
            mediaType: 'application/json',
            parts: cocoStream(source, {
              outlines: options.format === 'coco-polygon',
              compressed: options.rle === 'compressed',
            }),
          };
    },
  };
}

/** Classes get their place in their schema, from 1; those of a second schema go on after the first one's. */
function classTable(
  db: Foundations['db'],
  schemaIds: ReadonlySet<SchemaId>,
): Pick<ExportSource, 'classes' | 'valueOf'> {
  const schemas = readSchemas(db, { kind: 'mask' }).filter(({ id }) => schemaIds.has(id));
  const all = schemas.flatMap(({ name, classes }) => classes.map((one) => ({ ...one, schema: name })));
  if (all.length > 255) {
    throw new LapidaryError(
      'export-classes',
      `The masks of this study are of schemas with ${all.length} classes in all; an export holds 255.`,
      'Use fewer schemas of masks in one study.',
    );
  }
  const values = new Map(all.map(({ id }, i) => [id, i + 1]));
  return {
    classes: all.map(({ code, name, color, schema }, i) => ({ value: i + 1, code, name, color, schema })),
    valueOf: (classId) => {
      const value = values.get(classId);
      if (value === undefined) throw new Error('a segment is of a class that its schema lacks');
      return value;
    },
  };
}
