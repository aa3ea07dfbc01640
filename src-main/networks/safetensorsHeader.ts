import { quoted, shapeText } from './checkpoints/quoted.ts';
import {
  isNatural,
  isObject,
  JsonError,
  parseJson,
  type Json,
  type JsonObject,
} from './checkpoints/strictJson.ts';

/**
 * The head of a safetensors file (https://huggingface.co/docs/safetensors): uint64 little-endian length of a JSON
 * header, the header, then the raw little-endian tensors, which cover the rest of the file without holes and without
 * overlaps. It is checked completely before anything is allocated for a tensor.
 */

/** The format's own limit on the header. */
export const maxHeaderBytes = 100_000_000;
/** Of the field that holds the header's length. */
export const lengthBytes = 8;

/** What a reader accepts beyond the format, and how it refuses. */
export interface HeaderRules<Type extends string> {
  /** Bytes of one value, by the types that are read. */
  readonly bytesPer: Readonly<Record<Type, number>>;
  readonly maxRank: number;
  readonly maxTensors: number;
  readonly maxNameLength: number;
  /** @param reason completes "…cannot be used: " */
  refuse(this: void, reason: string, options?: ErrorOptions): Error;
  refuseType(this: void, tensor: string, type: string): Error;
}

export interface HeaderEntry<Type extends string> {
  readonly dtype: Type;
  readonly shape: readonly number[];
  /** From the start of the file, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

export interface Header<Type extends string> {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of the header. */
  readonly tensors: ReadonlyMap<string, HeaderEntry<Type>>;
}

/** @param start of the file, 8 bytes or more. @returns the length of the JSON header, which fits the file */
export function headerLength(
  start: Uint8Array,
  fileBytes: number,
  refuse: HeaderRules<string>['refuse'],
): number {
  if (start.length < lengthBytes) throw refuse('it is too short to hold a header');
  const declared = new DataView(start.buffer, start.byteOffset, lengthBytes).getBigUint64(0, true);
  if (declared > BigInt(maxHeaderBytes)) throw refuse(`its header claims ${declared} bytes`);
  if (declared < 2n || declared > BigInt(fileBytes - lengthBytes)) {
    throw refuse('its header does not fit the file');
  }
  return Number(declared);
}

/** @param json the bytes of the header, which follow its length. @throws what the rules refuse with */
export function parseHeader<Type extends string>(
  json: Uint8Array,
  fileBytes: number,
  rules: HeaderRules<Type>,
): Header<Type> {
  const { refuse } = rules;
  const header = rootObject(json, rules);
  const dataStart = lengthBytes + json.length;
  const tensors = new Map<string, HeaderEntry<Type>>();
  for (const [name, raw] of header) {
    if (name === '__metadata__') continue;
    if (name.length > rules.maxNameLength) throw refuse(`the name ${quoted(name)} is too long`);
    if (tensors.size >= rules.maxTensors) throw refuse(`it has more than ${rules.maxTensors} tensors`);
    tensors.set(name, entryOf(name, raw, dataStart, rules));
  }
  assertTiled([...tensors.values()], dataStart, fileBytes, refuse);
  return { metadata: metadataOf(header.get('__metadata__'), refuse), tensors };
}

function rootObject(json: Uint8Array, rules: HeaderRules<string>): JsonObject {
  if (json[0] !== 0x7b) throw rules.refuse('its header is not a JSON object');
  let parsed: Json;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
    // A tensor's record: itself, its three members, two offsets and its shape.
    parsed = parseJson(text, { depth: 4, values: (rules.maxTensors + 1) * (6 + rules.maxRank) });
  } catch (cause) {
    const reason = cause instanceof JsonError ? cause.message : 'is not valid JSON';
    throw rules.refuse(`its header ${reason}`, { cause });
  }
  if (!isObject(parsed)) throw rules.refuse('its header is not a JSON object');
  return parsed;
}

function metadataOf(
  raw: Json | undefined,
  refuse: HeaderRules<string>['refuse'],
): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  if (raw === undefined) return metadata;
  if (!isObject(raw)) throw refuse('its metadata are not texts');
  for (const [key, value] of raw) {
    if (typeof value !== 'string') throw refuse('its metadata are not texts');
    metadata.set(key, value);
  }
  return metadata;
}

function entryOf<Type extends string>(
  name: string,
  raw: Json,
  dataStart: number,
  rules: HeaderRules<Type>,
): HeaderEntry<Type> {
  const { refuse, bytesPer } = rules;
  const misdescribed = (): Error => refuse(`tensor ${quoted(name)} is not described as the format asks`);
  if (!isObject(raw) || raw.size !== 3) throw misdescribed();
  const dtype = raw.get('dtype');
  const shape = raw.get('shape');
  const range = raw.get('data_offsets');
  if (typeof dtype !== 'string' || !isShape(shape) || shape.length > rules.maxRank) throw misdescribed();
  if (!isShape(range) || range.length !== 2) throw misdescribed();
  const isRead = (type: string): type is Type => Object.hasOwn(bytesPer, type);
  if (!isRead(dtype)) throw rules.refuseType(name, dtype);

  const [begin = 0, end = 0] = range;
  const length = shape.reduce((product, side) => product * side, bytesPer[dtype]);
  if (!Number.isSafeInteger(length) || end - begin !== length) {
    throw refuse(`tensor ${quoted(name)} has ${end - begin} bytes where ${shapeText(shape)} needs ${length}`);
  }
  return { dtype, shape, offset: dataStart + begin, length };
}

function isShape(value: Json | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every(isNatural);
}

/** The tensors must cover the data region exactly: no overlap, no hole, nothing after the last one. */
function assertTiled(
  entries: HeaderEntry<string>[],
  dataStart: number,
  fileBytes: number,
  refuse: HeaderRules<string>['refuse'],
): void {
  let at = dataStart;
  for (const entry of entries.sort((a, b) => a.offset - b.offset || a.length - b.length)) {
    if (entry.offset < at) throw refuse('two of its tensors overlap');
    if (entry.offset > at) throw refuse('there is a hole between its tensors');
    at = entry.offset + entry.length;
  }
  if (at > fileBytes) throw refuse('it is cut short');
  if (at < fileBytes) throw refuse('there are bytes after its last tensor');
}
