import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import type {
  CacheEstimate,
  MethodChoice,
  MethodSummary,
  RunSummary,
  SplitPlan,
  WithoutMask,
} from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import {
  RunId,
  SplitId,
  type CohortId,
  type JobId,
  type PatientId,
  type UserId,
  type Sha256,
} from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { Backbones, InstalledBackbone } from '../backbones/installed.ts';
import { estimateCaches } from './cacheEstimate.ts';
import type { CaseFrame } from './cases.ts';
import type { EpochFigures } from './checkpoint.ts';
import type { Cohorts } from './cohorts.service.ts';
import { assertEmptyMasksAnswered } from './emptyMasks.ts';
import { chooseMethod, defaultMethod, methodSummaries, type ChosenMethod } from './methodCatalog.ts';
import { outlinePlan } from './outlinePlan.ts';
import { runSummary } from './runResults.ts';
import { sweepCheckpoints } from './runCheckpoints.ts';
import { drawSplit, type DrawnSplit } from './splits.ts';
import { failedRunsKept } from './tune.job.ts';
import * as queries from './tuning.queries.ts';

export interface TuningRequest {
  readonly cohortId: CohortId;
  readonly split: z.output<typeof SplitPlan>;
  readonly methods: readonly MethodChoice[];
  readonly seeds: readonly number[];
  /** Training cases per class; null: all. */
  readonly casesPerClass: number | null;
  /** The frozen network; null: the one that is chosen for new runs. */
  readonly backbone?: Sha256 | null;
  /** What becomes of frames without a mask where a method reads the frame through it. */
  readonly withoutMask: WithoutMask;
}

/** Tuning runs: one per method and seed, over one split per seed, so that methods are compared on the same cases. */
export interface Tuning {
  methods(): {
    readonly methods: MethodSummary[];
    readonly default: {
      readonly method: string;
      readonly options: Record<string, string | number | boolean>;
    };
  };
  /**
   * Draws the splits, holds their test patients out for good, and queues the runs.
   * @throws LapidaryError those of `drawSplit`, `chooseMethod`, `masks-missing`, `empty-mask-unanswerable`,
   * `backbone-missing`, `cohort-missing`
   */
  start(request: TuningRequest, userId: UserId): Promise<{ readonly jobId: JobId; readonly runIds: RunId[] }>;
  /** The disk that `start` would fill with what is computed once. Draws the same splits, and holds nobody out. */
  estimate(request: TuningRequest): Promise<CacheEstimate>;
  /** Newest first. */
  runs(cohortId: CohortId | null): RunSummary[];
  epochs(runId: RunId): EpochFigures[];
  /**
   * Puts runs in order before jobs are resumed: those whose job ended without them get the state that follows from it,
   * and checkpoints that nothing will continue are removed.
   */
  recover(): Promise<void>;
}

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes'>;

