import type { ModelPort } from '../../../src-shared/contract/maskModels.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type {
  ImageLayout,
  MaskModelBody,
  ModelClass,
  OutputLayout,
  SegmentationCard,
  StatedMaskModel,
} from '../../../src-shared/domain/maskModelCard.ts';
import { assumed, FactSheet, inFile } from './facts.ts';
import { titleOf } from './families.ts';
import { imageOf, imagenet, unit, untouched } from './imageFacts.ts';
import type { Recognised, RecognisedPrompt, RecognisedSegmentation } from './recognise.ts';

/** What is known of a model, and its card where nothing is open. */
export interface CardDraft {
  readonly sheet: FactSheet;
  readonly body: MaskModelBody | undefined;
  /** Channels of a segmentation network's output, where its file tells. */
  readonly channels: number | null;
  readonly warnings: readonly string[];
}

/** @throws LapidaryError `mask-model-size`, `mask-model-classes` for what was stated and does not fit the file */
export function draftCard(recognised: Recognised, stated: StatedMaskModel, fileTitle: string): CardDraft {
  const sheet = new FactSheet();
  sheet.take('name', stated.name, assumed(fileTitle, 'the name of its file'));
  const family = recognised.kind === 'segmentation' ? 'segmentation' : recognised.family.id;
  sheet.take('family', stated.family, inFile(family, titleOf(family)));
  return recognised.kind === 'segmentation'
    ? draftSegmentation(recognised, stated, sheet)
    : draftPrompt(recognised, stated, sheet);
}

function draftPrompt(
  { family, image: port, ports }: RecognisedPrompt,
  stated: StatedMaskModel,
  sheet: FactSheet,
): CardDraft {
  const { resize, side, normalisation } = family.assumed;
  // A picture of three dimensions, or of whole numbers, is how those exports take it that normalise by themselves.
  const isRaw = port.type === 'uint8' || port.shape.length === 3;
  const image = imageOf(port, stated, sheet, {
    resize,
    side,
    normalisation: isRaw ? untouched : normalisation === 'imagenet' ? imagenet : unit,
    because: isRaw
      ? 'exports with such an input normalise by themselves'
      : `customary for ${titleOf(family.id)}`,
  });
  return {
    sheet,
    body: image === undefined ? undefined : { kind: 'prompt', image, ...ports },
    channels: null,
    warnings: [],
  };
}

function draftSegmentation(
  { image: port, output, producer }: RecognisedSegmentation,
  stated: StatedMaskModel,
  sheet: FactSheet,
): CardDraft {
  const image = imageOf(port, stated, sheet, {
    resize: 'stretch',
    side: undefined,
    normalisation: port.type === 'uint8' ? untouched : imagenet,
    because: port.type === 'uint8' ? 'its input takes whole numbers' : 'customary; its file does not tell',
  });
  const isWhole = /int/.test(output.type);
  const meaning = sheet.take('meaning', stated.meaning, meaningOf(producer, isWhole));
  const layout = sheet.take('outputLayout', stated.outputLayout, layoutOf(output, image?.layout, meaning));
  const channels = layout === undefined ? null : channelsOf(output, layout, meaning);
  const activation = sheet.take('activation', stated.activation, activationOf(producer, channels, meaning));
  const threshold = sheet.take('threshold', stated.threshold, assumed(0.5, 'customary'));
  const schemaId = sheet.take(
    'schemaId',
    stated.schemaId,
    undefined,
    'the mask schema that its classes are of',
  );
  const classes = sheet.takeAs(
    'classes',
    stated.classes,
    undefined,
    classesText,
    meaning === 'indices'
      ? 'which number is which class, or background'
      : `which of its ${channels ?? ''} channels is which class, or background`.replace('  ', ' '),
  );
  if (classes !== undefined) assertClasses(classes, channels, meaning);
  const warnings =
    meaning === 'indices'
      ? [
          'It answers with class numbers alone: nothing tells how sure it is, and its masks are shown as sure.',
        ]
      : [];
  const isComplete =
    image !== undefined &&
    meaning !== undefined &&
    layout !== undefined &&
    activation !== undefined &&
    threshold !== undefined &&
    schemaId !== undefined &&
    classes !== undefined;
  const body: SegmentationCard | undefined = isComplete
    ? {
        ...{ kind: 'segmentation', family: 'segmentation', image, output: { name: output.name, layout } },
        ...{ meaning, activation, threshold, schemaId, classes },
      }
    : undefined;
  return { sheet, body, channels, warnings };
}

