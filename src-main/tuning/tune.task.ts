import { taskHandler, type TaskContext } from '../compute/child.ts';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import { openBackbone } from '../networks/backbone.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createBoundedCache } from './boundedCache.ts';
import { preparedBytes } from './planSessions.ts';
import { createPreparedCache } from './preparedCache.ts';
import { defaultBudgetMb } from './stepMemory.ts';
import { createSharedSessions } from './sharedSessions.ts';
import { TunePayload, type TuneNews } from './tuneMessages.ts';
import { tuneOne, type TuneGround } from './tuneRun.ts';

/** Shares of the memory budget: for prepared cases, for decoded frames, and the rest for the network and its graphs. */
const preparedShare = 0.25;
const decodedShare = 0.05;

/** Errors that end one run: the others must not lose their comparison over it. */
const endsOneRun: ReadonlySet<string> = new Set([
  'training-diverged',
  'nodes-off-device',
  'memory-budget-too-small',
]);

/** The error, where it ends one run and no more. @throws the error otherwise */
export function endOfOneRun(error: unknown): ReturnType<typeof toErrorReport> {
  if (!(error instanceof LapidaryError) || !endsOneRun.has(error.code)) throw error;
  return toErrorReport(error);
}

/** What the runs of one task share. */
export async function openTuneGround(payload: TunePayload, context: TaskContext): Promise<TuneGround> {
  // One for all runs: a change of the configuration is for the tasks that start after it.
  const { runtime } = context;
  const budgetMb = context.configuration.memoryBudgetMb ?? defaultBudgetMb();
  const budget = budgetMb * 1e6;
  const files = attachDataFolder(payload.dataDir);
  const backbone = await openBackbone(payload.backboneDir, files.derived);
  const cache = createPreparedCache({
    store: files.caches.prepared({
      limitBytes: (payload.cacheLimitMb ?? 0) * 1e6,
      note: (line) => {
        context.log('warning', line);
      },
    }),
    memory: createBoundedCache<Uint8Array>(decodedShare * budget, ({ byteLength }) => byteLength),
    backbone,
    runtime: runtime.options,
  });
  return {
    payload,
    context,
    runtime,
    files,
    backbone,
    decoded: cache.decoded,
    tierOf: ({ pixels }, plan) => cache.tierOf(pixels.frame, plan),
    prepared: createBoundedCache(preparedShare * budget, preparedBytes),
    shared: createSharedSessions(),
    graphBudgetMb: Math.floor((1 - preparedShare - decodedShare) * budgetMb),
  };
}

/**
 * Tunes and judges every run of the payload, one after the other. What a run came to is told as `run-done`; its
 * checkpoint stays until the host has written that down and removes it.
 */
export const tuneHandler = taskHandler(TunePayload, async (payload, context) => {
  const ground = await openTuneGround(payload, context);
  try {
    await tuneAll(ground, payload, context);
  } finally {
    await ground.shared.release();
  }
});

async function tuneAll(ground: TuneGround, { runs }: TunePayload, context: TaskContext): Promise<void> {
  for (const [done, run] of runs.entries()) {
    const tell = (news: TuneNews, epochShare: number): void => {
      context.progress(done + epochShare, runs.length, news);
    };
    tell({ kind: 'run-started', runId: run.runId, provider: ground.runtime.options.provider }, 0);
    try {
      const outcome = await tuneOne(ground, run, tell);
      tell({ kind: 'run-done', runId: run.runId, outcome }, 1);
    } catch (error) {
      tell({ kind: 'run-failed', runId: run.runId, error: endOfOneRun(error) }, 1);
    }
  }
}
