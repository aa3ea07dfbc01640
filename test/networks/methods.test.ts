import { afterAll, describe, expect, it } from 'vitest';
import type { Session, Tensor } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { recomputes } from '../../src-main/networks/blocks.ts';
import { methodIds, methods, type MethodId } from '../../src-main/networks/methods/registry.ts';
import { stackCases, type Plan, type PlanContext } from '../../src-main/networks/methods/plan.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { pairwise } from '../support/pairwise.ts';
import {
  classes,
  nothing,
  oddConfigs,
  oneObject,
  planWeights,
  prepareCase,
  relativeError,
  tinyContext,
  tinyInput,
  tinyTensors,
  trainableFeeds,
  twoObjects,
} from './harness.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const context = tinyContext();
const sessionOf = (plan: Plan, outputs: ReturnType<Plan['step']>, of = context): Promise<Session> =>
  runtime.open(writeModel(outputs, planWeights(plan, of)).bytes);

/** Every pair of values of two options occurs together in one of these, but for pairs that the schema refuses. */
const segpromptVariants = pairwise<string | number | boolean>(
  {
    variant: ['shallow', 'deep'],
    promptInput: ['mask', 'region', 'both'],
    view: ['full', 'restricted'],
    head: ['cls', 'region', 'both'],
    interaction: ['full', 'one-way'],
    depth: [0, 1],
    grid: [1, 3],
    attentionBias: [false, true],
    rank: [2],
  },
  (options) => methods.segprompt.options.safeParse(options).success,
);

/** Every method with every option of it that changes its graph. */
const variants: readonly (readonly [MethodId, Record<string, unknown>])[] = [
  ...methodIds.map((id) => [id, {}] as const),
  ['vpt-shallow', { tokens: 3 }],
  ['vpt-deep', { tokens: 3 }],
  ['lora', { rank: 2, alpha: 3 }],
  ['restricted-linear', { head: 'both' }],
  ['restricted-linear', { view: 'core', head: 'region' }],
  // The graph of a core is that of a restricted view, over fewer cells.
  ['segprompt', { view: 'core', head: 'region' }],
  ['segprompt', { view: 'core', head: 'both', interaction: 'one-way', grid: 3 }],
  ...segpromptVariants.map((options) => ['segprompt', options] as const),
];

/** The same on networks that are not like the original ViT, where a method's graph depends on it. */
const oddVariants: readonly (readonly [MethodId, Record<string, unknown>])[] = [
  ...(['linear', 'restricted-linear', 'vpt-shallow', 'vpt-deep', 'lora', 'full', 'segprompt'] as const).map(
    (id) => [id, {}] as const,
  ),
  ['segprompt', { view: 'full', head: 'cls', attentionBias: true }],
  ['segprompt', { view: 'restricted', head: 'both', variant: 'deep', attentionBias: true, depth: 1 }],
  ['segprompt', { view: 'restricted', head: 'both', interaction: 'one-way', attentionBias: true }],
  ['segprompt', { view: 'full', head: 'both', grid: 3 }],
];

const networks: readonly (readonly [string, PlanContext, typeof variants])[] = [
  ['the original ViT', context, variants],
  ...Object.entries(oddConfigs).map(
    ([name, config]) => [name, tinyContext(tinyTensors(config), 3, config), oddVariants] as const,
  ),
];

/** Two cases of one bucket. */
async function preparedPair(plan: Plan, of = context) {
  const images = [tinyInput(twoObjects, 31), tinyInput(twoObjects, 32)];
  const prepared = await Promise.all(images.map((image) => prepareCase(runtime, plan, of, image)));
  const bucket = prepared[0]?.bucket ?? 'all';
  return {
    bucket,
    feeds: stackCases(
      plan.prepared(bucket),
      prepared.map(({ tensors }) => tensors),
      2,
    ),
  };
}

