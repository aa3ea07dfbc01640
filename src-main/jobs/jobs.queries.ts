import type { Job } from '../../src-shared/contract/jobs.contract.ts';
import { JobId, UserId } from '../../src-shared/domain/ids.ts';
import type { ErrorReport } from '../../src-shared/domain/errors.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { JobKind } from './jobs.ts';

/** A job's row; `job` lacks the note, which is not stored. */
export interface JobRow {
  readonly job: Omit<Job, 'note'>;
  readonly userId: UserId;
  readonly attempts: number;
  readonly cancelling: boolean;
  /** JSON */
  readonly payload: string;
  /** JSON; null until done. */
  readonly result: string | null;
}

interface Row {
  id: string;
  kind: JobKind;
  state: Job['state'];
  payload: string;
  result: string | null;
  done: number;
  total: number;
  attempts: number;
  paused: number;
  cancelling: number;
  error_code: string | null;
  error_message: string | null;
  error_remedy: string | null;
  created_by: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

function fromRow(row: Row): JobRow {
  return {
    job: {
      id: JobId.parse(row.id),
      kind: row.kind,
      state: row.state,
      done: row.done,
      total: row.total,
      paused: row.paused === 1,
      error:
        row.error_code === null
          ? null
          : { code: row.error_code, message: row.error_message ?? '', remedy: row.error_remedy ?? '' },
      createdAt: row.created_at,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
    },
    userId: UserId.parse(row.created_by),
    attempts: row.attempts,
    cancelling: row.cancelling === 1,
    payload: row.payload,
    result: row.result,
  };
}

export function insertJob(
  db: WritableDb,
  job: { id: JobId; kind: JobKind; payload: string; userId: UserId; at: string },
): void {
  db.run(
    `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, ?, 'queued', ?, ?, ?)`,
    [job.id, job.kind, job.payload, job.userId, job.at],
  );
}

export function readJob(db: ReadableDb, jobId: JobId): JobRow | undefined {
  const row = db.get<Row>('SELECT * FROM jobs WHERE id = ?', [jobId]);
  return row && fromRow(row);
}

/** Unfinished jobs first, then the newest `limit` finished ones, each newest first. */
export function readJobs(db: ReadableDb, limit: number): JobRow[] {
  const unfinished = db.all<Row>(`SELECT * FROM jobs WHERE state IN ('queued', 'running') ORDER BY id DESC`);
  const finished = db.all<Row>(
    `SELECT * FROM jobs WHERE state IN ('done', 'failed', 'cancelled') ORDER BY id DESC LIMIT ?`,
    [limit],
  );
  return [...unfinished, ...finished].map(fromRow);
}

/** Jobs in a state, oldest first. */
export function readJobsIn(db: ReadableDb, state: 'queued' | 'running'): JobRow[] {
  return db.all<Row>('SELECT * FROM jobs WHERE state = ? ORDER BY id', [state]).map(fromRow);
}

export function markRunning(db: WritableDb, jobId: JobId, at: string): void {
  db.run(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, ?) WHERE id = ?`,
    [at, jobId],
  );
}

/** @param letGo the work ended in good order, so this attempt does not count as a failed one */
export function markQueued(db: WritableDb, jobId: JobId, letGo: boolean): void {
  db.run(`UPDATE jobs SET state = 'queued', attempts = attempts - ? WHERE id = ?`, [letGo ? 1 : 0, jobId]);
}

export function markDone(db: WritableDb, jobId: JobId, result: string, at: string): void {
  db.run(`UPDATE jobs SET state = 'done', result = ?, cancelling = 0, finished_at = ? WHERE id = ?`, [
    result,
    at,
    jobId,
  ]);
}

export function markEnded(
  db: WritableDb,
  jobId: JobId,
  state: 'failed' | 'cancelled',
  error: ErrorReport | null,
  at: string,
): void {
  db.run(
    `UPDATE jobs SET state = ?, error_code = ?, error_message = ?, error_remedy = ?, cancelling = 0, finished_at = ?
     WHERE id = ?`,
    [state, error?.code ?? null, error?.message ?? null, error?.remedy ?? null, at, jobId],
  );
}

export function writeProgress(db: WritableDb, jobId: JobId, done: number, total: number): void {
  db.run('UPDATE jobs SET done = ?, total = ? WHERE id = ?', [done, total, jobId]);
}

export function writePaused(db: WritableDb, jobId: JobId, paused: boolean): void {
  db.run('UPDATE jobs SET paused = ? WHERE id = ?', [paused ? 1 : 0, jobId]);
}

export function writeCancelling(db: WritableDb, jobId: JobId): void {
  db.run('UPDATE jobs SET cancelling = 1 WHERE id = ?', [jobId]);
}
