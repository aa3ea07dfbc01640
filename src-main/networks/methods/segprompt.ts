import { z } from 'zod';
import { linear } from '../../graph/compose.ts';
import { add, concat, div, mul, reduceMean, reduceSum, reshape, slice, zeros } from '../../graph/ops.ts';
import type { Value } from '../../graph/ir.ts';
import type { BlocksOptions } from '../blocks.ts';
import {
  assemblePlan,
  frozenNetwork,
  type Bucket,
  type FeatureInputs,
  type Plan,
  type PlanContext,
  type TensorSpec,
} from './plan.ts';
import { promptCells } from './promptCells.ts';
import { deepPrompts, promptTrainables } from './promptTokens.ts';
import { streamNames, streamSpecs, streamStage, tokensName, tokensSpec, tokensStage } from './stages.ts';
import {
  explainedFrame,
  headFeatures,
  headRows,
  paddingBias,
  regionCoverage,
  regionShares,
  shownShares,
  viewLayout,
} from './view.ts';

export const segpromptOptions = z
  .strictObject({
    /** Shallow: the segmentation tokens enter once. Deep: every further block gets fresh ones, made from the same map. */
    variant: z.enum(['shallow', 'deep']).default('shallow'),
    /** What the prompt is made of: the bare map, the image seen through the map, or both. */
    promptInput: z.enum(['mask', 'region', 'both']).default('region'),
    /** What the frozen network sees: the whole frame, only the cells under the mask, or only those of its core. */
    view: z.enum(['full', 'restricted', 'core']).default('core'),
    /** What the head reads: CLS, the mask-weighted mean of the image tokens, or both. */
    head: z.enum(['cls', 'region', 'both']).default('region'),
    /** Full: all tokens see all tokens. One-way: prompts see the frozen stream, which does not see them. */
    interaction: z.enum(['full', 'one-way']).default('full'),
    /** The block at which prompts enter; what the frozen network computes before it is a constant of the frame. */
    depth: z.int().min(0).max(95).default(0),
    /** Side of a prompt cell in patch cells. */
    grid: z.int().min(1).max(16).default(1),
    /** A trained scalar per block and head, times a cell's coverage, added to the logits of all queries at that cell. */
    attentionBias: z.boolean().default(false),
    /** Of the projection that makes the fresh prompts of each block (deep only). */
    rank: z.int().min(1).max(256).default(8),
  })
  .refine(({ interaction, head }) => !(interaction === 'one-way' && head === 'region'), {
    path: ['head'],
    error: 'with one-way interaction the image tokens learn nothing of the prompts: choose cls or both',
  });
export type SegpromptOptions = z.output<typeof segpromptOptions>;

/** Near 0 the bias would start, and often stay, where the frozen network looks: at everything. */
const initialBias = 8;
/** In units of the logit scale its value moves by single steps, not by hundredths. */
const biasRate = 0.3;

/**
 * SegPrompt: segmentation tokens beside CLS and the image tokens of a frozen network. Our reading of arXiv 2303.08303,
 * of which docs/method.md gives the definitions.
 *
 * Segmentation token of a cell = E·z + position of the cell + type. z is made of the cell's pixels: the map's
 * planes (K·P² values), and/or the image times each foreground plane (3·P²·(K−1)). The projection has no bias of its
 * own, the type embedding is one; for region prompts it starts at the patch embedding's bias.
 */
