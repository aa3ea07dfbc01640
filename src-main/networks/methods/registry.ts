import { z } from 'zod';
import type { Plan, PlanContext } from './plan.ts';
import { bitfitOptions, bitfitPlan, fullOptions, fullPlan } from './backboneTuning.ts';
import { linearOptions, linearPlan } from './linear.ts';
import { loraOptions, loraPlan, restrictedLoraPlan } from './lora.ts';
import { maskCropOptions, maskCropPlan } from './maskCrop.ts';
import { maskedImageOptions, maskedImagePlan } from './maskedImage.ts';
import { prototypeOptions, prototypePlan } from './prototype.ts';
import { regionPoolOptions, regionPoolPlan } from './regionPool.ts';
import { restrictedLinearOptions, restrictedLinearPlan } from './restrictedLinear.ts';
import { segpromptOptions, segpromptPlan } from './segprompt.ts';
import { vptDeepOptions, vptDeepPlan } from './vptDeep.ts';
import { restrictedVptPlan, vptShallowOptions, vptShallowPlan } from './vptShallow.ts';

/** Every method, in the order in which a comparison shows them. */
export const methodIds = [
  'segprompt',
  'restricted-linear',
  'restricted-vpt',
  'restricted-lora',
  'masked-image',
  'mask-crop',
  'region-pool',
  'vpt-shallow',
  'vpt-deep',
  'lora',
  'bitfit',
  'full',
  'prototype',
  'linear',
] as const;
export const MethodId = z.enum(methodIds);
export type MethodId = z.infer<typeof MethodId>;

export interface Method {
  readonly id: MethodId;
  /** In plain words, for tables and menus. */
  readonly title: string;
  readonly usesMask: boolean;
  /** Fills in the defaults; a run records the parsed options. */
  readonly options: z.ZodType<Record<string, unknown>>;
  /** @throws z.ZodError for options outside the schema. */
  plan(context: PlanContext, options?: unknown): Plan;
}

function defineMethod<Options extends Record<string, unknown>>(
  id: MethodId,
  title: string,
  usesMask: boolean,
  options: z.ZodType<Options>,
  plan: (context: PlanContext, options: Options) => Plan,
): Method {
  return { id, title, usesMask, options, plan: (context, raw = {}) => plan(context, options.parse(raw)) };
}

export const methods: Readonly<Record<MethodId, Method>> = {
  segprompt: defineMethod(
    'segprompt',
    'SegPrompt: the region itself is the prompt',
    true,
    segpromptOptions,
    segpromptPlan,
  ),
  'restricted-linear': defineMethod(
    'restricted-linear',
    'Linear probe, the network sees only the region',
    true,
    restrictedLinearOptions,
    restrictedLinearPlan,
  ),
  'restricted-vpt': defineMethod(
    'restricted-vpt',
    'Learned prompt tokens, the network sees only the region',
    true,
    vptShallowOptions,
    restrictedVptPlan,
  ),
  'restricted-lora': defineMethod(
    'restricted-lora',
    'Low-rank updates of the attention, the network sees only the region',
    true,
    loraOptions,
    restrictedLoraPlan,
  ),
  'masked-image': defineMethod(
    'masked-image',
    'Linear probe on the frame with the background painted out',
    true,
    maskedImageOptions,
    maskedImagePlan,
  ),
  'mask-crop': defineMethod(
    'mask-crop',
    'Linear probe on the mask’s bounding box',
    true,
    maskCropOptions,
    maskCropPlan,
  ),
  'region-pool': defineMethod(
    'region-pool',
    'Linear probe on the region’s part of the whole frame',
    true,
    regionPoolOptions,
    regionPoolPlan,
  ),
  'vpt-shallow': defineMethod(
    'vpt-shallow',
    'Learned prompt tokens, no mask',
    false,
    vptShallowOptions,
    vptShallowPlan,
  ),
  'vpt-deep': defineMethod(
    'vpt-deep',
    'Learned prompt tokens in every block, no mask',
    false,
    vptDeepOptions,
    vptDeepPlan,
  ),
  lora: defineMethod('lora', 'Low-rank updates of the attention, no mask', false, loraOptions, loraPlan),
  bitfit: defineMethod('bitfit', 'The network’s biases alone, no mask', false, bitfitOptions, bitfitPlan),
  full: defineMethod('full', 'Vanilla fine-tuning of everything, no mask', false, fullOptions, fullPlan),
  prototype: defineMethod(
    'prototype',
    'Nearest class mean on the whole frame',
    false,
    prototypeOptions,
    prototypePlan,
  ),
  linear: defineMethod('linear', 'Linear probe on the whole frame', false, linearOptions, linearPlan),
};
