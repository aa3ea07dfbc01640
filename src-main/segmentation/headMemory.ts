import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TaskContext } from '../compute/child.ts';
import type { Runtime } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { openBackbone } from '../networks/backbone.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import { createPreparedCache } from '../tuning/preparedCache.ts';
import { decodeHead } from './headFile.ts';
import { readWholeFrame } from './headFrames.ts';
import type { HeadPlace } from './headMessages.ts';
import { openHead, type OpenHead } from './openHead.ts';

/** Heads opened in a compute process: the one used last stays open, for whichever task asks next. */
export interface HeadMemory {
  use<T>(
    place: HeadPlace,
    context: Pick<TaskContext, 'runtime'>,
    work: (head: OpenHead) => Promise<T>,
  ): Promise<T>;
}

export function createHeadMemory(): HeadMemory {
  let latest: { readonly key: string; readonly loading: Promise<OpenHead>; users: number } | undefined;

  return {
    async use({ dataDir, backboneDir, head }, { runtime }, work) {
      const key = JSON.stringify([dataDir, backboneDir, head.sha256, runtime.options]);
      let held = latest;
      if (held?.key !== key) {
        const before = latest;
        held = { key, loading: load({ dataDir, backboneDir, head }, runtime), users: 0 };
        latest = held;
        if (before?.users === 0) release(before.loading);
      }
      held.users += 1;
      try {
        return await work(await held.loading);
      } catch (error) {
        // What could not be opened, or failed to run, is opened anew the next time.
        if (latest === held && !(error instanceof LapidaryError && error.code === 'cancelled')) {
          latest = undefined;
        }
        throw error;
      } finally {
        held.users -= 1;
        if (latest !== held && held.users === 0) release(held.loading);
      }
    },
  };
}

/** Reads stored frames as a head sees them, with what training left on disk of them; leaves nothing itself. */
export function frameReader(
  { backbone }: Pick<OpenHead, 'backbone'>,
  dataDir: string,
  { runtime }: Pick<TaskContext, 'runtime'>,
) {
  const files = attachDataFolder(dataDir);
  const cache = createPreparedCache({
    store: files.caches.prepared({ limitBytes: Infinity, write: false, note: () => undefined }),
    memory: { get: (_frame, make) => make() },
    backbone,
    runtime: runtime.options,
  });
  return {
    /** (3, size, size). @throws LapidaryError `frame-unreadable`, `file-missing`, `file-damaged` */
    read: (frame: Sha256): Promise<Float32Array> =>
      readWholeFrame({ files, decoded: cache.decoded, backbone }, frame),
    tierOf: (frame: Sha256): PreparedTier => cache.tierOf(frame, { weights: 'rewritten' }),
  };
}

async function load({ dataDir, backboneDir, head }: HeadPlace, runtime: Runtime): Promise<OpenHead> {
  const files = attachDataFolder(dataDir);
  const backbone = await openBackbone(backboneDir, files.derived);
  const bytes =
    head.kind === 'stored'
      ? await files.adapters.get(head.sha256)
      : await readShipped(head.path, head.sha256);
  return openHead(decodeHead(bytes), backbone, runtime);
}

/** @throws LapidaryError `head-damaged` where the file is not the one that was found at the start */
async function readShipped(path: string, sha256: Sha256): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new LapidaryError(
    'head-damaged',
    'The shipped segmentation head was changed while Lapidary was open.',
    'Start Lapidary again; if this stays, install it again.',
  );
}

function release(loading: Promise<OpenHead>): void {
  loading.then(
    ({ sessions }) => sessions.release(),
    () => undefined,
  );
}
