import { open, stat } from 'node:fs/promises';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { quoted } from './checkpoints/quoted.ts';
import {
  headerLength,
  lengthBytes,
  parseHeader,
  type HeaderEntry,
  type HeaderRules,
} from './safetensorsHeader.ts';

/**
 * Safetensors files of our own making, with F32 and F16; checkpoints that others made are read in
 * checkpoints/safetensorsFile.ts.
 */

/** Written data starts at a multiple of this, so that mapped weights are aligned for vector loads. */
const dataAlignment = 64;

export interface FloatTensor {
  readonly shape: readonly number[];
  /** Row-major, length = product of the shape. */
  readonly data: Float32Array;
}

export type StoredType = 'F32' | 'F16';
const bytesPer: Readonly<Record<StoredType, number>> = { F32: 4, F16: 2 };

const rules: HeaderRules<StoredType> = {
  bytesPer,
  maxRank: 8,
  maxTensors: 100_000,
  maxNameLength: 1_000,
  refuse: damaged,
  refuseType: (tensor, type) =>
    damaged(`tensor ${quoted(tensor)} has type ${quoted(type)}; only F32 and F16 are read here`),
};

export type TensorEntry = HeaderEntry<StoredType>;

export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

/** Tensors as the bytes of a safetensors file, in the order given. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, FloatTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  for (const [name, { shape, data }] of tensors) {
    if (data.length !== countOf(shape)) {
      throw new Error(`tensor ${name}: ${data.length} values do not fill [${shape.join(', ')}]`);
    }
  }
  const head = encodeHead(new Map([...tensors].map(([name, { shape }]) => [name, shape])), metadata);
  const parts = [...tensors.values()].map(({ data }) => littleEndian(data));
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, head.length));
  out.set(head);
  let offset = head.length;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** Everything before the first tensor's bytes. */
function encodeHead(
  shapes: ReadonlyMap<string, readonly number[]>,
  metadata: Readonly<Record<string, string>>,
  typeOf: (name: string) => StoredType = () => 'F32',
): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let at = 0;
  for (const [name, shape] of shapes) {
    const end = at + bytesPer[typeOf(name)] * countOf(shape);
    header[name] = { dtype: typeOf(name), shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(Math.ceil((lengthBytes + json.length) / dataAlignment) * dataAlignment);
  new DataView(head.buffer).setBigUint64(0, BigInt(head.length - lengthBytes), true);
  head.fill(0x20, lengthBytes);
  head.set(json, lengthBytes);
  return head;
}

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function littleEndian(data: Float32Array | Uint16Array): Uint8Array {
  if (machineIsLittleEndian) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bytes = new Uint8Array(data.byteLength);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => {
    if (data instanceof Float32Array) view.setFloat32(4 * i, value, true);
    else view.setUint16(2 * i, value, true);
  });
  return bytes;
}

/**
 * Writes a file tensor by tensor, so that only one is in memory at a time.
 * @param values of a tensor, row-major, float16 as bits; asked for in the order of `shapes`
 * @param typeOf a tensor; left out: all F32
 */
export async function writeSafetensors(
  path: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  values: (name: string) => Float32Array | Uint16Array | Promise<Float32Array>,
  typeOf: (name: string) => StoredType = () => 'F32',
): Promise<void> {
  const head = encodeHead(shapes, {}, typeOf);
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(head);
  for (const [name, shape] of shapes) {
    const data = await values(name);
    if (data.byteLength !== bytesPer[typeOf(name)] * countOf(shape)) {
      throw new Error(`tensor ${name}: ${data.length} values`);
    }
    await file.writeFile(littleEndian(data));
  }
}

/**
 * All tensors of a file that is wholly in memory.
 * @throws LapidaryError `weights-damaged` for anything but a complete, well-formed F32 file.
 */
export function decodeSafetensors(bytes: Uint8Array): {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, FloatTensor>;
} {
  const headerEnd = lengthBytes + headerLength(bytes, bytes.length, damaged);
  const header = readHeader(bytes.subarray(lengthBytes, headerEnd), bytes.length);
  const tensors = new Map<string, FloatTensor>();
  for (const [name, entry] of header.tensors) {
    if (entry.dtype !== 'F32') throw damaged(`tensor "${name}" is not F32`);
    tensors.set(name, {
      shape: entry.shape,
      data: floats(bytes.subarray(entry.offset, entry.offset + entry.length)),
    });
  }
  return { metadata: header.metadata, tensors };
}

/**
 * Header of a file on disk; reads no tensor.
 * @throws LapidaryError `weights-damaged` as above; file system errors as they come.
 */
export async function readSafetensorsHeader(path: string): Promise<SafetensorsHeader> {
  const { size } = await stat(path);
  await using file = await open(path, 'r');
  const start = new Uint8Array(lengthBytes);
  const { bytesRead } = await file.read(start, 0, lengthBytes, 0);
  const json = new Uint8Array(headerLength(start.subarray(0, bytesRead), size, damaged));
  const read = await file.read(json, 0, json.length, lengthBytes);
  if (read.bytesRead !== json.length) throw damaged('its header is cut short');
  return readHeader(json, size);
}

function readHeader(json: Uint8Array, fileBytes: number): SafetensorsHeader {
  const { metadata, tensors } = parseHeader(json, fileBytes, rules);
  return { metadata: Object.fromEntries(metadata), tensors };
}

function floats(bytes: Uint8Array): Float32Array {
  const out = new Float32Array(bytes.length / 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < out.length; i++) out[i] = view.getFloat32(4 * i, true);
  return out;
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

function damaged(reason: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'weights-damaged',
    `This weights file cannot be used: ${reason}.`,
    'Fetch the file again from where it came from and compare its checksum.',
    options,
  );
}
