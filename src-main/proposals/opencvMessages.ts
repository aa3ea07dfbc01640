import { z } from 'zod';
import { classicalMethods, ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';

/** What crosses the port between a reader's marks and the process that proposes from them. Both ends parse. */
export const classicalTask = 'proposal-opencv';
/** Loads OpenCV and answers nothing. */
export const warmTask = 'proposal-opencv-warm';

export const ClassicalPayload = z.strictObject({
  dataDir: z.string(),
  method: z.enum(classicalMethods),
  frame: z.strictObject({ sha256: Sha256, width: z.int().positive(), height: z.int().positive() }),
  request: ProposalRequest,
});
export type ClassicalPayload = z.infer<typeof ClassicalPayload>;

export const ClassicalReply = z.strictObject({
  /** LRL1, of the frame's size; 0 and 1. */
  map: z.instanceof(Uint8Array),
  /** The size that was worked at. */
  worked: z.strictObject({ width: z.int(), height: z.int() }),
});
export type ClassicalReply = z.infer<typeof ClassicalReply>;
