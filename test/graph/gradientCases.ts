import type { Op, Shape, Value } from '../../src-main/graph/ir.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import * as ops from '../../src-main/graph/ops.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { quantised } from './evaluate.ts';

type Sample = (random: Random, count: number) => number[];

const each =
  (draw: (random: Random) => number): Sample =>
  (random, count) =>
    Array.from({ length: count }, () => draw(random));

const anything = each((random) => random.between(-1.5, 1.5));
const positive = each((random) => random.between(0.5, 2));
const small = each((random) => random.between(-0.2, 0.2));
/** Away from 0, where the operation has a kink. */
const kinkFree = each((random) => random.between(0.4, 1.5) * (random.below(2) === 0 ? -1 : 1));
const zero = each(() => 0);
/** All apart by more than the finite differences' steps. */
const apart: Sample = (random, count) =>
  random.shuffled(Array.from({ length: count }, (_, i) => i * 0.25 - 1));

export interface GradientCase {
  readonly what?: string;
  readonly shapes: readonly Shape[];
  readonly samples?: readonly Sample[];
  readonly build: (...x: readonly [Value, Value, Value]) => Value;
}

export function startingPoint(test: GradientCase, random: Random): Float32Array[] {
  return test.shapes.map((shape, i) => {
    const sample = test.samples?.[i] ?? anything;
    return Float32Array.from(sample(random, sizeOf(shape)), quantised);
  });
}

const unary = (build: (x: Value) => Value, sample = anything): GradientCase[] => [
  { shapes: [[3, 4]], samples: [sample], build },
];

const binary = (build: (a: Value, b: Value) => Value, ...samples: Sample[]): GradientCase[] =>
  [
    [
      [3, 4],
      [3, 4],
    ],
    [[2, 3, 4], [4]],
    [
      [3, 1],
      [2, 1, 4],
    ],
    [[2, 3], []],
  ].map((shapes) => ({
    what: shapes.map((shape) => `[${shape.join(',')}]`).join(' '),
    shapes,
    samples,
    build,
  }));

const int64 = (values: readonly number[], shape: Shape): Value =>
  ops.constant(BigInt64Array.from(values, BigInt), shape);

/** 0, 1, … as something that is known only when the model runs. */
const lateIndices = (values: readonly number[], shape: Shape): Value =>
  ops.cast(ops.stopGradient(ops.add(ops.constant(values, shape), 0)), 'int64');

