import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  BackboneProposal,
  type Backbone,
  type CatalogueEntry,
} from '../../src-shared/contract/backbones.contract.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import type { JobId, Sha256, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { openBackbone, weightsFile } from '../networks/backbone.ts';
import { readCatalogue } from '../networks/catalogue.ts';
import * as queries from './backbones.queries.ts';
import { cardReport } from './cardReport.ts';
import { formerImports } from './formerImports.ts';
import { ImportJobResult, importBackboneJob } from './import.job.ts';
import { ImportJobPayload, inspectTask, type BackboneRequest } from './importMessages.ts';
import type { Backbones, InstalledBackbone } from './installed.ts';
import { unknownTray } from './originFiles.ts';
import type { Workshop } from './workshop.ts';

/** What can be done with the frozen networks of this installation. */
export interface BackboneShelf {
  list(): Promise<Backbone[]>;
  catalogue(): Promise<CatalogueEntry[]>;
  openTray(): Promise<string>;
  closeTray(trayId: string): Promise<void>;
  /** @throws LapidaryError `door-refused`, and what is wrong with the files */
  inspect(request: BackboneRequest, caller: Caller): Promise<BackboneProposal>;
  /** Queues the import; what can be refused, its job refuses. @throws LapidaryError `door-refused`, `tray-unknown` */
  startImport(request: ImportJobPayload, caller: Caller): Promise<JobId>;
  imported(jobId: JobId): Promise<ImportJobResult>;
  /** @throws LapidaryError `backbone-missing`, `backbone-damaged` */
  choose(sha256: Sha256, userId: UserId): Promise<void>;
  /** @throws LapidaryError `backbone-in-use`, `backbone-shipped`, `not-found`. Returns its name. */
  remove(sha256: Sha256, userId: UserId): Promise<string>;
  /** @param sha256 null: all */
  verify(sha256: Sha256 | null): Promise<BackboneVerdict[]>;
  /** Trays that unfinished imports still need; to be known before trays are swept. */
  traysInUse(): ReadonlySet<string>;
  /**
   * Sweeps files of imports that never got their row. Call it once at the start, before jobs are resumed.
   * @param keptFolders of the store, which others than backbones name
   */
  recover(keptFolders: ReadonlySet<Sha256>): Promise<void>;
}

