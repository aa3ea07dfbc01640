/**
 * One row of the engine bench, in a process of its own, so that its peak memory is its own: reads a request as JSON
 * from its argument, prints what it measured as JSON.
 */
import { z } from 'zod';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { Runtime } from '../../src-main/compute/runtime.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { productOperations } from '../../src-main/graph/operations.ts';
import { input, matmul } from '../../src-main/graph/ops.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { MethodId, methods } from '../../src-main/networks/methods/registry.ts';
import type { NetworkInput } from '../../src-main/networks/preprocess.ts';
import type { VitConfig } from '../../src-main/networks/vit.ts';
import { attachDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { peakMemoryMb, resetPeakMemory } from '../../src-main/tuning/peakMemory.ts';
import { openPlanSessions } from '../../src-main/tuning/planSessions.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const Request = z.strictObject({
  /** Folder of the backbone, and one for what is derived from it. */
  backbone: z.string(),
  dataDir: z.string(),
  method: MethodId,
  options: z.record(z.string(), z.unknown()),
  what: z.enum(['step', 'infer']),
  batch: z.int().min(1),
  runs: z.int().min(1),
  /** Share of the frame that the region covers. */
  covers: z.number().min(0).max(1),
  memoryBudgetMb: z.int().optional(),
  threads: z.int().optional(),
  /** Whether inference starts from what is kept of the frame. */
  cached: z.boolean(),
  ceiling: z.boolean(),
  prepacking: z.boolean(),
  /** Steps over which the peak memory is taken. */
  memorySteps: z.int().default(20),
});
export type EngineRowRequest = z.input<typeof Request>;

const classes = 6;

/** Noise under one square region in the middle. */
function frame({ imageSize }: VitConfig, covers: number): NetworkInput {
  const random = createRandom(2);
  const plane = imageSize ** 2;
  const coverage = new Float32Array(2 * plane);
  const half = (imageSize * Math.sqrt(covers)) / 2;
  for (let i = 0; i < plane; i++) {
    const x = (i % imageSize) + 0.5 - imageSize / 2;
    const y = Math.floor(i / imageSize) + 0.5 - imageSize / 2;
    coverage[(Math.abs(x) <= half && Math.abs(y) <= half ? plane : 0) + i] = 1;
  }
  return { image: Float32Array.from({ length: 3 * plane }, () => random.normal()), coverage };
}

/** Products of square matrices, as what the machine can do in this runtime. */
async function openProducts(runtime: Runtime) {
  const random = createRandom(1);
  return Promise.all(
    [1024, 2048, 4096].map(async (side) => {
      const product = matmul(input('a', [side, side]), input('b', [side, side]));
      const session = await runtime.open(writeModel({ product }).bytes);
      const matrix = {
        data: Float32Array.from({ length: side ** 2 }, () => random.uniform()),
        shape: [side, side],
      };
      return {
        flops: 2 * side ** 3,
        times: [] as number[],
        run: () => session.run({ a: matrix, b: matrix }),
      };
    }),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

const request = Request.parse(JSON.parse(process.argv[2] ?? ''));
const backbone = await openBackbone(request.backbone, attachDataFolder(request.dataDir).derived);
const config = backbone.card.architecture;
const runtime = openRuntime({
  prepacking: request.prepacking,
  ...(request.threads === undefined ? {} : { threads: request.threads }),
});
const plan = methods[request.method].plan(
  { config, tensor: (name) => backbone.tensor(name), classes, maskClasses: 2, seed: 1 },
  request.options,
);
const sessions = openPlanSessions(plan, backbone, runtime, () => Promise.resolve(), request.memoryBudgetMb);
const shown = frame(config, request.covers);
const bucket = plan.bucket(shown);
const values = new Map(plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: initial }]));
const prepared = await sessions.prepare(shown);
const samples = Array.from({ length: request.batch }, (_, i) => ({
  prepared,
  target: i % classes,
  weight: 1 / request.batch,
}));
const cases = samples.map((sample) => sample.prepared);
const work = async (): Promise<unknown> => {
  if (request.what === 'step') return sessions.step(samples, values);
  if (request.cached) return sessions.predict(cases, values);
  const fresh = [];
  for (let i = 0; i < request.batch; i++) fresh.push(await sessions.prepare(shown));
  return sessions.predict(fresh, values);
};

await work();
resetPeakMemory();
for (let i = 0; i < request.memorySteps; i++) await work();
const peakRssMb = peakMemoryMb();

const products = request.ceiling ? await openProducts(runtime) : [];
const times: number[] = [];
for (let i = 0; i < request.runs; i++) {
  for (const product of products) product.times.push(await timed(product.run));
  times.push(await timed(work));
}

const stage = plan.prepare(bucket);
const once = stage.inputs.length === 0 ? 0 : productOperations(stage.outputs(1));
// What a cache saves is counted: the numerator is the plain step's. The patch embedding alone is not part of it.
const frozen = request.what === 'infer' || stage.worthKeeping ? once : 0;
const repeated = request.what === 'step' ? plan.step(1, bucket) : plan.predict(1, bucket);
const flops = request.batch * (productOperations(repeated) + frozen);
const p50 = quantile(times, 0.5);
const ceilingGflops = Math.max(
  ...products.map((product) => product.flops / (quantile(product.times, 0.5) * 1e6)),
);
const gflops = flops / (p50 * 1e6);
const decisions = request.what === 'step' ? sessions.decisions : undefined;
await runtime.close();

const result = {
  p50,
  p95: quantile(times, 0.95),
  unit: 'ms',
  n: request.runs,
  gflops,
  ...(request.ceiling ? { ceilingGflops, ratio: gflops / ceilingGflops } : {}),
  peakRssMb,
  ...(decisions === undefined ? {} : { microBatch: decisions.microBatch, recompute: decisions.recompute }),
  provider: runtime.options.provider,
  threads: runtime.options.intraOpThreads,
  prepacking: runtime.options.prepacking,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
