/**
 * Runs one training graph on the CPU and, with every node on the device, on WebGPU; prints the relative difference
 * of each output as JSON. A program of its own because the Vulkan loader is chosen by the environment at start.
 */
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { Provider, Tensor } from '../../src-main/compute/runtime.ts';
import { gradients } from '../../src-main/graph/backward.ts';
import { crossEntropy, gelu, linear } from '../../src-main/graph/compose.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const [batch, tokens, width, classes] = [2, 5, 8, 3];
const x = ops.parameter('x', [batch, tokens, width]);
const w = ops.parameter('w', [2 * width, width]);
const head = ops.parameter('head', [classes, 2 * width]);

const normal = ops.layerNorm(x, { epsilon: 1e-6 });
const attended = ops.matmul(ops.softmax(ops.matmul(normal, ops.transpose(normal))), normal);
const picked = ops.gatherRows(attended, ops.constant(BigInt64Array.from([0n, 3n, 4n, 4n]), [batch, 2]));
const pooled = ops.reduceMean(gelu(linear(ops.concat([attended, picked], 1), w)), [1]);
const targets = ops.constant([1, 0, 0, 0, 0.5, 0.5], [batch, classes]);
const loss = crossEntropy(linear(pooled, head), targets, ops.full([batch], 1 / batch));
const [gx, gw, gHead] = gradients(loss, [x, w, head]) as [Value, Value, Value];
const { bytes } = writeModel({ loss, gx, gw, gHead });

const random = createRandom('webgpu');
const feeds = Object.fromEntries(
  [x, w, head].map(({ name = '', shape }): [string, Tensor] => [
    name,
    { data: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()), shape },
  ]),
);

async function results(provider: Provider): Promise<Readonly<Record<string, Tensor>>> {
  const runtime = openRuntime({ provider, threads: 1 });
  const session = await runtime.open(bytes, { wholeOnProvider: true });
  return session.run(feeds);
}

const expected = await results('cpu');
const found = await results('webgpu');
const differences = Object.entries(expected).map(([name, { data }]) => {
  let error = 0;
  let norm = 0;
  data.forEach((element: number | bigint, i: number) => {
    error += (Number(element) - Number(found[name]?.data[i])) ** 2;
    norm += Number(element) ** 2;
  });
  return [name, Math.sqrt(error / norm)];
});
process.stdout.write(JSON.stringify(Object.fromEntries(differences)));
