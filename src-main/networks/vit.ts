import { add, expand, layerNorm, mul, parameter, reshape, slice, weight } from '../graph/ops.ts';
import { gelu, linear } from '../graph/compose.ts';
import { sizeOf, type Shape, type Value } from '../graph/ir.ts';
import { assembleBlocks, type BlocksOptions } from './blocks.ts';

/**
 * The vision transformer (Dosovitskiy et al., "An Image is Worth 16x16 Words", ICLR 2021), pre-norm, as pieces that
 * methods put together: patch embedding, blocks over any set of tokens, final norm. Tensor names are timm's.
 */
export interface VitConfig {
  /** Side of the square input in pixels. */
  readonly imageSize: number;
  readonly patchSize: number;
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  /** Hidden width of the MLP over `width`. */
  readonly mlpRatio: number;
  /** Of the layer norms. */
  readonly epsilon: number;
}

/** Patch cells of the input: the number of image tokens, CLS not counted. */
export function cellsOf(config: VitConfig): number {
  return (config.imageSize / config.patchSize) ** 2;
}

/** Values in one patch. */
export function patchLength(config: VitConfig): number {
  return 3 * config.patchSize ** 2;
}

/** Every tensor of the network with its shape in the weights file, in file order. */
export function vitTensors(config: VitConfig): ReadonlyMap<string, Shape> {
  const { width, depth, patchSize } = config;
  const hidden = Math.round(width * config.mlpRatio);
  const shapes = new Map<string, Shape>([
    ['cls_token', [1, 1, width]],
    ['pos_embed', [1, cellsOf(config) + 1, width]],
    ['patch_embed.proj.weight', [width, 3, patchSize, patchSize]],
    ['patch_embed.proj.bias', [width]],
  ]);
  for (let i = 0; i < depth; i++) {
    const block = `blocks.${i}`;
    shapes.set(`${block}.norm1.weight`, [width]).set(`${block}.norm1.bias`, [width]);
    shapes.set(`${block}.attn.qkv.weight`, [3 * width, width]).set(`${block}.attn.qkv.bias`, [3 * width]);
    shapes.set(`${block}.attn.proj.weight`, [width, width]).set(`${block}.attn.proj.bias`, [width]);
    shapes.set(`${block}.norm2.weight`, [width]).set(`${block}.norm2.bias`, [width]);
    shapes.set(`${block}.mlp.fc1.weight`, [hidden, width]).set(`${block}.mlp.fc1.bias`, [hidden]);
    shapes.set(`${block}.mlp.fc2.weight`, [width, hidden]).set(`${block}.mlp.fc2.bias`, [width]);
  }
  return shapes.set('norm.weight', [width]).set('norm.bias', [width]);
}

/**
 * A contiguous run of a network tensor as one graph value. `start` and `length` count elements; the fused qkv matrix
 * is read as three runs, so that neither the forward nor the backward pass has to cut or pad activations.
 */
export interface TensorRun {
  readonly tensor: string;
  readonly start: number;
  readonly length: number;
}

/** Where the blocks take their tensors from: frozen weights or trainable parameters, each made once. */
export interface TensorSource {
  /** @param shape of the value; the run's length is its size. `start` counts elements of the tensor. */
  value(tensor: string, shape: Shape, start?: number): Value;
  /** A whole weight that is stored in float16. */
  halfValue(tensor: string, shape: Shape): Value;
  /** The run behind a value's name, for every value made so far. */
  readonly runs: ReadonlyMap<string, TensorRun>;
}

/** All tensors frozen (`weight`) or all trainable (`parameter`). */
export function createTensorSource(kind: 'weight' | 'parameter'): TensorSource {
  const make = kind === 'weight' ? weight : parameter;
  const runs = new Map<string, TensorRun>();
  const made = new Map<string, Value>();
  return {
    runs,
    value(tensor, shape, start = 0) {
      const name = start === 0 && !tensor.includes('.qkv.') ? tensor : `${tensor}@${start}`;
      const known = made.get(name);
      if (known !== undefined) return known;
      const value = make(name, shape);
      runs.set(name, { tensor, start, length: sizeOf(shape) });
      made.set(name, value);
      return value;
    },
    halfValue(tensor, shape) {
      const known = made.get(tensor);
      if (known !== undefined) return known;
      const value = weight(tensor, shape, 'float16');
      runs.set(tensor, { tensor, start: 0, length: sizeOf(shape) });
      made.set(tensor, value);
      return value;
    },
  };
}

