/**
 * Builders of graph values. Each infers the result's shape and throws GraphError where its operands do not fit.
 * A plain number stands for a float32 scalar. Negative axes count from the end.
 */
import { describe, GraphError, makeValue, sameShape, sizeOf } from './ir.ts';
import type { DataType, HandWrittenRule, Op, Shape, TensorData, Value } from './ir.ts';
import { broadcastShapes, checkShape, resolveAxes, resolveAxis, resolveReshape, show } from './shapes.ts';

export type Operand = Value | number;

// ---- leaves ----

/** Fed at every run. */
export function input(name: string, shape: Shape, dtype: DataType = 'float32'): Value {
  return makeValue('input', [], {}, checkShape(`input ${name}`, shape), dtype, name);
}

/** A trainable float32 tensor, fed at every run. */
export function parameter(name: string, shape: Shape): Value {
  return makeValue('parameter', [], {}, checkShape(`parameter ${name}`, shape), 'float32', name);
}

/** A frozen tensor; its bytes are named when the model is written (onnx.ts). */
export function weight(name: string, shape: Shape, dtype: 'float32' | 'float16' = 'float32'): Value {
  return makeValue('weight', [], {}, checkShape(`weight ${name}`, shape), dtype, name);
}

/** The data are copied. Float32Array → float32, BigInt64Array → int64, Uint8Array (0 or 1) → bool. */
export function constant(data: TensorData | readonly number[], shape: Shape): Value {
  checkShape('constant', shape);
  if (data.length !== sizeOf(shape)) {
    throw new GraphError(`constant: ${data.length} elements for shape ${show(shape)}`);
  }
  const copy =
    data instanceof BigInt64Array || data instanceof Uint8Array ? data.slice() : Float32Array.from(data);
  const dtype = copy instanceof BigInt64Array ? 'int64' : copy instanceof Uint8Array ? 'bool' : 'float32';
  return makeValue('constant', [], { data: copy }, shape, dtype);
}

export function scalar(x: number): Value {
  return constant([x], []);
}

/** A float32 tensor of one repeated number. */
export function full(shape: Shape, x: number): Value {
  return shape.length === 0 ? scalar(x) : expand(scalar(x), shape);
}

export function zeros(shape: Shape): Value {
  return full(shape, 0);
}

export function ones(shape: Shape): Value {
  return full(shape, 1);
}

/** int64 0, 1, … count−1. */
export function range(count: number): Value {
  return constant(
    BigInt64Array.from({ length: count }, (_, i) => BigInt(i)),
    [count],
  );
}

function operand(x: Operand): Value {
  return typeof x === 'number' ? scalar(x) : x;
}

function expectType(op: Op, value: Value, ...allowed: DataType[]): void {
  if (!allowed.includes(value.dtype)) {
    throw new GraphError(`${op}: ${describe(value)} is ${value.dtype}, expected ${allowed.join(' or ')}`);
  }
}

// ---- two operands, broadcast against one another ----

type BroadcastOp = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'equal' | 'greater';

const broadcast =
  (op: BroadcastOp) =>
  (x: Operand, y: Operand): Value => {
    const a = operand(x);
    const b = operand(y);
    expectType(op, a, 'float32', 'int64');
    if (a.dtype !== b.dtype) throw new GraphError(`${op}: ${a.dtype} with ${b.dtype}`);
    const dtype = op === 'equal' || op === 'greater' ? 'bool' : a.dtype;
    return makeValue(op, [a, b], {}, broadcastShapes(op, a.shape, b.shape), dtype);
  };

export const add = broadcast('add');
export const sub = broadcast('sub');
export const mul = broadcast('mul');
export const div = broadcast('div');
/** Elementwise maximum. */
export const max = broadcast('max');
/** bool. */
export const equal = broadcast('equal');
/** a > b, bool. */
export const greater = broadcast('greater');

export function where(condition: Value, whenTrue: Operand, whenFalse: Operand): Value {
  const a = operand(whenTrue);
  const b = operand(whenFalse);
  expectType('where', condition, 'bool');
  if (a.dtype !== b.dtype) throw new GraphError(`where: ${a.dtype} with ${b.dtype}`);
  const shape = broadcastShapes('where', condition.shape, broadcastShapes('where', a.shape, b.shape));
  return makeValue('where', [condition, a, b], {}, shape, a.dtype);
}

