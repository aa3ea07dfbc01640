import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { Backbone } from '../networks/backbone.ts';
import { coverageOfRuns, normaliseImage, type NetworkInput } from '../networks/preprocess.ts';
import { cellTargets } from '../networks/segmentation/headInput.ts';
import { viewOf } from '../tuning/augmentation.ts';
import { readFrame, type DecodedFrames, type FrameFiles } from '../tuning/caseReader.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import type { HeadFrame } from './headMessages.ts';
import type { HeadSample, HeadSessions } from './headSessions.ts';

/** A head answers for the whole frame, whatever part of it the network's own preprocessing shows. */
const wholeFrame = { left: 0, top: 0, width: 1, height: 1 };

export interface HeadFrameReader {
  readonly files: FrameFiles;
  readonly backbone: Pick<Backbone, 'card'>;
  /** Keeps decoded frames, as the network's preprocessing shows them. */
  readonly decoded: DecodedFrames;
}

/**
 * (3, size, size): the whole frame stretched over the network's square input.
 * @throws LapidaryError `frame-unreadable`, `file-missing`, `file-damaged`
 */
export async function readWholeFrame(reader: HeadFrameReader, frame: Sha256): Promise<Float32Array> {
  const { card } = reader.backbone;
  const make = (): Promise<Uint8Array> => readFrame(reader.files, frame, card, wholeFrame);
  // What is kept of a frame of a network that crops is the crop.
  const rgb = await (card.preprocessing.crop === undefined ? reader.decoded.get(frame, make) : make());
  return normaliseImage(rgb, card.architecture.imageSize, card.preprocessing);
}

/** A frame in one of its fixed views, as training and validation read it. */
export async function readSample(
  reader: HeadFrameReader,
  sessions: HeadSessions,
  { frame, mask, segments }: Pick<HeadFrame, 'frame' | 'mask' | 'segments'>,
  seed: number,
  view: number,
  tier?: PreparedTier,
): Promise<HeadSample> {
  const { architecture, preprocessing } = reader.backbone.card;
  const { classes, side } = sessions.plan;
  const size = architecture.imageSize;
  const of = new Map(segments.map((segment) => [segment.value, segment.class]));
  const plain: NetworkInput = {
    image: await readWholeFrame(reader, frame),
    coverage: coverageOfRuns(readLabelRuns(mask), (value) => of.get(value) ?? 0, classes, size),
  };
  const shown = viewOf(plain, preprocessing, seed, { frame, finding: 'segmentation', view });
  return {
    frame: await sessions.prepare(shown, tier),
    targets: cellTargets(shown.coverage, classes, size, side),
  };
}

/** Bytes a sample takes. */
export function sampleBytes({ frame, targets }: HeadSample): number {
  return frame.tokens.byteLength + frame.pixels.byteLength + targets.byteLength;
}
