import { taskHandler } from '../compute/child.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createBoundedCache, type BoundedCache } from '../tuning/boundedCache.ts';
import { networkInput, readFrame } from '../tuning/caseReader.ts';
import { LivePayload, type LiveReply } from './liveMessages.ts';
import { knownSegments, type TunedNetwork, type TunedNetworks } from './tunedNetworks.ts';

/** Bytes for decoded frames: those a reader goes back and forth between, at any input size. */
const decodedBytes = 16 * 1024 * 1024;

/** What of a frame no edit of its mask changes. It goes with the network that reads it. */
interface Kept {
  readonly decoded: BoundedCache<Uint8Array>;
}

/** Answers one frame under a mask that is being drawn. */
export function createLiveHandler(networks: TunedNetworks) {
  const kept = new WeakMap<TunedNetwork, Kept>();
  const keptOf = (network: TunedNetwork): Kept => {
    const known = kept.get(network);
    if (known) return known;
    const made = { decoded: createBoundedCache<Uint8Array>(decodedBytes, ({ byteLength }) => byteLength) };
    kept.set(network, made);
    return made;
  };

  return taskHandler(LivePayload, (payload, context) =>
    networks.use(payload, context, async (network): Promise<LiveReply> => {
      const { runtime, backbone, adapter, sessions } = network;
      const { frame, mask, segments } = payload;
      const files = attachDataFolder(payload.dataDir);
      const rgb = await keptOf(network).decoded.get(frame, () => readFrame(files, frame, backbone.card));
      const seen = { mask, segments: knownSegments(network, segments) };
      const input = networkInput(rgb, seen, backbone.card, adapter.head.maskClasses.length + 1);
      const [logits = new Float32Array()] = await sessions.predict(
        [await sessions.prepare(input)],
        adapter.values,
      );
      return { logits: [...logits], provider: runtime.options.provider };
    }),
  );
}
