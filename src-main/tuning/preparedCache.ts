import { createHash } from 'node:crypto';
import os from 'node:os';
import sharp from 'sharp';
import { version } from '../../src-shared/domain/version.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { SessionOptions } from '../compute/runtime.ts';
import type { Backbone } from '../networks/backbone.ts';
import type { Plan } from '../networks/methods/plan.ts';
import type { PreparedStore } from '../storage/dataFolder.ts';
import { type DecodedFrames } from './caseReader.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';
import type { PreparedTier, StageId } from './planSessions.ts';

/**
 * The disk behind what a process holds in memory: frames at the network's size, and what the frozen network makes of
 * them. A key names everything that the values follow from, so what is found is bit for bit what would be computed:
 *
 *   of pixels     the frame, the preprocessing, the decoder, this version of Lapidary
 *   of a stage    the tensors that its graph is fed, in which frame, mask, view and preprocessing have ended up; the
 *                 network and its form, the stage and its bucket; the runtime with all its options; the processor,
 *                 whose instructions decide the last bit; this version of Lapidary, which writes the graph
 *
 * The frame says in which folder they lie. Threads are options that count: a product of few rows is cut up by them, and
 * its sums come out in another order.
 */
export interface PreparedCache {
  readonly decoded: DecodedFrames;
  /** For a case of a plan: any view of the frame, under any mask. */
  tierOf(frame: Sha256, plan: Pick<Plan, 'weights'>): PreparedTier;
}

export interface PreparedCacheOptions {
  readonly store: PreparedStore;
  /** Keeps decoded frames in memory. */
  readonly memory: DecodedFrames;
  readonly backbone: Pick<Backbone, 'card' | 'networkHash'>;
  readonly runtime: SessionOptions;
}

export function createPreparedCache({
  store,
  memory,
  backbone,
  runtime,
}: PreparedCacheOptions): PreparedCache {
  const processor = [process.platform, process.arch, os.cpus()[0]?.model ?? ''];
  const pixelsKey = keyOf([
    'pixels',
    version,
    preprocessingHash(backbone.card),
    sharp.versions.sharp,
    processor,
  ]);
  const pixelBytes = 3 * backbone.card.architecture.imageSize ** 2;
  const network = ['stage', version, backbone.networkHash, runtime, processor];
  const keyFor = ({ key, bucket, inputs }: StageId, weights: Plan['weights']): string =>
    keyOf([...network, weights, key, bucket, hashOf(inputs)]);

  return {
    decoded: {
      get: (frame, make) =>
        memory.get(frame, async () => {
          const address = frame as Sha256;
          const found = (await store.get(address, pixelsKey))?.['rgb'];
          if (found instanceof Uint8Array && found.length === pixelBytes) return found;
          const rgb = await make();
          await store.put(address, pixelsKey, { rgb });
          return rgb;
        }),
    },

    tierOf: (frame, { weights }) => ({
      async get(stage) {
        if (!stage.worthKeeping) return undefined;
        const found = await store.get(frame, keyFor(stage, weights));
        return found !== undefined && areFloats(found) ? found : undefined;
      },
      async put(stage, computed) {
        if (stage.worthKeeping && areFloats(computed)) {
          await store.put(frame, keyFor(stage, weights), computed);
        }
      },
    }),
  };
}

function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function hashOf(tensors: StageId['inputs']): string {
  const hash = createHash('sha256');
  for (const [name, data] of Object.entries(tensors)) {
    hash.update(JSON.stringify([name, data.constructor.name, data.length]));
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

function areFloats(
  tensors: Readonly<Record<string, unknown>>,
): tensors is Readonly<Record<string, Float32Array>> {
  return Object.values(tensors).every((data) => data instanceof Float32Array);
}
