/** The attention of one block, mean over heads. */
export interface BlockAttention {
  readonly queries: number;
  /** The block's tokens first; what is appended to the sequence, or seen beside it, behind them. */
  readonly keys: number;
  /** (queries, keys); each row sums to 1. */
  readonly shares: Float32Array;
}

export interface RolledOut {
  /** Of the tokens that enter the first block. */
  readonly tokens: Float64Array;
  /** Of those that are appended later, or seen beside the sequence, in their order; of all blocks together. */
  readonly appended: Float64Array;
}

/**
 * Attention roll-out (Abnar and Zuidema, "Quantifying Attention Flow in Transformers", ACL 2020): each block passes half
 * of a token's weight on to itself, for the residual connection, and half along its attention; multiplied over blocks
 * this says how much of what is read at the end stems from which token at the start. Only the rows that are read are
 * followed, from the last block to the first. All weights together stay what `read` sums to.
 * @param blocks in order; those of a chain, in which a block's tokens are the queries of the one before, and then what
 *   is appended there
 * @param read weights of the last block's leading rows
 * @param entering tokens that enter the first block, without what is appended there
 */
export function rollOut(
  blocks: readonly BlockAttention[],
  read: ArrayLike<number>,
  entering: number,
): RolledOut {
  let weights = Float64Array.from(read);
  const appended: number[] = [];
  for (let b = blocks.length - 1; b >= 0; b--) {
    const { queries, keys, shares } = blocks[b] as BlockAttention;
    if (weights.length > queries)
      throw new RangeError(`block ${b} has ${queries} rows, not ${weights.length}`);
    const before = new Float64Array(keys);
    for (let row = 0; row < weights.length; row++) {
      const half = (weights[row] as number) / 2;
      if (half === 0) continue;
      before[row] = (before[row] as number) + half;
      for (let key = 0; key < keys; key++) {
        before[key] = (before[key] as number) + half * (shares[row * keys + key] as number);
      }
    }
    const carried = blocks[b - 1]?.queries ?? entering;
    for (let key = carried; key < keys; key++) {
      appended[key - carried] = (appended[key - carried] ?? 0) + (before[key] as number);
    }
    weights = before.slice(0, carried);
  }
  return { tokens: weights, appended: Float64Array.from(appended) };
}