/** Of the feeds those that the graph reads: not every graph reads all that a case holds. */
function readBy(session: Session, feeds: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(session.inputs.map(({ name }) => [name, feeds[name] as Tensor]));
}

/** Trainables moved off their initial values, so that no gradient is zero by symmetry. */
function stirred(plan: Plan): Map<string, Float32Array> {
  const random = createRandom(17);
  return new Map(
    plan.trainables.map(({ name, initial }) => {
      // At its initial 8 hardly any attention is left for the prompts, nor any slope to be measured.
      const start = name === 'attention.bias' ? 0.1 : 1;
      return [name, initial.map((value) => start * value + 0.3 * random.normal())];
    }),
  );
}

/** From mostly truncation error to mostly rounding error. */
const steps = [0.48, 0.24, 0.12, 0.06, 0.03];

/** Of the estimates by step size the one that the next size confirms best. */
function mostConsistent(estimates: readonly number[][]): readonly number[] {
  const doubts = estimates.slice(1).map((estimate, i) => relativeError(estimate, estimates[i] ?? []));
  return estimates[1 + doubts.indexOf(Math.min(...doubts))] ?? [];
}

/** The step's loss once more, in float64 from its logits. */
function lossOf(logits: Tensor, targets: Float32Array, weights: Float32Array): number {
  let sum = 0;
  weights.forEach((weight, row) => {
    const scores = Array.from(logits.data.subarray(row * classes, (row + 1) * classes), Number);
    const total = Math.log(scores.reduce((all, score) => all + Math.exp(score), 0));
    scores.forEach((score, c) => (sum += weight * (targets[row * classes + c] ?? NaN) * (total - score)));
  });
  return sum;
}

const planned = networks.flatMap(([name, of, methodsOfIt]) =>
  methodsOfIt.map(([id, options]) => [id, options, name, of] as const),
);