/** The operations whose rule is a function; the test holds this list against the table. */
export const gradientCases: Partial<Record<Op, GradientCase[]>> = {
  add: binary(ops.add),
  sub: binary(ops.sub),
  mul: binary(ops.mul),
  div: binary(ops.div, anything, positive),
  max: binary(ops.max, kinkFree, small),
  where: [
    {
      shapes: [[2, 3], [3]],
      build: (a, b) => ops.where(ops.constant(Uint8Array.from([1, 0, 0, 1, 1, 0]), [2, 3]), a, b),
    },
    {
      what: 'broadcast condition',
      shapes: [
        [2, 3],
        [2, 3],
      ],
      build: (a, b) => ops.where(flag(), a, b),
    },
  ],
  // Around 0 float16 holds the steps of the differences exactly: elsewhere its rounding has slopes of its own.
  half: unary((x) => ops.single(ops.half(x)), zero),
  single: unary((x) => ops.mul(ops.single(ops.half(x)), 2), zero),
  withGradient: [
    {
      what: 'of several inputs',
      shapes: [
        [2, 3],
        [2, 3],
      ],
      build: (a, b) =>
        ops.withGradient(
          [a, b],
          ([x = a, y = b]) => ops.mul(x, ops.exp(y)),
          (g) => [ops.mul(g, ops.exp(b)), ops.mul(g, ops.mul(a, ops.exp(b)))],
        ),
    },
  ],
  neg: unary(ops.neg),
  abs: unary(ops.abs, kinkFree),
  exp: unary(ops.exp),
  log: unary(ops.log, positive),
  sqrt: unary(ops.sqrt, positive),
  reciprocal: unary(ops.reciprocal, positive),
  erf: unary(ops.erf),
  tanh: unary(ops.tanh),
  sigmoid: unary(ops.sigmoid),
  relu: unary(ops.relu, kinkFree),
  pow: [...unary((x) => ops.pow(x, 3)), ...unary((x) => ops.pow(x, -0.5), positive)],
  matmul: [
    {
      what: 'matrices',
      shapes: [
        [3, 4],
        [4, 5],
      ],
      build: ops.matmul,
    },
    {
      what: 'batch by matrix',
      shapes: [
        [2, 3, 4],
        [4, 5],
      ],
      build: ops.matmul,
    },
    {
      what: 'matrix by batch',
      shapes: [
        [3, 4],
        [2, 4, 5],
      ],
      build: ops.matmul,
    },
    {
      what: 'batches',
      shapes: [
        [2, 2, 3, 4],
        [2, 2, 4, 3],
      ],
      build: ops.matmul,
    },
    {
      what: 'broadcast batches',
      shapes: [
        [2, 1, 3, 4],
        [3, 4, 2],
      ],
      build: ops.matmul,
    },
    {
      what: 'wide left',
      shapes: [
        [2, 9, 9],
        [2, 9, 2],
      ],
      build: ops.matmul,
    },
    {
      what: 'wide right',
      shapes: [
        [2, 2, 9],
        [2, 9, 9],
      ],
      build: ops.matmul,
    },
  ],
  gemm: [
    {
      what: 'A·B',
      shapes: [
        [3, 4],
        [4, 5],
      ],
      build: (a, b) => ops.gemm(a, b),
    },
    {
      what: 'Aᵀ·B',
      shapes: [
        [4, 3],
        [4, 5],
      ],
      build: (a, b) => ops.gemm(a, b, { transA: true }),
    },
    {
      what: 'A·Bᵀ + row',
      shapes: [[3, 4], [5, 4], [5]],
      build: (a, b, bias) => ops.gemm(a, b, { transB: true, bias }),
    },
    {
      what: 'Aᵀ·Bᵀ + column',
      shapes: [
        [4, 3],
        [5, 4],
        [3, 1],
      ],
      build: (a, b, bias) => ops.gemm(a, b, { transA: true, transB: true, bias }),
    },
  ],
  transpose: [
    { shapes: [[2, 3, 4]], build: (x) => ops.transpose(x, [1, 2, 0]) },
    { what: 'of a transpose', shapes: [[2, 3, 4]], build: (x) => ops.transpose(ops.transpose(x, [2, 0, 1])) },
  ],
  reshape: [{ shapes: [[2, 6]], build: (x) => ops.reshape(x, [3, -1]) }],
  expand: [{ shapes: [[3, 1]], build: (x) => ops.expand(x, [2, 3, 4]) }],
  concat: [
    {
      shapes: [
        [2, 1],
        [2, 3],
        [2, 2],
      ],
      build: (...parts) => ops.concat(parts, 1),
    },
  ],
  slice: [{ shapes: [[2, 5, 2]], build: (x) => ops.slice(x, 1, 1, -1) }],
  pad: [{ shapes: [[2, 3]], build: (x) => ops.pad(x, 0, 1, 2) }],
  gather: [
    { what: 'repeated', shapes: [[2, 4, 3]], build: (x) => ops.gather(x, 1, int64([3, 0, 3], [3])) },
    { what: 'matrix', shapes: [[5, 2]], build: (x) => ops.gather(x, 0, lateIndices([4, 1, 1, 0], [2, 2])) },
    { what: 'scalar', shapes: [[2, 4]], build: (x) => ops.gather(x, -1, int64([2], [])) },
  ],
  gatherRows: [
    { shapes: [[2, 4, 3]], build: (x) => ops.gatherRows(x, int64([3, 0, 3, 1, 1, 2], [2, 3])) },
    { what: 'late', shapes: [[2, 4, 3]], build: (x) => ops.gatherRows(x, lateIndices([3, 0, 0, 2], [2, 2])) },
    { what: 'matrix', shapes: [[2, 4]], build: (x) => ops.gatherRows(x, int64([3, 0, 1, 1], [2, 2])) },
  ],
  reduceSum: [
    { shapes: [[2, 3, 4]], build: (x) => ops.reduceSum(x, [0, -1]) },
    { what: 'all', shapes: [[2, 3]], build: (x) => ops.reduceSum(x) },
  ],
  reduceMean: [
    { shapes: [[2, 3, 4]], build: (x) => ops.reduceMean(x, [1]) },
    { what: 'kept', shapes: [[2, 3, 4]], build: (x) => ops.reduceMean(x, [0, 2], { keepDims: true }) },
  ],
  reduceMax: [{ shapes: [[2, 3, 4]], samples: [apart], build: (x) => ops.reduceMax(x, [0, 2]) }],
  softmax: [
    { shapes: [[2, 5]], build: (x) => ops.softmax(x) },
    { what: 'middle axis', shapes: [[2, 4, 3]], build: (x) => ops.softmax(x, 1) },
  ],
  layerNorm: [
    {
      what: 'with scale and bias',
      shapes: [[2, 3, 8], [8], [8]],
      build: (x, scale, bias) => ops.layerNorm(x, { epsilon: 1e-6, scale, bias }),
    },
    {
      what: 'centred readers',
      shapes: [
        [3, 8],
        [4, 8],
      ],
      build: (x, w) => {
        const centred = ops.sub(w, ops.reduceMean(w, [1], { keepDims: true }));
        return ops.gemm(ops.layerNorm(x, { epsilon: 1e-6, centredReaders: true }), centred, { transB: true });
      },
    },
  ],
};

function flag(): Value {
  return ops.greater(ops.constant([1, -1], [2, 1]), 0);
}
