import {
  add,
  cast,
  concat,
  div,
  full,
  gather,
  greater,
  input,
  matmul,
  reduceSum,
  reshape,
  slice,
  zeros,
} from '../../graph/ops.ts';
import type { Value } from '../../graph/ir.ts';
import { excluded } from '../blocks.ts';
import { toPatches, type NetworkInput } from '../preprocess.ts';
import { cellsOf, type Vit, type VitConfig } from '../vit.ts';
import { coreCells } from './core.ts';
import { foregroundCells, type Bucket, type CaseTensors, type Explained, type TensorSpec } from './plan.ts';

/**
 * What the frozen network sees of a frame. `full`: every patch cell. `restricted`: only the cells that the mask
 * covers. `core`: only those of the mask's core, which a roughly drawn border leaves on the finding. The other cells are
 * removed from the sequence, and the counts are padded to a few sizes, so that a few static graphs serve all masks.
 * Padding is excluded from attention exactly, so it changes no result.
 */
export type View = 'full' | 'restricted' | 'core';

/** Views of which the frozen network's answer depends on the mask. */
export function readsMask(view: View): boolean {
  return view !== 'full';
}

/** Cells that the mask covers less than this are removed from a restricted view. */
const leastCoverage = 0.25;

/**
 * Sizes that a count of cells is padded to: all cells, then three quarters and one half of each power of two below
 * (rounded up), down to about six. At most a third of a view is padding, a sixth on average.
 */
export function paddedSizes(cells: number): readonly number[] {
  const sizes = new Set([cells]);
  for (let size = cells; size > 8; size /= 2) {
    sizes.add(Math.ceil(0.75 * size));
    sizes.add(Math.ceil(0.5 * size));
  }
  return [...sizes].sort((a, b) => a - b);
}

/** The cells a restricted view keeps, ascending; the best-covered cell always stays. */
export function keptCells(foreground: Float32Array): readonly number[] {
  const kept = [...foreground.keys()].filter((cell) => (foreground[cell] as number) >= leastCoverage);
  if (kept.length > 0) return kept;
  let best = 0;
  foreground.forEach((share, cell) => {
    if (share > (foreground[best] as number)) best = cell;
  });
  return [best];
}

/** Which cells of a grid make up a sequence. */
export interface CellLayout {
  readonly bucket: (image: NetworkInput) => Bucket;
  /** Cells of a case in this bucket, padding included. */
  count(bucket: Bucket): number;
  readonly cells: (image: NetworkInput) => readonly number[];
  /** By which a graph knows the cells, and which of them are padding; none of either in a full view. */
  readonly index: CellTensors;
  readonly padding: CellTensors;
}

export interface ViewLayout extends CellLayout {
  /** How much of every cell of the frame is what the view is about: the mask, or its core. */
  readonly region: (image: NetworkInput) => Float32Array;
}

/** Tensors that say something of each cell of a view. */
export interface CellTensors {
  specs(bucket: Bucket): readonly TensorSpec[];
  read(image: NetworkInput): CaseTensors;
}

const none: CellTensors = { specs: () => [], read: () => ({}) };

const indexName = 'cells.index';
const biasName = 'cells.bias';

/** The layout of the image tokens. */
export function viewLayout(view: View, config: VitConfig): ViewLayout {
  const all = cellsOf(config);
  const region = (image: NetworkInput): Float32Array =>
    view === 'core' ? coreCells(image, config) : foregroundCells(image, config);
  if (view === 'full') return { ...everyCell(all), region };
  const sizes = paddedSizes(all);
  const sizeFor = (count: number): number => sizes.find((size) => size >= count) ?? all;
  const cells = (image: NetworkInput): readonly number[] => keptCells(region(image));
  return {
    cells,
    region,
    count: (bucket) => sizesIn(bucket).cells ?? all,
    bucket: (image) => `cells-${sizeFor(cells(image).length)}`,
    ...cellTensors(
      { index: indexName, bias: biasName },
      cells,
      sizeFor,
      (bucket) => sizesIn(bucket).cells ?? all,
    ),
  };
}

