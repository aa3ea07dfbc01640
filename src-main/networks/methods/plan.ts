import { crossEntropy, linear } from '../../graph/compose.ts';
import { gradients } from '../../graph/backward.ts';
import { sizeOf, topological, type DataType, type Shape, type Value } from '../../graph/ir.ts';
import { concat, input, mul, parameter, reduceMean, reduceSum, reshape } from '../../graph/ops.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { WeightsForm } from '../backbone.ts';
import type { Recompute } from '../blocks.ts';
import { cellCoverage, foregroundOf, type NetworkInput } from '../preprocess.ts';
import { createRewrittenVit } from '../rewrite.ts';
import {
  createTensorSource,
  parameterCount,
  type TensorRun,
  type TensorSource,
  type Vit,
  type VitConfig,
} from '../vit.ts';

/**
 * A plan is one way to adapt a frozen network, as data and graphs: what of a case is constant and can be computed
 * once (prepare), and what every step repeats (step, predict). The trainer knows plans, not methods.
 */
export interface Plan {
  readonly method: string;
  readonly usesMask: boolean;
  /** Which of the backbone's weights files the graphs read. */
  readonly weights: WeightsForm;
  /** How trainables are found: by gradient steps, or in closed form from the prepared `feature` of each class. */
  readonly fit: 'gradient' | 'class-means';
  /** What of a frame the network is shown: all of it, or the bounding box of the mask. */
  readonly framing: Framing;
  /** Whether a case with an empty map can be answered at all, and so be trained on. */
  readonly acceptsEmptyMask: boolean;
  readonly trainables: readonly Trainable[];
  readonly trainableCount: number;
  /** trainableCount over the number of values in the frozen network. */
  readonly backboneShare: number;

  /**
   * Throws LapidaryError `no-mask` where the method reads the mask and the case has none.
   * @param emptyAllowed lets an empty map pass where the method has an answer to it
   */
  assertUsable(image: NetworkInput, emptyAllowed?: boolean): void;
  /** Which of the static-shape graphs serves the case; cases of one bucket can share a batch. */
  readonly bucket: (image: NetworkInput) => Bucket;
  readonly prepare: (bucket: Bucket) => PrepareStage;
  /** What a prepared case of the bucket holds; the inputs of step and predict, in this order. */
  readonly prepared: (bucket: Bucket) => readonly TensorSpec[];

  /**
   * Inputs: the prepared tensors with a leading batch axis, `targets` (B, classes) float32 that sum to 1,
   * `sampleWeights` (B), and each trainable by its name. Outputs: `loss` (the weighted sum of cross-entropies),
   * `logits` (B, classes) and `gradient.<name>` for each trainable.
   */
  step(batch: number, bucket: Bucket, options?: StepOptions): GraphOutputs;
  /** Inputs: prepared tensors and trainables. Output: `logits` (B, classes). */
  predict(batch: number, bucket: Bucket): GraphOutputs;
  /** As `predict`, and `feature` (B, featureLength): what the head reads. */
  answer(batch: number, bucket: Bucket): GraphOutputs;
  /**
   * What an answer to one case rests on, frozen network and prompts in one graph. Inputs: what the stage reads of the
   * case, the prepared tensors that the stage does not compute, the trainables, and for `gradient` also `target`
   * (1, classes). Outputs of `attention`: per block in order `attention.<i>` (1, queries, keys), the shares' mean over
   * heads. Of `gradient`: that of Σ target·logits, `gradient.patches` (1, count, patchLength), and
   * `gradient.prompt.patches` where the method has such an input.
   */
  explain(bucket: Bucket, kind: ExplanationKind): GraphOutputs;
  readonly explained: Explained;
  /**
   * Where the network looks. Inputs as for `predict`. Output: `attention.inside` (B, blocks), of CLS's
   * attention to image tokens the share that falls on the mask, mean over heads, for each block that the method prompts.
   */
  readonly inspect?: (batch: number, bucket: Bucket) => GraphOutputs;

  /** The stretch of the network's weights file behind each `weight` value of the plan's graphs built so far. */
  readonly frozen: ReadonlyMap<string, TensorRun>;
}

