/** Attention's mix of values, with a backward pass that never transposes its (queries × keys) matrices. */
import { GraphError, sameShape } from './ir.ts';
import type { Value } from './ir.ts';
import { add, concat, matmul, mul, reduceSum, slice, softmax, sub, withGradient } from './ops.ts';
import { productWithTranspose, transposeWithProduct } from './products.ts';

/** Keys that share a place: their logits (…, queries, keys) and their values (…, keys, d). */
export interface KeyGroup {
  readonly logits: Value;
  readonly values: Value;
}

/**
 * softmax over the keys of all groups together, times their values: (…, queries, d).
 *
 * The gradient of the logits is P∘(g·Vᵀ − δ) with δ = rowsum(g∘O), the same number as rowsum(P∘(g·Vᵀ)) but summed
 * over d instead of over all keys (Dao et al., "FlashAttention", NeurIPS 2022, section 3.1). Values that nothing
 * trainable leads to, such as those of a frozen stream, cost no gradient.
 * @param watch gets the attention shares (…, queries, keys), groups in order
 */
export function attend(groups: readonly KeyGroup[], watch?: (shares: Value) => void): Value {
  const counts = groups.map(({ logits, values }) => {
    const keys = logits.shape.at(-1) ?? 0;
    const leading = logits.shape.slice(0, -2);
    if (keys !== values.shape.at(-2) || !sameShape(leading, values.shape.slice(0, -2))) {
      throw new GraphError(
        `attend: logits [${logits.shape.join(',')}] with values [${values.shape.join(',')}]`,
      );
    }
    return keys;
  });
  const starts = counts.map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0));
  const shares: Value[] = [];
  let mixed: Value | undefined;
  return withGradient(
    [...groups.map(({ logits }) => logits), ...groups.map(({ values }) => values)],
    (detached) => {
      const logits = detached.slice(0, groups.length);
      const values = detached.slice(groups.length);
      const all = softmax(concat(logits, -1));
      watch?.(all);
      starts.forEach((start, at) => shares.push(slice(all, -1, start, start + (counts[at] ?? 0))));
      mixed = shares
        .map((share, at) => matmul(share, values[at] ?? share))
        .reduce((sum, part) => add(sum, part));
      return mixed;
    },
    (g) => {
      const delta = reduceSum(mul(g, mixed ?? g), [-1], { keepDims: true });
      const byLogits = groups.map(({ logits, values }, at) =>
        mul(shares[at] ?? logits, sub(productWithTranspose(g, values, logits.shape), delta)),
      );
      const byValues = groups.map(({ logits, values }, at) =>
        transposeWithProduct(shares[at] ?? logits, g, values.shape),
      );
      return [...byLogits, ...byValues];
    },
  );
}
