import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { methods } from '../../src-main/networks/methods/registry.ts';
import {
  foregroundCells,
  stackCases,
  type CaseTensors,
  type Plan,
} from '../../src-main/networks/methods/plan.ts';
import { coreCells, coreOf } from '../../src-main/networks/methods/core.ts';
import { keptCells, paddedSizes, viewLayout } from '../../src-main/networks/methods/view.ts';
import type { NetworkInput } from '../../src-main/networks/preprocess.ts';
import {
  floatsOf,
  oneObject,
  planWeights,
  prepareCase,
  relativeError,
  runGraph,
  tinyConfig,
  tinyContext,
  tinyInput,
  trainableFeeds,
  twoObjects,
} from './harness.ts';
import { referenceForward, referenceTokens } from './reference.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const context = tinyContext();
const tensor = (name: string): Float32Array => context.tensor(name);
const wholeFrame = Array.from({ length: 8 }, () => '11111111');

/** Final tokens of a frame of which the network sees only some cells, by the formulas. */
const seenOnly = (image: NetworkInput, cells: readonly number[]) =>
  referenceForward(referenceTokens(image.image, cells, tinyConfig, tensor), tinyConfig, tensor);

async function logitsOf(plan: Plan, bucket: Parameters<Plan['predict']>[1], tensors: CaseTensors) {
  const results = await runGraph(runtime, plan.predict(1, bucket), planWeights(plan, context), {
    ...stackCases(plan.prepared(bucket), [tensors], 1),
    ...trainableFeeds(plan),
  });
  return floatsOf(results)['logits'] ?? new Float32Array(0);
}

describe('a restricted view', () => {
  it('keeps the cells that are covered by a quarter, and always the best', () => {
    expect(keptCells(foregroundCells(tinyInput(twoObjects, 1), tinyConfig))).toEqual([0, 1, 4, 5, 10, 11]);
    expect(keptCells(Float32Array.of(0.1, 0.24, 0.2, 0))).toEqual([1]);
    expect(keptCells(Float32Array.of(0.25, 0.249, 0.9, 0))).toEqual([0, 2]);
  });

  it('is the network with all other tokens removed', async () => {
    for (const mask of [oneObject, twoObjects, wholeFrame]) {
      const image = tinyInput(mask, 41);
      const plan = methods['restricted-linear'].plan(context, { head: 'both' });
      const { tensors } = await prepareCase(runtime, plan, context, image);
      const shares = foregroundCells(image, tinyConfig);
      const cells = keptCells(shares);
      const final = seenOnly(image, cells);
      const total = cells.reduce((sum, cell) => sum + (shares[cell] ?? NaN), 0);
      const region = Array.from({ length: tinyConfig.width }, (_, i) =>
        cells.reduce(
          (sum, cell, at) => sum + ((shares[cell] ?? NaN) / total) * (final[at + 1]?.[i] ?? NaN),
          0,
        ),
      );
      expect(
        relativeError(tensors['feature'] as Float32Array, [...(final[0] ?? []), ...region]),
      ).toBeLessThan(1e-6);
    }
  });

  it('gives the same answer however far it is padded', async () => {
    // Of many classes, so that no near-cancellation in three random rows of a head is taken for an error of the network.
    const wide = { ...context, classes: 32 };
    for (const promptInput of ['mask', 'region', 'both']) {
      const plan = methods.segprompt.plan(wide, { promptInput, view: 'restricted', head: 'both' });
      const { bucket, tensors } = await prepareCase(runtime, plan, context, tinyInput(oneObject, 42));
      const count = keptCells(foregroundCells(tinyInput(oneObject, 42), tinyConfig)).length;
      const padded = Number(bucket.slice('cells-'.length));
      expect(padded).toBeGreaterThan(count);
      const resized = (to: number): CaseTensors =>
        Object.fromEntries(
          Object.entries(tensors).map(([name, data]): [string, CaseTensors[string]] => {
            // CLS comes before the image tokens and is none of them.
            const before = name === 'frozen.tokens' ? 1 : 0;
            const row = data.length / (before + padded);
            if (data instanceof BigInt64Array) {
              const index = new BigInt64Array(to);
              index.set(data.subarray(0, count));
              return [name, index];
            }
            const values = new Float32Array((before + to) * row).fill(name === 'cells.bias' ? -3e4 : 0);
            values.set(data.subarray(0, (before + count) * row));
            return [name, values];
          }),
        );
      const exact = await logitsOf(plan, `cells-${count}`, resized(count));
      expect(relativeError(await logitsOf(plan, bucket, tensors), exact)).toBeLessThan(1e-6);
      expect(relativeError(await logitsOf(plan, 'cells-16', resized(16)), exact)).toBeLessThan(1e-6);
    }
  });

  it('shows nothing of what lies outside the mask', async () => {
    const image = tinyInput(oneObject, 43);
    const foreground = foregroundCells(image, tinyConfig);
    const { imageSize, patchSize } = tinyConfig;
    const elsewhere = image.image.map((value, i) => {
      const x = Math.floor((i % imageSize) / patchSize);
      const y = Math.floor((Math.floor(i / imageSize) % imageSize) / patchSize);
      return (foreground[(y * imageSize) / patchSize + x] ?? 0) >= 0.25 ? value : 9 - value;
    });
    for (const [id, options] of [
      ['segprompt', {}],
      ['restricted-linear', {}],
      ['segprompt', { head: 'region' }],
    ] as const) {
      const plan = methods[id].plan(context, options);
      const before = await prepareCase(runtime, plan, context, image);
      const after = await prepareCase(runtime, plan, context, { ...image, image: elsewhere });
      const [first, second] = [
        await logitsOf(plan, before.bucket, before.tensors),
        await logitsOf(plan, after.bucket, after.tensors),
      ];
      expect(second).toEqual(first);
    }
  });

  it('needs few sizes', () => {
    expect(paddedSizes(196)).toEqual([7, 10, 13, 19, 25, 37, 49, 74, 98, 147, 196]);
    const layout = viewLayout('restricted', tinyConfig);
    expect(layout.bucket(tinyInput(oneObject, 1))).toBe('cells-8');
    expect(layout.bucket(tinyInput(twoObjects, 1))).toBe('cells-8');
    expect(layout.bucket(tinyInput(wholeFrame, 1))).toBe('cells-16');
  });
});

