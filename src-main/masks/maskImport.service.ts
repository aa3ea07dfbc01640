import type { MaskImportInspection, MaskImportReport } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { JobId, UserId } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import * as items from '../studies/imports.queries.ts';
import { inspectImport } from './inspectImport.ts';
import type { ImportQuestion } from './inspectImport.ts';
import { maskImportHandler, MaskImportPayload } from './maskImport.job.ts';
import { unfinishedMaskImports } from './maskImport.queries.ts';
import { maskReader } from './maskReader.ts';
import type { Masks } from './masks.service.ts';
import { openMaskTray } from './maskTray.ts';
import type { CocoMemory } from './maskTray.ts';

export interface MaskImports {
  /** What an import would do; changes nothing. @throws LapidaryError `not-found`, `tray-unknown`, `mask-import-…` */
  inspect(question: ImportQuestion): Promise<MaskImportInspection>;
  /** @throws LapidaryError as `inspect`, `mask-mapping`, `mask-class-unknown` */
  start(payload: MaskImportPayload, userId: UserId): Promise<JobId>;
  /** What became of each file so far. @throws LapidaryError `not-found` */
  report(jobId: JobId): MaskImportReport;
  /** Trays that unfinished imports still need. */
  traysInUse(): ReadonlySet<string>;
}

/** Files that were refused, or not reached, are named up to here; a note counts the rest. */
const named = 2000;

export function createMaskImports(
  foundations: Pick<Foundations, 'db' | 'files' | 'jobs'>,
  masks: Masks,
): MaskImports {
  const { db, files, jobs } = foundations;
  const memory: CocoMemory = new Map();
  jobs.register(maskImportHandler(foundations, masks));

  return {
    inspect: (question) => inspectImport(foundations, question, memory),

    async start(payload, userId) {
      await using tray = await openMaskTray(files, payload.trayId, memory);
      // Everything that can be refused as a whole is refused here, before there is a job.
      maskReader(foundations, tray, payload);
      if (!db.get('SELECT 1 FROM studies WHERE id = ?', [payload.studyId])) {
        throw new LapidaryError('not-found', 'This study is not in the database.', 'Reload the worklist.');
      }
      return jobs.enqueue('mask-import', payload, userId);
    },

    report(jobId) {
      const job = jobs.get(jobId);
      if (job.kind !== 'mask-import') {
        throw new LapidaryError(
          'not-found',
          'This job is no import of masks.',
          'Choose one from the list of jobs.',
        );
      }
      const counts = items.countItems(db, jobId);
      const isOver = job.state !== 'queued' && job.state !== 'running';
      const ending = job.error?.message ?? 'The import was cancelled.';
      const refused = items.readItems(db, jobId, 'refused', named);
      const unreached = isOver ? items.readItems(db, jobId, 'waiting', named) : [];
      const unnamed = counts.refused - refused.length + (isOver ? counts.waiting - unreached.length : 0);
      return {
        stored: counts.imported,
        kept: counts.duplicate,
        refused: [
          ...refused.map(({ file, code, message, remedy }) => ({
            file,
            code: code ?? 'unexpected',
            message: message ?? '',
            remedy: remedy ?? '',
          })),
          ...unreached.map(({ file }) => ({
            file,
            code: 'not-reached',
            message: `It was not reached: ${ending}`,
            remedy: 'Import the masks again: those that are there already are kept.',
          })),
        ],
        notes: unnamed > 0 ? [`${unnamed} more files were refused or not reached.`] : [],
      };
    },

    traysInUse: () =>
      new Set(
        unfinishedMaskImports(db).map((payload) => MaskImportPayload.parse(JSON.parse(payload)).trayId),
      ),
  };
}
