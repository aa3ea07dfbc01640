import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const maskCropOptions = z.strictObject({});

/** A linear probe on CLS of the mask's bounding box, cut from the stored frame and shown at the network's full size. */
export function maskCropPlan(context: PlanContext): Plan {
  return frozenFeaturePlan(context, {
    method: 'mask-crop',
    usesMask: true,
    view: 'full',
    head: 'cls',
    framing: 'mask-box',
  });
}
