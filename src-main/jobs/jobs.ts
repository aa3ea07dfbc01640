import type { z } from 'zod';
import type { Job, jobKinds } from '../../src-shared/contract/jobs.contract.ts';
import type { JobId, UserId } from '../../src-shared/domain/ids.ts';

export type JobKind = (typeof jobKinds)[number];

/** What a job's work is given. */
export interface JobContext {
  readonly jobId: JobId;
  readonly userId: UserId;
  /** 1 at the first try, more after a crash of the host. */
  readonly attempt: number;
  /** Aborted by cancel and by closing the workstation; work stops at its next safe point. */
  readonly signal: AbortSignal;
  /** Written to the job's row at most a few times a second; `note` holds nothing identifying. */
  progress(done: number, total: number, note?: string): void;
  /** Resolves at once, or when a paused job goes on; throws the signal's reason once aborted. Call it between steps. */
  readonly gate: () => Promise<void>;
}

/** A kind of work. Run again after a crash, it continues where its own rows and checkpoints say it was. */
export interface JobHandler<Payload, Result> {
  readonly kind: JobKind;
  readonly payload: z.ZodType<Payload>;
  readonly result: z.ZodType<Result>;
  /** Kinds of one lane run one after the other. */
  readonly lane: 'import' | 'batch' | 'interactive';
  run(payload: Payload, context: JobContext): Promise<Result>;
}

export interface Jobs {
  register<Payload, Result>(handler: JobHandler<Payload, Result>): void;
  /** Writes the row (inside the caller's transaction, if there is one) and starts the work when its lane is free. */
  enqueue<Payload>(kind: JobKind, payload: Payload, userId: UserId): JobId;
  get(jobId: JobId): Job;
  /** Newest first, unfinished ones before finished ones. */
  list(): Job[];
  cancel(jobId: JobId): void;
  pause(jobId: JobId, paused: boolean): void;
  /** Waits for the end; rejects with the job's error, or `job-cancelled`. */
  finished<Result>(jobId: JobId, result: z.ZodType<Result>): Promise<Result>;
  listen(listener: (job: Job) => void): () => void;
  /** Queues again what a crash left running, then starts the lanes. Call it once, after all kinds are registered. */
  resume(): void;
  /** Aborts running work, waits for it to let go, and leaves its rows queued, to be gone on with at the next start. */
  close(): Promise<void>;
}