// ---- one operand, elementwise ----

type ElementwiseOp =
  'neg' | 'abs' | 'exp' | 'log' | 'sqrt' | 'reciprocal' | 'erf' | 'tanh' | 'sigmoid' | 'relu';

const elementwise =
  (op: ElementwiseOp) =>
  (x: Value): Value => {
    expectType(op, x, 'float32');
    return makeValue(op, [x], {}, x.shape, x.dtype);
  };

export const neg = elementwise('neg');
export const abs = elementwise('abs');
export const exp = elementwise('exp');
export const log = elementwise('log');
export const sqrt = elementwise('sqrt');
export const reciprocal = elementwise('reciprocal');
export const erf = elementwise('erf');
export const tanh = elementwise('tanh');
export const sigmoid = elementwise('sigmoid');
export const relu = elementwise('relu');

export function pow(x: Value, exponent: number): Value {
  expectType('pow', x, 'float32');
  return makeValue('pow', [x], { exponent }, x.shape, x.dtype);
}

export function cast(x: Value, dtype: DataType): Value {
  return x.dtype === dtype ? x : makeValue('cast', [x], {}, x.shape, dtype);
}

/** float32 rounded to float16; its gradient is rounded too. */
export function half(x: Value): Value {
  expectType('half', x, 'float32');
  return makeValue('half', [x], {}, x.shape, 'float16');
}

/** float16 as float32. */
export function single(x: Value): Value {
  expectType('single', x, 'float16');
  return makeValue('single', [x], {}, x.shape, 'float32');
}

/** The same numbers; no gradient passes. */
export function stopGradient(x: Value): Value {
  return makeValue('stopGradient', [x], {}, x.shape, x.dtype);
}

/**
 * What `forward` makes of the inputs, with the gradient that `rule` gives: one value per input, of the input's
 * shape. Gradients reach the inputs through the rule alone: anything trainable that `forward` closes over instead of
 * taking it as an input gets none.
 */
export function withGradient(
  inputs: readonly Value[],
  forward: (detached: readonly Value[]) => Value,
  rule: HandWrittenRule,
): Value {
  const value = forward(inputs.map(stopGradient));
  return makeValue('withGradient', [...inputs, value], { rule }, value.shape, value.dtype);
}

// ---- products ----

/** (…, M, K) · (…, K, N) → (…, M, N); both of rank 2 or more, leading axes broadcast. */
export function matmul(a: Value, b: Value): Value {
  expectType('matmul', a, 'float32');
  expectType('matmul', b, 'float32');
  const [m, k] = a.shape.slice(-2);
  const [k2, n] = b.shape.slice(-2);
  if (m === undefined || k === undefined || k2 === undefined || n === undefined || k !== k2) {
    throw new GraphError(`matmul: ${show(a.shape)} · ${show(b.shape)}: expected (…, M, K) · (…, K, N)`);
  }
  const leading = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  return makeValue('matmul', [a, b], {}, [...leading, m, n], 'float32');
}

/**
 * Product of two matrices, either read transposed, plus a bias broadcast to the result.
 * A weight stored (out, in) serves as gemm(x, w, { transB: true }): forward and backward then share its bytes.
 */
export function gemm(
  a: Value,
  b: Value,
  options: { readonly transA?: boolean; readonly transB?: boolean; readonly bias?: Value } = {},
): Value {
  const { transA = false, transB = false, bias } = options;
  expectType('gemm', a, 'float32', 'float16');
  for (const other of bias === undefined ? [b] : [b, bias]) expectType('gemm', other, a.dtype);
  const [m, k] = transA ? a.shape.toReversed() : a.shape;
  const [k2, n] = transB ? b.shape.toReversed() : b.shape;
  const matrices = a.shape.length === 2 && b.shape.length === 2;
  if (!matrices || m === undefined || n === undefined || k !== k2) {
    const mark = (transposed: boolean): string => (transposed ? 'ᵀ' : '');
    throw new GraphError(
      `gemm: ${show(a.shape)}${mark(transA)} · ${show(b.shape)}${mark(transB)} does not fit`,
    );
  }
  if (bias !== undefined && !sameShape(broadcastShapes('gemm bias', [m, n], bias.shape), [m, n])) {
    throw new GraphError(`gemm: bias ${show(bias.shape)} does not broadcast to ${show([m, n])}`);
  }
  return makeValue('gemm', bias === undefined ? [a, b] : [a, b, bias], { transA, transB }, [m, n], a.dtype);
}

