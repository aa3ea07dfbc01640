import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { FrameId, JobId, MaskVersionId } from '../domain/ids.ts';
import { Instant, procedure } from './procedure.ts';

export const jobKinds = [
  'import',
  'tune',
  'predict',
  'segment',
  'demo',
  'report',
  'erase',
  'experiment',
  'backbone',
  'segmentation-head',
  'mask-import',
  'mask-model',
] as const;
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const Job = z.object({
  id: JobId,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  done: z.int(),
  total: z.int(),
  /** What is being done now, in words, without anything identifying. */
  note: z.string(),
  paused: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type Job = z.infer<typeof Job>;

/** Something changed; whoever shows it asks again. */
export const Change = z.object({
  topic: z.enum([
    'studies',
    'study',
    'masks',
    'labels',
    'predictions',
    'runs',
    'adapters',
    'backbones',
    'mask-models',
    'heads',
    'proposals',
    'jobs',
    'schemas',
    'settings',
    'signatures',
    'remarks',
    'users',
  ]),
  /** The study, run or job it is about; null: the list as a whole. */
  id: z.string().nullable(),
  /** Of a study's masks or proposals: the one frame that is not as it was; left out: any of them. */
  frameId: FrameId.optional(),
  /** Of masks of one frame: the version that counts now; null: none. Whoever has that one already need not ask. */
  maskVersionId: MaskVersionId.nullable().optional(),
});
export type Change = z.infer<typeof Change>;

export const jobsContract = {
  list: procedure('system.read').output(z.array(Job)),
  get: procedure('system.read')
    .input(z.object({ jobId: JobId }))
    .output(Job),
  /** The jobs as they are, then each one as it changes. */
  watch: procedure('system.read').output(eventIterator(Job)),
  changes: procedure('system.read').output(eventIterator(Change)),
  cancel: procedure('jobs.control').input(z.object({ jobId: JobId })),
  pause: procedure('jobs.control').input(z.object({ jobId: JobId, paused: z.boolean() })),
};
