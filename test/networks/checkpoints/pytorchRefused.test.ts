import { describe, expect, it } from 'vitest';
import { float32, refusal, text, zip } from './writtenFiles.ts';
import {
  bytesOf,
  floatsOf,
  open,
  dict,
  integer,
  list,
  none,
  pickle,
  pytorchLegacy,
  pytorchZip,
  tensor,
  tuple,
  unicode,
  type Written,
} from './writtenPickles.ts';

const six = float32(0, 1, 2, 3, 4, 5);

describe('a checkpoint that lies is refused', () => {
  it.each<[string, Written, string, string]>([
    ['a tensor past its storage', { shape: [7], strides: [1] }, 'damaged', 'beyond its storage'],
    ['an offset past its storage', { shape: [1], strides: [1], offset: 6 }, 'damaged', 'beyond its storage'],
    ['strides past its storage', { shape: [2, 2], strides: [5, 1] }, 'damaged', 'beyond its storage'],
    ['a negative offset', { shape: [1], strides: [1], offset: -1 }, 'damaged', 'at least zero'],
    ['a negative side', { shape: [-1], strides: [1] }, 'damaged', 'at least zero'],
    ['a negative stride', { shape: [2], strides: [-1], offset: 1 }, 'damaged', 'at least zero'],
    ['fewer strides than sides', { shape: [2, 3], strides: [1] }, 'damaged', 'one stride for each'],
    ['a negative storage', { shape: [0], strides: [1], length: -6 }, 'damaged', 'at least zero'],
    [
      'a storage longer than there are values',
      { shape: [6], strides: [1], length: 7 },
      'damaged',
      'cut short: 24 of 28',
    ],
    [
      'a storage that is not there',
      { shape: [6], strides: [1], key: '1' },
      'damaged',
      'values of "w" are missing',
    ],
    [
      'a storage with a path for a name',
      { shape: [6], strides: [1], key: '../data.pkl' },
      'damaged',
      'missing',
    ],
    [
      'a product of sides past 2^53',
      { shape: [2 ** 20, 2 ** 20, 2 ** 20], strides: [0, 0, 0] },
      'too-large',
      'counted',
    ],
    [
      'a product that would wrap to six',
      { shape: [2 ** 31, 2 ** 33, 6], strides: [0, 0, 1] },
      'too-large',
      'counted',
    ],
    ['a side of 2^62', { shape: [2n ** 62n], strides: [0] }, 'too-large', 'counted'],
    ['strides past 2^53', { shape: [2, 1], strides: [2n ** 60n, 1] }, 'too-large', 'counted'],
    ['a step past 2^53', { shape: [2 ** 27], strides: [2 ** 27] }, 'too-large', 'counted'],
    ['a storage of 2^60', { shape: [6], strides: [1], length: 2n ** 60n }, 'too-large', 'counted'],
    [
      'seventeen dimensions',
      { shape: Array<number>(17).fill(1), strides: Array<number>(17).fill(1) },
      'too-large',
      '17 dim',
    ],
    [
      'a value repeated a million times',
      { shape: [1000, 1000], strides: [0, 0] },
      'too-large',
      'repeats its values',
    ],
    [
      'a view past its storage',
      { shape: [1], strides: [1], view: tuple(unicode('v'), integer(4), integer(3)) },
      'damaged',
      'view reaches',
    ],
    [
      'a tensor past its view',
      { shape: [3], strides: [1], view: tuple(unicode('v'), integer(3), integer(2)) },
      'damaged',
      'beyond its storage',
    ],
  ])('with %s', async (_, written, code, reason) => {
    await expect(open(pytorchZip(dict(['w', tensor(written)]), { 0: six }))).rejects.toEqual(
      refusal(code, reason),
    );
  });

  it('with tensors that take too much together', async () => {
    const values = new Uint8Array(4 * 60_000);
    const large = tensor({ length: 60_000, shape: [1000, 60_000], strides: [0, 1] });
    const entries = Array.from({ length: 300 }, (_, i) => [`w${i}`, large] as const);
    await expect(open(pytorchZip(dict(...entries), { 0: values }))).rejects.toEqual(
      refusal('too-large', 'its tensors take'),
    );
  });

  it('with two tensors of one name', async () => {
    const written = tensor({ shape: [1], strides: [1] });
    const program = dict(['a.b', written], ['a', dict(['b', written])]);
    await expect(open(pytorchZip(program, { 0: six }))).rejects.toEqual(
      refusal('damaged', 'two of its tensors'),
    );
  });

  it('with values that do not match their checksum', async () => {
    const bytes = pytorchZip(dict(['w', tensor({ shape: [6], strides: [1] })]), { 0: six });
    const at = Buffer.from(bytes).indexOf(six);
    bytes[at] = 1;
    await using checkpoint = await open(bytes);
    await expect(floatsOf(checkpoint.tensors.get('w'))).rejects.toEqual(refusal('damaged', 'checksum'));
  });

  const sound = dict(['w', tensor({ shape: [6], strides: [1] })]);
  it.each<[string, Uint8Array, string, string]>([
    [
      'big-endian values',
      pytorchZip(sound, { 0: six }, { byteorder: text('big') }),
      'unsupported',
      '"big"-endian',
    ],
    [
      'a byte order of a megabyte',
      pytorchZip(sound, { 0: six }, { byteorder: new Uint8Array(1e6) }),
      'too-large',
      'byteorder',
    ],
    ['a newer version', pytorchZip(sound, { 0: six }, { version: text('11') }), 'unsupported', 'version 11'],
    [
      'a version that is none',
      pytorchZip(sound, { 0: six }, { version: text('1e3') }),
      'damaged',
      'version is "1e3"',
    ],
    [
      'two pickles',
      zip([
        ['a/data.pkl', pickle(none)],
        ['b/data.pkl', pickle(none)],
      ]),
      'unsupported',
      'several checkpoints',
    ],
    ['no pickle', zip([['a/weights', six]]), 'unsupported', 'without a PyTorch pickle'],
    [
      'a magic number of its own',
      pytorchLegacy(sound, [], { magic: integer(2n ** 62n) }),
      'unsupported',
      'torch.save did not write',
    ],
    [
      'a pickle of something else',
      pickle(dict(['w', list(...Array<Uint8Array>(99).fill(integer(1)))])),
      'unsupported',
      'torch.save did not write',
    ],
    ['another old version', pytorchLegacy(sound, [], { version: 1002 }), 'unsupported', 'another version'],
    [
      'big-endian old values',
      pytorchLegacy(sound, [], { isLittleEndian: false }),
      'unsupported',
      'big-endian',
    ],
    [
      'another count in front of the values',
      pytorchLegacy(sound, [{ key: '0', count: 5n, values: six }]),
      'damaged',
      '5 values where its pickle says 6',
    ],
    [
      'a negative count',
      pytorchLegacy(sound, [{ key: '0', count: -1n, values: six }]),
      'damaged',
      '-1 values',
    ],
    [
      'a storage that nothing describes',
      pytorchLegacy(sound, [{ key: '9', count: 6n, values: six }]),
      'unsupported',
      'storage "9"',
    ],
    ['no storages', pytorchLegacy(sound, []), 'damaged', 'values of "w" are missing'],
    [
      'a storage twice',
      pytorchLegacy(sound, [
        { key: '0', count: 6n, values: six },
        { key: '0', count: 6n, values: six },
      ]),
      'damaged',
      'twice',
    ],
    [
      'a storage of two types',
      pytorchLegacy(
        dict(
          ['a', tensor({ shape: [1], strides: [1] })],
          ['b', tensor({ storage: 'IntStorage', shape: [1], strides: [1] })],
        ),
        [],
      ),
      'damaged',
      'in two ways',
    ],
  ])('with %s', async (_, bytes, code, reason) => {
    await expect(open(bytes)).rejects.toEqual(refusal(code, reason));
  });

  it('wherever it is cut short', async () => {
    const files = [
      pytorchZip(sound, { 0: six }),
      pytorchLegacy(sound, [{ key: '0', count: 6n, values: six }]),
    ];
    for (const file of files) {
      await using whole = await open(file);
      expect(whole.tensors.size).toBe(1);
      for (let length = 0; length < file.length; length++) {
        await expect(open(file.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
          code: expect.stringMatching(/^checkpoint-(damaged|unsupported)$/) as string,
        });
      }
    }
  });

  it('with an old pickle larger than what is read at first, it is read on', async () => {
    const program = dict(
      ['long', list(...Array.from({ length: 40_000 }, () => unicode('0123456789')))],
      ['w', tensor({ shape: [6], strides: [1] })],
    );
    await using checkpoint = await open(pytorchLegacy(program, [{ key: '0', count: 6n, values: six }]));
    expect(await floatsOf(checkpoint.tensors.get('w'))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('a changed byte of it is refused or read, and nothing else', async () => {
    const values = { key: '0', count: 6n, values: six };
    for (const file of [pytorchZip(sound, { 0: six }), pytorchLegacy(sound, [values])]) {
      for (let at = 0; at < file.length; at++) {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const outcome = await open(changed)
          .then(async (checkpoint) => {
            for (const found of checkpoint.tensors.values()) await bytesOf(found);
            return 'read';
          })
          .catch((error: unknown) => (error as { code?: string }).code);
        expect(outcome, `byte ${at}`).toMatch(/^(read|checkpoint-(damaged|unsupported|too-large))$/);
      }
    }
  });
});