/** The layers of a network in the form in which its weights are at hand; `blocks.ts` puts them together. */
export interface VitLayers {
  /** patches (B, n, patchLength) → (B, n, width), with the patch embedding's bias and without position. */
  embedPatches(patches: Value): Value;
  /** (cells, width) */
  positions(): Value;
  /** CLS with its position: (1, 1, width). */
  classToken(): Value;
  /**
   * What q, k and v read: (B, T, width).
   * @param readAsIs whether something else reads it too, such as a low-rank update
   */
  norm1(block: number, tokens: Value, readAsIs: boolean): Value;
  /** norm1's result as the original network has it, with scale and bias; equal to it in a plain network. */
  fullNorm1(block: number, normalised: Value): Value;
  /** Scaled by 1/√(width/heads): logits are a mere product. */
  query(block: number, normalised: Value): Value;
  key(block: number, normalised: Value): Value;
  value(block: number, normalised: Value): Value;
  project(block: number, mixed: Value): Value;
  /** MLP of the normalised tokens. */
  mlp(block: number, tokens: Value): Value;
  finalNorm(tokens: Value): Value;
}

/** A frozen stream's part in attention, per block: keys (B, heads, d, T) and values (B, heads, T, d). */
export interface StreamKeys {
  readonly keys: Value;
  readonly values: Value;
}

export interface Vit {
  readonly config: VitConfig;
  /** patches (B, n, patchLength) → tokens (B, n, width), without position. */
  embedPatches(patches: Value): Value;
  /** Position embedding of all cells: (cells, width). */
  positions(): Value;
  /** CLS with its position: (B, 1, width). */
  classToken(batch: number): Value;
  /** Blocks from ≤ i < to over tokens (B, T, width). */
  blocks(tokens: Value, from: number, to: number, options?: BlocksOptions): Value;
  /** What another stream's queries see of these tokens in a block. */
  streamKeys(tokens: Value, block: number): StreamKeys;
  finalNorm(tokens: Value): Value;
}

/** The network as it was trained, from its own tensors. */
export function createVit(config: VitConfig, source: TensorSource): Vit {
  return assembleVit(config, plainLayers(config, source));
}

export function assembleVit(config: VitConfig, layers: VitLayers): Vit {
  const cells = cellsOf(config);
  if (!Number.isInteger(cells) || config.width % config.heads !== 0) {
    throw new RangeError(
      `a ViT of ${JSON.stringify(config)}: patches must tile the image and heads the width`,
    );
  }
  return {
    config,
    embedPatches: (patches) => layers.embedPatches(patches),
    positions: () => layers.positions(),
    classToken: (batch) => expand(layers.classToken(), [batch, 1, config.width]),
    ...assembleBlocks(config, layers),
    finalNorm: (tokens) => layers.finalNorm(tokens),
  };
}

function plainLayers(config: VitConfig, source: TensorSource): VitLayers {
  const { width, heads, epsilon } = config;
  const cells = cellsOf(config);
  const hidden = Math.round(width * config.mlpRatio);

  const norm = (x: Value, name: string): Value =>
    layerNorm(x, {
      epsilon,
      scale: source.value(`${name}.weight`, [width]),
      bias: source.value(`${name}.bias`, [width]),
    });
  const dense = (x: Value, name: string, into: number, from: number): Value =>
    linear(x, source.value(`${name}.weight`, [into, from]), source.value(`${name}.bias`, [into]));
  const part = (block: number, x: Value, index: 0 | 1 | 2): Value =>
    linear(
      x,
      source.value(`blocks.${block}.attn.qkv.weight`, [width, width], index * width * width),
      source.value(`blocks.${block}.attn.qkv.bias`, [width], index * width),
    );

  return {
    embedPatches: (patches) => dense(patches, 'patch_embed.proj', width, patchLength(config)),
    positions: () =>
      slice(reshape(source.value('pos_embed', [1, cells + 1, width]), [cells + 1, width]), 0, 1),
    classToken() {
      const position = slice(source.value('pos_embed', [1, cells + 1, width]), 1, 0, 1);
      return add(source.value('cls_token', [1, 1, width]), position);
    },
    norm1: (block, tokens) => norm(tokens, `blocks.${block}.norm1`),
    fullNorm1: (_block, normalised) => normalised,
    query: (block, x) => mul(part(block, x, 0), 1 / Math.sqrt(width / heads)),
    key: (block, x) => part(block, x, 1),
    value: (block, x) => part(block, x, 2),
    project: (block, mixed) => dense(mixed, `blocks.${block}.attn.proj`, width, width),
    mlp(block, tokens) {
      const name = `blocks.${block}`;
      const inner = gelu(dense(norm(tokens, `${name}.norm2`), `${name}.mlp.fc1`, hidden, width));
      return dense(inner, `${name}.mlp.fc2`, width, hidden);
    },
    finalNorm: (tokens) => norm(tokens, 'norm'),
  };
}
