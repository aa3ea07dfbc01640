import { taskHandler } from '../compute/child.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { CaseTensors } from '../networks/methods/plan.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createBoundedCache } from '../tuning/boundedCache.ts';
import type { DecodedFrames } from '../tuning/caseReader.ts';
import type { PreparedTier, StageId } from '../tuning/planSessions.ts';
import { LivePayload, type LiveReply } from './liveMessages.ts';
import { answerItem } from './answerItem.ts';
import type { TunedNetwork, TunedNetworks } from './tunedNetworks.ts';

/** Bytes for decoded frames: those a reader goes back and forth between, at any input size. */
const decodedBytes = 16 * 1024 * 1024;
/** Frames of which is kept what the frozen network makes of them: of a large network some 15 MB each. */
const keptStages = 4;

/** Answers without a mask: a few numbers each. */
const keptAnswers = 256;

/** What of a frame no edit of its mask changes, in memory. */
interface FrameMemory {
  readonly decoded: DecodedFrames;
  readonly tierOf: (frame: Sha256) => PreparedTier;
  /** Answers without a mask. */
  readonly remembered: Map<string, readonly number[]>;
}

/** Answers one frame under a mask that is being drawn. */
export function createLiveHandler(networks: TunedNetworks) {
  // It goes with the network that reads it.
  const memories = new WeakMap<TunedNetwork, FrameMemory>();
  const memoryOf = (network: TunedNetwork): FrameMemory => {
    const known = memories.get(network) ?? createFrameMemory();
    memories.set(network, known);
    return known;
  };

  return taskHandler(LivePayload, (payload, context) =>
    networks.use(payload, context, async (network): Promise<LiveReply> => {
      const { decoded, tierOf, remembered } = memoryOf(network);
      const { frame, contrast } = payload;
      const { logits, evidence } = await answerItem(network, attachDataFolder(payload.dataDir), payload, {
        decoded,
        tier: tierOf(frame),
        measured: contrast,
        contrast,
        remembered,
      });
      for (const oldest of remembered.keys()) {
        if (remembered.size <= keptAnswers) break;
        remembered.delete(oldest);
      }
      const { provider } = network.runtime.options;
      return { logits, provider, ...(contrast ? { evidence } : {}) };
    }),
  );
}

function createFrameMemory(): FrameMemory {
  const stages = new Map<string, CaseTensors>();
  const nameOf = (frame: Sha256, { key, bucket }: StageId): string => JSON.stringify([frame, key, bucket]);
  return {
    remembered: new Map(),
    decoded: createBoundedCache<Uint8Array>(decodedBytes, ({ byteLength }) => byteLength),
    tierOf: (frame) => ({
      get(stage) {
        return Promise.resolve(stage.readsMask ? undefined : stages.get(nameOf(frame, stage)));
      },
      put(stage, computed) {
        if (stage.readsMask) return Promise.resolve();
        stages.set(nameOf(frame, stage), computed);
        for (const oldest of stages.keys()) {
          if (stages.size <= keptStages) break;
          stages.delete(oldest);
        }
        return Promise.resolve();
      },
    }),
  };
}
