/**
 * How fast a training step and an inference run, and how far that is from what the machine can multiply.
 *
 * Options: --network vit-ti16|vit-s16|vit-b16 (default vit-ti16), --batch N (default 8), --method ID (default
 * segprompt), --options JSON, --runs N (default 7).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openRuntime } from '../src-main/compute/sessions.ts';
import { sizeOf, type Value } from '../src-main/graph/ir.ts';
import { openBackbone, packBackbone } from '../src-main/networks/backbone.ts';
import type { GraphOutputs } from '../src-main/networks/methods/plan.ts';
import { MethodId, methods } from '../src-main/networks/methods/registry.ts';
import type { NetworkInput } from '../src-main/networks/preprocess.ts';
import { vitTensors, type VitConfig } from '../src-main/networks/vit.ts';
import { measureGflops } from '../src-main/system/selfTest.ts';
import { peakMemoryMb, resetPeakMemory } from '../src-main/tuning/peakMemory.ts';
import { openPlanSessions } from '../src-main/tuning/planSessions.ts';
import { createRandom } from '../src-shared/domain/random.ts';

const common = { imageSize: 224, patchSize: 16, depth: 12, mlpRatio: 4, epsilon: 1e-6 };
const networks: Readonly<Record<string, VitConfig>> = {
  'vit-ti16': { ...common, width: 192, heads: 3 },
  'vit-s16': { ...common, width: 384, heads: 6 },
  'vit-b16': { ...common, width: 768, heads: 12 },
};
const classes = 6;

/** Multiplications and additions of the matrix products that the outputs reach: all that counts in a transformer. */
function flopsOf(outputs: GraphOutputs): number {
  const seen = new Set<Value>();
  const waiting = Object.values(outputs);
  let flops = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    waiting.push(...value.inputs);
    const [first] = value.inputs;
    if (value.op === 'matmul') flops += 2 * sizeOf(value.shape) * (first?.shape.at(-1) ?? 0);
    if (value.op === 'gemm') {
      flops += 2 * sizeOf(value.shape) * (first?.shape[value.attributes.transA ? 0 : 1] ?? 0);
    }
  }
  return flops;
}

/** Random weights at the scale of a trained network's: speed does not depend on them, but denormals would. */
function writeBackbone(folder: string, architecture: VitConfig): void {
  const random = createRandom(1);
  const tensors = new Map(
    [...vitTensors(architecture)].map(([name, shape]) => [
      name,
      { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => 0.02 * random.normal()) },
    ]),
  );
  const card = {
    name: 'random',
    version: '1',
    architecture: { family: 'vit' as const, ...architecture },
    preprocessing: {
      mean: [0.5, 0.5, 0.5] as const,
      std: [0.5, 0.5, 0.5] as const,
      interpolation: 'area' as const,
    },
    pretraining: { kind: 'supervised' as const, data: 'none', procedure: 'none' },
    licence: 'Apache-2.0',
    origin: 'random numbers',
    intendedUse: 'measuring speed',
    figures: [],
  };
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of packBackbone(card, tensors)) writeFileSync(path.join(folder, file), bytes);
}

/** A frame with one region of a fifth of its area in the middle, as stones often are. */
function frame({ imageSize }: VitConfig): NetworkInput {
  const random = createRandom(2);
  const plane = imageSize ** 2;
  const coverage = new Float32Array(2 * plane);
  const half = (imageSize * Math.sqrt(0.2)) / 2;
  for (let i = 0; i < plane; i++) {
    const x = (i % imageSize) - imageSize / 2;
    const y = Math.floor(i / imageSize) - imageSize / 2;
    coverage[(Math.abs(x) < half && Math.abs(y) < half ? plane : 0) + i] = 1;
  }
  return { image: Float32Array.from({ length: 3 * plane }, () => random.normal()), coverage };
}

async function median(runs: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? NaN;
}

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      network: { type: 'string', default: 'vit-ti16' },
      batch: { type: 'string', default: '8' },
      method: { type: 'string', default: 'segprompt' },
      options: { type: 'string', default: '{}' },
      runs: { type: 'string', default: '7' },
    },
  });
  const config = networks[values.network];
  if (config === undefined)
    throw new Error(`There is no ${values.network}: ${Object.keys(networks).join(', ')}.`);
  const method = methods[MethodId.parse(values.method)];
  const options = method.options.parse(JSON.parse(values.options));
  const batch = Number(values.batch);
  const runs = Number(values.runs);

  const folder = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  const runtime = openRuntime();
  try {
    writeBackbone(folder, config);
    const backbone = await openBackbone(folder);
    const context = {
      config,
      tensor: (name: string) => backbone.tensor(name),
      classes,
      maskClasses: 2,
      seed: 1,
    };
    const plan = method.plan(context, options);
    const sessions = openPlanSessions(plan, backbone, runtime, async () => undefined);
    const input = frame(config);
    const bucket = plan.bucket(input);
    const ceilingGflops = await measureGflops(runtime);
    const trained = new Map(
      plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: initial }]),
    );

    const line = (bench: string, size: number, ms: number, flops: number): object => {
      const gflops = flops / (ms * 1e6);
      return {
        bench,
        network: values.network,
        batch: size,
        method: method.id,
        options,
        p50: ms,
        unit: 'ms',
        n: runs,
        gflops,
        ceilingGflops,
        ratio: gflops / ceilingGflops,
        peakRssMb: peakMemoryMb(),
        provider: runtime.options.provider,
        threads: runtime.options.intraOpThreads,
      };
    };

    resetPeakMemory();
    const inferMs = await median(runs, async () =>
      sessions.predict([await sessions.prepare(input)], trained),
    );
    const inferFlops = flopsOf(plan.prepare(bucket).outputs(1)) + flopsOf(plan.predict(1, bucket));
    yield line('engine.infer', 1, inferMs, inferFlops);

    resetPeakMemory();
    const prepared = await sessions.prepare(input);
    const samples = Array.from({ length: batch }, (_, i) => ({
      prepared,
      target: i % classes,
      weight: 1 / batch,
    }));
    const stepMs = await median(runs, () => sessions.step(samples, trained));
    yield line('engine.step', batch, stepMs, batch * flopsOf(plan.step(1, bucket)));
    await sessions.release();
  } finally {
    await runtime.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
