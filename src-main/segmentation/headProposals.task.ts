import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { taskHandler, type TaskContext } from '../compute/child.ts';
import type { Runtime } from '../compute/runtime.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { openBackbone } from '../networks/backbone.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createPreparedCache } from '../tuning/preparedCache.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import { decodeHead } from './headFile.ts';
import { readWholeFrame, type HeadFrameReader } from './headFrames.ts';
import { HeadProposalsPayload, type HeadProposalsNews } from './headMessages.ts';
import { maskFor, openHead, type OpenHead } from './openHead.ts';

/** Errors of one frame, which leave others to be answered. */
const unanswerable: ReadonlySet<string> = new Set(['frame-unreadable', 'file-missing', 'file-damaged']);

/** Proposes a mask for every frame of the payload, or says why not, one by one. The head used last stays open. */
export function createHeadProposalsHandler() {
  let latest: { readonly key: string; readonly loading: Promise<OpenHead>; users: number } | undefined;

  const use = async <T>(
    payload: HeadProposalsPayload,
    runtime: Runtime,
    work: (head: OpenHead) => Promise<T>,
  ): Promise<T> => {
    const { dataDir, backboneDir, head } = payload;
    const key = JSON.stringify([dataDir, backboneDir, head.sha256, runtime.options]);
    let held = latest;
    if (held?.key !== key) {
      const before = latest;
      held = { key, loading: load(payload, runtime), users: 0 };
      latest = held;
      if (before?.users === 0) release(before.loading);
    }
    held.users += 1;
    try {
      return await work(await held.loading);
    } catch (error) {
      // What could not be opened, or failed to run, is opened anew the next time.
      if (latest === held && !(error instanceof LapidaryError && error.code === 'cancelled'))
        latest = undefined;
      throw error;
    } finally {
      held.users -= 1;
      if (latest !== held && held.users === 0) release(held.loading);
    }
  };

  return taskHandler(HeadProposalsPayload, (payload, context) =>
    use(payload, context.runtime, (head) => proposeAll(payload, head, context)),
  );
}

async function proposeAll(
  payload: HeadProposalsPayload,
  head: OpenHead,
  context: TaskContext,
): Promise<void> {
  const files = attachDataFolder(payload.dataDir);
  const cache = createPreparedCache({
    // What training left on disk of the same frames; whoever only asks leaves nothing.
    store: files.caches.prepared({ limitBytes: Infinity, write: false, note: () => undefined }),
    memory: { get: (_frame, make) => make() },
    backbone: head.backbone,
    runtime: context.runtime.options,
  });
  for (const [index, one] of payload.frames.entries()) {
    const tier = cache.tierOf(one.frame, { weights: 'rewritten' });
    context.progress(
      index + 1,
      payload.frames.length,
      await answer(head, { files, decoded: cache.decoded }, one, index, tier),
    );
    await context.yieldNow();
  }
}

async function answer(
  head: OpenHead,
  reader: Pick<HeadFrameReader, 'files' | 'decoded'>,
  { frame, width, height }: HeadProposalsPayload['frames'][number],
  index: number,
  tier: PreparedTier,
): Promise<HeadProposalsNews> {
  try {
    const image = await readWholeFrame({ ...reader, backbone: head.backbone }, frame);
    const { labelMap, segments, confidence } = await maskFor(head, image, { width, height }, tier);
    return { kind: 'proposed', index, labelMap, segments: [...segments], confidence };
  } catch (error) {
    if (!(error instanceof LapidaryError) || !unanswerable.has(error.code)) throw error;
    return { kind: 'skipped', index, code: error.code, message: error.message };
  }
}

async function load(
  { dataDir, backboneDir, head }: HeadProposalsPayload,
  runtime: Runtime,
): Promise<OpenHead> {
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
