import { describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { Tensor } from '../../src-main/compute/runtime.ts';
import { gradients } from '../../src-main/graph/backward.ts';
import { crossEntropy, gelu, linear } from '../../src-main/graph/compose.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const batch = 64;

/** Two classes that no line separates: inside and outside of a circle. */
function disc(seed: string): { points: Tensor; targets: Tensor } {
  const random = createRandom(seed);
  const points = Float32Array.from({ length: batch * 2 }, () => random.between(-1, 1));
  const targets = new Float32Array(batch * 2);
  for (let i = 0; i < batch; i++) {
    targets[2 * i + Number(Math.hypot(points[2 * i] ?? 0, points[2 * i + 1] ?? 0) < 0.75)] = 1;
  }
  return { points: { data: points, shape: [batch, 2] }, targets: { data: targets, shape: [batch, 2] } };
}

async function train(steps: number): Promise<{ losses: number[]; accuracy: number }> {
  const hidden = 16;
  const parameters = [
    ops.parameter('w1', [hidden, 2]),
    ops.parameter('b1', [hidden]),
    ops.parameter('w2', [2, hidden]),
    ops.parameter('b2', [2]),
  ] as const;
  const [w1, b1, w2, b2] = parameters;
  const logits = linear(gelu(linear(ops.input('points', [batch, 2]), w1, b1)), w2, b2);
  const loss = crossEntropy(logits, ops.input('targets', [batch, 2]), ops.full([batch], 1 / batch));
  const outputs: Record<string, Value> = { loss, logits };
  gradients(loss, parameters).forEach((gradient, i) => {
    outputs[`gradient.${i}`] = gradient;
  });

  const random = createRandom('weights');
  const state = parameters.map(({ name = '', shape }) => ({
    name,
    tensor: { data: Float32Array.from({ length: sizeOf(shape) }, () => 0.7 * random.normal()), shape },
  }));
  const runtime = openRuntime({ threads: 1 });
  const session = await runtime.open(writeModel(outputs).bytes);
  const data = disc('disc');
  const losses: number[] = [];
  let correct = 0;
  for (let i = 0; i < steps; i++) {
    const current = Object.fromEntries(state.map(({ name, tensor }) => [name, tensor]));
    const results = await session.run({ ...data, ...current });
    losses.push(Number(results['loss']?.data[0]));
    state.forEach(({ tensor }, k) => {
      const gradient = results[`gradient.${k}`]?.data ?? [];
      for (let j = 0; j < tensor.data.length; j++)
        tensor.data[j] = (tensor.data[j] ?? 0) - 0.5 * Number(gradient[j]);
    });
    const scores = results['logits']?.data ?? [];
    correct = 0;
    for (let j = 0; j < batch; j++) {
      correct +=
        Number(Number(scores[2 * j + 1]) > Number(scores[2 * j])) === data.targets.data[2 * j + 1] ? 1 : 0;
    }
  }
  await runtime.close();
  return { losses, accuracy: correct / batch };
}

describe('a small network', () => {
  it('learns a disc that a linear one cannot', async () => {
    const { losses, accuracy } = await train(400);
    expect(losses[0]).toBeGreaterThan(0.4);
    expect(losses.at(-1)).toBeLessThan(0.1);
    expect(accuracy).toBeGreaterThan(0.97);
  });

  it('learns with the same bits every time', async () => {
    expect((await train(20)).losses).toEqual((await train(20)).losses);
  });
});
