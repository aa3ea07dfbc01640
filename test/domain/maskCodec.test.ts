import { describe, expect, it } from 'vitest';
import {
  decodeLabelMap,
  encodeLabelMap,
  readLabelRuns,
  runsOf,
  type LabelMap,
} from '../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

/** Stretches of a few values, as masks are, over the ends of rows too. */
function randomMap(seed: number, width: number, height: number): LabelMap {
  const random = createRandom(seed);
  const labels = new Uint8Array(width * height);
  for (let start = 0; start < labels.length;) {
    const end = start + 1 + random.below(3 * width);
    labels.fill(random.below(4) * 85, start, end);
    start = end;
  }
  return { width, height, labels };
}

/** A label map written out by hand: the size, then pairs of value and length. */
function bytesOf(width: number, height: number, ...runs: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(12 + runs.length);
  bytes.set(new TextEncoder().encode('LRL1'));
  const header = new DataView(bytes.buffer);
  header.setUint32(4, width, true);
  header.setUint32(8, height, true);
  bytes.set(runs, 12);
  return bytes;
}

describe('label maps', () => {
  it.each([
    [1, 1],
    [7, 5],
    [400, 300],
  ])('of %i×%i come back as they were', (width, height) => {
    for (let seed = 0; seed < 5; seed++) {
      const map = randomMap(seed, width, height);
      expect(decodeLabelMap(encodeLabelMap(map))).toEqual(map);
    }
  });

  it('are the same runs whether read from bytes or from pixels', () => {
    for (let seed = 0; seed < 5; seed++) {
      const map = randomMap(seed, 60, 40);
      expect(readLabelRuns(encodeLabelMap(map))).toEqual(runsOf(map));
    }
  });

  it('may say a run in two', () => {
    const { values, ends } = readLabelRuns(bytesOf(3, 2, 0, 2, 0, 1, 9, 3));
    expect([[...values], [...ends]]).toEqual([
      [0, 0, 9],
      [2, 3, 6],
    ]);
    expect([...decodeLabelMap(bytesOf(3, 2, 0, 2, 0, 1, 9, 3)).labels]).toEqual([0, 0, 0, 9, 9, 9]);
  });

  it.each([
    ['another kind of file', new TextEncoder().encode('PNG and so on')],
    ['no header', bytesOf(3, 2).subarray(0, 11)],
    ['no size', bytesOf(0, 2)],
    ['a side beyond the limit', bytesOf(16_385, 1, 0, 1)],
    ['an area beyond the limit', bytesOf(16_384, 16_384, 0, 1)],
    ['too few pixels', bytesOf(3, 2, 0, 5)],
    ['too many pixels', bytesOf(3, 2, 0, 7)],
    ['an empty run', bytesOf(3, 2, 0, 0, 1, 6)],
    ['a value without a length', bytesOf(3, 2, 0, 6, 1)],
    ['a length that does not end', bytesOf(3, 2, 0, 0x86)],
    ['a length beyond 32 bits', bytesOf(3, 2, 0, 0x86, 0x80, 0x80, 0x80, 0x80, 0x80, 0)],
  ])('are refused in words: %s', (_what, bytes) => {
    const refusal = expect.objectContaining({ code: 'mask-damaged' }) as Error;
    expect(() => readLabelRuns(bytes)).toThrow(refusal);
    expect(() => decodeLabelMap(bytes)).toThrow(refusal);
  });
});
