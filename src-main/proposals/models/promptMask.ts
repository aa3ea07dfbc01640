import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { Point, Rect } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { PromptCard } from '../../../src-shared/domain/maskModelCard.ts';
import type { ForeignSession, ForeignTensor } from '../../compute/runtime.ts';
import { answerOf, badAnswer } from './answers.ts';
import type { ShownPicture } from './picture.ts';
import { axesOf, interpolateRow, toInput, type Placement } from './placement.ts';

/** What a reader pointed at, in picture coordinates. */
export interface Prompt {
  readonly points: readonly (Point & { readonly inside: boolean })[];
  readonly box: Rect | null;
}

/** An encoder's outputs by name, or the picture itself where encoder and decoder are one model. */
export type Embedding = Readonly<Record<string, ForeignTensor>>;

export interface PromptAnswer {
  /** 0 outside, 1 inside. */
  readonly map: LabelMap;
  /** The expected intersection over union that the model gives its mask, brought into 0…1. */
  readonly confidence: number;
}

const labelOf = { outside: 0, inside: 1, boxStart: 2, boxEnd: 3, padding: -1 } as const;

/** Everything of a frame that no click changes. @throws LapidaryError `model-failed` */
export async function embed(
  encoder: ForeignSession | null,
  { image, features }: PromptCard,
  { tensor }: Pick<ShownPicture, 'tensor'>,
): Promise<Embedding> {
  if (encoder === null) return { [image.name]: tensor };
  return encoder.run(
    { [image.name]: tensor },
    features.map(({ from }) => from),
  );
}

/**
 * The mask that the model itself expects to be best.
 * @throws LapidaryError `model-failed`, `box-not-understood`, `proposal-empty` without a point or box
 */
export async function promptMask(
  decoder: ForeignSession,
  card: PromptCard,
  embedding: Embedding,
  prompt: Prompt,
  placement: Placement,
): Promise<PromptAnswer> {
  const { masks, scores } = await decode(decoder, card, embedding, prompt, placement);
  const count = scores.data.length;
  const [height, width] = [masks.shape.at(-2) ?? 1, masks.shape.at(-1) ?? 1];
  if (count * width * height !== masks.data.length) {
    throw badAnswer(`it has ${count} scores for masks of the shape [${masks.shape.join(', ')}]`);
  }
  let best = 0;
  scores.data.forEach((score, i) => {
    if (score > (scores.data[best] as number)) best = i;
  });
  const axes = axesOf(placement, { width, height }, card.masks.covers);
  const { picture } = placement;
  const labels = new Uint8Array(picture.width * picture.height);
  const line = new Float32Array(picture.width);
  for (let y = 0; y < picture.height; y++) {
    interpolateRow(y, axes, masks.data, { width, offset: best * width * height, step: 1 }, line);
    for (let x = 0; x < line.length; x++) {
      if ((line[x] as number) > 0) labels[y * picture.width + x] = 1;
    }
  }
  const confidence = Math.max(0, Math.min(1, scores.data[best] as number));
  return { map: { ...picture, labels }, confidence };
}

/** The decoder's masks as logits, and their scores. */
export async function decode(
  decoder: ForeignSession,
  card: PromptCard,
  embedding: Embedding,
  prompt: Prompt,
  placement: Placement,
): Promise<{ readonly masks: ForeignTensor; readonly scores: ForeignTensor }> {
  const feeds: Record<string, ForeignTensor> = {
    ...features(card, embedding),
    ...promptFeeds(card, prompt, placement),
  };
  if (card.earlierMask !== null) {
    const { name, shape } = card.earlierMask;
    feeds[name] = { data: new Float32Array(shape.reduce((product, side) => product * side, 1)), shape };
  }
  if (card.hasEarlierMask !== null) feeds[card.hasEarlierMask] = { data: Float32Array.of(0), shape: [1] };
  if (card.size !== null) {
    const { width, height } = sizeAsked(card, placement);
    feeds[card.size] = { data: Float32Array.of(height, width), shape: [2] };
  }
  const results = await decoder.run(feeds, [card.masks.name, card.scores]);
  const { rank } = card.masks;
  return {
    masks: answerOf(results, card.masks.name, rank),
    scores: answerOf(results, card.scores, rank - 2),
  };
}

/** A family whose points are of the size that masks are brought to counts in the input's pixels. */
function sizeAsked({ family, masks }: PromptCard, { picture, content, input }: Placement) {
  if (family === 'efficient-sam') return input;
  // Where small masks are read, the large ones are made for nothing: as small as their proportions allow.
  return masks.covers === 'picture' ? picture : content;
}

function features(
  { features: pairs, image }: PromptCard,
  embedding: Embedding,
): Record<string, ForeignTensor> {
  const names = pairs.length === 0 ? [{ from: image.name, to: image.name }] : pairs;
  return Object.fromEntries(
    names.map(({ from, to }) => {
      const tensor = embedding[from];
      if (tensor === undefined) throw badAnswer('its encoder gave no embedding');
      return [to, tensor];
    }),
  );
}

function promptFeeds(card: PromptCard, prompt: Prompt, placement: Placement): Record<string, ForeignTensor> {
  const { box, points: pointsPort, labels: labelsPort } = card;
  const points: Point[] = prompt.points.map((point) => toInput(point, placement));
  const labels: number[] = prompt.points.map(({ inside }) => (inside ? labelOf.inside : labelOf.outside));
  const corners = prompt.box === null ? null : cornersOf(prompt.box, placement);
  if (corners !== null && box.by === 'none') throw boxRefused();
  if (points.length === 0 && corners === null) {
    throw new LapidaryError(
      'proposal-empty',
      'Nothing was pointed at.',
      'Click into the region, or draw a box around it.',
    );
  }
  if (corners !== null && box.by === 'labels') {
    points.push(...corners);
    labels.push(labelOf.boxStart, labelOf.boxEnd);
  } else if (card.padsPoints || points.length === 0) {
    points.push({ x: 0, y: 0 });
    labels.push(labelOf.padding);
  }
  const count = points.length;
  const ones = (rank: number): number[] => new Array<number>(rank).fill(1);
  const feeds: Record<string, ForeignTensor> = {
    [pointsPort.name]: {
      data: Float32Array.from(points.flatMap(({ x, y }) => [x, y])),
      shape: [...ones(pointsPort.rank - 2), count, 2],
    },
    [labelsPort.name]: { data: Float32Array.from(labels), shape: [...ones(labelsPort.rank - 1), count] },
  };
  if (box.by === 'input') {
    const data = Float32Array.from((corners ?? []).flatMap(({ x, y }) => [x, y]));
    feeds[box.name] = { data, shape: [1, data.length / 4, 4] };
  }
  return feeds;
}

function cornersOf({ x, y, width, height }: Rect, placement: Placement): [Point, Point] {
  return [toInput({ x, y }, placement), toInput({ x: x + width, y: y + height }, placement)];
}

function boxRefused(): LapidaryError {
  return new LapidaryError(
    'box-not-understood',
    'This model answers to points alone: its decoder has no input for a box.',
    'Click into the region instead, or choose another method.',
  );
}
