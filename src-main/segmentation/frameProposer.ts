import type { ClassId, FrameId, SchemaId, Sha256 } from '../../src-shared/domain/ids.ts';
import type { ProbabilityMap } from '../../src-shared/domain/probabilityMap.ts';

/** A stored frame that a mask is wanted for. */
export interface FrameToPropose {
  readonly frameId: FrameId;
  /** Address of its picture in the store. */
  readonly sha256: Sha256;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** A mask that something proposes for a frame. */
export interface FrameProposal {
  /** LRL1 bytes of the frame's own size. */
  readonly labelMap: Uint8Array;
  /** One for each value that occurs in the label map. */
  readonly segments: readonly {
    readonly value: number;
    readonly classId: ClassId;
    /** Mean probability of the class over the segment's pixels, 0…1. */
    readonly confidence: number;
  }[];
  /** Mean probability of the proposed class over the proposed pixels, 0…1; of background where nothing is proposed. */
  readonly confidence: number;
}

/** What became of one frame: a proposal, or why there is none (a picture that cannot be read). */
export type FrameAnswer =
  | { readonly kind: 'proposed'; readonly proposal: FrameProposal }
  | { readonly kind: 'skipped'; readonly code: string; readonly message: string };

/** Something that proposes masks for whole frames: a segmentation head, or a model that the site brought. */
export interface FrameProposer {
  readonly sourceKind: 'head' | 'model';
  /** Hash of the head's file, or of the model: the same hash, frame and machine give the same proposal. */
  readonly sha256: Sha256;
  readonly name: string;
  /** The mask schema that its classes are of. */
  readonly schemaId: SchemaId;
  /**
   * Answers frames in the order given, each as soon as it is known.
   * @param onFrame gets the frame's place in `frames`; what it throws ends the work and is thrown here
   * @throws LapidaryError where the source as a whole cannot answer; the signal's reason once aborted
   */
  propose(
    frames: readonly FrameToPropose[],
    onFrame: (index: number, answer: FrameAnswer) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * How probable each place of a frame is to it; left out where the source does not tell.
   * @param classId null: anything but background
   * @throws LapidaryError `probability-class-unknown`, those of reading a frame and of opening the source, `cancelled`
   */
  probabilities?(
    frame: Pick<FrameToPropose, 'sha256'>,
    classId: ClassId | null,
    signal: AbortSignal,
  ): Promise<ProbabilityMap>;
}

/**
 * Finds the proposer with that hash; undefined: none of this kind has it. Each room that has some hands one of these to
 * the job that proposes masks for studies.
 */
export type FindProposer = (sha256: Sha256) => Promise<FrameProposer | undefined>;
