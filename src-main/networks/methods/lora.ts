import { z } from 'zod';
import { createRandom } from '../../../src-shared/domain/random.ts';
import type { Plan, PlanContext, Trainable } from './plan.ts';
import { steeredFramePlan } from './steeredFrame.ts';
import type { View } from './view.ts';

export const loraOptions = z.strictObject({
  /** Of the update of each block's q and v. */
  rank: z.int().min(1).max(256).default(4),
  /** The update counts alpha/rank times. */
  alpha: z.number().positive().max(1024).default(4),
});

type LoraOptions = z.output<typeof loraOptions>;

/** Low-rank adaptation of q and v in every block (Hu et al., ICLR 2022), on the whole frame and without a mask. */
export function loraPlan(context: PlanContext, options: LoraOptions): Plan {
  return lowRankPlan(context, options, 'lora', 'full');
}

/** The same, of a network that is shown the cells under the mask alone. */
export function restrictedLoraPlan(context: PlanContext, options: LoraOptions): Plan {
  return lowRankPlan(context, options, 'restricted-lora', 'restricted');
}

function lowRankPlan(context: PlanContext, { rank, alpha }: LoraOptions, method: string, view: View): Plan {
  const { config } = context;
  const { width } = config;
  const random = createRandom(context.seed).fork('lora');
  const name = (block: number, part: 'q' | 'v', matrix: 'down' | 'up'): string =>
    `lora.${block}.${part}.${matrix}`;

  const trainables = Array.from({ length: config.depth }, (_, block) =>
    (['q', 'v'] as const).flatMap((part): Trainable[] => [
      {
        name: name(block, part, 'down'),
        shape: [rank, width],
        initial: Float32Array.from({ length: rank * width }, () => random.normal() / Math.sqrt(width)),
        weightDecay: true,
        rate: 1,
      },
      {
        // Zero: training starts at the frozen network's own output.
        name: name(block, part, 'up'),
        shape: [width, rank],
        initial: new Float32Array(width * rank),
        weightDecay: true,
        rate: 1,
      },
    ]),
  ).flat();

  return steeredFramePlan(context, {
    method,
    view,
    trainables,
    blocks({ trained }) {
      const update = (block: number, part: 'q' | 'v') => ({
        down: trained(name(block, part, 'down')),
        up: trained(name(block, part, 'up')),
        scale: alpha / rank,
      });
      return { lowRank: (block) => ({ query: update(block, 'q'), value: update(block, 'v') }) };
    },
  });
}
