import { stat } from 'node:fs/promises';
import path from 'node:path';
import { MaskModelProposal, type MaskModelEntry } from '../../../src-shared/contract/maskModels.contract.ts';
import type { MaskMethod } from '../../../src-shared/contract/proposals.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { Sha256, type JobId, type UserId } from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';
import { unknownTray } from '../../backbones/originFiles.ts';
import type { Workshop } from '../../backbones/workshop.ts';
import type { ComputeSupervisor } from '../../compute/supervisor.ts';
import { recordEvent } from '../../events/events.ts';
import type { Caller, Foundations } from '../../foundations.ts';
import type { FindProposer } from '../../segmentation/frameProposer.ts';
import type { Proposer, ProposerSource } from '../proposer.ts';
import { titleOf } from './families.ts';
import { importModelJob, ModelImportResult } from './import.job.ts';
import * as queries from './maskModels.queries.ts';
import {
  inspectModelTask,
  ModelRequest,
  ProposeReply,
  proposeTask,
  type ProposePayload,
} from './messages.ts';
import { wholeFrameProposer } from './wholeFrame.ts';

/** The models that this site brought, and what they propose. */
export interface MaskModels extends ProposerSource {
  list(): Promise<MaskModelEntry[]>;
  openTray(): Promise<string>;
  closeTray(trayId: string): Promise<void>;
  /** @throws LapidaryError `door-refused`, and what is wrong with the files */
  inspect(request: ModelRequest, caller: Caller): Promise<MaskModelProposal>;
  /**
   * Queues the import; what can be refused of files, its job refuses.
   * @throws LapidaryError `door-refused`, `tray-unknown`, `mask-model-classes`
   */
  startImport(request: ModelRequest, caller: Caller): Promise<JobId>;
  imported(jobId: JobId): Promise<ModelImportResult>;
  /** Masks that were made with its help stay. Returns its name. @throws LapidaryError `not-found` */
  remove(sha256: Sha256, userId: UserId): Promise<string>;
  /** Finds a segmentation network for the job that proposes masks of studies. */
  readonly frameProposer: FindProposer;
  /** Trays that unfinished imports still need; to be known before trays are swept. */
  traysInUse(): ReadonlySet<string>;
  /** The folders of the model store that are named here; to be known before it is swept. */
  foldersInUse(): ReadonlySet<Sha256>;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes'> & {
  readonly compute: {
    readonly interactive: Pick<ComputeSupervisor, 'run'>;
    readonly batch: Pick<ComputeSupervisor, 'run'>;
  };
  /** Where files of others are read. */
  readonly workshop: Pick<Workshop, 'run'>;
  readonly cacheLimitMb: () => number;
};

export function createMaskModels(ground: Ground): MaskModels {
  const { db, files, jobs, changes, compute, workshop } = ground;
  jobs.register(importModelJob(ground));

  return {
    list: () => Promise.all(queries.maskModels(db).map((row) => entryOf(files, row))),
    openTray: () => files.trays.create(),
    closeTray: (trayId) => files.trays.remove(trayId),

    async inspect(request, caller) {
      assertDoor(request, caller);
      assertSchema(db, request.stated);
      return MaskModelProposal.parse(
        await workshop.run(inspectModelTask, { ...request, dataDir: files.root }),
      );
    },

    async startImport(request, caller) {
      assertDoor(request, caller);
      assertSchema(db, request.stated);
      if (request.origin.kind === 'tray' && !(await files.trays.exists(request.origin.trayId))) {
        throw unknownTray();
      }
      return jobs.enqueue('mask-model', request, caller.userId);
    },

    imported: (jobId) => jobs.finished(jobId, ModelImportResult),

    async remove(sha256, userId) {
      const row = queries.maskModel(db, sha256);
      if (row === undefined) {
        throw new LapidaryError('not-found', 'There is no such model.', 'Reload the page.');
      }
      db.transaction(() => {
        queries.deleteMaskModel(db, sha256);
        recordEvent(db, userId, {
          kind: 'mask-model.removed',
          subjectKind: 'mask-model',
          subjectId: sha256,
          detail: { files: row.card.files.map((file) => file.sha256) },
        });
      });
      await files.models.remove(sha256);
      changes.announce({ topic: 'mask-models', id: null });
      return row.name;
    },

    methods() {
      return queries.maskModels(db).flatMap(methodOf);
    },

    find(method) {
      const sha256 = Sha256.safeParse(method);
      const row = sha256.success ? queries.maskModel(db, sha256.data) : undefined;
      return row?.card.body.kind === 'prompt' ? clickProposer(ground, row) : undefined;
    },

    async frameProposer(sha256) {
      const row = queries.maskModel(db, sha256);
      const body = row?.card.body;
      if (row === undefined || body?.kind !== 'segmentation') return undefined;
      const { name, card } = row;
      return wholeFrameProposer(compute.batch, { dataDir: files.root, sha256, card }, body, name);
    },

    traysInUse() {
      const trays = queries.unfinishedModelImports(db).flatMap((payload) => {
        const { origin } = ModelRequest.parse(JSON.parse(payload));
        return origin.kind === 'tray' ? [origin.trayId] : [];
      });
      return new Set(trays);
    },

    foldersInUse: () => new Set(queries.maskModelFolders(db)),
  };
}

