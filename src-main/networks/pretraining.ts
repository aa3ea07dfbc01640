import { add, concat, gather, input, matmul, reshape, slice, zeros } from '../graph/ops.ts';
import { crossEntropy, linear } from '../graph/compose.ts';
import { gradients } from '../graph/backward.ts';
import { topological, type Shape, type Value } from '../graph/ir.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { GraphOutputs, TensorSpec } from './methods/plan.ts';
import type { FloatTensor } from './safetensors.ts';
import {
  createTensorSource,
  createVit,
  patchLength,
  vitTensors,
  type TensorRun,
  type Vit,
  type VitConfig,
} from './vit.ts';

/**
 * Supervised pretraining of a backbone on scenes of several objects, all weights trainable. The network learns to
 * name an object's texture and colour in three ways, which are the ways a tuned method will later ask it:
 * CLS of a whole frame (its largest object, or the only one left where the rest is painted out), the mask-weighted
 * mean of the final tokens (every object of the frame), and CLS of a view restricted to one object's cells. Besides,
 * every final token names the object it lies on (Jiang et al., "All Tokens Matter", NeurIPS 2021): a frame then gives
 * a hundred answers instead of three, without which a network this small hardly learns texture in the time it has.
 */
export interface PretrainingTask {
  readonly textures: number;
  readonly colours: number;
  /** Places for objects in one frame. */
  readonly objects: number;
}

/** Graph of one training step or of one evaluation pass, and the layout of its parameters. */
export interface PretrainingGraph {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: GraphOutputs;
  /** The run of a whole tensor behind each `parameter` value; gradients are `gradient.<value name>`. */
  readonly runs: ReadonlyMap<string, TensorRun>;
}

const heads = ['cls', 'region'] as const;
type Head = (typeof heads)[number];

/** Network tensors and the heads' (`head.cls.texture.weight` …) with their shapes. */
export function pretrainingTensors(config: VitConfig, task: PretrainingTask): ReadonlyMap<string, Shape> {
  const shapes = new Map(vitTensors(config));
  for (const head of heads) {
    for (const [family, count] of [
      ['texture', task.textures],
      ['colour', task.colours],
    ] as const) {
      shapes.set(`head.${head}.${family}.weight`, [count, config.width]);
      shapes.set(`head.${head}.${family}.bias`, [count]);
    }
  }
  return shapes;
}

/** Decoupled weight decay belongs on matrices, not on biases, norms, CLS and positions. */
export function isDecayed(name: string): boolean {
  return name.endsWith('.weight') && !name.includes('norm');
}

/**
 * Initial values: Glorot normal for matrices, zero biases, positions as two-dimensional sines (Chen et al., "An
 * Empirical Study of Training Self-Supervised Vision Transformers", ICCV 2021) at half amplitude, and the patch
 * embedding as cosine transforms. All of them are trained on.
 * @param patches some normalised training patches (any number, patchLength)
 */
export function initialTensors(
  config: VitConfig,
  task: PretrainingTask,
  seed: number,
  patches: Float32Array,
): Map<string, FloatTensor> {
  const random = createRandom(seed);
  const tensors = new Map<string, FloatTensor>();
  for (const [name, shape] of pretrainingTensors(config, task)) {
    const [rows = 1, ...rest] = shape;
    const columns = rest.reduce((product, extent) => product * extent, 1);
    const data = new Float32Array(rows * columns);
    if (name === 'pos_embed') data.set(sinePositions(config));
    else if (name === 'cls_token') fillNormal(data, 0.02);
    else if (name === 'patch_embed.proj.weight') data.set(cosineFilters(config, patches));
    else if (name.includes('norm')) data.fill(name.endsWith('.weight') ? 1 : 0);
    // Each of q, k and v is a square matrix of its own.
    else if (name.endsWith('qkv.weight')) fillNormal(data, Math.sqrt(1 / columns));
    else if (name.startsWith('head') && name.endsWith('.weight')) fillNormal(data, 0.02);
    else if (name.endsWith('.weight')) fillNormal(data, Math.sqrt(2 / (rows + columns)));
    tensors.set(name, { shape, data });
  }
  return tensors;

  function fillNormal(data: Float32Array, spread: number): void {
    for (let i = 0; i < data.length; i++) data[i] = spread * random.normal();
  }
}

/** Luminance and two opponent colours, orthonormal. */
const colourAxes = [
  [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)],
  [1 / Math.sqrt(2), 0, -1 / Math.sqrt(2)],
  [1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)],
] as const;

