import { Message } from '../../../src-main/graph/protobuf.ts';

/** Builds small ONNX models whose names, types and open extents are the test's choice. */

export type PortType = 'float32' | 'uint8' | 'int64' | 'int32' | 'bool' | 'float16';
const typeCodes: Readonly<Record<PortType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

export interface PortOf {
  readonly name: string;
  readonly type?: PortType;
  readonly shape: readonly (number | string)[];
}

type Attribute = number | readonly number[] | { readonly float: number } | string | Message;

export class OnnxBuilder {
  readonly #graph = new Message();
  readonly #inputs: Message[] = [];
  readonly #outputs: Message[] = [];
  readonly #initializers: Message[] = [];
  #made = 0;

  input(port: PortOf): string {
    this.#inputs.push(valueInfo(port));
    return port.name;
  }

  output(port: PortOf): this {
    this.#outputs.push(valueInfo(port));
    return this;
  }

  floats(shape: readonly number[], values: readonly number[]): string {
    const data = Float32Array.from(values);
    return this.#tensor(shape, 1, new Uint8Array(data.buffer));
  }

  int64s(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#tensor(shape, 7, new Uint8Array(data.buffer));
  }

  /** A float32 tensor whose bytes lie in another file. */
  external(shape: readonly number[], location: string): string {
    const name = this.#name('external');
    const tensor = new Message().integers(1, shape).integer(2, 1).string(8, name);
    tensor.message(13, new Message().string(1, 'location').string(2, location));
    this.#initializers.push(tensor.integer(14, 1));
    return name;
  }

  /** @returns its result's name */
  op(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    options: { readonly result?: string; readonly domain?: string } = {},
  ): string {
    const result = options.result ?? this.#name(type);
    const node = new Message();
    for (const input of inputs) node.string(1, input);
    node.string(2, result).string(3, result).string(4, type);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    if (options.domain !== undefined) node.string(7, options.domain);
    this.#graph.message(1, node);
    return result;
  }

  bytes(opset = 17, domains: readonly string[] = []): Uint8Array {
    this.#graph.string(2, 'test');
    for (const tensor of this.#initializers) this.#graph.message(5, tensor);
    for (const input of this.#inputs) this.#graph.message(11, input);
    for (const output of this.#outputs) this.#graph.message(12, output);
    const model = new Message().integer(1, 8).string(2, 'test').message(7, this.#graph);
    for (const domain of ['', ...domains]) {
      model.message(8, new Message().string(1, domain).integer(2, domain === '' ? opset : 1));
    }
    return model.toBytes();
  }

  #tensor(shape: readonly number[], type: number, bytes: Uint8Array): string {
    const name = this.#name('constant');
    const tensor = new Message();
    if (shape.length > 0) tensor.integers(1, shape);
    this.#initializers.push(tensor.integer(2, type).string(8, name).bytes(9, bytes));
    return name;
  }

  #name(kind: string): string {
    this.#made += 1;
    return `${kind}_${this.#made}`;
  }
}

function valueInfo({ name, type = 'float32', shape }: PortOf): Message {
  const dimensions = new Message();
  for (const extent of shape) {
    const dimension = new Message();
    dimensions.message(
      1,
      typeof extent === 'number' ? dimension.integer(1, extent) : dimension.string(2, extent),
    );
  }
  const tensor = new Message().integer(1, typeCodes[type]).message(2, dimensions);
  return new Message().string(1, name).message(2, new Message().message(1, tensor));
}

/** Types: FLOAT 1, INT 2, STRING 3, GRAPH 5, INTS 7. */
function attribute(name: string, value: Attribute): Message {
  const message = new Message().string(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if (typeof value === 'string') return message.string(4, value).integer(20, 3);
  if (value instanceof Message) return message.message(6, value).integer(20, 5);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  for (const one of value) message.integer(8, one);
  return message.integer(20, 7);
}
