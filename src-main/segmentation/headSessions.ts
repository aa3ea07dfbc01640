import type { Runtime, Session, Tensor } from '../compute/runtime.ts';
import { writeModel } from '../graph/onnx.ts';
import type { Backbone } from '../networks/backbone.ts';
import type { CaseTensors, GraphOutputs } from '../networks/methods/plan.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import type { HeadPlan } from '../networks/segmentation/head.ts';
import { cellPixels, frozenInput } from '../networks/segmentation/headInput.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import type { HeadValues } from './headFile.ts';

/** A frame as a head reads it; nothing of it depends on what a head has learned. */
export interface PreparedFrame {
  readonly tokens: Float32Array;
  readonly pixels: Float32Array;
}

/** A frame with what is to be answered: (side², classes) shares of each cell. */
export interface HeadSample {
  readonly frame: PreparedFrame;
  readonly targets: Float32Array;
}

/** The graphs of a head over a backbone, opened as they are needed. */
export interface HeadSessions {
  readonly plan: HeadPlan;
  prepare(image: Pick<NetworkInput, 'image'>, tier?: PreparedTier): Promise<PreparedFrame>;
  /** Mean loss of the samples, and its gradient by trainable. */
  step(
    samples: readonly HeadSample[],
    values: HeadValues,
    classWeights: Float32Array,
  ): Promise<{ readonly loss: number; readonly gradients: ReadonlyMap<string, Float32Array> }>;
  /** Mean loss of the samples. */
  loss(samples: readonly HeadSample[], values: HeadValues, classWeights: Float32Array): Promise<number>;
  /** (side², classes) logits. */
  answer(frame: PreparedFrame, values: HeadValues): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @param stepBatch samples that one run of the step's graph takes; a smaller batch is filled up with nothing */
export function openHeadSessions(
  plan: HeadPlan,
  backbone: Backbone,
  runtime: Runtime,
  stepBatch = 1,
): HeadSessions {
  const opened = new Map<string, Promise<Session>>();
  const session = (name: string, graph: () => GraphOutputs, frozen: boolean): Promise<Session> => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const opening = open(graph(), frozen);
    opened.set(name, opening);
    return opening;
  };
  const open = async (outputs: GraphOutputs, frozen: boolean): Promise<Session> => {
    if (!frozen) return runtime.open(writeModel(outputs).bytes);
    const { folder, locate } = await backbone.weights('rewritten');
    const model = writeModel(outputs, locate(plan.frozen));
    return runtime.open(model.bytes, folder === undefined ? {} : { weightsFolder: folder });
  };
  const { architecture } = backbone.card;
  const { side, classes } = plan;

  /** A graph over samples with their targets, in runs of `stepBatch`. */
  const runs = async function* (
    name: string,
    graph: (batch: number) => GraphOutputs,
    samples: readonly HeadSample[],
    values: HeadValues,
    classWeights: Float32Array,
  ): AsyncGenerator<Readonly<Record<string, Tensor>>> {
    const run = await session(name, () => graph(stepBatch), false);
    for (let from = 0; from < samples.length; from += stepBatch) {
      const members = samples.slice(from, from + stepBatch);
      yield await run.run({
        ...frameFeeds(
          members.map(({ frame }) => frame),
          run,
        ),
        ...trainedFeeds(values),
        targets: stacked(
          members.map(({ targets }) => targets),
          [stepBatch, side * side, classes],
        ),
        classWeights: { shape: [classes], data: classWeights },
        sampleWeights: {
          shape: [stepBatch],
          data: new Float32Array(stepBatch).fill(1 / samples.length, 0, members.length),
        },
      });
    }
  };

  return {
    plan,

    async prepare(image, tier) {
      const inputs = frozenInput(image, architecture);
      const stage = {
        key: plan.tokensKey,
        readsMask: false,
        worthKeeping: true,
        bucket: 'all',
        inputs,
      } as const;
      const pixels = cellPixels(image, architecture.imageSize, plan.pixelSide);
      const kept = (await tier?.get(stage))?.['tokens'];
      if (kept instanceof Float32Array) return { tokens: kept, pixels };
      const run = await session('prepare', () => plan.prepare(1), true);
      const tokens = floats(await run.run(batched(inputs, run)), 'tokens');
      await tier?.put(stage, { tokens });
      return { tokens, pixels };
    },

    async step(samples, values, classWeights) {
      const gradients = new Map(
        plan.trainables.map(({ name, initial }) => [name, new Float32Array(initial.length)]),
      );
      let loss = 0;
      for await (const found of runs('step', (batch) => plan.step(batch), samples, values, classWeights)) {
        loss += floats(found, 'loss')[0] ?? NaN;
        for (const [name, sum] of gradients) {
          const part = floats(found, `gradient.${name}`);
          for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (part[i] as number);
        }
      }
      return { loss, gradients };
    },

    async loss(samples, values, classWeights) {
      let loss = 0;
      for await (const found of runs('loss', (batch) => plan.loss(batch), samples, values, classWeights)) {
        loss += floats(found, 'loss')[0] ?? NaN;
      }
      return loss;
    },

    async answer(frame, values) {
      const run = await session('predict', () => plan.predict(1), false);
      return floats(await run.run({ ...frameFeeds([frame], run), ...trainedFeeds(values) }), 'logits');
    },

    async release() {
      for (const opening of opened.values()) {
        await opening.then(
          (one) => one.release(),
          () => undefined,
        );
      }
      opened.clear();
    },
  };
}

function trainedFeeds(values: HeadValues): Record<string, Tensor> {
  return Object.fromEntries([...values].map(([name, { shape, data }]) => [name, { shape, data }]));
}

function frameFeeds(frames: readonly PreparedFrame[], run: Session): Record<string, Tensor> {
  const shapeOf = (name: string) => run.inputs.find((input) => input.name === name)?.shape ?? [];
  return {
    tokens: stacked(
      frames.map(({ tokens }) => tokens),
      shapeOf('tokens'),
    ),
    pixels: stacked(
      frames.map(({ pixels }) => pixels),
      shapeOf('pixels'),
    ),
  };
}

function batched(tensors: CaseTensors, run: Session): Record<string, Tensor> {
  return Object.fromEntries(
    run.inputs.flatMap(({ name, shape }) => {
      const data = tensors[name];
      return data === undefined ? [] : [[name, { shape, data }]];
    }),
  );
}

/** Rows one after the other; what is left of the shape is zero. */
function stacked(rows: readonly Float32Array[], shape: readonly number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const data = new Float32Array(size);
  const length = size / (shape[0] ?? 1);
  rows.forEach((row, i) => {
    if (row.length !== length) throw new RangeError(`${row.length} values for a row of ${length}`);
    data.set(row, i * length);
  });
  return { shape, data };
}

function floats(tensors: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const data = tensors[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`the head did not return "${name}"`);
  return data;
}
