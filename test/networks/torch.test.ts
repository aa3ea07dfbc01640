import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { stackCases, type PlanContext } from '../../src-main/networks/methods/plan.ts';
import { recomputes } from '../../src-main/networks/blocks.ts';
import { MethodId, methods } from '../../src-main/networks/methods/registry.ts';
import type { NetworkInput } from '../../src-main/networks/preprocess.ts';
import { planWeights, prepareCase, relativeError, runGraph, trainableFeeds } from './harness.ts';

/**
 * Every method against PyTorch: the step's loss, logits and gradients must be those of float64 autograd over the
 * methods' definitions, written down independently (test/fixtures/torch/methods.py).
 */
const tolerance = 1e-5;

const folder = path.resolve('test/fixtures/torch');
const selfTestFile = path.resolve('src-main/system/selfTestReference.json');
const networkFile = path.join(folder, 'network.json');

const TensorFile = z
  .strictObject({ shape: z.array(z.int()), data: z.array(z.number()) })
  .refine(({ shape, data }) => data.length === shape.reduce((product, extent) => product * extent, 1));
const Tensors = z.record(z.string(), TensorFile);
type Tensors = z.output<typeof Tensors>;

const Network = z.object({
  config: z.strictObject({
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
  cases: z.array(z.strictObject({ image: TensorFile, coverage: TensorFile })).length(2),
});

const Fixture = z.object({
  method: MethodId,
  options: z.record(z.string(), z.unknown()),
  targets: TensorFile,
  sampleWeights: TensorFile,
  trainables: Tensors,
  expected: z.strictObject({ loss: z.number(), logits: TensorFile, gradients: Tensors }),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const float32 = (tensors: Tensors): ReadonlyMap<string, Float32Array> =>
  new Map(Object.entries(tensors).map(([name, { data }]) => [name, Float32Array.from(data)]));

function openNetwork(file: string): { readonly context: PlanContext; readonly images: NetworkInput[] } {
  const { config, classes, maskClasses, tensors, cases } = Network.parse(readJson(file));
  const values = float32(tensors);
  return {
    context: {
      config,
      classes,
      maskClasses,
      seed: 1,
      tensor(name) {
        const data = values.get(name);
        if (data === undefined) throw new Error(`no tensor ${name}`);
        return data;
      },
    },
    images: cases.map(({ image, coverage }) => ({
      image: Float32Array.from(image.data),
      coverage: Float32Array.from(coverage.data),
    })),
  };
}

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const fixtures = [
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== path.basename(networkFile))
    .sort()
    .map((file) => [path.basename(file, '.json'), path.join(folder, file), networkFile] as const),
  ['the reference of the provider self-test', selfTestFile, selfTestFile] as const,
];

describe.each(fixtures)('PyTorch and the engine agree: %s', (_name, fixtureFile, network) => {
  it.each(recomputes)('in loss, logits and every gradient, computing %s twice', async (recompute) => {
    const fixture = Fixture.parse(readJson(fixtureFile));
    const { context, images } = openNetwork(network);
    const plan = methods[fixture.method].plan(context, fixture.options);
    expect(Object.fromEntries(plan.trainables.map(({ name, shape }) => [name, shape]))).toEqual(
      Object.fromEntries(Object.entries(fixture.trainables).map(([name, { shape }]) => [name, shape])),
    );

    const prepared = await Promise.all(images.map((image) => prepareCase(runtime, plan, context, image)));
    const bucket = prepared[0]?.bucket ?? 'all';
    expect(prepared[1]?.bucket).toBe(bucket);
    const outputs = plan.step(2, bucket, { recompute });
    const results = await runGraph(runtime, outputs, planWeights(plan, context), {
      ...stackCases(
        plan.prepared(bucket),
        prepared.map(({ tensors }) => tensors),
        2,
      ),
      targets: { shape: fixture.targets.shape, data: Float32Array.from(fixture.targets.data) },
      sampleWeights: {
        shape: fixture.sampleWeights.shape,
        data: Float32Array.from(fixture.sampleWeights.data),
      },
      ...trainableFeeds(plan, float32(fixture.trainables)),
    });

    const { loss, logits, gradients } = fixture.expected;
    const wanted = new Map([
      ['loss', [loss]],
      ['logits', logits.data],
      ...Object.entries(gradients).map(([name, { data }]) => [`gradient.${name}`, data] as const),
    ]);
    expect(Object.keys(results).sort()).toEqual([...wanted.keys()].sort());
    const errors = Object.fromEntries(
      [...wanted].map(([name, data]) => {
        const found = results[name]?.data;
        return [name, found instanceof Float32Array ? relativeError(found, data) : Infinity];
      }),
    );
    const wrong = Object.entries(errors).filter(([, error]) => !(error <= tolerance));
    expect(Object.fromEntries(wrong)).toEqual({});
  });
});
