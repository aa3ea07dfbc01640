import { z } from 'zod';
import { foregroundOf, type NetworkInput } from '../preprocess.ts';
import { frozenFeaturePlan } from './frozenFeature.ts';
import type { Plan, PlanContext } from './plan.ts';

export const maskedImageOptions = z.strictObject({});

/** A linear probe on CLS after everything outside the mask was set to the network's mean colour. */
export function maskedImagePlan(context: PlanContext): Plan {
  const plane = context.config.imageSize ** 2;
  return frozenFeaturePlan(context, {
    method: 'masked-image',
    usesMask: true,
    view: 'full',
    head: 'cls',
    edit: { key: 'masked', image: (image) => maskImage(image, plane) },
  });
}

/** Normalised planes are zero at the mean colour, so fading to it is a product with the mask. */
function maskImage(image: NetworkInput, plane: number): NetworkInput {
  const foreground = foregroundOf(image.coverage, plane);
  return { ...image, image: image.image.map((value, i) => value * (foreground[i % plane] as number)) };
}
