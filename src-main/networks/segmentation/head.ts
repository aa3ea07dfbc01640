import { z } from 'zod';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { gradients } from '../../graph/backward.ts';
import { linear } from '../../graph/compose.ts';
import { sizeOf, type Value } from '../../graph/ir.ts';
import {
  add,
  concat,
  input,
  layerNorm,
  parameter,
  reduceMean,
  relu,
  reshape,
  slice,
} from '../../graph/ops.ts';
import {
  frozenNetwork,
  type GraphOutputs,
  type PlanContext,
  type TensorSpec,
  type Trainable,
} from '../methods/plan.ts';
import { cellsOf, patchLength, type TensorRun, type VitConfig } from '../vit.ts';
import { convolution, gatherCells, spreadCells } from './grid.ts';
import { pixelChannels } from './headInput.ts';
import { segmentationLoss } from './loss.ts';

export const HeadOptions = z.strictObject({
  /** Channels at the grid of the tokens. */
  width: z.int().min(8).max(512).default(64),
  /** Channels at the finer grids. */
  fineWidth: z.int().min(4).max(256).default(32),
  /** Grids between the tokens' and the answer's, each with cells of half the side. */
  levels: z.union([z.literal(1), z.literal(2)]).default(1),
  /** 3×3 convolutions over the tokens' grid, by which each sees further. */
  mixes: z.int().min(1).max(8).default(3),
});
export type HeadOptions = z.infer<typeof HeadOptions>;

/** Answered cells along the side of a cell of the finest grid. */
const answersPerCell = 2;

/**
 * A light decoder over a frozen network's tokens: which class each cell of the frame is of. What the network makes of a
 * frame is a constant of the frame; the rest is a small graph that is trained.
 *
 * Tokens of an early, a middle and the last block, normalised, are brought to one width and joined by what a few
 * convolutions make of the frame's own pixels on the way down from the finer grids; they are mixed with their
 * neighbours and with the frame's mean, and led back up with what the way down has kept (Ronneberger et al., "U-Net",
 * MICCAI 2015). Channels last throughout.
 */
export interface HeadPlan {
  /** With the background. */
  readonly classes: number;
  /** Side of the answered grid in cells. */
  readonly side: number;
  /** Side of the grid of pixels in cells. */
  readonly pixelSide: number;
  readonly trainables: readonly Trainable[];
  readonly trainableCount: number;
  /** Names what `prepare` computes: the same key, network, preprocessing and image give the same tokens. */
  readonly tokensKey: string;
  /** Input: `patches` (B, cells, patchLength). Output: `tokens` (B, cells, depths · width). */
  prepare(batch: number): GraphOutputs;
  /** What one frame is to a head: `tokens`, and `pixels` (pixelSide, pixelSide, pixelChannels). */
  readonly prepared: readonly TensorSpec[];
  /**
   * Inputs: the prepared tensors with a batch axis, `targets` (B, side², classes), `classWeights` (classes),
   * `sampleWeights` (B), and each trainable by its name. Outputs: `loss` and `gradient.<name>` of each trainable.
   */
  step(batch: number): GraphOutputs;
  /** As `step`, the loss alone. */
  loss(batch: number): GraphOutputs;
  /** Inputs: the prepared tensors and trainables. Output: `logits` (B, side², classes). */
  predict(batch: number): GraphOutputs;
  /** The stretch of the network's weights file behind each `weight` value of the graphs built so far. */
  readonly frozen: ReadonlyMap<string, TensorRun>;
}

/** @param classes with the background */
export function headPlan(config: VitConfig, classes: number, options: HeadOptions, seed: number): HeadPlan {
  const grid = config.imageSize / config.patchSize;
  const cells = cellsOf(config);
  const pixelSide = grid * 2 ** options.levels;
  const side = answersPerCell * pixelSide;
  const depths = readDepths(config.depth);
  const { vit, source } = frozenNetwork(frozenContext(config));
  const trainables = headTrainables(depths.length * config.width, classes, options, seed);
  const prepared: readonly TensorSpec[] = [
    { name: 'tokens', shape: [cells, depths.length * config.width], dtype: 'float32' },
    { name: 'pixels', shape: [pixelSide, pixelSide, pixelChannels], dtype: 'float32' },
  ];

  const forward = (batch: number): { logits: Value; parameters: ReadonlyMap<string, Value> } => {
    const parameters = new Map(trainables.map(({ name, shape }) => [name, parameter(name, shape)]));
    const [tokens, pixels] = prepared.map(({ name, shape }) => input(name, [batch, ...shape])) as [
      Value,
      Value,
    ];
    const logits = decode({ tokens, pixels }, options, (name) => {
      const value = parameters.get(name);
      if (value === undefined) throw new Error(`the head has no tensor "${name}"`);
      return value;
    });
    return { logits: reshape(logits, [batch, side * side, classes]), parameters };
  };

  const lossOf = (batch: number): { loss: Value; parameters: ReadonlyMap<string, Value> } => {
    const { logits, parameters } = forward(batch);
    const targets = input('targets', [batch, side * side, classes]);
    const loss = segmentationLoss(
      logits,
      targets,
      input('classWeights', [classes]),
      input('sampleWeights', [batch]),
    );
    return { loss, parameters };
  };

  return {
    classes,
    side,
    pixelSide,
    trainables,
    trainableCount: trainables.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    tokensKey: `segmentation tokens at=${depths.join(',')}`,
    prepare(batch) {
      const patches = input('patches', [batch, cells, patchLength(config)]);
      let tokens = vit.sequence(vit.enter(add(vit.embedPatches(patches), vit.positions())));
      const read: Value[] = [];
      let from = 0;
      for (const depth of depths) {
        tokens = vit.blocks(tokens, from, depth);
        from = depth;
        read.push(layerNorm(slice(tokens, 1, 1, 1 + cells), { epsilon: config.epsilon }));
      }
      return { tokens: concat(read, 2) };
    },
    prepared,
    step(batch) {
      const { loss, parameters } = lossOf(batch);
      const names = [...parameters.keys()];
      const found = gradients(loss, [...parameters.values()]);
      return {
        loss,
        ...Object.fromEntries(found.map((gradient, i) => [`gradient.${names[i] ?? ''}`, gradient])),
      };
    },
    loss: (batch) => ({ loss: lossOf(batch).loss }),
    predict: (batch) => ({ logits: forward(batch).logits }),
    frozen: source.runs,
  };
}

