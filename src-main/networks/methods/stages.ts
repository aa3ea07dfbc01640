import { reshape, slice } from '../../graph/ops.ts';
import type { Value } from '../../graph/ir.ts';
import type { NetworkInput } from '../preprocess.ts';
import { patchLength, type Vit, type VitConfig } from '../vit.ts';
import type { AttentionWatch, Bucket, CaseTensors, PrepareStage, TensorSpec } from './plan.ts';
import {
  embedCells,
  headFeatures,
  headRows,
  imagePatches,
  paddingBias,
  regionShares,
  specInputs,
  readsMask,
  shownShares,
  type View,
  type ViewLayout,
} from './view.ts';

/**
 * What the frozen network computes of a case before anything is trained: stages that several methods share, so that
 * they share what is kept of them.
 */
interface StageContext {
  readonly vit: Vit;
  readonly config: VitConfig;
  readonly view: View;
  readonly layout: ViewLayout;
}

type Kept = (image: NetworkInput) => CaseTensors;

/** (1 + count + registers, width): CLS, the image tokens and registers as they enter a block. */
export const tokensName = 'frozen.tokens';

export function tokensSpec({ layout, config }: StageContext, bucket: Bucket): TensorSpec {
  return { name: tokensName, shape: [tokenCount(layout, config, bucket), config.width], dtype: 'float32' };
}

function tokenCount(layout: ViewLayout, { registers = 0 }: VitConfig, bucket: Bucket): number {
  return 1 + layout.count(bucket) + registers;
}

/** The frozen network up to a block. */
export function tokensStage(
  context: StageContext,
  bucket: Bucket,
  depth: number,
  kept: Kept = () => ({}),
): PrepareStage {
  const inputs = frameInputs(context, bucket);
  return {
    key: `tokens at=${depth} view=${context.view}`,
    readsMask: readsMask(context.view),
    // Before the first block it is one small product.
    worthKeeping: depth > 0,
    inputs,
    outputs(batch, attention) {
      const tensor = specInputs(inputs, batch);
      return { [tokensName]: frozenTokens(context, bucket, tensor, batch, depth, attention) };
    },
    read: (image) => ({ inputs: readFrame(context, image), kept: kept(image) }),
  };
}

export const streamNames = {
  /** (heads, d, 1 + count + registers) of a block: what its keys are for queries of another stream. */
  keys: (block: number) => `stream.${block}.keys`,
  /** (heads, 1 + count + registers, d) */
  values: (block: number) => `stream.${block}.values`,
  /** (width): CLS as it enters the first prompted block. */
  cls: 'stream.cls',
  /** (width): the mask-weighted mean of the stream's final image tokens. */
  region: 'stream.region',
} as const;

export function streamSpecs(
  { layout, config }: StageContext,
  bucket: Bucket,
  depth: number,
  withRegion: boolean,
): TensorSpec[] {
  const { heads, width } = config;
  const seen = tokenCount(layout, config, bucket);
  const float = (name: string, ...shape: number[]): TensorSpec => ({ name, shape, dtype: 'float32' });
  const blocks = Array.from({ length: config.depth - depth }, (_, i) => depth + i);
  return [
    float(streamNames.cls, width),
    ...(withRegion ? [float(streamNames.region, width)] : []),
    ...blocks.flatMap((block) => [
      float(streamNames.keys(block), heads, width / heads, seen),
      float(streamNames.values(block), heads, seen, width / heads),
    ]),
  ];
}

/** The whole frozen stream, as prompts that it does not see will see it. */
export function streamStage(
  context: StageContext,
  bucket: Bucket,
  depth: number,
  withRegion: boolean,
  kept: Kept,
): PrepareStage {
  const { vit, config, view, layout } = context;
  const sharesSpec: TensorSpec = { name: 'region.shares', shape: [layout.count(bucket)], dtype: 'float32' };
  const inputs = [...frameInputs(context, bucket), ...(withRegion ? [sharesSpec] : [])];
  return {
    key: `stream from=${depth} view=${view}${withRegion ? ' region' : ''}`,
    readsMask: readsMask(view) || withRegion,
    worthKeeping: true,
    inputs,
    outputs(batch) {
      const tensor = specInputs(inputs, batch);
      const attentionBias = paddingBias(config, batch, bucket, tensor);
      const options = attentionBias === undefined ? {} : { attentionBias };
      let tokens = frozenTokens(context, bucket, tensor, batch, depth);
      const outputs: Record<string, Value> = {
        [streamNames.cls]: reshape(slice(tokens, 1, 0, 1), [batch, config.width]),
      };
      for (let block = depth; block < config.depth; block++) {
        const { keys, values } = vit.streamKeys(tokens, block);
        outputs[streamNames.keys(block)] = keys;
        outputs[streamNames.values(block)] = values;
        // Nobody reads what the stream becomes after the last block, unless its region is asked for.
        if (block < config.depth - 1 || withRegion) {
          tokens = vit.blocks(tokens, block, block + 1, options);
        }
      }
      if (withRegion) {
        const count = layout.count(bucket);
        outputs[streamNames.region] = headFeatures(
          'region',
          vit,
          slice(tokens, 1, 0, headRows('region', config, count)),
          () => shownShares(batch, bucket, count, tensor),
          () => tensor('region.shares'),
        );
      }
      return outputs;
    },
    read: (image) => ({
      inputs: {
        ...readFrame(context, image),
        ...(withRegion ? { 'region.shares': regionShares(image, layout) } : {}),
      },
      kept: kept(image),
    }),
  };
}

function frameInputs({ layout, config }: StageContext, bucket: Bucket): TensorSpec[] {
  return [
    { name: 'patches', shape: [layout.count(bucket), patchLength(config)], dtype: 'float32' },
    ...layout.index.specs(bucket),
    ...layout.padding.specs(bucket),
  ];
}

function readFrame({ layout, config }: StageContext, image: NetworkInput): CaseTensors {
  return {
    patches: imagePatches(image, config, layout),
    ...layout.index.read(image),
    ...layout.padding.read(image),
  };
}

function frozenTokens(
  { vit, config }: StageContext,
  bucket: Bucket,
  tensor: (name: string) => Value,
  batch: number,
  depth: number,
  watch?: AttentionWatch,
): Value {
  const start = vit.sequence(embedCells(vit, bucket, tensor));
  const attentionBias = paddingBias(config, batch, bucket, tensor);
  return vit.blocks(start, 0, depth, {
    ...(attentionBias === undefined ? {} : { attentionBias }),
    ...(watch === undefined ? {} : { watch }),
  });
}
