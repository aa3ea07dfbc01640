import type { Value } from '../../graph/ir.ts';
import type { BlocksOptions } from '../blocks.ts';
import {
  assemblePlan,
  frozenNetwork,
  type FeatureInputs,
  type Plan,
  type PlanContext,
  type Trainable,
} from './plan.ts';
import { tokensName, tokensSpec, tokensStage } from './stages.ts';
import { headFeatures, viewLayout } from './view.ts';

export interface WholeFrameOptions {
  readonly method: string;
  /** All but the head. */
  readonly trainables: readonly Trainable[];
  /** What enters the first block; left out: CLS and the image tokens. */
  readonly sequence?: (tokens: Value, inputs: FeatureInputs) => Value;
  /** What the blocks are given beside it. */
  readonly blocks?: (inputs: FeatureInputs) => BlocksOptions;
}

/** Methods that steer the frozen network on the whole frame, know nothing of masks, and read CLS. */
export function wholeFramePlan(context: PlanContext, options: WholeFrameOptions): Plan {
  const { config } = context;
  const { source, vit, weights } = frozenNetwork(context);
  const stage = { vit, config, view: 'full' as const, layout: viewLayout('full', config) };
  return assemblePlan(context, {
    method: options.method,
    usesMask: false,
    weights,
    source,
    bucket: stage.layout.bucket,
    prepare: (bucket) => tokensStage(stage, bucket, 0),
    prepared: (bucket) => [tokensSpec(stage, bucket)],
    trainables: options.trainables,
    featureLength: config.width,
    features(inputs) {
      const tokens = inputs.prepared(tokensName);
      const final = vit.blocks(options.sequence?.(tokens, inputs) ?? tokens, 0, config.depth, {
        ...options.blocks?.(inputs),
        rows: 1,
        recompute: inputs.recompute,
      });
      return headFeatures('cls', vit.finalNorm(final), () => tokens);
    },
  });
}
