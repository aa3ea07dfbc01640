import {
  add,
  expand,
  layerNorm,
  matmul,
  mul,
  parameter,
  reshape,
  slice,
  softmax,
  transpose,
  weight,
} from '../graph/ops.ts';
import { gelu, linear } from '../graph/compose.ts';
import type { Shape, Value } from '../graph/ir.ts';

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
      runs.set(name, { tensor, start, length: shape.reduce((product, extent) => product * extent, 1) });
      made.set(name, value);
      return value;
    },
  };
}

export interface BlockOptions {
  /** Added to the attention logits, broadcast to (B, heads, queries, keys); `excluded` takes a key out. */
  readonly attentionBias?: Value;
  /** Compute only the first so many rows of the result (all rows still serve as keys and values). */
  readonly rows?: number;
}

/** A logit so low that its key gets an attention weight of exactly 0 in float32 and in float16. */
export const excluded = -3e4;

export interface Vit {
  readonly config: VitConfig;
  /** patches (B, n, patchLength) → tokens (B, n, width), without position. */
  embedPatches(patches: Value): Value;
  /** Position embedding of all cells: (cells, width). */
  positions(): Value;
  /** CLS with its position: (B, 1, width). */
  classToken(batch: number): Value;
  /** Blocks from ≤ i < to over tokens (B, T, width); `rows` holds for the last of them. */
  blocks(tokens: Value, from: number, to: number, options?: BlockOptions): Value;
  finalNorm(tokens: Value): Value;
}

export function createVit(config: VitConfig, source: TensorSource): Vit {
  const { width, heads, epsilon } = config;
  const cells = cellsOf(config);
  const hidden = Math.round(width * config.mlpRatio);
  if (!Number.isInteger(cells) || width % heads !== 0) {
    throw new RangeError(
      `a ViT of ${JSON.stringify(config)}: patches must tile the image and heads the width`,
    );
  }

  const norm = (x: Value, name: string): Value =>
    layerNorm(x, {
      epsilon,
      scale: source.value(`${name}.weight`, [width]),
      bias: source.value(`${name}.bias`, [width]),
    });

  const dense = (x: Value, name: string, into: number, from: number): Value =>
    linear(x, source.value(`${name}.weight`, [into, from]), source.value(`${name}.bias`, [into]));

  const attention = (x: Value, name: string, { attentionBias, rows }: BlockOptions): Value => {
    const depth = width / heads;
    const part = (tokens: Value, index: 0 | 1 | 2): Value =>
      reshape(
        linear(
          tokens,
          source.value(`${name}.qkv.weight`, [width, width], index * width * width),
          source.value(`${name}.qkv.bias`, [width], index * width),
        ),
        [...tokens.shape.slice(0, 2), heads, depth],
      );
    const asked = rows === undefined ? x : slice(x, 1, 0, rows);
    const queries = transpose(mul(part(asked, 0), 1 / Math.sqrt(depth)), [0, 2, 1, 3]);
    const keys = transpose(part(x, 1), [0, 2, 3, 1]);
    const values = transpose(part(x, 2), [0, 2, 1, 3]);
    const logits = matmul(queries, keys);
    const shares = softmax(attentionBias === undefined ? logits : add(logits, attentionBias));
    const mixed = reshape(transpose(matmul(shares, values), [0, 2, 1, 3]), [...asked.shape]);
    return dense(mixed, `${name}.proj`, width, width);
  };

  const block = (x: Value, index: number, options: BlockOptions): Value => {
    const name = `blocks.${index}`;
    const kept = options.rows === undefined ? x : slice(x, 1, 0, options.rows);
    const attended = add(kept, attention(norm(x, `${name}.norm1`), `${name}.attn`, options));
    const inner = gelu(dense(norm(attended, `${name}.norm2`), `${name}.mlp.fc1`, hidden, width));
    return add(attended, dense(inner, `${name}.mlp.fc2`, width, hidden));
  };

  return {
    config,
    embedPatches(patches) {
      return dense(patches, 'patch_embed.proj', width, patchLength(config));
    },
    positions() {
      return slice(reshape(source.value('pos_embed', [1, cells + 1, width]), [cells + 1, width]), 0, 1);
    },
    classToken(batch) {
      const position = slice(source.value('pos_embed', [1, cells + 1, width]), 1, 0, 1);
      return expand(add(source.value('cls_token', [1, 1, width]), position), [batch, 1, width]);
    },
    blocks(tokens, from, to, { attentionBias, rows } = {}) {
      const bias = attentionBias === undefined ? {} : { attentionBias };
      let x = tokens;
      for (let i = from; i < to; i++) {
        x = block(x, i, i === to - 1 && rows !== undefined ? { ...bias, rows } : bias);
      }
      return x;
    },
    finalNorm(tokens) {
      return norm(tokens, 'norm');
    },
  };
}
