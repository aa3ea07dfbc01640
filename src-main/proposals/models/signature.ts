import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { limits, type ByteSource } from '../../networks/checkpoints/checkpoint.ts';
import { ProtobufReader, type Field, type Range } from '../../networks/checkpoints/protobufReader.ts';
import { printable, quoted } from '../../networks/checkpoints/quoted.ts';
import { damaged, tooLarge } from '../../networks/checkpoints/refusals.ts';
import type { ModelPort } from '../../../src-shared/contract/maskModels.contract.ts';

/** What the head of an ONNX file says, without its weights. */
export interface OnnxSignature {
  /** Of ONNX's own operators. */
  readonly opset: number;
  /** Without initializers, which old files list too. */
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /** The kind of operation that gives each output, by its name. */
  readonly producers: ReadonlyMap<string, string>;
  /** The files that its weights lie in, where they do not lie in itself: plain names, checked. */
  readonly external: readonly string[];
}

/** Domains whose operators the runtime has itself. */
const knownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);
const mostPorts = 64;
const mostFunctions = 10_000;

/** `TensorProto.DataType` as the runtime names it. */
const typeNames: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/**
 * Reads the head of a `ModelProto` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): every node is visited for
 * its domain, every tensor for the file that it lies in, and no weight is read.
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-too-large`, `mask-model-operators`
 */
export async function readSignature(source: ByteSource): Promise<OnnxSignature> {
  return new SignatureReader(source).read();
}

class SignatureReader {
  readonly #reader: ProtobufReader;
  readonly #size: number;
  readonly #domains = new Map<string, string>();
  readonly #functionDomains = new Set<string>();
  readonly #external = new Set<string>();
  readonly #producers = new Map<string, string>();
  readonly #initializers = new Set<string>();
  readonly #inputs: ModelPort[] = [];
  readonly #outputs: ModelPort[] = [];
  #opset = 0;

  constructor(source: ByteSource) {
    this.#reader = new ProtobufReader(source);
    this.#size = source.size;
  }

