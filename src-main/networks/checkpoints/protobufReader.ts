import { limits, type ByteSource } from './checkpoint.ts';
import { damaged, tooLarge } from './refusals.ts';

/**
 * Protocol Buffers wire format (https://protobuf.dev/programming-guides/encoding/), read field by field from a file:
 * the bytes of a field are read only when they are asked for, so that weights are skipped over. Groups are refused.
 */
export interface Field {
  readonly number: number;
  readonly wire: 'varint' | 'fixed64' | 'bytes' | 'fixed32';
  /** Of a varint, as int64; 0 otherwise. */
  readonly integer: bigint;
  /** Of the value in the file, in bytes. */
  readonly start: number;
  readonly end: number;
}

/** A range of a file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const wires: readonly (Field['wire'] | undefined)[] = [
  'varint',
  'fixed64',
  'bytes',
  undefined,
  undefined,
  'fixed32',
];

const windowBytes = 16 * 1024;
const maxVarintBytes = 10;
const maxFields = 10_000_000;

/** Varints one after the other, without an object for each: the last one as two halves of 32 bits. */
export class VarintDecoder {
  low = 0;
  high = 0;

  /** @returns where the next one starts, or undefined where `end` comes first. @throws LapidaryError `checkpoint-damaged` */
  decode(bytes: Uint8Array, from: number, end: number): number | undefined {
    let low = 0;
    let high = 0;
    for (let i = 0; i < maxVarintBytes; i++) {
      if (from + i >= end) return undefined;
      const byte = bytes[from + i] ?? 0;
      const bits = byte & 0x7f;
      if (i < 4) low |= bits << (7 * i);
      else if (i === 4) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (7 * i - 32);
      if (i === maxVarintBytes - 1 && byte > 1) break;
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return from + i + 1;
      }
    }
    throw damaged('a number in it never ends');
  }

  /** The last one as int64. */
  get integer(): bigint {
    return BigInt.asIntN(64, (BigInt(this.high) << 32n) | BigInt(this.low));
  }
}

export class ProtobufReader {
  readonly source: ByteSource;
  private readonly varint = new VarintDecoder();
  private window = new Uint8Array(0);
  private windowStart = 0;
  private fieldsRead = 0;
  private textRead = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** The fields of a message. @throws LapidaryError `checkpoint-damaged`, `checkpoint-too-large` */
  async *fields(message: Range, depth = 0): AsyncGenerator<Field> {
    if (depth > limits.depth) throw damaged('its messages are nested too deeply');
    let at = message.start;
    while (at < message.end) {
      const field = await this.fieldAt(at, message.end);
      yield field;
      at = field.end;
    }
  }

  private async fieldAt(at: number, end: number): Promise<Field> {
    if (++this.fieldsRead > maxFields) throw tooLarge(`it has more than ${maxFields} fields`);
    await this.load(at, Math.min(2 * maxVarintBytes, end - at));
    const tagEnd = this.decode(at, end);
    const number = Math.floor(this.varint.low / 8);
    const wire = wires[this.varint.low & 7];
    if (this.varint.high !== 0 || number === 0 || wire === undefined) {
      throw damaged('it is not made of protobuf fields');
    }
    if (wire === 'varint') {
      const start = tagEnd;
      return { number, wire, start, end: this.decode(start, end), integer: this.varint.integer };
    }
    let start = tagEnd;
    let length = wire === 'fixed64' ? 8 : 4;
    if (wire === 'bytes') {
      start = this.decode(tagEnd, end);
      length = this.varint.high * 2 ** 32 + this.varint.low;
    }
    if (length > end - start) throw damaged('a field is longer than the message around it');
    return { number, wire, start, end: start + length, integer: 0n };
  }

  private decode(at: number, end: number): number {
    const windowEnd = Math.min(this.window.length, end - this.windowStart);
    const next = this.varint.decode(this.window, at - this.windowStart, windowEnd);
    if (next === undefined) throw damaged('a number is longer than the message around it');
    return this.windowStart + next;
  }

  private async load(at: number, length: number): Promise<void> {
    if (at >= this.windowStart && at + length <= this.windowStart + this.window.length) return;
    this.window = await this.source.read(at, Math.min(windowBytes, this.source.size - at));
    this.windowStart = at;
  }

  /** A field's text. @throws LapidaryError `checkpoint-too-large` from `maxLength` bytes */
  async text({ start, end }: Range, maxLength: number = limits.nameLength): Promise<string> {
    if (end - start > maxLength) throw tooLarge(`a text in it has ${end - start} bytes`);
    this.textRead += end - start;
    if (this.textRead > limits.headerBytes) throw tooLarge('its names and texts are too long');
    await this.load(start, end - start);
    return new TextDecoder().decode(this.window.subarray(start - this.windowStart, end - this.windowStart));
  }

  /** Varints of a packed field, or of a single one. */
  async integers(range: Range, maxCount: number): Promise<bigint[]> {
    if (range.end - range.start > maxCount * maxVarintBytes) throw damaged('a list in it is too long');
    await this.load(range.start, range.end - range.start);
    const integers: bigint[] = [];
    for (let at = range.start; at < range.end;) {
      at = this.decode(at, range.end);
      integers.push(this.varint.integer);
    }
    return integers;
  }
}
