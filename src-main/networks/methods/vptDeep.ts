import { z } from 'zod';
import { expand, slice } from '../../graph/ops.ts';
import { assemblePlan, frozenNetwork, type Plan, type PlanContext } from './plan.ts';
import { tokensName, tokensSpec, tokensStage } from './stages.ts';
import { headFeatures, viewLayout } from './view.ts';
import { learnedTokens } from './vptTokens.ts';

export const vptDeepOptions = z.strictObject({
  /** Learned prompt tokens of each block. */
  tokens: z.int().min(1).max(200).default(10),
});

/**
 * Visual prompt tuning, deep (Jia et al., ECCV 2022): every block sees learned tokens of its own beside the image's.
 * What a block makes of them is dropped before the next one, so they are keys and values without queries.
 */
export function vptDeepPlan(context: PlanContext, { tokens }: z.output<typeof vptDeepOptions>): Plan {
  const { config } = context;
  const { source, vit, weights } = frozenNetwork(context);
  const stage = { vit, config, view: 'full' as const, layout: viewLayout('full', config) };

  return assemblePlan(context, {
    method: 'vpt-deep',
    usesMask: false,
    weights,
    source,
    bucket: stage.layout.bucket,
    prepare: (bucket) => tokensStage(stage, bucket, 0),
    prepared: (bucket) => [tokensSpec(stage, bucket)],
    trainables: [learnedTokens(context, [config.depth, tokens, config.width])],
    featureLength: config.width,
    features({ batch, prepared, trained, recompute }) {
      const prompts = trained('prompt.tokens');
      const final = vit.blocks(prepared(tokensName), 0, config.depth, {
        rows: 1,
        extra: (block) => expand(slice(prompts, 0, block, block + 1), [batch, tokens, config.width]),
        recompute,
      });
      return headFeatures('cls', vit.finalNorm(final), () => prompts);
    },
  });
}
