/**
 * Writes a graph as an ONNX model (IR version 8, opset 17). Only what the outputs reach is written, each value
 * once; names and bytes depend on the program alone.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { GraphError, sizeOf, topological } from './ir.ts';
import type { DataType, Shape, TensorData, Value } from './ir.ts';
import { elementTypes, lower, lowerings } from './lowering.ts';
import type { Emitter, OnnxAttribute } from './lowering.ts';
import { Message } from './protobuf.ts';
import { show } from './shapes.ts';

const irVersion = 8;
const opset = 17;

/** Little-endian bytes of the weight's type inside a file, such as the data region of a .safetensors file. */
export interface ExternalData {
  /** Relative to the folder the session is opened with. */
  readonly file: string;
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

/** float16 as its bits. */
export type WeightBytes = Float32Array | Uint16Array | ExternalData;

export interface TensorInfo {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

export interface OnnxModel {
  readonly bytes: Uint8Array;
  /** What every run must be fed: inputs and parameters, in the order of the model. */
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

/** Protocol buffers end at 2 GiB. */
const largestModel = 2 ** 31 - 1;

/**
 * `outputs` names what a run returns. `weights` has the bytes of every weight that the outputs reach; others in it
 * are ignored. Throws GraphError on missing or ill-sized weights and on names used twice.
 */
export function writeModel(
  outputs: Readonly<Record<string, Value>>,
  weights: ReadonlyMap<string, WeightBytes> = new Map(),
): OnnxModel {
  const writer = new GraphWriter(outputs);
  for (const value of writer.order) writer.write(value, weights);
  const results = Object.entries(outputs);
  for (const [name, value] of results) writer.output(name, value);
  const model = new Message()
    .integer(1, irVersion)
    .string(2, 'lapidary')
    .message(7, writer.graph())
    .message(8, new Message().string(1, '').integer(2, opset));
  if (model.length > largestModel) {
    throw new GraphError(`onnx: ${model.length} bytes exceed 2 GiB; give the weights as external data`);
  }
  return {
    bytes: model.toBytes(),
    inputs: writer.inputs,
    outputs: results.map(([name, { shape, dtype }]) => ({ name, shape, dtype })),
  };
}

class GraphWriter {
  readonly order: readonly Value[];
  readonly inputs: TensorInfo[] = [];
  readonly #nodes: Message[] = [];
  readonly #initializers: Message[] = [];
  readonly #outputs: Message[] = [];
  readonly #names = new Map<Value, string>();
  readonly #taken = new Set<string>();
  readonly #shared = new Map<string, string>();
  readonly #withInvStd: ReadonlySet<Value>;

  constructor(outputs: Readonly<Record<string, Value>>) {
    this.order = topological(Object.values(outputs));
    this.#withInvStd = new Set(
      this.order.flatMap((value) => (value.op === 'layerNormInvStd' ? [value.inputs[0]] : [])),
    );
    // A computed value takes the name of the first output that asks for it.
    for (const [name, value] of Object.entries(outputs)) {
      const kind = lowerings[value.op];
      if (kind !== 'leaf' && kind !== 'alias' && !this.#names.has(value))
        this.#names.set(value, this.#claim(name));
    }
  }

