import { implement } from '@orpc/server';
import { reviewContract } from '../../src-shared/contract/review.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Review } from './review.service.ts';

export function reviewRoutes(review: Review) {
  const os = implement(reviewContract).$context<{ caller: Caller }>();
  return os.router({
    label: os.label.handler(({ input, context }) =>
      review.label(input.findingId, input.classId, context.caller.userId),
    ),
    addFinding: os.addFinding.handler(({ input, context }) =>
      review.addFinding(input, context.caller.userId),
    ),
  });
}
