import { z } from 'zod';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const prototypeOptions = z.strictObject({});

/**
 * The nearest class mean (Snell et al., "Prototypical Networks for Few-shot Learning", NIPS 2017, without training an
 * embedding): the frozen network's CLS of the whole frame, scaled to length 1, belongs to the class whose mean over the
 * training cases is nearest. As logits that is a linear head, found in closed form.
 */
export function prototypePlan(context: PlanContext): Plan {
  return frozenFeaturePlan(context, {
    method: 'prototype',
    usesMask: false,
    view: 'full',
    head: 'cls',
    classMeans: true,
  });
}
