import { logSoftmax } from '../../graph/compose.ts';
import type { Value } from '../../graph/ir.ts';
import { add, constant, div, exp, mul, neg, reduceSum, sub } from '../../graph/ops.ts';

/** So that a class which neither frame nor answer shows has a Dice of 1, and small ones a gradient. */
const smoothing = 1;

/**
 * Cross-entropy, weighted by class and averaged over cells, plus one minus the mean soft Dice of the foreground classes
 * (Milletari et al., "V-Net", 3DV 2016, with sums in place of squares), of each frame by itself; a scalar.
 *
 * @param logits (B, cells, classes)
 * @param targets (B, cells, classes): shares that sum to 1 over classes
 * @param classWeights (classes)
 * @param sampleWeights (B): 1 / size of the whole batch; 0 for padding
 */
export function segmentationLoss(
  logits: Value,
  targets: Value,
  classWeights: Value,
  sampleWeights: Value,
): Value {
  const [, cells = 1, classes = 0] = logits.shape;
  const logShares = logSoftmax(logits);
  const entropy = mul(neg(reduceSum(mul(mul(targets, classWeights), logShares), [1, 2])), 1 / cells);
  const shares = exp(logShares);
  const common = reduceSum(mul(shares, targets), [1]);
  const both = add(reduceSum(shares, [1]), reduceSum(targets, [1]));
  const dice = div(add(mul(common, 2), smoothing), add(both, smoothing));
  const missed = mul(sub(1, dice), foreground(classes));
  return reduceSum(mul(add(entropy, reduceSum(missed, [1])), sampleWeights));
}

function foreground(classes: number): Value {
  return constant(
    Array.from({ length: classes }, (_, k) => (k === 0 ? 0 : 1 / (classes - 1))),
    [classes],
  );
}