export function createTuning({
  db,
  files,
  jobs,
  changes,
  cohorts,
  backbones,
  cacheLimitMb,
}: Ground & {
  readonly cohorts: Cohorts;
  readonly backbones: Backbones;
  /** What prepared frames may take on the disk, in 10⁶ bytes. */
  readonly cacheLimitMb: () => number;
}): Tuning {
  const settle = (): void => {
    for (const { id, state } of queries.orphanedRuns(db)) {
      queries.setRunState(db, id, state);
      changes.announce({ topic: 'runs', id });
    }
  };
  const sweep = (): Promise<void> =>
    sweepCheckpoints(files.checkpoints, queries.runsWithCheckpoints(db, failedRunsKept));
  jobs.listen((job) => {
    if (job.kind === 'tune' && job.finishedAt !== null) settle();
  });

  const networkFor = ({ backbone = null }: TuningRequest): Promise<InstalledBackbone> =>
    backbone === null ? backbones.chosen() : backbones.find(backbone);

  return {
    methods: () => ({
      methods: methodSummaries(),
      default: {
        method: defaultMethod,
        options: { ...chooseMethod({ method: defaultMethod, options: {}, hyperparameters: {} }).options },
      },
    }),

    async start(request, userId) {
      const chosen = request.methods.map(chooseMethod);
      const backbone = await networkFor(request);
      const { withoutMask } = request;
      const { card } = backbone;
      const plans = chosen.map((choice) => outlinePlan(card, choice));
      if (withoutMask === 'empty') assertEmptyMasksAnswered(plans);
      const started = db.transaction(() => {
        const cohort = cohorts.get(request.cohortId);
        const all = cohorts.frames(cohort.id);
        const frames = withoutMask === 'empty' ? all : usable(all, chosen);
        const excluded = all.length - frames.length;
        const drawn = drawSplits(frames, request);
        const runIds: RunId[] = [];
        const jobId = jobs.enqueue('tune', {}, userId);
        for (const { seed, split } of drawn) {
          const splitId = SplitId.parse(newId());
          const { kind, validation } = split;
          const { casesPerClass } = request;
          const row = { id: splitId, cohortId: cohort.id, kind, validation, seed, casesPerClass };
          queries.insertSplit(db, { ...row, withoutMask, excluded }, split.frames);
          queries.holdOut(db, split.testPatients);
          for (const { method, options, hyperparameters } of chosen) {
            const runId = RunId.parse(newId());
            runIds.push(runId);
            queries.insertRun(db, {
              id: runId,
              jobId,
              splitId,
              method,
              options,
              hyperparameters,
              seed,
              backboneName: backbone.name,
              backboneSha256: backbone.sha256,
            });
          }
        }
        recordEvent(db, userId, {
          kind: 'tuning.started',
          subjectKind: 'cohort',
          subjectId: cohort.id,
          detail: { job: jobId, runs: runIds },
        });
        return { jobId, runIds };
      });
      changes.announce({ topic: 'runs', id: null });
      await sweep();
      return started;
    },

    async estimate(request) {
      const chosen = request.methods.map(chooseMethod);
      const { card } = await networkFor(request);
      const all = cohorts.frames(cohorts.get(request.cohortId).id);
      const drawn = drawSplits(request.withoutMask === 'empty' ? all : usable(all, chosen), request);
      return {
        ...(await estimateCaches(db, card, chosen, drawn)),
        cacheLimitBytes: cacheLimitMb() * 1e6,
        freeBytes: await files.caches.freeBytes(),
      };
    },

    runs: (cohortId) => queries.runsOf(db, cohortId).map((row) => runSummary(db, row)),
    epochs: (runId) => queries.epochsOf(db, runId),

    async recover() {
      settle();
      await sweep();
    },
  };

  function drawSplits(
    frames: readonly CaseFrame[],
    { split: plan, seeds, casesPerClass }: TuningRequest,
  ): { readonly seed: number; readonly split: DrawnSplit }[] {
    const heldOut = queries.heldOutPatients(db);
    const usedBefore = queries.usedPatients(db);
    return [...new Set(seeds)].map((seed) => {
      const split = drawSplit(frames, { plan, seed, casesPerClass, heldOut, usedBefore });
      for (const patient of split.testPatients) heldOut.add(patient);
      for (const { patientId } of learned(split)) usedBefore.add(patientId);
      return { seed, split };
    });
  }
}

function learned({ frames }: DrawnSplit): { readonly patientId: PatientId }[] {
  return frames.filter(({ part }) => part !== 'test');
}

/**
 * All methods of a comparison get the same cases: where one of them reads the frame through its mask, frames without
 * a usable mask are left out for all.
 */
function usable(frames: readonly CaseFrame[], chosen: readonly ChosenMethod[]): readonly CaseFrame[] {
  const reader = chosen.find(({ usesMask }) => usesMask);
  if (reader === undefined) return frames;
  const masked = frames.filter(({ maskVersionId }) => maskVersionId !== null);
  if (frames.length > 0 && masked.length === 0) {
    throw new LapidaryError(
      'masks-missing',
      `None of the cohort's ${frames.length} labelled frames has a mask of its finding, and ${reader.method} reads the frame through it.`,
      'Draw or import masks, or use a method that reads the whole frame.',
    );
  }
  return masked;
}
