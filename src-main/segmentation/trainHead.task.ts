import { taskHandler } from '../compute/child.ts';
import { openBackbone } from '../networks/backbone.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createBoundedCache } from '../tuning/boundedCache.ts';
import { createPreparedCache } from '../tuning/preparedCache.ts';
import { defaultBudgetMb } from '../tuning/stepMemory.ts';
import { encodeHead } from './headFile.ts';
import { TrainHeadPayload, type TrainHeadNews, type TrainHeadReply } from './headMessages.ts';
import { makeHead } from './trainHead.ts';

/** Shares of the memory budget: for prepared frames, and for decoded ones. */
const preparedShare = 0.4;
const decodedShare = 0.05;

/** Trains one head and puts its file into the data folder; the host writes its row when it hears of it. */
export const trainHeadHandler = taskHandler(TrainHeadPayload, async (payload, context) => {
  const { runtime } = context;
  const budget = (context.configuration.memoryBudgetMb ?? defaultBudgetMb()) * 1e6;
  const files = attachDataFolder(payload.dataDir);
  const backbone = await openBackbone(payload.backboneDir, files.derived);
  const cache = createPreparedCache({
    store: files.caches.prepared({
      limitBytes: payload.cacheLimitMb * 1e6,
      note: (line) => {
        context.log('warning', line);
      },
    }),
    memory: createBoundedCache<Uint8Array>(decodedShare * budget, ({ byteLength }) => byteLength),
    backbone,
    runtime: runtime.options,
  });
  const tell = (done: number, most: number, news: TrainHeadNews): void => context.progress(done, most, news);
  tell(0, payload.training.epochs, { kind: 'started', provider: runtime.options.provider });
  const made = await makeHead(
    {
      ...{ files, backbone, runtime, decoded: cache.decoded },
      tierOf: (frame) => cache.tierOf(frame, { weights: 'rewritten' }),
      cacheBytes: preparedShare * budget,
      pause: () => context.yieldNow(),
      onEpoch: (epoch, most) => tell(epoch.epoch, most, { kind: 'epoch', ...epoch }),
    },
    payload,
  );
  const reply: TrainHeadReply = {
    sha256: await files.adapters.put(encodeHead(made)),
    preprocessing: made.description.preprocessing,
    provider: runtime.options.provider,
    figures: made.figures,
  };
  return reply;
});
