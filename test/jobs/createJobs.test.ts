import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Database } from '../../src-main/db/database.ts';
import { createChanges } from '../../src-main/events/changes.ts';
import { createJobs } from '../../src-main/jobs/createJobs.ts';
import type { JobContext, Jobs } from '../../src-main/jobs/jobs.ts';
import { openTestDatabase } from '../support/database.ts';

type Work = (payload: { name: string }, context: JobContext) => Promise<{ said: string }>;
const Result = z.object({ said: z.string() });

function jobsOver(db: Database, work: Work): Jobs {
  const jobs = createJobs({ db, changes: createChanges() });
  jobs.register({
    kind: 'import',
    lane: 'import',
    payload: z.object({ name: z.string() }),
    result: Result,
    run: work,
  });
  return jobs;
}

const untilAborted = (context: JobContext): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => {
      reject(context.signal.reason as Error);
    };
    if (context.signal.aborted) stop();
    else context.signal.addEventListener('abort', stop);
  });

describe('jobs', () => {
  it('run one after the other in a lane, in the order in which they were asked for', async () => {
    const { db, user } = await openTestDatabase();
    const log: string[] = [];
    const jobs = jobsOver(db, async ({ name }) => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      return { said: name };
    });
    const first = jobs.enqueue('import', { name: 'a' }, user);
    const second = jobs.enqueue('import', { name: 'b' }, user);
    expect(jobs.get(first).state).toBe('queued');
    jobs.resume();
    expect(await jobs.finished(second, Result)).toEqual({ said: 'b' });
    expect(await jobs.finished(first, Result)).toEqual({ said: 'a' });
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    await jobs.close();
  });

  it('that can leave no word in the database still tell whoever waits, and are taken up at the next start', async () => {
    const { db, user } = await openTestDatabase();
    const full = new LapidaryError('disk-full', 'The disk is full.', 'Free some space.');
    const jobs = jobsOver(db, () => Promise.reject(full));
    jobs.resume();
    db.transaction(() => {
      db.run(
        `CREATE TEMP TRIGGER no_room BEFORE UPDATE ON main.jobs WHEN NEW.state = 'failed'
         BEGIN SELECT RAISE(ABORT, 'no room'); END`,
      );
    });
    const id = jobs.enqueue('import', { name: 'a' }, user);
    await expect(jobs.finished(id, Result)).rejects.toMatchObject({
      code: 'disk-full',
      remedy: 'Free some space.',
    });
    expect(jobs.get(id)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect(jobs.list()).toMatchObject([{ id, state: 'failed' }]);
    await jobs.close();
    expect(db.get('SELECT state FROM jobs')).toEqual({ state: 'running' });

    const next = jobsOver(db, async ({ name }) => ({ said: name }));
    next.resume();
    expect(await next.finished(id, Result)).toEqual({ said: 'a' });
    await next.close();
  });

  it('do not start when the transaction that asked for them is rolled back', async () => {
    const { db, user } = await openTestDatabase();
    let runs = 0;
    const jobs = jobsOver(db, async () => {
      runs++;
      return { said: '' };
    });
    jobs.resume();
    expect(() =>
      db.transaction(() => {
        jobs.enqueue('import', { name: 'a' }, user);
        throw new Error('no');
      }),
    ).toThrow('no');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([runs, jobs.list()]).toEqual([0, []]);
    await jobs.close();
  });

  it('fail with the error a person can act on, and keep unforeseen texts to the log', async () => {
    const { db, user } = await openTestDatabase();
    const jobs = jobsOver(db, async ({ name }) => {
      if (name === 'known') throw new LapidaryError('disk-full', 'No room.', 'Make room.');
      throw new Error('quotes Mrs Doe');
    });
    jobs.resume();
    const known = jobs.enqueue('import', { name: 'known' }, user);
    await expect(jobs.finished(known, Result)).rejects.toMatchObject({
      code: 'disk-full',
      remedy: 'Make room.',
    });
    const unknown = jobs.enqueue('import', { name: 'unknown' }, user);
    await expect(jobs.finished(unknown, Result)).rejects.toMatchObject({ code: 'unexpected' });
    expect(JSON.stringify(jobs.get(unknown))).not.toContain('Doe');
    await jobs.close();
  });

  it('are cancelled whether waiting or running', async () => {
    const { db, user } = await openTestDatabase();
    const jobs = jobsOver(db, (_, context) => untilAborted(context));
    jobs.resume();
    const running = jobs.enqueue('import', { name: 'a' }, user);
    const waiting = jobs.enqueue('import', { name: 'b' }, user);
    await expect.poll(() => jobs.get(running).state).toBe('running');
    jobs.cancel(waiting);
    jobs.cancel(running);
    await expect(jobs.finished(running, Result)).rejects.toMatchObject({ code: 'job-cancelled' });
    expect([jobs.get(running).state, jobs.get(waiting).state]).toEqual(['cancelled', 'cancelled']);
    await jobs.close();
  });

  it('wait at the gate while paused', async () => {
    const { db, user } = await openTestDatabase();
    let steps = 0;
    const jobs = jobsOver(db, async (_, context) => {
      while (steps < 3) {
        await context.gate();
        steps++;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return { said: 'done' };
    });
    const jobId = jobs.enqueue('import', { name: 'a' }, user);
    jobs.pause(jobId, true);
    jobs.resume();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([steps, jobs.get(jobId).state]).toEqual([0, 'queued']);
    jobs.pause(jobId, false);
    expect(await jobs.finished(jobId, Result)).toEqual({ said: 'done' });
    await jobs.close();
  });

  it('go on after the workstation was closed, without counting that as a crash', async () => {
    const { db, user } = await openTestDatabase();
    const before = jobsOver(db, (_, context) => untilAborted(context));
    before.resume();
    const jobId = before.enqueue('import', { name: 'a' }, user);
    await expect.poll(() => before.get(jobId).state).toBe('running');
    await before.close();

    const after = jobsOver(db, async (_, context) => ({ said: `attempt ${context.attempt}` }));
    expect(after.get(jobId).state).toBe('queued');
    after.resume();
    expect(await after.finished(jobId, Result)).toEqual({ said: 'attempt 1' });
    await after.close();
  });

  it('are given up after the fifth crash', async () => {
    const { db, user } = await openTestDatabase();
    const jobs = jobsOver(db, async () => ({ said: '' }));
    const crashed = jobs.enqueue('import', { name: 'a' }, user);
    const onceMore = jobs.enqueue('import', { name: 'b' }, user);
    db.run(`UPDATE jobs SET state = 'running', attempts = 5 WHERE id = ?`, [crashed]);
    db.run(`UPDATE jobs SET state = 'running', attempts = 4 WHERE id = ?`, [onceMore]);
    jobs.resume();
    expect(await jobs.finished(onceMore, Result)).toEqual({ said: '' });
    expect(jobs.get(crashed)).toMatchObject({ state: 'failed', error: { code: 'job-given-up' } });
    await jobs.close();
  });

  it('do not come back when the host died after they were cancelled', async () => {
    const { db, user } = await openTestDatabase();
    const jobs = jobsOver(db, async () => ({ said: '' }));
    const jobId = jobs.enqueue('import', { name: 'a' }, user);
    db.run(`UPDATE jobs SET state = 'running', attempts = 1, cancelling = 1 WHERE id = ?`, [jobId]);
    jobs.resume();
    expect(jobs.get(jobId).state).toBe('cancelled');
    await jobs.close();
  });

  it('tell listeners of their progress and write it to the row', async () => {
    const { db, user } = await openTestDatabase();
    const jobs = jobsOver(db, async (_, context) => {
      context.progress(1, 2, 'Reading');
      await new Promise((resolve) => setTimeout(resolve, 120));
      context.progress(2, 2, 'Writing');
      return { said: '' };
    });
    const seen: string[] = [];
    const dispose = jobs.listen((job) =>
      seen.push(`${job.state} ${job.done}/${job.total} ${job.note}`.trim()),
    );
    jobs.resume();
    await Promise.resolve();
    const jobId = jobs.enqueue('import', { name: 'a' }, user);
    await jobs.finished(jobId, Result);
    dispose();
    expect(seen).toEqual([
      'queued 0/0',
      'running 0/0',
      'running 1/2 Reading',
      'running 2/2 Writing',
      'done 2/2',
    ]);
    expect(db.get('SELECT done, total FROM jobs WHERE id = ?', [jobId])).toEqual({ done: 2, total: 2 });
    await jobs.close();
  });
});