  write(value: Value, weights: ReadonlyMap<string, WeightBytes>): void {
    const lowering = lowerings[value.op];
    if (lowering === 'leaf') {
      this.#writeLeaf(value, weights);
    } else if (lowering === 'alias') {
      this.#names.set(value, this.#aliased(value));
    } else {
      if (!this.#names.has(value)) this.#names.set(value, this.#claim(`${value.op}#${this.#nodes.length}`));
      lower(value, this.#emitterFor(value));
    }
  }

  output(name: string, value: Value): void {
    if (this.#nameOf(value) !== name) this.#node('Identity', [this.#nameOf(value)], {}, [this.#claim(name)]);
    this.#outputs.push(tensorInfo(name, value.shape, value.dtype));
  }

  graph(): Message {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.string(2, 'lapidary');
    for (const initializer of this.#initializers) graph.message(5, initializer);
    for (const { name, shape, dtype } of this.inputs) graph.message(11, tensorInfo(name, shape, dtype));
    for (const output of this.#outputs) graph.message(12, output);
    return graph;
  }

  #writeLeaf(value: Value, weights: ReadonlyMap<string, WeightBytes>): void {
    const { shape, dtype } = value;
    if (value.op === 'constant') {
      const name = this.#claim(`constant#${this.#initializers.length}`);
      this.#names.set(value, name);
      this.#initializers.push(embedded(name, shape, dtype, value.attributes.data));
      return;
    }
    const name = this.#claim(value.name ?? '');
    this.#names.set(value, name);
    if (value.op === 'weight')
      this.#initializers.push(weightInitializer(name, shape, dtype, weights.get(name)));
    else this.inputs.push({ name, shape, dtype });
  }

  #emitterFor(value: Value): Emitter {
    const name = this.#nameOf(value);
    return {
      nameOf: (input) => this.#nameOf(input),
      int64s: (values, shape = [values.length]) =>
        this.#share('int64', shape, BigInt64Array.from(values, BigInt)),
      float32s: (values, shape) => this.#share('float32', shape, Float32Array.from(values)),
      node: (opType, inputs, attributes = {}, extraOutputs = []) => {
        this.#node(opType, inputs, attributes, [name, ...extraOutputs]);
      },
      helper: (opType, inputs) => {
        const output = this.#claim(`${name}.${opType.toLowerCase()}`);
        this.#node(opType, inputs, {}, [output]);
        return output;
      },
      invStdOf: (layerNorm) => (this.#withInvStd.has(layerNorm) ? `${this.#nameOf(layerNorm)}.invStd` : null),
    };
  }

  #aliased(value: Value): string {
    const target = value.op === 'withGradient' ? value.inputs.at(-1) : value.inputs[0];
    if (target === undefined) throw new GraphError(`onnx: ${value.op} names nothing`);
    return value.op === 'layerNormInvStd' ? `${this.#nameOf(target)}.invStd` : this.#nameOf(target);
  }

  #nameOf(value: Value): string {
    const name = this.#names.get(value);
    if (name === undefined) throw new GraphError(`onnx: ${value.op} is used before it is computed`);
    return name;
  }

  #claim(name: string): string {
    if (name === '' || this.#taken.has(name)) {
      throw new GraphError(`onnx: the name "${name}" is ${name === '' ? 'empty' : 'used twice'}`);
    }
    this.#taken.add(name);
    return name;
  }

  #share(dtype: DataType, shape: Shape, data: TensorData): string {
    const key = `${dtype} ${show(shape)} ${data.join(',')}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const name = this.#claim(`shared#${this.#initializers.length}`);
    this.#shared.set(key, name);
    this.#initializers.push(embedded(name, shape, dtype, data));
    return name;
  }

  #node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputs: readonly string[],
  ): void {
    const node = new Message();
    for (const name of inputs) node.string(1, name);
    for (const name of outputs) node.string(2, name);
    node.string(3, outputs[0] ?? '').string(4, opType);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.#nodes.push(node);
  }
}

/** AttributeProto; field 20 is the type: FLOAT 1, INT 2, STRING 3, INTS 7. */
function attribute(name: string, value: OnnxAttribute): Message {
  const message = new Message().string(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if (typeof value === 'string') return message.string(4, value).integer(20, 3);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  for (const element of value) message.integer(8, element);
  return message.integer(20, 7);
}

/** ValueInfoProto of a tensor. */
function tensorInfo(name: string, shape: Shape, dtype: DataType): Message {
  const dimensions = new Message();
  for (const extent of shape) dimensions.message(1, new Message().integer(1, extent));
  const tensor = new Message().integer(1, elementTypes[dtype]).message(2, dimensions);
  return new Message().string(1, name).message(2, new Message().message(1, tensor));
}

function tensorHead(name: string, shape: Shape, dtype: DataType): Message {
  return new Message().integers(1, shape).integer(2, elementTypes[dtype]).string(8, name);
}

function embedded(name: string, shape: Shape, dtype: DataType, data: TensorData | Uint16Array): Message {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return tensorHead(name, shape, dtype).bytes(9, bytes);
}

function weightInitializer(
  name: string,
  shape: Shape,
  dtype: DataType,
  source: WeightBytes | undefined,
): Message {
  if (source === undefined) throw new GraphError(`onnx: no bytes were given for the weight ${name}`);
  const size = dtype === 'float16' ? 2 : 4;
  const bytes = 'byteLength' in source ? source.byteLength : source.length;
  if (bytes !== size * sizeOf(shape)) {
    throw new GraphError(`onnx: ${bytes / size} elements for the weight ${name} ${show(shape)}`);
  }
  if ('byteLength' in source) return embedded(name, shape, dtype, source);
  const message = tensorHead(name, shape, dtype);
  const entries = { location: source.file, offset: String(source.offset), length: String(source.length) };
  for (const [key, value] of Object.entries(entries)) {
    message.message(13, new Message().string(1, key).string(2, value));
  }
  return message.integer(14, 1);
}
