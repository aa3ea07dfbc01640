import { z } from 'zod';
import { concat, expand, reshape } from '../../graph/ops.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { cellsOf, createTensorSource, createVit, patchLength } from '../vit.ts';
import { assemblePlan, type Plan, type PlanContext, type TensorSpec } from './plan.ts';
import { embedCells, headFeatures, imagePatches, specInputs, viewLayout } from './view.ts';

export const vptShallowOptions = z.strictObject({
  /** Learned prompt tokens. */
  tokens: z.int().min(1).max(200).default(10),
});

/** Visual prompt tuning, shallow (Jia et al., ECCV 2022): learned tokens beside the image's, and no mask. */
export function vptShallowPlan(context: PlanContext, { tokens }: z.output<typeof vptShallowOptions>): Plan {
  const { config } = context;
  const source = createTensorSource('weight');
  const vit = createVit(config, source);
  const layout = viewLayout('full', config);
  const patches: TensorSpec = {
    name: 'patches',
    shape: [cellsOf(config), patchLength(config)],
    dtype: 'float32',
  };
  const random = createRandom(context.seed).fork('vpt');
  // The paper's range: Xavier uniform for a projection from patch to width.
  const reach = Math.sqrt(6 / (patchLength(config) + config.width));

  return assemblePlan(context, {
    method: 'vpt-shallow',
    usesMask: false,
    source,
    bucket: layout.bucket,
    prepare: (bucket) => ({
      inputs: [patches],
      outputs: (batch) => ({ 'image.tokens': embedCells(vit, bucket, specInputs([patches], batch)) }),
      read: (image) => ({ inputs: { patches: imagePatches(image, config, layout) }, kept: {} }),
    }),
    prepared: () => [{ name: 'image.tokens', shape: [cellsOf(config), config.width], dtype: 'float32' }],
    trainables: [
      {
        name: 'prompt.tokens',
        shape: [tokens, config.width],
        initial: Float32Array.from({ length: tokens * config.width }, () => random.between(-reach, reach)),
        weightDecay: true,
        rate: 1,
      },
    ],
    featureLength: config.width,
    features(batch, _bucket, prepared, trained) {
      const prompt = reshape(trained('prompt.tokens'), [1, tokens, config.width]);
      const sequence = concat(
        [vit.classToken(batch), prepared('image.tokens'), expand(prompt, [batch, tokens, config.width])],
        1,
      );
      const final = vit.finalNorm(vit.blocks(sequence, 0, config.depth, { rows: 1 }));
      return headFeatures('cls', final, () => prompt);
    },
  });
}
