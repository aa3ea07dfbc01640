import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const regionPoolOptions = z.strictObject({});

/** A linear probe on the mask-weighted mean of the frozen network's final image tokens. */
export function regionPoolPlan(context: PlanContext): Plan {
  return frozenFeaturePlan(context, { method: 'region-pool', usesMask: true, view: 'full', head: 'region' });
}
