import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobHandler } from '../jobs/jobs.ts';
import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import * as queries from './backbones.queries.ts';
import { formerImports } from './formerImports.ts';
import { ImportJobPayload, ImportReply, importTask } from './importMessages.ts';
import type { Backbones } from './installed.ts';
import type { Workshop } from './workshop.ts';

export const ImportJobResult = z.strictObject({
  sha256: Sha256,
  name: z.string(),
  /** The same network had been imported before. */
  alreadyThere: z.boolean(),
  selfTest: z.string(),
});
export type ImportJobResult = z.infer<typeof ImportJobResult>;

type Ground = Pick<Foundations, 'db' | 'files' | 'changes' | 'modelsDir'> & {
  readonly backbones: Backbones;
  readonly workshop: Workshop;
};

/**
 * The work of an import. The network's files come first and its row last, so that one that was killed leaves at most
 * files that the next start sweeps; begun again, it does everything again.
 */
export function importBackboneJob(ground: Ground): JobHandler<ImportJobPayload, ImportJobResult> {
  const { db, files, changes, modelsDir, backbones, workshop } = ground;
  return {
    kind: 'backbone',
    lane: 'import',
    payload: ImportJobPayload,
    result: ImportJobResult,
    async run(payload, context) {
      let isOver = true;
      try {
        const reply = await workshop.run(
          importTask,
          { ...payload, dataDir: files.root, modelsDir, before: formerImports(db) },
          {
            signal: context.signal,
            onProgress: ({ done, total, detail }) => {
              context.progress(done, total, typeof detail === 'string' ? detail : '');
            },
          },
        );
        const { sha256, preprocessing, name, source, facts, selfTest } = ImportReply.parse(reply);
        const isNew = db.transaction(() => {
          const row = {
            ...{ sha256, preprocessingSha256: preprocessing, name, selfTest },
            facts: JSON.stringify(facts),
          };
          const sourceRow = {
            sourceName: source.name,
            sourceBytes: source.bytes,
            sourceSha256: source.sha256,
          };
          if (!queries.insertBackbone(db, { ...row, ...sourceRow }, context.userId)) return false;
          recordEvent(db, context.userId, {
            kind: 'backbone.imported',
            subjectKind: 'backbone',
            subjectId: sha256,
            detail: { source: source.sha256 },
          });
          return true;
        });
        backbones.forget(sha256);
        await backbones.find(sha256);
        changes.announce({ topic: 'backbones', id: null });
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
