import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { AdapterId, RunId } from '../../src-shared/domain/ids.ts';
import type { TaskProgress } from '../compute/messages.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import { insertAdapter } from './adapters.queries.ts';
import type { Backbones } from './backbones.ts';
import type { EpochFigures } from './checkpoint.ts';
import { methodTitle } from './methodCatalog.ts';
import type { TestDetail } from './runResults.ts';
import { readJobCases, type JobCases } from './tuneCases.ts';
import { TuneNews, tuneTask, type RunOutcome, type TunePayload } from './tuneMessages.ts';
import * as queries from './tuning.queries.ts';

export const TuneResult = z.object({
  runs: z.array(z.object({ runId: RunId, state: z.enum(['done', 'failed']) })),
});
export type TuneResult = z.infer<typeof TuneResult>;

/** Crashes of the compute process in a row, no run having finished in between, before the job gives up. */
const crashesTolerated = 3;
/** Milliseconds between two writings of a run's curve. */
const curveInterval = 250;

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'compute'> & {
  readonly backbones: Backbones;
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
      try {
        for (let crashes = 0; ;) {
          const left = openRuns(db, context);
          if (left.length === 0) break;
          try {
            await tuneRuns(ground, context, cases, left);
          } catch (error) {
            if (!(error instanceof LapidaryError) || error.code !== 'compute-process-lost') throw error;
            context.signal.throwIfAborted();
            crashes = openRuns(db, context).length < left.length ? 1 : crashes + 1;
            if (crashes > crashesTolerated) throw error;
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

/** One method that diverged is a row that says so; a job of which nothing is left has failed. */
function settled(db: Ground['db'], { jobId }: JobContext): TuneResult {
  const runs = queries.runsOfJob(db, jobId).map(({ id, state }) => ({
    runId: id,
    state: state === 'done' ? ('done' as const) : ('failed' as const),
  }));
  if (runs.some(({ state }) => state === 'done')) return { runs };
  throw new LapidaryError(
    'training-diverged',
    `Training diverged in ${runs.length === 1 ? 'the run' : `all ${runs.length} runs`}: a number was no longer finite.`,
    'Start again with a lower learning rate.',
  );
}

async function tuneRuns(
  { db, files, jobs, changes, compute, backbones }: Ground,
  context: JobContext,
  cases: JobCases,
  runs: readonly queries.RunRow[],
): Promise<void> {
  const backbone = await backbones.current();
  const all = queries.runsOfJob(db, context.jobId).length;
  const abort = new AbortController();
  const signal = AbortSignal.any([context.signal, abort.signal]);
  const curves = new Map<RunId, EpochFigures[]>();
  const finished: RunId[] = [];
  let curvesWrittenAt = 0;

  const writeCurves = (): void => {
    curvesWrittenAt = performance.now();
    db.transaction(() => {
      for (const [runId, epochs] of curves) queries.insertEpochs(db, runId, epochs);
    });
    for (const id of curves.keys()) changes.announce({ topic: 'runs', id });
    curves.clear();
  };

  const hear = (news: TuneNews): void => {
    switch (news.kind) {
      case 'run-started':
        queries.setRunState(db, news.runId, 'running', news.provider);
        changes.announce({ topic: 'runs', id: news.runId });
        break;
      case 'epoch': {
        const curve = curves.get(news.runId) ?? [];
        curve.push(news.figures);
        curves.set(news.runId, curve);
        if (performance.now() - curvesWrittenAt > curveInterval) writeCurves();
        break;
      }
      case 'run-done':
        curves.delete(news.runId);
        finish(db, context, cases, news.runId, news.outcome);
        finished.push(news.runId);
        changes.announce({ topic: 'runs', id: news.runId });
        changes.announce({ topic: 'adapters', id: null });
        break;
      case 'run-failed':
        writeCurves();
        queries.setRunState(db, news.runId, 'failed');
        finished.push(news.runId);
        recordEvent(db, context.userId, {
          kind: 'run.failed',
          subjectKind: 'run',
          subjectId: news.runId,
          detail: { code: news.error.code, message: news.error.message },
        });
        changes.announce({ topic: 'runs', id: news.runId });
        break;
    }
  };

  const onProgress = ({ done, detail }: TaskProgress): void => {
    // A row that cannot be written (the disk is full) must end the job, not this process.
    try {
      const news = TuneNews.parse(detail);
      hear(news);
      const before = all - runs.length;
      context.progress(Math.round(1000 * (before + done)), 1000 * all, noteOf(news, runs));
    } catch (error) {
      abort.abort(error);
    }
  };

  const stopListening = jobs.listen((job) => {
    if (job.id !== context.jobId) return;
    if (job.paused) compute.batch.pause();
    else compute.batch.resume();
  });
  try {
    const payload: TunePayload = {
      dataDir: files.root,
      backboneDir: backbone.folder,
      classes: cases.classes.map(({ code }) => code),
      maskClasses: [...cases.maskClasses],
      cases: [...cases.cases],
      runs: runs.map((row) => taskRun(row, cases)),
    };
    await compute.batch.run(tuneTask, payload, { signal, onProgress });
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    stopListening();
    compute.batch.resume();
    for (const runId of finished) await files.checkpoints.remove(runId);
  }
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
    ...part,
  };
}

/** All that a run came to, or nothing of it. */
function finish(
  db: Ground['db'],
  { userId }: JobContext,
  cases: JobCases,
  runId: RunId,
  outcome: RunOutcome,
): void {
  const run = queries.runById(db, runId);
  if (!run) throw new Error('a run that was tuned is not there');
  const classes = cases.classes.map(({ code }) => code);
  const { cost, bestEpoch } = outcome;
  const detail: z.infer<typeof TestDetail> = { ...outcome.test.detail, cost, bestEpoch, classes };
  const adapterId = AdapterId.parse(uuidv7());
  db.transaction(() => {
    queries.insertEpochs(db, runId, outcome.epochs);
    insertAdapter(
      db,
      {
        id: adapterId,
        runId,
        schemaId: run.schemaId,
        maskSchemaId: cases.maskSchemaId,
        sha256: outcome.adapter,
        backboneSha256: outcome.backbone,
        preprocessingSha256: outcome.preprocessing,
        temperature: outcome.temperature,
        calibrationCases: outcome.calibrationCases,
      },
      cases.classes.map(({ id }) => id),
    );
    for (const part of ['train', 'validation', 'test'] as const) {
      const figures = outcome[part];
      if (figures === null) continue;
      const text = JSON.stringify(part === 'test' ? detail : figures.detail);
      queries.insertEvaluation(db, uuidv7(), runId, part, figures, text);
    }
    queries.setRunState(db, runId, 'done', outcome.provider);
    recordEvent(db, userId, {
      kind: 'run.finished',
      subjectKind: 'run',
      subjectId: runId,
      detail: { adapter: adapterId, method: run.method },
    });
  });
}

function noteOf(news: TuneNews, runs: readonly queries.RunRow[]): string {
  const run = runs.find(({ id }) => id === news.runId);
  const name = run === undefined ? '' : `${methodTitle(run.method)}, seed ${run.seed}`;
  switch (news.kind) {
    case 'run-started':
      return `${name}: preparing`;
    case 'epoch':
      return `${name}: epoch ${news.figures.epoch}, loss ${news.figures.trainLoss.toFixed(3)}`;
    case 'run-done':
      return `${name}: done`;
    case 'run-failed':
      return `${name}: diverged`;
  }
}
