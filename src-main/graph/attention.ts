/** Scaled attention with a backward pass that never transposes its (queries × keys) matrices. */
import { GraphError, sameShape } from './ir.ts';
import type { Value } from './ir.ts';
import { add, concat, matmul, mul, reduceSum, slice, softmax, sub, transpose, withGradient } from './ops.ts';
import { transposeWithProduct } from './products.ts';
import { onceThereIs } from './recompute.ts';

/** Keys that share a place. */
export interface KeyGroup {
  /** (…, d, keys) */
  readonly keys: Value;
  /** (…, keys, d) */
  readonly values: Value;
  /** Added to the logits, broadcast to (…, queries, keys). */
  readonly bias?: Value | undefined;
}

export interface AttendOptions {
  /** Compute the (queries × keys) shares a second time in the backward pass instead of keeping them. */
  readonly recompute?: boolean;
  /** Gets the attention shares (…, queries, keys), groups in order. */
  readonly watch?: ((shares: Value) => void) | undefined;
}

/**
 * softmax(q·keys + bias) over the keys of all groups together, times their values: (…, queries, d). Queries
 * (…, queries, d) carry the logits' scale.
 *
 * The gradient of the logits is P∘(g·Vᵀ − δ) with δ = rowsum(g∘O), the same number as rowsum(P∘(g·Vᵀ)) but summed
 * over d instead of over all keys (Dao et al., "FlashAttention", NeurIPS 2022, section 3.1). Keys and values that
 * nothing trainable leads to, such as those of a frozen stream, cost no gradient.
 */
export function attend(
  queries: Value,
  groups: readonly KeyGroup[],
  { recompute = false, watch }: AttendOptions = {},
): Value {
  const counts = groups.map(countKeys);
  const starts = counts.map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0));
  const biased = groups.flatMap(({ bias }, at) => (bias === undefined ? [] : [{ bias, at }]));
  const cut = (all: Value): Value[] =>
    starts.map((start, at) => slice(all, -1, start, start + (counts[at] ?? 0)));
  let kept: Value[] = [];
  let mixed = queries;
  return withGradient(
    [
      queries,
      ...groups.map(({ keys }) => keys),
      ...groups.map(({ values }) => values),
      ...biased.map(({ bias }) => bias),
    ],
    ([q = queries, ...rest]) => {
      const detached = groups.map((_, at): KeyGroup => {
        const place = biased.findIndex((one) => one.at === at);
        return {
          keys: rest[at] ?? q,
          values: rest[groups.length + at] ?? q,
          bias: place < 0 ? undefined : rest[2 * groups.length + place],
        };
      });
      const all = sharesOf(q, detached);
      watch?.(all);
      kept = cut(all);
      mixed = kept
        .map((share, at) => matmul(share, detached[at]?.values ?? share))
        .reduce((sum, part) => add(sum, part));
      return mixed;
    },
    (g) => {
      const one = onceThereIs(g, 1);
      const late = (x: Value): Value => transpose(mul(x, one));
      const shares = recompute ? cut(sharesOf(mul(queries, one), groups)) : kept;
      const delta = reduceSum(mul(g, mixed), [-1], { keepDims: true });
      const byLogits = groups.map(({ values }, at) =>
        mul(shares[at] ?? g, sub(matmul(g, late(values)), delta)),
      );
      const byQueries = groups
        .map(({ keys }, at) => matmul(byLogits[at] ?? g, late(keys)))
        .reduce((sum, part) => add(sum, part));
      return [
        byQueries,
        ...byLogits.map((byLogit) => matmul(late(queries), byLogit)),
        ...groups.map(({ values }, at) => transposeWithProduct(shares[at] ?? g, g, values.shape)),
        ...biased.map(({ at }) => byLogits[at] ?? g),
      ];
    },
  );
}

function countKeys({ keys, values }: KeyGroup): number {
  const count = keys.shape.at(-1) ?? 0;
  if (!sameShape(keys.shape, values.shape.with(-1, count).with(-2, values.shape.at(-1) ?? 0))) {
    throw new GraphError(`attend: keys [${keys.shape.join(',')}] with values [${values.shape.join(',')}]`);
  }
  return count;
}

function sharesOf(queries: Value, groups: readonly KeyGroup[]): Value {
  const logits = groups.map(({ keys, bias }) => {
    const product = matmul(queries, keys);
    return bias === undefined ? product : add(product, bias);
  });
  return softmax(concat(logits, -1));
}