export type ExplanationKind = 'attention' | 'gradient';

/** Gets the attention shares of a block: (B, heads, queries, keys). */
export type AttentionWatch = (block: number, shares: Value) => void;

/** What the rows and columns of an explanation stand for. */
export interface Explained {
  /** Whether the blocks carry one sequence of tokens through, so that their attention can be multiplied. */
  readonly chained: boolean;
  /** The patch cell of each image token, in order; places behind them are padding. */
  readonly cells: (image: NetworkInput) => readonly number[];
  /** Weights, which sum to 1, by which the head reads [CLS; image tokens, with padding]. */
  readonly read: (image: NetworkInput) => Float32Array;
  /** The patch cells under each token that is appended to the sequence, in order; left out: those stand for no place. */
  readonly appended?: (image: NetworkInput) => readonly (readonly number[])[];
}

export interface StepOptions {
  /** Less memory, more time, the same numbers up to rounding. Ignored by plans over plain weights. */
  readonly recompute?: Recompute;
}

export type Framing = 'frame' | 'mask-box';

/** `all`, or `cells-n` for restricted views padded to n cells, with the prompt cells where they are on a grid of their own. */
export type Bucket = 'all' | `cells-${number}` | `cells-${number}-prompts-${number}`;

/** Named outputs of a graph. */
export type GraphOutputs = Readonly<Record<string, Value>>;

export interface TensorSpec {
  readonly name: string;
  /** Of one case, without the batch axis. */
  readonly shape: Shape;
  readonly dtype: Extract<DataType, 'float32' | 'int64'>;
}

/** Row-major values of one case by tensor name. */
export type CaseTensors = Readonly<Record<string, Float32Array | BigInt64Array>>;

export interface PrepareStage {
  /**
   * Names what the graph computes: the same key, network, preprocessing and image (and mask, where `readsMask`) give
   * the same tensors, whatever the method.
   */
  readonly key: string;
  /** Whether what the graph computes depends on the mask. */
  readonly readsMask: boolean;
  /** Whether keeping the results on a disk is cheaper than computing them again. */
  readonly worthKeeping: boolean;
  /** What the graph reads of a case; nothing: there is no graph. */
  readonly inputs: readonly TensorSpec[];
  /** The graph's part of the prepared case, computed by the frozen network. */
  outputs(batch: number, attention?: AttentionWatch): GraphOutputs;
  /** The graph's inputs for one case, and the tensors that pass by the graph into the prepared case. */
  read(image: NetworkInput): { readonly inputs: CaseTensors; readonly kept: CaseTensors };
}

export interface Trainable {
  readonly name: string;
  readonly shape: Shape;
  readonly initial: Float32Array;
  readonly weightDecay: boolean;
  /** Multiplies the learning rate. */
  readonly rate: number;
}

export interface PlanContext {
  readonly config: VitConfig;
  /** A frozen tensor's values, for initial values that start from it. */
  tensor(name: string): Float32Array;
  /** Label classes. */
  readonly classes: number;
  /** Mask classes with the background (class 0). */
  readonly maskClasses: number;
  readonly seed: number;
  /** Whether the frozen blocks' matrices are float16: for providers that are faster with it and pass its test. */
  readonly half?: boolean;
}

/** The frozen network that a method prompts, with the source that tells which of its tensors were read. */
export function frozenNetwork({ config, half = false }: PlanContext): {
  readonly source: TensorSource;
  readonly vit: Vit;
  readonly weights: WeightsForm;
} {
  const source = createTensorSource('weight');
  const weights = half ? 'rewritten-half' : 'rewritten';
  return { source, vit: createRewrittenVit(config, source, half), weights };
}

