import { limits } from './checkpoint.ts';
import { unsupported } from './refusals.ts';

/** The bytes of a storage, wherever they lie. */
export interface StorageBytes {
  /** In bytes. */
  readonly size: number;
  /** Left out where they are compressed and can only be read from the start. */
  read?(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** From the first to the last, in pieces of at most 1 MiB. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** How a tensor's values lie in its storage. */
export interface Layout {
  readonly bytesPerValue: number;
  /** Of the first value, in values. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** In values, at least zero. */
  readonly strides: readonly number[];
}

/** Values that are put in order in memory: the part of the storage that they lie in, in bytes. */
const mostInMemory = 256 * 1024 ** 2;
/** Where they take more, runs of at least this many bytes are read one by one. */
const shortestRun = 512;

interface Side {
  readonly size: number;
  readonly stride: number;
}

/**
 * The values of a tensor in row-major order, in pieces of at most 1 MiB. Values in order are passed on as they are read;
 * others are put in order in memory, or read run by run where that takes too much of it.
 * @param name of the tensor, as messages call it
 * @throws LapidaryError `checkpoint-unsupported` for values scattered over more than that
 */
export async function* contiguousBytes(
  storage: StorageBytes,
  layout: Layout,
  name: string,
): AsyncGenerator<Uint8Array> {
  const { bytesPerValue } = layout;
  if (layout.shape.includes(0)) return;
  const sides = mergedSides(layout);
  const first = layout.offset * bytesPerValue;
  const span = spanOf(sides) * bytesPerValue;
  const inner = sides.at(-1) ?? { size: 1, stride: 1 };
  if (sides.length <= 1 && inner.stride === 1) {
    yield* range(storage, first, span);
  } else if (span <= mostInMemory) {
    yield* gathered(await collected(storage, first, span), sides, bytesPerValue);
  } else if (storage.read !== undefined && inner.stride === 1 && inner.size * bytesPerValue >= shortestRun) {
    for (const start of positions(sides.slice(0, -1))) {
      yield* range(storage, first + start * bytesPerValue, inner.size * bytesPerValue);
    }
  } else {
    throw unsupported(
      `the values of ${name} are scattered over ${span} bytes`,
      'Save the weights with every tensor made contiguous: tensor.contiguous() in PyTorch.',
    );
  }
}

/** What reading a tensor costs at most, in bytes of its storage. */
export function bytesToRead(storage: StorageBytes, layout: Layout): number {
  if (layout.shape.includes(0)) return 0;
  const span = spanOf(mergedSides(layout)) * layout.bytesPerValue;
  return storage.read === undefined ? layout.offset * layout.bytesPerValue + span : span;
}

/** The same values with as few dimensions as possible: those of one value gone, neighbours in order joined. */
function mergedSides({ shape, strides }: Layout): readonly Side[] {
  const sides: Side[] = [];
  shape.forEach((size, i) => {
    const stride = strides[i] ?? 0;
    const outer = sides.at(-1);
    if (size === 1) return;
    if (outer !== undefined && outer.stride === size * stride) {
      sides[sides.length - 1] = { size: outer.size * size, stride };
    } else {
      sides.push({ size, stride });
    }
  });
  return sides;
}

/** From the first value to the last, in values. */
function spanOf(sides: readonly Side[]): number {
  return sides.reduce((sum, { size, stride }) => sum + (size - 1) * stride, 1);
}

/** Where the runs of a tensor start, in row-major order, in values from the first. */
function* positions(sides: readonly Side[]): Generator<number> {
  const index = sides.map(() => 0);
  let position = 0;
  for (;;) {
    yield position;
    let at = sides.length - 1;
    for (; at >= 0; at--) {
      const { size, stride } = sides[at] ?? { size: 1, stride: 0 };
      const next = (index[at] ?? 0) + 1;
      position += stride;
      index[at] = next;
      if (next < size) break;
      position -= size * stride;
      index[at] = 0;
    }
    if (at < 0) return;
  }
}

/** The whole storage goes through `bytes`, which checks it against its checksum where there is one. */
async function* range(storage: StorageBytes, offset: number, length: number): AsyncGenerator<Uint8Array> {
  if (storage.read !== undefined && length < storage.size) {
    for (let at = 0; at < length; at += limits.pieceBytes) {
      yield await storage.read(offset + at, Math.min(limits.pieceBytes, length - at));
    }
    return;
  }
  let at = 0;
  for await (const piece of storage.bytes()) {
    const part = piece.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at));
    at += piece.length;
    if (part.length > 0) yield part;
    // Going on to the end of what is wanted whole lets the checksum be compared.
    if (at >= offset + length && length < storage.size) return;
  }
}

async function collected(
  storage: StorageBytes,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(length);
  let at = 0;
  for await (const piece of range(storage, offset, length)) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function* gathered(
  values: Uint8Array<ArrayBuffer>,
  sides: readonly Side[],
  bytesPerValue: number,
): Generator<Uint8Array> {
  const inner = sides.at(-1) ?? { size: 1, stride: 1 };
  const piece = new Uint8Array(limits.pieceBytes);
  // Four bytes at a time where values have as many: several times faster than one by one.
  const Words = bytesPerValue % 4 === 0 ? Uint32Array : bytesPerValue % 2 === 0 ? Uint16Array : Uint8Array;
  const wordsPerValue = bytesPerValue / Words.BYTES_PER_ELEMENT;
  const from = new Words(values.buffer);
  const to = new Words(piece.buffer);
  let filled = 0;
  for (const start of positions(sides.slice(0, -1))) {
    for (let i = 0; i < inner.size; i++) {
      if (filled === to.length) {
        yield piece;
        filled = 0;
      }
      const value = (start + i * inner.stride) * wordsPerValue;
      for (let word = 0; word < wordsPerValue; word++) to[filled + word] = from[value + word] ?? 0;
      filled += wordsPerValue;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled * Words.BYTES_PER_ELEMENT);
}
