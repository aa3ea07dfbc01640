import { taskHandler, type TaskContext } from '../compute/child.ts';
import { sharesOf, type ClassShares } from '../networks/segmentation/answer.ts';
import { frameReader, type HeadMemory } from './headMemory.ts';
import { HeadProbabilitiesPayload, type HeadProbabilitiesReply } from './headMessages.ts';
import { sharesFor, type OpenHead } from './openHead.ts';

/** Frames whose answer stays in memory: a reader goes back and forth, and from class to class. */
const keptFrames = 16;

/** How probable a head holds a class, or anything but background, on one frame. */
export function createHeadProbabilitiesHandler(heads: HeadMemory) {
  // It goes with the head that answered.
  const memories = new WeakMap<OpenHead, Map<string, ClassShares>>();

  return taskHandler(
    HeadProbabilitiesPayload,
    ({ frame, class: wanted, ...place }, context): Promise<HeadProbabilitiesReply> =>
      heads.use(place, context, async (head) => {
        const kept = memories.get(head) ?? new Map<string, ClassShares>();
        memories.set(head, kept);
        const shares = kept.get(frame) ?? (await answer(head, place.dataDir, frame, context));
        kept.delete(frame);
        kept.set(frame, shares);
        for (const oldest of kept.keys()) {
          if (kept.size <= keptFrames) break;
          kept.delete(oldest);
        }
        const { width, height } = shares;
        const { temperature } = head.contents.description;
        return { width, height, temperature, values: sharesOf(shares, wanted) };
      }),
  );
}

/** Looks between its steps whether anybody still waits: a run of the network cannot be stopped. */
async function answer(
  head: OpenHead,
  dataDir: string,
  frame: HeadProbabilitiesPayload['frame'],
  context: TaskContext,
): Promise<ClassShares> {
  const reader = frameReader(head, dataDir, context);
  await context.yieldNow();
  const image = await reader.read(frame);
  await context.yieldNow();
  return sharesFor(head, image, reader.tierOf(frame));
}
