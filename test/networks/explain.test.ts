import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { methodIds, methods, type MethodId } from '../../src-main/networks/methods/registry.ts';
import {
  explainedInputs,
  stackCases,
  type CaseTensors,
  type Plan,
  type PlanContext,
} from '../../src-main/networks/methods/plan.ts';
import type { NetworkInput } from '../../src-main/networks/preprocess.ts';
import { rollOut } from '../../src-main/networks/rollOut.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import {
  classes,
  floatsOf,
  oddConfigs,
  planWeights,
  runGraph,
  tinyContext,
  tinyInput,
  tinyTensors,
  trainableFeeds,
  twoObjects,
} from './harness.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const variants: readonly (readonly [MethodId, Record<string, unknown>])[] = [
  ...methodIds.map((id) => [id, {}] as const),
  ['restricted-linear', { head: 'both' }],
  ['segprompt', { view: 'full', head: 'cls', promptInput: 'both', attentionBias: true }],
  ['segprompt', { view: 'restricted', head: 'both', variant: 'deep', depth: 1, grid: 3 }],
  ['segprompt', { view: 'full', head: 'both', interaction: 'one-way', promptInput: 'mask' }],
  ['segprompt', { view: 'full', head: 'region', depth: 1, grid: 3 }],
];

/** Trained values at which every part matters. */
function valuesOf(plan: Plan): ReadonlyMap<string, Float32Array> {
  const random = createRandom(9);
  return new Map(
    plan.trainables.map(({ name, initial }) => [name, initial.map((value) => value + 0.1 * random.normal())]),
  );
}

/** What is fed of a case, as the prepare stage reads it. */
function fedOf(plan: Plan, image: NetworkInput): CaseTensors {
  const { inputs, kept } = plan.prepare(plan.bucket(image)).read(image);
  return { ...kept, ...inputs };
}

async function explained(
  plan: Plan,
  context: PlanContext,
  image: NetworkInput,
  kind: 'attention' | 'gradient',
  target: Float32Array,
) {
  const bucket = plan.bucket(image);
  const fed = fedOf(plan, image);
  const specs = new Map(
    [...plan.prepare(bucket).inputs, ...plan.prepared(bucket)].map((spec) => [spec.name, spec]),
  );
  return runGraph(runtime, plan.explain(bucket, kind), planWeights(plan, context), {
    ...stackCases(
      [...specs.values()].filter(({ name }) => fed[name] !== undefined),
      [fed],
      1,
    ),
    ...trainableFeeds(plan, valuesOf(plan)),
    target: { shape: [1, classes], data: target },
  });
}

/** Logits by the graphs that tuning and prediction use, with some of the fed tensors moved. */
async function logitsWith(
  plan: Plan,
  context: PlanContext,
  image: NetworkInput,
  moved: CaseTensors,
): Promise<Float32Array> {
  const bucket = plan.bucket(image);
  const stage = plan.prepare(bucket);
  const { inputs, kept } = stage.read(image);
  const change = (tensors: CaseTensors): CaseTensors =>
    Object.fromEntries(Object.entries(tensors).map(([name, data]) => [name, moved[name] ?? data]));
  const computed =
    stage.inputs.length === 0
      ? {}
      : floatsOf(
          await runGraph(
            runtime,
            stage.outputs(1),
            planWeights(plan, context),
            stackCases(stage.inputs, [change(inputs)], 1),
          ),
        );
  const found = await runGraph(runtime, plan.predict(1, bucket), planWeights(plan, context), {
    ...stackCases(plan.prepared(bucket), [{ ...change(kept), ...computed }], 1),
    ...trainableFeeds(plan, valuesOf(plan)),
  });
  return floatsOf(found)['logits'] ?? new Float32Array();
}

