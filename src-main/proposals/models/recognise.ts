import type { ModelPort } from '../../../src-shared/contract/maskModels.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { MaskModelFamily, PromptCard } from '../../../src-shared/domain/maskModelCard.ts';
import { printable, quoted } from '../../networks/checkpoints/quoted.ts';
import { familyList, promptFamilies, titleOf, type PromptFamily } from './families.ts';
import { portText, type OnnxSignature } from './signature.ts';

/** An .onnx file among those that were brought. */
export interface ModelFile {
  readonly name: string;
  readonly signature: OnnxSignature;
}

export interface RecognisedSegmentation {
  readonly kind: 'segmentation';
  readonly model: ModelFile;
  readonly image: ModelPort;
  readonly output: ModelPort;
  /** The kind of operation that gives the output. */
  readonly producer: string;
}

/** What asks a decoder, by its names; see PromptCard. */
export type PromptPorts = Omit<PromptCard, 'kind' | 'image'>;

export interface RecognisedPrompt {
  readonly kind: 'prompt';
  readonly family: PromptFamily;
  /** One and the same file where both are in one. */
  readonly encoder: ModelFile;
  readonly decoder: ModelFile;
  readonly image: ModelPort;
  readonly ports: PromptPorts;
}

export type Recognised = RecognisedSegmentation | RecognisedPrompt;

const pictureTypes = new Set(['float32', 'float16', 'uint8']);

/**
 * Says what one or two models are, by the names and ranks of their inputs and outputs.
 * @param stated the family that a person says they are of
 * @throws LapidaryError `mask-model-unknown`, `mask-model-no-pair`
 */
export function recognise(files: readonly ModelFile[], stated: MaskModelFamily | undefined): Recognised {
  const [first, second, ...more] = files;
  if (first === undefined || more.length > 0) {
    throw unknown(files, `${files.length} .onnx files were brought, and a model is one of them or two`);
  }
  const candidates = stated === undefined ? promptFamilies : promptFamilies.filter(({ id }) => id === stated);
  for (const family of candidates) {
    for (const [decoder, encoder] of second === undefined
      ? [[first, first] as const]
      : pairs(first, second)) {
      const found = promptOf(family, decoder, encoder);
      if (found !== undefined) return found;
    }
  }
  const alone = promptFamilies.find((family) => files.some((file) => isDecoder(family, file.signature)));
  if (second === undefined && alone !== undefined && stated === undefined) {
    throw new LapidaryError(
      'mask-model-no-pair',
      `This is the decoder of ${titleOf(alone.id)} alone.`,
      'Bring its encoder together with it.',
    );
  }
  if (second === undefined && stated === undefined && givesFeatures(first)) {
    throw new LapidaryError(
      'mask-model-no-pair',
      'This is the encoder of a model that answers to clicks, alone.',
      'Bring its decoder together with it.',
    );
  }
  if (second === undefined && (stated === undefined || stated === 'segmentation')) {
    const found = segmentationOf(first);
    if (found !== undefined) return found;
  }
  throw unknown(files, stated === undefined ? 'no family fits' : `they are not those of ${titleOf(stated)}`);
}

function pairs(a: ModelFile, b: ModelFile): readonly (readonly [ModelFile, ModelFile])[] {
  return [
    [a, b],
    [b, a],
  ];
}

type Named = PromptFamily['points'];

function find(ports: readonly ModelPort[], wanted: Named | undefined): ModelPort | undefined {
  if (wanted === undefined) return undefined;
  return ports.find(({ name, shape }) => wanted.names.includes(name) && shape.length === wanted.rank);
}

/** Whether a file asks for what decoders of the family ask for, and for nothing else. */
function isDecoder(family: PromptFamily, { inputs, outputs }: OnnxSignature, isWhole = false): boolean {
  const sources = isWhole ? [family.image] : family.features;
  const needed = [...sources, family.points, family.labels, family.earlierMask, family.hasEarlierMask];
  const known = [...needed, family.optional.size, family.optional.box];
  return (
    !(isWhole && family.image === undefined) &&
    needed.every((one) => one === undefined || find(inputs, one) !== undefined) &&
    inputs.every((port) => known.some((one) => find([port], one) !== undefined)) &&
    find(outputs, family.scores) !== undefined &&
    family.masks.some((one) => find(outputs, one) !== undefined)
  );
}

function givesFeatures({ signature: { outputs } }: ModelFile): boolean {
  return promptFamilies.some(({ features }) => features.some((one) => find(outputs, one) !== undefined));
}

