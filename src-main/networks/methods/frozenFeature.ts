import { div, mul, reduceSum, sqrt } from '../../graph/ops.ts';
import type { NetworkInput } from '../preprocess.ts';
import { patchLength } from '../vit.ts';
import {
  assemblePlan,
  frozenNetwork,
  type Bucket,
  type Framing,
  type Plan,
  type PlanContext,
  type TensorSpec,
} from './plan.ts';
import {
  embedCells,
  explainedFrame,
  headFeatures,
  headRows,
  imagePatches,
  paddingBias,
  readsMask,
  regionShares,
  shownShares,
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
  readonly framing?: Framing;
  /** Changes the image before the network reads it. */
  readonly edit?: { readonly key: string; readonly image: (image: NetworkInput) => NetworkInput };
  /** The head is found from class means of the feature scaled to length 1, not by training. */
  readonly classMeans?: boolean;
}

/**
 * A linear head on a feature that the frozen network computes: the whole network is a constant of the case, so a
 * step costs no more than the head.
 */
export function frozenFeaturePlan(context: PlanContext, options: FrozenFeatureOptions): Plan {
  const { config } = context;
  const { view, head, edit, framing = 'frame', classMeans = false } = options;
  const { source, vit, weights } = frozenNetwork(context);
  const layout = viewLayout(view, config);
  const featureLength = head === 'both' ? 2 * config.width : config.width;
  const feature: TensorSpec = { name: 'feature', shape: [featureLength], dtype: 'float32' };

  const graphInputs = (bucket: Bucket): readonly TensorSpec[] => [
    { name: 'patches', shape: [layout.count(bucket), patchLength(config)], dtype: 'float32' },
    ...layout.index.specs(bucket),
    ...layout.padding.specs(bucket),
    ...(head === 'cls'
      ? []
      : [{ name: 'region.shares', shape: [layout.count(bucket)], dtype: 'float32' as const }]),
  ];

  return assemblePlan(context, {
    method: options.method,
    usesMask: options.usesMask,
    weights,
    framing,
    fit: classMeans ? 'class-means' : 'gradient',
    source,
    bucket: layout.bucket,
    prepare: (bucket) => ({
      key: ['feature', view, head, framing, edit?.key ?? 'as-is', classMeans ? 'unit' : 'plain'].join(' '),
      readsMask: readsMask(view) || head !== 'cls' || framing === 'mask-box' || edit !== undefined,
      worthKeeping: true,
      inputs: graphInputs(bucket),
      outputs(batch, watch) {
        const tensor = specInputs(graphInputs(bucket), batch);
        const tokens = vit.sequence(embedCells(vit, bucket, tensor));
        const attentionBias = paddingBias(config, batch, bucket, tensor);
        const count = layout.count(bucket);
        const final = vit.blocks(tokens, 0, config.depth, {
          rows: headRows(head, config, count),
          ...(attentionBias === undefined ? {} : { attentionBias }),
          ...(watch === undefined ? {} : { watch }),
        });
        const found = headFeatures(
          head,
          vit,
          final,
          () => shownShares(batch, bucket, count, tensor),
          () => tensor('region.shares'),
        );
        return {
          feature: classMeans
            ? div(found, sqrt(reduceSum(mul(found, found), [1], { keepDims: true })))
            : found,
        };
      },
      read(image) {
        const shown = edit === undefined ? image : edit.image(image);
        return {
          inputs: {
            patches: imagePatches(shown, config, layout),
            ...layout.index.read(image),
            ...layout.padding.read(image),
            ...(head === 'cls' ? {} : { 'region.shares': regionShares(image, layout) }),
          },
          kept: {},
        };
      },
    }),
    prepared: () => [feature],
    trainables: [],
    featureLength,
    features: ({ prepared }) => prepared('feature'),
    explained: explainedFrame(head, config, layout),
  });
}
