import { describe, expect, it } from 'vitest';
import { crossEntropy, gelu, linear, logSoftmax } from '../../src-main/graph/compose.ts';
import { GraphError } from '../../src-main/graph/ir.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { lowerings } from '../../src-main/graph/lowering.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { evaluate } from './evaluate.ts';

const int64 = (...values: number[]): Value =>
  ops.constant(BigInt64Array.from(values, BigInt), [values.length]);
const grid = ops.constant([1, 2, 3, 4, 5, 6], [2, 3]);
const signs = ops.constant([-2, 0, 3], [3]);
const normal = ops.layerNorm(ops.constant([1, 3, 2, 6], [2, 2]), { epsilon: 0 });

/** One forward example per operation: what gradients agree with must also be the right function. */
const examples: Record<string, readonly [value: Value, shape: number[], expected: number[]]> = {
  constant: [int64(7, -1), [2], [7, -1]],
  add: [ops.add(int64(1, 2), int64(10, 20)), [2], [11, 22]],
  sub: [ops.sub(grid, ops.constant([1, 2], [2, 1])), [2, 3], [0, 1, 2, 2, 3, 4]],
  mul: [ops.mul(signs, 2), [3], [-4, 0, 6]],
  div: [ops.div(6, ops.constant([1, 2, 3], [3])), [3], [6, 3, 2]],
  max: [ops.max(signs, 1), [3], [1, 1, 3]],
  equal: [ops.equal(int64(1, 2, 3), int64(2)), [3], [0, 1, 0]],
  greater: [ops.greater(signs, 0), [3], [0, 0, 1]],
  where: [ops.where(ops.greater(signs, 0), signs, 9), [3], [9, 9, 3]],
  neg: [ops.neg(signs), [3], [2, -0, -3]],
  abs: [ops.abs(signs), [3], [2, 0, 3]],
  exp: [ops.exp(signs), [3], [Math.exp(-2), 1, Math.exp(3)]],
  log: [ops.log(ops.constant([1, 10], [2])), [2], [0, Math.log(10)]],
  sqrt: [ops.sqrt(ops.constant([0, 9], [2])), [2], [0, 3]],
  reciprocal: [ops.reciprocal(ops.constant([4, -2], [2])), [2], [0.25, -0.5]],
  erf: [ops.erf(ops.constant([0, 1, -1], [3])), [3], [0, 0.8427008, -0.8427008]],
  tanh: [ops.tanh(signs), [3], [Math.tanh(-2), 0, Math.tanh(3)]],
  sigmoid: [ops.sigmoid(ops.constant([0, 2], [2])), [2], [0.5, 1 / (1 + Math.exp(-2))]],
  relu: [ops.relu(signs), [3], [0, 0, 3]],
  pow: [ops.pow(signs, 2), [3], [4, 0, 9]],
  cast: [ops.cast(ops.constant([1.7, -1.7], [2]), 'int64'), [2], [1, -1]],
  single: [ops.single(ops.half(ops.constant([1 / 3], [1]))), [1], [0.33325195]],
  stopGradient: [ops.stopGradient(signs), [3], [-2, 0, 3]],
  withGradient: [
    ops.withGradient(
      [signs],
      ([x = signs]) => ops.mul(x, 2),
      (g) => [g],
    ),
    [3],
    [-4, 0, 6],
  ],
  matmul: [ops.matmul(grid, ops.constant([1, 0, -1], [3, 1])), [2, 1], [-2, -2]],
  gemm: [
    ops.gemm(grid, grid, { transB: true, bias: ops.constant([100, 0], [2]) }),
    [2, 2],
    [114, 32, 132, 77],
  ],
  transpose: [ops.transpose(grid), [3, 2], [1, 4, 2, 5, 3, 6]],
  reshape: [ops.reshape(grid, [-1, 2]), [3, 2], [1, 2, 3, 4, 5, 6]],
  expand: [ops.expand(ops.constant([1, 2], [2, 1]), [2, 2]), [2, 2], [1, 1, 2, 2]],
  concat: [ops.concat([grid, ops.constant([0, 0], [2, 1])], 1), [2, 4], [1, 2, 3, 0, 4, 5, 6, 0]],
  slice: [ops.slice(grid, 1, -2), [2, 2], [2, 3, 5, 6]],
  pad: [ops.pad(signs, 0, 1, 2), [6], [0, -2, 0, 3, 0, 0]],
  gather: [ops.gather(grid, 1, int64(2, 0, 2)), [2, 3], [3, 1, 3, 6, 4, 6]],
  gatherRows: [ops.gatherRows(grid, ops.reshape(int64(2, 0), [2, 1])), [2, 1], [3, 4]],
  reduceSum: [ops.reduceSum(grid, [0]), [3], [5, 7, 9]],
  reduceMean: [ops.reduceMean(grid, [1], { keepDims: true }), [2, 1], [2, 5]],
  reduceMax: [ops.reduceMax(grid), [], [6]],
  softmax: [ops.softmax(ops.constant([0, Math.log(3)], [1, 2])), [1, 2], [0.25, 0.75]],
  layerNorm: [normal, [2, 2], [-1, 1, -1, 1]],
  layerNormInvStd: [ops.layerNormInvStd(normal), [2, 1], [1, 0.5]],
};

