import type { Provider, Runtime, Session, Tensor } from '../compute/runtime.ts';
import type { Backbone, WeightsForm } from '../networks/backbone.ts';
import {
  stackCases,
  type Bucket,
  type CaseTensors,
  type ExplanationKind,
  type GraphOutputs,
  type Plan,
  type TensorSpec,
} from '../networks/methods/plan.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import type { FloatTensor } from '../networks/safetensors.ts';
import type { ProvedPlacement } from './placement.ts';
import { createSessionPool } from './sessionPool.ts';
import {
  defaultBudgetMb,
  fullBucket,
  graphBytes,
  planBatch,
  planStep,
  type StepShape,
} from './stepMemory.ts';

/** A case as the steps of a plan read it: what the frozen network made of it, once. */
export interface PreparedCase {
  readonly bucket: Bucket;
  readonly tensors: CaseTensors;
}

export type TrainedValues = ReadonlyMap<string, FloatTensor>;

/** One weighted case of a training batch. */
export interface Sample {
  readonly prepared: PreparedCase;
  readonly target: number;
  readonly weight: number;
  /** Share of the target that is spread evenly over all classes; left out: none. */
  readonly smoothing?: number;
}

/** Where what the frozen network computes of a case may be kept; made for each case by who knows what it is. */
export interface PreparedTier {
  get(stage: StageId): Promise<CaseTensors | undefined>;
  put(stage: StageId, computed: CaseTensors): Promise<void>;
}

/** What was computed: see PrepareStage. */
export interface StageId {
  readonly key: string;
  readonly readsMask: boolean;
  readonly worthKeeping: boolean;
  readonly bucket: Bucket;
  /** All that the graph was fed, and so all that its results depend on besides the network. */
  readonly inputs: CaseTensors;
}

export interface PrepareOptions {
  readonly tier?: PreparedTier;
  /** Lets an empty map pass where the method has an answer to it: in training, or where its adapter was trained so. */
  readonly emptyAllowed?: boolean;
}

/** Keeps gradients above the smallest float16, 6e-8; a power of two, so that it changes no float32 digit. */
const halfLossScale = 1024;

/** The graphs of a plan over a backbone, opened as they are needed. */
export interface PlanSessions {
  readonly plan: Plan;
  /** The same graphs and sessions for a plan that differs in its initial values alone. */
  seeded(plan: Plan): PlanSessions;
  /**
   * How steps fit the memory budget, for views of the full size; the budget decides about the smaller ones.
   * Throws LapidaryError `memory-budget-too-small`.
   */
  readonly decisions: StepShape & { readonly memoryBudgetMb: number; readonly weights: WeightsForm };
  /** @throws LapidaryError `no-mask` where the method needs a mask and the case has none */
  prepare(input: NetworkInput, options?: PrepareOptions): Promise<PreparedCase>;
  /** Logits of each case, in the order given. */
  predict(cases: readonly PreparedCase[], values: TrainedValues): Promise<Float32Array[]>;
  /** As `predict`, with what the head read of each case. */
  answer(
    cases: readonly PreparedCase[],
    values: TrainedValues,
  ): Promise<{ readonly logits: Float32Array; readonly feature: Float32Array }[]>;
  /**
   * The outputs of `Plan.explain` for one case.
   * @param target weights of the logits, for `gradient`
   * @throws LapidaryError `no-mask` as `prepare`
   */
  explain(
    input: NetworkInput,
    values: TrainedValues,
    kind: ExplanationKind,
    target: Float32Array,
  ): Promise<{
    readonly fed: CaseTensors;
    readonly outputs: Readonly<
      Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
    >;
  }>;
  /** Per case the share of CLS's attention inside the mask, block by block; where the plan can tell. */
  inspect(cases: readonly PreparedCase[], values: TrainedValues): Promise<Float32Array[]>;
  /**
   * Proves, on one case, where the nodes of the plan's graphs run: of what the frozen network computes once, and of a
   * step. Throws LapidaryError `nodes-off-device`.
   */
  prove(input: NetworkInput, values: TrainedValues, allowCpuNodes: boolean): Promise<ProvedPlacement>;
  /** Weighted sum of the cases' losses, and its gradient with respect to each trainable. */
  step(
    samples: readonly Sample[],
    values: TrainedValues,
  ): Promise<{ readonly loss: number; readonly gradients: ReadonlyMap<string, Float32Array> }>;
  release(): Promise<void>;
}

/**
 * @param pause awaited between runs of the network: lets messages in, holds, or throws when the work is cancelled
 * @param memoryBudgetMb for the whole process; left out: half of the machine's memory
 * @throws LapidaryError `memory-budget-too-small`
 */
