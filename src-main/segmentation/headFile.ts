import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { FloatTensor } from '../networks/safetensors.ts';
import { decodeSafetensors, encodeSafetensors } from '../networks/safetensors.ts';
import { HeadOptions } from '../networks/segmentation/head.ts';
import { temperatureBounds } from '../tuning/calibration.ts';

/** What a segmentation head is, beside its tensors. Nothing in it depends on when or where it was made. */
export const HeadDescription = z.strictObject({
  options: HeadOptions,
  /** Codes of the foreground classes, in the order of the answer's channels; channel 0 is background. */
  classes: z.array(z.string().min(1).max(64)).min(1).max(254),
  /** The network whose tokens it reads, and what lies between a frame and that network. */
  backbone: Sha256,
  preprocessing: Sha256,
  /** Divides the logits, so that shares are what they claim to be on frames that nothing was trained on. */
  temperature: z.number().min(temperatureBounds[0]).max(temperatureBounds[1]),
  seed: z.int(),
  /** Session options that can change bits. */
  runtime: z.strictObject({ provider: z.string(), prepacking: z.boolean() }),
});
export type HeadDescription = z.infer<typeof HeadDescription>;

export type HeadValues = ReadonlyMap<string, FloatTensor>;

export interface HeadContents {
  readonly description: HeadDescription;
  readonly values: HeadValues;
}

const format = 'lapidary-segmentation-head-1';

/** A safetensors file: the trained tensors, the rest as JSON in its metadata. The same contents, the same bytes. */
export function encodeHead({ description, values }: HeadContents): Uint8Array {
  return encodeSafetensors(values, { format, head: JSON.stringify(HeadDescription.parse(description)) });
}

/** @throws LapidaryError `head-damaged` for anything but a complete file of this format */
export function decodeHead(bytes: Uint8Array): HeadContents {
  try {
    const { metadata, tensors } = decodeSafetensors(bytes);
    if (metadata['format'] !== format) throw new Error('another format');
    return {
      description: HeadDescription.parse(JSON.parse(metadata['head'] ?? '')),
      values: tensors,
    };
  } catch (cause) {
    throw new LapidaryError(
      'head-damaged',
      'A segmentation head cannot be read: its file is not a complete one.',
      'Use another head, or train again.',
      { cause },
    );
  }
}