describe('operations', () => {
  // Nothing in float16 is fed or returned: half is seen through single.
  const fed = ['input', 'parameter', 'weight', 'half'];

  it('all have an example', () => {
    expect([...Object.keys(examples), ...fed].sort()).toEqual(Object.keys(lowerings).sort());
  });

  for (const [op, [value, shape, expected]] of Object.entries(examples)) {
    it(`${op} computes what it says`, async () => {
      expect(value.op).toBe(op);
      expect(value.shape).toEqual(shape);
      const { y = [] } = await evaluate({ y: value });
      expect(y.length).toBe(expected.length);
      y.forEach((element, i) => {
        expect(element).toBeCloseTo(expected[i] ?? NaN, 5);
      });
    });
  }

  it('come back with the inferred shape and type', async () => {
    const { y = [] } = await evaluate({ y: ops.range(3) });
    expect(y).toEqual([0, 1, 2]);
    expect(ops.range(3).dtype).toBe('int64');
    expect(ops.full([2, 2], 5).shape).toEqual([2, 2]);
  });

  it('leave out what changes nothing', () => {
    const x = ops.parameter('x', [2, 3]);
    expect(ops.transpose(ops.transpose(x))).toBe(x);
    expect(ops.reshape(x, [2, -1])).toBe(x);
    expect(ops.slice(x, 0, 0)).toBe(x);
    expect(ops.pad(x, 0, 0, 0)).toBe(x);
    expect(ops.expand(x, [2, 3])).toBe(x);
    expect(ops.cast(x, 'float32')).toBe(x);
    expect(ops.concat([x], 0)).toBe(x);
  });

  it('are immutable, with data of their own', () => {
    const data = Float32Array.from([1, 2]);
    const value = ops.constant(data, [2]);
    data[0] = 9;
    expect(value.op === 'constant' ? value.attributes.data[0] : null).toBe(1);
    expect(Object.isFrozen(value) && Object.isFrozen(value.shape) && Object.isFrozen(value.inputs)).toBe(
      true,
    );
  });
});

describe('compositions', () => {
  it('compute what they say', async () => {
    const x = ops.constant([0.5, -1, 2], [1, 3]);
    const results = await evaluate({
      gelu: gelu(x),
      logSoftmax: logSoftmax(ops.add(x, 1000)),
      linear: linear(x, ops.constant([1, 1, 1, 0, 0, 2], [2, 3]), ops.constant([0, 1], [2])),
      loss: crossEntropy(
        ops.constant([0, 0, 1, 3], [2, 2]),
        ops.constant([1, 0, 0, 1], [2, 2]),
        ops.ones([2]),
      ),
    });
    [0.3457312, -0.1586553, 1.9544997].forEach((expected, i) => {
      expect(results['gelu']?.[i]).toBeCloseTo(expected, 5);
    });
    expect(results['logSoftmax']?.[2]).toBeCloseTo(-0.2413, 3);
    expect(results['linear']).toEqual([1.5, 5]);
    expect(results['loss']?.[0]).toBeCloseTo(Math.log(2) + Math.log1p(Math.exp(-2)), 5);
  });
});