describe.each(planned)('%s %o on %s', (id, options, network, context) => {
  // The odd networks bend so much over float32's smallest useful step that differences say less of them; each of
  // their operations is held to 1e-4 by itself in test/graph/gradients.test.ts.
  const exactness = network === 'the original ViT' ? 1e-4 : 0.03;
  const plan = methods[id].plan(context, options);
  const targets = { shape: [2, classes], data: Float32Array.of(0, 1, 0, 0.8, 0.1, 0.1) };
  const sampleWeights = { shape: [2], data: Float32Array.of(1, 0.5) };

  it('has the gradients that finite differences have', { timeout: 120_000 }, async () => {
    const { bucket, feeds } = await preparedPair(plan, context);
    const session = await sessionOf(plan, plan.step(2, bucket), context);
    const at = stirred(plan);
    const run = (values: ReadonlyMap<string, Float32Array>, fetch?: readonly string[]) =>
      session.run(
        readBy(session, { ...feeds, targets, sampleWeights, ...trainableFeeds(plan, values) }),
        fetch,
      );
    const exact = await run(at);
    const loss = async (name: string, direction: Float32Array, by: number): Promise<number> => {
      const data = at.get(name)?.map((value, i) => value + by * (direction[i] ?? NaN)) ?? new Float32Array(0);
      const { logits } = await run(new Map(at).set(name, data), ['logits']);
      return logits === undefined ? NaN : lossOf(logits, targets.data, sampleWeights.data);
    };
    const random = createRandom(23);
    for (const { name, initial } of plan.trainables) {
      const gradient = exact[`gradient.${name}`]?.data as Float32Array;
      const slopes: number[] = [];
      const differences: number[][] = steps.map(() => []);
      for (let i = 0; i < 4; i++) {
        // Half of them turned towards the gradient: a slope that nearly cancels out drowns in float32's rounding.
        const drawn = initial.map((_, at) => {
          const free = random.normal();
          return i % 2 === 0 ? free : Math.abs(free) * Math.sign(gradient[at] ?? NaN);
        });
        const length = Math.hypot(...drawn);
        const direction = drawn.map((value) => value / length);
        const odd = async (by: number) =>
          (await loss(name, direction, by)) - (await loss(name, direction, -by));
        for (const [at, h] of steps.entries()) {
          // Of sixth order: float32 allows no small steps, so the error of large ones has to go.
          differences[at]?.push(
            (45 * (await odd(h)) - 9 * (await odd(2 * h)) + (await odd(3 * h))) / (60 * h),
          );
        }
        slopes.push(direction.reduce((sum, value, at) => sum + value * (gradient[at] ?? NaN), 0));
      }
      expect(relativeError(slopes, mostConsistent(differences)), name).toBeLessThan(exactness);
    }
    await session.release();
  });

  if (plan.weights !== 'plain' && plan.trainables.length > 2) {
    it('has the same gradients where attention or the inside of blocks is computed twice', async () => {
      const { bucket, feeds } = await preparedPair(plan, context);
      const values = trainableFeeds(plan, stirred(plan));
      const results = [];
      for (const recompute of recomputes) {
        const session = await sessionOf(plan, plan.step(2, bucket, { recompute }), context);
        results.push(await session.run(readBy(session, { ...feeds, targets, sampleWeights, ...values })));
        await session.release();
      }
      // Not to the bit: where nothing else reads what is inside a block, the runtime fuses more of it.
      const [kept = {}, ...others] = results;
      for (const [name, { data }] of Object.entries(kept)) {
        for (const other of others) {
          expect(relativeError(other[name]?.data as Float32Array, data as Float32Array), name).toBeLessThan(
            2e-6,
          );
        }
      }
    });
  }

  if (plan.weights !== 'plain') {
    it('comes close to its own numbers with frozen weights in float16', async () => {
      const halved = methods[id].plan({ ...context, half: true }, options);
      const results = [];
      for (const one of [plan, halved]) {
        const { bucket, feeds } = await preparedPair(one, context);
        const session = await sessionOf(one, one.step(2, bucket), context);
        const values = trainableFeeds(one, stirred(one));
        results.push(await session.run(readBy(session, { ...feeds, targets, sampleWeights, ...values })));
        await session.release();
      }
      const [exact = {}, rounded = {}] = results;
      const error = (name: string): number =>
        relativeError(rounded[name]?.data as Float32Array, exact[name]?.data as Float32Array);
      expect(error('logits')).toBeGreaterThan(0);
      for (const name of Object.keys(exact)) expect(error(name), name).toBeLessThan(0.02);
    });
  }

  it('predicts the logits of its training step, whose loss is their weighted cross-entropy', async () => {
    const { bucket, feeds } = await preparedPair(plan, context);
    const values = trainableFeeds(plan, stirred(plan));
    const step = await sessionOf(plan, plan.step(2, bucket), context);
    const predict = await sessionOf(plan, plan.predict(2, bucket), context);
    const { logits: trained, loss } = await step.run(
      readBy(step, { ...feeds, targets, sampleWeights, ...values }),
    );
    const { logits: predicted } = await predict.run(readBy(predict, { ...feeds, ...values }));
    expect(relativeError(predicted?.data as Float32Array, trained?.data as Float32Array)).toBeLessThan(1e-6);
    const expected = trained === undefined ? NaN : lossOf(trained, targets.data, sampleWeights.data);
    expect(Number(loss?.data[0]) / expected).toBeCloseTo(1, 5);
    await Promise.all([step.release(), predict.release()]);
  });

  it('counts what it trains and says what a prepared case holds', async () => {
    const { bucket, tensors } = await prepareCase(runtime, plan, context, tinyInput(oneObject, 33));
    expect(Object.fromEntries(Object.entries(tensors).map(([name, data]) => [name, data.length]))).toEqual(
      Object.fromEntries(
        plan.prepared(bucket).map(({ name, shape }) => [name, shape.reduce((a, b) => a * b, 1)]),
      ),
    );
    expect(plan.trainableCount).toBe(plan.trainables.reduce((sum, { initial }) => sum + initial.length, 0));
    for (const { shape, initial } of plan.trainables)
      expect(initial.length).toBe(shape.reduce((a, b) => a * b, 1));
  });

  it('refuses an empty mask if and only if it reads the mask', () => {
    const empty = tinyInput(nothing, 34);
    if (methods[id].usesMask) {
      expect(() => plan.assertUsable(empty)).toThrow(expect.objectContaining({ code: 'no-mask' }) as Error);
    } else {
      plan.assertUsable(empty);
    }
    plan.assertUsable(tinyInput(oneObject, 34));
    expect(plan.usesMask).toBe(methods[id].usesMask);
  });
});

