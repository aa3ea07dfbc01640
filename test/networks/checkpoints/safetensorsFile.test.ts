import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { bytesOfType, type Checkpoint } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openSafetensors } from '../../../src-main/networks/checkpoints/safetensorsFile.ts';
import { floats } from '../../../src-main/networks/checkpoints/values.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { collected, float32, joined, refusal, safetensors } from './writtenFiles.ts';

const open = (bytes: Uint8Array): Promise<Checkpoint> =>
  openSafetensors(bytesInMemory('weights.safetensors', bytes));

const entry = (dtype: string, shape: unknown, ...data_offsets: number[]): Record<string, unknown> => ({
  dtype,
  shape,
  data_offsets,
});

describe('a safetensors file', () => {
  it('gives the tensors that were written, in their order, and its metadata', async () => {
    const data = Float32Array.of(1, -2, 3.5, 1e-30, Number.MAX_VALUE, -0);
    // As text: an object of the language would change the order, and lose one name.
    const header = `{"2.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[4,28]},
      "1":{"shape":[],"dtype":"F32","data_offsets":[0,4]},
      "__metadata__":{"format":"pt"},
      "__proto__":{"dtype":"F32","shape":[0,4],"data_offsets":[28,28]}}`;
    const bytes = safetensors(header, joined(float32(0.1), new Uint8Array(data.buffer)));
    await using checkpoint = await open(bytes);
    expect(checkpoint.format).toBe('safetensors');
    expect([...checkpoint.values]).toEqual([['format', 'pt']]);
    expect(checkpoint.notes).toEqual([]);
    expect([...checkpoint.tensors].map(([name, { type, shape }]) => [name, type, shape])).toEqual([
      ['2.weight', 'f4', [2, 3]],
      ['1', 'f4', []],
      ['__proto__', 'f4', [0, 4]],
    ]);
    const weight = checkpoint.tensors.get('2.weight');
    expect(weight && (await floats(weight))).toEqual(data);
  });

  it('may have any type of the format, at any offset', async () => {
    const types = 'U8 F64 F32 F16 BF16 F8_E4M3 F8_E5M2 I64 I32 I16 I8 U64 U32 U16 BOOL C64'.split(' ');
    const ours = 'u1 f8 f4 f2 bf16 f1e4m3 f1e5m2 i8 i4 i2 i1 u8 u4 u2 b1 c8'.split(' ');
    const header: Record<string, unknown> = {};
    let at = 0;
    types.forEach((dtype, i) => {
      const width = bytesOfType[ours[i] as keyof typeof bytesOfType];
      header[dtype] = entry(dtype, [3], at, at + 3 * width);
      at += 3 * width;
    });
    const data = Uint8Array.from({ length: at }, (_, i) => i);
    await using checkpoint = await open(safetensors(header, data));
    expect([...checkpoint.tensors.values()].map(({ type }) => type)).toEqual(ours);
    const parts = await Promise.all(
      [...checkpoint.tensors.values()].map((tensor) => collected(tensor.bytes())),
    );
    expect(joined(...parts)).toEqual(data);
  });

  it('is read in pieces of at most 1 MiB', async () => {
    const length = 5 * 1024 * 512 + 12;
    await using checkpoint = await open(
      safetensors({ a: entry('F32', [length / 4], 0, length) }, new Uint8Array(length).fill(7)),
    );
    const sizes: number[] = [];
    for await (const piece of checkpoint.tensors.get('a')?.bytes() ?? []) sizes.push(piece.length);
    expect(sizes).toEqual([1024 * 1024, 1024 * 1024, 512 * 1024 + 12]);
  });

  const one = entry('F32', [1], 0, 4);
  const data = float32(1);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  it.each<[string, Uint8Array, string, string]>([
    ['a header longer than the file', safetensors({}, data, 400n), 'damaged', 'does not fit'],
    ['a header shorter than its JSON', safetensors({ a: one }, data, 20n), 'damaged', 'not valid JSON'],
    ['a header of 2^63 bytes', safetensors({ a: one }, data, 1n << 63n), 'damaged', 'claims'],
    ['overlapping tensors', safetensors({ a: one, b: one }, float32(1, 2)), 'damaged', 'overlap'],
    ['a hole', safetensors({ a: one, b: entry('F32', [1], 8, 12) }, float32(1, 2, 3)), 'damaged', 'hole'],
    ['bytes after the last tensor', safetensors({ a: one }, float32(1, 2)), 'damaged', 'after its last'],
    ['a range beyond the file', safetensors({ a: one }, new Uint8Array(3)), 'damaged', 'cut short'],
    [
      'a range that is not the shape’s',
      safetensors({ a: entry('F16', [1], 0, 4) }, data),
      'damaged',
      'needs 2',
    ],
    [
      'a shape whose product is beyond counting',
      safetensors({ a: entry('F32', [2 ** 40, 2 ** 40], 0, 4) }, data),
      'damaged',
      'needs',
    ],
    [
      'a shape whose product wraps to the right length',
      safetensors({ a: entry('F32', [2 ** 32, 2 ** 32, 0.5], 0, 4) }, data),
      'damaged',
      'not described',
    ],
    ['a negative size', safetensors({ a: entry('F32', [-1], 0, 4) }, data), 'damaged', 'not described'],
    [
      '17 dimensions',
      safetensors({ a: entry('F32', Array(17).fill(1), 0, 4) }, data),
      'damaged',
      'not described',
    ],
    [
      'a shape that is an object',
      safetensors({ a: entry('F32', {}, 0, 4) }, data),
      'damaged',
      'not described',
    ],
    [
      'a tensor described beyond the format',
      safetensors({ a: { ...one, b: 1 } }, data),
      'damaged',
      'not described',
    ],
    [
      'a tensor that is named twice',
      safetensors(`{"a":${JSON.stringify(one)},"a":${JSON.stringify(one)}}`, data),
      'damaged',
      'twice',
    ],
    [
      'a member that is named twice, once in escapes',
      safetensors('{"a":{"dtype":"F32","\\u0064type":"F16","shape":[1],"data_offsets":[0,4]}}', data),
      'damaged',
      'twice',
    ],
    ['a deep header', safetensors(`{"a":${deep}}`, data), 'damaged', 'nested too deeply'],
    ['a list', safetensors('[1]', data), 'damaged', 'not a JSON object'],
    ['text after the header’s object', safetensors('{} {}', data), 'damaged', 'not valid JSON'],
    ['a packed type', safetensors({ a: entry('F4', [2], 0, 1) }, new Uint8Array(1)), 'unsupported', 'F4'],
    ['an unknown type', safetensors({ a: entry('F33', [1], 0, 4) }, data), 'damaged', 'F33'],
    [
      'the name of a property as its type',
      safetensors({ a: entry('toString', [1], 0, 4) }, data),
      'damaged',
      'toString',
    ],
    ['a long name', safetensors({ ['n'.repeat(1001)]: one }, data), 'damaged', 'too long'],
    [
      'metadata that are no texts',
      safetensors({ __metadata__: { a: 1 } }, new Uint8Array(0)),
      'damaged',
      'metadata',
    ],
  ])('is refused for %s', async (_, bytes, code, reason) => {
    await expect(open(bytes)).rejects.toEqual(refusal(code, reason));
  });

  it('is refused for more tensors than any network has, before they are all taken in', async () => {
    const many = Array.from(
      { length: 20_001 },
      (_, i) => `"${i}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`,
    );
    await expect(open(safetensors(`{${many.join(',')}}`, new Uint8Array(0)))).rejects.toEqual(
      refusal('damaged', 'more than 20000 tensors'),
    );
    const values = `{"a":[${'0,'.repeat(3_000_000)}0]}`;
    await expect(open(safetensors(values, new Uint8Array(0)))).rejects.toEqual(
      refusal('damaged', 'too many values'),
    );
  });

  it('quotes little of what it refuses, and nothing that does not print', async () => {
    const name = `\u001b[2J${'x'.repeat(500)}`;
    const failure = await open(safetensors({ [name]: entry('F33', [1], 0, 4) }, data)).catch(
      (error: unknown) => error,
    );
    const message = failure instanceof LapidaryError ? failure.message : '';
    expect(message).toContain('xxx…');
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(250);
  });

  it('is refused wherever it is cut', async () => {
    const whole = safetensors({ __metadata__: { a: 'b' }, a: one }, data);
    for (let length = 0; length < whole.length; length++) {
      const failure = await open(whole.subarray(0, length)).catch((error: unknown) => error);
      expect(failure).toEqual(refusal('damaged', ''));
    }
  });
});
