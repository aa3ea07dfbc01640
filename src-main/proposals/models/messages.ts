import { z } from 'zod';
import { MaskModelProposal } from '../../../src-shared/contract/maskModels.contract.ts';
import { ProposalRequest } from '../../../src-shared/contract/proposals.contract.ts';
import { ClassId, Sha256 } from '../../../src-shared/domain/ids.ts';
import { MaskModelCard, StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';
import { Origin } from '../../backbones/importMessages.ts';

/** What crosses the ports between models of others and the processes that read and run them. Both ends parse. */
export const inspectModelTask = 'mask-model-inspect';
export const importModelTask = 'mask-model-import';
export const proposeTask = 'mask-model-propose';
export const framesTask = 'mask-model-frames';

export const ModelRequest = z.strictObject({ origin: Origin, stated: StatedMaskModel });
export type ModelRequest = z.infer<typeof ModelRequest>;

export const ModelPayload = ModelRequest.extend({ dataDir: z.string() });
export const InspectModelReply = MaskModelProposal;

export const ImportModelReply = z.strictObject({
  sha256: Sha256,
  name: z.string(),
  card: MaskModelCard,
  /** What the model answered, in words. */
  selfTest: z.string(),
});
export type ImportModelReply = z.infer<typeof ImportModelReply>;

/** A model that was imported. */
export const ModelPlace = z.strictObject({ dataDir: z.string(), sha256: Sha256, card: MaskModelCard });
export type ModelPlace = z.infer<typeof ModelPlace>;

const Picture = z.strictObject({
  sha256: Sha256,
  width: z.int().positive(),
  height: z.int().positive(),
});

export const ProposePayload = z.strictObject({
  model: ModelPlace,
  frame: Picture,
  request: ProposalRequest,
  /** MB (10⁶ bytes) for what is kept of frames on disk; 0: nothing. */
  cacheLimitMb: z.number().min(0),
});
export type ProposePayload = z.infer<typeof ProposePayload>;

export const ProposeReply = z.strictObject({
  /** LRL1, of the frame's size; 0 and 1. */
  map: z.instanceof(Uint8Array),
  confidence: z.number().min(0).max(1),
});
export type ProposeReply = z.infer<typeof ProposeReply>;

export const FramesPayload = z.strictObject({ model: ModelPlace, frames: z.array(Picture) });
export type FramesPayload = z.infer<typeof FramesPayload>;

/** Comes with the progress of each frame. */
export const FrameDetail = z.strictObject({
  index: z.int(),
  answer: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('proposed'),
      proposal: z.strictObject({
        labelMap: z.instanceof(Uint8Array),
        segments: z.array(
          z.strictObject({ value: z.int(), classId: ClassId, confidence: z.number().min(0).max(1) }),
        ),
        confidence: z.number().min(0).max(1),
      }),
    }),
    z.strictObject({ kind: z.literal('skipped'), code: z.string(), message: z.string() }),
  ]),
});
export type FrameDetail = z.infer<typeof FrameDetail>;
