import { z } from 'zod';
import { sizeOf, type Value } from '../../graph/ir.ts';
import { reshape, slice } from '../../graph/ops.ts';
import {
  cellsOf,
  createTensorSource,
  createVit,
  patchLength,
  vitTensors,
  type TensorSource,
} from '../vit.ts';
import { assemblePlan, type Plan, type PlanContext, type TensorSpec } from './plan.ts';
import {
  embedCells,
  explainedFrame,
  headFeatures,
  headRows,
  imagePatches,
  shownShares,
  viewLayout,
} from './view.ts';

export const bitfitOptions = z.strictObject({});
export const fullOptions = z.strictObject({});

/** All biases of the network and nothing else of it (Ben Zaken et al., "BitFit", ACL 2022), without a mask. */
export function bitfitPlan(context: PlanContext): Plan {
  return backboneTuningPlan(context, 'bitfit', (tensor) => tensor.endsWith('.bias'));
}

/** Vanilla fine-tuning: everything is trained, from the same start as the other methods, without a mask. */
export function fullPlan(context: PlanContext): Plan {
  return backboneTuningPlan(context, 'full', () => true);
}

/** Some of the network's own tensors are trained, under their own names; nothing of a case is a constant. */
function backboneTuningPlan(
  context: PlanContext,
  method: string,
  isTrained: (tensor: string) => boolean,
): Plan {
  const { config } = context;
  const frozen = createTensorSource('weight');
  const layout = viewLayout('full', config);
  const patches: TensorSpec = {
    name: 'patches',
    shape: [cellsOf(config), patchLength(config)],
    dtype: 'float32',
  };
  return assemblePlan(context, {
    method,
    usesMask: false,
    weights: 'plain',
    source: frozen,
    bucket: layout.bucket,
    prepare: () => ({
      key: 'patches',
      readsMask: false,
      worthKeeping: false,
      inputs: [],
      outputs: () => ({}),
      read: (image) => ({ inputs: {}, kept: { patches: imagePatches(image, config, layout) } }),
    }),
    prepared: () => [patches],
    trainables: [...vitTensors(config)].flatMap(([name, shape]) =>
      isTrained(name)
        ? [
            {
              name,
              shape,
              initial: context.tensor(name).slice(0, sizeOf(shape)),
              weightDecay: name.endsWith('.weight') && !name.includes('norm'),
              rate: 1,
            },
          ]
        : [],
    ),
    featureLength: config.width,
    features({ batch, bucket, prepared, trained, attention }) {
      const vit = createVit(config, partlyTrained(frozen, isTrained, trained));
      const tokens = vit.sequence(embedCells(vit, bucket, prepared));
      const count = layout.count(bucket);
      const final = vit.blocks(tokens, 0, config.depth, {
        rows: headRows('cls', config, count),
        ...(attention === undefined ? {} : { watch: attention }),
      });
      const shown = (): Value => shownShares(batch, bucket, count, prepared);
      return headFeatures('cls', vit, final, shown, shown);
    },
    explained: explainedFrame('cls', config, layout),
  });
}

/** Trained tensors are parameters as a whole, of which the network reads its runs; the others are frozen. */
function partlyTrained(
  frozen: TensorSource,
  isTrained: (tensor: string) => boolean,
  trained: (name: string) => Value,
): TensorSource {
  return {
    runs: frozen.runs,
    halfValue: (tensor, shape) => frozen.halfValue(tensor, shape),
    value(tensor, shape, start = 0) {
      if (!isTrained(tensor)) return frozen.value(tensor, shape, start);
      const flat = reshape(trained(tensor), [-1]);
      return reshape(slice(flat, 0, start, start + sizeOf(shape)), shape);
    },
  };
}
