import { taskHandler, type TaskContext } from '../compute/child.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { frameReader, type HeadMemory } from './headMemory.ts';
import { HeadProposalsPayload, type HeadProposalsNews } from './headMessages.ts';
import { maskFor, type OpenHead } from './openHead.ts';

/** Errors of one frame, which leave others to be answered. */
const unanswerable: ReadonlySet<string> = new Set(['frame-unreadable', 'file-missing', 'file-damaged']);

/** Proposes a mask for every frame of the payload, or says why not, one by one. */
export function createHeadProposalsHandler(heads: HeadMemory) {
  return taskHandler(HeadProposalsPayload, ({ frames, ...place }, context) =>
    heads.use(place, context, (head) => proposeAll(frames, head, place.dataDir, context)),
  );
}

async function proposeAll(
  frames: HeadProposalsPayload['frames'],
  head: OpenHead,
  dataDir: string,
  context: TaskContext,
): Promise<void> {
  const reader = frameReader(head, dataDir, context);
  for (const [index, one] of frames.entries()) {
    context.progress(index + 1, frames.length, await answer(head, reader, one, index));
    await context.yieldNow();
  }
}

async function answer(
  head: OpenHead,
  reader: ReturnType<typeof frameReader>,
  { frame, width, height }: HeadProposalsPayload['frames'][number],
  index: number,
): Promise<HeadProposalsNews> {
  try {
    const image = await reader.read(frame);
    const found = await maskFor(head, image, { width, height }, reader.tierOf(frame));
    const { labelMap, segments, confidence } = found;
    return { kind: 'proposed', index, labelMap, segments: [...segments], confidence };
  } catch (error) {
    if (!(error instanceof LapidaryError) || !unanswerable.has(error.code)) throw error;
    return { kind: 'skipped', index, code: error.code, message: error.message };
  }
}
