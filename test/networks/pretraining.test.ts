import { afterAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { createAdamW } from '../../src-main/networks/optimizer.ts';
import {
  fullViewGraph,
  initialTensors,
  isDecayed,
  restrictedViewGraph,
  type PretrainingGraph,
} from '../../src-main/networks/pretraining.ts';
import {
  createSampler,
  drawAugmentation,
  fullViewFeeds,
  objectCells,
  restrictedViewFeeds,
  unchanged,
  type Feeds,
  type LabelledScene,
  type Sample,
} from '../../src-main/networks/pretrainingSamples.ts';
import { areaCoverage, cellCoverage, normaliseImage, toPatches } from '../../src-main/networks/preprocess.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { relativeError, tinyConfig, twoObjects } from './harness.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const task = { textures: 3, colours: 2, objects: 2 };
const normalisation = { mean: [0.5, 0.4, 0.3], std: [0.2, 0.25, 0.3] } as const;
const sampler = createSampler(tinyConfig, normalisation);
const every = Array.from({ length: 16 }, (_, cell) => cell);
const labels = Uint8Array.from([...twoObjects.join('')], Number);

function scene(seed: number): LabelledScene {
  const random = createRandom(seed);
  return {
    rgb: Uint8Array.from({ length: 192 }, () => random.below(256)),
    labels,
    objects: [
      { instance: 1, textureIndex: random.below(3), colourIndex: random.below(2), area: 6 },
      { instance: 2, textureIndex: random.below(3), colourIndex: random.below(2), area: 4 },
    ],
  };
}

describe('pretraining samples', () => {
  it('are cut as the product cuts frames', () => {
    const sample: Sample = { scene: scene(1), augmentation: unchanged, cells: every };
    const out = new Float32Array(192);
    sampler.patches(sample, out);
    const expected = toPatches(normaliseImage(sample.scene.rgb, 8, normalisation), 3, 8, 2);
    expect(relativeError(out, expected)).toBeLessThan(1e-6);
    const coverage = cellCoverage(
      areaCoverage({ width: 8, height: 8, labels }, (s) => s, 3, 8),
      3,
      8,
      2,
    );
    expect(sampler.coverage(sample.scene, 2, unchanged)).toEqual(coverage.slice(32));
  });

  it('turn image and mask together', () => {
    const random = createRandom(2);
    // The mask drawn into the image: wherever it turns, a covered cell must show it.
    const marked: LabelledScene = {
      ...scene(2),
      rgb: Uint8Array.from({ length: 192 }, (_, i) => (labels[Math.floor(i / 3)] === 1 ? 255 : 0)),
    };
    const seen = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const augmentation = { ...drawAugmentation(random), gains: [1, 1, 1] as const, offset: 0 };
      const out = new Float32Array(192);
      sampler.patches({ scene: marked, augmentation, cells: every }, out);
      const covered = sampler.coverage(marked, 1, augmentation);
      const shown = every.map((cell) => {
        const red = out.subarray(cell * 12, cell * 12 + 4);
        return red.filter((value) => value > 0).length / 4;
      });
      expect(shown).toEqual([...covered]);
      seen.add(shown.join());
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  it('leave nothing of a painted-out background', () => {
    const out = new Float32Array(192);
    sampler.patches(
      { scene: scene(3), augmentation: unchanged, cells: every, instance: 1, paintedOut: true },
      out,
    );
    const covered = sampler.coverage(scene(3), 1, unchanged);
    every.forEach((cell) => {
      const patch = out.subarray(cell * 12, (cell + 1) * 12);
      expect(patch.some((value) => value !== 0)).toBe((covered[cell] ?? 0) > 0);
    });
  });
});

describe('the pretraining step', () => {
  const random = createRandom(9);
  const patches = Float32Array.from({ length: 200 * 12 }, () => random.normal());
  const scenes = [scene(4), scene(5), scene(6)];
  const whole = scenes.map((each): Sample => ({
    scene: each,
    augmentation: drawAugmentation(random),
    cells: every,
  }));
  const alone = scenes.map((each): Sample => {
    const augmentation = drawAugmentation(random);
    const cells = objectCells(sampler.coverage(each, 2, augmentation), 8, random);
    return { scene: each, augmentation, instance: 2, cells };
  });
  const weights = { cls: 1, region: 0.5, token: 0.1 };
  const cases: [string, PretrainingGraph, Feeds][] = [
    [
      'whole frames',
      fullViewGraph(tinyConfig, task, 3, 16, true),
      fullViewFeeds(whole, sampler, task, weights),
    ],
    [
      'single objects',
      restrictedViewGraph(tinyConfig, task, 3, 8, true),
      restrictedViewFeeds(alone, sampler, task, 8, weights),
    ],
  ];

  it.each(cases)('on %s learns its samples, every weight of it', async (_, graph, feeds) => {
    const session = await runtime.open(writeModel(graph.outputs).bytes);
    const tensors = initialTensors(tinyConfig, task, 1, patches);
    const parameters = session.inputs.flatMap(({ name, shape }) => {
      const run = graph.runs.get(name);
      const whole = run === undefined ? undefined : tensors.get(run.tensor);
      if (run === undefined || whole === undefined) return [];
      const data = whole.data.subarray(run.start, run.start + run.length);
      return [{ name, shape, data, weightDecay: isDecayed(run.tensor), rate: 1 }];
    });
    const run = async () => {
      const values = Object.fromEntries(
        parameters.map(({ name, shape, data }): [string, Tensor] => [name, { shape, data }]),
      );
      const results = await session.run({ ...feeds, ...values });
      const losses = Object.entries(results).filter(([name]) => name.startsWith('loss.'));
      const gradients = new Map(
        parameters.map(({ name }) => [name, results[`gradient.${name}`]?.data as Float32Array]),
      );
      return { loss: losses.reduce((sum, [, { data }]) => sum + Number(data[0]), 0), gradients };
    };

    const start = await run();
    // A small step along every tensor's own gradient: the loss must change as the gradients say.
    const direction = new Map(
      parameters.map(({ name }) => {
        const gradient = start.gradients.get(name) ?? new Float32Array(0);
        const length = Math.hypot(...gradient);
        return [name, gradient.map((value) => (5e-4 * value) / length)];
      }),
    );
    let slope = 0;
    for (const [name, step] of direction) {
      step.forEach((value, i) => (slope += value * (start.gradients.get(name)?.[i] ?? NaN)));
    }
    const origin = new Map(parameters.map(({ name, data }) => [name, data.slice()]));
    const at = async (by: number): Promise<number> => {
      for (const { name, data } of parameters) {
        const from = origin.get(name) ?? data;
        direction.get(name)?.forEach((step, i) => (data[i] = (from[i] ?? NaN) + by * step));
      }
      return (await run()).loss;
    };
    const odd = async (by: number): Promise<number> => (await at(by)) - (await at(-by));
    const difference = (45 * (await odd(1)) - 9 * (await odd(2)) + (await odd(3))) / 60;
    await at(0);
    expect(difference / slope).toBeCloseTo(1, 3);

    const optimizer = createAdamW(parameters);
    for (let i = 0; i < 60; i++) optimizer.step((await run()).gradients, 0.02);
    expect((await run()).loss).toBeLessThan(0.2 * start.loss);
    await session.release();
  });
});
