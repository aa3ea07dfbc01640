import type { MaskProposal, ProposalSource } from '../../src-shared/contract/segmentation.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import {
  HeadId,
  Sha256,
  type FrameId,
  type JobId,
  type MaskVersionId,
  type ProposalId,
  type SchemaId,
  type StudyId,
  type UserId,
} from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { toolOfModel } from '../../src-shared/domain/maskTool.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { Masks } from '../masks/masks.service.ts';
import type { FindProposer, FrameProposer } from './frameProposer.ts';
import type { Heads } from './heads.service.ts';
import { keepSegments } from './keptSegments.ts';
import * as queries from './proposals.queries.ts';
import { SegmentResult } from './segment.job.ts';

/** Frames of a study whose proposals were judged at once, up to which each is told of by itself. */
const toldApart = 100;

export interface ProposalRequest {
  readonly studyIds: readonly StudyId[];
  /** Left out: every frame of the studies. */
  readonly frameIds?: readonly FrameId[] | undefined;
  readonly source: ProposalSource;
  /** Of `active`: whose head; null: the first schema that has one. */
  readonly maskSchemaId: SchemaId | null;
  readonly only: 'without-mask' | 'all';
}

export interface Acceptance {
  readonly accepted: {
    readonly proposalId: ProposalId;
    readonly frameId: FrameId;
    readonly maskVersionId: MaskVersionId;
  }[];
  readonly left: { readonly proposalId: ProposalId; readonly code: string; readonly message: string }[];
}

/** Masks that heads and models propose for whole frames: nothing of a frame changes before one is accepted. */
export interface Proposals {
  /** Queues the work. @throws LapidaryError `no-head`, `proposer-missing`, those of `Heads.open` */
  propose(
    request: ProposalRequest,
    userId: UserId,
  ): Promise<{ readonly jobId: JobId; readonly source: MaskProposal['source'] }>;
  /** Waits for the end of such a job. */
  proposed(jobId: JobId): Promise<SegmentResult>;
  /** @param frameIds null: of all frames */
  ofStudy(studyId: StudyId, frameIds: readonly FrameId[] | null): MaskProposal[];
  /** LRL1 bytes. @throws LapidaryError `not-found` */
  labelMap(proposalId: ProposalId): Uint8Array<ArrayBuffer>;
  /**
   * Makes each the next version of its frame's mask. Segments that lie on those of the present mask keep who they are.
   * What cannot be stored is told and stays as it was.
   */
  accept(proposalIds: readonly ProposalId[], userId: UserId): Acceptance;
  /** @throws LapidaryError `not-found`; nothing is changed then */
  setState(proposalIds: readonly ProposalId[], state: 'open' | 'rejected', userId: UserId): void;
}

type Ground = Pick<Foundations, 'db' | 'jobs' | 'changes'> & {
  readonly masks: Masks;
  readonly heads: Heads;
  /** Finds proposers of other kinds. */
  readonly findModel: FindProposer;
};

