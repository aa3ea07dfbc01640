import type { Runtime, Tensor } from '../../src-main/compute/runtime.ts';
import { writeModel, type WeightBytes } from '../../src-main/graph/onnx.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import {
  stackCases,
  type Bucket,
  type CaseTensors,
  type GraphOutputs,
  type Plan,
  type PlanContext,
} from '../../src-main/networks/methods/plan.ts';
import { areaCoverage, type NetworkInput } from '../../src-main/networks/preprocess.ts';
import { toHalfBits } from '../../src-shared/domain/half.ts';
import { isHalved, rewriteTensor } from '../../src-main/networks/rewrite.ts';
import { vitTensors, type TensorRun, type VitConfig } from '../../src-main/networks/vit.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';

/** A network small enough for finite differences: 16 cells of 2×2 pixels. */
export const tinyConfig: VitConfig = {
  imageSize: 8,
  patchSize: 2,
  width: 8,
  depth: 2,
  heads: 2,
  mlpRatio: 2,
  epsilon: 1e-6,
};

export const classes = 3;
export const maskClasses = 3;

/** Weights at a scale at which every part of the network matters. */
export function tinyTensors(config: VitConfig = tinyConfig, seed = 5): ReadonlyMap<string, Float32Array> {
  const random = createRandom(seed);
  return new Map(
    [...vitTensors(config)].map(([name, shape]) => {
      const isGain = name.includes('norm') && name.endsWith('.weight');
      const spread = name.endsWith('.bias') || isGain ? 0.2 : 0.35;
      return [
        name,
        Float32Array.from({ length: sizeOf(shape) }, () => (isGain ? 1 : 0) + spread * random.normal()),
      ];
    }),
  );
}

/** Networks that depart from the original ViT in all the ways that are known, together as far as they can be. */
export const oddConfigs: Readonly<Record<string, VitConfig>> = {
  'SwiGLU, registers, a mean of normalised tokens': {
    ...tinyConfig,
    mlp: 'swiglu',
    registers: 3,
    pooling: 'mean',
  },
  'QuickGELU and a norm before the first block': { ...tinyConfig, activation: 'quick-gelu', preNorm: true },
  'GELU by tanh, registers, a norm before the first block and one after the mean': {
    ...tinyConfig,
    activation: 'gelu-tanh',
    registers: 1,
    preNorm: true,
    pooling: 'mean-then-norm',
  },
};

export function tinyContext(tensors = tinyTensors(), seed = 3, config = tinyConfig): PlanContext {
  return {
    config,
    tensor(name) {
      const data = tensors.get(name);
      if (data === undefined) throw new Error(`no tensor ${name}`);
      return data;
    },
    classes,
    maskClasses,
    seed,
  };
}

/** A random image under a mask given as rows of one digit a pixel: 8 × 8. */
export function tinyInput(rows: readonly string[], seed: number): NetworkInput {
  const random: Random = createRandom(seed);
  const { imageSize } = tinyConfig;
  const labels = Uint8Array.from([...rows.join('')], Number);
  return {
    image: Float32Array.from({ length: 3 * imageSize ** 2 }, () => random.normal()),
    coverage: areaCoverage(
      { width: imageSize, height: imageSize, labels },
      (segment) => segment,
      maskClasses,
      imageSize,
    ),
  };
}

/** Two objects of classes 1 and 2; six cells have a quarter or more of foreground. */
export const twoObjects = [
  '00000000',
  '01110000',
  '01110000',
  '00000000',
  '00000220',
  '00000220',
  '00000000',
  '00000000',
];
/** One object that covers three cells, one of them by half. */
export const oneObject = [
  '11000000',
  '11000000',
  '11100000',
  '11100000',
  '00000000',
  '00000000',
  '00000000',
  '00000000',
];
export const nothing = Array.from({ length: 8 }, () => '00000000');

/** The bytes behind a plan's frozen weights, in the form that it reads. */
export function planWeights(plan: Plan, context: PlanContext): ReadonlyMap<string, WeightBytes> {
  const plain = (name: string): Float32Array => context.tensor(name);
  const found = weightBytes(
    plan.frozen,
    plan.weights === 'plain' ? plain : (name) => rewriteTensor(context.config, plain, name),
  );
  if (plan.weights !== 'rewritten-half') return found;
  return new Map([...found].map(([name, data]) => [name, isHalved(name) ? toHalfBits(data) : data]));
}

export function weightBytes(
  runs: ReadonlyMap<string, TensorRun>,
  tensor: (name: string) => Float32Array,
): ReadonlyMap<string, Float32Array> {
  return new Map(
    [...runs].map(([name, run]) => [name, tensor(run.tensor).slice(run.start, run.start + run.length)]),
  );
}

export async function runGraph(
  runtime: Runtime,
  outputs: GraphOutputs,
  weights: ReadonlyMap<string, WeightBytes>,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Readonly<Record<string, Tensor>>> {
  const session = await runtime.open(writeModel(outputs, weights).bytes);
  try {
    return await session.run(
      Object.fromEntries(session.inputs.map(({ name }) => [name, feeds[name] as Tensor])),
    );
  } finally {
    await session.release();
  }
}

/** One case through the plan's prepare stage. */
export async function prepareCase(
  runtime: Runtime,
  plan: Plan,
  context: PlanContext,
  image: NetworkInput,
): Promise<{ readonly bucket: Bucket; readonly tensors: CaseTensors }> {
  const bucket = plan.bucket(image);
  const stage = plan.prepare(bucket);
  const { inputs, kept } = stage.read(image);
  if (stage.inputs.length === 0) return { bucket, tensors: kept };
  const outputs = stage.outputs(1);
  const feeds = stackCases(stage.inputs, [inputs], 1);
  const results = await runGraph(runtime, outputs, planWeights(plan, context), feeds);
  return { bucket, tensors: { ...kept, ...floatsOf(results) } };
}

export function floatsOf(results: Readonly<Record<string, Tensor>>): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => {
      if (!(data instanceof Float32Array)) throw new Error(`${name} is not float32`);
      return [name, data];
    }),
  );
}

/** Trainables as feeds, at their initial values unless others are given. */
export function trainableFeeds(
  plan: Plan,
  values: ReadonlyMap<string, Float32Array> = new Map(),
): Record<string, Tensor> {
  return Object.fromEntries(
    plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: values.get(name) ?? initial }]),
  );
}

/** ‖a − b‖ / ‖b‖ */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    difference += ((a[i] ?? NaN) - (b[i] ?? NaN)) ** 2;
    size += (b[i] ?? NaN) ** 2;
  }
  return Math.sqrt(difference / size);
}
