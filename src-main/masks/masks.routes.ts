import { implement } from '@orpc/server';
import { masksContract } from '../../src-shared/contract/masks.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Masks } from './masks.service.ts';

export function masksRoutes(masks: Masks) {
  const os = implement(masksContract).$context<{ caller: Caller }>();
  return os.router({
    history: os.history.handler(({ input }) => masks.history(input.frameId)),
    select: os.select.handler(({ input, context }) =>
      masks.select(input.frameId, input.maskVersionId, context.caller.userId),
    ),
  });
}
