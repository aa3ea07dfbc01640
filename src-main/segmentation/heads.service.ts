import { newId } from '../db/newId.ts';
import type { Head, HeadMaterial, HeadTraining } from '../../src-shared/contract/segmentation.contract.ts';
import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { sumMaterial } from '../../src-shared/domain/headMaterial.ts';
import {
  HeadId,
  type JobId,
  type SchemaId,
  type Sha256,
  type StudyId,
  type UserId,
} from '../../src-shared/domain/ids.ts';
import type { Backbones } from '../backbones/installed.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { latestSchemas, readSchemas } from '../studies/schemas.queries.ts';
import { heldOutPatients, holdOut, usedPatients } from '../tuning/tuning.queries.ts';
import type { FrameProposer } from './frameProposer.ts';
import { headProposer, type ReadyHead } from './headProposer.ts';
import { classesIn, describedHead, describedShipped } from './headSummaries.ts';
import { splitHeadFrames } from './headSplit.ts';
import * as queries from './heads.queries.ts';
import { findShippedHead, type ShippedHead } from './shippedHead.ts';

export interface HeadRequest {
  readonly name: string;
  readonly maskSchemaId: SchemaId;
  /** null: every study. */
  readonly studyIds: readonly StudyId[] | null;
  /** The frozen network; null: the one that is chosen for new runs. */
  readonly backbone: Sha256 | null;
  readonly training: HeadTraining;
  readonly testShare: number;
  readonly seed: number;
}

