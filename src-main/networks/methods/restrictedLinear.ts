import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const restrictedLinearOptions = z.strictObject({
  view: z.enum(['restricted', 'core']).default('restricted'),
  head: z.enum(['cls', 'region', 'both']).default('cls'),
});

/** A linear probe on a frozen network that sees only the cells under the mask, or under its core: SegPrompt without its prompt. */
export function restrictedLinearPlan(
  context: PlanContext,
  { view, head }: z.output<typeof restrictedLinearOptions>,
): Plan {
  return frozenFeaturePlan(context, {
    method: 'restricted-linear',
    usesMask: true,
    view,
    head,
  });
}
