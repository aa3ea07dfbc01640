import {
  bytesOfType,
  limits,
  type ByteSource,
  type CheckpointFiles,
  type CheckpointTensor,
  type TensorType,
} from './checkpoint.ts';
import { rangeOf } from './pieces.ts';
import { VarintDecoder, type ProtobufReader, type Range } from './protobufReader.ts';
import { printable, quoted, shapeText } from './quoted.ts';
import { damaged, missingPart, tooLarge, unsupported } from './refusals.ts';

/** `TensorProto.DataType` of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const typeOfCode: Readonly<Record<number, TensorType>> = {
  1: 'f4',
  2: 'u1',
  3: 'i1',
  4: 'u2',
  5: 'i2',
  6: 'i4',
  7: 'i8',
  9: 'b1',
  10: 'f2',
  11: 'f8',
  12: 'u4',
  13: 'u8',
  14: 'c8',
  15: 'c16',
  16: 'bf16',
  17: 'f1e4m3',
  19: 'f1e5m2',
};
const refusedTypes: Readonly<Record<number, string>> = {
  8: 'STRING',
  18: 'FLOAT8E4M3FNUZ',
  20: 'FLOAT8E5M2FNUZ',
  21: 'UINT4',
  22: 'INT4',
  23: 'FLOAT4E2M1',
  24: 'FLOAT8E8M0',
  25: 'UINT2',
  26: 'INT2',
};

/** The typed lists of a `TensorProto` by field number, and the types whose values stand in each. */
const lists: Readonly<Record<number, { readonly types: readonly TensorType[]; readonly isVarint: boolean }>> =
  {
    4: { types: ['f4', 'c8'], isVarint: false },
    5: {
      types: ['i4', 'i2', 'i1', 'u2', 'u1', 'b1', 'f2', 'bf16', 'f1e4m3', 'f1e5m2'],
      isVarint: true,
    },
    7: { types: ['i8'], isVarint: true },
    10: { types: ['f8', 'c16'], isVarint: false },
    11: { types: ['u8', 'u4'], isVarint: true },
  };
const rawField = 9;
/** A writer packs a list into one field; a few more come from messages that were merged. */
const maxRanges = 1_000;

export interface OnnxTensor extends CheckpointTensor {
  readonly name: string;
}

/** Files of external data, by name; each is opened for as long as one tensor is read from it. */
export class ExternalFiles {
  private readonly files: CheckpointFiles;
  private readonly sizes = new Map<string, number>();

  constructor(files: CheckpointFiles) {
    this.files = files;
  }

  async sizeOf(name: string): Promise<number> {
    const known = this.sizes.get(name);
    if (known !== undefined) return known;
    if (/[/\\:]/.test(name) || name === '' || name.startsWith('..')) {
      throw damaged(`it keeps weights in ${quoted(name)}, which is not a file beside it`);
    }
    if (!this.files.names.includes(name)) throw missingPart(printable(name));
    await using source = await this.files.open(name);
    this.sizes.set(name, source.size);
    return source.size;
  }

  async *range(name: string, offset: number, length: number): AsyncGenerator<Uint8Array> {
    await using source = await this.files.open(name);
    yield* rangeOf(source, offset, length);
  }
}

interface Parts {
  name: string;
  dims: bigint[];
  code: number;
  /** By field number. */
  readonly data: Map<number, Range[]>;
  readonly external: Map<string, string>;
  isExternal: boolean;
}

/** One `TensorProto`. @throws LapidaryError of the codes of `openOnnx` */
export async function readTensor(
  reader: ProtobufReader,
  message: Range,
  depth: number,
  files: ExternalFiles,
): Promise<OnnxTensor> {
  const parts = await readParts(reader, message, depth);
  const { name } = parts;
  const type = typeOfCode[parts.code];
  if (type === undefined) {
    const known = refusedTypes[parts.code];
    if (known === undefined) throw damaged(`tensor ${quoted(name)} has the unknown type ${parts.code}`);
    throw unsupported(
      `tensor ${quoted(name)} has the type ${known}`,
      'Export the network with its weights in float32, float16 or bfloat16.',
    );
  }
  const shape = shapeOf(parts);
  const count = shape.reduce((product, side) => product * side, 1);
  const length = count * bytesOfType[type];
  if (!Number.isSafeInteger(length)) {
    throw damaged(`tensor ${quoted(name)} has the shape ${shapeText(shape)}`);
  }
  if (length > limits.totalBytes) throw tooLarge(`tensor ${quoted(name)} has ${length} bytes`);
  const bytes = parts.isExternal
    ? await externalBytes(parts, length, files)
    : ownBytes(parts, type, count, reader.source);
  return { name, type, shape, bytes };
}

async function readParts(reader: ProtobufReader, message: Range, depth: number): Promise<Parts> {
  const parts: Parts = {
    name: '',
    dims: [],
    code: 0,
    data: new Map(),
    external: new Map(),
    isExternal: false,
  };
  for await (const field of reader.fields(message, depth)) {
    const { number, wire, integer } = field;
    if (number === 1 && (wire === 'varint' || wire === 'bytes')) {
      parts.dims.push(...(await reader.integers(field, limits.rank)));
      if (parts.dims.length > limits.rank) throw damaged('a tensor has too many dimensions');
    } else if (number === 2 && wire === 'varint') parts.code = Number(integer);
    else if (number === 3) throw damaged('a tensor in it is a segment of another');
    else if (number === 8 && wire === 'bytes') parts.name = await reader.text(field);
    else if (number === rawField || lists[number] !== undefined) {
      const ranges = parts.data.get(number) ?? [];
      if (ranges.length >= maxRanges) throw damaged('the values of a tensor lie in too many places');
      parts.data.set(number, [...ranges, field]);
    } else if (number === 13 && wire === 'bytes') {
      const [key, value] = await readEntry(reader, field, depth + 1);
      if (parts.external.has(key)) throw damaged(`a tensor names its ${quoted(key)} twice`);
      if (value !== undefined) parts.external.set(key, value);
    } else if (number === 14 && wire === 'varint') parts.isExternal = integer === 1n;
  }
  return parts;
}