/**
 * The patch embedding to start from: (width, patchLength). Random filters see little but a patch's mean colour, which
 * outweighs all else; the lowest two-dimensional cosines of luminance (half of the width) and of the opponent
 * colours (a quarter each), every one scaled to unit deviation over the training patches, show texture from the
 * first step on. Filters beyond the patch's own dimensions stay zero.
 */
function cosineFilters(config: VitConfig, patches: Float32Array): Float32Array {
  const { patchSize, width } = config;
  const area = patchSize ** 2;
  const length = patchLength(config);
  const shares = [Math.ceil(width / 2), Math.ceil(width / 4), Math.floor(width / 4)];
  const filters = shares.flatMap((share, axis) =>
    cosineOrder(patchSize)
      .slice(0, share)
      .map(([u, v]) => cosineFilter(patchSize, u, v, colourAxes[axis] ?? colourAxes[0])),
  );
  const count = patches.length / length;
  const powers = filters.map((filter) => {
    let sum = 0;
    for (let p = 0; p < count; p++) {
      let product = 0;
      for (let i = 0; i < length; i++) product += (filter[i] as number) * (patches[p * length + i] as number);
      sum += product * product;
    }
    return sum / count;
  });
  // So that a filter that sees almost nothing is not blown up to see noise.
  const least = (0.01 * powers.reduce((sum, power) => sum + power, 0)) / area;
  const out = new Float32Array(width * length);
  filters.forEach((filter, row) => {
    const scale = 1 / Math.sqrt((powers[row] as number) + least);
    out.set(
      filter.map((value) => value * scale),
      row * length,
    );
  });
  return out;
}

/** Frequencies (down, across) from the lowest diagonal to the highest. */
function cosineOrder(side: number): [number, number][] {
  const all = Array.from({ length: side * side }, (_, i): [number, number] => [
    Math.floor(i / side),
    i % side,
  ]);
  return all.sort(([a, b], [c, d]) => a + b - c - d || a - c);
}

function cosineFilter(side: number, u: number, v: number, colour: readonly number[]): Float32Array {
  const wave = (frequency: number, at: number): number =>
    Math.sqrt((frequency === 0 ? 1 : 2) / side) * Math.cos((Math.PI * frequency * (at + 0.5)) / side);
  return Float32Array.from({ length: 3 * side * side }, (_, i) => {
    const pixel = i % (side * side);
    const strength = colour[Math.floor(i / (side * side))] ?? 0;
    return strength * wave(u, Math.floor(pixel / side)) * wave(v, pixel % side);
  });
}

/** (1, cells + 1, width): nothing for CLS, then sine and cosine of row and column at geometric wavelengths. */
function sinePositions(config: VitConfig): Float32Array {
  const { width } = config;
  const side = config.imageSize / config.patchSize;
  const quarter = width / 4;
  const out = new Float32Array((side * side + 1) * width);
  for (let cell = 0; cell < side * side; cell++) {
    for (let i = 0; i < quarter; i++) {
      const frequency = 10_000 ** (-i / quarter);
      const at = (cell + 1) * width + i;
      const row = Math.floor(cell / side) * frequency;
      const column = (cell % side) * frequency;
      out[at] = 0.5 * Math.sin(row);
      out[at + quarter] = 0.5 * Math.cos(row);
      out[at + 2 * quarter] = 0.5 * Math.sin(column);
      out[at + 3 * quarter] = 0.5 * Math.cos(column);
    }
  }
  return out;
}

/**
 * Frames of several objects, of which `count` cells are shown: all, or a random share of them, which costs less and
 * teaches the same (Liu et al., "PatchDropout", WACV 2023). Inputs: `patches` (count, patchLength), `cells.index`
 * (count), `region.shares` (objects, count; rows sum to 1 or are zero), and for each question `cls` (), `region`
 * (objects) and `token` (count) the one-hot `<question>.texture`, `<question>.colour` and the losses' `….weight`.
 */
export function fullViewGraph(
  config: VitConfig,
  task: PretrainingTask,
  batch: number,
  count: number,
  train: boolean,
): PretrainingGraph {
  const { textures, colours, objects } = task;
  const specs = [
    ...cellSpecs(config, task, count),
    float('region.shares', objects, count),
    float('region.texture', objects, textures),
    float('region.colour', objects, colours),
    float('region.weight', objects),
  ];
  return buildGraph(config, task, batch, specs, train, (vit, tensor, classify) => {
    const final = vit.finalNorm(vit.blocks(embed(vit, tensor, batch), 0, config.depth));
    const regions = matmul(tensor('region.shares'), slice(final, 1, 1));
    return [
      ...classify('cls', 'cls', slice(final, 1, 0, 1)),
      ...classify('region', 'region', regions),
      ...classify('token', 'region', slice(final, 1, 1)),
    ];
  });
}

