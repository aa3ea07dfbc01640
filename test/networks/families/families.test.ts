import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../../src-main/compute/sessions.ts';
import { add, input, slice } from '../../../src-main/graph/ops.ts';
import { headFeatures, headRows, shownShares } from '../../../src-main/networks/methods/view.ts';
import { toPatches } from '../../../src-main/networks/preprocess.ts';
import { createRewrittenVit, rewriteTensor } from '../../../src-main/networks/rewrite.ts';
import { cellsOf, createTensorSource, createVit, patchLength } from '../../../src-main/networks/vit.ts';
import { readFamilyFixtures, type FamilyCase } from '../checkpoints/familyFixtures.ts';
import { relativeError, runGraph, weightBytes } from '../harness.ts';
import { loadFixture, type LoadedFixture } from './fixtureNetwork.ts';

/**
 * Networks of the reference libraries, read from their own files, against what those libraries compute: the final
 * tokens and the pooled feature, of the network as it was imported and as it is run.
 */
const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const fixtures = readFamilyFixtures();
const cases = fixtures.flatMap((fixture) =>
  fixture.cases.map((one) => [fixture.name, one.imageSize, fixture, one] as const),
);

async function featuresOf({ config, tensors }: LoadedFixture, one: FamilyCase, form: 'plain' | 'rewritten') {
  const plain = (name: string): Float32Array => tensors.get(name) ?? new Float32Array();
  const source = createTensorSource('weight');
  const vit = form === 'plain' ? createVit(config, source) : createRewrittenVit(config, source);
  const cells = cellsOf(config);
  const patches = input('patches', [1, cells, patchLength(config)]);
  const start = vit.sequence(vit.enter(add(vit.embedPatches(patches), vit.positions())));
  const all = vit.blocks(start, 0, config.depth);
  const shown = () => shownShares(1, 'all', cells, () => patches);
  const outputs = {
    tokens: slice(vit.finalNorm(all), 1, 0, 1 + cells),
    pooled: headFeatures('cls', vit, slice(all, 1, 0, headRows('cls', config, cells)), shown, shown),
  };
  const tensor = (name: string): Float32Array =>
    form === 'plain' ? plain(name) : rewriteTensor(config, plain, name);
  const feeds = {
    patches: {
      shape: patches.shape,
      data: toPatches(one.input, 3, config.imageSize, config.patchSize),
    },
  };
  const found = await runGraph(runtime, outputs, weightBytes(source.runs, tensor), feeds);
  return { tokens: found['tokens']?.data as Float32Array, pooled: found['pooled']?.data as Float32Array };
}

describe.each(cases)('%s at %i pixels', (_name, imageSize, fixture, one) => {
  it.each(['plain', 'rewritten'] as const)('has the features of its library (%s)', async (form) => {
    const loaded = await loadFixture(fixture, imageSize);
    const { tokens, pooled } = await featuresOf(loaded, one, form);
    const { width } = loaded.config;
    expect(relativeError(tokens.subarray(0, width), one.cls)).toBeLessThan(one.tolerance);
    expect(relativeError(tokens.subarray(width), one.patches)).toBeLessThan(one.tolerance);
    if (one.pooled !== null && fixture.pooling !== 'cls-and-distillation') {
      expect(relativeError(pooled, one.pooled)).toBeLessThan(one.tolerance);
    }
  });
});

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  it('is what its shapes and files say, with every tensor accounted for', async () => {
    const { imageSize } = fixture.cases[0] ?? { imageSize: 0 };
    const { config, recognised } = await loadFixture(fixture, imageSize);
    const { network } = fixture;
    expect(config).toMatchObject({
      width: network.width,
      depth: network.depth,
      heads: network.heads,
      patchSize: network.patchSize,
      epsilon: network.epsilon,
    });
    expect(config.mlpRatio * config.width).toBeCloseTo(network.hidden, 6);
    expect(config.activation ?? config.mlp ?? 'gelu').toBe(network.activation);
    expect(config.preNorm).toBe(network.preNorm);
    expect(config.registers ?? 0).toBe(network.registers + (network.distilled === true ? 1 : 0));
    expect(recognised.shape.grid).toBe(network.grid);
    expect(recognised.keys.unknown).toEqual([]);
    const groups = recognised.keys.unused.map(({ group }) => group);
    for (const prefix of fixture.unused) {
      expect(
        groups.some((group) => group.startsWith(prefix) || prefix.startsWith(group)),
        prefix,
      ).toBe(true);
    }
    for (const { group } of recognised.keys.unused) {
      expect(
        fixture.unused.some((prefix) => group.startsWith(prefix) || prefix.startsWith(group)),
        group,
      ).toBe(true);
    }
  });
});

it('covers every layout, patch size and way of being read', async () => {
  const loaded = await Promise.all(
    fixtures.map((fixture) => loadFixture(fixture, fixture.cases[0]?.imageSize ?? 0)),
  );
  const kinds = (of: (one: LoadedFixture) => string | number): unknown[] =>
    [...new Set(loaded.map(of))].sort();
  expect(kinds(({ recognised }) => recognised.layout.id)).toEqual([
    'clip',
    'huggingface',
    'huggingface-clip',
    'jax',
    'timm',
  ]);
  expect(kinds(({ config }) => String(config.patchSize))).toEqual(['14', '16', '32', '8']);
  expect(kinds(({ config }) => config.pooling ?? 'cls')).toEqual(['cls', 'mean', 'mean-then-norm']);
  expect(kinds(({ recognised }) => recognised.family.id)).toEqual([
    'clip',
    'deit',
    'dino',
    'dinov2',
    'mae',
    'vit',
  ]);
});