export function segpromptPlan(context: PlanContext, options: SegpromptOptions): Plan {
  const { config, maskClasses } = context;
  const { view, head, depth, variant, interaction, attentionBias } = options;
  if (depth >= config.depth) {
    throw new RangeError(`prompts cannot enter at block ${depth} of a network of ${config.depth} blocks`);
  }
  const { source, vit, weights } = frozenNetwork(context);
  const layout = viewLayout(view, config);
  const prompt = promptCells(config, options, layout, maskClasses);
  const stage = { vit, config, view, layout };
  const { registers = 0 } = config;
  const oneWay = interaction === 'one-way';
  const withRegion = head !== 'cls';
  const coverageSpec = (bucket: Bucket): TensorSpec => ({
    name: 'region.coverage',
    shape: [layout.count(bucket)],
    dtype: 'float32',
  });

  /** What of a case the frozen network does not compute. */
  const keptSpecs = (bucket: Bucket): readonly TensorSpec[] => [
    { name: 'prompt.patches', shape: [prompt.layout.count(bucket), prompt.length], dtype: 'float32' },
    coverageSpec(bucket),
    ...layout.index.specs(bucket),
    ...layout.padding.specs(bucket),
    ...(prompt.layout === layout
      ? []
      : [...prompt.layout.index.specs(bucket), ...prompt.layout.padding.specs(bucket)]),
    ...(withRegion && !oneWay
      ? [{ name: 'region.shares', shape: [layout.count(bucket)], dtype: 'float32' as const }]
      : []),
  ];

  const frozenSpecs = (bucket: Bucket): readonly TensorSpec[] =>
    oneWay ? streamSpecs(stage, bucket, depth, withRegion) : [tokensSpec(stage, bucket)];

  /** The trained bias of a block on the image tokens (B, heads, 1, count); undefined without the option. */
  const steering = ({ prepared, trained, batch }: FeatureInputs, block: number): Value | undefined => {
    if (!attentionBias) return undefined;
    const scalars = slice(trained('attention.bias'), 0, block - depth, block - depth + 1);
    const coverage = prepared('region.coverage');
    return mul(
      reshape(scalars, [1, config.heads, 1, 1]),
      reshape(coverage, [batch, 1, 1, coverage.shape[1] ?? 0]),
    );
  };

  /** Reports how much of CLS's attention in a block falls on the mask, given the place of the first image token. */
  const watching = ({ prepared, batch, watch, attention }: FeatureInputs): Pick<BlocksOptions, 'watch'> =>
    watch === undefined
      ? attention === undefined
        ? {}
        : { watch: attention }
      : {
          watch(_block, shares) {
            const coverage = prepared('region.coverage');
            const count = coverage.shape[1] ?? 0;
            const ofCls = slice(slice(shares, 2, 0, 1), 3, 1, 1 + count);
            // Of what falls on image tokens: prompts take their part besides, and it is the region's too.
            const inside = reduceSum(mul(ofCls, reshape(coverage, [batch, 1, 1, count])), [2, 3]);
            watch(reduceMean(div(inside, reduceSum(ofCls, [2, 3])), [1]));
          },
        };

  /** No bias on so many tokens that no cell belongs to. */
  const besides = (batch: number, tokens: number): Value => zeros([batch, config.heads, 1, tokens]);

  const promptTokens = (inputs: FeatureInputs): Value => {
    const { prepared, trained, bucket } = inputs;
    const embedded = linear(
      prepared('prompt.patches'),
      trained('prompt.embed.weight'),
      trained('prompt.type'),
    );
    return vit.enter(add(embedded, prompt.positions(vit, bucket, prepared)));
  };

  /** CLS, image tokens and prompts in one sequence: all tokens see all tokens. */
  const together = (inputs: FeatureInputs): Value => {
    const { batch, bucket, prepared, recompute } = inputs;
    const count = layout.count(bucket);
    const prompts = prompt.layout.count(bucket);
    const padding = paddingBias(config, batch, bucket, prepared, [prompt.padding(bucket, prepared)]);
    const bias = (block: number): Value | undefined => {
      const steered = steering(inputs, block);
      if (steered === undefined) return padding;
      const row = concat([besides(batch, 1), steered, besides(batch, registers + prompts)], 3);
      return padding === undefined ? row : add(row, padding);
    };
    const tokens = promptTokens(inputs);
    const deep = variant === 'deep';
    const fresh = deepPrompts(inputs.trained, tokens, depth);
    const final = vit.blocks(
      deep ? prepared(tokensName) : concat([prepared(tokensName), tokens], 1),
      depth,
      config.depth,
      {
        rows: headRows(head, config, count),
        attentionBias: bias,
        ...(deep ? { extra: fresh } : {}),
        ...watching(inputs),
        recompute,
      },
    );
    return headFeatures(
      head,
      vit,
      final,
      () => shownShares(batch, bucket, count, prepared),
      () => prepared('region.shares'),
    );
  };

  /** CLS′ and prompts beside the frozen stream, whose keys and values they see. */
  const beside = (inputs: FeatureInputs): Value => {
    const { batch, bucket, prepared, recompute } = inputs;
    const cls = reshape(prepared(streamNames.cls), [batch, 1, config.width]);
    const tokens = promptTokens(inputs);
    const deep = variant === 'deep';
    const fresh = deepPrompts(inputs.trained, tokens, depth);
    const ownPadding = prompt.padding(bucket, prepared);
    const own =
      typeof ownPadding === 'number'
        ? undefined
        : reshape(concat([zeros([batch, 1]), ownPadding], 1), [batch, 1, 1, 1 + (ownPadding.shape[1] ?? 0)]);
    const streamPadding = paddingBias(config, batch, bucket, prepared);
    const streamBias = (block: number): Value | undefined => {
      const steered = steering(inputs, block);
      if (steered === undefined) return streamPadding;
      const after = registers > 0 ? [besides(batch, registers)] : [];
      const row = concat([besides(batch, 1), steered, ...after], 3);
      return streamPadding === undefined ? row : add(row, streamPadding);
    };
    const final = vit.blocks(deep ? cls : concat([cls, tokens], 1), depth, config.depth, {
      rows: 1,
      ...(own === undefined ? {} : { attentionBias: own }),
      ...(deep ? { extra: fresh } : {}),
      stream(block) {
        const bias = streamBias(block);
        return {
          keys: prepared(streamNames.keys(block)),
          values: prepared(streamNames.values(block)),
          ...(bias === undefined ? {} : { bias }),
        };
      },
      ...watching(inputs),
      recompute,
    });
    const answer = reshape(vit.finalNorm(final), [batch, config.width]);
    return head === 'cls' ? answer : concat([answer, prepared(streamNames.region)], 1);
  };

  return assemblePlan(context, {
    method: 'segprompt',
    usesMask: true,
    weights,
    // A restricted view of nothing shows nothing, and a mean over nothing is none.
    acceptsEmptyMask: view === 'full' && head === 'cls',
    source,
    bucket: (image) => prompt.bucket(image),
    prepare: (bucket) => {
      const kept = (image: Parameters<Plan['bucket']>[0]) => ({
        'prompt.patches': prompt.patches(image),
        'region.coverage': regionCoverage(image, config, layout),
        ...layout.index.read(image),
        ...layout.padding.read(image),
        ...(prompt.layout === layout
          ? {}
          : { ...prompt.layout.index.read(image), ...prompt.layout.padding.read(image) }),
        ...(withRegion && !oneWay ? { 'region.shares': regionShares(image, layout) } : {}),
      });
      return oneWay
        ? streamStage(stage, bucket, depth, withRegion, kept)
        : tokensStage(stage, bucket, depth, kept);
    },
    prepared: (bucket) => [...frozenSpecs(bucket), ...keptSpecs(bucket)],
    trainables: [
      ...promptTrainables(context, options, prompt),
      ...(attentionBias
        ? [
            {
              name: 'attention.bias',
              shape: [config.depth - depth, config.heads],
              initial: new Float32Array((config.depth - depth) * config.heads).fill(initialBias),
              weightDecay: false,
              rate: biasRate,
            },
          ]
        : []),
    ],
    featureLength: head === 'both' ? 2 * config.width : config.width,
    features: oneWay ? beside : together,
    watchesAttention: true,
    // Keys of the frozen stream are no tokens of the prompted one.
    explained: {
      ...explainedFrame(head, config, layout),
      chained: !oneWay,
      appended: (image) => prompt.covered(image),
    },
  });
}
