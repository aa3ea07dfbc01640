import { OnnxBuilder, type PortOf, type PortType } from './onnxBuilder.ts';

/** Models with the names of each family and answers that can be computed by hand. */

/** Side of the prompt models' input, and of their masks: four pixels to a value. */
export const inputSide = 64;
export const maskSide = 16;
/** Radius of the mask around a click, in pixels of the input, of each of the three masks; the second is expected best. */
export const radii = [4, 10, 30] as const;
export const scores = [0.3, 0.9, 0.5] as const;
/** Mean normalised red below which nothing is in a mask. */
export const darkest = -10;

/**
 * Two channels, background and class: the class's logit is 8 · (red − 0.5) for red in 0…1, the other's 0.
 * @param shape of the input, (1, 3, height, width)
 */
export function redSegmentation(
  options: {
    readonly shape?: readonly (number | string)[];
    readonly type?: PortType;
    readonly end?: 'logits' | 'softmax' | 'argmax' | 'sigmoid';
    readonly layout?: 'NCHW' | 'NHWC';
  } = {},
): Uint8Array {
  const { shape = [1, 3, 32, 32], type = 'float32', end = 'logits', layout = 'NCHW' } = options;
  const model = new OnnxBuilder();
  const given = model.input({ name: 'picture', type, shape });
  const numbers = type === 'float32' ? given : model.op('Cast', [given], { to: 1 });
  const channelAxis = layout === 'NCHW' ? 1 : 3;
  const red = model.op('Slice', [numbers, model.int64s([0]), model.int64s([1]), model.int64s([channelAxis])]);
  const full = type === 'uint8' ? 255 : 1;
  const logit = model.op('Mul', [
    model.op('Sub', [red, model.floats([1], [0.5 * full])]),
    model.floats([1], [8 / full]),
  ]);
  const zero = model.op('Mul', [red, model.floats([1], [0])]);
  const both = (): string => model.op('Concat', [zero, logit], { axis: channelAxis });
  const [n, a, b, c] = shape;
  const two = layout === 'NCHW' ? [n ?? 1, 2, b ?? 1, c ?? 1] : [n ?? 1, a ?? 1, b ?? 1, 2];
  const result = { result: 'map' };
  switch (end) {
    case 'logits':
      model.op('Identity', [both()], {}, result);
      return model.output({ name: 'map', shape: two }).bytes();
    case 'softmax':
      model.op('Softmax', [both()], { axis: channelAxis }, result);
      return model.output({ name: 'map', shape: two }).bytes();
    case 'argmax':
      model.op('ArgMax', [both()], { axis: channelAxis, keepdims: 0 }, result);
      return model.output({ name: 'map', type: 'int64', shape: [n ?? 1, b ?? 1, c ?? 1] }).bytes();
    case 'sigmoid':
      model.op('Sigmoid', [logit], {}, result);
      return model.output({ name: 'map', shape: [n ?? 1, 1, b ?? 1, c ?? 1] }).bytes();
  }
}

/** Gives what is not a number. */
export function nanSegmentation(): Uint8Array {
  const model = new OnnxBuilder();
  const given = model.input({ name: 'picture', shape: [1, 3, 32, 32] });
  const red = model.op('Slice', [given, model.int64s([0]), model.int64s([2]), model.int64s([1])]);
  const nothing = model.op('Mul', [red, model.floats([1], [0])]);
  model.op('Div', [nothing, nothing], {}, { result: 'map' });
  return model.output({ name: 'map', shape: [1, 2, 32, 32] }).bytes();
}

/** Reshapes what it was given as if it were 32×32, whatever it is. */
export function brokenSegmentation(): Uint8Array {
  const model = new OnnxBuilder();
  const given = model.input({ name: 'picture', shape: [1, 3, 'height', 'width'] });
  const shaped = model.op('Reshape', [given, model.int64s([1, 3, 32, 32])]);
  model.op('Slice', [shaped, model.int64s([0]), model.int64s([2]), model.int64s([1])], {}, { result: 'map' });
  return model.output({ name: 'map', shape: [1, 2, 32, 32] }).bytes();
}

export interface EncoderOptions {
  readonly input?: string;
  readonly shape?: readonly (number | string)[];
  /** Beside the first, these are given as they are. */
  readonly outputs?: readonly string[];
}