/** One object's cells, padded to `count`. Inputs as above without the regions, and `cells.bias` for the padding. */
export function restrictedViewGraph(
  config: VitConfig,
  task: PretrainingTask,
  batch: number,
  count: number,
  train: boolean,
): PretrainingGraph {
  const specs = [...cellSpecs(config, task, count), float('cells.bias', count)];
  return buildGraph(config, task, batch, specs, train, (vit, tensor, classify) => {
    const attentionBias = reshape(concat([zeros([batch, 1]), tensor('cells.bias')], 1), [
      batch,
      1,
      1,
      count + 1,
    ]);
    const final = vit.finalNorm(vit.blocks(embed(vit, tensor, batch), 0, config.depth, { attentionBias }));
    return [
      ...classify('cls', 'cls', slice(final, 1, 0, 1)),
      ...classify('token', 'region', slice(final, 1, 1)),
    ];
  });
}

function cellSpecs(config: VitConfig, task: PretrainingTask, count: number): readonly TensorSpec[] {
  return [
    float('patches', count, patchLength(config)),
    { name: 'cells.index', shape: [count], dtype: 'int64' },
    float('cls.texture', task.textures),
    float('cls.colour', task.colours),
    float('cls.weight'),
    float('token.texture', count, task.textures),
    float('token.colour', count, task.colours),
    float('token.weight', count),
  ];
}

function embed(vit: Vit, tensor: (name: string) => Value, batch: number): Value {
  const positions = gather(vit.positions(), 0, tensor('cells.index'));
  return concat([vit.classToken(batch), add(vit.embedPatches(tensor('patches')), positions)], 1);
}

interface Task {
  readonly name: string;
  readonly logits: Value;
  readonly loss: Value;
}

function buildGraph(
  config: VitConfig,
  task: PretrainingTask,
  batch: number,
  inputs: readonly TensorSpec[],
  train: boolean,
  forward: (
    vit: Vit,
    tensor: (name: string) => Value,
    classify: (question: string, head: Head, tokens: Value) => Task[],
  ) => Task[],
): PretrainingGraph {
  const source = createTensorSource('parameter');
  const shapes = pretrainingTensors(config, task);
  const made = new Map(inputs.map(({ name, shape, dtype }) => [name, input(name, [batch, ...shape], dtype)]));
  const tensor = (name: string): Value => {
    const value = made.get(name);
    if (value === undefined) throw new Error(`the pretraining graph has no input "${name}"`);
    return value;
  };
  const classify = (question: string, head: Head, tokens: Value): Task[] =>
    (['texture', 'colour'] as const).map((family) => {
      const name = `head.${head}.${family}`;
      const features = reshape(tokens, [-1, config.width]);
      const logits = linear(
        features,
        source.value(`${name}.weight`, shapes.get(`${name}.weight`) ?? []),
        source.value(`${name}.bias`, shapes.get(`${name}.bias`) ?? []),
      );
      const targets = reshape(tensor(`${question}.${family}`), [...logits.shape]);
      const weights = reshape(tensor(`${question}.weight`), [features.shape[0] ?? 0]);
      return { name: `${question}.${family}`, logits, loss: crossEntropy(logits, targets, weights) };
    });

  const tasks = forward(createVit(config, source), tensor, classify);
  const logits = Object.fromEntries(tasks.map((each) => [`logits.${each.name}`, each.logits]));
  if (!train) return { inputs, outputs: logits, runs: source.runs };
  const losses = Object.fromEntries(tasks.map((each) => [`loss.${each.name}`, each.loss]));
  const loss = tasks.map((each) => each.loss).reduce((sum, part) => add(sum, part));
  const parameters = topological([loss]).filter((value) => value.op === 'parameter');
  const found = gradients(loss, parameters);
  return {
    inputs,
    outputs: {
      ...logits,
      ...losses,
      ...Object.fromEntries(found.map((gradient, i) => [`gradient.${parameters[i]?.name ?? ''}`, gradient])),
    },
    runs: source.runs,
  };
}

function float(name: string, ...shape: number[]): TensorSpec {
  return { name, shape, dtype: 'float32' };
}
