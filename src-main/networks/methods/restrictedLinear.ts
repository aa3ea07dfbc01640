import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const restrictedLinearOptions = z.strictObject({
  head: z.enum(['cls', 'region', 'both']).default('cls'),
});

/** A linear probe on a frozen network that sees only the cells under the mask: SegPrompt without its prompt. */
export function restrictedLinearPlan(
  context: PlanContext,
  { head }: z.output<typeof restrictedLinearOptions>,
): Plan {
  return frozenFeaturePlan(context, {
    method: 'restricted-linear',
    usesMask: true,
    view: 'restricted',
    head,
  });
}
