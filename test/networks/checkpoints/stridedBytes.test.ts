import { describe, expect, it } from 'vitest';
import {
  bytesToRead,
  contiguousBytes,
  type Layout,
  type StorageBytes,
} from '../../../src-main/networks/checkpoints/stridedBytes.ts';
import { refusal } from './writtenFiles.ts';

const size = 400 * 1024 ** 2;

/** A storage of 400 MiB that nobody has: each byte is its own place, modulo 251. Counts what is read. */
function imagined(): StorageBytes & { readonly lengths: number[] } {
  const lengths: number[] = [];
  return {
    size,
    lengths,
    async read(offset, length) {
      lengths.push(length);
      return Uint8Array.from({ length }, (_, i) => (offset + i) % 251);
    },
    async *bytes() {
      yield* [] as Uint8Array[];
    },
  };
}

async function readAll(storage: StorageBytes, layout: Layout): Promise<number[]> {
  const values: number[] = [];
  for await (const piece of contiguousBytes(storage, layout, '"w"'))
    for (const byte of piece) values.push(byte);
  return values;
}

describe('values scattered over more than is held in memory', () => {
  const rows: Layout = { bytesPerValue: 1, offset: 5, shape: [3, 600], strides: [150 * 1024 ** 2, 1] };

  it('are read run by run', async () => {
    const storage = imagined();
    const values = await readAll(storage, rows);
    expect(values).toEqual(
      [0, 1, 2].flatMap((row) =>
        Array.from({ length: 600 }, (_, i) => (5 + row * 150 * 1024 ** 2 + i) % 251),
      ),
    );
    expect(storage.lengths).toEqual([600, 600, 600]);
  });

  /** The same, to be read from the start alone. */
  const compressed: StorageBytes = { size, bytes: () => imagined().bytes() };

  it.each<[string, Layout, StorageBytes]>([
    ['their runs are short', { ...rows, shape: [3, 100] }, imagined()],
    ['they are turned over', { ...rows, shape: [600, 3], strides: [1, 150 * 1024 ** 2] }, imagined()],
    ['they are compressed', rows, compressed],
  ])('are refused where %s', async (_, layout, storage) => {
    await expect(readAll(storage, layout)).rejects.toEqual(refusal('unsupported', '"w" are scattered'));
  });

  it('count as what lies between them, and from the start on where they are compressed', () => {
    const span = 300 * 1024 ** 2 + 600;
    expect(bytesToRead(imagined(), rows)).toBe(span);
    expect(bytesToRead(compressed, rows)).toBe(span + 5);
    expect(bytesToRead(imagined(), { ...rows, shape: [0, 600] })).toBe(0);
  });
});
