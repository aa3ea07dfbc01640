import type { SegmentationCard } from '../../../src-shared/domain/maskModelCard.ts';
import type { ComputeSupervisor } from '../../compute/supervisor.ts';
import type { FrameProposer } from '../../segmentation/frameProposer.ts';
import { FrameDetail, framesTask, type FramesPayload, type ModelPlace } from './messages.ts';

/** Frames that one task answers: what it was sent is gone with a process that dies. */
const batchSize = 64;

/** A segmentation network that proposes masks for whole frames. @param compute the process that works for studies */
export function wholeFrameProposer(
  compute: Pick<ComputeSupervisor, 'run'>,
  model: ModelPlace,
  { schemaId }: SegmentationCard,
  name: string,
): FrameProposer {
  return {
    sourceKind: 'model',
    sha256: model.sha256,
    name,
    schemaId,
    async propose(frames, onFrame, signal) {
      for (let start = 0; start < frames.length; start += batchSize) {
        const batch = frames.slice(start, start + batchSize);
        const payload: FramesPayload = {
          model,
          frames: batch.map(({ sha256, width, height }) => ({ sha256, width, height })),
        };
        await answerBatch(compute, payload, signal, ({ index, answer }) => {
          onFrame(start + index, answer);
        });
      }
    },
  };
}

/** What `onAnswer` throws stops the task and is thrown here. */
async function answerBatch(
  compute: Pick<ComputeSupervisor, 'run'>,
  payload: FramesPayload,
  signal: AbortSignal,
  onAnswer: (detail: FrameDetail) => void,
): Promise<void> {
  const failed = new AbortController();
  try {
    await compute.run(framesTask, payload, {
      signal: AbortSignal.any([signal, failed.signal]),
      onProgress: ({ detail }) => {
        if (failed.signal.aborted) return;
        try {
          onAnswer(FrameDetail.parse(detail));
        } catch (error) {
          failed.abort(error);
        }
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    failed.signal.throwIfAborted();
    throw error;
  }
  failed.signal.throwIfAborted();
}
