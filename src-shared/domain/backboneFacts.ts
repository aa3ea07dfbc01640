import { z } from 'zod';

/**
 * What has to be known of a frozen network besides its tensors, and where it is known from. Both sides of the bridge
 * take part: a person states what no file tells.
 */

/** Families of vision transformers that are imported; named by how they were trained. */
export const FamilyId = z.enum(['vit', 'deit', 'dino', 'dinov2', 'mae', 'clip']);
export type FamilyId = z.infer<typeof FamilyId>;

/** How the network was pretrained; prompt tuning works far worse on some kinds than on others. */
export const PretrainingKind = z.enum([
  'supervised',
  'contrastive',
  'self-distilled',
  'masked-autoencoder',
  'unknown',
]);
export type PretrainingKind = z.infer<typeof PretrainingKind>;

export const Activation = z.enum(['gelu', 'quick-gelu', 'gelu-tanh']);
export type Activation = z.infer<typeof Activation>;

/** What the network was trained to be read by; see `VitConfig.pooling`. */
export const Pooling = z.enum(['cls', 'mean', 'mean-then-norm']);
export type Pooling = z.infer<typeof Pooling>;

const triple = <T extends z.ZodType>(channel: T) => z.tuple([channel, channel, channel]);

export const BackboneFacts = z.strictObject({
  name: z.string().trim().min(1).max(120),
  family: FamilyId,
  pretraining: PretrainingKind,
  licence: z.string().trim().min(1).max(400),
  /** Side of the square input, in pixels; the position embedding is resampled to it. */
  imageSize: z.int().min(8).max(2048),
  heads: z.int().min(1).max(64),
  /** Of the layer norms. */
  epsilon: z.number().positive().max(0.01),
  activation: Activation,
  pooling: Pooling,
  mean: triple(z.number().min(0).max(1)),
  std: triple(z.number().positive().max(1)),
  interpolation: z.enum(['area', 'bilinear', 'bicubic']),
  /** Of a frame: all of it, stretched to a square, or its largest centred square. */
  crop: z.enum(['whole', 'centre']),
});
export type BackboneFacts = z.infer<typeof BackboneFacts>;

/** What a person states of a network; the rest is found. */
export const StatedFacts = BackboneFacts.partial();
export type StatedFacts = z.infer<typeof StatedFacts>;

export const FactName = BackboneFacts.keyof();
export type FactName = z.infer<typeof FactName>;
export const factNames = FactName.options;

/**
 * `stated`: by the person who imports. `before`: as it was taken when the same file was imported here before. `tensors`:
 * by names or shapes in the file. `file`: by a file beside the weights. `catalogue`: by an entry that the file's checksum
 * or name fits. `assumed`: as is usual for the family. `open`: by nothing; it has to be stated before the import.
 */
export const FactSource = z.enum(['stated', 'before', 'tensors', 'file', 'catalogue', 'assumed', 'open']);
export type FactSource = z.infer<typeof FactSource>;
