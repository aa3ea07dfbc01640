import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import type { Job } from '../../src-shared/contract/jobs.contract.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import { JobId } from '../../src-shared/domain/ids.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../db/database.ts';
import type { Changes } from '../events/changes.ts';
import type { JobContext, JobHandler, JobKind, Jobs } from './jobs.ts';
import * as rows from './jobs.queries.ts';
import { createPauseGate } from './pauseGate.ts';
import type { PauseGate } from './pauseGate.ts';

/** After this many crashes in the middle of a job it is the job that is suspected. */
const maxAttempts = 5;
/** Milliseconds between two writings of a job's progress, and between two notices of it. */
const writeInterval = 500;
const noticeInterval = 100;
const shownFinished = 200;

interface Kind {
  readonly lane: string;
  readonly check: (payload: unknown) => unknown;
  readonly run: (payload: string, context: JobContext) => Promise<string>;
}

/** Work that is being done now. Progress lives here and reaches the row now and then. */
interface Running {
  readonly abort: AbortController;
  readonly gate: PauseGate;
  readonly ended: Promise<void>;
  done: number;
  total: number;
  note: string;
  writtenAt: number;
  toldAt: number;
}

const cancelled = (): LapidaryError =>
  new LapidaryError('job-cancelled', 'This was cancelled.', 'Start it again if it is still wanted.');

/**
 * The job table: lanes that each do one job at a time, over rows that survive the host.
 * @param onUnforeseen told of errors that are no LapidaryError, for the log
 */
