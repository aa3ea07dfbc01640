import type { ClassId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { SegmentationCard } from '../../../src-shared/domain/maskModelCard.ts';
import type { ForeignSession, ForeignTensor } from '../../compute/runtime.ts';
import { answerOf, badAnswer } from './answers.ts';
import { coversChannels } from './card.ts';
import type { ShownPicture } from './picture.ts';
import { axesOf, interpolateRow, type Placement } from './placement.ts';

/** A mask for a whole frame. */
export interface FrameMask {
  readonly map: LabelMap;
  /** One for each class that occurs, values 1, 2, … in the order of the card's classes. */
  readonly segments: readonly {
    readonly value: number;
    readonly classId: ClassId;
    /** Mean probability of the class over its pixels; 1 where the model tells no probability. */
    readonly confidence: number;
  }[];
  /** Mean probability of the proposed class over the proposed pixels; of background where nothing is proposed. */
  readonly confidence: number;
}

/** What a segmentation network answers, as channels of one map. */
export interface ClassMaps {
  readonly values: Float32Array;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  /** Value (channel, x, y) lies at channelStep · channel + pixelStep · (y · width + x). */
  readonly channelStep: number;
  readonly pixelStep: number;
}

/** @throws LapidaryError `model-failed` */
export async function classMaps(
  session: ForeignSession,
  { image, output, meaning, classes }: SegmentationCard,
  tensor: ForeignTensor,
): Promise<ClassMaps> {
  const results = await session.run({ [image.name]: tensor }, [output.name]);
  const answer = answerOf(results, output.name, output.layout.length);
  const extent = (letter: string): number => {
    const at = output.layout.indexOf(letter);
    return at < 0 ? 1 : (answer.shape[at] ?? 1);
  };
  const [channels, width, height] = [extent('C'), extent('W'), extent('H')];
  if (extent('N') !== 1) throw badAnswer(`it holds ${extent('N')} maps for one picture`);
  if (meaning === 'indices' ? channels !== 1 : !coversChannels(classes, channels)) {
    throw badAnswer(
      `it has ${channels} channels, and its card names ${meaning === 'indices' ? 1 : classes.length}`,
    );
  }
  const isLast = output.layout.endsWith('C');
  return {
    ...{ values: answer.data, channels, width, height },
    channelStep: isLast ? 1 : width * height,
    pixelStep: isLast ? channels : 1,
  };
}

/** @throws LapidaryError `model-failed` */
export async function segmentFrame(
  session: ForeignSession,
  card: SegmentationCard,
  { tensor, placement }: ShownPicture,
): Promise<FrameMask> {
  const maps = await classMaps(session, card, tensor);
  return maskOf(
    card.meaning === 'indices' ? pixelIndices(maps, card, placement) : pixelClasses(maps, card, placement),
    card,
    placement,
  );
}

/** Each pixel's channel or index, and the probability that speaks for it, 0…1. */
interface PixelClasses {
  /** −1: none of the channels holds. */
  readonly index: Int32Array;
  readonly probability: Float32Array;
}

/** The probability of the best channel, bilinear between the network's values. */
function pixelClasses(
  maps: ClassMaps,
  { meaning, activation, threshold }: SegmentationCard,
  placement: Placement,
): PixelClasses {
  const { width, height } = placement.picture;
  const axes = axesOf(placement, maps);
  const index = new Int32Array(width * height);
  const probability = new Float32Array(width * height);
  const lines = Array.from({ length: maps.channels }, () => new Float32Array(width));
  for (let y = 0; y < height; y++) {
    lines.forEach((line, channel) => {
      const place = { width: maps.width, offset: channel * maps.channelStep, step: maps.pixelStep };
      interpolateRow(y, axes, maps.values, place, line);
    });
    for (let x = 0; x < width; x++) {
      let best = 0;
      for (let channel = 1; channel < lines.length; channel++) {
        if (valueAt(lines, channel, x) > valueAt(lines, best, x)) best = channel;
      }
      const value = valueAt(lines, best, x);
      const at = y * width + x;
      if (activation === 'sigmoid') {
        const share = clamped(meaning === 'logits' ? 1 / (1 + Math.exp(-value)) : value);
        const holds = share >= threshold;
        index[at] = holds ? best : -1;
        probability[at] = holds ? share : 1 - share;
      } else {
        index[at] = best;
        probability[at] = meaning === 'logits' ? softmaxOf(lines, x, value) : clamped(value);
      }
    }
  }
  return { index, probability };
}

function valueAt(lines: readonly Float32Array[], channel: number, x: number): number {
  return (lines[channel] as Float32Array)[x] as number;
}

/** Of the largest logit. */
function softmaxOf(lines: readonly Float32Array[], x: number, largest: number): number {
  let sum = 0;
  for (const line of lines) sum += Math.exp((line[x] as number) - largest);
  return 1 / sum;
}

function clamped(share: number): number {
  return Math.max(0, Math.min(1, share));
}

/** The nearest index: between two numbers of classes there is no third. */
function pixelIndices(maps: ClassMaps, { classes }: SegmentationCard, placement: Placement): PixelClasses {
  const { width, height } = placement.picture;
  const { columns, rows } = axesOf(placement, maps);
  const known = new Set(classes.map((one) => one.index));
  const index = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = (rows.share[y] as number) < 0.5 ? rows.from[y] : rows.to[y];
    for (let x = 0; x < width; x++) {
      const column = (columns.share[x] as number) < 0.5 ? columns.from[x] : columns.to[x];
      const value = maps.values[
        maps.pixelStep * ((row as number) * maps.width + (column as number))
      ] as number;
      if (!known.has(value)) {
        throw badAnswer(`it holds the class ${value}, of which its card does not say what it is`);
      }
      index[y * width + x] = value;
    }
  }
  return { index, probability: new Float32Array(width * height).fill(1) };
}

function maskOf(
  { index, probability }: PixelClasses,
  { classes }: SegmentationCard,
  { picture }: Placement,
): FrameMask {
  // Several channels may stand for one class: they are one segment.
  const valueOf = new Map<ClassId, number>();
  const valueOfIndex = new Map<number, number>();
  for (const { index: channel, classId } of classes) {
    if (classId === null) continue;
    const value = valueOf.get(classId) ?? valueOf.size + 1;
    valueOf.set(classId, value);
    valueOfIndex.set(channel, value);
  }
  if (valueOf.size > 255)
    throw badAnswer('its card names more than 255 classes, and a mask has at most 255 segments');
  const labels = new Uint8Array(index.length);
  const sums = new Float64Array(256);
  const counts = new Float64Array(256);
  for (let i = 0; i < index.length; i++) {
    const value = valueOfIndex.get(index[i] as number) ?? 0;
    labels[i] = value;
    sums[value] = (sums[value] as number) + (probability[i] as number);
    counts[value] = (counts[value] as number) + 1;
  }
  const meanOf = (value: number): number => clamped((sums[value] as number) / (counts[value] as number));
  const segments = [...valueOf]
    .filter(([, value]) => (counts[value] as number) > 0)
    .map(([classId, value]) => ({ value, classId, confidence: meanOf(value) }));
  const proposed = segments.reduce((sum, { value }) => sum + (counts[value] as number), 0);
  const confidence =
    proposed === 0
      ? meanOf(0)
      : clamped(segments.reduce((sum, { value }) => sum + (sums[value] as number), 0) / proposed);
  return { map: { ...picture, labels }, segments, confidence };
}
