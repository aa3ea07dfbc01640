import { z } from 'zod';
import { concat, expand, reshape } from '../../graph/ops.ts';
import type { Plan, PlanContext } from './plan.ts';
import { learnedTokens } from './vptTokens.ts';
import { wholeFramePlan } from './wholeFrame.ts';

export const vptShallowOptions = z.strictObject({
  /** Learned prompt tokens. */
  tokens: z.int().min(1).max(200).default(10),
});

/** Visual prompt tuning, shallow (Jia et al., ECCV 2022): learned tokens beside the image's, and no mask. */
export function vptShallowPlan(context: PlanContext, { tokens }: z.output<typeof vptShallowOptions>): Plan {
  const { width } = context.config;
  return wholeFramePlan(context, {
    method: 'vpt-shallow',
    trainables: [learnedTokens(context, [tokens, width])],
    sequence(image, { batch, trained }) {
      const prompt = reshape(trained('prompt.tokens'), [1, tokens, width]);
      return concat([image, expand(prompt, [batch, tokens, width])], 1);
    },
  });
}
