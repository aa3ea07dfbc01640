import { limits, type ByteSource } from './checkpoint.ts';
import { damaged, tooLarge } from './refusals.ts';

/** A range of a file in pieces of at most 1 MiB. @throws LapidaryError `checkpoint-damaged` where the file ends early */
export async function* rangeOf(
  source: ByteSource,
  offset: number,
  length: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < length; at += limits.pieceBytes) {
    yield await source.read(offset + at, Math.min(limits.pieceBytes, length - at));
  }
}

/** The same bytes, cut so that no value lies in two pieces. @param width of a value, in bytes */
export async function* wholeValues(
  pieces: AsyncIterable<Uint8Array>,
  width: number,
): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const piece of pieces) {
    const joined = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const usable = joined.length - (joined.length % width);
    rest = joined.slice(usable);
    if (usable > 0) yield joined.subarray(0, usable);
  }
  if (rest.length > 0) throw damaged('the values of a tensor end within one of them');
}

/** What a tensor that has to be turned over may weigh: it is in memory as a whole while that happens. */
const gatheredBytes = 1024 ** 3;

/**
 * All pieces as one; memory is spent only as they arrive.
 * @param length that they must have together, in bytes
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-too-large`
 */
export async function gathered(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (length > gatheredBytes) {
    throw tooLarge(`one of its tensors is stored turned over and has ${length} bytes`);
  }
  const parts: Uint8Array[] = [];
  let sum = 0;
  for await (const piece of pieces) {
    sum += piece.length;
    if (sum > length) break;
    parts.push(piece.slice());
  }
  if (sum !== length) throw damaged('a tensor has not the bytes that its shape asks for');
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The pieces, once it is sure that they have this length together, in bytes. */
export async function* ofLength(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for await (const piece of pieces) {
    sum += piece.length;
    if (sum > length) break;
    yield piece;
  }
  if (sum !== length) throw damaged('a tensor has not the bytes that its shape asks for');
}

/** The values of a column-major tensor, row-major, in pieces. @param width of a value, in bytes */
export function* rowMajor(
  columnMajor: Uint8Array,
  shape: readonly number[],
  width: number,
): Generator<Uint8Array> {
  const strides: number[] = [];
  let stride = width;
  for (const side of shape) {
    strides.push(stride);
    stride *= side;
  }
  const perPiece = Math.floor(limits.pieceBytes / width);
  const count = columnMajor.length / width;
  const at = shape.map(() => 0);
  let from = 0;
  for (let start = 0; start < count; start += perPiece) {
    const piece = new Uint8Array(Math.min(perPiece, count - start) * width);
    for (let to = 0; to < piece.length; to += width) {
      for (let byte = 0; byte < width; byte++) piece[to + byte] = columnMajor[from + byte] ?? 0;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const step = strides[axis] ?? 0;
        const next = (at[axis] ?? 0) + 1;
        if (next < (shape[axis] ?? 0)) {
          at[axis] = next;
          from += step;
          break;
        }
        from -= step * (next - 1);
        at[axis] = 0;
      }
    }
    yield piece;
  }
}

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A copy with the bytes of every value in reverse. @param width 1, 2, 4 or 8; complex values swap their halves alone */
export function swapped(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const copy = Buffer.from(new Uint8Array(bytes).buffer);
  if (width === 2) copy.swap16();
  else if (width === 4) copy.swap32();
  else if (width === 8) copy.swap64();
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.length);
}

/** Little-endian values as this machine's own, in a buffer of their own. @param width of a value, in bytes */
export function nativeBuffer(bytes: Uint8Array, width: number): ArrayBuffer {
  return machineIsLittleEndian ? new Uint8Array(bytes).buffer : swapped(bytes, width).buffer;
}
