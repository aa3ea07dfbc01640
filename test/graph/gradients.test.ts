import { describe, expect, it } from 'vitest';
import { gradients } from '../../src-main/graph/backward.ts';
import { attend } from '../../src-main/graph/attention.ts';
import { crossEntropy, gelu, halfGelu, linear, logSoftmax } from '../../src-main/graph/compose.ts';
import { gradientTable } from '../../src-main/graph/gradients.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { recomputed } from '../../src-main/graph/recompute.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { evaluate, gradientError } from './evaluate.ts';
import { gradientCases, startingPoint } from './gradientCases.ts';
import type { GradientCase } from './gradientCases.ts';

async function errorOf(name: string, test: GradientCase): Promise<number> {
  const random = createRandom(name);
  const parameters = test.shapes.map((shape, i) => ops.parameter(`x${i}`, shape));
  const output = test.build(...(parameters as [Value, Value, Value]));
  return gradientError(output, parameters, startingPoint(test, random), random);
}

describe('the gradient table', () => {
  const differentiable = Object.entries(gradientTable).filter(([, rule]) => typeof rule === 'function');

  it('has a case here for every rule', () => {
    expect(Object.keys(gradientCases).sort()).toEqual(differentiable.map(([op]) => op).sort());
  });

  for (const [op, cases] of Object.entries(gradientCases)) {
    cases.forEach((test, i) => {
      it(`${op} ${test.what ?? ''} agrees with finite differences`, async () => {
        expect(await errorOf(`${op} ${i}`, test)).toBeLessThan(1e-4);
      });
    });
  }

  it('stops at operations without a derivative', () => {
    const x = ops.parameter('x', [2]);
    const y = ops.parameter('y', [2]);
    const indices = ops.input('indices', [2], 'int64');
    const stopped: Record<string, Value> = {
      equal: ops.cast(ops.equal(x, y), 'float32'),
      greater: ops.cast(ops.greater(x, y), 'float32'),
      cast: ops.gather(ops.constant([1, 2], [2]), 0, ops.cast(x, 'int64')),
      stopGradient: ops.stopGradient(x),
      input: ops.cast(indices, 'float32'),
      parameter: y,
      weight: ops.weight('w', [2]),
      constant: ops.constant([1, 2], [2]),
    };
    const zero = Object.entries(gradientTable).filter(([, rule]) => rule === 'zero');
    expect(Object.keys(stopped).sort()).toEqual(zero.map(([op]) => op).sort());
    for (const value of Object.values(stopped)) {
      expect(() => gradients(ops.reduceSum(value), [x])).toThrow(/no gradient path/);
    }
  });

  it('refuses what must not be differentiated, by name', () => {
    const x = ops.parameter('x', [2, 3]);
    const invStd = ops.layerNormInvStd(ops.layerNorm(x, { epsilon: 1e-6 }));
    expect(() => gradients(ops.reduceSum(invStd), [x])).toThrow(/layerNormInvStd must not be differentiated/);
  });
});

describe('compositions agree with finite differences', () => {
  const cases: Record<string, GradientCase> = {
    gelu: { shapes: [[3, 4]], build: gelu },
    linear: { shapes: [[2, 3, 4], [5, 4], [5]], build: linear },
    logSoftmax: { shapes: [[3, 4]], build: (x) => logSoftmax(x) },
    crossEntropy: {
      shapes: [[2, 3]],
      build: (x) =>
        crossEntropy(x, ops.constant([0, 1, 0, 0.5, 0, 0.5], [2, 3]), ops.constant([0.25, 1], [2])),
    },
    'attention with shared inputs': {
      shapes: [[2, 5, 3]],
      build: (x) => ops.matmul(ops.softmax(ops.matmul(x, ops.transpose(x))), x),
    },
    halfGelu: { shapes: [[3, 4]], build: halfGelu },
    'attention to one group of keys': {
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
        [2, 5, 4],
      ],
      build: (q, keys, values) => attend(q, [{ keys, values }]),
    },
    'attention to several groups of keys, some with a trained bias': {
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
        [2, 5, 4],
      ],
      build: (q, keys, values) =>
        attend(q, [
          { keys: ops.slice(keys, 2, 0, 2), values: ops.slice(values, 1, 0, 2) },
          {
            keys: ops.slice(keys, 2, 2),
            values: ops.slice(values, 1, 2),
            bias: ops.mul(ops.slice(q, 2, 0, 1), ops.constant([0.5, -1, 2], [3])),
          },
        ]),
    },
    'a body that is computed twice, on inputs that depend on one another': {
      shapes: [[3, 4], [4]],
      build: (x, w) => {
        const first = recomputed(x, [w], (a, [b = w]) => ops.tanh(ops.mul(a, b)));
        return recomputed(first, [w, ops.exp(w)], (a, [b = w, c = w]) => ops.mul(ops.add(a, b), ops.tanh(c)));
      },
    },
  };
  for (const [name, test] of Object.entries(cases)) {
    it(name, async () => {
      expect(await errorOf(name, test)).toBeLessThan(1e-4);
    });
  }
});

