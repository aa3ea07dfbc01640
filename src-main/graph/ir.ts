/**
 * The graph's intermediate representation: immutable values with static shapes.
 *
 * A value is the expression that computes it. There is no graph object: a graph is whatever its outputs reach,
 * so nothing dead is ever written, and a value used twice is computed once (identity is the common
 * subexpression). Values are made by ops.ts only, which infers their shape and refuses what does not fit.
 */

/** float16 is that of frozen weights and of what is multiplied with them; nothing of it is fed or returned. */
export type DataType = 'float32' | 'float16' | 'int64' | 'bool';

/** Extents, outermost first; [] is a scalar. All are positive integers, known while the graph is built. */
export type Shape = readonly number[];

/** Row-major data of a constant. bool is one byte an element, 0 or 1. */
export type TensorData = Float32Array | BigInt64Array | Uint8Array;

interface Node<Inputs extends readonly Value[], Attributes = object> {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
}
type Leaf<Attributes = object> = Node<readonly [], Attributes>;
type Unary<Attributes = object> = Node<readonly [Value], Attributes>;
type Binary<Attributes = object> = Node<readonly [Value, Value], Attributes>;

/** Axes are always in 0..rank-1 here: ops.ts resolves negative ones. */
type Reduction = Unary<{ readonly axes: readonly number[]; readonly keepDims: boolean }>;

/** Every operation, its inputs and its attributes. The gradient table and the ONNX table have the same keys. */
export interface Operations {
  /** Fed at every run. */
  input: Leaf;
  /** Fed at every run, float32, trainable: what a training step differentiates with respect to. */
  parameter: Leaf;
  /** Frozen float32 or float16; an initializer whose bytes are named when the model is written. */
  weight: Leaf;
  constant: Leaf<{ readonly data: TensorData }>;

  add: Binary;
  sub: Binary;
  mul: Binary;
  div: Binary;
  /** Elementwise maximum; where both are equal the gradient goes to the second. */
  max: Binary;
  equal: Binary;
  greater: Binary;
  where: Node<readonly [condition: Value, whenTrue: Value, whenFalse: Value]>;

  neg: Unary;
  abs: Unary;
  exp: Unary;
  log: Unary;
  sqrt: Unary;
  reciprocal: Unary;
  erf: Unary;
  tanh: Unary;
  sigmoid: Unary;
  relu: Unary;
  pow: Unary<{ readonly exponent: number }>;
  /** float32, int64 and bool into one another. */
  cast: Unary;
  /** float32 to float16, rounded. */
  half: Unary;
  /** float16 to float32. */
  single: Unary;
  stopGradient: Unary;
  /**
   * A value whose gradient is given by hand. inputs: what the gradient goes to, then the value itself, computed from
   * stopGradient of those, so that no other gradient path leads into it.
   */
  withGradient: Node<readonly Value[], { readonly rule: HandWrittenRule }>;

  /** (…, M, K) · (…, K, N), leading axes broadcast. */
  matmul: Binary;
  /** op(A)·op(B) + bias of two matrices, op transposing where asked. */
  gemm: Node<
    readonly [a: Value, b: Value] | readonly [a: Value, b: Value, bias: Value],
    { readonly transA: boolean; readonly transB: boolean }
  >;

  transpose: Unary<{ readonly perm: readonly number[] }>;
  reshape: Unary;
  expand: Unary;
  concat: Node<readonly Value[], { readonly axis: number }>;
  slice: Unary<{ readonly axis: number; readonly start: number; readonly end: number }>;
  /** Zeros before and after, along one axis. */
  pad: Unary<{ readonly axis: number; readonly before: number; readonly after: number }>;
  /** inputs: x, int64 indices of any shape; ONNX Gather. */
  gather: Binary<{ readonly axis: number }>;
  /** inputs: x (B, N, …), int64 indices (B, M); each sample takes its own rows: (B, M, …). */
  gatherRows: Binary;

  reduceSum: Reduction;
  reduceMean: Reduction;
  /** The gradient is shared equally between the places that hold the maximum. */
  reduceMax: Reduction;
  softmax: Unary<{ readonly axis: number }>;
  /** (x − mean)/√(var + ε) over the last axis, without scale and bias. */
  layerNorm: Unary<{ readonly epsilon: number; readonly centredReaders: boolean }>;
  /** The 1/√(var + ε) that a layerNorm (its input) computed anyway; shape (…, 1). Only backward passes use it. */
  layerNormInvStd: Unary;
}

/** From the gradient with respect to a value to those with respect to each of its declared inputs. */
export type HandWrittenRule = (g: Value) => readonly Value[];

export type Op = keyof Operations;

export interface ValueOf<O extends Op> {
  readonly op: O;
  readonly inputs: Operations[O]['inputs'];
  readonly attributes: Operations[O]['attributes'];
  readonly shape: Shape;
  readonly dtype: DataType;
  /** Present on input, parameter and weight, where it is unique within a model. */
  readonly name?: string;
}

export type Value = { [O in Op]: ValueOf<O> }[Op];

/** A graph that cannot be built, differentiated or written; the message names the operation and the shapes. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}

/** The only constructor of values; ops.ts has checked everything by now. */
export function makeValue<O extends Op>(
  op: O,
  inputs: Operations[O]['inputs'],
  attributes: Operations[O]['attributes'],
  shape: Shape,
  dtype: DataType,
  name?: string,
): ValueOf<O> {
  const value: ValueOf<O> = {
    op,
    inputs,
    attributes,
    shape: Object.freeze([...shape]),
    dtype,
    ...(name === undefined ? {} : { name }),
  };
  Object.freeze(inputs);
  Object.freeze(attributes);
  return Object.freeze(value);
}

/** Number of elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** "add [2,3]" or "parameter head.weight [4,192]": how error messages call a value. */
export function describe(value: Value): string {
  return `${value.op}${value.name === undefined ? '' : ` ${value.name}`} [${value.shape.join(',')}]`;
}

/** Every value that the outputs reach, inputs before their users, in an order that depends on the graph alone. */
export function topological(outputs: readonly Value[]): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>();
  const stack: { value: Value; next: number }[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    stack.push({ value, next: 0 });
  };
  for (const output of outputs) {
    visit(output);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const input = top.value.inputs[top.next++];
      if (input === undefined) order.push((stack.pop() as typeof top).value);
      else visit(input);
    }
  }
  return order;
}