function meaningOf(producer: string, isWhole: boolean) {
  if (isWhole) return inFile<SegmentationCard['meaning']>('indices', 'its output has whole numbers');
  if (producer === 'Softmax' || producer === 'Sigmoid') {
    return inFile<SegmentationCard['meaning']>('probabilities', `its last operation is ${producer}`);
  }
  return assumed<SegmentationCard['meaning']>('logits', 'its last operation makes no probabilities');
}

function activationOf(
  producer: string,
  channels: number | null,
  meaning: SegmentationCard['meaning'] | undefined,
) {
  if (producer === 'Sigmoid') return inFile<SegmentationCard['activation']>('sigmoid', 'its last operation');
  if (producer === 'Softmax') return inFile<SegmentationCard['activation']>('softmax', 'its last operation');
  if (channels === 1 && meaning !== 'indices') {
    return inFile<SegmentationCard['activation']>('sigmoid', 'it has one channel');
  }
  return assumed<SegmentationCard['activation']>('softmax', 'customary for several channels');
}

function layoutOf(
  { shape }: ModelPort,
  image: ImageLayout | undefined,
  meaning: SegmentationCard['meaning'] | undefined,
) {
  const lastIsChannels = image === 'NHWC' || image === 'HWC';
  switch (shape.length) {
    case 2:
      return inFile<OutputLayout>('HW');
    case 3:
      return meaning === 'indices' || shape[0] === 1 || typeof shape[0] === 'string'
        ? assumed<OutputLayout>('NHW', 'from its rank')
        : assumed<OutputLayout>(lastIsChannels ? 'HWC' : 'CHW', 'from its rank');
    default:
      return assumed<OutputLayout>(lastIsChannels ? 'NHWC' : 'NCHW', 'as its input');
  }
}

/** Null: not told. */
function channelsOf(
  { shape }: ModelPort,
  layout: OutputLayout,
  meaning: SegmentationCard['meaning'] | undefined,
): number | null {
  const at = layout.indexOf('C');
  if (at < 0 || meaning === 'indices') return 1;
  const extent = shape[at];
  return typeof extent === 'number' ? extent : null;
}

function assertClasses(
  classes: readonly ModelClass[],
  channels: number | null,
  meaning: SegmentationCard['meaning'] | undefined,
): void {
  const indices = new Set(classes.map(({ index }) => index));
  const isTwice = indices.size < classes.length;
  const isEmpty = classes.every(({ classId }) => classId === null);
  const isPartial = meaning !== 'indices' && channels !== null && !coversChannels(classes, channels);
  if (!isTwice && !isEmpty && !isPartial) return;
  const reason = isTwice
    ? 'a channel is named twice'
    : isEmpty
      ? 'none of them is a class'
      : `it has ${channels} channels, numbered from 0`;
  throw new LapidaryError(
    'mask-model-classes',
    `The classes that were stated do not fit the model: ${reason}.`,
    'State a class or background for each channel, once.',
  );
}

/** Whether each channel is named, and no other. */
export function coversChannels(classes: readonly ModelClass[], channels: number): boolean {
  const indices = new Set(classes.map(({ index }) => index));
  return indices.size === channels && [...indices].every((index) => index < channels);
}

function classesText(classes: readonly ModelClass[]): string {
  return classes.map(({ index, classId }) => `${index} = ${classId ?? 'background'}`).join(', ');
}