describe('a core', () => {
  const side = 64;
  /** A disc of that radius, moved to the right. */
  const disc = (radius: number, right = 0): Float32Array =>
    Float32Array.from({ length: side ** 2 }, (_, i) =>
      Math.hypot((i % side) - 31.5 - right, Math.floor(i / side) - 31.5) <= radius ? 1 : 0,
    );
  const inside = (core: Float32Array, of: Float32Array): number => {
    const all = core.reduce((sum, share) => sum + share, 0);
    return core.reduce((sum, share, i) => sum + share * (of[i] ?? 0), 0) / all;
  };

  it('is the mask without the outer quarter of its depth', () => {
    const core = coreOf(disc(20), side);
    const area = core.reduce((sum, share) => sum + share, 0);
    expect(Math.sqrt(area / Math.PI) / 20).toBeCloseTo(0.75, 1);
    expect(inside(core, disc(20))).toBe(1);
  });

  it('stays on the finding where a mask is a quarter too large, and nearly so where it is a quarter beside', () => {
    expect(inside(coreOf(disc(25), side), disc(20))).toBeGreaterThan(0.99);
    expect(inside(coreOf(disc(20, 10), side), disc(20))).toBeGreaterThan(0.8);
    expect(inside(disc(20, 10), disc(20))).toBeLessThan(0.7);
  });

  it('is all of a mask that has no border or no inner, and nothing of an empty one', () => {
    for (const share of [0, 1])
      expect(coreOf(new Float32Array(side ** 2).fill(share), side)).toEqual(
        new Float32Array(side ** 2).fill(share),
      );
    // Covered by less than half of each pixel.
    const thin = disc(9).map((share) => 0.3 * share);
    expect(coreOf(thin, side)).toEqual(thin);
    const line = Float32Array.from({ length: side ** 2 }, (_, i) => (i % side === 30 ? 1 : 0));
    expect(coreOf(line, side)).toEqual(line);
  });

  it('is what a view of it shows, and what its region is the mean of', async () => {
    const image = tinyInput(oneObject, 46);
    const shares = coreCells(image, tinyConfig);
    const cells = keptCells(shares);
    const layout = viewLayout('core', tinyConfig);
    expect(layout.cells(image)).toEqual(cells);
    const plan = methods['restricted-linear'].plan(context, { view: 'core', head: 'both' });
    const { tensors } = await prepareCase(runtime, plan, context, image);
    const final = seenOnly(image, cells);
    const total = cells.reduce((sum, cell) => sum + (shares[cell] ?? NaN), 0);
    const region = Array.from({ length: tinyConfig.width }, (_, i) =>
      cells.reduce((sum, cell, at) => sum + ((shares[cell] ?? NaN) / total) * (final[at + 1]?.[i] ?? NaN), 0),
    );
    expect(relativeError(tensors['feature'] as Float32Array, [...(final[0] ?? []), ...region])).toBeLessThan(
      1e-6,
    );
  });
});