function promptOf(
  family: PromptFamily,
  decoder: ModelFile,
  encoder: ModelFile,
): RecognisedPrompt | undefined {
  const isWhole = decoder === encoder;
  const { inputs, outputs } = decoder.signature;
  if (!isDecoder(family, decoder.signature, isWhole)) return undefined;
  const image = isWhole ? find(inputs, family.image) : onlyPicture(encoder);
  if (image === undefined) throw noPair(family, encoder);
  const features = isWhole ? [] : pairedFeatures(family, decoder, encoder);
  const [points, labels] = [find(inputs, family.points), find(inputs, family.labels)];
  const [size, box] = [find(inputs, family.optional.size), find(inputs, family.optional.box)];
  const scores = find(outputs, family.scores);
  const mask = family.masks.find((one) => find(outputs, one) !== undefined);
  const masks = find(outputs, mask);
  if (!points || !labels || !scores || !mask || !masks) return undefined;
  const earlier = find(inputs, family.earlierMask);
  const ports: PromptPorts = {
    family: family.id,
    features,
    points: { name: points.name, rank: family.points.rank === 3 ? 3 : 4 },
    labels: { name: labels.name, rank: family.labels.rank === 2 ? 2 : 3 },
    box: box === undefined ? { by: family.boxByLabels ? 'labels' : 'none' } : { by: 'input', name: box.name },
    padsPoints: family.padsPoints,
    earlierMask: earlier === undefined ? null : { name: earlier.name, shape: earlierShape(earlier) },
    hasEarlierMask: find(inputs, family.hasEarlierMask)?.name ?? null,
    size: size?.name ?? null,
    masks: {
      name: masks.name,
      rank: mask.rank,
      // Without a size to bring them to, masks are as large as the input.
      covers: mask.covers === 'size' && size !== undefined ? 'picture' : 'input',
    },
    scores: scores.name,
  };
  return { kind: 'prompt', family, encoder, decoder, image, ports };
}

/** SAM's masks have a quarter of its input's side. */
const usualMaskSide = 256;

function earlierShape({ shape }: ModelPort): number[] {
  return shape.map((extent, axis) => (typeof extent === 'number' ? extent : axis < 2 ? 1 : usualMaskSide));
}

/** The one input of an encoder, where it is a picture. */
function onlyPicture({ signature: { inputs } }: ModelFile): ModelPort | undefined {
  const [only, ...more] = inputs;
  return only !== undefined && more.length === 0 && isPicture(only) ? only : undefined;
}

/** A tensor of three or four dimensions of which one may have the three colours. */
function isPicture({ type, shape }: ModelPort): boolean {
  if (!pictureTypes.has(type) || (shape.length !== 3 && shape.length !== 4)) return false;
  const [first, last] = [shape.at(-3), shape.at(-1)];
  if (shape.length === 4 && typeof shape[0] === 'number' && shape[0] !== 1) return false;
  return first === 3 || last === 3 || typeof first === 'string' || typeof last === 'string';
}

/** @throws LapidaryError `mask-model-no-pair` */
function pairedFeatures(
  family: PromptFamily,
  decoder: ModelFile,
  encoder: ModelFile,
): PromptPorts['features'] {
  const { outputs } = encoder.signature;
  return family.features.map((wanted) => {
    const to = find(decoder.signature.inputs, wanted);
    const named = find(outputs, wanted);
    // An encoder with one output may call it as it likes.
    const from = named ?? (family.features.length === 1 && outputs.length === 1 ? outputs[0] : undefined);
    if (to === undefined || from === undefined || !mayBeSame(from, to)) {
      throw noPair(family, encoder);
    }
    return { from: from.name, to: to.name };
  });
}

function mayBeSame(a: ModelPort, b: ModelPort): boolean {
  return (
    a.shape.length === b.shape.length &&
    a.shape.every((extent, axis) => {
      const other = b.shape[axis];
      return typeof extent !== 'number' || typeof other !== 'number' || extent === other;
    })
  );
}

function segmentationOf(model: ModelFile): RecognisedSegmentation | undefined {
  const { outputs, producers } = model.signature;
  const image = onlyPicture(model);
  const [output, ...more] = outputs;
  if (image === undefined || output === undefined || more.length > 0) return undefined;
  if (output.shape.length < 2 || output.shape.length > 4 || output.type === 'string') return undefined;
  return { kind: 'segmentation', model, image, output, producer: producers.get(output.name) ?? '' };
}

function noPair(family: PromptFamily, encoder: ModelFile): LapidaryError {
  return new LapidaryError(
    'mask-model-no-pair',
    `These two files are no pair: one is a decoder of ${titleOf(family.id)}, and ${quoted(encoder.name)} does not give what it reads. It has ${portsText(encoder.signature)}.`,
    'Bring the encoder and the decoder of one and the same export.',
  );
}

function unknown(files: readonly ModelFile[], reason: string): LapidaryError {
  const found = files
    .slice(0, 2)
    .map(({ name, signature }) => `${printable(name)} has ${portsText(signature)}`)
    .join('; ');
  return new LapidaryError(
    'mask-model-unknown',
    `What these files are is not known: ${reason}. ${found === '' ? 'There is no .onnx file among them' : found}.`,
    `Bring ${familyList()}.`,
  );
}

const shownPorts = 8;

function portsText({ inputs, outputs }: OnnxSignature): string {
  const listed = (ports: readonly ModelPort[]): string => {
    const shown = ports.slice(0, shownPorts).map(portText).join(', ');
    return ports.length > shownPorts ? `${shown}, …` : shown || 'none';
  };
  return `inputs ${listed(inputs)} and outputs ${listed(outputs)}`;
}