/** What is a method's own; `assemblePlan` adds the head, the loss and the gradients. */
export interface MethodParts {
  readonly method: string;
  readonly usesMask: boolean;
  readonly weights: WeightsForm;
  readonly fit?: Plan['fit'];
  readonly framing?: Framing;
  readonly acceptsEmptyMask?: boolean;
  readonly source: Pick<TensorSource, 'runs'>;
  readonly bucket: (image: NetworkInput) => Bucket;
  readonly prepare: (bucket: Bucket) => PrepareStage;
  readonly prepared: (bucket: Bucket) => readonly TensorSpec[];
  /** All but the head. */
  readonly trainables: readonly Trainable[];
  readonly featureLength: number;
  /** (B, featureLength) from prepared tensors and trainables. */
  features(parts: FeatureInputs): Value;
  /** Whether `features` calls its `watch`. */
  readonly watchesAttention?: boolean;
  readonly explained: Explained;
}

export interface FeatureInputs {
  readonly batch: number;
  readonly bucket: Bucket;
  readonly prepared: (name: string) => Value;
  readonly trained: (name: string) => Value;
  readonly recompute: Recompute;
  /** Gets the share of CLS's attention inside the mask, (B), block by block. */
  readonly watch?: (inside: Value) => void;
  readonly attention?: AttentionWatch;
}

export function assemblePlan(context: PlanContext, parts: MethodParts): Plan {
  const { classes, config } = context;
  const random = createRandom(context.seed).fork('head');
  const trainables: readonly Trainable[] = [
    ...parts.trainables,
    {
      name: 'head.weight',
      shape: [classes, parts.featureLength],
      initial: Float32Array.from({ length: classes * parts.featureLength }, () => 0.01 * random.normal()),
      weightDecay: true,
      rate: 1,
    },
    { name: 'head.bias', shape: [classes], initial: new Float32Array(classes), weightDecay: false, rate: 1 },
  ];
  const trainableCount = trainables.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

  const forward = (
    batch: number,
    bucket: Bucket,
    more: StepOptions & Pick<FeatureInputs, 'watch' | 'attention'> = {},
    given: ReadonlyMap<string, Value> = new Map(),
  ): { logits: Value; features: Value; parameters: ReadonlyMap<string, Value> } => {
    const parameters = new Map(trainables.map(({ name, shape }) => [name, parameter(name, shape)]));
    const inputs = new Map(
      parts
        .prepared(bucket)
        .map(({ name, shape, dtype }) => [name, given.get(name) ?? input(name, [batch, ...shape], dtype)]),
    );
    const trained = (name: string): Value => known(parameters, name);
    const prepared = (name: string): Value => known(inputs, name);
    const features = parts.features({ batch, bucket, prepared, trained, recompute: 'nothing', ...more });
    return { logits: linear(features, trained('head.weight'), trained('head.bias')), features, parameters };
  };

  const { acceptsEmptyMask = !parts.usesMask } = parts;
  return {
    method: parts.method,
    usesMask: parts.usesMask,
    weights: parts.weights,
    fit: parts.fit ?? 'gradient',
    framing: parts.framing ?? 'frame',
    acceptsEmptyMask,
    trainables,
    trainableCount,
    backboneShare: trainableCount / parameterCount(config),
    assertUsable(image, emptyAllowed = false) {
      if (!parts.usesMask || (emptyAllowed && acceptsEmptyMask)) return;
      if (isEmptyMask(image, config)) throw noMask();
    },
    bucket: parts.bucket,
    prepare: parts.prepare,
    prepared: parts.prepared,
    step(batch, bucket, options = {}) {
      const { logits, parameters } = forward(batch, bucket, options);
      const loss = crossEntropy(logits, input('targets', [batch, classes]), input('sampleWeights', [batch]));
      const names = [...parameters.keys()];
      const found = gradients(loss, [...parameters.values()]);
      return {
        loss,
        logits,
        ...Object.fromEntries(found.map((gradient, i) => [`gradient.${names[i] ?? ''}`, gradient])),
      };
    },
    predict(batch, bucket) {
      return { logits: forward(batch, bucket).logits };
    },
    answer(batch, bucket) {
      const { logits, features } = forward(batch, bucket);
      return { logits, feature: features };
    },
    explain(bucket, kind) {
      const shares: Value[] = [];
      const attention: AttentionWatch = (_block, seen) => shares.push(reduceMean(seen, [1]));
      const watching = kind === 'attention' ? { attention } : {};
      const computed = parts.prepare(bucket).outputs(1, watching.attention);
      const given = new Map([...inputsOf(Object.values(computed)), ...Object.entries(computed)]);
      const { logits } = forward(1, bucket, watching, given);
      if (kind === 'attention') {
        return Object.fromEntries(shares.map((share, i) => [`attention.${i}`, share]));
      }
      const score = reduceSum(mul(logits, input('target', [1, classes])));
      const reached = inputsOf([logits]);
      const names = explainedInputs.filter((name) => reached.has(name));
      const found = gradients(
        score,
        names.map((name) => known(reached, name)),
      );
      return Object.fromEntries(found.map((gradient, i) => [`gradient.${names[i] ?? ''}`, gradient]));
    },
    explained: parts.explained,
    ...(parts.watchesAttention === true
      ? {
          inspect(batch: number, bucket: Bucket) {
            const inside: Value[] = [];
            forward(batch, bucket, { watch: (share) => inside.push(reshape(share, [batch, 1])) });
            return { 'attention.inside': concat(inside, 1) };
          },
        }
      : {}),
    frozen: parts.source.runs,
  };
}