describe('the baselines', () => {
  const every = Array.from({ length: 16 }, (_, cell) => cell);

  it('linear reads CLS of the whole frame', async () => {
    const image = tinyInput(oneObject, 51);
    const plan = methods.linear.plan(context);
    const { tensors } = await prepareCase(runtime, plan, context, image);
    expect(relativeError(tensors['feature'] as Float32Array, seenOnly(image, every)[0] ?? [])).toBeLessThan(
      1e-6,
    );
  });

  it('masked-image reads CLS of the frame with its background in the mean colour', async () => {
    const image = tinyInput(oneObject, 52);
    const plan = methods['masked-image'].plan(context);
    const { tensors } = await prepareCase(runtime, plan, context, image);
    const painted = image.image.map((value, i) => value * (1 - (image.coverage[i % 64] ?? NaN)));
    const expected = seenOnly({ ...image, image: painted }, every)[0] ?? [];
    expect(relativeError(tensors['feature'] as Float32Array, expected)).toBeLessThan(1e-6);
  });

  it('region-pool reads the mask-weighted mean of the whole frame’s tokens', async () => {
    const image = tinyInput(twoObjects, 53);
    const plan = methods['region-pool'].plan(context);
    const { tensors } = await prepareCase(runtime, plan, context, image);
    const shares = foregroundCells(image, tinyConfig);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const final = seenOnly(image, every);
    const expected = Array.from({ length: tinyConfig.width }, (_, i) =>
      every.reduce((sum, cell) => sum + ((shares[cell] ?? NaN) / total) * (final[cell + 1]?.[i] ?? NaN), 0),
    );
    expect(relativeError(tensors['feature'] as Float32Array, expected)).toBeLessThan(1e-6);
  });
});

describe('SegPrompt', () => {
  it('with region prompts starts from the frozen embedding of the image seen through the map', async () => {
    const image = tinyInput(twoObjects, 61);
    const plan = methods.segprompt.plan(context, { promptInput: 'region', view: 'full', head: 'cls' });
    const { bucket, tensors } = await prepareCase(runtime, plan, context, image);
    const every = Array.from({ length: 16 }, (_, cell) => cell);
    const seen = image.image.map((value, i) => value * (1 - (image.coverage[i % 64] ?? NaN)));
    const [cls = [], ...tokens] = referenceTokens(image.image, every, tinyConfig, tensor);
    const [, ...prompt] = referenceTokens(seen, every, tinyConfig, tensor);
    const final = referenceForward([cls, ...tokens, ...prompt], tinyConfig, tensor)[0] ?? [];
    const head = plan.trainables.find(({ name }) => name === 'head.weight');
    const expected = Array.from({ length: context.classes }, (_, c) =>
      final.reduce((sum, value, i) => sum + value * (head?.initial[c * tinyConfig.width + i] ?? NaN), 0),
    );
    expect(relativeError(await logitsOf(plan, bucket, tensors), expected)).toBeLessThan(1e-5);
  });

  it('with mask prompts starts nearly deaf to the map: it is learned, not assumed', async () => {
    const plan = methods.segprompt.plan(context, { promptInput: 'mask', view: 'full', head: 'cls' });
    const other = tinyInput(oneObject, 62);
    const { bucket, tensors } = await prepareCase(runtime, plan, context, tinyInput(twoObjects, 62));
    const moved = await prepareCase(runtime, plan, context, other);
    const blank = { ...tensors, 'prompt.patches': new Float32Array(tensors['prompt.patches']?.length ?? 0) };
    const [first, second, none] = [
      await logitsOf(plan, bucket, tensors),
      await logitsOf(plan, bucket, moved.tensors),
      await logitsOf(plan, bucket, blank),
    ];
    expect(relativeError(second, first)).toBeLessThan(0.15);
    expect(relativeError(none, first)).toBeLessThan(0.15);
  });
});
