import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import { AdapterId, type RunId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext } from '../jobs/jobs.ts';
import { insertAdapter } from './adapters.queries.ts';
import { insertReferences } from './references.queries.ts';
import type { EpochFigures } from './checkpoint.ts';
import type { TestDetail } from './runResults.ts';
import type { JobCases } from './tuneCases.ts';
import type { RunOutcome, TuneNews } from './tuneMessages.ts';
import * as queries from './tuning.queries.ts';

/** Milliseconds between two writings of a run's curve. */
const curveInterval = 250;

/** What a tuning task tells, written into the rows as it comes. */
export interface RunRecords {
  hear(news: TuneNews): void;
  /**
   * Grows whenever something is told that was not told before, by an earlier life of the task either: an epoch, the end
   * of a run.
   */
  readonly reached: number;
}

export function createRunRecords(
  { db, changes }: Pick<Foundations, 'db' | 'changes'>,
  { userId }: Pick<JobContext, 'userId'>,
  cases: JobCases,
): RunRecords {
  const curves = new Map<RunId, EpochFigures[]>();
  const milestones = new Set<string>();
  let curvesWrittenAt = 0;

  const writeCurves = (): void => {
    curvesWrittenAt = performance.now();
    db.transaction(() => {
      for (const [runId, epochs] of curves) queries.insertEpochs(db, runId, epochs);
    });
    for (const id of curves.keys()) changes.announce({ topic: 'runs', id });
    curves.clear();
  };

  return {
    get reached() {
      return milestones.size;
    },
    hear(news) {
      const { runId } = news;
      switch (news.kind) {
        case 'run-started':
          queries.setRunState(db, runId, 'running', news.provider);
          break;
        case 'run-placed':
          queries.setPlacement(db, runId, news.nodes, news.marked);
          break;
        case 'trial-started':
          curves.delete(runId);
          db.transaction(() => {
            queries.removeEpochs(db, runId);
            queries.insertEpochs(db, runId, news.epochs);
          });
          break;
        case 'epoch': {
          milestones.add(`${runId} ${news.trial ?? 0} ${news.figures.epoch}`);
          const curve = curves.get(runId) ?? [];
          curve.push(news.figures);
          curves.set(runId, curve);
          if (performance.now() - curvesWrittenAt > curveInterval) writeCurves();
          return;
        }
        case 'run-done':
          milestones.add(runId);
          curves.delete(runId);
          finish(db, userId, cases, runId, news.outcome);
          changes.announce({ topic: 'adapters', id: null });
          break;
        case 'run-failed':
          milestones.add(runId);
          writeCurves();
          queries.failRun(db, runId, news.error);
          recordEvent(db, userId, {
            kind: 'run.failed',
            subjectKind: 'run',
            subjectId: runId,
            detail: { code: news.error.code, message: news.error.message },
          });
          break;
      }
      changes.announce({ topic: 'runs', id: runId });
    },
  };
}

/** All that a run came to, or nothing of it. */
function finish(
  db: Foundations['db'],
  userId: JobContext['userId'],
  cases: JobCases,
  runId: RunId,
  outcome: RunOutcome,
): void {
  const run = queries.runById(db, runId);
  if (!run) throw new Error('a run that was tuned is not there');
  const adapterId = AdapterId.parse(newId());
  const { search } = outcome;
  const classIds = cases.classes.map(({ id }) => id);
  db.transaction(() => {
    queries.removeEpochs(db, runId);
    queries.insertEpochs(db, runId, outcome.epochs);
    queries.insertTrials(
      db,
      runId,
      (search?.trials ?? []).map((trial) => ({
        ...trial,
        chosen:
          trial.learningRate === search?.chosen.learningRate &&
          trial.weightDecay === search.chosen.weightDecay
            ? 1
            : 0,
      })),
    );
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
      classIds,
    );
    if (outcome.references !== undefined) insertReferences(db, adapterId, classIds, outcome.references);
    for (const part of ['train', 'validation', 'test'] as const) {
      const figures = outcome[part];
      if (figures === null) continue;
      const detail = part === 'test' ? testDetail(outcome, cases) : figures.detail;
      queries.insertEvaluation(db, newId(), runId, part, figures, JSON.stringify(detail));
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

function testDetail(outcome: RunOutcome, cases: JobCases): z.input<typeof TestDetail> {
  const { test, cost, bestEpoch, search, attention, decisions } = outcome;
  return {
    ...test.detail,
    cost,
    bestEpoch,
    classes: cases.classes.map(({ code }) => code),
    decisions,
    ...(search === undefined ? {} : { chosen: search.chosen }),
    ...(search?.skipped === undefined ? {} : { searchSkipped: search.skipped }),
    ...(attention === undefined ? {} : { attention }),
  };
}
