import type {
  MaskMethod,
  MaskMethodName,
  ProposalRequest,
} from '../../src-shared/contract/proposals.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { intersect, wholeRect } from '../../src-shared/domain/geometry.ts';
import type { FrameId, UserId } from '../../src-shared/domain/ids.ts';
import { createLatestOnly } from '../compute/latestOnly.ts';
import type { Foundations } from '../foundations.ts';
import * as queries from './clickProposals.queries.ts';
import type { Proposal, ProposerSource } from './proposer.ts';

/** What a reader asks about a frame. */
export interface ProposalQuestion {
  readonly frameId: FrameId;
  readonly method: MaskMethodName;
  readonly request: ProposalRequest;
  readonly userId: UserId;
}

/** Masks proposed from a reader's marks on one frame: nothing of them is stored. */
export interface ClickProposals {
  /** Those without a network first. */
  methods(): MaskMethod[];
  /** Prepares in the background for a first question. */
  warm(): void;
  /**
   * Of several questions of one reader about one frame that wait for their turn, the newest is answered.
   * @throws LapidaryError `not-found`, `proposal-method-unknown`, `proposal-no-point`, `proposal-no-box`,
   *   `proposal-box-outside`, `proposal-empty`, `superseded`, `cancelled`, and the method's own
   */
  propose(question: ProposalQuestion, signal: AbortSignal): Promise<Proposal>;
}

export function createClickProposals({
  db,
  sources,
}: Pick<Foundations, 'db'> & { readonly sources: readonly ProposerSource[] }): ClickProposals {
  const latestOnly = createLatestOnly('A newer set of marks');

  return {
    methods: () => sources.flatMap((source) => source.methods()),

    warm() {
      for (const source of sources) source.warm?.();
    },

    async propose({ frameId, method, request, userId }, signal) {
      const frame = queries.frame(db, frameId);
      if (frame === undefined) {
        throw new LapidaryError(
          'not-found',
          'This frame is no longer in the database.',
          'It may have been erased. Reload the study.',
        );
      }
      const proposer = sources.flatMap((source) => source.find(method) ?? [])[0];
      if (proposer === undefined) {
        throw new LapidaryError(
          'proposal-method-unknown',
          'There is no such method to propose a mask with; its model may have been removed.',
          'Choose another method.',
        );
      }
      assertMarks(request);
      const box = request.box === null ? null : intersect(request.box, wholeRect(frame));
      if (request.box !== null && box === null) throw boxOutside();
      return latestOnly(`${userId} ${frameId}`, () =>
        proposer.propose(frame, { points: request.points, box }, signal),
      );
    },
  };
}

function assertMarks({ points, box }: ProposalRequest): void {
  if (box !== null || points.length > 0) return;
  throw new LapidaryError(
    'proposal-no-marks',
    'Nothing says where the region is: there is neither a point nor a box.',
    'Click into the region, or draw a box around it.',
  );
}

function boxOutside(): LapidaryError {
  return new LapidaryError(
    'proposal-box-outside',
    'The box lies outside of the picture.',
    'Draw it around the region, over the picture.',
  );
}
