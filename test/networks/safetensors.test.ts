import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensorsHeader,
} from '../../src-main/networks/safetensors.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function fileOf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lapidary-safetensors-'));
  folders.push(folder);
  const path = join(folder, 'weights.safetensors');
  await writeFile(path, bytes);
  return path;
}

/** A file with this text as its header and this many bytes of data. */
function forged(header: string, dataBytes: number, declaredLength?: bigint): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, declaredLength ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const tensors = new Map([
  ['a.weight', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 1e-30, Number.MAX_VALUE, -0) }],
  ['scalar', { shape: [], data: Float32Array.of(0.1) }],
  ['none', { shape: [0, 4], data: new Float32Array(0) }],
]);

describe('safetensors', () => {
  it('gives back the bits it was given', () => {
    const bytes = encodeSafetensors(tensors, { format: 'lapidary' });
    const read = decodeSafetensors(bytes);
    expect(read.metadata).toEqual({ format: 'lapidary' });
    expect([...read.tensors]).toEqual([...tensors]);
  });

  it('says where each tensor lies in the file, aligned for vector loads', async () => {
    const bytes = encodeSafetensors(tensors);
    const header = await readSafetensorsHeader(await fileOf(bytes));
    const first = header.tensors.get('a.weight');
    expect(first?.length).toBe(24);
    expect((first?.offset ?? 1) % 64).toBe(0);
    expect(new DataView(bytes.buffer).getFloat32((first?.offset ?? 0) + 8, true)).toBe(3.5);
  });

  const entry = (offsets: string, shape = '[1]', dtype = 'F32') =>
    `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'too short'],
    ['a header longer than the format allows', forged('{}', 0, 1n << 40n), 'claims'],
    ['a header longer than the file', forged('{}', 0, 90n), 'does not fit'],
    ['no JSON', forged('{"a":', 0), 'not valid JSON'],
    ['a list', forged('[1]', 0), 'not a JSON object'],
    ['broken UTF-8', Uint8Array.of(...forged('{"a', 0, 5n), 0xff, 0xfe), 'not valid JSON'],
    ['another type', forged(`{"a":${entry('[0,2]', '[1]', 'BF16')}}`, 2), 'F16'],
    ['a negative size', forged(`{"a":${entry('[0,4]', '[-1]')}}`, 4), 'not described'],
    ['a fractional size', forged(`{"a":${entry('[0,4]', '[0.5,2]')}}`, 4), 'not described'],
    [
      'a size beyond counting',
      forged(`{"a":${entry('[0,4]', '[4294967296,4294967296]')}}`, 4),
      'bytes where',
    ],
    ['too many dimensions', forged(`{"a":${entry('[0,4]', '[1,1,1,1,1,1,1,1,1]')}}`, 4), 'not described'],
    ['a range that ends before it starts', forged(`{"a":${entry('[4,0]')}}`, 4), 'bytes where'],
    ['a range that is not the shape’s', forged(`{"a":${entry('[0,8]')}}`, 8), 'bytes where'],
    ['a range beyond the file', forged(`{"a":${entry('[0,4]')}}`, 3), 'cut short'],
    ['overlapping tensors', forged(`{"a":${entry('[0,4]')},"b":${entry('[0,4]')}}`, 8), 'overlap'],
    ['a hole', forged(`{"a":${entry('[0,4]')},"b":${entry('[8,12]')}}`, 12), 'hole'],
    ['bytes after the last tensor', forged(`{"a":${entry('[0,4]')}}`, 9), 'after its last'],
    ['metadata that are no texts', forged('{"__metadata__":{"a":1}}', 0), 'metadata'],
  ])('refuses %s, in memory and on disk', async (_, bytes, reason) => {
    const refusal = expect.objectContaining({
      code: 'weights-damaged',
      message: expect.stringContaining(reason) as string,
    }) as Error;
    expect(() => decodeSafetensors(bytes)).toThrow(refusal);
    await expect(readSafetensorsHeader(await fileOf(bytes))).rejects.toEqual(refusal);
  });
});