export function createProposals({ db, jobs, changes, masks, heads, findModel }: Ground): Proposals {
  const one = (id: ProposalId): queries.StoredProposal => {
    const proposal = queries.proposalById(db, id);
    if (proposal !== undefined) return proposal;
    throw missing();
  };
  const announce = (judged: readonly { readonly studyId: StudyId; readonly frameId: FrameId }[]): void => {
    for (const [id, some] of Map.groupBy(judged, ({ studyId }) => studyId)) {
      if (some.length > toldApart) changes.announce({ topic: 'proposals', id });
      else for (const { frameId } of some) changes.announce({ topic: 'proposals', id, frameId });
    }
  };

  const acceptOne = (id: ProposalId, userId: UserId): Acceptance['accepted'][number] => {
    const { frameId, segments, source } = one(id);
    return db.transaction(() => {
      const before = queries.currentMask(db, frameId);
      const kept = keepSegments(
        { map: decodeLabelMap(labelMap(id)), segments },
        before && { map: decodeLabelMap(before.bytes), segments: before.segments },
      );
      const stored = masks.store(
        {
          frameId,
          parentId: before?.id ?? null,
          origin: 'model',
          tool: toolOfModel(source),
          title: 'proposal',
          bytes: encodeLabelMap(kept.map),
          classes: new Map(kept.segments.map(({ value, classId }) => [value, classId])),
        },
        userId,
      );
      queries.setProposalState(db, id, 'accepted');
      return { proposalId: id, frameId, maskVersionId: stored.id };
    });
  };

  const labelMap = (id: ProposalId): Uint8Array<ArrayBuffer> => {
    const bytes = queries.proposalBytes(db, id);
    if (bytes !== undefined) return bytes;
    throw missing();
  };

  return {
    async propose({ studyIds, frameIds, source, maskSchemaId, only }, userId) {
      const proposer = await proposerOf(source, maskSchemaId, heads, findModel);
      const { sourceKind, sha256, name } = proposer;
      const jobId = jobs.enqueue(
        'segment',
        { studyIds, frameIds: frameIds ?? null, source: sha256, only, maskSchemaId: proposer.schemaId },
        userId,
      );
      return { jobId, source: { kind: sourceKind, sha256, name } };
    },
    proposed: (jobId) => jobs.finished(jobId, SegmentResult),
    ofStudy: (studyId, frameIds) => queries.proposalsOfStudy(db, studyId, frameIds),
    labelMap,

    accept(proposalIds, userId) {
      const done: Acceptance = { accepted: [], left: [] };
      const judged: { readonly studyId: StudyId; readonly frameId: FrameId }[] = [];
      for (const id of new Set(proposalIds)) {
        try {
          done.accepted.push(acceptOne(id, userId));
          judged.push(one(id));
        } catch (error) {
          if (!(error instanceof LapidaryError)) throw error;
          done.left.push({ proposalId: id, code: error.code, message: error.message });
        }
      }
      announce(judged);
      return done;
    },

    setState(proposalIds, state, userId) {
      const changed = db.transaction(() =>
        proposalIds.map((id) => {
          const { studyId, frameId } = one(id);
          queries.setProposalState(db, id, state);
          recordEvent(db, userId, {
            kind: state === 'rejected' ? 'proposal.rejected' : 'proposal.reopened',
            subjectKind: 'frame',
            subjectId: frameId,
            detail: { proposal: id },
          });
          return { studyId, frameId };
        }),
      );
      announce(changed);
    },
  };
}

/** @throws LapidaryError `no-head`, `proposer-missing`, those of `Heads.open` */
export async function proposerOf(
  source: ProposalSource,
  maskSchemaId: SchemaId | null,
  heads: Heads,
  findModel: FindProposer,
): Promise<FrameProposer> {
  if (source === 'active') {
    const found = await (maskSchemaId === null ? heads.firstActive() : heads.active(maskSchemaId));
    if (found !== undefined) return found;
    throw new LapidaryError(
      'no-head',
      'No segmentation head proposes masks of this schema.',
      'Train a head on masks that you have, and activate it; or bring a model.',
    );
  }
  const headId = HeadId.safeParse(source);
  if (headId.success) return heads.open(headId.data);
  const sha256 = Sha256.parse(source);
  return findProposer(sha256, maskSchemaId, heads, findModel);
}

/** @throws LapidaryError `proposer-missing` */
export async function findProposer(
  sha256: Sha256,
  maskSchemaId: SchemaId | null,
  heads: Heads,
  findModel: FindProposer,
): Promise<FrameProposer> {
  // The shipped head answers for whichever schema has its classes: the one that was asked for first.
  const active = maskSchemaId === null ? undefined : await heads.active(maskSchemaId);
  if (active?.sha256 === sha256) return active;
  const found = (await heads.bySha(sha256)) ?? (await findModel(sha256));
  if (found !== undefined) return found;
  throw new LapidaryError(
    'proposer-missing',
    `No segmentation head and no model with the hash ${sha256.slice(0, 12)}… is here any more.`,
    'Choose one that is in the list.',
  );
}

function missing(): LapidaryError {
  return new LapidaryError('not-found', 'This proposal is not in the database.', 'Reload the study.');
}
