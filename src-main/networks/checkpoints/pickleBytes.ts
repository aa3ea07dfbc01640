import { limits } from './checkpoint.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { damaged, tooLarge } from './refusals.ts';

/** A text or byte string in a pickle, in bytes. */
const longestText = 16 * 1024 ** 2;
/** An integer in a pickle, in bytes: PyTorch's magic number has ten, a hash 64. */
const longestInteger = 256;

/** Thrown where the bytes end before the pickle does; with more bytes of the file it may be read. */
export class PickleCutShort extends LapidaryError {
  constructor() {
    const { code, message, remedy } = damaged('its pickle is cut short');
    super(code, message, remedy);
  }
}

/** Reads the arguments of a pickle's opcodes; every length is checked before anything is made of it. */
export class PickleBytes {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = start;
  }

  /** Of the next byte. */
  get position(): number {
    return this.#at;
  }

  uint8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  /** A length of 64 bits; larger ones than any pickle is are refused here. */
  uint64(): number {
    const value = this.#view.getBigUint64(this.#skip(8), true);
    if (value > BigInt(limits.headerBytes)) throw tooLarge(`its pickle claims ${value} bytes in one value`);
    return Number(value);
  }

  /** Big-endian, unlike all other numbers of a pickle. */
  float64(): number {
    return this.#view.getFloat64(this.#skip(8), false);
  }

  /** Two's complement, little-endian. */
  integer(length: number): number | bigint {
    if (length < 0) throw damaged('its pickle has an integer of negative length');
    if (length > longestInteger) throw tooLarge(`its pickle has an integer of ${length} bytes`);
    const at = this.#skip(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#view.getUint8(at + i));
    return fitting(BigInt.asIntN(8 * length, value));
  }

  /** Bytes as they are, without a copy. */
  raw(length: number): Uint8Array {
    if (length < 0) throw damaged('its pickle has a text of negative length');
    if (length > longestText) throw tooLarge(`its pickle has a text of ${length} bytes`);
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  text(length: number): string {
    const raw = this.raw(length);
    try {
      return utf8.decode(raw);
    } catch (cause) {
      throw damaged('its pickle has a text that is not UTF-8', { cause });
    }
  }

  /** A text of Python 2, whose encoding is not stated. */
  oldText(length: number): string {
    const raw = this.raw(length);
    try {
      return utf8.decode(raw);
    } catch {
      return latin1.decode(raw);
    }
  }

  /** Up to the next line feed, which is left out: a name or a number. */
  line(): string {
    const end = this.#bytes.subarray(this.#at, this.#at + limits.nameLength + 1).indexOf(lineFeed);
    if (end < 0) {
      if (this.#bytes.length - this.#at > limits.nameLength) throw damaged('its pickle has an overlong line');
      throw new PickleCutShort();
    }
    const text = this.text(end);
    this.#at += 1;
    return text;
  }

  /** A line with a whole number or a truth value, as protocols 0 and 1 write them: `12`, `12L`, `01`. */
  integerLine(): number | bigint | boolean {
    const line = this.line();
    if (line === '00' || line === '01') return line === '01';
    const digits = /^(-?\d{1,600})L?$/.exec(line)?.[1];
    if (digits === undefined) throw damaged('its pickle has an integer that is none');
    return fitting(BigInt(digits));
  }

  #skip(length: number): number {
    if (length > this.#bytes.length - this.#at) throw new PickleCutShort();
    const start = this.#at;
    this.#at += length;
    return start;
  }
}

const lineFeed = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

function fitting(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
