import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { Evidence, PredictItem } from './predictMessages.ts';

/** What crosses the port between a question about a mask that is being drawn and its compute process. Both ends parse. */
export const liveTask = 'live';

export const LivePayload = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  adapter: Sha256,
  ...PredictItem.shape,
  contrast: z.boolean(),
});
export type LivePayload = z.infer<typeof LivePayload>;

export const LiveReply = z.strictObject({
  logits: z.array(z.number()).min(2),
  provider: z.string(),
  /** Where contrasts were asked for. */
  evidence: Evidence.optional(),
});
export type LiveReply = z.infer<typeof LiveReply>;
