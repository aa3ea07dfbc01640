import { z } from 'zod';
import { concat, expand, reshape } from '../../graph/ops.ts';
import { assemblePlan, frozenNetwork, type Plan, type PlanContext } from './plan.ts';
import { tokensName, tokensSpec, tokensStage } from './stages.ts';
import { headFeatures, viewLayout } from './view.ts';
import { learnedTokens } from './vptTokens.ts';

export const vptShallowOptions = z.strictObject({
  /** Learned prompt tokens. */
  tokens: z.int().min(1).max(200).default(10),
});

/** Visual prompt tuning, shallow (Jia et al., ECCV 2022): learned tokens beside the image's, and no mask. */
export function vptShallowPlan(context: PlanContext, { tokens }: z.output<typeof vptShallowOptions>): Plan {
  const { config } = context;
  const { source, vit, weights } = frozenNetwork(context);
  const stage = { vit, config, view: 'full' as const, layout: viewLayout('full', config) };

  return assemblePlan(context, {
    method: 'vpt-shallow',
    usesMask: false,
    weights,
    source,
    bucket: stage.layout.bucket,
    prepare: (bucket) => tokensStage(stage, bucket, 0),
    prepared: (bucket) => [tokensSpec(stage, bucket)],
    trainables: [learnedTokens(context, [tokens, config.width])],
    featureLength: config.width,
    features({ batch, prepared, trained, recompute }) {
      const prompt = reshape(trained('prompt.tokens'), [1, tokens, config.width]);
      const sequence = concat([prepared(tokensName), expand(prompt, [batch, tokens, config.width])], 1);
      const final = vit.finalNorm(vit.blocks(sequence, 0, config.depth, { rows: 1, recompute }));
      return headFeatures('cls', final, () => prompt);
    },
  });
}