export interface BackboneVerdict {
  readonly sha256: Sha256;
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
  readonly remedy: string;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'modelsDir'> & {
  readonly backbones: Backbones;
  readonly workshop: Workshop;
};

export function createBackboneShelf(ground: Ground): BackboneShelf {
  const { db, files, jobs, changes, modelsDir, backbones, workshop } = ground;
  jobs.register(importBackboneJob(ground));

  const announce = (): void => {
    changes.announce({ topic: 'backbones', id: null });
  };

  return {
    async list() {
      const chosen = queries.chosenBackbone(db);
      const shipped = await backbones.shipped().catch(refused);
      const rows = queries.importedBackbones(db);
      return [
        ...(shipped instanceof LapidaryError ? [] : [await shippedEntry(shipped, chosen)]),
        ...(await Promise.all(rows.map((row) => importedEntry(row, chosen)))),
      ];
    },

    async catalogue() {
      const { entries } = await readCatalogue(modelsDir);
      const bySource = new Map(queries.importedBackbones(db).map((row) => [row.sourceSha256, row.sha256]));
      const byName = new Map(queries.importedBackbones(db).map((row) => [row.name, row.sha256]));
      return entries.map(
        ({ id, name, family, pretrainingKind, data, page, licence, files: offered, keys, notes }) => ({
          ...{ id, name, family, data, page, notes },
          pretraining: pretrainingKind,
          licence: {
            name: licence.name,
            nonCommercial: licence.nonCommercial,
            noDerivatives: licence.noDerivatives,
            source: licence.source,
          },
          files: offered.map((file) => ({
            name: file.name,
            bytes: file.bytes ?? null,
            note: file.note ?? '',
          })),
          shape: {
            imageSize: keys.imageSize,
            patchSize: keys.patchSize,
            width: keys.width,
            depth: keys.depth,
          },
          installed:
            offered
              .map(({ sha256 }) => sha256 && bySource.get(sha256))
              .find((found) => found !== undefined) ??
            byName.get(name) ??
            null,
        }),
      );
    },

    openTray: () => files.trays.create(),
    closeTray: (trayId) => files.trays.remove(trayId),

    async inspect(request, caller) {
      assertDoor(request, caller);
      const reply = await workshop.run(inspectTask, {
        ...request,
        ...{ dataDir: files.root, modelsDir, before: formerImports(db) },
      });
      return BackboneProposal.parse(reply);
    },

    async startImport(request, caller) {
      assertDoor(request, caller);
      if (request.origin.kind === 'tray' && !(await files.trays.exists(request.origin.trayId))) {
        throw unknownTray();
      }
      return jobs.enqueue('backbone', request, caller.userId);
    },

    imported: (jobId) => jobs.finished(jobId, ImportJobResult),

    async choose(sha256, userId) {
      const { sha256: found } = await backbones.find(sha256);
      const shipped = await backbones.shipped().catch(refused);
      const isShipped = !(shipped instanceof LapidaryError) && shipped.sha256 === found;
      db.transaction(() => {
        queries.setChosenBackbone(db, isShipped ? null : found);
        recordEvent(db, userId, { kind: 'backbone.chosen', subjectKind: 'backbone', subjectId: found });
      });
      announce();
    },

    async remove(sha256, userId) {
      const row = queries.importedBackbone(db, sha256);
      if (row === undefined) throw await notRemovable(sha256);
      db.transaction(() => {
        assertUnused(db, row);
        queries.deleteBackbone(db, sha256);
        recordEvent(db, userId, {
          kind: 'backbone.removed',
          subjectKind: 'backbone',
          subjectId: sha256,
          detail: { source: row.sourceSha256 },
        });
      });
      backbones.forget(sha256);
      await files.models.remove(sha256);
      announce();
      return row.name;
    },

    async verify(sha256) {
      const rows = queries.importedBackbones(db).map((row) => ({ sha256: row.sha256, name: row.name }));
      const shipped = await backbones.shipped().catch(refused);
      const all = [...(shipped instanceof LapidaryError ? [] : [shipped]), ...rows];
      const asked = sha256 === null ? all : all.filter((one) => one.sha256 === sha256);
      if (sha256 !== null && asked.length === 0) await backbones.find(sha256);
      const verdicts: BackboneVerdict[] = [];
      if (shipped instanceof LapidaryError && sha256 === null) throw shipped;
      for (const one of asked) verdicts.push(await verdictOn(one));
      return verdicts;
    },

    traysInUse() {
      const trays = queries.unfinishedImports(db).flatMap((payload) => {
        const { origin } = ImportJobPayload.parse(JSON.parse(payload));
        return origin.kind === 'tray' ? [origin.trayId] : [];
      });
      return new Set(trays);
    },

    async recover(keptFolders) {
      const named = new Set(queries.importedBackbones(db).map(({ sha256 }) => sha256));
      for (const address of await files.models.list()) {
        if (!named.has(address) && !keptFolders.has(address)) await files.models.remove(address);
      }
    },
  };

  async function shippedEntry(shipped: InstalledBackbone, chosen: Sha256 | null): Promise<Backbone> {
    return {
      sha256: shipped.sha256,
      name: shipped.card.name,
      version: shipped.card.version,
      origin: 'shipped',
      state: 'ready',
      chosen: chosen === null,
      adapters: queries.adaptersOn(db, shipped.sha256),
      importedAt: null,
      card: cardReport(shipped.card, await bytesOf(shipped.folder)),
      sourceFile: null,
    };
  }

  async function importedEntry(row: queries.BackboneRow, chosen: Sha256 | null): Promise<Backbone> {
    const found = await backbones.find(row.sha256).catch(refused);
    const bytes = found instanceof LapidaryError ? 0 : await bytesOf(found.folder);
    // A folder may have lost its weights since it was looked into.
    const card = found instanceof LapidaryError || bytes === 0 ? null : cardReport(found.card, bytes);
    const isMissing = found instanceof LapidaryError && found.code === 'backbone-missing';
    return {
      sha256: row.sha256,
      name: row.name,
      version: '',
      origin: 'imported',
      state: card !== null ? 'ready' : isMissing ? 'missing' : 'damaged',
      chosen: chosen === row.sha256,
      adapters: queries.adaptersOn(db, row.sha256),
      importedAt: row.importedAt,
      card,
      sourceFile: { name: row.sourceName, bytes: row.sourceBytes, sha256: row.sourceSha256 },
    };
  }

  /** Every byte against the hash. */
  async function verdictOn({
    sha256,
    name,
  }: {
    readonly sha256: Sha256;
    readonly name: string;
  }): Promise<BackboneVerdict> {
    try {
      backbones.forget(sha256);
      const { folder } = await backbones.find(sha256);
      await openBackbone(folder);
      return { sha256, name, ok: true, message: 'Its weights are what they were.', remedy: '' };
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      const { message, remedy } = toErrorReport(error);
      return { sha256, name, ok: false, message, remedy };
    }
  }

  async function notRemovable(sha256: Sha256): Promise<LapidaryError> {
    const shipped = await backbones.shipped().catch(refused);
    return !(shipped instanceof LapidaryError) && shipped.sha256 === sha256
      ? new LapidaryError(
          'backbone-shipped',
          'This network comes with Lapidary and cannot be removed.',
          'Choose another one for new runs instead.',
        )
      : new LapidaryError('not-found', 'There is no such network.', 'Reload the page.');
  }
}

/** Weights take room that nothing else of the data folder takes; what a folder has lost counts nothing. */
async function bytesOf(folder: string): Promise<number> {
  return stat(path.join(folder, weightsFile)).then(
    ({ size }) => size,
    () => 0,
  );
}

function refused(error: unknown): LapidaryError {
  if (error instanceof LapidaryError) return error;
  throw error;
}

function assertDoor({ origin }: BackboneRequest, caller: Caller): void {
  if (origin.kind === 'tray' || caller.door === 'command-line') return;
  throw new LapidaryError(
    'door-refused',
    'A page may not name paths of this computer.',
    'Choose the files in the import dialog.',
  );
}

function assertUnused(db: Ground['db'], { sha256, name }: queries.BackboneRow): void {
  const adapters = queries.adaptersOn(db, sha256);
  const runs = queries.openRunsOn(db, sha256);
  if (adapters === 0 && runs === 0) return;
  const adaptersRest = adapters === 1 ? '1 adapter rests' : `${adapters} adapters rest`;
  const runsRest = runs === 1 ? '1 unfinished tuning run rests' : `${runs} unfinished tuning runs rest`;
  const what = adapters > 0 ? adaptersRest : runsRest;
  throw new LapidaryError(
    'backbone-in-use',
    `“${name}” cannot be removed: ${what} on it.`,
    'Adapters answer only with the network that they were tuned on. Keep it, or wait for its runs to end.',
  );
}
