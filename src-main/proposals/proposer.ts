import type { MaskMethod, ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import type { FrameId, Sha256 } from '../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

/** The frame that a mask is proposed for: its pixels lie in the frame store under `sha256`. */
export interface ProposedFrame {
  readonly id: FrameId;
  readonly sha256: Sha256;
  readonly width: number;
  readonly height: number;
}

export interface Proposal {
  /** Of the frame's own size; 0 outside, 1 inside. */
  readonly map: LabelMap;
  /** What the method itself says of its answer, 0…1; null: it says nothing. */
  readonly confidence: number | null;
  /** What a reader should know of how it came about, such as the size that was worked at. One sentence or empty. */
  readonly note: string;
}

/** Proposes one region of a frame from what a reader pointed at. */
export interface Proposer {
  /**
   * @param request points and box in picture coordinates; the box lies within the picture, points may lie outside of it
   * @throws LapidaryError `proposal-empty` where nothing was found, `cancelled`, and the method's own
   */
  propose(frame: ProposedFrame, request: ProposalRequest, signal: AbortSignal): Promise<Proposal>;
}

/** Proposers of one origin. A method is known by its name: 'watershed', or the hash of a model. */
export interface ProposerSource {
  /** For a reader to choose from, at this moment. */
  methods(): readonly MaskMethod[];
  /** undefined: the method is not one of this source's. */
  find(method: string): Proposer | undefined;
  /** Prepares for a first request that is about to come. Costs little where that was done before. Never throws. */
  warm?(): void;
}