  async read(): Promise<OnnxSignature> {
    let graphs = 0;
    for await (const field of this.#reader.fields({ start: 0, end: this.#size })) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 7) {
        graphs += 1;
        await this.#graph(field, 1, true);
      } else if (field.number === 8) await this.#opsetOf(field);
      else if (field.number === 25) await this.#function(field);
    }
    if (graphs !== 1) throw damaged(graphs === 0 ? 'it has no graph' : 'it has two graphs');
    this.#refuseForeignOperators();
    const outputs = new Set(this.#outputs.map(({ name }) => name));
    return {
      opset: this.#opset,
      inputs: this.#inputs.filter(({ name }) => !this.#initializers.has(name)),
      outputs: this.#outputs,
      producers: new Map([...this.#producers].filter(([name]) => outputs.has(name))),
      external: [...this.#external].sort(),
    };
  }

  #refuseForeignOperators(): void {
    for (const [domain, op] of this.#domains) {
      if (knownDomains.has(domain) || this.#functionDomains.has(domain)) continue;
      throw new LapidaryError(
        'mask-model-operators',
        `This model needs the operator ${quoted(op)} of ${quoted(domain)}, which is no part of ONNX.`,
        'Export it with standard operators; code that comes with a model is never loaded.',
      );
    }
  }

  async #opsetOf(message: Range): Promise<void> {
    let domain = '';
    let version = 0;
    for await (const field of this.#reader.fields(message, 1)) {
      if (field.number === 1 && field.wire === 'bytes') domain = await this.#reader.text(field);
      if (field.number === 2 && field.wire === 'varint') version = Number(field.integer);
    }
    if (domain === '' || domain === 'ai.onnx') this.#opset = version;
  }

  /** `FunctionProto`: operators that the model defines itself. */
  async #function(message: Range): Promise<void> {
    if (this.#functionDomains.size > mostFunctions) throw tooLarge('it defines too many operators');
    for await (const field of this.#reader.fields(message, 1)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 7) await this.#node(field, 2, false);
      if (field.number === 10) this.#functionDomains.add(await this.#reader.text(field));
    }
  }

  /** `GraphProto`, and the graphs within it. */
  async #graph(message: Range, depth: number, isOuter: boolean): Promise<void> {
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 1) await this.#node(field, depth + 1, isOuter);
      else if (field.number === 5) {
        const name = await this.#tensor(field, depth + 1);
        if (isOuter) this.#initializers.add(name);
      } else if (field.number === 15) await this.#sparse(field, depth + 1);
      else if (isOuter && field.number === 11) await this.#port(field, this.#inputs);
      else if (isOuter && field.number === 12) await this.#port(field, this.#outputs);
    }
  }

  async #node(message: Range, depth: number, isOuter: boolean): Promise<void> {
    let op = '';
    let domain = '';
    const outputs: Field[] = [];
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 2 && isOuter && outputs.length < mostPorts) outputs.push(field);
      else if (field.number === 4) op = await this.#reader.text(field);
      else if (field.number === 5) await this.#attribute(field, depth + 1);
      else if (field.number === 7) domain = await this.#reader.text(field);
    }
    if (!this.#domains.has(domain)) this.#domains.set(domain, op);
    for (const field of outputs) this.#producers.set(await this.#reader.text(field), op);
  }

  /** `AttributeProto`: tensors and graphs may lie in it. */
  async #attribute(message: Range, depth: number): Promise<void> {
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 5 || field.number === 10) await this.#tensor(field, depth + 1);
      else if (field.number === 6 || field.number === 11) await this.#graph(field, depth + 1, false);
      else if (field.number === 22 || field.number === 23) await this.#sparse(field, depth + 1);
    }
  }

  async #sparse(message: Range, depth: number): Promise<void> {
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.wire === 'bytes' && field.number <= 2) await this.#tensor(field, depth + 1);
    }
  }

  /** `TensorProto`: its name; where its bytes lie elsewhere, the file is written down. */
  async #tensor(message: Range, depth: number): Promise<string> {
    let name = '';
    const entries: Field[] = [];
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.number === 8 && field.wire === 'bytes') name = await this.#reader.text(field);
      if (field.number === 13 && field.wire === 'bytes') entries.push(field);
      // One that is not looked at could name any file.
      if (entries.length > 16) throw damaged('a tensor says in too many ways where its bytes lie');
    }
    for (const entry of entries) await this.#externalEntry(entry, depth + 1);
    return name;
  }

  async #externalEntry(message: Range, depth: number): Promise<void> {
    let key = '';
    let value = '';
    for await (const field of this.#reader.fields(message, depth)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 1) key = await this.#reader.text(field);
      if (field.number === 2) value = await this.#reader.text(field);
    }
    if (key !== 'location') return;
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/.test(value)) {
      throw damaged(`it keeps weights in ${quoted(value)}, which is no plain name of a file beside it`);
    }
    this.#external.add(value);
    if (this.#external.size > 16) throw tooLarge('its weights lie in more than 16 files');
  }

  /** `ValueInfoProto` of a tensor. */
  async #port(message: Range, ports: ModelPort[]): Promise<void> {
    let name = '';
    let type = 'not a tensor';
    let shape: (number | string)[] = [];
    for await (const field of this.#reader.fields(message, 2)) {
      if (field.wire !== 'bytes') continue;
      if (field.number === 1) name = await this.#reader.text(field);
      if (field.number !== 2) continue;
      for await (const kind of this.#reader.fields(field, 3)) {
        if (kind.number !== 1 || kind.wire !== 'bytes') continue;
        for await (const part of this.#reader.fields(kind, 4)) {
          if (part.number === 1 && part.wire === 'varint') {
            type = typeNames[Number(part.integer)] ?? `type ${part.integer}`;
          }
          if (part.number === 2 && part.wire === 'bytes') shape = await this.#shape(part);
        }
      }
    }
    // Old files list every initializer among the inputs.
    if (ports.length >= limits.tensors) throw tooLarge(`it has more than ${limits.tensors} inputs`);
    ports.push({ name, type, shape });
  }

  async #shape(message: Range): Promise<(number | string)[]> {
    const shape: (number | string)[] = [];
    for await (const field of this.#reader.fields(message, 5)) {
      if (field.number !== 1 || field.wire !== 'bytes') continue;
      let extent: number | string = '?';
      for await (const part of this.#reader.fields(field, 6)) {
        if (part.number === 1 && part.wire === 'varint') extent = extentOf(part.integer);
        if (part.number === 2 && part.wire === 'bytes')
          extent = printable(await this.#reader.text(part)) || '?';
      }
      shape.push(extent);
      if (shape.length > limits.rank) throw damaged('an input or output has too many dimensions');
    }
    return shape;
  }
}

/** Exporters write −1, and some 0, where an extent is open. */
function extentOf(value: bigint): number | string {
  const extent = Number(value);
  if (extent <= 0) return '?';
  if (!Number.isSafeInteger(extent)) throw damaged('an input or output has an impossible size');
  return extent;
}

/** A port as a message may show it. */
export function portText({ name, type, shape }: ModelPort): string {
  return `${printable(name)} ${type} [${shape.map(String).join(', ')}]`;
}
