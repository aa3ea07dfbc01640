import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { z } from 'zod';
import type { ImportOptions, ImportReport } from '../../src-shared/contract/imports.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { machineOrigin, trayOrigin } from './importFiles.ts';
import type { FileOrigin } from './importFiles.ts';
import { ImportResult } from './importPlan.ts';
import type { ImportPlan } from './importPlan.ts';
import { importHandler } from './imports.job.ts';
import * as items from './imports.queries.ts';
import { parseManifest } from './manifest.ts';
import { namedFindingSchema } from './schemas.queries.ts';

export interface Imports {
  openTray(): Promise<string>;
  /** @throws LapidaryError `tray-unknown`, `schema-unknown`, and what is wrong with the manifest as a whole */
  startTray(
    input: { trayId: string; manifest: string | null; options: ImportOptions },
    caller: Caller,
  ): Promise<JobId>;
  /** For the command line alone. @throws LapidaryError `door-refused`, `manifest-and-paths`, and as startTray */
  startPaths(
    input: { paths: readonly string[]; manifest: string | null; options: ImportOptions },
    caller: Caller,
  ): Promise<JobId>;
  /** What became of each file so far. */
  report(jobId: JobId): ImportReport;
}

/** Files that an import did not reach are named up to here; a note counts the rest. */
const namedUnreached = 1000;
const namedRefused = 20_000;

export function createImports(foundations: Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes'>): Imports {
  const { db, files, jobs } = foundations;
  jobs.register(importHandler(foundations));

  /** Everything that can be refused as a whole is refused here, before there is a job. */
  const start = async (
    origin: ImportPlan['origin'],
    reader: FileOrigin,
    manifest: string | null,
    options: ImportOptions,
    caller: Caller,
  ): Promise<JobId> => {
    if (options.schema !== null) namedFindingSchema(db, options.schema);
    refuseDoubleValues(options);
    const bytes = manifest === null ? null : await reader.read(manifest);
    if (bytes)
      refuseFreeText(
        parseManifest(bytes).rows.flatMap(({ label }) => label ?? []),
        options,
      );
    const plan: ImportPlan = {
      origin,
      manifest:
        manifest !== null && bytes ? { name: manifest, base64: Buffer.from(bytes).toString('base64') } : null,
      options,
    };
    const importId = randomUUID();
    await files.imports.put(importId, Buffer.from(JSON.stringify(plan), 'utf8'));
    return jobs.enqueue('import', { importId }, caller.userId);
  };

  return {
    openTray: () => files.trays.create(),

    async startTray({ trayId, manifest, options }, caller) {
      if (!(await files.trays.exists(trayId))) throw unknownTray();
      const origin = { kind: 'tray', trayId } as const;
      return start(origin, trayOrigin(files.trays, trayId), manifest, options, caller);
    },

    async startPaths({ paths, manifest, options }, caller) {
      if (caller.door !== 'command-line') {
        throw new LapidaryError(
          'door-refused',
          'A page may not name paths of this computer.',
          'Choose the files in the import dialog.',
        );
      }
      const table = manifest === null ? null : path.resolve(manifest);
      // A folder that holds the manifest is what it describes; anything else would be imported without its rows.
      const beside = table === null ? [] : paths.filter((given) => !holds(path.resolve(given), table));
      if (beside.length > 0) {
        throw new LapidaryError(
          'manifest-and-paths',
          'A manifest and other files or folders cannot be imported in one go.',
          'Import what the manifest names by the manifest alone, and the rest by itself.',
        );
      }
      const origin = {
        kind: 'machine',
        paths: table === null ? paths.map((given) => path.resolve(given)) : [],
      } as const;
      if (table === null && paths.length === 0) {
        throw new LapidaryError(
          'nothing-to-import',
          'No file or folder was named.',
          'Name files, folders or a manifest.',
        );
      }
      return start(
        { ...origin, paths: [...origin.paths] },
        machineOrigin(origin.paths),
        table,
        options,
        caller,
      );
    },

    report(jobId) {
      const job = jobs.get(jobId);
      if (job.kind !== 'import') {
        throw new LapidaryError(
          'not-found',
          'This job is no import.',
          'Choose an import from the list of jobs.',
        );
      }
      const counts = items.countItems(db, jobId);
      const isOver = job.state !== 'queued' && job.state !== 'running';
      const unreached = isOver ? items.readItems(db, jobId, 'waiting', namedUnreached) : [];
      const refused = items.readItems(db, jobId, 'refused', namedRefused);
      const ending = job.error?.message ?? 'The import was cancelled.';
      return {
        imported: counts.imported,
        duplicates: counts.duplicate,
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
            message: `The import ended before this file. ${ending}`,
            remedy: 'Start the import again: what is there already is not added twice.',
          })),
        ],
        notes: notesOf(
          jobId,
          isOver ? counts.waiting - unreached.length : 0,
          counts.refused - refused.length,
        ),
      };
    },
  };

  function notesOf(jobId: JobId, unnamed: number, unlisted: number): string[] {
    const row = db.get<{ result: string | null }>('SELECT result FROM jobs WHERE id = ?', [jobId]);
    const said: z.infer<typeof ImportResult>['notes'] = !row?.result
      ? []
      : ImportResult.parse(JSON.parse(row.result)).notes;
    return [
      ...said,
      ...(unnamed > 0 ? [`${unnamed} more files were not reached.`] : []),
      ...(unlisted > 0 ? [`${unlisted} more files were refused.`] : []),
    ];
  }
}

/** A label that is different for every picture is a remark, not a class. */
const mostClasses = 200;

function refuseFreeText(labels: readonly string[], options: ImportOptions): void {
  const distinct = new Set(labels).size;
  if (options.schema !== null || distinct <= mostClasses) return;
  throw new LapidaryError(
    'manifest-labels',
    `The manifest has ${distinct} different labels; at most ${mostClasses} classes are made from a manifest.`,
    'Check that the column "label" holds classes, not remarks; or name the label schema they belong to.',
  );
}

function refuseDoubleValues({ masks }: ImportOptions): void {
  if (masks?.kind !== 'values') return;
  const values = masks.values.map(({ value }) => value);
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice === undefined) return;
  throw new LapidaryError(
    'mask-mapping',
    `The mask value ${twice} is given two meanings.`,
    'Name every mask value once.',
  );
}

function holds(folder: string, file: string): boolean {
  return folder === file || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

function unknownTray(): LapidaryError {
  return new LapidaryError(
    'tray-unknown',
    'These files were already imported, or were never sent.',
    'Choose the files again.',
  );
}
