import { z } from 'zod';
import { concat, expand, reshape } from '../../graph/ops.ts';
import type { Plan, PlanContext } from './plan.ts';
import { steeredFramePlan } from './steeredFrame.ts';
import type { View } from './view.ts';
import { learnedTokens } from './vptTokens.ts';

export const vptShallowOptions = z.strictObject({
  /** Learned prompt tokens. */
  tokens: z.int().min(1).max(200).default(10),
});
type VptShallowOptions = z.output<typeof vptShallowOptions>;

/** Visual prompt tuning, shallow (Jia et al., ECCV 2022): learned tokens beside the image's, and no mask. */
export function vptShallowPlan(context: PlanContext, options: VptShallowOptions): Plan {
  return shallowPlan(context, options, 'vpt-shallow', 'full');
}

/** The same, of a network that is shown the cells under the mask alone. */
export function restrictedVptPlan(context: PlanContext, options: VptShallowOptions): Plan {
  return shallowPlan(context, options, 'restricted-vpt', 'restricted');
}

function shallowPlan(context: PlanContext, { tokens }: VptShallowOptions, method: string, view: View): Plan {
  const { width } = context.config;
  return steeredFramePlan(context, {
    method,
    view,
    trainables: [learnedTokens(context, [tokens, width])],
    appended: tokens,
    sequence(image, { batch, trained }) {
      const prompt = reshape(trained('prompt.tokens'), [1, tokens, width]);
      return concat([image, expand(prompt, [batch, tokens, width])], 1);
    },
  });
}
