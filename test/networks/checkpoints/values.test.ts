import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CheckpointTensor, TensorType } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { digest, floats } from '../../../src-main/networks/checkpoints/values.ts';
import { toHalfBits } from '../../../src-shared/domain/half.ts';
import { refusal } from './writtenFiles.ts';

/** A tensor whose pieces are cut at every `cut` bytes, in the middle of values. */
function tensorOf(type: TensorType, shape: readonly number[], bytes: Uint8Array, cut = 3): CheckpointTensor {
  return {
    type,
    shape,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += cut) yield bytes.slice(at, at + cut);
    },
  };
}

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

describe('the values of a tensor', () => {
  it('are those of float32 and float64 files, however the pieces are cut', async () => {
    const values = Float32Array.of(1, -2.5, 1e-40, Infinity, -0, NaN);
    for (const cut of [1, 3, 4, 7, 100]) {
      expect(await floats(tensorOf('f4', [6], bytesOf(values), cut))).toEqual(values);
      expect(await floats(tensorOf('f8', [6], bytesOf(Float64Array.from(values)), cut))).toEqual(values);
    }
  });

  it('survive float16 and come back with the same bits, for every float16', async () => {
    const bits = Uint16Array.from({ length: 0x10000 }, (_, i) => i);
    const values = await floats(tensorOf('f2', [0x10000], bytesOf(bits), 1001));
    const isNumber = (pattern: number): boolean => (pattern & 0x7c00) !== 0x7c00 || (pattern & 0x3ff) === 0;
    const back = toHalfBits(values);
    expect(bits.filter(isNumber).every((pattern) => back[pattern] === pattern)).toBe(true);
    expect(
      bits.filter((pattern) => !isNumber(pattern)).every((pattern) => Number.isNaN(values[pattern])),
    ).toBe(true);
  });

  it('are the upper halves of float32 for bfloat16', async () => {
    const values = Float32Array.of(1, -3.140625, 2 ** -130, -Infinity);
    const halves = Uint16Array.from(new Uint32Array(values.buffer), (word) => word >>> 16);
    expect(await floats(tensorOf('bf16', [4], bytesOf(halves), 1))).toEqual(values);
  });

  it('are what the paper on float8 gives for its extremes', async () => {
    const e4m3 = Uint8Array.of(0x00, 0x80, 0x01, 0x07, 0x08, 0x38, 0xb8, 0x7e, 0x7f, 0xff);
    expect(await floats(tensorOf('f1e4m3', [10], e4m3))).toEqual(
      Float32Array.of(0, -0, 2 ** -9, 0.875 * 2 ** -6, 2 ** -6, 1, -1, 448, NaN, NaN),
    );
    const e5m2 = Uint8Array.of(0x00, 0x01, 0x03, 0x04, 0x3c, 0xbc, 0x7b, 0x7c, 0xfc, 0x7d);
    expect(await floats(tensorOf('f1e5m2', [10], e5m2))).toEqual(
      Float32Array.of(0, 2 ** -16, 0.75 * 2 ** -14, 2 ** -14, 1, -1, 57344, Infinity, -Infinity, NaN),
    );
  });

  it.each<[TensorType, string]>([
    ['i1', 'quantised'],
    ['u8', 'quantised'],
    ['b1', 'truth values'],
    ['c8', 'complex'],
  ])('are refused for %s', async (type, reason) => {
    await expect(floats(tensorOf(type, [1], new Uint8Array(8)))).rejects.toEqual(
      refusal('unsupported', reason),
    );
  });

  it('must fill the shape and end with a whole value', async () => {
    const tooFew = tensorOf('f4', [3], new Uint8Array(8));
    const tooMany = tensorOf('f4', [3], new Uint8Array(16));
    const broken = tensorOf('f4', [2], new Uint8Array(7));
    await expect(floats(tooFew)).rejects.toEqual(refusal('damaged', 'not as many values'));
    await expect(floats(tooMany)).rejects.toEqual(refusal('damaged', 'not as many values'));
    await expect(floats(broken)).rejects.toEqual(refusal('damaged', 'within one of them'));
    await expect(floats(tensorOf('f4', [2 ** 20, 2 ** 20], new Uint8Array(4)))).rejects.toEqual(
      refusal('too-large', 'values'),
    );
  });

  it('have the digest of their bytes', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i);
    expect(await digest(tensorOf('u1', [1000], bytes, 17))).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });
});
