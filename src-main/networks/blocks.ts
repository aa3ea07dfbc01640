import { attend, type KeyGroup } from '../graph/attention.ts';
import { linear } from '../graph/compose.ts';
import { topological, type Value } from '../graph/ir.ts';
import { add, concat, mul, reshape, slice, transpose } from '../graph/ops.ts';
import { recomputed } from '../graph/recompute.ts';
import type { StreamKeys, Vit, VitConfig, VitLayers } from './vit.ts';

/** A low-rank update of q or v (Hu et al., "LoRA", ICLR 2022): h·downᵀ·upᵀ·scale; down (r, width), up (width, r). */
export interface LowRank {
  readonly down: Value;
  readonly up: Value;
  readonly scale: number;
}

/**
 * What is computed a second time in the backward pass instead of being kept for it: nothing, the attention shares
 * (a third of a block's memory for a few percent of its time), or all that is inside a block.
 */
export const recomputes = ['nothing', 'attention', 'blocks'] as const;
export type Recompute = (typeof recomputes)[number];

export interface BlocksOptions {
  /**
   * Added to the logits of the block's own keys, [tokens; extra tokens], broadcast to (B, heads, queries, keys);
   * `excluded` takes a key out.
   */
  readonly attentionBias?: Value | ((block: number) => Value | undefined);
  /** Compute only the first so many rows of the last block's result (all rows still serve as keys and values). */
  readonly rows?: number;
  /** Tokens (B, m, width) that a block sees but does not carry on: keys and values without queries. */
  readonly extra?: (block: number) => Value | undefined;
  /** Keys and values of a frozen stream that the queries see beside their own, with what is added to their logits. */
  readonly stream?: (block: number) => (StreamKeys & { readonly bias?: Value }) | undefined;
  readonly lowRank?: (block: number) => { readonly query: LowRank; readonly value: LowRank } | undefined;
  /** Gets the attention shares (B, heads, queries, keys): those of the stream first, then the block's own. */
  readonly watch?: (block: number, shares: Value) => void;
  readonly recompute?: Recompute;
}

/** A logit so low that its key gets an attention weight of exactly 0 in float32 and in float16. */
export const excluded = -3e4;

/** Pre-norm blocks out of a network's layers. */
export function assembleBlocks(config: VitConfig, layers: VitLayers): Pick<Vit, 'blocks' | 'streamKeys'> {
  const { width, heads } = config;
  const depth = width / heads;

  /** (B, T, width) → (B, heads, T, d), or (B, heads, d, T) for keys. */
  const byHead = (x: Value, order: readonly number[]): Value =>
    transpose(reshape(x, [...x.shape.slice(0, 2), heads, depth]), order);
  const asRows = [0, 2, 1, 3] as const;
  const asColumns = [0, 2, 3, 1] as const;

  const updated = (x: Value, update: LowRank | undefined, normalised: () => Value): Value =>
    update === undefined
      ? x
      : add(x, mul(linear(linear(normalised(), update.down), update.up), update.scale));

  const block = (x: Value, index: number, own: BlockInputs): Value => {
    const { bias, extra, stream, lowRank, rows, watch, recompute } = own;
    const seen = layers.norm1(index, extra === undefined ? x : concat([x, extra], 1), lowRank !== undefined);
    const queries = rows ?? x.shape[1] ?? 0;
    const asked = slice(seen, 1, 0, queries);
    const full = (normalised: Value) => () => layers.fullNorm1(index, normalised);
    const query = updated(layers.query(index, asked), scaled(lowRank?.query, depth), full(asked));
    const value = updated(layers.value(index, seen), lowRank?.value, full(seen));
    const groups: KeyGroup[] = [
      ...(stream === undefined ? [] : [stream]),
      { keys: byHead(layers.key(index, seen), asColumns), values: byHead(value, asRows), bias },
    ];
    const mixed = reshape(
      transpose(attend(byHead(query, asRows), groups, { watch, recompute }), asRows),
      asked.shape,
    );
    const attended = add(slice(x, 1, 0, queries), layers.project(index, mixed));
    return add(attended, layers.mlp(index, attended));
  };

  /** The block with what is trained of its inputs handed over, so that it can be computed twice. */
  const recomputedBlock = (x: Value, index: number, own: BlockInputs): Value => {
    const trained: Value[] = [];
    mapValues(own, (value) => {
      if (isTrained(value)) trained.push(value);
      return value;
    });
    return recomputed(x, trained, (again, others) =>
      block(
        again,
        index,
        mapValues(own, (value) => others[trained.indexOf(value)] ?? value),
      ),
    );
  };

  return {
    blocks(tokens, from, to, options = {}) {
      const { attentionBias } = options;
      let x = tokens;
      for (let index = from; index < to; index++) {
        const own: BlockInputs = {
          bias: typeof attentionBias === 'function' ? attentionBias(index) : attentionBias,
          extra: options.extra?.(index),
          stream: options.stream?.(index),
          lowRank: options.lowRank?.(index),
          rows: index === to - 1 ? options.rows : undefined,
          watch: options.watch && ((shares) => options.watch?.(index, shares)),
          recompute: options.recompute === 'attention',
        };
        x = options.recompute === 'blocks' ? recomputedBlock(x, index, own) : block(x, index, own);
      }
      return x;
    },
    streamKeys(tokens, index) {
      const seen = layers.norm1(index, tokens, false);
      return {
        keys: byHead(layers.key(index, seen), asColumns),
        values: byHead(layers.value(index, seen), asRows),
      };
    },
  };
}

/** What one block reads beside its tokens. */
interface BlockInputs {
  readonly bias: Value | undefined;
  readonly extra: Value | undefined;
  readonly stream: (StreamKeys & { readonly bias?: Value }) | undefined;
  readonly lowRank: { readonly query: LowRank; readonly value: LowRank } | undefined;
  readonly rows: number | undefined;
  readonly watch: ((shares: Value) => void) | undefined;
  /** Of the attention shares. */
  readonly recompute: boolean;
}

/** Queries carry the logits' scale, so an update of theirs must carry it too. */
function scaled(update: LowRank | undefined, depth: number): LowRank | undefined {
  return update && { ...update, scale: update.scale / Math.sqrt(depth) };
}

/** The inputs with each value that may be trained replaced; keys and values of a stream never are. */
function mapValues(own: BlockInputs, replace: (value: Value) => Value): BlockInputs {
  const { bias, extra, stream, lowRank } = own;
  const update = ({ down, up, scale }: LowRank): LowRank => ({
    down: replace(down),
    up: replace(up),
    scale,
  });
  return {
    ...own,
    bias: bias && replace(bias),
    extra: extra && replace(extra),
    stream: stream?.bias === undefined ? stream : { ...stream, bias: replace(stream.bias) },
    lowRank: lowRank && { query: update(lowRank.query), value: update(lowRank.value) },
  };
}

function isTrained(value: Value): boolean {
  return topological([value]).some(({ op }) => op === 'parameter');
}
