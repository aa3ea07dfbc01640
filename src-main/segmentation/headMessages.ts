import { z } from 'zod';
import { HeadFigures, HeadTraining } from '../../src-shared/contract/segmentation.contract.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';

/** What crosses the port between the jobs of this room and their compute process. Both ends parse. */
export const trainHeadTask = 'train-segmentation-head';
export const headProposalsTask = 'head-proposals';
export const headProbabilitiesTask = 'head-probabilities';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A frame with its mask. Patients by running codes: nothing identifying leaves the host. */
export const HeadFrame = z.strictObject({
  frame: Sha256,
  /** LRL1 bytes. */
  mask: bytes,
  /** What the mask's values are: 1 is the first of the payload's classes. */
  segments: z.array(z.strictObject({ value: z.int().min(1).max(255), class: z.int().min(1).max(254) })),
  patient: z.string(),
  part: z.enum(['train', 'validation', 'test']),
});
export type HeadFrame = z.infer<typeof HeadFrame>;

export const TrainHeadPayload = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  /** What prepared frames may take on the disk, in 10⁶ bytes; 0: none are kept. */
  cacheLimitMb: z.number().min(0),
  /** Codes of the foreground classes, in the order of the answer. */
  classes: z.array(z.string()).min(1).max(254),
  frames: z.array(HeadFrame).min(1),
  training: HeadTraining,
  split: HeadFigures.shape.split,
  seed: z.int(),
});
export type TrainHeadPayload = z.infer<typeof TrainHeadPayload>;

export const TrainHeadNews = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), provider: z.string() }),
  z.strictObject({
    kind: z.literal('epoch'),
    epoch: z.int(),
    trainLoss: z.number(),
    validationLoss: z.number().nullable(),
  }),
]);
export type TrainHeadNews = z.infer<typeof TrainHeadNews>;

export const TrainHeadReply = z.strictObject({
  sha256: Sha256,
  preprocessing: Sha256,
  provider: z.string(),
  figures: HeadFigures,
});
export type TrainHeadReply = z.infer<typeof TrainHeadReply>;

/** Which head is to answer, over which network. */
export const HeadPlace = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  /** In the data folder's store, or a file that ships. */
  head: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stored'), sha256: Sha256 }),
    z.strictObject({ kind: z.literal('shipped'), path: z.string(), sha256: Sha256 }),
  ]),
});
export type HeadPlace = z.infer<typeof HeadPlace>;

export const HeadProposalsPayload = HeadPlace.extend({
  frames: z.array(z.strictObject({ frame: Sha256, width: z.int().positive(), height: z.int().positive() })),
});
export type HeadProposalsPayload = z.infer<typeof HeadProposalsPayload>;

/** Told for every frame as soon as it is answered, as the detail of the task's progress. */
export const HeadProposalsNews = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('proposed'),
    index: z.int().min(0),
    labelMap: bytes,
    segments: z.array(
      z.strictObject({
        value: z.int().min(1).max(255),
        class: z.int().min(1).max(254),
        pixels: z.int().positive(),
        confidence: z.number().min(0).max(1),
      }),
    ),
    confidence: z.number().min(0).max(1),
  }),
  z.strictObject({
    kind: z.literal('skipped'),
    index: z.int().min(0),
    code: z.string(),
    message: z.string(),
  }),
]);
export type HeadProposalsNews = z.infer<typeof HeadProposalsNews>;

export const HeadProbabilitiesPayload = HeadPlace.extend({
  frame: Sha256,
  /** 1 is the head's first class; null: anything but background. */
  class: z.int().min(1).max(254).nullable(),
});
export type HeadProbabilitiesPayload = z.infer<typeof HeadProbabilitiesPayload>;

export const HeadProbabilitiesReply = z.strictObject({
  width: z.int().positive(),
  height: z.int().positive(),
  temperature: z.number().positive(),
  values: z.custom<Float32Array>((value) => value instanceof Float32Array),
});
export type HeadProbabilitiesReply = z.infer<typeof HeadProbabilitiesReply>;
