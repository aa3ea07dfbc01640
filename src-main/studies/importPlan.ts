import { z } from 'zod';
import { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Foundations } from '../foundations.ts';
import { machineOrigin, trayOrigin } from './importFiles.ts';
import type { FileOrigin } from './importFiles.ts';

/** What an import was asked to do, kept in the data folder until it is over: its paths may name people. */
export const ImportPlan = z.object({
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tray'), trayId: z.string() }),
    z.object({ kind: z.literal('machine'), paths: z.array(z.string()) }),
  ]),
  /** The manifest's name in its origin, and its bytes as they were when the import was asked for. */
  manifest: z.object({ name: z.string(), base64: z.base64() }).nullable(),
  options: ImportOptions,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

export const ImportPayload = z.object({ importId: z.uuid() });
export const ImportResult = z.object({
  imported: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  notes: z.array(z.string()),
});
export type ImportResult = z.infer<typeof ImportResult>;

/** @throws LapidaryError `import-gone` */
export async function readPlan({ files }: Pick<Foundations, 'files'>, importId: string): Promise<ImportPlan> {
  const bytes = await files.imports.get(importId);
  if (!bytes) {
    throw new LapidaryError(
      'import-gone',
      'What this import was asked to do is no longer in the data folder.',
      'Start the import again: nothing is added twice.',
    );
  }
  return ImportPlan.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}

export function originOf(
  { files }: Pick<Foundations, 'files'>,
  { origin }: Pick<ImportPlan, 'origin'>,
): FileOrigin {
  return origin.kind === 'tray' ? trayOrigin(files.trays, origin.trayId) : machineOrigin(origin.paths);
}
