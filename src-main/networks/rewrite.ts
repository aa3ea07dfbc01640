import { add, layerNorm, mul, reshape } from '../graph/ops.ts';
import { halfGelu, halfLinear, linear, silu, tanhGelu } from '../graph/compose.ts';
import type { Shape, Value } from '../graph/ir.ts';
import {
  assembleVit,
  cellsOf,
  gated,
  hiddenWidth,
  mlpLayers,
  patchLength,
  quickGeluSlope,
  type TensorSource,
  type Vit,
  type VitConfig,
} from './vit.ts';

/**
 * The same network with everything that a step would compute from frozen weights alone computed once:
 *
 * - norm1's scale and bias go into q, k and v, norm2's into fc1. Their rows are then centred: they read a vector that
 *   sums to 0, so subtracting a row's mean changes no product, and the gradient of the normalised vector sums to 0 by
 *   itself, which spares the backward pass a mean.
 * - 1/√d goes into q.
 * - k has no bias: it would add the same number to all logits of a query, which softmax takes away again.
 * - v's bias passes through attention unchanged, since shares sum to 1, and goes into the projection's bias.
 * - GELU(x) = x/2·(1 + erf(x/√2)) becomes √½·u·(1 + erf(u)) with u = x/√2: 1/√2 goes into fc1, √½ into fc2. QuickGELU's
 *   slope goes into fc1, its inverse into fc2.
 * - CLS is one vector, with its position and, where the network normalises once before the first block, normalised; so
 *   are registers.
 *
 * All are exact up to float32 rounding; computed in float64.
 */

/** Written into the name of what is stored; a change of any rule is a new number. */
export const rewriteVersion = 1;

type TensorOf = (name: string) => Float32Array;

/** Every tensor of the rewritten network with its shape, in file order. */
export function rewrittenTensors(config: VitConfig): ReadonlyMap<string, Shape> {
  const { width, depth, registers = 0 } = config;
  const hidden = hiddenWidth(config);
  const { inner } = mlpLayers(config);
  const shapes = new Map<string, Shape>([
    ['patch.weight', [width, patchLength(config)]],
    ['patch.bias', [width]],
    ['positions', [cellsOf(config), width]],
    ['cls', [width]],
  ]);
  if (registers > 0) shapes.set('registers', [registers, width]);
  if (config.preNorm === true) shapes.set('enter.scale', [width]).set('enter.bias', [width]);
  for (let i = 0; i < depth; i++) {
    const block = `blocks.${i}`;
    shapes.set(`${block}.norm1.scale`, [width]).set(`${block}.norm1.bias`, [width]);
    shapes.set(`${block}.query.weight`, [width, width]).set(`${block}.query.bias`, [width]);
    shapes.set(`${block}.key.weight`, [width, width]).set(`${block}.value.weight`, [width, width]);
    shapes.set(`${block}.project.weight`, [width, width]).set(`${block}.project.bias`, [width]);
    shapes.set(`${block}.fc1.weight`, [inner, width]).set(`${block}.fc1.bias`, [inner]);
    shapes.set(`${block}.fc2.weight`, [width, hidden]).set(`${block}.fc2.bias`, [width]);
  }
  return shapes.set('norm.scale', [width]).set('norm.bias', [width]);
}

