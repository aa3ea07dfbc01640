import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';

/** What crosses the port between a prediction job and its compute process. Both ends parse. */
export const predictTask = 'predict';

export const PredictItem = z.strictObject({
  frame: Sha256,
  /** LRL1 bytes. */
  mask: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  /** Segments of the mask that are the finding, by the code of their mask class. */
  segments: z.array(z.strictObject({ value: z.int().min(1).max(255), code: z.string() })),
});
export type PredictItem = z.infer<typeof PredictItem>;

export const PredictPayload = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  adapter: Sha256,
  items: z.array(PredictItem),
  /** Whether the answers without the mask and to the background are asked for too. */
  contrast: z.boolean(),
});
export type PredictPayload = z.infer<typeof PredictPayload>;

const Logits = z.array(z.number()).min(2);

/** What an answer is beside its logits. */
export const Evidence = z.strictObject({
  /** What the classifier's head read. */
  feature: z.custom<Float32Array>((value) => value instanceof Float32Array),
  sharpness: z.number().nullable(),
  exposure: z.number().nullable(),
  contrast: z
    .strictObject({
      withoutMask: z.enum(['empty-map', 'whole-frame']),
      without: Logits,
      background: Logits.nullable(),
    })
    .nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Told for every item as soon as it is answered, as the detail of the task's progress. */
export const PredictNews = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    item: z.int().min(0),
    logits: Logits,
    evidence: Evidence,
    provider: z.string(),
  }),
  z.strictObject({
    kind: z.literal('skipped'),
    item: z.int().min(0),
    code: z.string(),
    message: z.string(),
  }),
]);
export type PredictNews = z.infer<typeof PredictNews>;