/** What of a case is pixels, or stands for places: the frame's patches, and those that prompts are made of. */
export const explainedInputs = ['patches', 'prompt.patches'] as const;

/** The fed tensors that values depend on, by name. */
function inputsOf(values: readonly Value[]): Map<string, Value> {
  return new Map(
    topological(values).flatMap((value) =>
      value.op === 'input' && value.name !== undefined ? [[value.name, value] as const] : [],
    ),
  );
}

/** Prepared cases as the feeds of one batch: stacked in order, the places behind the last one zero. */
export function stackCases(
  specs: readonly TensorSpec[],
  cases: readonly CaseTensors[],
  batch: number,
): Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array | BigInt64Array }>> {
  if (cases.length > batch) throw new RangeError(`${cases.length} cases do not fit a batch of ${batch}`);
  return Object.fromEntries(
    specs.map(({ name, shape, dtype }) => {
      const length = sizeOf(shape);
      const data = dtype === 'int64' ? new BigInt64Array(batch * length) : new Float32Array(batch * length);
      cases.forEach((tensors, i) => {
        const part = tensors[name];
        if (part?.length !== length) throw new RangeError(`case ${i} has no "${name}" of ${length} values`);
        if (data instanceof BigInt64Array && part instanceof BigInt64Array) data.set(part, i * length);
        else if (data instanceof Float32Array && part instanceof Float32Array) data.set(part, i * length);
        else throw new RangeError(`"${name}" of case ${i} is not ${dtype}`);
      });
      return [name, { shape: [batch, ...shape], data }];
    }),
  );
}

/**
 * How much of every patch cell a region of the mask covers, remembered for each input, since its bucket, its index, its padding
 * and its shares all follow from it. What it gives is not to be written to.
 * @param regionOf (side, side) from the mask's (side, side), shares of each pixel
 */
export function cellsOfRegion(
  regionOf: (foreground: Float32Array, side: number) => Float32Array,
): (image: NetworkInput, config: VitConfig) => Float32Array {
  const known = new WeakMap<NetworkInput, { readonly patchSize: number; readonly cells: Float32Array }>();
  return (image, { imageSize, patchSize }) => {
    const found = known.get(image);
    if (found?.patchSize === patchSize) return found.cells;
    const region = regionOf(foregroundOf(image.coverage, imageSize ** 2), imageSize);
    const cells = cellCoverage(region, 1, imageSize, patchSize);
    known.set(image, { patchSize, cells });
    return cells;
  };
}

/** Foreground coverage of every patch cell. */
export const foregroundCells = cellsOfRegion((foreground) => foreground);

function isEmptyMask(image: NetworkInput, config: VitConfig): boolean {
  return foregroundCells(image, config).every((share) => share === 0);
}

function noMask(): LapidaryError {
  return new LapidaryError(
    'no-mask',
    'This frame has no mask, and the chosen method reads the frame through its mask.',
    'Draw or propose a mask, or use a method that reads the whole frame.',
  );
}

function known(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the plan has no tensor "${name}"`);
  return value;
}
