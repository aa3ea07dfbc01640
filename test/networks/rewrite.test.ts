import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { gradients } from '../../src-main/graph/backward.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { rewriteTensor, rewrittenTensors, createRewrittenVit } from '../../src-main/networks/rewrite.ts';
import { createTensorSource, createVit, type Vit, type VitConfig } from '../../src-main/networks/vit.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { shapedTensors, writeBackboneFolder } from '../fixtures/tinyBackbone.ts';
import { oddConfigs, relativeError, runGraph, tinyConfig, tinyTensors, weightBytes } from './harness.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

type Part = (vit: Vit) => Value;

const size = { width: 24, heads: 3, depth: 3 };
const networks: Readonly<Record<string, VitConfig>> = {
  'of the original ViT': { ...tinyConfig, ...size },
  ...Object.fromEntries(
    Object.entries(oddConfigs).map(([name, odd]) => [`with ${name}`, { ...odd, ...size }]),
  ),
};

describe.each(Object.entries(networks))('the rewritten network %s', (_name, config) => {
  const tensors = tinyTensors(config, 8);
  const plain = (name: string): Float32Array => tensors.get(name) ?? new Float32Array();
  const rewritten = (name: string): Float32Array => rewriteTensor(config, plain, name);
  const mean = (values: Float32Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const tokens = ops.parameter('tokens', [2, 7, config.width]);
  const random = createRandom(4);
  const feeds = {
    tokens: { shape: tokens.shape, data: Float32Array.from({ length: 2 * 7 * 24 }, () => random.normal()) },
  };

  /** Each rewriting by itself, in what it changes. */
  const parts: Record<string, Part> = {
    'norm, q, k, v, projection and MLP in a block': (vit) => vit.blocks(tokens, 0, 1),
    'all blocks and the final norm': (vit) => vit.finalNorm(vit.blocks(tokens, 0, config.depth)),
    'the leading rows of the last block': (vit) => vit.blocks(tokens, 0, config.depth, { rows: 2 }),
    'tokens that are keys and values only': (vit) =>
      vit.blocks(ops.slice(tokens, 1, 0, 4), 0, 2, { extra: () => ops.slice(tokens, 1, 4) }),
    'keys and values of a frozen stream': (vit) =>
      vit.blocks(ops.slice(tokens, 1, 0, 2), 0, 1, { stream: (block) => vit.streamKeys(tokens, block) }),
    'a low-rank update, which reads the norm as it was': (vit) => {
      const update = {
        down: ops.constant(new Float32Array(24).fill(0.3), [1, 24]),
        up: ops.constant(new Float32Array(24).fill(-0.2), [24, 1]),
        scale: 2,
      };
      return vit.blocks(tokens, 0, 2, { lowRank: () => ({ query: update, value: update }) });
    },
    'what enters the first block: CLS, positions, registers': (vit) =>
      vit.sequence(
        vit.enter(ops.add(ops.reduceSum(tokens), ops.reshape(vit.positions(), [1, -1, config.width]))),
      ),
    'the patch embedding': (vit) =>
      vit.embedPatches(ops.concat([ops.slice(tokens, 2, 0, 6), ops.slice(tokens, 2, 12, 18)], 2)),
  };

  it.each(Object.entries(parts))(
    'equals the plain one up to rounding, gradients too: %s',
    async (_, part) => {
      const results = [];
      for (const [create, tensor] of [
        [createVit, plain],
        [createRewrittenVit, rewritten],
      ] as const) {
        const source = createTensorSource('weight');
        const y = part(create(config, source));
        const seed = ops.constant(
          Array.from({ length: y.shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
          y.shape,
        );
        const [gradient] = gradients(y, [tokens], seed);
        const outputs = { y, gradient: gradient as Value };
        results.push(await runGraph(runtime, outputs, weightBytes(source.runs, tensor), feeds));
      }
      const [expected, found] = results;
      for (const name of ['y', 'gradient']) {
        const error = relativeError(
          found?.[name]?.data as Float32Array,
          expected?.[name]?.data as Float32Array,
        );
        // Gated products of a few channels multiply rounding; a wrong rule is off by tenths.
        expect(error, name).toBeLessThan(config.mlp === 'swiglu' ? 1e-5 : 2e-6);
      }
    },
  );

  it('centres the rows of all that reads a norm', () => {
    for (const [name, [, columns = 1]] of rewrittenTensors(config)) {
      if (!/(query|key|value|fc1)\.weight$/.test(name)) continue;
      const data = rewritten(name);
      for (let at = 0; at < data.length; at += columns) {
        expect(Math.abs(mean(data.subarray(at, at + columns))), name).toBeLessThan(1e-7);
      }
    }
  });

  it('names no tensor that it does not have', () => {
    for (const [name, shape] of rewrittenTensors(config)) {
      expect(rewritten(name).length, name).toBe(shape.reduce((a, b) => a * b, 1));
    }
    expect(() => rewritten('blocks.0.gate.weight')).toThrow(RangeError);
  });

  it('gives the same answers from the file that sessions map as from memory', async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-rewrite-'));
    const files = await openDataFolder(path.join(root, 'data'), { host: 'cli' });
    try {
      await writeBackboneFolder(root, config, shapedTensors(config, plain));
      const answers = [];
      for (const derived of [undefined, files.derived, files.derived]) {
        const { folder, locate } = await (await openBackbone(root, derived)).weights('rewritten');
        expect(folder === undefined).toBe(derived === undefined);
        const source = createTensorSource('weight');
        const y = createRewrittenVit(config, source).blocks(tokens, 0, config.depth);
        const { bytes } = writeModel({ y }, locate(source.runs));
        const session = await runtime.open(bytes, folder === undefined ? {} : { weightsFolder: folder });
        answers.push((await session.run(feeds))['y']?.data);
        await session.release();
      }
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    } finally {
      await files.close();
      await rm(root, { recursive: true, force: true });
    }
  });
});
