import { add, concat, expand, layerNorm, mul, parameter, reshape, slice, weight } from '../graph/ops.ts';
import { gelu, linear, silu, tanhGelu } from '../graph/compose.ts';
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
  /** Hidden width of the MLP over `width`; of a gated one, the width of the gated product. */
  readonly mlpRatio: number;
  /** Of the layer norms. */
  readonly epsilon: number;
  /** Left out: the exact GELU, or SiLU in a gated MLP. */
  readonly activation?: 'quick-gelu' | 'gelu-tanh' | undefined;
  /** Left out: two layers with the activation between them. */
  readonly mlp?: 'swiglu' | undefined;
  /** Whether tokens are normalised once before the first block, as CLIP does. */
  readonly preNorm?: true | undefined;
  /**
   * Constant tokens that the network carries beside CLS and the image tokens: registers (Darcet et al., "Vision
   * Transformers Need Registers", ICLR 2024), or the second token of a distilled DeiT.
   */
  readonly registers?: number | undefined;
  /**
   * What the network was trained to be read by. Left out: CLS, normalised. `mean`: the mean of the normalised image
   * tokens; `mean-then-norm`: their mean, normalised.
   */
  readonly pooling?: 'mean' | 'mean-then-norm' | undefined;
}

/** Patch cells of the input: the number of image tokens, CLS not counted. */
export function cellsOf(config: VitConfig): number {
  return (config.imageSize / config.patchSize) ** 2;
}

/** Values in one patch. */
export function patchLength(config: VitConfig): number {
  return 3 * config.patchSize ** 2;
}

/** Width of what the MLP's second layer reads. */
export function hiddenWidth({ width, mlpRatio }: VitConfig): number {
  return Math.round(width * mlpRatio);
}

/** The MLP's two layers: names within a block, and how many values the first gives. */
export function mlpLayers(config: VitConfig): {
  readonly first: string;
  readonly second: string;
  readonly inner: number;
} {
  const hidden = hiddenWidth(config);
  return config.mlp === 'swiglu'
    ? { first: 'mlp.w12', second: 'mlp.w3', inner: 2 * hidden }
    : { first: 'mlp.fc1', second: 'mlp.fc2', inner: hidden };
}

/** Every tensor of the network with its shape in the weights file, in file order. */
export function vitTensors(config: VitConfig): ReadonlyMap<string, Shape> {
  const { width, depth, patchSize, registers = 0 } = config;
  const hidden = hiddenWidth(config);
  const { first, second, inner } = mlpLayers(config);
  const shapes = new Map<string, Shape>([
    ['cls_token', [1, 1, width]],
    ['pos_embed', [1, cellsOf(config) + 1, width]],
    ['patch_embed.proj.weight', [width, 3, patchSize, patchSize]],
    ['patch_embed.proj.bias', [width]],
  ]);
  if (registers > 0) shapes.set('reg_token', [1, registers, width]);
  if (config.preNorm === true) shapes.set('norm_pre.weight', [width]).set('norm_pre.bias', [width]);
  for (let i = 0; i < depth; i++) {
    const block = `blocks.${i}`;
    shapes.set(`${block}.norm1.weight`, [width]).set(`${block}.norm1.bias`, [width]);
    shapes.set(`${block}.attn.qkv.weight`, [3 * width, width]).set(`${block}.attn.qkv.bias`, [3 * width]);
    shapes.set(`${block}.attn.proj.weight`, [width, width]).set(`${block}.attn.proj.bias`, [width]);
    shapes.set(`${block}.norm2.weight`, [width]).set(`${block}.norm2.bias`, [width]);
    shapes.set(`${block}.${first}.weight`, [inner, width]).set(`${block}.${first}.bias`, [inner]);
    shapes.set(`${block}.${second}.weight`, [width, hidden]).set(`${block}.${second}.bias`, [width]);
  }
  return shapes.set('norm.weight', [width]).set('norm.bias', [width]);
}