describe('the backward pass', () => {
  const values = (x: number[]) => ({ x: { data: Float32Array.from(x), shape: [x.length] } });

  it('adds up the gradients of a value used several times', async () => {
    const x = ops.parameter('x', [2]);
    const loss = ops.reduceSum(ops.add(ops.mul(x, x), ops.mul(x, 3)));
    const [gradient] = gradients(loss, [x]);
    expect(await evaluate({ gradient: gradient as Value }, values([1, -2]))).toEqual({ gradient: [5, -1] });
  });

  it('keeps a stopped factor constant', async () => {
    const x = ops.parameter('x', [2]);
    const [gradient] = gradients(ops.reduceSum(ops.mul(x, ops.stopGradient(x))), [x]);
    expect(await evaluate({ gradient: gradient as Value }, values([3, -2]))).toEqual({ gradient: [3, -2] });
  });

  it('shares the gradient of a maximum between those that hold it', async () => {
    const x = ops.parameter('x', [3]);
    const [gradient] = gradients(ops.reduceMax(x), [x]);
    expect(await evaluate({ gradient: gradient as Value }, values([2, 2, 1]))).toEqual({
      gradient: [0.5, 0.5, 0],
    });
  });

  it('differentiates with respect to a value inside the graph and one above it at once', async () => {
    const x = ops.parameter('x', [1]);
    const square = ops.mul(x, x);
    const [outer, inner] = gradients(ops.reduceSum(ops.exp(square)), [x, square]);
    const results = await evaluate({ outer: outer as Value, inner: inner as Value }, values([0.5]));
    expect(results['inner']?.[0]).toBeCloseTo(Math.exp(0.25), 5);
    expect(results['outer']?.[0]).toBeCloseTo(Math.exp(0.25), 5);
  });

  it('refuses to lose a gradient on the way into a value whose gradient is given by hand', () => {
    const x = ops.parameter('x', [2]);
    const closed = ops.parameter('closed', [2]);
    const value = ops.withGradient(
      [x],
      ([a = x]) => ops.mul(a, closed),
      (g) => [ops.mul(g, closed)],
    );
    expect(() => gradients(ops.reduceSum(value), [x, closed])).toThrow(/withGradient has no gradient/);
    const short = ops.withGradient(
      [x, closed],
      ([a = x]) => a,
      (g) => [g],
    );
    expect(() => gradients(ops.reduceSum(short), [x, closed])).toThrow(/1 gradients for 2 inputs/);
  });

  it('says what it needs', () => {
    const x = ops.parameter('x', [2]);
    const stranger = ops.parameter('stranger', [2]);
    expect(() => gradients(x, [x])).toThrow(/parameter x \[2\] is no single number/);
    expect(() => gradients(x, [x], ops.ones([3]))).toThrow(/seed expand \[3\]/);
    expect(() => gradients(ops.cast(x, 'int64'), [x], ops.ones([2]))).toThrow(/int64/);
    expect(() => gradients(ops.reduceSum(x), [stranger])).toThrow(/to parameter stranger \[2\]/);
  });
});