export function createJobs(
  { db, changes }: { readonly db: Database; readonly changes: Changes },
  onUnforeseen: (error: unknown) => void = () => undefined,
): Jobs {
  const kinds = new Map<JobKind, Kind>();
  const running = new Map<JobId, Running>();
  /** Why work failed whose row could not be written: the disk is full or gone. Shown in the place of the row's state. */
  const unwritten = new Map<JobId, { readonly error: NonNullable<Job['error']>; readonly at: string }>();
  const busyLanes = new Set<string>();
  const listeners = new Set<(job: Job) => void>();
  let phase: 'waiting' | 'open' | 'closing' = 'waiting';

  const now = (): string => new Date().toISOString();
  const shown = (row: rows.JobRow): Job => {
    const live = running.get(row.job.id);
    const failed = unwritten.get(row.job.id);
    if (failed) return { ...row.job, note: '', state: 'failed', error: failed.error, finishedAt: failed.at };
    return live
      ? { ...row.job, done: live.done, total: live.total, note: live.note }
      : { ...row.job, note: '' };
  };
  const read = (jobId: JobId): rows.JobRow => {
    const row = rows.readJob(db, jobId);
    if (row) return row;
    throw new LapidaryError('not-found', 'There is no such job.', 'Reload the list of jobs.');
  };
  const tell = (jobId: JobId): void => {
    const job = shown(read(jobId));
    for (const listener of [...listeners]) listener(job);
  };
  const tellOfState = (jobId: JobId): void => {
    tell(jobId);
    changes.announce({ topic: 'jobs', id: jobId });
  };

  /** Starts the oldest waiting job of every free lane, once the caller's transaction is through. */
  const pump = (): void => {
    queueMicrotask(() => {
      if (phase !== 'open') return;
      for (const row of rows.readJobsIn(db, 'queued')) {
        const kind = kinds.get(row.job.kind);
        if (!kind || busyLanes.has(kind.lane) || row.job.paused) continue;
        start(row, kind);
      }
    });
  };

  const start = (row: rows.JobRow, kind: Kind): void => {
    const jobId = row.job.id;
    try {
      rows.markRunning(db, jobId, now());
    } catch (error) {
      // It stays queued and is tried again with the next thing that happens to a job; its lane is not lost.
      onUnforeseen(error);
      return;
    }
    busyLanes.add(kind.lane);
    const abort = new AbortController();
    const live: Running = {
      abort,
      gate: createPauseGate(abort.signal),
      // Begun in a later turn, so that it is in the table of running work when it first reports.
      ended: Promise.resolve()
        .then(() => work(row, kind, live))
        .finally(() => {
          running.delete(jobId);
          busyLanes.delete(kind.lane);
          if (phase === 'open') tellOfState(jobId);
          pump();
        }),
      done: row.job.done,
      total: row.job.total,
      note: '',
      writtenAt: 0,
      toldAt: 0,
    };
    running.set(jobId, live);
    tellOfState(jobId);
  };

  const work = async (row: rows.JobRow, kind: Kind, live: Running): Promise<void> => {
    const jobId = row.job.id;
    const { signal } = live.abort;
    try {
      const result = await kind.run(row.payload, {
        jobId,
        userId: row.userId,
        attempt: row.attempts + 1,
        signal,
        progress: (done, total, note) => {
          progress(jobId, live, done, total, note);
        },
        gate: () => live.gate.pass(),
      });
      db.transaction(() => {
        rows.writeProgress(db, jobId, live.done, live.total);
        rows.markDone(db, jobId, result, now());
      });
    } catch (error) {
      if (!(error instanceof LapidaryError) && !signal.aborted) onUnforeseen(error);
      settle(jobId, live, error);
    }
  };

  /** The row of work that ended otherwise than by finishing. */
  const settle = (jobId: JobId, live: Running, error: unknown): void => {
    try {
      rows.writeProgress(db, jobId, live.done, live.total);
      if (read(jobId).cancelling) rows.markEnded(db, jobId, 'cancelled', null, now());
      else if (phase === 'closing') rows.markQueued(db, jobId, true);
      else rows.markEnded(db, jobId, 'failed', toErrorReport(error), now());
    } catch (writing) {
      // The row stays 'running', to be taken up at the next start; whoever waits is told now.
      onUnforeseen(writing);
      unwritten.set(jobId, { error: toErrorReport(error), at: now() });
    }
  };

  const progress = (jobId: JobId, live: Running, done: number, total: number, note?: string): void => {
    live.done = done;
    live.total = total;
    if (note !== undefined) live.note = note;
    const at = performance.now();
    if (at - live.writtenAt >= writeInterval) {
      live.writtenAt = at;
      rows.writeProgress(db, jobId, done, total);
    }
    if (at - live.toldAt >= noticeInterval) {
      live.toldAt = at;
      tell(jobId);
    }
  };

  return {
    register<Payload, Result>(handler: JobHandler<Payload, Result>): void {
      if (kinds.has(handler.kind)) throw new Error(`job kind ${handler.kind} is registered twice`);
      kinds.set(handler.kind, {
        lane: handler.lane,
        check: (payload) => handler.payload.parse(payload),
        run: async (payload, context) => {
          const result = await handler.run(handler.payload.parse(JSON.parse(payload)), context);
          return JSON.stringify(handler.result.parse(result) ?? null);
        },
      });
    },

    enqueue(kind, payload, userId: UserId) {
      const known = kinds.get(kind);
      if (!known) throw new Error(`job kind ${kind} is not registered`);
      known.check(payload);
      const id = JobId.parse(newId());
      rows.insertJob(db, { id, kind, payload: JSON.stringify(payload), userId, at: now() });
      queueMicrotask(() => {
        if (phase === 'closing' || !rows.readJob(db, id)) return;
        tellOfState(id);
        pump();
      });
      return id;
    },

    get: (jobId) => shown(read(jobId)),
    list: () => rows.readJobs(db, shownFinished).map(shown),

    cancel(jobId) {
      const { job } = read(jobId);
      const live = running.get(jobId);
      if (live) {
        rows.writeCancelling(db, jobId);
        live.abort.abort(cancelled());
      } else if (job.state === 'queued') {
        rows.markEnded(db, jobId, 'cancelled', null, now());
        tellOfState(jobId);
      }
    },

    pause(jobId, paused) {
      read(jobId);
      rows.writePaused(db, jobId, paused);
      running.get(jobId)?.gate.set(paused);
      tell(jobId);
      pump();
    },

    async finished<Result>(jobId: JobId, result: z.ZodType<Result>): Promise<Result> {
      await new Promise<void>((resolve) => {
        const isOver = (state: Job['state']): boolean => state !== 'queued' && state !== 'running';
        const listener = (job: Job): void => {
          if (job.id !== jobId || !isOver(job.state)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
        listener(shown(read(jobId)));
      });
      const row = read(jobId);
      const { state, error } = shown(row);
      if (state === 'done') return result.parse(JSON.parse(row.result ?? 'null'));
      if (state === 'cancelled' || !error) throw cancelled();
      throw new LapidaryError(error.code, error.message, error.remedy);
    },

    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    resume() {
      if (phase !== 'waiting') throw new Error('jobs are resumed once');
      db.transaction(() => {
        for (const { job, attempts, cancelling } of rows.readJobsIn(db, 'running')) {
          if (cancelling) rows.markEnded(db, job.id, 'cancelled', null, now());
          else if (attempts >= maxAttempts) rows.markEnded(db, job.id, 'failed', givenUp(attempts), now());
          else rows.markQueued(db, job.id, false);
        }
      });
      phase = 'open';
      pump();
    },

    async close() {
      phase = 'closing';
      const all = [...running.values()];
      for (const live of all) {
        live.abort.abort(
          new LapidaryError(
            'workstation-closing',
            'The workstation is being closed.',
            'It goes on at the next start.',
          ),
        );
      }
      await Promise.all(all.map((live) => live.ended));
    },
  };
}

function givenUp(attempts: number): LapidaryError {
  return new LapidaryError(
    'job-given-up',
    `This was begun ${attempts} times, and each time the workstation ended in the middle of it.`,
    'What was finished before is kept. Start it again with fewer cases to find what it stumbles over, and send the log to your administrator.',
  );
}
