import { concat } from '../../graph/ops.ts';
import type { NetworkInput } from '../preprocess.ts';
import { createTensorSource, createVit, patchLength } from '../vit.ts';
import { assemblePlan, type Bucket, type Plan, type PlanContext, type TensorSpec } from './plan.ts';
import {
  embedCells,
  headFeatures,
  headRows,
  imagePatches,
  paddingBias,
  regionShares,
  specInputs,
  viewLayout,
  type HeadInput,
  type View,
} from './view.ts';

export interface FrozenFeatureOptions {
  readonly method: string;
  readonly usesMask: boolean;
  readonly view: View;
  readonly head: HeadInput;
  /** Changes the image before the network reads it. */
  readonly edit?: (image: NetworkInput) => NetworkInput;
}

/**
 * A linear head on a feature that the frozen network computes: the whole network is a constant of the case, so a
 * step costs no more than the head.
 */
export function frozenFeaturePlan(context: PlanContext, options: FrozenFeatureOptions): Plan {
  const { config } = context;
  const source = createTensorSource('weight');
  const vit = createVit(config, source);
  const layout = viewLayout(options.view, config);
  const edit = options.edit ?? ((image: NetworkInput) => image);
  const featureLength = options.head === 'both' ? 2 * config.width : config.width;
  const feature: TensorSpec = { name: 'feature', shape: [featureLength], dtype: 'float32' };

  const graphInputs = (bucket: Bucket): readonly TensorSpec[] => [
    { name: 'patches', shape: [layout.count(bucket), patchLength(config)], dtype: 'float32' },
    ...layout.index.specs(bucket),
    ...layout.padding.specs(bucket),
    ...(options.head === 'cls'
      ? []
      : [{ name: 'region.shares', shape: [layout.count(bucket)], dtype: 'float32' as const }]),
  ];

  return assemblePlan(context, {
    method: options.method,
    usesMask: options.usesMask,
    source,
    bucket: layout.bucket,
    prepare: (bucket) => ({
      inputs: graphInputs(bucket),
      outputs(batch) {
        const tensor = specInputs(graphInputs(bucket), batch);
        const tokens = concat([vit.classToken(batch), embedCells(vit, bucket, tensor)], 1);
        const attentionBias = paddingBias(batch, bucket, tensor);
        const rows = headRows(options.head, layout.count(bucket));
        const final = vit.finalNorm(
          vit.blocks(tokens, 0, config.depth, {
            rows,
            ...(attentionBias === undefined ? {} : { attentionBias }),
          }),
        );
        return { feature: headFeatures(options.head, final, () => tensor('region.shares')) };
      },
      read: (image) => ({
        inputs: {
          patches: imagePatches(edit(image), config, layout),
          ...layout.index.read(image),
          ...layout.padding.read(image),
          ...(options.head === 'cls' ? {} : { 'region.shares': regionShares(image, config, layout) }),
        },
        kept: {},
      }),
    }),
    prepared: () => [feature],
    trainables: [],
    featureLength,
    features: (_batch, _bucket, prepared) => prepared('feature'),
  });
}
