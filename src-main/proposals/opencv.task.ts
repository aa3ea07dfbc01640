import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Size } from '../../src-shared/domain/geometry.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { taskHandler } from '../compute/child.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { createBoundedCache } from '../tuning/boundedCache.ts';
import { z } from 'zod';
import { proposeByGrabCut } from './grabCut.ts';
import { marksOf } from './marks.ts';
import { loadOpenCv, type OpenCv } from './opencv.ts';
import { ClassicalPayload, type ClassicalReply } from './opencvMessages.ts';
import { enlarged, type SoftRegion } from './region.ts';
import { preparedForFlooding, proposeByWatershed, type FloodedPicture } from './watershed.ts';
import { readWorkingPicture, type WorkingPicture } from './workingPicture.ts';

/** Bytes for the last few frames, each up to 2.5 MB: those a reader goes back and forth between. */
const keptBytes = 16 * 1024 * 1024;

/** What every click on a frame begins with. */
interface Prepared {
  readonly picture: WorkingPicture;
  readonly flooded: FloodedPicture;
}

/** Proposes a region from a reader's marks without a network. */
export function createClassicalHandler() {
  const prepared = createBoundedCache<Prepared>(
    keptBytes,
    ({ picture, flooded }) => picture.rgb.byteLength + flooded.padded.byteLength,
  );

  return taskHandler(ClassicalPayload, async (payload, context): Promise<ClassicalReply> => {
    const { cv } = await loadOpenCv();
    const { frame, method, request } = payload;
    const ready = await prepared.get(frame.sha256, async () => {
      const picture = await readWorkingPicture(attachDataFolder(payload.dataDir), frame);
      return { picture, flooded: guarded(() => preparedForFlooding(cv, picture)) };
    });
    await context.yieldNow();
    const region = guarded(() => propose(cv, method, ready, marksOf(request, frame, ready.picture)));
    const { bits } = enlarged(region, frame);
    if (!bits.includes(1)) throw nothingFound();
    const { width, height } = ready.picture;
    return {
      map: encodeLabelMap({ width: frame.width, height: frame.height, labels: bits }),
      worked: { width, height } satisfies Size,
    };
  });
}

/** Loads OpenCV, so that a first proposal need not wait for it. */
export const warmHandler = taskHandler(z.null(), async () => {
  await loadOpenCv();
  return null;
});

function propose(
  cv: OpenCv,
  method: ClassicalPayload['method'],
  { picture, flooded }: Prepared,
  marks: ReturnType<typeof marksOf>,
): SoftRegion {
  switch (method) {
    case 'watershed':
      return proposeByWatershed(cv, flooded, marks);
    case 'grabcut':
      return proposeByGrabCut(cv, picture, marks);
  }
}

/** What OpenCV throws is the number of an exception in its own memory, of no use to anybody. */
function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof LapidaryError) throw error;
    throw new LapidaryError(
      'proposal-failed',
      'The method gave up on these marks.',
      'Move or remove a mark, or choose another method.',
      { cause: error },
    );
  }
}

function nothingFound(): LapidaryError {
  return new LapidaryError(
    'proposal-empty',
    'No region was found at these marks.',
    'Click once more inside the region, draw a larger box, or choose another method.',
  );
}
