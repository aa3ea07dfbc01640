import type { z } from 'zod';
import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import type { JobId, Sha256 } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import { commitCase } from './importCase.ts';
import type { ImportScope, PreparedCase } from './importCase.ts';
import type { FileOrigin } from './importFiles.ts';
import { ImportPayload, ImportResult, originOf, readPlan } from './importPlan.ts';
import type { ImportPlan } from './importPlan.ts';
import { MaskProblem, prepare } from './importPrepare.ts';
import type { Wanted, Work } from './importPrepare.ts';
import * as items from './imports.queries.ts';
import { inOrder } from './inOrder.ts';
import { parseManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { findOrMakeSchema, namedFindingSchema } from './schemas.queries.ts';

/** Files read and decoded at a time while another's rows are written. */
const width = 3;
const pageSize = 200;
/** Milliseconds between two notices to the worklist. */
const noticeInterval = 1000;
/** Problems of the data folder, not of a file: going on would refuse every file for the same reason. */
const endings = new Set(['disk-full', 'data-folder-read-only', 'database-damaged']);

type Ground = Pick<Foundations, 'db' | 'files' | 'changes'>;

/**
 * The work of an import. Each file is one step: its bytes are stored first, then all of its rows are written in one
 * transaction together with its line of the report, so that a killed import goes on with the next file.
 */
export function importHandler(ground: Ground): JobHandler<z.infer<typeof ImportPayload>, ImportResult> {
  const { db } = ground;
  return {
    kind: 'import',
    payload: ImportPayload,
    result: ImportResult,
    lane: 'import',
    async run({ importId }, context) {
      const plan = await readPlan(ground, importId);
      const leftOver = new Set<Sha256>();
      const unwritten: (() => void)[] = [];
      let isOver = true;
      try {
        const origin = originOf(ground, plan);
        const manifest = plan.manifest && parseManifest(Buffer.from(plan.manifest.base64, 'base64'));
        const scope: ImportScope = { importId, userId: context.userId, options: plan.options };
        await listItems(ground, context.jobId, origin, manifest);
        const schema = findingSchema(ground, scope, manifest);
        await importItems({ ground, plan, origin, scope, schema, leftOver, unwritten }, context, manifest);
        const counts = items.countItems(db, context.jobId);
        return {
          imported: counts.imported,
          duplicates: counts.duplicate,
          refused: counts.refused,
          notes: ignoredNote(manifest),
        };
      } catch (error) {
        isOver = !(error instanceof LapidaryError && error.code === 'workstation-closing');
        throw error;
      } finally {
        if (isOver) await tidyUp(ground, context.jobId, importId, plan, { leftOver, unwritten });
        announce(ground);
      }
    },
  };
}

/** Writes the list of files, unless an earlier attempt did. A manifest's items are its lines, in order. */
async function listItems(
  { db }: Ground,
  jobId: JobId,
  origin: FileOrigin,
  manifest: Manifest | null,
): Promise<void> {
  if (db.get('SELECT 1 FROM import_items WHERE job_id = ? LIMIT 1', [jobId])) return;
  const listed = manifest
    ? [
        ...manifest.rows.map(({ line, image }) => ({ line, name: image })),
        ...manifest.unusable.map(({ line, image, problem }) => ({
          line,
          name: image,
          problem: toErrorReport(problem),
        })),
      ].sort((a, b) => a.line - b.line)
    : (await origin.list()).map((name) => ({ name }));
  db.transaction(() => {
    items.insertItems(db, jobId, listed);
  });
}

/** The schema of the manifest's labels: the one asked for, else one that has them all, else a new one. */
function findingSchema(
  { db, changes }: Ground,
  scope: ImportScope,
  manifest: Manifest | null,
): LabelSchema | null {
  if (scope.options.schema !== null) return namedFindingSchema(db, scope.options.schema);
  const codes = [...new Set(manifest?.rows.flatMap(({ label }) => label ?? []))];
  if (codes.length === 0) return null;
  const schema = db.transaction(() => findOrMakeSchema(db, scope.userId, 'finding', codes));
  changes.announce({ topic: 'schemas', id: null });
  return schema;
}

async function importItems(work: Work, context: JobContext, manifest: Manifest | null): Promise<void> {
  const { ground, scope } = work;
  const { db } = ground;
  const counts = items.countItems(db, context.jobId);
  const total = counts.waiting + counts.imported + counts.duplicate + counts.refused;
  let done = total - counts.waiting;
  let toldAt = performance.now();
  context.progress(done, total, 'Reading files');
  const rowAt = rowsByPosition(manifest);
  for (let from = 0; ;) {
    const page = items.readWaiting(db, context.jobId, from, pageSize);
    const last = page.at(-1);
    if (!last) break;
    from = last.position + 1;
    const wanted = page.map((item) => wantedOf(work, item, rowAt));
    for await (const outcome of inOrder(wanted, width, (one) => prepare(work, one))) {
      await context.gate();
      const { item } = outcome.item;
      try {
        if ('error' in outcome) throw outcome.error;
        db.transaction(() => {
          const { state, sourceId } =
            'sourceId' in outcome.result
              ? { state: 'duplicate' as const, sourceId: outcome.result.sourceId }
              : commitCase(db, scope, outcome.result);
          items.markImported(db, item.id, state, sourceId);
        });
        if ('source' in outcome.result) forget(work.leftOver, outcome.result);
      } catch (error) {
        refuse(work, outcome.item, error);
      }
      context.progress(++done, total);
      if (performance.now() - toldAt > noticeInterval) {
        toldAt = performance.now();
        announce(ground);
      }
    }
  }
}

/** Bytes that have their rows are left over no more. */
function forget(leftOver: Set<Sha256>, { source }: PreparedCase): void {
  leftOver.delete(source.sha256);
  for (const { sha256 } of source.frames) leftOver.delete(sha256);
}

/** Writes a file's refusal; where the data folder itself is the problem, the import ends with it. */
function refuse({ ground: { db }, unwritten }: Work, wanted: Wanted, error: unknown): void {
  const inMask = error instanceof MaskProblem;
  const cause = inMask ? error.cause : error;
  const report = toErrorReport(cause);
  const isEnding = cause instanceof LapidaryError && endings.has(cause.code);
  const write = (): void => {
    db.transaction(() => {
      items.markRefused(
        db,
        wanted.item.id,
        inMask ? { ...report, message: `Its mask: ${report.message}` } : report,
        inMask ? `${wanted.item.name} (mask ${wanted.mask ?? ''})` : undefined,
      );
    });
  };
  try {
    write();
  } catch (writing) {
    if (!isEnding) throw writing;
    unwritten.push(write);
  }
  if (isEnding) throw cause;
}

function rowsByPosition(manifest: Manifest | null): ReadonlyMap<number, Manifest['rows'][number]> {
  if (!manifest) return new Map();
  const lines = [...manifest.rows, ...manifest.unusable].map(({ line }) => line).sort((a, b) => a - b);
  const position = new Map(lines.map((line, i) => [line, i]));
  return new Map(manifest.rows.map((row) => [position.get(row.line) ?? -1, row]));
}

function wantedOf(
  { origin }: Work,
  item: items.WaitingItem,
  rowAt: ReadonlyMap<number, Manifest['rows'][number]>,
): Wanted {
  const row = rowAt.get(item.position);
  return {
    item,
    patient: row?.patient ?? null,
    study: row?.study ?? null,
    site: row?.site ?? null,
    label: row?.label ?? null,
    mask: row?.mask ?? null,
    group: row ? '' : origin.groupOf(item.name),
  };
}

function ignoredNote(manifest: Manifest | null): string[] {
  if (!manifest || manifest.ignored.length === 0) return [];
  return [
    `Columns of the manifest that mean nothing to an import were ignored: ${manifest.ignored.join(', ')}.`,
  ];
}

/** After an import: nothing is left of it but its rows. What fails here (the disk may be full) recovery does at the next start. */
async function tidyUp(
  { db, files }: Ground,
  jobId: JobId,
  importId: string,
  plan: ImportPlan,
  { leftOver, unwritten }: Pick<Work, 'leftOver' | 'unwritten'>,
): Promise<void> {
  const steps = [
    () => removeUnreferenced({ db, files }, leftOver),
    async () => {
      for (const write of unwritten) write();
    },
    async () => {
      items.forgetNames(db, jobId);
    },
    async () => {
      if (plan.origin.kind === 'tray') await files.trays.remove(plan.origin.trayId);
    },
    () => files.imports.remove(importId),
  ];
  for (const step of steps) await step().catch(() => undefined);
}

/** Removes bytes that ended up without a row. */
async function removeUnreferenced(
  { db, files }: Pick<Ground, 'db' | 'files'>,
  addresses: Iterable<Sha256>,
): Promise<void> {
  for (const address of addresses) {
    if (!items.isReferenced(db, 'frames', address)) await files.frames.remove(address);
    if (!items.isReferenced(db, 'sources', address)) await files.sources.remove(address);
  }
}

/** What an import makes beside its studies: masks may bring classes that no schema had. */
function announce({ changes }: Ground): void {
  changes.announce({ topic: 'schemas', id: null });
  changes.announce({ topic: 'studies', id: null });
}
