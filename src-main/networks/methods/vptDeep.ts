import { z } from 'zod';
import { expand, slice } from '../../graph/ops.ts';
import type { Plan, PlanContext } from './plan.ts';
import { steeredFramePlan } from './steeredFrame.ts';
import { learnedTokens } from './vptTokens.ts';

export const vptDeepOptions = z.strictObject({
  /** Learned prompt tokens of each block. */
  tokens: z.int().min(1).max(200).default(10),
});

/**
 * Visual prompt tuning, deep (Jia et al., ECCV 2022): every block sees learned tokens of its own beside the image's.
 * What a block makes of them is dropped before the next one, so they are keys and values without queries.
 */
export function vptDeepPlan(context: PlanContext, { tokens }: z.output<typeof vptDeepOptions>): Plan {
  const { width, depth } = context.config;
  return steeredFramePlan(context, {
    method: 'vpt-deep',
    view: 'full',
    trainables: [learnedTokens(context, [depth, tokens, width])],
    blocks: ({ batch, trained }) => ({
      extra: (block) => expand(slice(trained('prompt.tokens'), 0, block, block + 1), [batch, tokens, width]),
    }),
  });
}
