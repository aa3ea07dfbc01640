import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeSafetensors, encodeSafetensors } from '../networks/safetensors.ts';
import { temperatureBounds } from './calibration.ts';
import type { TrainedValues } from './planSessions.ts';

const Codes = z.array(z.string().min(1).max(64)).max(255);

/** What an adapter is, beside its tensors. Nothing in it depends on when or where it was made. */
export const AdapterHead = z.strictObject({
  method: z.string().max(64),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Codes of the label classes, in the order of the outputs. */
  classes: Codes.min(2),
  /** Codes of the mask classes that the prompt knows, without the background. */
  maskClasses: Codes.min(1),
  /** The network it was tuned on, and what lies between a frame and that network. */
  backbone: Sha256,
  preprocessing: Sha256,
  temperature: z.number().min(temperatureBounds[0]).max(temperatureBounds[1]),
  calibrationCases: z.int().min(0),
  seed: z.int(),
  /** Session options that can change bits. */
  runtime: z.strictObject({ provider: z.string(), prepacking: z.boolean() }),
});
export type AdapterHead = z.infer<typeof AdapterHead>;

export interface AdapterContents {
  readonly head: AdapterHead;
  readonly values: TrainedValues;
}

const format = 'lapidary-adapter-1';

/** A safetensors file: the trainables as tensors, the rest as JSON in its metadata. The same contents, the same bytes. */
export function encodeAdapter({ head, values }: AdapterContents): Uint8Array {
  return encodeSafetensors(values, { format, adapter: JSON.stringify(AdapterHead.parse(head)) });
}

/** @throws LapidaryError `adapter-damaged` for anything but a complete adapter file */
export function decodeAdapter(bytes: Uint8Array): AdapterContents {
  try {
    const { metadata, tensors } = decodeSafetensors(bytes);
    if (metadata['format'] !== format) throw new Error('another format');
    return { head: AdapterHead.parse(JSON.parse(metadata['adapter'] ?? '')), values: tensors };
  } catch (cause) {
    throw new LapidaryError(
      'adapter-damaged',
      'A stored adapter cannot be read: it is not a complete adapter file.',
      'Activate another adapter, or tune again.',
      { cause },
    );
  }
}
