/**
 * How each operation is said in ONNX opset 17: standard operators only, since contrib ones leave the WebGPU
 * provider. https://onnx.ai/onnx/operators/
 */
import type { DataType, Op, ValueOf, Value } from './ir.ts';

/** Whole numbers are INT, { float } is FLOAT, a list is INTS, text is STRING. */
export type OnnxAttribute = number | { readonly float: number } | readonly number[] | string;

export interface Emitter {
  /** The name under which a value is found in the model. */
  readonly nameOf: (value: Value) => string;
  /** A small constant that only this encoding needs; equal ones are shared. */
  int64s(values: readonly number[], shape?: readonly number[]): string;
  float32s(values: readonly number[], shape: readonly number[]): string;
  /** The node that computes the value being lowered. `extraOutputs` are names of outputs after the first. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    extraOutputs?: readonly string[],
  ): void;
  /** A node before it; its output's name. */
  helper(opType: string, inputs: readonly string[]): string;
  /** The name of the inverse deviation of this layerNorm, or null if nobody reads it. */
  invStdOf(layerNorm: Value): string | null;
}

type Lowering<O extends Op> = (y: ValueOf<O>, emit: Emitter) => void;

/**
 * Text is the operator's type where inputs and result map one to one; 'leaf' values are inputs and initializers;
 * an 'alias' is another name for something already computed.
 */
type LoweringTable = { readonly [O in Op]: Lowering<O> | { readonly operator: string } | 'leaf' | 'alias' };

/** TensorProto.DataType. */
export const elementTypes: Readonly<Record<DataType, number>> = {
  float32: 1,
  int64: 7,
  bool: 9,
  float16: 10,
};

const operator = (name: string): { readonly operator: string } => ({ operator: name });

export const lowerings: LoweringTable = {
  input: 'leaf',
  parameter: 'leaf',
  weight: 'leaf',
  constant: 'leaf',

  add: operator('Add'),
  sub: operator('Sub'),
  mul: operator('Mul'),
  div: operator('Div'),
  max: operator('Max'),
  equal: operator('Equal'),
  greater: operator('Greater'),
  where: operator('Where'),

  neg: operator('Neg'),
  abs: operator('Abs'),
  exp: operator('Exp'),
  log: operator('Log'),
  sqrt: operator('Sqrt'),
  reciprocal: operator('Reciprocal'),
  erf: operator('Erf'),
  tanh: operator('Tanh'),
  sigmoid: operator('Sigmoid'),
  relu: operator('Relu'),
  pow: ({ inputs: [x], attributes: { exponent } }, emit) => {
    emit.node('Pow', [emit.nameOf(x), emit.float32s([exponent], [])]);
  },
  cast: ({ inputs: [x], dtype }, emit) => {
    emit.node('Cast', [emit.nameOf(x)], { to: elementTypes[dtype] });
  },
  half: ({ inputs: [x], dtype }, emit) => {
    emit.node('Cast', [emit.nameOf(x)], { to: elementTypes[dtype] });
  },
  single: ({ inputs: [x], dtype }, emit) => {
    emit.node('Cast', [emit.nameOf(x)], { to: elementTypes[dtype] });
  },
  stopGradient: 'alias',
  withGradient: 'alias',

  matmul: operator('MatMul'),
  gemm: ({ inputs, attributes: { transA, transB } }, emit) => {
    emit.node('Gemm', inputs.map(emit.nameOf), { transA: Number(transA), transB: Number(transB) });
  },

  transpose: ({ inputs: [x], attributes: { perm } }, emit) => {
    emit.node('Transpose', [emit.nameOf(x)], { perm });
  },
  reshape: ({ inputs: [x], shape }, emit) => {
    emit.node('Reshape', [emit.nameOf(x), emit.int64s(shape)]);
  },
  expand: ({ inputs: [x], shape }, emit) => {
    emit.node('Expand', [emit.nameOf(x), emit.int64s(shape)]);
  },
  concat: ({ inputs, attributes: { axis } }, emit) => {
    emit.node('Concat', inputs.map(emit.nameOf), { axis });
  },
  slice: ({ inputs: [x], attributes: { axis, start, end } }, emit) => {
    emit.node('Slice', [emit.nameOf(x), emit.int64s([start]), emit.int64s([end]), emit.int64s([axis])]);
  },
  pad: ({ inputs: [x], attributes: { axis, before, after } }, emit) => {
    const none = x.shape.map(() => 0);
    emit.node('Pad', [emit.nameOf(x), emit.int64s([...none.with(axis, before), ...none.with(axis, after)])]);
  },
  gather: ({ inputs: [x, indices], attributes: { axis } }, emit) => {
    emit.node('Gather', [emit.nameOf(x), emit.nameOf(indices)], { axis });
  },
  // Not GatherND, which sends x to the CPU and back where the indices are fed: a Gather of the flattened rows.
  gatherRows: ({ inputs: [x, indices] }, emit) => {
    const [batch = 1, rows = 1, ...rest] = x.shape;
    const offsets = emit.int64s(
      Array.from({ length: batch }, (_, sample) => sample * rows),
      [batch, 1],
    );
    const flat = emit.helper('Reshape', [emit.nameOf(x), emit.int64s([batch * rows, ...rest])]);
    emit.node('Gather', [flat, emit.helper('Add', [emit.nameOf(indices), offsets])], { axis: 0 });
  },

  reduceSum: ({ inputs: [x], attributes: { axes, keepDims } }, emit) => {
    emit.node('ReduceSum', [emit.nameOf(x), emit.int64s(axes)], { keepdims: Number(keepDims) });
  },
  reduceMean: ({ inputs: [x], attributes: { axes, keepDims } }, emit) => {
    emit.node('ReduceMean', [emit.nameOf(x)], { axes, keepdims: Number(keepDims) });
  },
  reduceMax: ({ inputs: [x], attributes: { axes, keepDims } }, emit) => {
    emit.node('ReduceMax', [emit.nameOf(x)], { axes, keepdims: Number(keepDims) });
  },
  softmax: ({ inputs: [x], attributes: { axis } }, emit) => {
    emit.node('Softmax', [emit.nameOf(x)], { axis });
  },
  layerNorm: (y, emit) => {
    const width = y.shape.at(-1) ?? 1;
    const ones = emit.float32s(Array<number>(width).fill(1), [width]);
    const invStd = emit.invStdOf(y);
    const attributes = { axis: -1, epsilon: { float: y.attributes.epsilon } };
    emit.node(
      'LayerNormalization',
      [emit.nameOf(y.inputs[0]), ones],
      attributes,
      invStd === null ? [] : ['', invStd],
    );
  },
  layerNormInvStd: 'alias',
};

/** Writes the node of a value that is neither leaf nor alias. */
export function lower<O extends Op>(value: ValueOf<O>, emit: Emitter): void {
  const lowering: LoweringTable[O] = lowerings[value.op];
  const inputs: readonly Value[] = value.inputs;
  if (typeof lowering === 'function') lowering(value, emit);
  else if (typeof lowering === 'object') emit.node(lowering.operator, inputs.map(emit.nameOf));
}