async function entryOf(files: Ground['files'], row: queries.MaskModelRow): Promise<MaskModelEntry> {
  const folder = files.models.folder(row.sha256);
  const sizes = await Promise.all(
    row.card.files.map(({ stored }) =>
      stat(path.join(folder, stored)).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  );
  const isThere = row.card.files.every(({ bytes }, i) => sizes[i] === bytes);
  return {
    ...row,
    familyTitle: titleOf(row.family),
    state: isThere ? 'ready' : 'missing',
    bytes: row.card.files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Models of whole frames are none to choose for a click. */
function methodOf({ sha256, name, card: { body } }: queries.MaskModelRow): MaskMethod[] {
  if (body.kind !== 'prompt') return [];
  const kind = body.box.by === 'none' ? 'points' : 'both';
  const note = `${titleOf(body.family)}; its own estimate of its mask is shown as confidence.`;
  return [{ method: sha256, name, kind, source: 'model', note }];
}

function clickProposer({ files, compute, cacheLimitMb }: Ground, row: queries.MaskModelRow): Proposer {
  const model = { dataDir: files.root, sha256: row.sha256, card: row.card };
  return {
    async propose({ sha256, width, height }, request, signal) {
      const payload: ProposePayload = {
        ...{ model, request, frame: { sha256, width, height } },
        cacheLimitMb: cacheLimitMb(),
      };
      const reply = ProposeReply.parse(await compute.interactive.run(proposeTask, payload, { signal }));
      const map = decodeLabelMap(reply.map);
      if (!map.labels.includes(1)) {
        throw new LapidaryError(
          'proposal-empty',
          'The model finds no region there.',
          'Point at another place of the region, or choose another method.',
        );
      }
      return { map, confidence: reply.confidence, note: '' };
    },
  };
}

function assertDoor({ origin }: ModelRequest, caller: Caller): void {
  if (origin.kind === 'tray' || caller.door === 'command-line') return;
  throw new LapidaryError(
    'door-refused',
    'A page may not name paths of this computer.',
    'Choose the files in the import dialog.',
  );
}

/** @throws LapidaryError `mask-model-classes` for classes that the stated schema does not have */
function assertSchema(db: Ground['db'], { schemaId, classes = [] }: StatedMaskModel): void {
  const named = classes.flatMap(({ classId }) => classId ?? []);
  if (schemaId === undefined && named.length === 0) return;
  const known = schemaId === undefined ? [] : queries.classesOfMaskSchema(db, schemaId);
  if (known.length > 0 && named.every((classId) => known.includes(classId))) return;
  throw new LapidaryError(
    'mask-model-classes',
    schemaId === undefined
      ? 'Classes were stated without the mask schema that they are of.'
      : 'The schema that was stated is no mask schema, or lacks one of the classes.',
    'Choose a mask schema and classes of it.',
  );
}