describe('what an answer rests on', () => {
  const image = tinyInput(twoObjects, 4);
  const target = Float32Array.of(0, 1, 0);

  it.each(variants)('is told by the gradient of %s %j, as small changes tell it', async (id, options) => {
    const context = tinyContext();
    const plan = methods[id].plan(context, options);
    const fed = fedOf(plan, image);
    const gradients = floatsOf(await explained(plan, context, image, 'gradient', target));
    const names = explainedInputs.filter((name) => fed[name] !== undefined);
    expect(Object.keys(gradients).sort()).toEqual(names.map((name) => `gradient.${name}`).sort());
    const random = createRandom(2);
    for (const name of names) {
      const values = fed[name] as Float32Array;
      const direction = values.map(() => random.normal());
      const step = 0.02;
      const at = async (side: number): Promise<number> => {
        const moved = values.map((value, i) => value + side * step * (direction[i] as number));
        return (await logitsWith(plan, context, image, { [name]: moved }))[1] as number;
      };
      const measured = ((await at(1)) - (await at(-1))) / (2 * step);
      const gradient = gradients[`gradient.${name}`] as Float32Array;
      const told = gradient.reduce((sum, g, i) => sum + g * (direction[i] as number), 0);
      const size = Math.hypot(...gradient) * Math.hypot(...direction);
      expect(size).toBeGreaterThan(0);
      expect(Math.abs(told - measured) / size).toBeLessThan(5e-3);
    }
  });

  it.each(variants)(
    'is rolled out along the attention of %s %j, and nothing gets lost',
    async (id, options) => {
      const context = tinyContext();
      const plan = methods[id].plan(context, options);
      if (!plan.explained.chained) {
        expect(options).toMatchObject({ interaction: 'one-way' });
        return;
      }
      const found = await explained(plan, context, image, 'attention', target);
      const blocks = Object.keys(found).map((_, i) => {
        const { shape, data } = found[`attention.${i}`] ?? { shape: [], data: new Float32Array() };
        return { queries: shape[1] ?? 0, keys: shape[2] ?? 0, shares: data as Float32Array };
      });
      expect(blocks).toHaveLength(context.config.depth);
      const read = plan.explained.read(image);
      expect(read.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      const { tokens, appended } = rollOut(blocks, read.subarray(0, blocks.at(-1)?.queries), read.length);
      const total = [...tokens, ...appended].reduce((sum, weight) => sum + weight, 0);
      expect(total).toBeCloseTo(1, 5);
      // Padding is seen by nobody.
      const shown = plan.explained.cells(image).length;
      for (const weight of tokens.subarray(1 + shown)) expect(weight).toBe(0);
    },
  );

  it.each(Object.entries(oddConfigs))('is told of %s too', async (_name, config) => {
    const context = tinyContext(tinyTensors(config), 3, config);
    for (const [id, options] of [
      ['segprompt', {}],
      ['linear', {}],
    ] as const) {
      const plan = methods[id].plan(context, options);
      const found = await explained(plan, context, image, 'attention', target);
      const blocks = Object.keys(found).map((_, i) => {
        const { shape, data } = found[`attention.${i}`] ?? { shape: [], data: new Float32Array() };
        return { queries: shape[1] ?? 0, keys: shape[2] ?? 0, shares: data as Float32Array };
      });
      const read = plan.explained.read(image);
      const entering = read.length + (config.registers ?? 0);
      const { tokens, appended } = rollOut(blocks, read.subarray(0, blocks.at(-1)?.queries), entering);
      expect([...tokens, ...appended].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      const gradients = floatsOf(await explained(plan, context, image, 'gradient', target));
      expect(Math.hypot(...(gradients['gradient.patches'] ?? []))).toBeGreaterThan(0);
    }
  });

  it.each(variants)(
    'gives %s %j the logits that it predicts, and what its head reads',
    async (id, options) => {
      const context = tinyContext();
      const plan = methods[id].plan(context, options);
      const bucket = plan.bucket(image);
      const stage = plan.prepare(bucket);
      const { inputs, kept } = stage.read(image);
      const computed =
        stage.inputs.length === 0
          ? {}
          : floatsOf(
              await runGraph(
                runtime,
                stage.outputs(1),
                planWeights(plan, context),
                stackCases(stage.inputs, [inputs], 1),
              ),
            );
      const { logits = new Float32Array(), feature = new Float32Array() } = floatsOf(
        await runGraph(runtime, plan.answer(1, bucket), planWeights(plan, context), {
          ...stackCases(plan.prepared(bucket), [{ ...kept, ...computed }], 1),
          ...trainableFeeds(plan, valuesOf(plan)),
        }),
      );
      const predicted = await logitsWith(plan, context, image, {});
      const values = valuesOf(plan);
      const weight = values.get('head.weight') ?? new Float32Array();
      const bias = values.get('head.bias') ?? new Float32Array();
      for (let k = 0; k < classes; k++) {
        expect(logits[k]).toBeCloseTo(predicted[k] ?? NaN, 4);
        const head = feature.reduce(
          (sum, value, j) => sum + value * (weight[k * feature.length + j] ?? NaN),
          bias[k] ?? NaN,
        );
        expect(head).toBeCloseTo(logits[k] ?? NaN, 4);
      }
    },
  );
});

describe('attention roll-out', () => {
  it('is the product of half attention and half identity, worked out by hand', () => {
    // Two tokens; a third is appended before the second block.
    const first = { queries: 2, keys: 2, shares: Float32Array.of(0.5, 0.5, 0, 1) };
    const second = {
      queries: 3,
      keys: 3,
      shares: Float32Array.of(0.2, 0.3, 0.5, 1, 0, 0, 0, 0, 1),
    };
    // Row 0 of ½(A₂ + I) is (.6, .15, .25); times ½(A₁ + I) = ((.75, .25), (0, 1)).
    const { tokens, appended } = rollOut([first, second], [1], 2);
    expect([...tokens].map((value) => Math.fround(value))).toEqual([0.45, 0.3].map(Math.fround));
    expect([...appended]).toEqual([0.25]);
  });

  it('follows only what is read', () => {
    const block = { queries: 2, keys: 2, shares: Float32Array.of(1, 0, 0.5, 0.5) };
    expect([...rollOut([block], [0, 1], 2).tokens]).toEqual([0.25, 0.75]);
    expect([...rollOut([block], [1], 2).tokens]).toEqual([1, 0]);
    expect(() => rollOut([block], [1, 0, 0], 2)).toThrow(RangeError);
  });
});