describe('what CLS attends to', () => {
  it.each([
    { view: 'full', interaction: 'full' },
    { view: 'full', head: 'cls', interaction: 'one-way', variant: 'deep' },
    { view: 'restricted', interaction: 'full', attentionBias: true },
  ])('is the mask alone where nothing else is shown, and a part of it otherwise: %o', async (options) => {
    const plan = methods.segprompt.plan(context, options);
    const shares = async (rows: readonly string[]): Promise<number[]> => {
      const { bucket, tensors } = await prepareCase(runtime, plan, context, tinyInput(rows, 35));
      const session = await sessionOf(plan, plan.inspect?.(1, bucket) ?? {});
      const feeds = { ...stackCases(plan.prepared(bucket), [tensors], 1), ...trainableFeeds(plan) };
      const found = await session.run(readBy(session, feeds));
      await session.release();
      return Array.from(found['attention.inside']?.data ?? [], Number);
    };
    const whole = await shares(Array.from({ length: 8 }, () => '11111111'));
    expect(whole).toHaveLength(context.config.depth);
    for (const share of whole) expect(share).toBeCloseTo(1, 5);
    for (const share of await shares(oneObject)) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(0.9999);
    }
  });
});

describe('a plan', () => {
  it('is the same for the same seed and another for another', () => {
    const initial = (seed: number) =>
      methods.segprompt.plan({ ...context, seed }).trainables.map(({ initial }) => initial);
    expect(initial(4)).toEqual(initial(4));
    expect(initial(4)).not.toEqual(initial(5));
  });

  it('refuses options outside its schema', () => {
    expect(() => methods.segprompt.plan(context, { view: 'half' })).toThrow();
    expect(() => methods['vpt-shallow'].plan(context, { tokens: 0 })).toThrow();
    expect(() => methods.linear.plan(context, { tokens: 3 })).toThrow();
  });

  it('gives a sample without weight no part in the gradients', async () => {
    const plan = methods['vpt-shallow'].plan(context, { tokens: 2 });
    const { bucket, feeds } = await preparedPair(plan);
    const session = await sessionOf(plan, plan.step(2, bucket));
    const targets = { shape: [2, classes], data: Float32Array.of(0, 1, 0, 1, 0, 0) };
    const run = (tokens: Float32Array) =>
      session.run({
        ...feeds,
        'frozen.tokens': { shape: feeds['frozen.tokens']?.shape ?? [], data: tokens },
        targets,
        sampleWeights: { shape: [2], data: Float32Array.of(1, 0) },
        ...trainableFeeds(plan),
      });
    const tokens = feeds['frozen.tokens']?.data as Float32Array;
    const other = tokens.map((value, i) => (i < tokens.length / 2 ? value : -value));
    const [first, second] = [await run(tokens), await run(other)];
    for (const { name } of plan.trainables) {
      expect(
        relativeError(
          second[`gradient.${name}`]?.data as Float32Array,
          first[`gradient.${name}`]?.data as Float32Array,
        ),
      ).toBeLessThan(1e-6);
    }
    await session.release();
  });
});
