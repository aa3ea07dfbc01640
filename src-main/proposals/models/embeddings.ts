import { createHash } from 'node:crypto';
import os from 'node:os';
import sharp from 'sharp';
import type { Sha256 } from '../../../src-shared/domain/ids.ts';
import { version } from '../../../src-shared/domain/version.ts';
import type { SessionOptions } from '../../compute/runtime.ts';
import type { CachedTensors, PreparedStore } from '../../storage/dataFolder.ts';
import { createBoundedCache } from '../../tuning/boundedCache.ts';
import type { Embedding } from './promptMask.ts';

/** 128 MiB: some thirty frames of SAM (4 MiB each), seven of SAM 2 (17 MiB each). */
export const embeddingBytes = 128 * 1024 * 1024;

/** What encoders made of frames: in memory, and behind it on disk. */
export interface Embeddings {
  /** @param model hash of the model. @param make computes it; called once for callers at the same time */
  get(
    frame: Sha256,
    model: Sha256,
    options: SessionOptions,
    store: PreparedStore,
    make: () => Promise<Embedding>,
  ): Promise<Embedding>;
}

/** @param limit bytes held in memory */
export function createEmbeddings(limit = embeddingBytes): Embeddings {
  const memory = createBoundedCache<Embedding>(limit, bytesOf);
  return {
    get(frame, model, options, store, make) {
      const key = keyOf(model, options);
      return memory.get(`${frame} ${key}`, async () => {
        const found = await store.get(frame, key);
        const known = found === undefined ? undefined : unpack(found);
        if (known !== undefined) return known;
        const made = await make();
        await store.put(frame, key, pack(made));
        return made;
      });
    },
  };
}

function bytesOf(embedding: Embedding): number {
  return Object.values(embedding).reduce((sum, { data }) => sum + data.byteLength, 0);
}

/** All that an embedding follows from beside its frame: the model, the decoder of pictures, the runtime, the processor. */
function keyOf(model: Sha256, options: SessionOptions): string {
  const processor = [process.platform, process.arch, os.cpus()[0]?.model ?? ''];
  const parts = ['mask-model', version, model, options, sharp.versions.sharp, processor];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const shapeOf = (name: string): string => `shape of ${name}`;

/** Shapes go along as tensors of their own. */
function pack(embedding: Embedding): CachedTensors {
  return Object.fromEntries(
    Object.entries(embedding).flatMap(([name, { data, shape }]) => [
      [`values of ${name}`, data],
      [shapeOf(name), Float32Array.from(shape)],
    ]),
  );
}

function unpack(tensors: CachedTensors): Embedding | undefined {
  const entries = Object.entries(tensors).flatMap(([key, data]) => {
    if (!key.startsWith('values of ')) return [];
    const name = key.slice('values of '.length);
    return [{ name, data, shape: tensors[shapeOf(name)] }];
  });
  const embedding: Record<string, Embedding[string]> = {};
  for (const { name, data, shape } of entries) {
    if (!(data instanceof Float32Array) || shape === undefined) return undefined;
    embedding[name] = { data, shape: [...shape] };
  }
  return embedding;
}
