import { taskHandler } from '../compute/child.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { createPreparedCache, type PreparedCache } from '../tuning/preparedCache.ts';
import { answerItem, type AnswerOptions } from './answerItem.ts';
import { PredictPayload, type PredictItem, type PredictNews } from './predictMessages.ts';
import { unanswerable, type TunedNetwork, type TunedNetworks } from './tunedNetworks.ts';

/** Answers every item of the payload, or says why not, one by one. */
export function createPredictHandler(networks: TunedNetworks) {
  return taskHandler(PredictPayload, (payload, context) =>
    networks.use(payload, context, async (network) => {
      const files = attachDataFolder(payload.dataDir);
      const cache = cacheFor(network, files);
      let remembered = new Map<string, readonly number[]>();
      let before: string | undefined;
      for (const [item, question] of payload.items.entries()) {
        // Findings of one frame come one after the other.
        if (question.frame !== before) remembered = new Map();
        before = question.frame;
        const asked = { measured: true, contrast: payload.contrast, remembered };
        const news = await answer(network, files, cache, item, question, asked);
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
  asked: Pick<AnswerOptions, 'measured' | 'contrast' | 'remembered'>,
): Promise<PredictNews> {
  const { runtime, sessions } = network;
  try {
    const tier = cache.tierOf(question.frame, sessions.plan);
    const found = await answerItem(network, files, question, { decoded: cache.decoded, tier, ...asked });
    return { kind: 'answer', item, ...found, provider: runtime.options.provider };
  } catch (error) {
    if (!(error instanceof LapidaryError) || !unanswerable.has(error.code)) throw error;
    return { kind: 'skipped', item, code: error.code, message: error.message };
  }
}
