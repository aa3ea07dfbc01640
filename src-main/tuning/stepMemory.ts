import os from 'node:os';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { peakBytes } from '../graph/memory.ts';
import { recomputes, type Recompute } from '../networks/blocks.ts';
import { sizeOf, topological } from '../graph/ir.ts';
import type { Bucket, Plan } from '../networks/methods/plan.ts';
import { vitTensors, type VitConfig } from '../networks/vit.ts';

/** How a training step fits into memory. A run records it: the size of micro-batches decides about last bits. */
export interface StepShape {
  /** Cases that one run of the graph takes; gradients of several runs are added up. */
  readonly microBatch: number;
  readonly recompute: Recompute;
}

/**
 * How large a micro-batch is still useful on a CPU, by its widest matrix product. With few rows a product mostly reads its
 * weights, and more cases share that; with many, its result no longer stays in the cache for whoever reads it next:
 * two cases a run help a step of ViT-Ti in the full view and not one of ViT-S.
 */
const usefulRows = { always: 512, whereResultIsSmall: 1024 };
const smallResult = 640_000;
const largestMicroBatch = 32;

/** What the process holds besides the network: the language's and the runtime's own. Measured by `bench engine`. */
const processBytes = 210e6;
/** The runtime's buffers against the sum of the values in them. */
const overhead = 1.25;

/** Half of the machine's memory, in megabytes of 10⁶ bytes, unless the user says otherwise. */
export function defaultBudgetMb(): number {
  return Math.max(512, Math.floor(os.totalmem() / 2 / 1e6));
}

/**
 * The largest micro-batch that pays and fits the budget, with recomputation only where nothing fits without it.
 * @param budgetMb for the whole process, mapped weights included
 * @throws LapidaryError `memory-budget-too-small` with what is needed
 */
export function planStep(plan: Plan, config: VitConfig, bucket: Bucket, budgetMb: number): StepShape {
  const wanted = usefulBatch(plan, bucket);
  const room = budgetMb * 1e6 - fixedBytes(plan, config);
  let needed = Infinity;
  for (const recompute of plan.weights !== 'plain' ? recomputes : recomputes.slice(0, 1)) {
    needed = overhead * peakBytes(plan.step(1, bucket, { recompute })) + fedBytes(plan, bucket);
    let microBatch = wanted;
    while (microBatch > 1 && microBatch * needed > room) microBatch /= 2;
    if (microBatch * needed <= room) return { microBatch, recompute };
  }
  const least = Math.ceil((needed + fixedBytes(plan, config)) / 1e6);
  throw new LapidaryError(
    'memory-budget-too-small',
    `A training step of ${plan.method} on this network needs about ${least} MB, and the memory budget leaves it ${budgetMb} MB.`,
    'Raise the memory budget in the settings, or choose a method that prompts fewer blocks or a smaller network.',
  );
}

/** Cases that one run answers: as many as pay and fit, one at least. */
export function planBatch(plan: Plan, bucket: Bucket, room: number): number {
  const needed = overhead * peakBytes(plan.predict(1, bucket)) + fedBytes(plan, bucket);
  let batch = usefulBatch(plan, bucket);
  while (batch > 1 && batch * needed > room) batch /= 2;
  return batch;
}

function usefulBatch(plan: Plan, bucket: Bucket): number {
  let rows = 1;
  let values = 1;
  for (const { op, shape } of topological(Object.values(plan.predict(1, bucket)))) {
    if (op !== 'gemm') continue;
    rows = Math.max(rows, shape[0] ?? 1);
    values = Math.max(values, sizeOf(shape));
  }
  const pays = (batch: number): boolean =>
    batch * rows <= usefulRows.always ||
    (batch * rows <= usefulRows.whereResultIsSmall && batch * values <= smallResult);
  let batch = largestMicroBatch;
  while (batch > 1 && !pays(batch)) batch /= 2;
  return batch;
}

/** What a case is fed as: once as it is kept, once stacked with the others of its run. */
function fedBytes(plan: Plan, bucket: Bucket): number {
  return 8 * plan.prepared(bucket).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** What is left for the values of graphs. */
export function graphBytes(plan: Plan, config: VitConfig, budgetMb: number): number {
  return Math.max(64e6, budgetMb * 1e6 - fixedBytes(plan, config));
}

/** The bucket of the largest view. */
export function fullBucket(plan: Plan, config: VitConfig): Bucket {
  const pixels = config.imageSize ** 2;
  const coverage = new Float32Array(2 * pixels);
  coverage.fill(1, pixels);
  return plan.bucket({ image: new Float32Array(3 * pixels), coverage });
}

/** The process, the network, and per trained value the value, its gradient, two moments and the best so far. */
function fixedBytes(plan: Plan, config: VitConfig): number {
  const network = [...vitTensors(config).values()].reduce((sum, shape) => sum + sizeOf(shape), 0);
  const frozen = plan.trainableCount > network ? 0 : network;
  return processBytes + 4 * (frozen + 6 * plan.trainableCount);
}
