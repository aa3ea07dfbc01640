import { newId } from '../db/newId.ts';
import { z } from 'zod';
import { FrameId, ProposalId, SchemaId, Sha256, StudyId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import type { FrameProposer } from './frameProposer.ts';
import * as queries from './proposals.queries.ts';

export const SegmentPayload = z.strictObject({
  studyIds: z.array(StudyId),
  /** null: every frame of the studies. */
  frameIds: z.array(FrameId).nullable(),
  source: Sha256,
  maskSchemaId: SchemaId,
  only: z.enum(['without-mask', 'all']),
});
export type SegmentPayload = z.infer<typeof SegmentPayload>;

export const SegmentResult = z.object({
  proposed: z.int(),
  /** Frames for which this source had proposed before. */
  kept: z.int(),
  skipped: z.array(z.object({ frameId: FrameId, code: z.string(), message: z.string() })),
});
export type SegmentResult = z.infer<typeof SegmentResult>;

/** Frames handed to the proposer at a time: so many are answered before the job looks whether it is to pause. */
const slice = 32;

type Ground = Pick<Foundations, 'db' | 'changes'> & {
  readonly proposerOf: (source: Sha256, maskSchemaId: SchemaId) => Promise<FrameProposer>;
};

/**
 * The work of proposing masks for studies, slice by slice. Every proposal is written as soon as it is there, and frames
 * that have one of this source are kept: a job that was killed or cancelled goes on where it was.
 */
export function segmentJob(ground: Ground): JobHandler<SegmentPayload, SegmentResult> {
  const { db, proposerOf } = ground;
  return {
    kind: 'segment',
    lane: 'interactive',
    payload: SegmentPayload,
    result: SegmentResult,
    async run({ studyIds, frameIds, source, maskSchemaId, only }, context) {
      const proposer = await proposerOf(source, maskSchemaId);
      const all = queries.framesToSegment(db, studyIds, frameIds, only, source);
      const waiting = all.filter(({ has }) => has === 0);
      const result: SegmentResult = { proposed: 0, kept: all.length - waiting.length, skipped: [] };
      for (let from = 0; from < waiting.length; from += slice) {
        await context.gate();
        const frames = waiting.slice(from, from + slice);
        await proposeSlice(ground, context, proposer, frames, result, (done) => {
          context.progress(result.kept + from + done, all.length, 'proposing masks');
        });
      }
      return result;
    },
  };
}

async function proposeSlice(
  { db, changes }: Ground,
  context: JobContext,
  proposer: FrameProposer,
  frames: readonly queries.FrameToSegment[],
  result: SegmentResult,
  onAnswered: (done: number) => void,
): Promise<void> {
  const studies = new Set<StudyId>();
  let done = 0;
  try {
    await proposer.propose(
      frames,
      (index, answer) => {
        const frame = frames[index];
        if (frame === undefined) throw new Error('an answer for a frame that was not asked about');
        const { frameId, studyId } = frame;
        if (answer.kind === 'proposed') {
          const id = ProposalId.parse(newId());
          db.transaction(() => {
            queries.insertProposal(db, id, frameId, proposer, answer.proposal, context.userId);
          });
          studies.add(studyId);
          result.proposed += 1;
        } else {
          result.skipped.push({ frameId, code: answer.code, message: answer.message });
        }
        onAnswered((done += 1));
      },
      context.signal,
    );
  } finally {
    db.transaction(() => {
      for (const studyId of studies) {
        recordEvent(db, context.userId, {
          kind: 'study.segmented',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { source: proposer.sha256 },
        });
      }
    });
    for (const id of studies) changes.announce({ topic: 'proposals', id });
  }
}
