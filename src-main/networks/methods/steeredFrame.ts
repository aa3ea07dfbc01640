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
import {
  explainedFrame,
  headFeatures,
  headRows,
  paddingBias,
  readsMask,
  shownShares,
  viewLayout,
  type View,
} from './view.ts';

export interface SteeredFrameOptions {
  readonly method: string;
  /** What of the frame the network is shown; a restricted view reads the mask. */
  readonly view: View;
  /** All but the head. */
  readonly trainables: readonly Trainable[];
  /** What enters the first block; left out: CLS, the image tokens and registers. */
  readonly sequence?: (tokens: Value, inputs: FeatureInputs) => Value;
  /** How many tokens `sequence` appends. */
  readonly appended?: number;
  /** What the blocks are given beside it. */
  readonly blocks?: (inputs: FeatureInputs) => BlocksOptions;
}

/** Methods that steer the frozen network without a word of the mask, on what they are shown of the frame, and read CLS. */
export function steeredFramePlan(context: PlanContext, options: SteeredFrameOptions): Plan {
  const { config } = context;
  const { view, appended = 0 } = options;
  const { source, vit, weights } = frozenNetwork(context);
  const layout = viewLayout(view, config);
  const stage = { vit, config, view, layout };
  return assemblePlan(context, {
    method: options.method,
    usesMask: readsMask(view),
    weights,
    source,
    bucket: layout.bucket,
    prepare: (bucket) => tokensStage(stage, bucket, 0, (image) => layout.padding.read(image)),
    prepared: (bucket) => [tokensSpec(stage, bucket), ...layout.padding.specs(bucket)],
    trainables: options.trainables,
    featureLength: config.width,
    features(inputs) {
      const { batch, bucket, prepared, recompute, attention } = inputs;
      const tokens = prepared(tokensName);
      const count = layout.count(bucket);
      const padding = paddingBias(config, batch, bucket, prepared, appended === 0 ? [] : [appended]);
      const final = vit.blocks(options.sequence?.(tokens, inputs) ?? tokens, 0, config.depth, {
        ...options.blocks?.(inputs),
        ...(padding === undefined ? {} : { attentionBias: padding }),
        rows: headRows('cls', config, count),
        ...(attention === undefined ? {} : { watch: attention }),
        recompute,
      });
      const shown = (): Value => shownShares(batch, bucket, count, prepared);
      return headFeatures('cls', vit, final, shown, shown);
    },
    explained: explainedFrame('cls', config, layout),
  });
}