/** Blocks after which tokens are read, from 1: an early one, a middle one and the last. */
function readDepths(depth: number): readonly number[] {
  return [...new Set([Math.ceil(depth / 3), Math.ceil((2 * depth) / 3), depth])];
}

/** The frozen network needs no more than its shape. */
function frozenContext(config: VitConfig): PlanContext {
  const tensor = (name: string): never => {
    throw new Error(`a head starts from none of the network's tensors, also not from "${name}"`);
  };
  return { config, tensor, classes: 2, maskClasses: 2, seed: 0 };
}

/** Of the layers in the order of the way through them, He-initialised; the answer starts near to undecided. */
function headTrainables(
  tokenWidth: number,
  classes: number,
  { width, fineWidth, levels, mixes }: HeadOptions,
  seed: number,
): readonly Trainable[] {
  const random = createRandom(seed).fork('segmentation head');
  const layer = (name: string, out: number, inner: number, scale = Math.SQRT2): Trainable[] => {
    const spread = scale / Math.sqrt(inner);
    const initial = Float32Array.from({ length: out * inner }, () => spread * random.normal());
    return [
      { name: `${name}.weight`, shape: [out, inner], initial, weightDecay: true, rate: 1 },
      { name: `${name}.bias`, shape: [out], initial: new Float32Array(out), weightDecay: false, rate: 1 },
    ];
  };
  const all = Array.from({ length: levels }, (_, i) => levels - 1 - i);
  return [
    ...all.flatMap((level) =>
      layer(`down.${level}`, fineWidth, 9 * (level === levels - 1 ? pixelChannels : 4 * fineWidth)),
    ),
    ...layer('pixels', width, 4 * fineWidth, 1),
    ...layer('tokens', width, tokenWidth, 1),
    ...Array.from({ length: mixes }, (_, i) =>
      layer(`mix.${i}`, width, 9 * width, i === 0 ? Math.SQRT2 : 0.5),
    ).flat(),
    ...layer('frame', width, width),
    ...all
      .toReversed()
      .flatMap((level) => [
        ...layer(`spread.${level}`, 4 * fineWidth, level === 0 ? width : fineWidth),
        ...layer(`up.${level}`, fineWidth, 9 * 2 * fineWidth),
      ]),
    ...layer('answer', answersPerCell ** 2 * classes, fineWidth, 0.1),
  ];
}

/** (B, side, side, classes) from a frame's tokens and pixels. */
function decode(
  { tokens, pixels }: { readonly tokens: Value; readonly pixels: Value },
  { width, levels, mixes }: HeadOptions,
  trained: (name: string) => Value,
): Value {
  const layer = (x: Value, name: string): Value =>
    linear(x, trained(`${name}.weight`), trained(`${name}.bias`));
  const mixed = (x: Value, name: string): Value =>
    convolution(x, trained(`${name}.weight`), trained(`${name}.bias`));
  const kept: Value[] = [];
  let fine = pixels;
  for (let level = levels - 1; level >= 0; level--) {
    const found = relu(mixed(fine, `down.${level}`));
    kept[level] = found;
    fine = gatherCells(found, 2);
  }
  const [batch = 0, grid = 0] = fine.shape;
  const read = reshape(layer(tokens, 'tokens'), [batch, grid, grid, width]);
  let x = relu(add(read, layer(fine, 'pixels')));
  for (let i = 0; i < mixes; i++) {
    const around = mixed(x, `mix.${i}`);
    // The first mix replaces, so that the frame's mean can decide; the others add.
    x =
      i === 0
        ? relu(add(around, layer(reduceMean(x, [1, 2], { keepDims: true }), 'frame')))
        : add(x, relu(around));
  }
  for (let level = 0; level < levels; level++) {
    const spread = relu(spreadCells(layer(x, `spread.${level}`), 2));
    x = relu(mixed(concat([spread, kept[level] as Value], 3), `up.${level}`));
  }
  return spreadCells(layer(x, 'answer'), answersPerCell);
}