/** The layout of a view that leaves nothing out. */
export function everyCell(all: number): CellLayout {
  const every = Array.from({ length: all }, (_, cell) => cell);
  return { bucket: () => 'all', count: () => all, cells: () => every, index: none, padding: none };
}

/** The tensors of a padded layout under names of its own. */
export function cellTensors(
  names: { readonly index: string; readonly bias: string },
  cells: (image: NetworkInput) => readonly number[],
  sizeFor: (count: number) => number,
  count: (bucket: Bucket) => number,
): Pick<CellLayout, 'index' | 'padding'> {
  return {
    index: {
      specs: (bucket) => [{ name: names.index, shape: [count(bucket)], dtype: 'int64' }],
      read(image) {
        const kept = cells(image);
        const index = new BigInt64Array(sizeFor(kept.length));
        kept.forEach((cell, at) => (index[at] = BigInt(cell)));
        return { [names.index]: index };
      },
    },
    padding: {
      specs: (bucket) => [{ name: names.bias, shape: [count(bucket)], dtype: 'float32' }],
      read(image) {
        const kept = cells(image).length;
        return { [names.bias]: new Float32Array(sizeFor(kept)).fill(excluded, kept) };
      },
    },
  };
}

/** The padded counts that a bucket's name tells. */
export function sizesIn(bucket: Bucket): { readonly cells?: number; readonly prompts?: number } {
  const [, cells, prompts] = /^cells-(\d+)(?:-prompts-(\d+))?$/.exec(bucket) ?? [];
  return {
    ...(cells === undefined ? {} : { cells: Number(cells) }),
    ...(prompts === undefined ? {} : { prompts: Number(prompts) }),
  };
}

/** One row of `length` values per cell of the view, taken from (cells, length); padding rows are zero. */
export function takeCells(
  rows: Float32Array,
  length: number,
  cells: readonly number[],
  count: number,
): Float32Array {
  const out = new Float32Array(count * length);
  cells.forEach((cell, at) => out.set(rows.subarray(cell * length, (cell + 1) * length), at * length));
  return out;
}

/** The image patches of a case, in the view's order: (count, patchLength). */
export function imagePatches(image: NetworkInput, config: VitConfig, layout: ViewLayout): Float32Array {
  const { imageSize, patchSize } = config;
  const count = layout.count(layout.bucket(image));
  return toPatches(image.image, 3, imageSize, patchSize, layout.cells(image), count);
}

/** Mask coverage of the view's cells: (count). Padding has none. */
export function regionCoverage(image: NetworkInput, config: VitConfig, layout: ViewLayout): Float32Array {
  return ofView(foregroundCells(image, config), image, layout);
}

/** Weights of the view's cells in its region that sum to 1: (count). Padding has none, and nothing has any in an empty map. */
export function regionShares(image: NetworkInput, layout: ViewLayout): Float32Array {
  const shares = ofView(layout.region(image), image, layout);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : shares;
}

function ofView(cells: Float32Array, image: NetworkInput, layout: ViewLayout): Float32Array {
  return takeCells(cells, 1, layout.cells(image), layout.count(layout.bucket(image)));
}