/** One of them from the network's own tensors. */
export function rewriteTensor(config: VitConfig, tensor: TensorOf, name: string): Float32Array {
  const { width, heads } = config;
  const [, index = '', part = '', kind = ''] = /^blocks\.(\d+)\.(\w+)\.(\w+)$/.exec(name) ?? [];
  const block = `blocks.${index}`;
  const qkv = (at: 0 | 1 | 2) => ({
    weight: tensor(`${block}.attn.qkv.weight`).subarray(at * width * width, (at + 1) * width * width),
    bias: tensor(`${block}.attn.qkv.bias`).subarray(at * width, (at + 1) * width),
  });
  const norm = (at: 1 | 2) => ({
    scale: tensor(`${block}.norm${at}.weight`),
    bias: tensor(`${block}.norm${at}.bias`),
  });
  const logitScale = 1 / Math.sqrt(width / heads);
  const { first, second } = mlpLayers(config);
  const slopes = slopesOf(config);
  const entered = (tokens: Float32Array): Float32Array =>
    config.preNorm === true
      ? normalised(tokens, tensor('norm_pre.weight'), tensor('norm_pre.bias'), config.epsilon)
      : tokens;
  switch (index === '' ? name : `${part}.${kind}`) {
    case 'patch.weight':
      return tensor('patch_embed.proj.weight');
    case 'patch.bias':
      return tensor('patch_embed.proj.bias');
    case 'positions':
      return tensor('pos_embed').slice(width);
    case 'cls':
      return entered(tensor('cls_token').map((value, i) => value + (tensor('pos_embed')[i] as number)));
    case 'registers':
      return entered(tensor('reg_token'));
    case 'enter.scale':
      return tensor('norm_pre.weight');
    case 'enter.bias':
      return tensor('norm_pre.bias');
    case 'norm1.scale':
      return norm(1).scale;
    case 'norm1.bias':
      return norm(1).bias;
    case 'query.weight':
      return centredRows(qkv(0).weight, norm(1).scale, logitScale);
    case 'query.bias':
      return biasThrough(qkv(0), norm(1).bias, logitScale);
    case 'key.weight':
      return centredRows(qkv(1).weight, norm(1).scale, 1);
    case 'value.weight':
      return centredRows(qkv(2).weight, norm(1).scale, 1);
    case 'project.weight':
      return tensor(`${block}.attn.proj.weight`);
    case 'project.bias': {
      const own = { weight: tensor(`${block}.attn.proj.weight`), bias: tensor(`${block}.attn.proj.bias`) };
      return biasThrough(own, biasThrough(qkv(2), norm(1).bias, 1), 1);
    }
    case 'fc1.weight':
      return centredRows(tensor(`${block}.${first}.weight`), norm(2).scale, slopes.before);
    case 'fc1.bias': {
      const own = { weight: tensor(`${block}.${first}.weight`), bias: tensor(`${block}.${first}.bias`) };
      return biasThrough(own, norm(2).bias, slopes.before);
    }
    case 'fc2.weight':
      return tensor(`${block}.${second}.weight`).map((value) => value * slopes.after);
    case 'fc2.bias':
      return tensor(`${block}.${second}.bias`);
    case 'norm.scale':
      return tensor('norm.weight');
    case 'norm.bias':
      return tensor('norm.bias');
    default:
      throw new RangeError(`the rewritten network has no tensor "${name}"`);
  }
}

/** What goes into the matrices around the activation. */
function slopesOf({ mlp, activation }: VitConfig): { readonly before: number; readonly after: number } {
  if (mlp === 'swiglu' || activation === 'gelu-tanh') return { before: 1, after: 1 };
  if (activation === 'quick-gelu') return { before: quickGeluSlope, after: 1 / quickGeluSlope };
  return { before: Math.SQRT1_2, after: Math.SQRT1_2 };
}

/** Layer norm of each row. */
function normalised(
  rows: Float32Array,
  scale: Float32Array,
  bias: Float32Array,
  epsilon: number,
): Float32Array {
  const width = scale.length;
  const out = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += width) {
    const row = rows.subarray(at, at + width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    row.forEach((value, i) => {
      out[at + i] = (value - mean) * inverse * (scale[i] as number) + (bias[i] as number);
    });
  }
  return out;
}

/** factor·(W∘scale) with the mean of each row taken off. */
function centredRows(weight: Float32Array, scale: Float32Array, factor: number): Float32Array {
  const columns = scale.length;
  const out = new Float32Array(weight.length);
  for (let at = 0; at < weight.length; at += columns) {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += (weight[at + i] as number) * (scale[i] as number);
    const mean = sum / columns;
    for (let i = 0; i < columns; i++) {
      out[at + i] = factor * ((weight[at + i] as number) * (scale[i] as number) - mean);
    }
  }
  return out;
}

