import { crc32, deflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import type { CheckpointFiles } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';

/** Small checkpoints written here byte by byte, sound ones and forged ones. */

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}

/** Little-endian bytes of numbers of 4 bytes. */
export function float32(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** A safetensors file with this header, whatever it says. */
export function safetensors(header: unknown, data: Uint8Array, declared?: bigint): Uint8Array<ArrayBuffer> {
  const json = text(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, declared ?? BigInt(json.length), true);
  return joined(new Uint8Array(length.buffer), json, data);
}

export interface ZipOptions {
  readonly deflated?: boolean;
  /** Stated size of the first entry. */
  readonly size?: number;
}

/** A zip archive of these entries, in their order. */
export function zip(
  entries: readonly (readonly [string, Uint8Array])[],
  options: ZipOptions = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  entries.forEach(([name, content], i) => {
    const stored = options.deflated === true ? deflateRawSync(content) : content;
    const fields = new DataView(new ArrayBuffer(26));
    fields.setUint16(0, 20, true);
    fields.setUint16(4, options.deflated === true ? 8 : 0, true);
    fields.setUint16(8, 0x21, true);
    fields.setUint32(10, crc32(content), true);
    fields.setUint32(14, stored.length, true);
    fields.setUint32(18, i === 0 ? (options.size ?? content.length) : content.length, true);
    fields.setUint16(22, text(name).length, true);
    const common = new Uint8Array(fields.buffer);
    const tail = new DataView(new ArrayBuffer(14));
    tail.setUint32(10, offset, true);
    const local = joined(text('PK\x03\x04'), common, text(name), stored);
    locals.push(local);
    directory.push(joined(text('PK\x01\x02'), [20, 0], common, new Uint8Array(tail.buffer), text(name)));
    offset += local.length;
  });
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new DataView(new ArrayBuffer(18));
  end.setUint16(4, entries.length, true);
  end.setUint16(6, entries.length, true);
  end.setUint32(8, size, true);
  end.setUint32(12, offset, true);
  return joined(...locals, ...directory, text('PK\x05\x06'), new Uint8Array(end.buffer));
}

/** A NumPy array file with this dictionary as its header. */
export function npy(dictionary: string, data: Uint8Array, version = 1): Uint8Array<ArrayBuffer> {
  const header = text(`${dictionary}\n`);
  const length = new DataView(new ArrayBuffer(version === 1 ? 2 : 4));
  if (version === 1) length.setUint16(0, header.length, true);
  else length.setUint32(0, header.length, true);
  return joined([0x93], text('NUMPY'), [version, 0], new Uint8Array(length.buffer), header, data);
}

export function npyOf(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  isColumnMajor = false,
): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const order = isColumnMajor ? 'True' : 'False';
  return npy(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`, data);
}

export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

/** One protobuf field: a number as a varint, anything else as bytes. */
export function field(number: number, value: number | bigint | string | Uint8Array): Uint8Array {
  if (typeof value === 'number' || typeof value === 'bigint')
    return joined(varint(number * 8), varint(value));
  const bytes = typeof value === 'string' ? text(value) : value;
  return joined(varint(number * 8 + 2), varint(bytes.length), bytes);
}

export function onnxTensor(
  name: string,
  dims: readonly (number | bigint)[],
  type: number,
  ...data: readonly Uint8Array[]
): Uint8Array {
  return joined(...dims.map((side) => field(1, side)), field(2, type), field(8, name), ...data);
}

export const rawData = (bytes: Uint8Array): Uint8Array => field(9, bytes);

export function onnxNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  name = '',
  ...more: readonly Uint8Array[]
): Uint8Array {
  return joined(
    ...inputs.map((input) => field(1, input)),
    ...outputs.map((output) => field(2, output)),
    field(3, name),
    field(4, op),
    ...more,
  );
}

/** Fields of a graph. */
export const initializer = (...parts: Parameters<typeof onnxTensor>): Uint8Array =>
  field(5, onnxTensor(...parts));
export const node = (...parts: Parameters<typeof onnxNode>): Uint8Array => field(1, onnxNode(...parts));
/** Where a tensor's bytes lie in another file. */
export const external = (location: string, offset: string, length?: string): Uint8Array[] => [
  field(13, joined(field(1, 'location'), field(2, location))),
  field(13, joined(field(1, 'offset'), field(2, offset))),
  ...(length === undefined ? [] : [field(13, joined(field(1, 'length'), field(2, length)))]),
  field(14, 1),
];

/** An ONNX model whose graph has these fields. */
export function onnx(...graph: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined(field(1, 9), field(2, 'lapidary-test'), field(7, joined(...graph)), field(8, field(2, 20)));
}

/** Files in memory, as a folder of them. Counts what is open. */
export function memoryFiles(
  contents: Readonly<Record<string, Uint8Array>>,
): CheckpointFiles & { open: CheckpointFiles['open']; opened(): number } {
  let opened = 0;
  return {
    names: Object.keys(contents),
    opened: () => opened,
    async open(name) {
      const bytes = contents[name];
      if (bytes === undefined) throw new Error(`no file ${name} was written`);
      const source = bytesInMemory(name, bytes);
      opened++;
      return {
        ...source,
        async [Symbol.asyncDispose]() {
          opened--;
        },
      };
    },
  };
}

/** A refusal whose code begins with `checkpoint-` and this, and whose message contains `reason`. */
export function refusal(code: string, reason: string): Error {
  return expect.objectContaining({
    code: expect.stringMatching(`^checkpoint-${code}`) as string,
    message: expect.stringContaining(reason) as string,
  }) as Error;
}

/** Copies of all pieces, one after the other. */
export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return new Uint8Array(Buffer.concat(parts));
}
