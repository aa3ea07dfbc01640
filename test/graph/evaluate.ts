import { gradients } from '../../src-main/graph/backward.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { input } from '../../src-main/graph/ops.ts';
import type { Session, Tensor } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { Random } from '../../src-shared/domain/random.ts';

const runtime = openRuntime({ threads: 1 });

/** Computes values on the real runtime. */
export async function evaluate(
  outputs: Readonly<Record<string, Value>>,
  feeds: Readonly<Record<string, Tensor>> = {},
): Promise<Readonly<Record<string, number[]>>> {
  const session = await runtime.open(writeModel(outputs).bytes);
  try {
    const results = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(results).map(([name, { data }]) => [name, Array.from(data, Number)]),
    );
  } finally {
    await session.release();
  }
}

/** Multiples of 2⁻¹⁰, so that adding a step of 2⁻⁵ or 2⁻⁶ times another such number is exact in float32. */
export function quantised(x: number): number {
  return Math.round(x * 1024) / 1024;
}

const directions = 8;
const step = 2 ** -6;

/**
 * ‖a − d‖/‖d‖ over random directions u, where a = ⟨Jᵀv, u⟩ from the backward pass and d = ⟨v, J u⟩ from central
 * differences with one Richardson extrapolation, both in float32 on the real runtime.
 */
export async function gradientError(
  output: Value,
  parameters: readonly Value[],
  at: readonly Float32Array[],
  random: Random,
): Promise<number> {
  const seed = input('seed', output.shape);
  const derivatives = gradients(output, parameters, seed);
  const named = Object.fromEntries(derivatives.map((value, i) => [`gradient.${i}`, value]));
  const backward = await runtime.open(writeModel(named).bytes);
  const forward = await runtime.open(writeModel({ output }).bytes);
  const draw = (value: Value): Float32Array =>
    Float32Array.from({ length: sizeOf(value.shape) }, () => quantised(random.between(-1, 1)));
  const feed = (session: Session, xs: readonly Float32Array[], v: Float32Array): Record<string, Tensor> => {
    const all: Record<string, Tensor> = { seed: { data: v, shape: output.shape } };
    parameters.forEach(({ name = '', shape }, i) => {
      all[name] = { data: xs[i] ?? new Float32Array(), shape };
    });
    return Object.fromEntries(session.inputs.map(({ name }) => [name, all[name] as Tensor]));
  };

  const v = draw(output);
  const projected = async (us: readonly Float32Array[], h: number): Promise<number> => {
    const moved = at.map((x, i) => x.map((element, j) => element + h * (us[i]?.[j] ?? 0)));
    const { output: y } = await forward.run(feed(forward, moved, v));
    return y === undefined ? NaN : dot(v, y.data);
  };
  const results = await backward.run(feed(backward, at, v));
  let squaredError = 0;
  let squaredNorm = 0;
  for (let i = 0; i < directions; i++) {
    const us = parameters.map(draw);
    const analytic = us.reduce((sum, u, k) => sum + dot(u, results[`gradient.${k}`]?.data ?? []), 0);
    const central = async (h: number): Promise<number> =>
      ((await projected(us, h)) - (await projected(us, -h))) / (2 * h);
    const numeric = (4 * (await central(step)) - (await central(2 * step))) / 3;
    squaredError += (analytic - numeric) ** 2;
    squaredNorm += numeric ** 2;
  }
  await Promise.all([backward.release(), forward.release()]);
  return Math.sqrt(squaredError / squaredNorm);
}

function dot(a: ArrayLike<number | bigint>, b: ArrayLike<number | bigint>): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length}`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Number(a[i]) * Number(b[i]);
  return sum;
}
