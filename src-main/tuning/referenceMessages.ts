import { z } from 'zod';

const Floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

/** Values of one measure over cases of an adapter. */
export const ReferenceValues = z.strictObject({
  patients: z.int().min(0),
  /** Smallest first. */
  ascending: z.array(z.number()),
});
export type ReferenceValues = z.infer<typeof ReferenceValues>;

/** What is kept of an adapter's cases, so that later answers can be held against them. */
export const AdapterReferences = z.strictObject({
  /** 1 − the calibrated probability of the true class: of validation, by frame and by finding. */
  scores: z.strictObject({ frame: ReferenceValues, finding: ReferenceValues }),
  /** Of training and validation frames. */
  sharpness: ReferenceValues,
  exposure: ReferenceValues,
  /** From each case's feature to those of other patients. */
  distance: ReferenceValues,
  /**
   * Per class in the order of the outputs: the calibrated probabilities of it that the background alone was given, on
   * frames of other classes. Empty: the method reads no mask.
   */
  backgrounds: z.array(z.array(z.number())),
  scales: Floats,
  /** Features multiplied by the scales. */
  cases: z.array(z.strictObject({ finding: z.string(), feature: Floats })),
});
export type AdapterReferences = z.infer<typeof AdapterReferences>;
