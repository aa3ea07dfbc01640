/**
 * One gradient rule per operation, written in the operations of the forward pass.
 *
 * A rule gets g, the gradient with respect to its value y, and returns one gradient or null per input of y.
 * Where y broadcast an input, the rule returns the broadcast shape: backward.ts sums it back. Of what a rule
 * builds, only what some output reads is ever written to a model.
 */
import { GraphError, sizeOf } from './ir.ts';
import type { Op, Shape, Value, ValueOf } from './ir.ts';
import { productWithTranspose, transposeWithProduct } from './products.ts';
import {
  add,
  cast,
  constant,
  div,
  equal,
  exp,
  expand,
  gemm,
  greater,
  half,
  layerNormInvStd,
  matmul,
  mul,
  neg,
  pad,
  pow,
  reduceMean,
  reduceSum,
  reshape,
  single,
  slice,
  sub,
  transpose,
  where,
} from './ops.ts';

export type GradientRule<O extends Op = Op> = (g: Value, y: ValueOf<O>) => readonly (Value | null)[];

/** 'zero': the derivative is 0 or there is none to ask for; 'forbidden': asking for it is a mistake. */
export type GradientTable = { readonly [O in Op]: GradientRule<O> | 'zero' | 'forbidden' };

export const gradientTable = {
  input: 'zero',
  parameter: 'zero',
  weight: 'zero',
  constant: 'zero',

  add: (g) => [g, g],
  sub: (g) => [g, neg(g)],
  mul: (g, { inputs: [a, b] }) => [mul(g, b), mul(g, a)],
  div: (g, y) => [div(g, y.inputs[1]), neg(div(mul(g, y), y.inputs[1]))],
  max: (g, { inputs: [a, b] }) => [where(greater(a, b), g, 0), where(greater(a, b), 0, g)],
  equal: 'zero',
  greater: 'zero',
  where: (g, { inputs: [condition] }) => [null, where(condition, g, 0), where(condition, 0, g)],

  neg: (g) => [neg(g)],
  abs: (g, { inputs: [x] }) => [where(greater(x, 0), g, neg(g))],
  exp: (g, y) => [mul(g, y)],
  log: (g, { inputs: [x] }) => [div(g, x)],
  sqrt: (g, y) => [mul(div(g, y), 0.5)],
  reciprocal: (g, y) => [neg(mul(g, mul(y, y)))],
  erf: (g, { inputs: [x] }) => [mul(g, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)))],
  tanh: (g, y) => [mul(g, sub(1, mul(y, y)))],
  sigmoid: (g, y) => [mul(g, mul(y, sub(1, y)))],
  relu: (g, { inputs: [x] }) => [where(greater(x, 0), g, 0)],
  pow: (g, { inputs: [x], attributes: { exponent } }) => [mul(g, mul(pow(x, exponent - 1), exponent))],
  cast: 'zero',
  half: (g) => [single(g)],
  single: (g) => [half(g)],
  stopGradient: 'zero',
  withGradient: (g, { inputs, attributes: { rule } }) => {
    const given = rule(g);
    if (given.length !== inputs.length - 1) {
      throw new GraphError(`withGradient: ${given.length} gradients for ${inputs.length - 1} inputs`);
    }
    return [...given, null];
  },

  matmul: (g, { inputs: [a, b] }) => {
    const [inner, columns] = b.shape.slice(-2);
    if (b.shape.length > 2 || inner === undefined || columns === undefined) {
      return [productWithTranspose(g, b, a.shape), transposeWithProduct(a, g, b.shape)];
    }
    const rowsOfG = reshape(g, [-1, columns]);
    return [
      reshape(gemm(rowsOfG, b, { transB: true }), a.shape),
      gemm(reshape(a, [-1, inner]), rowsOfG, { transA: true }),
    ];
  },
  gemm: (g, { inputs: [a, b, bias], attributes: { transA, transB } }) => [
    transA ? gemm(b, g, { transA: transB, transB: true }) : gemm(g, b, { transB: !transB }),
    transB ? gemm(g, a, { transA: true, transB: transA }) : gemm(a, g, { transA: !transA }),
    ...(bias === undefined ? [] : [g]),
  ],

  transpose: (g, { attributes: { perm } }) => [
    transpose(
      g,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ],
  reshape: (g, { inputs: [x] }) => [reshape(g, x.shape)],
  expand: (g) => [g],
  concat: (g, { inputs, attributes: { axis } }) => {
    let end = 0;
    return inputs.map((x) => {
      const start = end;
      end += x.shape[axis] ?? 0;
      return slice(g, axis, start, end);
    });
  },
  slice: (g, { inputs: [x], attributes: { axis, start, end } }) => [
    pad(g, axis, start, (x.shape[axis] ?? 0) - end),
  ],
  pad: (g, { inputs: [x], attributes: { axis, before } }) => [
    slice(g, axis, before, before + (x.shape[axis] ?? 0)),
  ],
  gather: (g, { inputs: [x, indices], attributes: { axis } }) => {
    const rows = sizeOf(indices.shape);
    const selected = selection(reshape(indices, [1, rows]), x.shape[axis] ?? 0);
    const slabs = reshape(g, [sizeOf(x.shape.slice(0, axis)), rows, sizeOf(x.shape.slice(axis + 1))]);
    return [reshape(matmul(selected, slabs), x.shape), null];
  },
  gatherRows: (g, { inputs: [x, indices] }) => {
    const [batch = 0, rows = 0] = indices.shape;
    const slabs = reshape(g, [batch, rows, sizeOf(x.shape.slice(2))]);
    return [reshape(matmul(selection(indices, x.shape[1] ?? 0), slabs), x.shape), null];
  },

  reduceSum: (g, { inputs: [x], attributes: { axes } }) => [spread(g, x.shape, axes)],
  reduceMean: (g, { inputs: [x], shape, attributes: { axes } }) => [
    spread(mul(g, sizeOf(shape) / sizeOf(x.shape)), x.shape, axes),
  ],
  reduceMax: (g, y) => {
    const { axes } = y.attributes;
    const x = y.inputs[0];
    const holders = cast(equal(x, spread(y, x.shape, axes)), 'float32');
    return [mul(spread(g, x.shape, axes), div(holders, reduceSum(holders, axes, { keepDims: true })))];
  },
  softmax: (g, y) => {
    const weighted = mul(g, y);
    return [sub(weighted, mul(y, reduceSum(weighted, [y.attributes.axis], { keepDims: true })))];
  },
  layerNorm: (g, y) => {
    const mean = (value: Value): Value => reduceMean(value, [-1], { keepDims: true });
    const along = mul(y, mean(mul(g, y)));
    const removed = y.attributes.centredReaders ? along : add(along, mean(g));
    return [mul(sub(g, removed), layerNormInvStd(y))];
  },
  layerNormInvStd: 'forbidden',
} satisfies GradientTable;

/** The gradient of a reduction over axes, repeated to the shape that was reduced. */
function spread(g: Value, shape: Shape, axes: readonly number[]): Value {
  const kept = shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent));
  return expand(reshape(g, kept), shape);
}

/**
 * For indices (B, M) in 0..count−1 the matrices (B, count, M) that are 1 where row = index: a scatter that adds,
 * as an exact product, on every provider.
 */
function selection(indices: Value, count: number): Value {
  const [batch = 0, rows = 0] = indices.shape;
  if (indices.op === 'constant') {
    const ones = new Float32Array(batch * count * rows);
    indices.attributes.data.forEach((index: number | bigint, at: number) => {
      const sample = Math.floor(at / rows);
      ones[(sample * count + Number(index)) * rows + (at % rows)] = 1;
    });
    return constant(ones, [batch, count, rows]);
  }
  // Compared as float32, exact far beyond any number of rows: WebGPU leaves int64 arithmetic to the CPU.
  const candidates = constant(
    Array.from({ length: count }, (_, i) => i),
    [1, count, 1],
  );
  const wanted = cast(reshape(indices, [batch, 1, rows]), 'float32');
  return cast(equal(candidates, wanted), 'float32');
}