/** Mean normalised colours over four pixels by four: (1, 3, 16, 16). */
export function encoder({
  input = 'image',
  shape = [1, 3, inputSide, inputSide],
  outputs = ['image_embeddings'],
}: EncoderOptions = {}): Uint8Array {
  const model = new OnnxBuilder();
  const given = model.input({ name: input, shape });
  const pooled = pool(model, given);
  for (const name of outputs) {
    model.op('Identity', [pooled], {}, { result: name });
    model.output({ name, shape: [1, 3, maskSide, maskSide] });
  }
  return model.bytes();
}

function pool(model: OnnxBuilder, picture: string): string {
  return model.op('AveragePool', [picture], { kernel_shape: [4, 4], strides: [4, 4] });
}

export interface DecoderOptions {
  readonly embeddings?: readonly string[];
  readonly points?: PortOf;
  readonly labels?: PortOf;
  readonly box?: string;
  /** Read as they are, and of no consequence. */
  readonly unused?: readonly PortOf[];
  readonly masks?: string;
  readonly scores?: string;
  readonly rank?: 4 | 5;
  /** Instead of an embedding: the picture itself. */
  readonly picture?: string;
}

/**
 * Masks as logits: radius² − distance² to the nearest point inside, cut by the points outside (2 · distance² − radius²…)
 * and by the box, and nothing where the picture is darker than `darkest`. A point of the label −1 counts for nothing.
 */
export function decoder(options: DecoderOptions = {}): Uint8Array {
  const {
    embeddings = ['image_embeddings'],
    points = { name: 'point_coords', shape: [1, 'points', 2] },
    labels = { name: 'point_labels', shape: [1, 'points'] },
    unused = [],
    masks = 'low_res_masks',
    scores: scoresName = 'iou_predictions',
    rank = 4,
  } = options;
  const model = new OnnxBuilder();
  const one = (value: number): string => model.floats([1], [value]);
  const features =
    options.picture === undefined
      ? embeddings.map((name) => model.input({ name, shape: [1, 3, maskSide, maskSide] }))
      : [pool(model, model.input({ name: options.picture, shape: ['batch', 3, inputSide, inputSide] }))];
  const coords = floatsOf(model, model.input(points), points.type);
  const marks = floatsOf(model, model.input(labels), labels.type);
  for (const port of unused) model.input(port);

  // (1, points, 1, 1) each.
  const asColumn = model.int64s([1, -1, 1, 1]);
  const flat = model.op('Reshape', [coords, model.int64s([-1, 2])]);
  const column = (at: number): string =>
    model.op('Reshape', [
      model.op('Slice', [flat, model.int64s([at]), model.int64s([at + 1]), model.int64s([1])]),
      asColumn,
    ]);
  const [px, py] = [model.op('Add', [column(0), one(0.5)]), model.op('Add', [column(1), one(0.5)])];
  const mark = model.op('Reshape', [marks, asColumn]);
  const centres = Array.from({ length: maskSide }, (_, i) => (i + 0.5) * (inputSide / maskSide));
  const gridX = model.floats([1, 1, 1, maskSide], centres);
  const gridY = model.floats([1, 1, maskSide, 1], centres);
  const squared = (grid: string, at: string): string => {
    const difference = model.op('Sub', [grid, at]);
    return model.op('Mul', [difference, difference]);
  };
  const distance = model.op('Add', [squared(gridX, px), squared(gridY, py)]);
  const is = (label: number): string => model.op('Equal', [mark, one(label)]);
  const far = one(1e6);
  const minusFar = one(-1e6);
  const nearest = model.op('ReduceMin', [model.op('Where', [is(1), distance, far])], {
    axes: [1],
    keepdims: 1,
  });
  const nearestOutside = model.op('ReduceMin', [model.op('Where', [is(0), distance, far])], {
    axes: [1],
    keepdims: 1,
  });
  const corner = (label: number, coordinate: string): string =>
    model.op('ReduceMax', [model.op('Where', [is(label), coordinate, minusFar])], { axes: [1], keepdims: 1 });
  const [x0, y0, x1, y1] = cornersOf(model, options.box, corner, px, py);
  const inBox = model.op('Min', [
    model.op('Sub', [gridX, x0]),
    model.op('Sub', [x1, gridX]),
    model.op('Sub', [gridY, y0]),
    model.op('Sub', [y1, gridY]),
  ]);
  const hasBox = model.op('Greater', [x1, one(-1e5)]);
  const red = model.op('Slice', [features[0] ?? '', model.int64s([0]), model.int64s([1]), model.int64s([1])]);
  // The others change nothing, but have to be there.
  const light = features
    .slice(1)
    .reduce(
      (sum, feature) =>
        model.op('Add', [
          sum,
          model.op('ReduceMax', [model.op('Mul', [feature, one(0)])], { axes: [1], keepdims: 1 }),
        ]),
      red,
    );
  const isLight = model.op('Greater', [light, one(darkest)]);
  const layers = radii.map((radius) => {
    const disc = model.op('Sub', [one(radius ** 2), nearest]);
    const away = model.op('Sub', [nearestOutside, one(radius ** 2 / 4)]);
    const shown = model.op('Where', [hasBox, inBox, disc]);
    return model.op('Where', [isLight, model.op('Min', [shown, away]), one(-100)]);
  });
  const stacked = model.op('Concat', layers, { axis: 1 });
  const shape = rank === 4 ? [1, 3, maskSide, maskSide] : [1, 1, 3, maskSide, maskSide];
  model.op('Reshape', [stacked, model.int64s(shape)], {}, { result: masks });
  const scoreShape = shape.slice(0, -2);
  model.op('Identity', [model.floats(scoreShape, scores)], {}, { result: scoresName });
  model.output({ name: masks, shape });
  model.output({ name: scoresName, shape: scoreShape });
  return model.bytes();
}

