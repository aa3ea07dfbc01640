import { z } from 'zod';
import { saliencyKinds } from '../../src-shared/contract/predictions.contract.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { PredictItem } from './predictMessages.ts';

/** What crosses the port between a question about what an answer rests on and its compute process. Both ends parse. */
export const saliencyTask = 'saliency';

export const SaliencyPayload = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  adapter: Sha256,
  ...PredictItem.shape,
  /** The frame's own size in pixels. */
  width: z.int().min(1),
  height: z.int().min(1),
  kind: z.enum(saliencyKinds),
  /** Which of the adapter's classes is asked about. */
  target: z.int().min(0),
});
export type SaliencyPayload = z.infer<typeof SaliencyPayload>;

/** A grid over the whole frame, 0…1, not a number where the network was shown nothing. */
export const SaliencyReply = z.strictObject({
  width: z.int().min(1),
  height: z.int().min(1),
  values: z.custom<Float32Array>((value) => value instanceof Float32Array),
});
export type SaliencyReply = z.infer<typeof SaliencyReply>;
