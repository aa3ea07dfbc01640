import { z } from 'zod';
import { MaskImportMapping, NameRule } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import { SourceId, StudyId } from '../../src-shared/domain/ids.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import { addressOf } from '../storage/contentStore.ts';
import * as items from '../studies/imports.queries.ts';
import type { WaitingItem } from '../studies/imports.queries.ts';
import { currentMaskOf, readLabelMap } from '../studies/masks.queries.ts';
import type { ImportedMask } from './importedMask.ts';
import { framesOf, uniqueMatches } from './inspectImport.ts';
import { maskReader } from './maskReader.ts';
import * as queries from './maskImport.queries.ts';
import type { Masks } from './masks.service.ts';
import { openMaskTray } from './maskTray.ts';
import { frameMatcher } from './matchFrames.ts';
import type { FrameMatch } from './matchFrames.ts';

const pageSize = 200;
/** Problems of the data folder, not of a file: going on would refuse every file for the same reason. */
const endings = new Set(['disk-full', 'data-folder-read-only', 'database-damaged']);

/** Nothing in it names a person: files are named in the tray alone. */
export const MaskImportPayload = z.object({
  trayId: z.uuid(),
  studyId: StudyId,
  mapping: MaskImportMapping,
  rename: NameRule.nullable(),
  replace: z.enum(['never', 'always']),
});
export type MaskImportPayload = z.infer<typeof MaskImportPayload>;

export const MaskImportResult = z.object({ stored: z.int(), kept: z.int(), refused: z.int() });
export type MaskImportResult = z.infer<typeof MaskImportResult>;

/**
 * The work of an import of masks. Each file is one step: its version, its step in the study and its line of the report
 * are written in one transaction, so that a killed import goes on with the next file.
 */
export function maskImportHandler(
  ground: Pick<Foundations, 'db' | 'files'>,
  masks: Masks,
): JobHandler<MaskImportPayload, MaskImportResult> {
  const { db, files } = ground;
  return {
    kind: 'mask-import',
    payload: MaskImportPayload,
    result: MaskImportResult,
    lane: 'import',
    async run(payload, context) {
      let isOver = true;
      try {
        await importMasks(ground, masks, payload, context);
        const { imported, duplicate, refused } = items.countItems(db, context.jobId);
        return { stored: imported, kept: duplicate, refused };
      } catch (error) {
        isOver = !(error instanceof LapidaryError && error.code === 'workstation-closing');
        throw error;
      } finally {
        if (isOver) {
          // What fails here (the disk may be full) recovery does at the next start.
          await files.trays.remove(payload.trayId).catch(() => undefined);
          tidyNames(db, context.jobId, payload.studyId);
        }
      }
    },
  };
}

async function importMasks(
  { db, files }: Pick<Foundations, 'db' | 'files'>,
  masks: Masks,
  payload: MaskImportPayload,
  context: JobContext,
): Promise<void> {
  const frames = framesOf(queries.readImportFrames(db, payload.studyId));
  await using tray = await openMaskTray(files, payload.trayId, new Map());
  const matchOf = uniqueMatches(tray.names, frameMatcher(frames, payload.rename));
  const read = maskReader({ db, files }, tray, payload);
  listItems(db, context.jobId, tray.names);
  const counts = items.countItems(db, context.jobId);
  const total = counts.waiting + counts.imported + counts.duplicate + counts.refused;
  let done = total - counts.waiting;
  context.progress(done, total, 'Reading masks');

  for (let from = 0; ;) {
    const page = items.readWaiting(db, context.jobId, from, pageSize);
    const last = page.at(-1);
    if (!last) break;
    from = last.position + 1;
    for (const item of page) {
      await context.gate();
      const match = matchOf(item.position);
      try {
        if (match instanceof LapidaryError) throw match;
        await importOne(db, masks, context, item, match, payload, read);
      } catch (error) {
        const isEnding = error instanceof LapidaryError && endings.has(error.code);
        if (isEnding) throw error;
        db.transaction(() => {
          items.markRefused(db, item.id, toErrorReport(error));
          if (!(match instanceof LapidaryError)) queries.belongsTo(db, item.id, match.frame.sourceId);
        });
      }
      context.progress(++done, total);
    }
  }
}

/** Writes the list of files, unless an earlier attempt did. */
function listItems(db: Foundations['db'], jobId: JobId, names: readonly string[]): void {
  if (db.get('SELECT 1 FROM import_items WHERE job_id = ? LIMIT 1', [jobId])) return;
  db.transaction(() => {
    items.insertItems(
      db,
      jobId,
      names.map((name) => ({ name })),
    );
  });
}

async function importOne(
  db: Foundations['db'],
  masks: Masks,
  { userId }: JobContext,
  item: WaitingItem,
  { frame }: FrameMatch,
  { replace }: MaskImportPayload,
  read: ReturnType<typeof maskReader>,
): Promise<void> {
  const sourceId = SourceId.parse(frame.sourceId);
  const parentId = currentMaskOf(db, frame.id);
  if (parentId !== null && replace === 'never') {
    items.markImported(db, item.id, 'duplicate', sourceId);
    return;
  }
  const parent = parentId === null ? [] : queries.readValues(db, parentId);
  const mask = await read(item.position, frame, parent);
  const bytes = encodeLabelMap(mask.map);
  const isSame =
    parentId !== null &&
    readLabelMap(db, parentId)?.sha256 === addressOf(bytes) &&
    parent.every(({ value, classId }) => mask.classes.get(value) === classId);
  db.transaction(() => {
    if (!isSame) {
      masks.store(
        { frameId: frame.id, parentId, origin: 'import', tool: 'import', bytes, classes: used(mask) },
        userId,
      );
    }
    items.markImported(db, item.id, isSame ? 'duplicate' : 'imported', sourceId);
  });
}

/** A class that no pixel is of says nothing of the mask. */
function used({ map, classes }: ImportedMask): ImportedMask['classes'] {
  const seen = new Set(map.labels);
  return new Map([...classes].filter(([value]) => seen.has(value)));
}

function tidyNames(db: Foundations['db'], jobId: JobId, studyId: StudyId): void {
  try {
    items.forgetNames(db, jobId);
    if (!db.get('SELECT 1 FROM studies WHERE id = ?', [studyId])) queries.forgetAllNames(db, jobId);
  } catch {
    // The disk is full or gone: recovery does it at the next start.
  }
}
