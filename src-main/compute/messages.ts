/** What crosses the port between a host and its compute process. Both ends parse; neither trusts the other. */
import { z } from 'zod';
import { providers } from './runtime.ts';

const taskId = z.string().min(1);

const configuration = z.strictObject({
  provider: z.enum(providers).optional(),
  /** At most the physical cores are used, whatever is asked. */
  threads: z.int().positive().optional(),
  /** Gives way to everything else on the machine. */
  background: z.boolean().optional(),
  /** MB (10⁶ bytes) that a task may take for sessions and caches together; left out: the task's own measure. */
  memoryBudgetMb: z.int().positive().optional(),
  /** Whether work goes on, marked, where the provider leaves nodes of a model to the CPU; otherwise it is refused. */
  allowCpuNodes: z.boolean().optional(),
  /** Frozen weights in half precision, where the provider's self-test allows it. */
  float16: z.boolean().optional(),
  /** Why no runtime may be opened as configured; empty: it may. */
  refusal: z.string().optional(),
});
/** Applies to the tasks that start after it. */
export type ComputeConfiguration = z.infer<typeof configuration>;

export const toChild = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('configure'), configuration }),
  z.strictObject({ type: z.literal('start'), taskId, kind: z.string().min(1), payload: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), taskId }),
  /** Every task of the process stops at its next yield, and goes on at 'resume'. */
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
]);
export type ToChild = z.infer<typeof toChild>;

const progress = z.strictObject({
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  /** Whatever the kind of task has to tell: a point of a loss curve, a frame's result. */
  detail: z.unknown().optional(),
});
export type TaskProgress = z.infer<typeof progress>;

const logLevel = z.enum(['info', 'warning', 'error']);
export type LogLevel = z.infer<typeof logLevel>;

export const fromChild = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('progress'), taskId, progress }),
  z.strictObject({ type: z.literal('result'), taskId, value: z.unknown() }),
  z.strictObject({
    type: z.literal('error'),
    taskId,
    error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
  }),
  z.strictObject({ type: z.literal('log'), level: logLevel, text: z.string() }),
]);
export type FromChild = z.infer<typeof fromChild>;