/** Values in all of them together. */
export function parameterCount(config: VitConfig): number {
  return [...vitTensors(config).values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
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
  /** CLS as it enters the first block: (1, 1, width). */
  classToken(): Value;
  /** Registers as they enter the first block: (1, registers, width); undefined where the network has none. */
  registers(): Value | undefined;
  /** Image tokens with their positions as they enter the first block. */
  enter(tokens: Value): Value;
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
  /** CLS as it enters the first block: (B, 1, width). */
  classToken(batch: number): Value;
  /** Image tokens with their positions, (B, n, width), as they enter the first block. */
  enter(tokens: Value): Value;
  /** All that enters the first block: [CLS; image tokens that have entered; registers], (B, 1 + n + registers, width). */
  sequence(imageTokens: Value): Value;
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
  const classToken = (batch: number): Value => expand(layers.classToken(), [batch, 1, config.width]);
  return {
    config,
    embedPatches: (patches) => layers.embedPatches(patches),
    positions: () => layers.positions(),
    classToken,
    enter: (tokens) => layers.enter(tokens),
    sequence(imageTokens) {
      const batch = imageTokens.shape[0] ?? 0;
      const registers = layers.registers();
      const fixed = registers && expand(registers, [batch, registers.shape[1] ?? 0, config.width]);
      return concat([classToken(batch), imageTokens, ...(fixed === undefined ? [] : [fixed])], 1);
    },
    ...assembleBlocks(config, layers),
    finalNorm: (tokens) => layers.finalNorm(tokens),
  };
}

function plainLayers(config: VitConfig, source: TensorSource): VitLayers {
  const { width, heads, epsilon } = config;
  const cells = cellsOf(config);
  const hidden = hiddenWidth(config);
  const { first, second, inner } = mlpLayers(config);

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

  const enter = (tokens: Value): Value => (config.preNorm === true ? norm(tokens, 'norm_pre') : tokens);

  return {
    embedPatches: (patches) => dense(patches, 'patch_embed.proj', width, patchLength(config)),
    positions: () =>
      slice(reshape(source.value('pos_embed', [1, cells + 1, width]), [cells + 1, width]), 0, 1),
    classToken() {
      const position = slice(source.value('pos_embed', [1, cells + 1, width]), 1, 0, 1);
      return enter(add(source.value('cls_token', [1, 1, width]), position));
    },
    registers() {
      const { registers = 0 } = config;
      return registers === 0 ? undefined : enter(source.value('reg_token', [1, registers, width]));
    },
    enter,
    norm1: (block, tokens) => norm(tokens, `blocks.${block}.norm1`),
    fullNorm1: (_block, normalised) => normalised,
    query: (block, x) => mul(part(block, x, 0), 1 / Math.sqrt(width / heads)),
    key: (block, x) => part(block, x, 1),
    value: (block, x) => part(block, x, 2),
    project: (block, mixed) => dense(mixed, `blocks.${block}.attn.proj`, width, width),
    mlp(block, tokens) {
      const name = `blocks.${block}`;
      const read = dense(norm(tokens, `${name}.norm2`), `${name}.${first}`, inner, width);
      return dense(activated(config, read), `${name}.${second}`, width, hidden);
    },
    finalNorm: (tokens) => norm(tokens, 'norm'),
  };
}

/** What an MLP's second layer reads, from what its first gives: (…, hidden). */
function activated({ mlp, activation }: VitConfig, x: Value): Value {
  if (mlp === 'swiglu') return gated(x);
  switch (activation) {
    case undefined:
      return gelu(x);
    case 'quick-gelu':
      return mul(silu(mul(x, quickGeluSlope)), 1 / quickGeluSlope);
    case 'gelu-tanh':
      return tanhGelu(x);
  }
}

/** OpenAI's CLIP approximates GELU(x) by x·σ(1.702·x). */
export const quickGeluSlope = 1.702;

/** SiLU of the first half times the second (Shazeer, "GLU Variants Improve Transformer", arXiv 2002.05202). */
export function gated(x: Value): Value {
  const half = (x.shape.at(-1) ?? 0) / 2;
  return mul(silu(slice(x, -1, 0, half)), slice(x, -1, half));
}
