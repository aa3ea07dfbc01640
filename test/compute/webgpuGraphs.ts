/**
 * Opens the graphs of every method on WebGPU with the CPU forbidden, which compiles nothing and so takes no time, and
 * runs one model under the profiler of which WebGPU cannot compute a part. Prints what was found as JSON. A program of
 * its own because the Vulkan loader is chosen by the environment at start.
 */
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { Message } from '../../src-main/graph/protobuf.ts';
import type { GraphOutputs, Plan } from '../../src-main/networks/methods/plan.ts';
import { MethodId, methodIds, methods } from '../../src-main/networks/methods/registry.ts';
import { computesFloat16 } from '../../src-main/system/products.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { oneObject, planWeights, tinyContext, tinyInput } from '../networks/harness.ts';

const runtime = openRuntime({ provider: 'webgpu', threads: 1 });
const context = tinyContext();
const image = tinyInput(oneObject, 1);

const configurations: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ...methodIds.map((id) => [id, {}] as const),
  ['segprompt', { variant: 'deep' }],
  ['segprompt', { interaction: 'one-way', view: 'restricted', head: 'cls' }],
  ['segprompt', { attentionBias: true }],
  ['segprompt', { grid: 2 }],
  ['segprompt', { depth: 1 }],
  ['segprompt', { promptInput: 'both', view: 'full', head: 'both' }],
  ['segprompt', { variant: 'deep', interaction: 'one-way', view: 'full', head: 'both' }],
];

function graphsOf(plan: Plan): Readonly<Record<string, GraphOutputs>> {
  const bucket = plan.bucket(image);
  const stage = plan.prepare(bucket);
  return {
    ...(stage.inputs.length === 0 ? {} : { prepare: stage.outputs(1) }),
    ...(plan.fit === 'gradient'
      ? {
          step: plan.step(2, bucket),
          'step, attention twice': plan.step(2, bucket, { recompute: 'attention' }),
          'step, blocks twice': plan.step(2, bucket, { recompute: 'blocks' }),
        }
      : {}),
    predict: plan.predict(1, bucket),
    ...(plan.inspect === undefined ? {} : { inspect: plan.inspect(1, bucket) }),
  };
}

const opened: string[] = [];
const refused: string[] = [];
const settings = configurations.flatMap(([id, options]) =>
  [false, true].map((half) => ({ id, options, half })),
);
for (const { id, options, half } of settings) {
  const plan = methods[MethodId.parse(id)].plan({ ...context, half }, options);
  for (const [part, outputs] of Object.entries(graphsOf(plan))) {
    const name = `${id} ${JSON.stringify(options)} ${half ? 'float16 ' : ''}${part}`;
    const { bytes } = writeModel(outputs, planWeights(plan, context));
    try {
      await (await runtime.open(bytes, { wholeOnProvider: true })).release();
      opened.push(name);
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      refused.push(name);
    }
  }
}

/** y = det(x·x): a product, which every provider has, and a determinant, which WebGPU has not. */
function partlyForeign(): Uint8Array {
  const node = (operation: string, inputs: readonly string[], output: string): Message => {
    const message = new Message();
    for (const name of inputs) message.string(1, name);
    return message.string(2, output).string(3, output).string(4, operation);
  };
  const port = (name: string, ...extents: number[]): Message => {
    const shape = new Message();
    for (const extent of extents) shape.message(1, new Message().integer(1, extent));
    const tensor = new Message().integer(1, 1).message(2, shape);
    return new Message().string(1, name).message(2, new Message().message(1, tensor));
  };
  const graph = new Message()
    .message(1, node('MatMul', ['x', 'x'], 'product'))
    .message(1, node('Det', ['product'], 'y'))
    .string(2, 'partly foreign')
    .message(11, port('x', 1, 2, 2))
    .message(12, port('y', 1));
  const opset = new Message().string(1, '').integer(2, 17);
  return new Message().integer(1, 8).message(7, graph).message(8, opset).toBytes();
}

const codeOf = (error: unknown): string => (error instanceof LapidaryError ? error.code : 'another error');
const foreign = await runtime.open(partlyForeign(), { wholeOnProvider: true }).then(() => 'opened', codeOf);
const x = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2] };
const placement = await runtime.placement(partlyForeign(), { x });
// The device in software has no half precision, and says so only when it computes.
const lost = await computesFloat16(runtime).then(() => 'computed', codeOf);
await runtime.close();
process.stdout.write(JSON.stringify({ opened: opened.length, refused, foreign, lost, placement }));
