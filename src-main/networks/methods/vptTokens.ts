import { sizeOf, type Shape } from '../../graph/ir.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { patchLength } from '../vit.ts';
import type { PlanContext, Trainable } from './plan.ts';

/** Learned tokens in the paper's initial range: Xavier uniform for a projection from patch to width. */
export function learnedTokens({ config, seed }: PlanContext, shape: Shape): Trainable {
  const random = createRandom(seed).fork('vpt');
  const reach = Math.sqrt(6 / (patchLength(config) + config.width));
  return {
    name: 'prompt.tokens',
    shape,
    initial: Float32Array.from({ length: sizeOf(shape) }, () => random.between(-reach, reach)),
    weightDecay: true,
    rate: 1,
  };
}
