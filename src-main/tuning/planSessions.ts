import { writeModel } from '../graph/onnx.ts';
import type { Runtime, Session, Tensor } from '../compute/runtime.ts';
import type { Backbone } from '../networks/backbone.ts';
import {
  stackCases,
  type Bucket,
  type CaseTensors,
  type GraphOutputs,
  type Plan,
  type TensorSpec,
} from '../networks/methods/plan.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import type { FloatTensor } from '../networks/safetensors.ts';

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

/** The graphs of a plan over a backbone, opened as they are needed. */
export interface PlanSessions {
  readonly plan: Plan;
  /** @throws LapidaryError `no-mask` where the method needs a mask and the case has none */
  prepare(input: NetworkInput): Promise<PreparedCase>;
  /** Logits of each case, in the order given. */
  predict(cases: readonly PreparedCase[], values: TrainedValues): Promise<Float32Array[]>;
  /** Weighted sum of the cases' losses, and its gradient with respect to each trainable. */
  step(
    samples: readonly Sample[],
    values: TrainedValues,
  ): Promise<{ readonly loss: number; readonly gradients: ReadonlyMap<string, Float32Array> }>;
  release(): Promise<void>;
}

/** Values in the prepared tensors of one micro-batch: past this, larger batches are no faster and need memory. */
const microBatchValues = 131_072;
const largestMicroBatch = 32;

/** @param pause awaited between runs of the network: lets messages in, holds, or throws when the work is cancelled */
export function openPlanSessions(
  plan: Plan,
  backbone: Backbone,
  runtime: Runtime,
  pause: () => Promise<void>,
): PlanSessions {
  const sessions = new Map<string, Session>();
  const session = async (key: string, graph: () => GraphOutputs): Promise<Session> => {
    const open = sessions.get(key);
    if (open) return open;
    const outputs = graph();
    const { bytes } = writeModel(outputs, backbone.locate(plan.frozen));
    const made = await runtime.open(bytes, { weightsFolder: backbone.folder });
    sessions.set(key, made);
    return made;
  };

  /** Cases that share a graph in runs of a few fixed sizes, so that none is padded: order and sizes depend on the cases alone. */
  const microBatches = function* <T>(
    items: readonly T[],
    preparedOf: (item: T) => PreparedCase,
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
      const values = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
      let size = largestMicroBatch;
      while (size > 1 && size * values > microBatchValues) size /= 2;
      for (let from = 0; from < members.length;) {
        while (size > members.length - from) size /= 2;
        yield { bucket, specs, key, members: members.slice(from, from + size) };
        from += size;
      }
    }
  };

  const trainedFeeds = (values: TrainedValues): Record<string, Tensor> =>
    Object.fromEntries([...values].map(([name, { shape, data }]) => [name, { shape, data }]));

  return {
    plan,
    async prepare(input) {
      plan.assertUsable(input);
      const bucket = plan.bucket(input);
      const stage = plan.prepare(bucket);
      const { inputs, kept } = stage.read(input);
      // One case a run: its values must not depend on which cases were prepared beside it.
      const network = await session(`prepare ${bucket}`, () => stage.outputs(1));
      const found = await run(network, stackCases(stage.inputs, [inputs], 1));
      const computed = Object.fromEntries(network.outputs.map(({ name }) => [name, floats(found, name)]));
      await pause();
      return { bucket, tensors: { ...kept, ...computed } };
    },
    async predict(cases, values) {
      const logits = new Array<Float32Array>(cases.length);
      const trained = trainedFeeds(values);
      for (const { bucket, specs, key, members } of microBatches(cases, (one) => one)) {
        const size = members.length;
        const network = await session(`predict ${size} ${key}`, () => plan.predict(size, bucket));
        const stacked = stackCases(
          specs,
          members.map(({ item }) => item.tensors),
          size,
        );
        const all = floats(await run(network, { ...stacked, ...trained }), 'logits');
        const classes = all.length / size;
        members.forEach(({ at }, row) => {
          logits[at] = all.slice(row * classes, (row + 1) * classes);
        });
        await pause();
      }
      return logits;
    },
    async step(samples, values) {
      const trained = trainedFeeds(values);
      const classes = plan.trainables.find(({ name }) => name === 'head.bias')?.shape[0] ?? 0;
      const gradients = new Map(
        plan.trainables.map(({ name, initial }) => [name, new Float32Array(initial.length)]),
      );
      let loss = 0;
      for (const { bucket, specs, key, members } of microBatches(samples, ({ prepared }) => prepared)) {
        const size = members.length;
        const network = await session(`step ${size} ${key}`, () => plan.step(size, bucket));
        const targets = new Float32Array(size * classes);
        members.forEach(({ item: { target, smoothing = 0 } }, row) => {
          const rest = smoothing / classes;
          targets.fill(rest, row * classes, (row + 1) * classes);
          targets[row * classes + target] = 1 - smoothing + rest;
        });
        const found = await run(network, {
          ...stackCases(
            specs,
            members.map(({ item }) => item.prepared.tensors),
            size,
          ),
          ...trained,
          targets: { shape: [size, classes], data: targets },
          sampleWeights: { shape: [size], data: Float32Array.from(members, ({ item }) => item.weight) },
        });
        loss += floats(found, 'loss')[0] ?? NaN;
        for (const [name, sum] of gradients) {
          const part = floats(found, `gradient.${name}`);
          for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (part[i] ?? 0);
        }
        await pause();
      }
      return { loss, gradients };
    },
    async release() {
      await Promise.all([...sessions.values()].map((open) => open.release()));
      sessions.clear();
    },
  };
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