/** `StringStringEntryProto`; a text that is too long to be kept is left out. */
export async function readEntry(
  reader: ProtobufReader,
  message: Range,
  depth: number,
  isWanted: (key: string) => boolean = () => true,
): Promise<readonly [string, string | undefined]> {
  let key: Range | undefined;
  let value: Range | undefined;
  for await (const field of reader.fields(message, depth)) {
    if (field.wire === 'bytes' && field.number === 1) key = field;
    if (field.wire === 'bytes' && field.number === 2) value = field;
  }
  const name = key === undefined || lengthOf(key) > limits.nameLength ? '' : await reader.text(key);
  if (!isWanted(name) || value === undefined || lengthOf(value) > limits.textLength) return [name, undefined];
  return [name, await reader.text(value, limits.textLength)];
}

function lengthOf({ start, end }: Range): number {
  return end - start;
}

function shapeOf({ dims, name }: Parts): readonly number[] {
  return dims.map((side) => {
    if (side < 0n) throw damaged(`tensor ${quoted(name)} has a negative size`);
    return Number(side);
  });
}

async function externalBytes(
  { name, data, external }: Parts,
  length: number,
  files: ExternalFiles,
): Promise<CheckpointTensor['bytes']> {
  if (data.size > 0) throw damaged(`tensor ${quoted(name)} lies in two places`);
  const location = external.get('location') ?? '';
  const fileSize = await files.sizeOf(location);
  const offset = wholeNumber(external.get('offset') ?? '0');
  const stated = wholeNumber(external.get('length') ?? String(fileSize - offset));
  if (stated !== length) {
    throw damaged(`tensor ${quoted(name)} has ${stated} bytes where its shape needs ${length}`);
  }
  if (offset + length > fileSize) throw damaged(`tensor ${quoted(name)} ends beyond its file`);
  return () => files.range(location, offset, length);
}

function wholeNumber(text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) throw damaged(`an offset or length in it is ${quoted(text)}`);
  return value;
}

function ownBytes(
  { name, data }: Parts,
  type: TensorType,
  count: number,
  source: ByteSource,
): CheckpointTensor['bytes'] {
  const length = count * bytesOfType[type];
  const filled = [...data].filter(([, ranges]) => ranges.some(({ start, end }) => end > start));
  if (filled.length > 1) throw damaged(`tensor ${quoted(name)} lies in two places`);
  const [number = rawField, ranges = []] = filled[0] ?? [];
  const stored = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const list = lists[number];
  if (list !== undefined && !list.types.includes(type)) {
    throw damaged(`tensor ${quoted(name)} has values of another type`);
  }
  if (list?.isVarint === true) {
    if (stored < count || stored > 10 * count) {
      throw damaged(`tensor ${quoted(name)} has not the ${count} values of its shape`);
    }
    return () => varintValues(source, ranges, type, count);
  }
  if (stored !== length || (number === rawField && ranges.length > 1)) {
    throw damaged(`tensor ${quoted(name)} has ${stored} bytes where its shape needs ${length}`);
  }
  return () => rangesOf(source, ranges);
}

async function* rangesOf(source: ByteSource, ranges: readonly Range[]): AsyncGenerator<Uint8Array> {
  for (const { start, end } of ranges) yield* rangeOf(source, start, end - start);
}

/** Packed varints as little-endian values of their type, which has the lower bytes of each. */
async function* varintValues(
  source: ByteSource,
  ranges: readonly Range[],
  type: TensorType,
  count: number,
): AsyncGenerator<Uint8Array> {
  const width = bytesOfType[type];
  const batch = limits.pieceBytes / 16;
  const decoder = new VarintDecoder();
  let seen = 0;
  for (const { start, end } of ranges) {
    for (let at = start; at < end;) {
      const bytes = await source.read(at, Math.min(batch, end - at));
      const out = new DataView(new ArrayBuffer(bytes.length * width));
      let read = 0;
      let values = 0;
      for (;;) {
        const next = decoder.decode(bytes, read, bytes.length);
        if (next === undefined) break;
        read = next;
        if (width === 8) {
          out.setUint32(8 * values, decoder.low, true);
          out.setUint32(8 * values + 4, decoder.high, true);
        } else if (width === 4) out.setUint32(4 * values, decoder.low, true);
        else if (width === 2) out.setUint16(2 * values, decoder.low & 0xffff, true);
        else out.setUint8(values, decoder.low & 0xff);
        values++;
      }
      seen += values;
      if (read === 0 || seen > count) throw damaged('the values of a tensor do not fill its shape');
      at += read;
      yield new Uint8Array(out.buffer, 0, values * width);
    }
  }
  if (seen !== count) throw damaged('the values of a tensor do not fill its shape');
}