// ---- layout ----

/**
 * Axis i of the result is axis perm[i] of x; without perm the last two axes change places.
 * A transpose of a transpose becomes one, or none: backward passes undo what the forward pass did.
 */
export function transpose(x: Value, perm?: readonly number[]): Value {
  const rank = x.shape.length;
  const axes = x.shape.map((_, axis) => axis);
  const order = perm ?? [...axes.slice(0, -2), rank - 1, rank - 2];
  if (
    !sameShape(
      [...order].sort((p, q) => p - q),
      axes,
    )
  ) {
    throw new GraphError(`transpose: ${show(order)} is no permutation of the axes of ${describe(x)}`);
  }
  if (sameShape(order, axes)) return x;
  if (x.op === 'transpose')
    return transpose(
      x.inputs[0],
      order.map((axis) => x.attributes.perm[axis] ?? -1),
    );
  const shape = order.map((axis) => x.shape[axis] ?? 0);
  return makeValue('transpose', [x], { perm: Object.freeze([...order]) }, shape, x.dtype);
}

/** One extent may be −1: what is left. */
export function reshape(x: Value, shape: readonly number[]): Value {
  const resolved = resolveReshape(x.shape, shape);
  return sameShape(resolved, x.shape) ? x : makeValue('reshape', [x], {}, resolved, x.dtype);
}

/** Broadcast x to the shape. */
export function expand(x: Value, shape: Shape): Value {
  if (!sameShape(broadcastShapes('expand', x.shape, shape), checkShape('expand', shape))) {
    throw new GraphError(`expand: ${describe(x)} does not broadcast to ${show(shape)}`);
  }
  return sameShape(x.shape, shape) ? x : makeValue('expand', [x], {}, shape, x.dtype);
}

export function concat(values: readonly Value[], axis: number): Value {
  const [first, ...rest] = values;
  if (first === undefined) throw new GraphError('concat: nothing to join');
  const at = resolveAxis('concat', first.shape.length, axis);
  const others = (shape: Shape): Shape => shape.filter((_, i) => i !== at);
  for (const value of rest) {
    const fits =
      value.shape.length === first.shape.length && sameShape(others(value.shape), others(first.shape));
    if (!fits || value.dtype !== first.dtype) {
      throw new GraphError(`concat: ${describe(value)} does not fit ${describe(first)} along axis ${at}`);
    }
  }
  if (rest.length === 0) return first;
  const length = values.reduce((sum, value) => sum + (value.shape[at] ?? 0), 0);
  return makeValue('concat', [...values], { axis: at }, first.shape.with(at, length), first.dtype);
}

/** Elements start ≤ i < end along one axis; a negative start or end counts from the end. */
export function slice(x: Value, axis: number, start: number, end?: number): Value {
  const at = resolveAxis('slice', x.shape.length, axis);
  const extent = x.shape[at] ?? 0;
  const from = start < 0 ? start + extent : start;
  const to = end === undefined ? extent : end < 0 ? end + extent : end;
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= extent)) {
    throw new GraphError(`slice: ${start}…${end ?? ''} of axis ${at} of ${describe(x)}`);
  }
  if (from === 0 && to === extent) return x;
  return makeValue('slice', [x], { axis: at, start: from, end: to }, x.shape.with(at, to - from), x.dtype);
}

/** Zeros before and after x along one axis. */
export function pad(x: Value, axis: number, before: number, after: number): Value {
  expectType('pad', x, 'float32');
  const at = resolveAxis('pad', x.shape.length, axis);
  if (!(Number.isInteger(before) && Number.isInteger(after) && before >= 0 && after >= 0)) {
    throw new GraphError(`pad: ${before} before and ${after} after ${describe(x)}`);
  }
  if (before === 0 && after === 0) return x;
  const shape = x.shape.with(at, before + (x.shape[at] ?? 0) + after);
  return makeValue('pad', [x], { axis: at, before, after }, shape, x.dtype);
}

