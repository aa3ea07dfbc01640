import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, SchemaId, Sha256 } from '../../src-shared/domain/ids.ts';
import type { InstalledBackbone } from '../backbones/installed.ts';
import type { TaskProgress } from '../compute/messages.ts';
import type { Foundations } from '../foundations.ts';
import type { FrameAnswer, FrameProposer } from './frameProposer.ts';
import {
  headProbabilitiesTask,
  HeadProbabilitiesReply,
  HeadProposalsNews,
  headProposalsTask,
  type HeadPlace,
  type HeadProbabilitiesPayload,
  type HeadProposalsPayload,
} from './headMessages.ts';

/** A trained head and where its file lies. */
export interface ReadyHead {
  readonly sha256: Sha256;
  readonly name: string;
  readonly maskSchemaId: SchemaId;
  /** In the order of its answer, the background left out. */
  readonly classes: readonly ClassId[];
  readonly place: HeadPlace['head'];
  readonly backbone: InstalledBackbone;
}

/** Up to so many frames are answered by the interactive process, beside whatever the batch process is doing. */
const interactiveFrames = 64;

export function headProposer(
  { files, compute }: Pick<Foundations, 'files' | 'compute'>,
  { sha256, name, maskSchemaId, classes, place, backbone }: ReadyHead,
): FrameProposer {
  const classAt = (position: number): ClassId => {
    const classId = classes[position - 1];
    if (classId === undefined) throw new Error('a head answered with a class that it does not have');
    return classId;
  };
  const toAnswer = (news: HeadProposalsNews): FrameAnswer => {
    if (news.kind === 'skipped') return { kind: 'skipped', code: news.code, message: news.message };
    const { labelMap, segments, confidence } = news;
    return {
      kind: 'proposed',
      proposal: {
        labelMap,
        segments: segments.map((one) => ({
          value: one.value,
          classId: classAt(one.class),
          confidence: one.confidence,
        })),
        confidence,
      },
    };
  };
  const where: HeadPlace = { dataDir: files.root, backboneDir: backbone.folder, head: place };
  return {
    sourceKind: 'head',
    sha256,
    name,
    schemaId: maskSchemaId,
    async propose(frames, onFrame, signal) {
      const payload: HeadProposalsPayload = {
        ...where,
        frames: frames.map(({ sha256: frame, width, height }) => ({ frame, width, height })),
      };
      const broken = new AbortController();
      const onProgress = ({ detail }: TaskProgress): void => {
        try {
          const news = HeadProposalsNews.parse(detail);
          onFrame(news.index, toAnswer(news));
        } catch (error) {
          broken.abort(error);
        }
      };
      const process = frames.length <= interactiveFrames ? compute.interactive : compute.batch;
      try {
        await process.run(headProposalsTask, payload, {
          signal: AbortSignal.any([signal, broken.signal]),
          onProgress,
        });
      } catch (error) {
        throw broken.signal.aborted ? broken.signal.reason : error;
      }
      if (broken.signal.aborted) throw asError(broken.signal.reason);
    },
    async probabilities({ sha256: frame }, classId, signal) {
      const position = classId === null ? null : classes.indexOf(classId) + 1;
      if (position === 0) throw classUnknown();
      const payload: HeadProbabilitiesPayload = { ...where, frame, class: position };
      const reply = await compute.interactive.run(headProbabilitiesTask, payload, { signal });
      return HeadProbabilitiesReply.parse(reply);
    },
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new LapidaryError('proposal-failed', 'A proposal could not be written.', 'Try again.');
}

function classUnknown(): LapidaryError {
  return new LapidaryError(
    'probability-class-unknown',
    'This segmentation head was not trained on such a class, and cannot say how probable it is.',
    'Choose one of its own classes, or anything but background.',
  );
}
