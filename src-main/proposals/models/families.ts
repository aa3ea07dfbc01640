import {
  maskModelFamilyTitles,
  type MaskModelFamily,
  type PromptCard,
  type ResizeRule,
} from '../../../src-shared/domain/maskModelCard.ts';

export type PromptFamilyId = PromptCard['family'];

/** A tensor of a family's decoder, by its name and its rank. */
interface Named {
  readonly names: readonly string[];
  readonly rank: number;
}

/** How the decoders of a family are told apart and asked. */
export interface PromptFamily {
  readonly id: PromptFamilyId;
  /** The image input where encoder and decoder are one file. */
  readonly image?: Named;
  /** What comes from the encoder. */
  readonly features: readonly Named[];
  readonly points: Named;
  readonly labels: Named;
  readonly earlierMask?: Named;
  readonly hasEarlierMask?: Named;
  /** Inputs that a file of the family may lack. */
  readonly optional: { readonly size?: Named; readonly box?: Named };
  /** Whether corner points of the labels 2 and 3 are a box to it. */
  readonly boxByLabels: boolean;
  readonly padsPoints: boolean;
  /** In order of preference: small masks over the whole input before those that are brought to a size. */
  readonly masks: readonly (Named & { readonly covers: 'input' | 'size' })[];
  readonly scores: Named;
  /** What is customary, and what no file tells. */
  readonly assumed: {
    readonly resize: ResizeRule;
    readonly side: number;
    readonly normalisation: 'imagenet' | 'unit';
  };
}

const one = (name: string, rank: number): Named => ({ names: [name], rank });

const sam: PromptFamily = {
  id: 'sam',
  features: [one('image_embeddings', 4)],
  points: one('point_coords', 3),
  labels: one('point_labels', 2),
  earlierMask: one('mask_input', 4),
  hasEarlierMask: one('has_mask_input', 1),
  optional: { size: one('orig_im_size', 1) },
  boxByLabels: true,
  // https://github.com/facebookresearch/segment-anything/blob/main/notebooks/onnx_model_example.ipynb
  padsPoints: true,
  masks: [
    { ...one('low_res_masks', 4), covers: 'input' },
    { ...one('masks', 4), covers: 'size' },
  ],
  scores: one('iou_predictions', 2),
  assumed: { resize: 'pad', side: 1024, normalisation: 'imagenet' },
};

/** The more particular ones first: one that asks for less would take the others' files. */
export const promptFamilies: readonly PromptFamily[] = [
  {
    ...sam,
    id: 'sam2',
    features: [
      { names: ['image_embed', 'image_embeddings'], rank: 4 },
      one('high_res_feats_0', 4),
      one('high_res_feats_1', 4),
    ],
    // Its exports append the point themselves.
    padsPoints: false,
    assumed: { resize: 'stretch', side: 1024, normalisation: 'imagenet' },
  },
  sam,
  {
    id: 'edge-sam',
    features: [one('image_embeddings', 4)],
    points: one('point_coords', 3),
    labels: one('point_labels', 2),
    optional: {},
    boxByLabels: true,
    padsPoints: false,
    masks: [{ ...one('masks', 4), covers: 'input' }],
    scores: one('scores', 2),
    assumed: { resize: 'pad', side: 1024, normalisation: 'imagenet' },
  },
  {
    id: 'efficient-sam',
    image: one('batched_images', 4),
    features: [one('image_embeddings', 4)],
    points: one('batched_point_coords', 4),
    labels: one('batched_point_labels', 3),
    optional: { size: one('orig_im_size', 1) },
    boxByLabels: true,
    padsPoints: false,
    // The size that is asked for is the one that its points are counted in: the input's.
    masks: [{ names: ['output_masks', 'masks'], rank: 5, covers: 'input' }],
    scores: { names: ['iou_predictions', 'output_iou'], rank: 3 },
    assumed: { resize: 'fit', side: 1024, normalisation: 'unit' },
  },
  {
    id: 'transformers-sam',
    features: [one('image_embeddings', 4), one('image_positional_embeddings', 4)],
    points: one('input_points', 4),
    labels: one('input_labels', 3),
    optional: { box: one('input_boxes', 3) },
    boxByLabels: false,
    padsPoints: false,
    masks: [{ ...one('pred_masks', 5), covers: 'input' }],
    scores: one('iou_scores', 3),
    assumed: { resize: 'pad', side: 1024, normalisation: 'imagenet' },
  },
];

/** In words, for whoever brings something else. */
export function familyList(): string {
  const lines = promptFamilies.map(({ id, image, features, points, labels }) => {
    const names = [...(image === undefined ? features : [image]), points, labels].map(
      ({ names: [name = ''] }) => name,
    );
    return `${maskModelFamilyTitles[id]} (${names.join(', ')})`;
  });
  return `a segmentation network (one picture in, one map out), or the decoder of ${lines.join('; ')}`;
}

export function titleOf(family: MaskModelFamily): string {
  return maskModelFamilyTitles[family];
}
