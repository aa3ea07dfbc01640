import { z } from 'zod';
import { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { RunId } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import type { Backbones } from '../backbones/installed.ts';
import { lostProcess, runBatchTask } from './batchTask.ts';
import { methodTitle } from './methodCatalog.ts';
import { sweepCheckpoints } from './runCheckpoints.ts';
import { createRunRecords, type RunRecords } from './runRecords.ts';
import { readJobCases, type JobCases } from './tuneCases.ts';
import { TuneNews, tuneTask, type TunePayload } from './tuneMessages.ts';
import * as queries from './tuning.queries.ts';

export const TuneResult = z.object({
  runs: z.array(z.object({ runId: RunId, state: z.enum(['done', 'failed']) })),
});
export type TuneResult = z.infer<typeof TuneResult>;

/** Losses of the compute process or of its provider in a row, nothing new having been reached, before it gives up. */
const lossesTolerated = 3;
/** Failed runs whose last good state is kept. */
export const failedRunsKept = 3;

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'compute'> & {
  readonly backbones: Backbones;
  /** What prepared frames may take on the disk, in 10⁶ bytes. */
  readonly cacheLimitMb: () => number;
};

/**
 * The work of a tuning job: its unfinished runs go to the batch process as one task, so that they share decoded and
 * prepared frames; what is told comes back into the rows as it happens. After a crash of the process, or of this
 * host, it goes on with the runs that are left, each from its checkpoint.
 */
export function tuneJob(ground: Ground): JobHandler<Record<string, never>, TuneResult> {
  const { db } = ground;
  return {
    kind: 'tune',
    lane: 'batch',
    payload: z.strictObject({}),
    result: TuneResult,
    async run(_payload, context) {
      const cases = readJobCases(db, queries.runsOfJob(db, context.jobId));
      const records = createRunRecords(ground, context, cases);
      try {
        for (let losses = 0; ;) {
          const left = openRuns(db, context);
          if (left.length === 0) break;
          const before = records.reached;
          try {
            await tuneRuns(ground, context, cases, left, records);
          } catch (error) {
            if (!(error instanceof LapidaryError) || !lostProcess.has(error.code)) throw error;
            context.signal.throwIfAborted();
            losses = records.reached > before ? 1 : losses + 1;
            if (losses >= lossesTolerated) throw givenUp(error);
            // A device that was lost is not found again by the process that lost it.
            if (error.code === 'provider-lost') await ground.compute.batch.restart();
          }
        }
      } catch (error) {
        endOpenRuns(ground, context);
        throw error;
      }
      return settled(db, context);
    },
  };
}

function givenUp({ code, message }: LapidaryError): LapidaryError {
  const times = `${lossesTolerated} times in a row, before a single further epoch`;
  return code === 'provider-lost'
    ? new LapidaryError(
        code,
        `The device that computes was lost ${times}. ${message}`,
        'Choose "cpu" in the settings and start again, or update the driver. Runs that were done are kept.',
      )
    : new LapidaryError(
        code,
        `The compute process ended ${times}.`,
        'Free some memory or set a smaller memory budget, choose "cpu" in the settings, and start again. Runs that were done are kept.',
      );
}

function openRuns(db: Ground['db'], { jobId }: JobContext): queries.RunRow[] {
  return queries.runsOfJob(db, jobId).filter(({ state }) => state === 'queued' || state === 'running');
}

/** What is still open when the job ends early; nothing where the workstation is closing, since it goes on then. */
function endOpenRuns({ db, changes }: Ground, context: JobContext): void {
  const reason: unknown = context.signal.reason;
  const closing =
    context.signal.aborted && !(reason instanceof LapidaryError && reason.code === 'job-cancelled');
  if (closing) return;
  for (const { id } of openRuns(db, context)) {
    queries.setRunState(db, id, context.signal.aborted ? 'cancelled' : 'failed');
    changes.announce({ topic: 'runs', id });
  }
}

/** One method that failed is a row that says so; a job of which nothing is left has failed. */
function settled(db: Ground['db'], { jobId }: JobContext): TuneResult {
  const rows = queries.runsOfJob(db, jobId);
  const runs = rows.map(({ id, state }) => ({
    runId: id,
    state: state === 'done' ? ('done' as const) : ('failed' as const),
  }));
  const failed = rows.find(({ errorCode }) => errorCode !== null);
  if (failed === undefined || runs.some(({ state }) => state === 'done')) return { runs };
  const { errorCode, errorMessage, errorRemedy } = failed;
  throw new LapidaryError(
    errorCode ?? 'training-diverged',
    rows.length === 1
      ? (errorMessage ?? '')
      : `All ${rows.length} runs failed. The first: ${errorMessage ?? ''}`,
    errorRemedy ?? 'Start again with a lower learning rate.',
  );
}

async function tuneRuns(
  ground: Ground,
  context: JobContext,
  cases: JobCases,
  runs: readonly queries.RunRow[],
  records: RunRecords,
): Promise<void> {
  const { db, files, backbones, cacheLimitMb } = ground;
  // All runs of a job were queued with one network.
  const [{ backboneSha256 } = ended()] = runs;
  const backbone = await backbones.find(backboneSha256);
  const all = queries.runsOfJob(db, context.jobId).length;
  const payload: TunePayload = {
    dataDir: files.root,
    backboneDir: backbone.folder,
    cacheLimitMb: cacheLimitMb(),
    classes: cases.classes.map(({ code }) => code),
    maskClasses: [...cases.maskClasses],
    cases: [...cases.cases],
    runs: runs.map((row) => taskRun(row, cases)),
  };
  try {
    await runBatchTask(ground, context, tuneTask, payload, ({ done, detail }) => {
      const news = TuneNews.parse(detail);
      records.hear(news);
      const before = all - runs.length;
      context.progress(Math.round(1000 * (before + done)), 1000 * all, noteOf(news, runs));
    });
  } finally {
    await sweepCheckpoints(files.checkpoints, queries.runsWithCheckpoints(db, failedRunsKept));
  }
}

/** Nobody begins a task without a run. */
function ended(): never {
  throw new Error('a tuning task has no runs');
}

function taskRun(row: queries.RunRow, { parts }: JobCases): TunePayload['runs'][number] {
  const part = parts.get(row.splitId);
  if (part === undefined) throw new Error('a run has no split');
  return {
    runId: row.id,
    method: row.method,
    options: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .parse(JSON.parse(row.options)),
    hyperparameters: Hyperparameters.parse(JSON.parse(row.hyperparameters)),
    seed: row.seed,
    withoutMask: row.withoutMask,
    ...part,
  };
}

function noteOf(news: TuneNews, runs: readonly queries.RunRow[]): string {
  const run = runs.find(({ id }) => id === news.runId);
  const name = run === undefined ? '' : `${methodTitle(run.method)}, seed ${run.seed}`;
  switch (news.kind) {
    case 'run-started':
    case 'run-placed':
      return `${name}: preparing`;
    case 'trial-started':
      return `${name}: trial ${news.trial} of ${news.of}`;
    case 'epoch': {
      const { epoch, trainLoss } = news.figures;
      const trial = news.trial === undefined ? '' : `trial ${news.trial}, `;
      return `${name}: ${trial}epoch ${epoch}, loss ${trainLoss.toFixed(3)}`;
    }
    case 'run-done':
      return `${name}: done`;
    case 'run-failed':
      return `${name}: failed`;
  }
}
