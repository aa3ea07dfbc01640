import { createRandom } from '../../src-shared/domain/random.ts';
import type { Runtime } from '../compute/runtime.ts';
import { gradients } from '../graph/backward.ts';
import { crossEntropy, linear } from '../graph/compose.ts';
import { writeModel } from '../graph/onnx.ts';
import { input, matmul, parameter, tanh } from '../graph/ops.ts';

export interface SelfTest {
  readonly ok: boolean;
  /** Of the loss and of every gradient, L2-relative to a float64 computation. */
  readonly maxRelativeError: number;
}

/** float32 lands near 1e-7; a provider that computes in half precision by itself would not pass. */
const tolerance = 1e-4;

const batch = 8;
const inputs = 48;
const hidden = 32;
const classes = 5;

/**
 * One training step of a small network (loss, and the gradient of every trainable) on the provider, held against
 * the same step in float64.
 */
export async function selfTest(runtime: Runtime): Promise<SelfTest> {
  const random = createRandom(20_261_123);
  const draw = (length: number, scale: number): Float32Array =>
    Float32Array.from({ length }, () => scale * random.normal());
  const x = draw(batch * inputs, 1);
  const w1 = draw(hidden * inputs, 0.2);
  const w2 = draw(classes * hidden, 0.2);
  const targets = new Float32Array(batch * classes);
  for (let i = 0; i < batch; i++) targets[i * classes + (i % classes)] = 1;
  const weights = new Float32Array(batch).fill(1 / batch);

  const first = parameter('first', [hidden, inputs]);
  const second = parameter('second', [classes, hidden]);
  const logits = linear(tanh(linear(input('x', [batch, inputs]), first)), second);
  const loss = crossEntropy(logits, input('targets', [batch, classes]), input('weights', [batch]));
  const [byFirst, bySecond] = gradients(loss, [first, second]);
  if (byFirst === undefined || bySecond === undefined) throw new Error('the self-test lost a gradient');
  const session = await runtime.open(writeModel({ loss, byFirst, bySecond }).bytes);
  const result = await session.run({
    x: { data: x, shape: [batch, inputs] },
    first: { data: w1, shape: [hidden, inputs] },
    second: { data: w2, shape: [classes, hidden] },
    targets: { data: targets, shape: [batch, classes] },
    weights: { data: weights, shape: [batch] },
  });
  await session.release();

  const expected = reference(x, w1, w2, targets);
  const errors = [
    relativeError(result['loss']?.data, [expected.loss]),
    relativeError(result['byFirst']?.data, expected.byFirst),
    relativeError(result['bySecond']?.data, expected.bySecond),
  ];
  const maxRelativeError = Math.max(...errors);
  return { ok: maxRelativeError <= tolerance, maxRelativeError };
}

/** Billions of multiplications and additions a second: the best of a few products of 1024² matrices. */
export async function measureGflops(runtime: Runtime): Promise<number> {
  const side = 1024;
  const product = matmul(input('a', [side, side]), input('b', [side, side]));
  const session = await runtime.open(writeModel({ product }).bytes);
  const random = createRandom(1);
  const matrix = {
    data: Float32Array.from({ length: side ** 2 }, () => random.normal()),
    shape: [side, side],
  };
  let best = Infinity;
  for (let i = 0; i < 6; i++) {
    const start = performance.now();
    await session.run({ a: matrix, b: matrix });
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return (2 * side ** 3) / (best * 1e6);
}

/** The same step by the textbook, in float64. */
function reference(x: Float32Array, w1: Float32Array, w2: Float32Array, targets: Float32Array) {
  const at = (array: Float32Array | number[], index: number): number => array[index] ?? 0;
  const byFirst = new Array<number>(hidden * inputs).fill(0);
  const bySecond = new Array<number>(classes * hidden).fill(0);
  let loss = 0;
  for (let i = 0; i < batch; i++) {
    const h = Array.from({ length: hidden }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < inputs; k++) sum += at(x, i * inputs + k) * at(w1, j * inputs + k);
      return Math.tanh(sum);
    });
    const logits = Array.from({ length: classes }, (_, c) =>
      h.reduce((sum, value, j) => sum + value * at(w2, c * hidden + j), 0),
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const delta = logits.map((logit, c) => {
      const target = at(targets, i * classes + c);
      loss -= (target * (logit - Math.log(total))) / batch;
      return (Math.exp(logit) / total - target) / batch;
    });
    for (let j = 0; j < hidden; j++) {
      const value = at(h, j);
      let back = 0;
      for (let c = 0; c < classes; c++) {
        bySecond[c * hidden + j] = at(bySecond, c * hidden + j) + at(delta, c) * value;
        back += at(delta, c) * at(w2, c * hidden + j);
      }
      back *= 1 - value * value;
      for (let k = 0; k < inputs; k++) {
        byFirst[j * inputs + k] = at(byFirst, j * inputs + k) + back * at(x, i * inputs + k);
      }
    }
  }
  return { loss, byFirst, bySecond };
}

function relativeError(found: ArrayLike<number | bigint> | undefined, expected: readonly number[]): number {
  if (found?.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  expected.forEach((value, i) => {
    difference += (Number(found[i]) - value) ** 2;
    size += value ** 2;
  });
  const error = Math.sqrt(difference / size);
  return Number.isNaN(error) ? Infinity : error;
}