/** x's slices at int64 indices along one axis: x.shape[:axis] + indices.shape + x.shape[axis+1:]. */
export function gather(x: Value, axis: number, indices: Value): Value {
  const at = resolveAxis('gather', x.shape.length, axis);
  expectType('gather', indices, 'int64');
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  return makeValue('gather', [x, indices], { axis: at }, shape, x.dtype);
}

/** Each sample takes its own rows: x (B, N, …), int64 indices (B, M) in 0..N−1 → (B, M, …). */
export function gatherRows(x: Value, indices: Value): Value {
  expectType('gatherRows', indices, 'int64');
  const [batch, rows] = indices.shape;
  if (indices.shape.length !== 2 || x.shape.length < 2 || rows === undefined || batch !== x.shape[0]) {
    throw new GraphError(`gatherRows: indices ${show(indices.shape)} of x ${show(x.shape)}: expected (B, M)`);
  }
  return makeValue('gatherRows', [x, indices], {}, x.shape.with(1, rows), x.dtype);
}

// ---- reductions and normalisations ----

interface ReduceOptions {
  /** Keep the reduced axes with extent 1. */
  readonly keepDims?: boolean;
}

const reduce =
  (op: 'reduceSum' | 'reduceMean' | 'reduceMax') =>
  (x: Value, axes?: readonly number[], { keepDims = false }: ReduceOptions = {}): Value => {
    expectType(op, x, 'float32');
    const over = resolveAxes(op, x.shape.length, axes ?? x.shape.map((_, axis) => axis));
    if (over.length === 0) return x;
    const shape = keepDims
      ? x.shape.map((extent, axis) => (over.includes(axis) ? 1 : extent))
      : x.shape.filter((_, axis) => !over.includes(axis));
    return makeValue(op, [x], { axes: over, keepDims }, shape, x.dtype);
  };

/** Over the given axes; without axes over all of them. */
export const reduceSum = reduce('reduceSum');
/** Over the given axes; without axes over all of them. */
export const reduceMean = reduce('reduceMean');
/** Over the given axes; without axes over all of them. */
export const reduceMax = reduce('reduceMax');

export function softmax(x: Value, axis = -1): Value {
  expectType('softmax', x, 'float32');
  return makeValue('softmax', [x], { axis: resolveAxis('softmax', x.shape.length, axis) }, x.shape, x.dtype);
}

/**
 * Layer normalisation over the last axis; scale and bias, where given, have shape [D] and follow as separate
 * operations (a frozen network folds them into the next linear instead). `centredReaders` promises that every
 * reader of the value is a linear whose weights sum to 0 over this axis; the gradient's mean is then 0 and the
 * backward pass does not compute it.
 */
export function layerNorm(
  x: Value,
  options: {
    readonly epsilon: number;
    readonly scale?: Value;
    readonly bias?: Value;
    readonly centredReaders?: boolean;
  },
): Value {
  const { epsilon, scale, bias, centredReaders = false } = options;
  expectType('layerNorm', x, 'float32');
  if (x.shape.length === 0) throw new GraphError('layerNorm: a scalar has no axis to normalise');
  if (centredReaders && scale !== undefined) throw new GraphError('layerNorm: a scale is no centred reader');
  const normal = makeValue('layerNorm', [x], { epsilon, centredReaders }, x.shape, x.dtype);
  const scaled = scale === undefined ? normal : mul(normal, scale);
  return bias === undefined ? scaled : add(scaled, bias);
}

/** The inverse standard deviation that a layerNorm value (without scale and bias) computed: (…, 1). */
export function layerNormInvStd(normal: Value): Value {
  if (normal.op !== 'layerNorm') throw new GraphError(`layerNormInvStd: ${describe(normal)} is no layerNorm`);
  return makeValue('layerNormInvStd', [normal], {}, normal.shape.with(-1, 1), normal.dtype);
}
