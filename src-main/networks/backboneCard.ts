import { z } from 'zod';
import { PretrainingKind } from '../../src-shared/domain/backboneFacts.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';

/** What a backbone says of itself: `card.json` in its folder. */
const count = (most: number) => z.int().positive().max(most);
const channels = <T extends z.ZodType>(channel: T) => z.tuple([channel, channel, channel]).readonly();

export const VitArchitecture = z.strictObject({
  family: z.literal('vit'),
  imageSize: count(2048),
  patchSize: count(64),
  width: count(4096),
  depth: count(96),
  heads: count(64),
  mlpRatio: z.number().positive().max(16),
  epsilon: z.number().positive().max(0.01),
  // What follows is left out where it is as in the original ViT, and only then left out of the network's hash.
  activation: z.enum(['quick-gelu', 'gelu-tanh']).optional(),
  mlp: z.literal('swiglu').optional(),
  preNorm: z.literal(true).optional(),
  registers: count(64).optional(),
  pooling: z.enum(['mean', 'mean-then-norm']).optional(),
});

export const Preprocessing = z.strictObject({
  mean: channels(z.number()),
  std: channels(z.number().positive()),
  /** How an image is resized to imageSize × imageSize; always antialiased. */
  interpolation: z.enum(['area', 'bilinear', 'bicubic']),
  /** What of a frame is resized: its largest centred square; left out: all of it, stretched to a square. */
  crop: z.literal('centre').optional(),
});

/** The file that a network was made from, and what was taken for known of it. */
export const BackboneSource = z.strictObject({
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative(), sha256: Sha256 })).min(1),
  format: z.string(),
  layout: z.string(),
  prefix: z.string(),
  facts: z.array(
    z.strictObject({
      name: z.string(),
      value: z.union([z.string(), z.number(), z.array(z.number())]),
      source: z.string(),
      note: z.string(),
    }),
  ),
  keys: z.strictObject({
    used: z.int(),
    unused: z.array(z.strictObject({ group: z.string(), count: z.int() })),
    unknown: z.array(z.string()),
    filled: z.array(z.string()),
  }),
  /** Sides in cells, where the position embedding was brought to another grid. */
  positions: z
    .strictObject({
      from: z.int(),
      to: z.int(),
      kernel: z.string(),
      antialias: z.boolean(),
      offset: z.number(),
    })
    .optional(),
});

export const BackboneCard = z.strictObject({
  format: z.literal('lapidary-backbone-1'),
  name: z.string().min(1),
  /** Empty for one that was imported. */
  version: z.string(),
  architecture: VitArchitecture,
  preprocessing: Preprocessing,
  pretraining: z.strictObject({ kind: PretrainingKind, data: z.string(), procedure: z.string() }),
  licence: z.string().min(1),
  origin: z.string().min(1),
  intendedUse: z.string().min(1),
  figures: z.array(z.strictObject({ name: z.string(), value: z.number(), note: z.string() })),
  /** Of a network that was imported: which file it was, and what was taken for known of it. */
  source: BackboneSource.optional(),
  /** Over architecture, preprocessing and weights: what predictions are bound to. */
  networkHash: Sha256,
});
export type BackboneCard = z.infer<typeof BackboneCard>;
