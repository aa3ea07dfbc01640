import { taskHandler } from '../compute/child.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { createPreparedCache, type PreparedCache } from '../tuning/preparedCache.ts';
import { PredictPayload, type PredictItem, type PredictNews } from './predictMessages.ts';
import { readItem, unanswerable, type TunedNetwork, type TunedNetworks } from './tunedNetworks.ts';

/** Answers every item of the payload, or says why not, one by one. */
export function createPredictHandler(networks: TunedNetworks) {
  return taskHandler(PredictPayload, (payload, context) =>
    networks.use(payload, context, async (network) => {
      const files = attachDataFolder(payload.dataDir);
      const cache = cacheFor(network, files);
      for (const [item, question] of payload.items.entries()) {
        const news = await answer(network, files, cache, item, question);
        context.progress(item + 1, payload.items.length, news);
        await context.yieldNow();
      }
    }),
  );
}

/** What tuning left on disk of the same frames; whoever only asks leaves nothing. */
function cacheFor({ backbone, runtime }: TunedNetwork, files: DataFolder): PreparedCache {
  return createPreparedCache({
    store: files.caches.prepared({ limitBytes: Infinity, write: false, note: () => undefined }),
    memory: { get: (_frame, make) => make() },
    backbone,
    runtime: runtime.options,
  });
}

async function answer(
  network: TunedNetwork,
  files: DataFolder,
  cache: PreparedCache,
  item: number,
  question: PredictItem,
): Promise<PredictNews> {
  const { runtime, adapter, sessions } = network;
  try {
    const input = await readItem(network, files, question, cache.decoded);
    const prepared = await sessions.prepare(input, { tier: cache.tierOf(question.frame, sessions.plan) });
    const [logits] = await sessions.predict([prepared], adapter.values);
    return { kind: 'answer', item, logits: [...(logits ?? [])], provider: runtime.options.provider };
  } catch (error) {
    if (!(error instanceof LapidaryError) || !unanswerable.has(error.code)) throw error;
    return { kind: 'skipped', item, code: error.code, message: error.message };
  }
}
