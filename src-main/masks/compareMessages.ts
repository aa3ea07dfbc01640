import { z } from 'zod';
import { MaskAgreement } from '../../src-shared/contract/masks.contract.ts';

/** What crosses the port between a comparison and its compute process. Both ends parse. */
export const compareTask = 'compare-masks';

const Values = z.array(z.int().min(1).max(255));

export const ComparePayload = z.strictObject({
  /** LRL1 bytes of one size. */
  a: z.instanceof(Uint8Array),
  b: z.instanceof(Uint8Array),
  /** Regions to compare, by their values in either. */
  regions: z.array(z.strictObject({ a: Values, b: Values })).max(256),
});
export type ComparePayload = z.infer<typeof ComparePayload>;

/** One for each region. */
export const CompareReply = z.array(MaskAgreement);
export type CompareReply = z.infer<typeof CompareReply>;