describe('operands that do not fit are refused, with their shapes', () => {
  const x = ops.parameter('x', [2, 3]);
  const y = ops.parameter('y', [4]);
  const indices = ops.input('indices', [2, 2], 'int64');
  const refusals: [string, () => unknown, RegExp][] = [
    ['add', () => ops.add(x, y), /add: shapes \[2,3\] and \[4\] do not broadcast/],
    ['add', () => ops.add(x, indices), /add: float32 with int64/],
    ['exp', () => ops.exp(indices), /exp: input indices \[2,2\] is int64, expected float32/],
    ['where', () => ops.where(x, x, x), /expected bool/],
    ['where', () => ops.where(ops.greater(x, 0), x, indices), /where: float32 with int64/],
    ['matmul', () => ops.matmul(x, x), /matmul: \[2,3\] · \[2,3\]/],
    ['matmul', () => ops.matmul(x, y), /matmul: \[2,3\] · \[4\]/],
    ['gemm', () => ops.gemm(x, x), /gemm: \[2,3\] · \[2,3\] does not fit/],
    ['gemm', () => ops.gemm(x, x, { transB: true, bias: y }), /bias/],
    ['transpose', () => ops.transpose(x, [0, 0]), /transpose: \[0,0\] is no permutation/],
    ['reshape', () => ops.reshape(x, [4, -1]), /reshape: \[2,3\] to \[4,-1\]/],
    ['reshape', () => ops.reshape(x, [-1, -1]), /reshape/],
    ['expand', () => ops.expand(x, [2, 4]), /expand/],
    ['expand', () => ops.expand(x, [3]), /expand: parameter x \[2,3\] does not broadcast to \[3\]/],
    ['concat', () => ops.concat([x, y], 0), /concat: parameter y \[4\] does not fit/],
    ['concat', () => ops.concat([], 0), /nothing to join/],
    ['slice', () => ops.slice(x, 1, 2, 2), /slice: 2…2 of axis 1/],
    ['slice', () => ops.slice(x, 2, 0), /slice: axis 2 of a tensor of rank 2/],
    ['pad', () => ops.pad(x, 0, -1, 0), /pad: -1 before/],
    ['gather', () => ops.gather(x, 0, y), /gather: parameter y \[4\] is float32, expected int64/],
    ['gatherRows', () => ops.gatherRows(y, indices), /gatherRows: indices \[2,2\] of x \[4\]/],
    ['reduceSum', () => ops.reduceSum(x, [0, -2]), /reduceSum: axes \[0,-2\] repeat/],
    ['layerNorm', () => ops.layerNorm(ops.scalar(1), { epsilon: 1e-6 }), /no axis/],
    [
      'layerNorm',
      () => ops.layerNorm(x, { epsilon: 0, scale: y, centredReaders: true }),
      /no centred reader/,
    ],
    ['layerNormInvStd', () => ops.layerNormInvStd(x), /parameter x \[2,3\] is no layerNorm/],
    ['parameter', () => ops.parameter('p', [2, 0]), /parameter p: shape \[2,0\]/],
    ['constant', () => ops.constant([1, 2, 3], [2]), /3 elements for shape \[2\]/],
    ['linear', () => linear(y, x), /linear: x \[4\] with weight \[2,3\]/],
  ];
  for (const [op, build, message] of refusals) {
    it(`${op}: ${message.source}`, () => {
      expect(build).toThrow(GraphError);
      expect(build).toThrow(message);
    });
  }
});