/** The graph inputs of a view's specs by name; for graphs that make their own inputs. */
export function specInputs(specs: readonly TensorSpec[], batch: number): (name: string) => Value {
  const values = new Map(
    specs.map(({ name, shape, dtype }) => [name, input(name, [batch, ...shape], dtype)]),
  );
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the graph has no input "${name}"`);
    return value;
  };
}

/** Position embeddings of the view's cells, broadcastable to (B, count, width). */
export function cellPositions(vit: Vit, bucket: Bucket, tensor: (name: string) => Value): Value {
  return bucket === 'all' ? vit.positions() : gather(vit.positions(), 0, tensor(indexName));
}

/**
 * What to add to the attention logits of [CLS; image tokens; registers; further groups]: keeps padding out of every
 * query's sight. Undefined where there is no padding.
 * @param groups for each further group of keys: its length, or its own (B, length) padding
 */
export function paddingBias(
  { registers = 0 }: VitConfig,
  batch: number,
  bucket: Bucket,
  tensor: (name: string) => Value,
  groups: readonly (number | Value)[] = [],
): Value | undefined {
  if (bucket === 'all') return undefined;
  const after = [...(registers > 0 ? [registers] : []), ...groups];
  const rest = after.map((group) => (typeof group === 'number' ? zeros([batch, group]) : group));
  const row = concat([zeros([batch, 1]), tensor(biasName), ...rest], 1);
  return reshape(row, [batch, 1, 1, row.shape[1] ?? 0]);
}

/** What the head reads of the final tokens: what the network was trained to be read by, the mask's region, or both. */
export type HeadInput = 'cls' | 'region' | 'both';

/** Leading rows of [CLS; image tokens; …] that a head reads. */
export function headRows(head: HeadInput, { pooling }: VitConfig, count: number): number {
  return head === 'cls' && pooling === undefined ? 1 : 1 + count;
}

/**
 * @param tokens (B, headRows, width), from the last block
 * @param shown (B, count) weights that sum to 1 over the image tokens that are no padding; read where the network is
 *   read by their mean
 * @param shares (B, count), from `regionShares`; not read for `cls`
 * @returns (B, width), or (B, 2·width) for `both`: the network's own summary first
 */
export function headFeatures(
  head: HeadInput,
  vit: Pick<Vit, 'config' | 'finalNorm'>,
  tokens: Value,
  shown: () => Value,
  shares: () => Value,
): Value {
  const [batch = 0, , width = 0] = tokens.shape;
  const { pooling } = vit.config;
  const normFirst = pooling !== 'mean-then-norm';
  const final = normFirst ? vit.finalNorm(tokens) : tokens;
  const mean = (weights: Value): Value => {
    const row = reshape(weights, [batch, 1, weights.shape[1] ?? 0]);
    const found = matmul(row, slice(final, 1, 1));
    return reshape(normFirst ? found : vit.finalNorm(found), [batch, width]);
  };
  const summary = (): Value =>
    pooling === undefined ? reshape(slice(final, 1, 0, 1), [batch, width]) : mean(shown());
  switch (head) {
    case 'cls':
      return summary();
    case 'region':
      return mean(shares());
    case 'both':
      return concat([summary(), mean(shares())], 1);
  }
}

/** What explanations of a head over one sequence of [CLS; the view's cells; …] refer to. */
export function explainedFrame(head: HeadInput, { pooling }: VitConfig, layout: ViewLayout): Explained {
  return {
    chained: true,
    cells: layout.cells,
    read(image) {
      const count = layout.count(layout.bucket(image));
      const weights = new Float32Array(1 + count);
      const shown = layout.cells(image).length;
      const [summary, region] = head === 'both' ? [0.5, 0.5] : head === 'cls' ? [1, 0] : [0, 1];
      if (pooling === undefined) weights[0] = summary;
      else weights.fill(summary / shown, 1, 1 + shown);
      regionShares(image, layout).forEach((share, i) => {
        weights[1 + i] = (weights[1 + i] ?? 0) + region * share;
      });
      return weights;
    },
  };
}

/** Equal weights over the cells of a view that are no padding: (B, count). */
export function shownShares(
  batch: number,
  bucket: Bucket,
  count: number,
  tensor: (name: string) => Value,
): Value {
  if (bucket === 'all') return full([batch, count], 1 / count);
  const shown = cast(greater(tensor(biasName), excluded / 2), 'float32');
  return div(shown, reduceSum(shown, [1], { keepDims: true }));
}

/** Image tokens as they enter the first block: (B, count, width) from patches (B, count, patchLength). */
export function embedCells(vit: Vit, bucket: Bucket, tensor: (name: string) => Value): Value {
  return vit.enter(add(vit.embedPatches(tensor('patches')), cellPositions(vit, bucket, tensor)));
}
