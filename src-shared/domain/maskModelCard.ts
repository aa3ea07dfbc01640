import { z } from 'zod';
import { ClassId, SchemaId, Sha256 } from './ids.ts';

/** Kinds of ONNX model that propose masks. All but the first answer to clicks. */
export const maskModelFamilies = [
  'segmentation',
  'sam',
  'sam2',
  'edge-sam',
  'efficient-sam',
  'transformers-sam',
] as const;
export const MaskModelFamily = z.enum(maskModelFamilies);
export type MaskModelFamily = z.infer<typeof MaskModelFamily>;

export const maskModelFamilyTitles: Readonly<Record<MaskModelFamily, string>> = {
  segmentation: 'segmentation network',
  sam: 'SAM or MobileSAM',
  sam2: 'SAM 2',
  'edge-sam': 'EdgeSAM',
  'efficient-sam': 'EfficientSAM',
  'transformers-sam': 'SAM as transformers.js has it',
};

const PortName = z.string().min(1).max(1000);
const Channels = z.tuple([z.number(), z.number(), z.number()]);
const Divisors = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]);
const Side = z.int().min(8).max(4096);

export const ImageLayout = z.enum(['NCHW', 'NHWC', 'CHW', 'HWC']);
export type ImageLayout = z.infer<typeof ImageLayout>;
export const ColourOrder = z.enum(['RGB', 'BGR']);
/**
 * `stretch`: over the whole input. `pad`: the longer side fills the input, the rest on the right or at the bottom is
 * padded. `fit`: as `pad`, and the input is only as large as the picture then is.
 */
export const ResizeRule = z.enum(['stretch', 'pad', 'fit']);
export type ResizeRule = z.infer<typeof ResizeRule>;

/** What a model is shown: (pixel · scale − mean) / std for pixels 0…255; the numbers in the model's order of colours. */
export const ImageInput = z.strictObject({
  name: PortName,
  elementType: z.enum(['float32', 'float16', 'uint8']),
  layout: ImageLayout,
  order: ColourOrder,
  width: Side,
  height: Side,
  resize: ResizeRule,
  /** Pixel values of the padding, before normalisation. */
  pad: Channels,
  scale: z.number().positive(),
  mean: Channels,
  std: Divisors,
});
export type ImageInput = z.infer<typeof ImageInput>;

/** C: a channel for each class. Without C there is one channel. */
export const OutputLayout = z.enum(['NCHW', 'NHWC', 'CHW', 'HWC', 'NHW', 'HW']);
export type OutputLayout = z.infer<typeof OutputLayout>;
/** `indices`: each pixel's value is the number of its class. */
export const OutputMeaning = z.enum(['logits', 'probabilities', 'indices']);
export type OutputMeaning = z.infer<typeof OutputMeaning>;
/** `softmax`: channels exclude each other, and the largest wins. `sigmoid`: each channel speaks for itself. */
export const OutputActivation = z.enum(['softmax', 'sigmoid']);
export type OutputActivation = z.infer<typeof OutputActivation>;

/** A channel, or an index, and the class that it stands for; null: background. */
export const ModelClass = z.strictObject({ index: z.int().min(0).max(65_535), classId: ClassId.nullable() });
export type ModelClass = z.infer<typeof ModelClass>;

export const SegmentationCard = z.strictObject({
  kind: z.literal('segmentation'),
  family: z.literal('segmentation'),
  image: ImageInput,
  output: z.strictObject({ name: PortName, layout: OutputLayout }),
  meaning: OutputMeaning,
  activation: OutputActivation,
  /** Probability from which on a channel of `sigmoid` holds. */
  threshold: z.number().gt(0).lt(1),
  schemaId: SchemaId,
  classes: z.array(ModelClass).min(1).max(1024),
});
export type SegmentationCard = z.infer<typeof SegmentationCard>;

export const PromptCard = z.strictObject({
  kind: z.literal('prompt'),
  family: MaskModelFamily.exclude(['segmentation']),
  image: ImageInput,
  /** Outputs of the encoder, and the inputs of the decoder that they go to; empty: both are one model. */
  features: z.array(z.strictObject({ from: PortName, to: PortName })).max(8),
  /** Tensors of (1, n, 2) or (1, 1, n, 2), and of (1, n) or (1, 1, n). */
  points: z.strictObject({ name: PortName, rank: z.union([z.literal(3), z.literal(4)]) }),
  labels: z.strictObject({ name: PortName, rank: z.union([z.literal(2), z.literal(3)]) }),
  /** How it is told a box: by corner points of the labels 2 and 3, by an input of (1, n, 4), or not at all. */
  box: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('labels') }),
    z.strictObject({ by: z.literal('input'), name: PortName }),
    z.strictObject({ by: z.literal('none') }),
  ]),
  /** Whether a point of the label −1 follows where there is no box. */
  padsPoints: z.boolean(),
  /** A mask of an earlier answer, which is never given. */
  earlierMask: z.strictObject({ name: PortName, shape: z.array(z.int().positive()).max(5) }).nullable(),
  hasEarlierMask: PortName.nullable(),
  /** The input of (height, width) that masks are brought to. */
  size: PortName.nullable(),
  /** Logits; `covers`: the model's whole input with its padding, or the picture alone. */
  masks: z.strictObject({ name: PortName, rank: z.int(), covers: z.enum(['input', 'picture']) }),
  /** Expected intersection over union of each mask. */
  scores: PortName,
});
export type PromptCard = z.infer<typeof PromptCard>;

export const MaskModelFile = z.strictObject({
  role: z.enum(['model', 'encoder', 'decoder', 'data']),
  /** As it came. */
  name: z.string(),
  /** As it lies in the model's folder. */
  stored: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/),
  bytes: z.int(),
  sha256: Sha256,
});
export type MaskModelFile = z.infer<typeof MaskModelFile>;

export const MaskModelBody = z.discriminatedUnion('kind', [SegmentationCard, PromptCard]);
export type MaskModelBody = z.infer<typeof MaskModelBody>;

/** How a model of others is asked, and what its answers mean. */
export const MaskModelCard = z.strictObject({
  format: z.literal(1),
  body: MaskModelBody,
  files: z.array(MaskModelFile).min(1).max(20),
});
export type MaskModelCard = z.infer<typeof MaskModelCard>;

/** What a person says of a model; it goes before what its file tells. */
export const StatedMaskModel = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  family: MaskModelFamily.optional(),
  layout: ImageLayout.optional(),
  order: ColourOrder.optional(),
  /** Width and height of the model's input in pixels. */
  size: z.tuple([Side, Side]).optional(),
  resize: ResizeRule.optional(),
  pad: Channels.optional(),
  scale: z.number().positive().optional(),
  mean: Channels.optional(),
  std: Divisors.optional(),
  outputLayout: OutputLayout.optional(),
  meaning: OutputMeaning.optional(),
  activation: OutputActivation.optional(),
  threshold: z.number().gt(0).lt(1).optional(),
  schemaId: SchemaId.optional(),
  classes: z.array(ModelClass).min(1).max(1024).optional(),
});
export type StatedMaskModel = z.infer<typeof StatedMaskModel>;

export const MaskModelFactName = StatedMaskModel.keyof();
export type MaskModelFactName = z.infer<typeof MaskModelFactName>;
