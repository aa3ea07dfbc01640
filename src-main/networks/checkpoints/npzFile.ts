import {
  bytesOfType,
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointTensor,
} from './checkpoint.ts';
import { npyHeadBytes, parseNpyHeader, type NpyHeader } from './npyHeader.ts';
import { gathered, ofLength, rowMajor, swapped, wholeValues } from './pieces.ts';
import { quoted, shapeText } from './quoted.ts';
import { damaged, tooLarge } from './refusals.ts';
import { readZip, type ZipArchive, type ZipEntry } from './zip.ts';

const suffix = '.npy';

/** Whether an archive is one of NumPy arrays. */
export function zipHoldsArrays(archive: ZipArchive): boolean {
  return [...archive.entries.keys()].some((name) => name.endsWith(suffix));
}

/**
 * NumPy's .npz: a zip archive of .npy arrays, as JAX's original vision transformers are published. Names keep their
 * slashes (`Transformer/encoderblock_0/LayerNorm_0/scale`) and lose `.npy`. Column-major and big-endian arrays come out
 * as every other; two-byte values of no type that NumPy has a name for are taken for bfloat16, as JAX writes them.
 * The checkpoint owns the source; where opening fails, the caller keeps it.
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported` (objects, tables), `checkpoint-too-large`
 */
export async function openNpz(source: ByteSource): Promise<Checkpoint> {
  const { entries } = await readZip(source);
  const tensors = new Map<string, CheckpointTensor>();
  const texts: string[] = [];
  const others: string[] = [];
  let unnamed = 0;
  let totalBytes = 0;
  for (const [entryName, entry] of entries) {
    if (!entryName.endsWith(suffix)) {
      others.push(entryName);
      continue;
    }
    const name = entryName.slice(0, -suffix.length);
    const header = parseNpyHeader(await startOf(entry), name);
    if (header === 'text') {
      texts.push(name);
      continue;
    }
    if (tensors.size >= limits.tensors) throw tooLarge(`it has more than ${limits.tensors} arrays`);
    const length = lengthOf(header, name, entry);
    totalBytes += length;
    if (totalBytes > limits.totalBytes) throw tooLarge(`its arrays have ${totalBytes} bytes together`);
    if (header.isUnnamed) unnamed++;
    const { type, shape } = header;
    tensors.set(name, { type, shape, bytes: () => bytesOf(entry, header, length) });
  }
  const notes: string[] = [];
  if (unnamed > 0) {
    notes.push(`${unnamed} arrays have two-byte values of a type without a name; they are read as bfloat16.`);
  }
  if (texts.length > 0) notes.push(`Arrays of texts were left out: ${named(texts)}.`);
  if (others.length > 0) notes.push(`Files that are no arrays were left out: ${named(others)}.`);
  return {
    format: 'npz',
    tensors,
    values: new Map(),
    notes,
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

function named(names: readonly string[]): string {
  const first = names.slice(0, 3).map(quoted).join(', ');
  return names.length > 3 ? `${first} and ${names.length - 3} more` : first;
}

/** As much as a header may take, or the whole entry where that is less. */
async function startOf(entry: ZipEntry): Promise<Uint8Array> {
  const wanted = Math.min(npyHeadBytes, entry.size);
  if (entry.stored) return entry.read(0, wanted);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of entry.bytes()) {
    parts.push(piece.slice(0, wanted - length));
    length += piece.length;
    if (length >= wanted) break;
  }
  return Buffer.concat(parts);
}

function lengthOf({ type, shape, dataOffset }: NpyHeader, name: string, entry: ZipEntry): number {
  const length = shape.reduce((product, side) => product * side, bytesOfType[type]);
  if (!Number.isSafeInteger(length) || dataOffset + length !== entry.size) {
    throw damaged(
      `array ${quoted(name)} has ${entry.size - dataOffset} bytes where ${shapeText(shape)} needs ${length}`,
    );
  }
  return length;
}

async function* bytesOf(entry: ZipEntry, header: NpyHeader, length: number): AsyncGenerator<Uint8Array> {
  const { type, shape, dataOffset, isBigEndian, isColumnMajor } = header;
  const width = bytesOfType[type];
  const values = isBigEndian ? littleEndian(after(entry, dataOffset), type) : after(entry, dataOffset);
  if (isColumnMajor && shape.length > 1) yield* rowMajor(await gathered(values, length), shape, width);
  else yield* ofLength(values, length);
}

async function* after(entry: ZipEntry, offset: number): AsyncGenerator<Uint8Array> {
  let left = offset;
  for await (const piece of entry.bytes()) {
    if (piece.length > left) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

async function* littleEndian(
  pieces: AsyncIterable<Uint8Array>,
  type: CheckpointTensor['type'],
): AsyncGenerator<Uint8Array> {
  const isComplex = type === 'c8' || type === 'c16';
  const width = isComplex ? bytesOfType[type] / 2 : bytesOfType[type];
  for await (const piece of wholeValues(pieces, width)) yield swapped(piece, width);
}
