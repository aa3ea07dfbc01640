import { z } from 'zod';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { Sha256 } from '../../../src-shared/domain/ids.ts';
import { recordEvent } from '../../events/events.ts';
import type { Foundations } from '../../foundations.ts';
import type { JobHandler } from '../../jobs/jobs.ts';
import type { Workshop } from '../../backbones/workshop.ts';
import { ImportModelReply, importModelTask, ModelRequest } from './messages.ts';
import * as queries from './maskModels.queries.ts';

export const ModelImportResult = z.strictObject({
  sha256: Sha256,
  name: z.string(),
  /** The same model had been imported before. */
  alreadyThere: z.boolean(),
  selfTest: z.string(),
});
export type ModelImportResult = z.infer<typeof ModelImportResult>;

type Ground = Pick<Foundations, 'db' | 'files' | 'changes'> & { readonly workshop: Pick<Workshop, 'run'> };

/**
 * The work of an import. The model's files come first and its row last, so that one that was killed leaves at most files
 * that the next start sweeps; begun again, it does everything again.
 */
export function importModelJob({
  db,
  files,
  changes,
  workshop,
}: Ground): JobHandler<ModelRequest, ModelImportResult> {
  return {
    kind: 'mask-model',
    lane: 'import',
    payload: ModelRequest,
    result: ModelImportResult,
    async run(payload, context) {
      let isOver = true;
      try {
        const answer = await workshop.run(
          importModelTask,
          { ...payload, dataDir: files.root },
          {
            signal: context.signal,
            onProgress: ({ done, total, detail }) => {
              context.progress(done, total, typeof detail === 'string' ? detail : '');
            },
          },
        );
        const { sha256, name, card, selfTest } = ImportModelReply.parse(answer);
        const isNew = db.transaction(() => {
          if (!queries.insertMaskModel(db, { sha256, name, card }, context.userId)) return false;
          recordEvent(db, context.userId, {
            kind: 'mask-model.imported',
            subjectKind: 'mask-model',
            subjectId: sha256,
            detail: { files: card.files.map((file) => file.sha256) },
          });
          return true;
        });
        changes.announce({ topic: 'mask-models', id: null });
        return { sha256, name, alreadyThere: !isNew, selfTest };
      } catch (error) {
        isOver = !(error instanceof LapidaryError && error.code === 'workstation-closing');
        throw error;
      } finally {
        if (isOver && payload.origin.kind === 'tray') await files.trays.remove(payload.origin.trayId);
      }
    },
  };
}