function floatsOf(model: OnnxBuilder, name: string, type: PortType = 'float32'): string {
  return type === 'float32' ? name : model.op('Cast', [name], { to: 1 });
}

function cornersOf(
  model: OnnxBuilder,
  box: string | undefined,
  corner: (label: number, coordinate: string) => string,
  px: string,
  py: string,
): readonly [string, string, string, string] {
  if (box === undefined) return [corner(2, px), corner(2, py), corner(3, px), corner(3, py)];
  // (1, boxes, 4) without its boxes, or with one: a maximum over none would fail, so that a far one is added.
  const given = model.input({ name: box, shape: [1, 'boxes', 4] });
  const none = model.floats([1, 1, 4], [-1e6, -1e6, -1e6, -1e6]);
  const all = model.op('Concat', [given, none], { axis: 1 });
  const largest = model.op('ReduceMax', [all], { axes: [1], keepdims: 0 });
  const side = (at: number): string =>
    model.op('Add', [
      model.op('Reshape', [
        model.op('Slice', [largest, model.int64s([at]), model.int64s([at + 1]), model.int64s([1])]),
        model.int64s([1, 1, 1, 1]),
      ]),
      model.floats([1], [0.5]),
    ]);
  return [side(0), side(1), side(2), side(3)];
}

const samPorts: readonly PortOf[] = [
  { name: 'mask_input', shape: [1, 1, maskSide, maskSide] },
  { name: 'has_mask_input', shape: [1] },
  { name: 'orig_im_size', shape: [2] },
];

export const samDecoder = (more: DecoderOptions = {}): Uint8Array => decoder({ unused: samPorts, ...more });

/** The files of each family, by their names. */
export const families: Readonly<Record<string, () => Readonly<Record<string, Uint8Array>>>> = {
  sam: () => ({ 'encoder.onnx': encoder(), 'decoder.onnx': samDecoder() }),
  sam2: () => ({
    'encoder.onnx': encoder({ outputs: ['high_res_feats_0', 'high_res_feats_1', 'image_embed'] }),
    'decoder.onnx': samDecoder({
      embeddings: ['image_embed', 'high_res_feats_0', 'high_res_feats_1'],
      labels: { name: 'point_labels', type: 'int32', shape: [1, 'points'] },
      masks: 'masks',
      unused: samPorts.slice(0, 2),
    }),
  }),
  'edge-sam': () => ({
    'edge_sam_encoder.onnx': encoder(),
    'edge_sam_decoder.onnx': decoder({ masks: 'masks', scores: 'scores' }),
  }),
  'efficient-sam': () => ({
    'efficient_sam.onnx': decoder({
      picture: 'batched_images',
      points: { name: 'batched_point_coords', shape: [1, 1, 'points', 2] },
      labels: { name: 'batched_point_labels', shape: [1, 1, 'points'] },
      masks: 'output_masks',
      rank: 5,
    }),
  }),
  'transformers-sam': () => ({
    'vision_encoder.onnx': encoder({
      input: 'pixel_values',
      outputs: ['image_embeddings', 'image_positional_embeddings'],
    }),
    'prompt_encoder_mask_decoder.onnx': decoder({
      embeddings: ['image_embeddings', 'image_positional_embeddings'],
      points: { name: 'input_points', shape: [1, 1, 'points', 2] },
      labels: { name: 'input_labels', type: 'int64', shape: [1, 1, 'points'] },
      masks: 'pred_masks',
      scores: 'iou_scores',
      rank: 5,
    }),
  }),
};
