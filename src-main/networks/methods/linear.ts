import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const linearOptions = z.strictObject({});

/** A linear probe on the frozen network's CLS of the whole frame. */
export function linearPlan(context: PlanContext): Plan {
  return frozenFeaturePlan(context, { method: 'linear', usesMask: false, view: 'full', head: 'cls' });
}
