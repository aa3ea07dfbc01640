import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { add, concat, constant, input, slice } from '../../src-main/graph/ops.ts';
import { toPatches } from '../../src-main/networks/preprocess.ts';
import { excluded } from '../../src-main/networks/blocks.ts';
import {
  cellsOf,
  createTensorSource,
  createVit,
  patchLength,
  vitTensors,
} from '../../src-main/networks/vit.ts';
import {
  relativeError,
  runGraph,
  tinyConfig,
  tinyInput,
  tinyTensors,
  twoObjects,
  weightBytes,
} from './harness.ts';
import { referenceForward, referenceTokens } from './reference.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const tensors = tinyTensors();
const tensor = (name: string): Float32Array => tensors.get(name) ?? new Float32Array(0);
const { image } = tinyInput(twoObjects, 21);
const cells = cellsOf(tinyConfig);
const every = Array.from({ length: cells }, (_, cell) => cell);
const patches = {
  shape: [1, cells, patchLength(tinyConfig)],
  data: toPatches(image, 3, tinyConfig.imageSize, tinyConfig.patchSize),
};

function wholeFrame() {
  const source = createTensorSource('weight');
  const vit = createVit(tinyConfig, source);
  const embedded = add(vit.embedPatches(input('patches', patches.shape)), vit.positions());
  return { source, vit, tokens: concat([vit.classToken(1), embedded], 1) };
}

describe('the ViT', () => {
  it('computes what its formulas say', async () => {
    const { source, vit, tokens } = wholeFrame();
    const final = vit.finalNorm(vit.blocks(tokens, 0, tinyConfig.depth));
    const { out } = await runGraph(runtime, { out: final }, weightBytes(source.runs, tensor), { patches });
    const expected = referenceForward(referenceTokens(image, every, tinyConfig, tensor), tinyConfig, tensor);
    expect(relativeError(out?.data as Float32Array, expected.flat())).toBeLessThan(1e-6);
  });

  it('computes the leading rows alone to the same numbers', async () => {
    const { source, vit, tokens } = wholeFrame();
    const all = vit.finalNorm(vit.blocks(tokens, 0, tinyConfig.depth));
    const few = vit.finalNorm(vit.blocks(tokens, 0, tinyConfig.depth, { rows: 3 }));
    const outputs = { all: slice(all, 1, 0, 3), few };
    const results = await runGraph(runtime, outputs, weightBytes(source.runs, tensor), { patches });
    expect(
      relativeError(results['few']?.data as Float32Array, results['all']?.data as Float32Array),
    ).toBeLessThan(1e-6);
  });

  it('gives an excluded key no attention at all', async () => {
    const kept = [0, 3, 4, 9];
    const { source, vit, tokens } = wholeFrame();
    const bias = every.map((cell) => (kept.includes(cell) ? 0 : excluded));
    const attentionBias = constant(Float32Array.of(0, ...bias), [1, 1, 1, cells + 1]);
    const final = vit.finalNorm(vit.blocks(tokens, 0, tinyConfig.depth, { attentionBias, rows: 1 }));
    const { cls } = await runGraph(runtime, { cls: final }, weightBytes(source.runs, tensor), { patches });
    const removed = referenceForward(referenceTokens(image, kept, tinyConfig, tensor), tinyConfig, tensor);
    expect(relativeError(cls?.data as Float32Array, removed[0] ?? [])).toBeLessThan(1e-6);
  });

  it('names its tensors as timm does and reads each of them', () => {
    const { source, vit, tokens } = wholeFrame();
    vit.finalNorm(vit.blocks(tokens, 0, tinyConfig.depth));
    const read = new Map<string, number>();
    for (const { tensor: name, length } of source.runs.values())
      read.set(name, (read.get(name) ?? 0) + length);
    const sizes = [...vitTensors(tinyConfig)].map(
      ([name, shape]) => [name, shape.reduce((a, b) => a * b, 1)] as const,
    );
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(sizes));
    expect([...read.keys()]).toContain('blocks.1.attn.qkv.weight');
  });

  it('refuses sizes that do not fit', () => {
    const source = createTensorSource('weight');
    expect(() => createVit({ ...tinyConfig, heads: 3 }, source)).toThrow(RangeError);
    expect(() => createVit({ ...tinyConfig, patchSize: 3 }, source)).toThrow(RangeError);
  });
});
