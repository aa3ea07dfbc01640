/** The part of the Protocol Buffers wire format that ONNX models need: varints, 32-bit floats, nested messages. */

const utf8 = new TextEncoder();

/** A message under construction. Large byte fields are kept by reference until toBytes, so they are copied once. */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #append(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  #tag(field: number, wireType: 0 | 2 | 5): this {
    return this.#append(varint(BigInt((field << 3) | wireType)));
  }

  /** int32, int64, enum or bool. */
  integer(field: number, value: number | bigint): this {
    return this.#tag(field, 0).#append(varint(BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#tag(field, 5).#append(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#tag(field, 2)
      .#append(varint(BigInt(value.length)))
      .#append(value);
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  /** A repeated int64 field in its packed form. */
  integers(field: number, values: readonly number[]): this {
    const packed = values.map((value) => varint(BigInt(value)));
    const inner = new Message();
    for (const part of packed) inner.#append(part);
    return this.message(field, inner);
  }

  message(field: number, value: Message): this {
    this.#tag(field, 2).#append(varint(BigInt(value.#length)));
    for (const part of value.#parts) this.#append(part);
    return this;
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return bytes;
  }
}

/** Negative numbers take ten bytes, as two's complement. */
function varint(value: bigint): Uint8Array {
  let rest = BigInt.asUintN(64, value);
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
