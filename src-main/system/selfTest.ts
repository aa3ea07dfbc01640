import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { OpenOptions, Runtime, Tensor } from '../compute/runtime.ts';
import { writeModel, type OnnxModel, type WeightBytes } from '../graph/onnx.ts';
import { toHalfBits } from '../../src-shared/domain/half.ts';
import {
  stackCases,
  type CaseTensors,
  type GraphOutputs,
  type Plan,
  type PlanContext,
} from '../networks/methods/plan.ts';
import { methods } from '../networks/methods/registry.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import { isHalved, rewriteTensor } from '../networks/rewrite.ts';
import reference from './selfTestReference.json' with { type: 'json' };

export interface SelfTest {
  /** Right within the tolerance, every node on the provider. */
  readonly ok: boolean;
  /** Of the loss, the logits and every gradient, L2-relative to float64; the largest number where one is no number. */
  readonly maxRelativeError: number;
  /** The operations that ran on the CPU where the provider is another. */
  readonly offDevice: readonly string[];
}

/**
 * float32 lands near 1e-7; a provider that computes in half precision by itself would not pass. With the blocks'
 * matrices in float16 a right answer lands near 2e-3.
 */
const tolerances = { float32: 1e-4, float16: 0.02 } as const;

const Values = z.object({ shape: z.array(z.int()), data: z.array(z.number()) });
const Tensors = z.record(z.string(), Values);

/** A small SegPrompt and its training step in float64; made by test/fixtures/torch/make.py. */
const Reference = z.object({
  config: z.object({
    imageSize: z.int(),
    patchSize: z.int(),
    width: z.int(),
    depth: z.int(),
    heads: z.int(),
    mlpRatio: z.number(),
    epsilon: z.number(),
  }),
  classes: z.int(),
  maskClasses: z.int(),
  tensors: Tensors,
  cases: z.array(z.object({ image: Values, coverage: Values })),
  method: z.literal('segprompt'),
  options: z.record(z.string(), z.unknown()),
  targets: Values,
  sampleWeights: Values,
  trainables: Tensors,
  expected: z.object({ loss: z.number(), logits: Values, gradients: Tensors }),
});
type Reference = z.output<typeof Reference>;

/**
 * One training step of a small SegPrompt on the provider (the frozen network's part, then loss, logits and the
 * gradient of every trainable), held against the same step in float64.
 *
 * @param precision of the frozen blocks' matrices and the products with them
 * @throws LapidaryError `model-not-opened`, `provider-lost`
 */
export async function selfTest(
  runtime: Runtime,
  precision: keyof typeof tolerances = 'float32',
): Promise<SelfTest> {
  const wanted = Reference.parse(reference);
  const context = { ...contextOf(wanted), half: precision === 'float16' };
  const plan = methods[wanted.method].plan(context, wanted.options);
  const images = wanted.cases.map(({ image, coverage }): NetworkInput => ({
    image: floats(image),
    coverage: floats(coverage),
  }));
  const [first] = images;
  if (first === undefined) throw new Error('the self-test has no case');
  const bucket = plan.bucket(first);
  const offDevice = new Set<string>();
  const run = async (
    outputs: GraphOutputs,
    feeds: Readonly<Record<string, Tensor>>,
  ): Promise<Readonly<Record<string, Tensor>>> => {
    const ran = await runOnProvider(runtime, writeModel(outputs, weightsOf(plan, context)), feeds);
    for (const operation of ran.fallbacks) offDevice.add(operation);
    return ran.results;
  };

  const stage = plan.prepare(bucket);
  const read = images.map((image) => stage.read(image));
  const batch = images.length;
  const prepared = await run(
    stage.outputs(batch),
    stackCases(
      stage.inputs,
      read.map(({ inputs }) => inputs),
      batch,
    ),
  );
  const kept = read.map((one, at): CaseTensors => ({ ...one.kept, ...rowsAt(prepared, at, batch) }));
  const results = await run(plan.step(batch, bucket), {
    ...stackCases(plan.prepared(bucket), kept, batch),
    ...Object.fromEntries(Object.entries(wanted.trainables).map(([name, values]) => [name, tensor(values)])),
    targets: tensor(wanted.targets),
    sampleWeights: tensor(wanted.sampleWeights),
  });

  const { loss, logits, gradients } = wanted.expected;
  const maxRelativeError = Math.max(
    relativeError(results['loss'], [loss]),
    relativeError(results['logits'], logits.data),
    ...plan.trainables.map(({ name }) =>
      relativeError(results[`gradient.${name}`], gradients[name]?.data ?? []),
    ),
  );
  return {
    ok: maxRelativeError <= tolerances[precision] && offDevice.size === 0,
    maxRelativeError,
    offDevice: [...offDevice].sort(),
  };
}