/** factor·(W·x + b) */
function biasThrough(
  { weight, bias }: { readonly weight: Float32Array; readonly bias: Float32Array },
  x: Float32Array,
  factor: number,
): Float32Array {
  return bias.map((own, row) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += (weight[row * x.length + i] as number) * (x[i] as number);
    return factor * (sum + own);
  });
}

/** Matrices of the blocks: what is stored in float16 where that is asked for. */
export function isHalved(name: string): boolean {
  return /^blocks\.\d+\.(query|key|value|project|fc1|fc2)\.weight$/.test(name);
}

/**
 * The network over its rewritten tensors: the same functions as `createVit`, cheaper forward and back.
 * @param half whether the matrices of the blocks, and the products with them, are float16
 */
export function createRewrittenVit(config: VitConfig, source: TensorSource, half = false): Vit {
  const { width, epsilon } = config;
  const cells = cellsOf(config);
  const hidden = hiddenWidth(config);
  const { inner } = mlpLayers(config);
  const vector = (name: string, length = width): Value => source.value(name, [length]);
  const matrix = (name: string, into: number, from: number): Value => source.value(name, [into, from]);
  const dense = (x: Value, name: string, into: number, from: number, bias?: Value): Value =>
    half
      ? halfLinear(x, source.halfValue(name, [into, from]), bias)
      : linear(x, matrix(name, into, from), bias);
  const positions = (): Value => source.value('positions', [cells, width]);
  const normalise = (x: Value, centredReaders: boolean): Value => layerNorm(x, { epsilon, centredReaders });

  return assembleVit(config, {
    embedPatches: (patches) =>
      linear(patches, matrix('patch.weight', width, patchLength(config)), vector('patch.bias')),
    positions,
    classToken: () => reshape(vector('cls'), [1, 1, width]),
    registers() {
      const { registers = 0 } = config;
      return registers === 0
        ? undefined
        : reshape(source.value('registers', [registers, width]), [1, registers, width]);
    },
    enter: (tokens) =>
      config.preNorm === true
        ? layerNorm(tokens, { epsilon, scale: vector('enter.scale'), bias: vector('enter.bias') })
        : tokens,
    norm1: (_block, tokens, readAsIs) => normalise(tokens, !readAsIs),
    fullNorm1: (block, x) =>
      add(mul(x, vector(`blocks.${block}.norm1.scale`)), vector(`blocks.${block}.norm1.bias`)),
    query: (block, x) =>
      dense(x, `blocks.${block}.query.weight`, width, width, vector(`blocks.${block}.query.bias`)),
    key: (block, x) => dense(x, `blocks.${block}.key.weight`, width, width),
    value: (block, x) => dense(x, `blocks.${block}.value.weight`, width, width),
    project: (block, mixed) =>
      dense(mixed, `blocks.${block}.project.weight`, width, width, vector(`blocks.${block}.project.bias`)),
    mlp(block, tokens) {
      const name = `blocks.${block}`;
      const x = normalise(tokens, true);
      const u = dense(x, `${name}.fc1.weight`, inner, width, vector(`${name}.fc1.bias`, inner));
      return dense(activated(config, u), `${name}.fc2.weight`, width, hidden, vector(`${name}.fc2.bias`));
    },
    finalNorm: (tokens) =>
      layerNorm(tokens, { epsilon, scale: vector('norm.scale'), bias: vector('norm.bias') }),
  });
}

/** The activation of what carries its factors already. */
function activated({ mlp, activation }: VitConfig, u: Value): Value {
  if (mlp === 'swiglu') return gated(u);
  switch (activation) {
    case undefined:
      return halfGelu(u);
    case 'quick-gelu':
      return silu(u);
    case 'gelu-tanh':
      return tanhGelu(u);
  }
}