export function openPlanSessions(
  plan: Plan,
  backbone: Backbone,
  runtime: Runtime,
  pause: () => Promise<void>,
  memoryBudgetMb = defaultBudgetMb(),
): PlanSessions {
  const config = backbone.card.architecture;
  const room = graphBytes(plan, config, memoryBudgetMb);
  const pool = createSessionPool(plan, backbone, runtime, room);
  const shapes = new Map<Bucket, StepShape>();
  const shapeOf = (bucket: Bucket): StepShape => {
    const known = shapes.get(bucket) ?? planStep(plan, config, bucket, memoryBudgetMb);
    shapes.set(bucket, known);
    return known;
  };

  /** Cases that share a graph in runs of a few fixed sizes, so that none is padded: order and sizes depend on the cases alone. */
  const microBatches = function* <T>(
    items: readonly T[],
    preparedOf: (item: T) => PreparedCase,
    largest: (bucket: Bucket) => number,
  ): Generator<{
    bucket: Bucket;
    specs: readonly TensorSpec[];
    key: string;
    members: { item: T; at: number }[];
  }> {
    const groups = Map.groupBy(
      items.map((item, at) => ({ item, at })),
      ({ item }) => JSON.stringify(plan.prepared(preparedOf(item).bucket)),
    );
    for (const [key, members] of groups) {
      const bucket = preparedOf((members[0] as { item: T }).item).bucket;
      const specs = plan.prepared(bucket);
      let size = largest(bucket);
      for (let from = 0; from < members.length;) {
        while (size > members.length - from) size /= 2;
        yield { bucket, specs, key, members: members.slice(from, from + size) };
        from += size;
      }
    }
  };

  const trainedFeeds = (values: TrainedValues): Record<string, Tensor> =>
    Object.fromEntries([...values].map(([name, { shape, data }]) => [name, { shape, data }]));

  const classes = plan.trainables.find(({ name }) => name === 'head.bias')?.shape[0] ?? 0;
  const scale = plan.weights === 'rewritten-half' ? halfLossScale : 1;
  const stepFeeds = (samples: readonly Sample[], specs: readonly TensorSpec[], values: TrainedValues) => {
    const size = samples.length;
    const targets = new Float32Array(size * classes);
    samples.forEach(({ target, smoothing = 0 }, row) => {
      const rest = smoothing / classes;
      targets.fill(rest, row * classes, (row + 1) * classes);
      targets[row * classes + target] = 1 - smoothing + rest;
    });
    return {
      ...stackCases(
        specs,
        samples.map(({ prepared }) => prepared.tensors),
        size,
      ),
      ...trainedFeeds(values),
      targets: { shape: [size, classes], data: targets },
      sampleWeights: { shape: [size], data: Float32Array.from(samples, ({ weight }) => scale * weight) },
    };
  };

  const batches = new Map<Bucket, number>();
  const batchOf = (bucket: Bucket): number => {
    const known = batches.get(bucket) ?? planBatch(plan, bucket, room);
    batches.set(bucket, known);
    return known;
  };

  /** Outputs of the cases by name, a row each. */
  const answers = async <Name extends string>(
    names: readonly Name[],
    kind: string,
    graph: (batch: number, bucket: Bucket) => GraphOutputs,
    cases: readonly PreparedCase[],
    values: TrainedValues,
  ): Promise<Record<Name, Float32Array>[]> => {
    const out: Record<Name, Float32Array>[] = [];
    const trained = trainedFeeds(values);
    for (const { bucket, specs, key, members } of microBatches(cases, (one) => one, batchOf)) {
      const size = members.length;
      const tensors = members.map(({ item }) => item.tensors);
      const feeds = { ...stackCases(specs, tensors, size), ...trained };
      const found = await pool.use(
        `${kind} ${size} ${key}`,
        () => graph(size, bucket),
        (network) => run(network, feeds),
      );
      members.forEach(({ at }, row) => {
        const own = names.map((name) => {
          const rows = floats(found, name);
          const width = rows.length / size;
          return [name, rows.slice(row * width, (row + 1) * width)] as const;
        });
        out[at] = Object.fromEntries(own) as Record<Name, Float32Array>;
      });
      await pause();
    }
    return out;
  };

  const prepare: PlanSessions['prepare'] = async (input, { tier, emptyAllowed } = {}) => {
    plan.assertUsable(input, emptyAllowed);
    const bucket = plan.bucket(input);
    const stage = plan.prepare(bucket);
    const { inputs, kept } = stage.read(input);
    const { key, readsMask, worthKeeping } = stage;
    const id: StageId = { key, readsMask, worthKeeping, bucket, inputs };
    if (stage.inputs.length === 0) return { bucket, tensors: kept };
    const found = await tier?.get(id);
    if (found !== undefined) return { bucket, tensors: { ...kept, ...found } };
    // One case a run: its values must not depend on which cases were prepared beside it.
    const results = await pool.use(
      `prepare ${bucket}`,
      () => stage.outputs(1),
      (network) => run(network, stackCases(stage.inputs, [inputs], 1)),
    );
    const computed = Object.fromEntries(Object.keys(results).map((name) => [name, floats(results, name)]));
    await tier?.put(id, computed);
    await pause();
    return { bucket, tensors: { ...kept, ...computed } };
  };

  const seeded = (own: Plan): PlanSessions => ({
    plan: own,
    seeded,
    get decisions() {
      return { ...shapeOf(fullBucket(plan, config)), memoryBudgetMb, weights: plan.weights };
    },
    prepare,
    async predict(cases, values) {
      const graph = (batch: number, bucket: Bucket): GraphOutputs => plan.predict(batch, bucket);
      return (await answers(['logits'], 'predict', graph, cases, values)).map(({ logits }) => logits);
    },
    answer: (cases, values) =>
      answers(['logits', 'feature'], 'answer', (batch, bucket) => plan.answer(batch, bucket), cases, values),
    async explain(input, values, kind, target) {
      plan.assertUsable(input);
      const bucket = plan.bucket(input);
      const stage = plan.prepare(bucket);
      const { inputs, kept } = stage.read(input);
      const fed = { ...kept, ...inputs };
      const specs = new Map([...stage.inputs, ...plan.prepared(bucket)].map((spec) => [spec.name, spec]));
      const given = [...specs.values()].filter(({ name }) => fed[name] !== undefined);
      const feeds = {
        ...stackCases(given, [fed], 1),
        ...trainedFeeds(values),
        target: { shape: [1, classes], data: target },
      };
      const found = await pool.use(
        `explain ${kind} ${bucket}`,
        () => plan.explain(bucket, kind),
        (network) => run(network, feeds),
      );
      await pause();
      const outputs = Object.entries(found).map(
        ([name, { shape }]) => [name, { shape, data: floats(found, name) }] as const,
      );
      return { fed, outputs: Object.fromEntries(outputs) };
    },
    async inspect(cases, values) {
      const { inspect } = plan;
      if (inspect === undefined) return [];
      const found = await answers(['attention.inside'], 'inspect', inspect, cases, values);
      return found.map((row) => row['attention.inside']);
    },
    async prove(input, values, allowCpuNodes) {
      const bucket = plan.bucket(input);
      const stage = plan.prepare(bucket);
      const prepared = await prepare(input, { emptyAllowed: true });
      const feeds = stepFeeds([{ prepared, target: 0, weight: 1 }], plan.prepared(bucket), values);
      const { recompute } = shapeOf(bucket);
      let proved = await pool.prove(plan.step(1, bucket, { recompute }), feeds, allowCpuNodes);
      await pause();
      if (stage.inputs.length > 0) {
        const { inputs } = stage.read(input);
        const frozen = stackCases(stage.inputs, [inputs], 1);
        proved = together(proved, await pool.prove(stage.outputs(1), frozen, allowCpuNodes));
        await pause();
      }
      return proved;
    },
    async step(samples, values) {
      const gradients = new Map(
        plan.trainables.map(({ name, initial }) => [name, new Float32Array(initial.length)]),
      );
      let loss = 0;
      for (const { bucket, specs, key, members } of microBatches(
        samples,
        ({ prepared }) => prepared,
        (bucket) => shapeOf(bucket).microBatch,
      )) {
        const size = members.length;
        const { recompute } = shapeOf(bucket);
        const feeds = stepFeeds(
          members.map(({ item }) => item),
          specs,
          values,
        );
        const found = await pool.use(
          `step ${size} ${key}`,
          () => plan.step(size, bucket, { recompute }),
          (network) => run(network, feeds),
        );
        loss += (floats(found, 'loss')[0] ?? NaN) / scale;
        for (const [name, sum] of gradients) {
          const part = floats(found, `gradient.${name}`);
          for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (part[i] ?? 0) / scale;
        }
        await pause();
      }
      return { loss, gradients };
    },
    release: () => pool.release(),
  });
  return seeded(plan);
}

function together(one: ProvedPlacement, other: ProvedPlacement): ProvedPlacement {
  const nodes: Partial<Record<Provider, number>> = { ...one.nodes };
  for (const [name, count] of Object.entries(other.nodes)) {
    nodes[name as Provider] = (nodes[name as Provider] ?? 0) + count;
  }
  return { ...one, nodes, marked: one.marked || other.marked };
}

/** Feeds what the graph reads: a tensor that no output depends on is no input of it. */
async function run(
  session: Session,
  feeds: Readonly<Record<string, Tensor>>,
): Promise<Readonly<Record<string, Tensor>>> {
  const wanted = session.inputs.flatMap(({ name }) => {
    const tensor = feeds[name];
    return tensor === undefined ? [] : [[name, tensor] as const];
  });
  return session.run(Object.fromEntries(wanted));
}

function floats(tensors: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const data = tensors[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`the network did not return "${name}"`);
  return data;
}

/** Bytes a prepared case takes. */
export function preparedBytes({ tensors }: PreparedCase): number {
  return Object.values(tensors).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