/** Where the provider cannot run every node, the CPU takes the rest, and what it took is named. */
async function runOnProvider(
  runtime: Runtime,
  { bytes, inputs }: OnnxModel,
  all: Readonly<Record<string, Tensor>>,
): Promise<{ readonly results: Readonly<Record<string, Tensor>>; readonly fallbacks: readonly string[] }> {
  const feeds = Object.fromEntries(inputs.map(({ name }) => [name, all[name] as Tensor]));
  const attempt = async (options: OpenOptions): Promise<Readonly<Record<string, Tensor>>> => {
    const session = await runtime.open(bytes, options);
    try {
      return await session.run(feeds);
    } finally {
      await session.release();
    }
  };
  try {
    return { results: await attempt({ wholeOnProvider: true }), fallbacks: [] };
  } catch (error) {
    if (!(error instanceof LapidaryError) || error.code !== 'model-not-opened') throw error;
    const results = await attempt({});
    const { fallbacks } = await runtime.placement(bytes, feeds);
    return { results, fallbacks };
  }
}

function contextOf({ config, classes, maskClasses, tensors }: Reference): PlanContext {
  const values = new Map(Object.entries(tensors).map(([name, stored]) => [name, floats(stored)]));
  return {
    config,
    classes,
    maskClasses,
    seed: 1,
    tensor(name) {
      const data = values.get(name);
      if (data === undefined) throw new Error(`the self-test has no tensor "${name}"`);
      return data;
    },
  };
}

function weightsOf(plan: Plan, context: PlanContext): ReadonlyMap<string, WeightBytes> {
  const plain = (name: string): Float32Array => context.tensor(name);
  const rewritten = (name: string): Float32Array => rewriteTensor(context.config, plain, name);
  const read = plan.weights === 'plain' ? plain : rewritten;
  return new Map(
    [...plan.frozen].map(([name, { tensor: from, start, length }]) => {
      const data = read(from).slice(start, start + length);
      return [name, plan.weights === 'rewritten-half' && isHalved(from) ? toHalfBits(data) : data];
    }),
  );
}

/** One case's part of tensors with a leading batch axis. */
function rowsAt(tensors: Readonly<Record<string, Tensor>>, at: number, batch: number): CaseTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => {
      if (!(data instanceof Float32Array)) throw new Error(`the self-test got no numbers for "${name}"`);
      const length = data.length / batch;
      return [name, data.slice(at * length, (at + 1) * length)];
    }),
  );
}

function floats({ data }: z.output<typeof Values>): Float32Array {
  return Float32Array.from(data);
}

function tensor(values: z.output<typeof Values>): Tensor {
  return { shape: values.shape, data: floats(values) };
}

function relativeError(found: Tensor | undefined, expected: readonly number[]): number {
  const values = found?.data;
  if (values?.length !== expected.length) return Number.MAX_VALUE;
  let difference = 0;
  let size = 0;
  expected.forEach((value, i) => {
    difference += (Number(values[i]) - value) ** 2;
    size += value ** 2;
  });
  const error = Math.sqrt(difference / size);
  // Infinity and NaN have no JSON.
  return Number.isFinite(error) ? error : Number.MAX_VALUE;
}