/** Segmentation heads: light decoders over a frozen network, of which one per mask schema proposes. */
export interface Heads {
  /** Newest first, the shipped one last. */
  list(): Promise<Head[]>;
  /** @throws LapidaryError `head-missing` */
  get(headId: HeadId): Head;
  /** What there is to train on, for each mask schema that is used. @param studyIds null: every study */
  material(studyIds: readonly StudyId[] | null): HeadMaterial[];
  /**
   * Divides the masked frames, holds the test's patients out for good, and queues the training.
   * @throws LapidaryError `schema-missing`, `too-few-masks`, `masks-empty`, `backbone-missing`
   */
  train(request: HeadRequest, userId: UserId): Promise<{ readonly jobId: JobId; readonly headId: HeadId }>;
  /** null: back to the shipped one where it fits, else none. @throws LapidaryError `head-missing`, `head-not-ready` */
  activate(maskSchemaId: SchemaId, headId: HeadId | null, userId: UserId): void;
  /** @throws LapidaryError `head-missing`, `head-busy` */
  remove(headId: HeadId, userId: UserId): Promise<void>;
  /**
   * The one that proposes masks of a schema: the site's active one, else the shipped one where the schema has its classes
   * and its network is there; undefined: none does.
   */
  active(maskSchemaId: SchemaId): Promise<FrameProposer | undefined>;
  /** That of the first mask schema with a head of the site's own, else the shipped one. */
  firstActive(): Promise<FrameProposer | undefined>;
  /** @throws LapidaryError `head-missing`, `head-not-ready`, `backbone-missing` */
  open(headId: HeadId): Promise<FrameProposer>;
  /** By the hash of its file; undefined: no head has it. Throws as `open` does. */
  bySha(sha256: Sha256): Promise<FrameProposer | undefined>;
  /** Gives heads whose job ended without them the state that follows. Call it before jobs are resumed. */
  recover(): void;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'compute' | 'modelsDir'>;

export function createHeads(ground: Ground & { readonly backbones: Backbones }): Heads {
  const { db, files, jobs, changes, modelsDir, backbones } = ground;
  let finding: Promise<ShippedHead | undefined> | undefined;
  const shipped = (): Promise<ShippedHead | undefined> => (finding ??= findShippedHead(modelsDir));

  const announce = (id: HeadId | null): void => {
    changes.announce({ topic: 'heads', id });
  };
  const settle = (): void => {
    for (const { id, state } of queries.orphanedHeads(db)) {
      queries.setHeadState(db, id, state);
      announce(id);
    }
  };
  jobs.listen((job) => {
    if (job.kind === 'segmentation-head' && job.finishedAt !== null) settle();
  });

  const rowOf = (headId: HeadId): queries.HeadRow => {
    const row = queries.headById(db, headId);
    if (row !== undefined) return row;
    throw new LapidaryError(
      'head-missing',
      'There is no such segmentation head any more.',
      'Choose one of the heads in the list.',
    );
  };

  const open = async (row: queries.HeadRow): Promise<FrameProposer> => {
    if (row.sha256 === null || row.state !== 'done') throw notReady();
    const ready: ReadyHead = {
      sha256: row.sha256,
      name: row.name,
      maskSchemaId: row.maskSchemaId,
      classes: queries.headClasses(db, row.id).map(({ id }) => id),
      place: { kind: 'stored', sha256: row.sha256 },
      backbone: await backbones.find(row.backboneSha256),
    };
    return headProposer(ground, ready);
  };

  /** The shipped one for a schema; undefined where the schema lacks its classes. Throws as `Backbones.find` does. */
  const openShipped = async (schema: LabelSchema): Promise<FrameProposer | undefined> => {
    const head = await shipped();
    if (head === undefined) return undefined;
    const classes = classesIn(schema, head);
    if (classes === undefined) return undefined;
    const backbone = await backbones.find(head.card.backbone.sha256);
    return headProposer(ground, {
      ...{ sha256: head.sha256, name: head.name, maskSchemaId: schema.id, classes, backbone },
      place: { kind: 'shipped', path: head.path, sha256: head.sha256 },
    });
  };

  /** The newest mask schema that has the shipped head's classes. */
  const shippedSchema = (head: ShippedHead): LabelSchema | undefined =>
    latestSchemas(db, 'mask').find((schema) => classesIn(schema, head) !== undefined);

  const active = async (maskSchemaId: SchemaId): Promise<FrameProposer | undefined> => {
    const row = queries.activeHead(db, maskSchemaId);
    if (row !== undefined) return open(row);
    const [schema] = readSchemas(db, { kind: 'mask', id: maskSchemaId });
    if (schema === undefined) return undefined;
    return openShipped(schema).catch((error: unknown) => {
      if (error instanceof LapidaryError) return undefined;
      throw error;
    });
  };

  return {
    async list() {
      const own = queries.allHeads(db).map((row) => describedHead(db, row, backbones));
      const head = await shipped();
      if (head === undefined) return own;
      const schema = shippedSchema(head);
      return [...own, await describedShipped(head, schema, db, backbones)];
    },

    get: (headId) => describedHead(db, rowOf(headId), backbones),

    material(studyIds) {
      const bySchema = Map.groupBy(queries.maskedStudies(db, studyIds), ({ schemaId }) => schemaId);
      return [...bySchema].map(([schemaId, studies]) => {
        const { frames, patients, unknownFrames } = sumMaterial(studies);
        return { schemaId, frames, patients, unknownFrames, studies };
      });
    },

    async train(request, userId) {
      const backbone = await (request.backbone === null
        ? backbones.chosen()
        : backbones.find(request.backbone));
      const { training } = request;
      const started = db.transaction(() => {
        const [schema] = readSchemas(db, { kind: 'mask', id: request.maskSchemaId });
        if (schema === undefined) throw noSchema();
        const frames = queries.maskedFramesOf(db, schema.id, request.studyIds);
        const learned = queries.learnedFrames(db);
        const split = splitHeadFrames(frames, {
          testShare: request.testShare,
          seed: request.seed,
          heldOut: heldOutPatients(db),
          testedBefore: queries.testedFrames(db),
          usedPatients: new Set([...usedPatients(db), ...learned.patients]),
          usedFrames: learned.frames,
        });
        const shown = new Set(
          split.frames
            .filter(({ part }) => part === 'train')
            .flatMap(({ maskVersionId }) => queries.maskOf(db, maskVersionId).segments)
            .map(({ classId }) => classId),
        );
        const classes = schema.classes.filter(({ id }) => shown.has(id)).map(({ id }) => id);
        if (classes.length === 0) throw nothingMarked(split.frames.length);
        const headId = HeadId.parse(newId());
        const jobId = jobs.enqueue('segmentation-head', { headId }, userId);
        const { name, seed } = request;
        queries.insertHead(
          db,
          {
            ...{ id: headId, name, jobId, maskSchemaId: schema.id, training, seed },
            backboneName: backbone.name,
            backboneSha256: backbone.sha256,
            preprocessingSha256: backbone.preprocessing,
          },
          classes,
          split.frames,
        );
        holdOut(db, split.testPatients);
        recordEvent(db, userId, {
          kind: 'head.started',
          subjectKind: 'head',
          subjectId: headId,
          detail: { job: jobId },
        });
        return { jobId, headId };
      });
      announce(started.headId);
      return started;
    },

    activate(maskSchemaId, headId, userId) {
      if (headId !== null) {
        const row = rowOf(headId);
        if (row.state !== 'done') throw notReady();
        if (row.maskSchemaId !== maskSchemaId) {
          throw new LapidaryError(
            'head-of-another-schema',
            'This segmentation head was trained on masks of another schema.',
            'Activate it for its own schema.',
          );
        }
      }
      db.transaction(() => {
        queries.setActiveHead(db, maskSchemaId, headId);
        recordEvent(db, userId, {
          kind: 'head.activated',
          subjectKind: 'schema',
          subjectId: maskSchemaId,
          detail: { head: headId },
        });
      });
      announce(headId);
    },

    async remove(headId, userId) {
      const row = rowOf(headId);
      if (row.state === 'queued' || row.state === 'running') {
        throw new LapidaryError(
          'head-busy',
          'This segmentation head is being trained.',
          'Cancel its training first, then remove it.',
        );
      }
      db.transaction(() => {
        queries.deleteHead(db, headId);
        recordEvent(db, userId, {
          kind: 'head.removed',
          subjectKind: 'head',
          subjectId: headId,
          detail: { sha256: row.sha256 },
        });
      });
      // Two trainings to the same bits share a file.
      if (row.sha256 !== null && queries.headBySha(db, row.sha256) === undefined) {
        await files.adapters.remove(row.sha256);
      }
      announce(null);
    },

    active,

    async firstActive() {
      const schemas = latestSchemas(db, 'mask').map(({ id }) => id);
      const own = schemas.filter((id) => queries.activeHead(db, id) !== undefined);
      for (const id of [...own, ...schemas]) {
        const found = await active(id);
        if (found !== undefined) return found;
      }
      return undefined;
    },

    open: (headId) => open(rowOf(headId)),

    async bySha(sha256) {
      const row = queries.headBySha(db, sha256);
      if (row !== undefined) return open(row);
      const head = await shipped();
      if (head?.sha256 !== sha256) return undefined;
      const schema = shippedSchema(head);
      return schema && openShipped(schema);
    },

    recover: settle,
  };
}

function notReady(): LapidaryError {
  return new LapidaryError(
    'head-not-ready',
    'This segmentation head is not trained.',
    'Wait for its training to end, or choose another head.',
  );
}

function noSchema(): LapidaryError {
  return new LapidaryError(
    'schema-missing',
    'There is no such mask schema.',
    'Choose one of the mask schemas in the list.',
  );
}

function nothingMarked(frames: number): LapidaryError {
  return new LapidaryError(
    'masks-empty',
    `The masks of the ${frames} frames that were chosen mark nothing that could be learned.`,
    'Draw masks, or choose other studies.',
  );
}
