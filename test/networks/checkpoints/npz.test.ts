import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import type { Checkpoint } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openNpz } from '../../../src-main/networks/checkpoints/npzFile.ts';
import { digest, floats } from '../../../src-main/networks/checkpoints/values.ts';
import { float32, joined, npy, npyOf, refusal, text, zip } from './writtenFiles.ts';

const open = (bytes: Uint8Array): Promise<Checkpoint> => openNpz(bytesInMemory('weights.npz', bytes));
const openArray = (array: Uint8Array): Promise<Checkpoint> => open(zip([['a.npy', array]]));

async function valuesOf(checkpoint: Checkpoint, name: string): Promise<number[]> {
  const tensor = checkpoint.tensors.get(name);
  if (tensor === undefined) throw new Error(`no array ${name}`);
  return [...(await floats(tensor))];
}

async function streamed(checkpoint: Checkpoint): Promise<void> {
  for (const tensor of checkpoint.tensors.values()) await digest(tensor);
}

describe('a .npz file', () => {
  it.each([false, true])('keeps the names and values of its arrays (deflated: %s)', async (deflated) => {
    const kernel = 'Transformer/encoderblock_0/MlpBlock_3/Dense_0/kernel';
    const entries = [
      [`${kernel}.npy`, npyOf('<f4', [2, 3], float32(1, 2, 3, 4, 5, 6))],
      ['cls.npy', npy("{'descr':'<f2','fortran_order':False,'shape':(1,)}", Uint8Array.of(0x00, 0xc0), 2)],
      ['scalar.npy', npy('{"shape": (), "fortran_order": False, "descr": "<f4"}', float32(7), 3)],
      ['readme.txt', text('hello')],
      ['labels.npy', npyOf('<U1', [1], new Uint8Array(4))],
    ] as const;
    await using checkpoint = await open(zip(entries, { deflated }));
    expect(checkpoint.format).toBe('npz');
    expect([...checkpoint.tensors].map(([name, { type, shape }]) => [name, type, shape])).toEqual([
      [kernel, 'f4', [2, 3]],
      ['cls', 'f2', [1]],
      ['scalar', 'f4', []],
    ]);
    expect(await valuesOf(checkpoint, kernel)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await valuesOf(checkpoint, 'cls')).toEqual([-2]);
    expect(await valuesOf(checkpoint, 'scalar')).toEqual([7]);
    expect(checkpoint.notes.join(' ')).toMatch(/texts were left out: "labels".*no arrays.*"readme.txt"/);
  });

  it('turns column-major arrays over', async () => {
    // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4)).tobytes('A')
    const stored = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
    await using checkpoint = await openArray(npyOf('<f4', [2, 3, 4], float32(...stored), true));
    expect(await valuesOf(checkpoint, 'a')).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  it('turns column-major arrays over that are longer than a piece', async () => {
    const [rows, columns] = [700, 1100];
    const stored = new Float32Array(rows * columns);
    for (let i = 0; i < stored.length; i++) stored[i] = (i % rows) * columns + Math.floor(i / rows);
    const array = npyOf('<f4', [rows, columns], new Uint8Array(stored.buffer), true);
    await using checkpoint = await open(zip([['a.npy', array]], { deflated: true }));
    expect((await valuesOf(checkpoint, 'a')).every((value, i) => value === i)).toBe(true);
  });

  it('reads big-endian numbers, and two bytes without a type as bfloat16', async () => {
    await using big = await openArray(npyOf('>f4', [2], joined([0x3f, 0x80, 0, 0], [0xc0, 0, 0, 0])));
    expect(await valuesOf(big, 'a')).toEqual([1, -2]);
    await using brain = await openArray(npyOf('|V2', [2], Uint8Array.of(0x80, 0x3f, 0x00, 0xc0)));
    expect(await valuesOf(brain, 'a')).toEqual([1, -2]);
    expect(brain.notes.join()).toContain('bfloat16');
  });

  const data = float32(1);
  const described = (dictionary: string): Uint8Array => npy(dictionary, data);

  it.each<[string, Uint8Array, string, string]>([
    ['an array of objects', npyOf('|O', [1], data), 'unsupported', 'pickled objects are not read'],
    [
      'a table',
      described("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}"),
      'unsupported',
      'records',
    ],
    ['dates', npyOf('<M8', [1], new Uint8Array(8)), 'unsupported', '<M8'],
    ['raw bytes of another width', npyOf('|V4', [1], data), 'unsupported', '|V4'],
    ['a type of no form', npyOf('float32', [1], data), 'damaged', 'float32'],
    ['an expression', described("{'descr': __import__('os').system('x')}"), 'damaged', 'plain description'],
    [
      'an expression as a size',
      described("{'descr': '<f4', 'fortran_order': False, 'shape': (2-1,)}"),
      'damaged',
      'plain',
    ],
    ['a negative size', npyOf('<f4', [-1], data), 'damaged', 'plain description'],
    [
      'a number as its shape',
      described("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}"),
      'damaged',
      'plain',
    ],
    ['a missing key', described("{'descr': '<f4', 'fortran_order': False}"), 'damaged', 'plain description'],
    [
      'a repeated key',
      described("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}"),
      'damaged',
      'plain',
    ],
    [
      'more after its dictionary',
      described("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1"),
      'damaged',
      'plain',
    ],
    ['values that do not fill its shape', npyOf('<f4', [2], data), 'damaged', 'needs 8'],
    ['values beyond its shape', npyOf('<f4', [], float32(1, 2)), 'damaged', 'needs 4'],
    ['a shape beyond counting', npyOf('<f4', [2 ** 40, 2 ** 40], data), 'damaged', 'needs'],
    ['17 dimensions', npyOf('<f4', Array(17).fill(1) as number[], data), 'damaged', 'dimensions'],
    ['another version', npy("{'descr': '<f4'}", data, 4), 'damaged', 'version 4.0'],
    ['no magic', joined([0], npyOf('<f4', [1], data)), 'damaged', 'does not start'],
    [
      'a header of 100 MB',
      joined([0x93], text('NUMPY'), [2, 0, 0x00, 0xe1, 0xf5, 0x05]),
      'too-large',
      '100000000',
    ],
    [
      'a header beyond its file',
      joined([0x93], text('NUMPY'), [1, 0, 0x80, 0x10]),
      'damaged',
      'does not fit',
    ],
  ])('is refused for %s', async (_, array, code, reason) => {
    for (const deflated of [false, true]) {
      await expect(open(zip([['a.npy', array]], { deflated }))).rejects.toEqual(refusal(code, reason));
    }
  });

  it('is refused for an array that unfolds to more than its archive states', async () => {
    const array = npyOf('<f4', [100], new Uint8Array(400));
    const bomb = npyOf('<f4', [100], new Uint8Array(400_000));
    const lying = zip([['a.npy', bomb]], { deflated: true, size: array.length });
    const outcome = open(lying).then(streamed);
    await expect(outcome).rejects.toEqual(refusal('damaged', 'longer than its archive states'));
  });

  it('is refused for an array that claims more than its bytes can unfold to', async () => {
    const claimed = npyOf('<f4', [2 ** 28], new Uint8Array(0));
    const bomb = zip([['a.npy', claimed]], { deflated: true, size: claimed.length + 2 ** 30 });
    await expect(open(bomb).then(streamed)).rejects.toEqual(
      expect.objectContaining({ code: expect.stringMatching(/^checkpoint-(too-large|damaged)$/) as string }),
    );
  });

  it('is refused wherever it is cut', async () => {
    const whole = zip([['a.npy', npyOf('<f4', [2], float32(1, 2))]], { deflated: true });
    for (let length = 0; length < whole.length; length++) {
      await expect(open(whole.subarray(0, length)).then(streamed)).rejects.toEqual(refusal('', ''));
    }
  });
});
