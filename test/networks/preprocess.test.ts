import { describe, expect, it } from 'vitest';
import {
  areaCoverage,
  cellCoverage,
  foregroundOf,
  normaliseImage,
  toPatches,
} from '../../src-main/networks/preprocess.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const identity = (segment: number) => segment;

/** Coverage by brute force: both grids laid on their common refinement of (width·size) × (height·size) points. */
function refined(labels: Uint8Array, width: number, height: number, classes: number, size: number): number[] {
  const out = new Array<number>(classes * size * size).fill(0);
  for (let y = 0; y < height * size; y++) {
    for (let x = 0; x < width * size; x++) {
      const label = labels[Math.floor(y / size) * width + Math.floor(x / size)] ?? 0;
      const at = label * size * size + Math.floor(y / height) * size + Math.floor(x / width);
      out[at] = (out[at] ?? 0) + 1 / (width * height);
    }
  }
  return out;
}

describe('area coverage', () => {
  it.each([
    [17, 9, 5],
    [5, 5, 5],
    [3, 4, 7],
    [16, 8, 4],
  ])('equals the share of area, %i×%i onto %i', (width, height, size) => {
    const random = createRandom(width * height);
    const labels = Uint8Array.from({ length: width * height }, () => random.below(3));
    const coverage = areaCoverage({ width, height, labels }, identity, 3, size);
    const expected = refined(labels, width, height, 3, size);
    coverage.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6));
  });

  it('maps segments to classes and takes unknown ones as background', () => {
    const map = { width: 2, height: 2, labels: Uint8Array.of(0, 7, 9, 200) };
    const classOf = (segment: number) => (segment === 7 ? 1 : segment === 9 ? 5 : -1);
    expect([...areaCoverage(map, classOf, 2, 2)]).toEqual([1, 0, 1, 1, 0, 1, 0, 0]);
  });

  it('is one everywhere for a whole-frame mask', () => {
    const map = { width: 30, height: 19, labels: new Uint8Array(30 * 19).fill(1) };
    const coverage = areaCoverage(map, identity, 2, 8);
    for (const share of foregroundOf(coverage, 64)) expect(share).toBeCloseTo(1, 6);
  });
});

describe('patches', () => {
  it('keep a cell’s values together by channel, row, column', () => {
    const planes = Float32Array.from({ length: 2 * 4 * 4 }, (_, i) => i);
    const patches = toPatches(planes, 2, 4, 2);
    expect([...patches.subarray(0, 8)]).toEqual([0, 1, 4, 5, 16, 17, 20, 21]);
    expect([...patches.subarray(8, 16)]).toEqual([2, 3, 6, 7, 18, 19, 22, 23]);
  });

  it('average coverage over each cell', () => {
    const map = {
      width: 4,
      height: 4,
      labels: Uint8Array.of(1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2),
    };
    const cells = cellCoverage(areaCoverage(map, identity, 3, 4), 3, 4, 2);
    expect([...cells]).toEqual([0.25, 1, 1, 0, 0.75, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('refuse a side that is no multiple of the patch', () => {
    expect(() => toPatches(new Float32Array(25), 1, 5, 2)).toThrow(RangeError);
  });
});

describe('normalisation', () => {
  it('takes bytes to planes of standard scores', () => {
    const rgb = Uint8Array.of(255, 0, 51, 0, 255, 51, 0, 0, 51, 255, 255, 51);
    const out = normaliseImage(rgb, 2, { mean: [0.5, 0.5, 0.1], std: [0.5, 0.25, 0.2] });
    [1, -1, -1, 1, -2, 2, -2, 2, 0.5, 0.5, 0.5, 0.5].forEach((value, i) =>
      expect(out[i]).toBeCloseTo(value, 5),
    );
  });

  it('refuses an image of another size', () => {
    expect(() => normaliseImage(new Uint8Array(11), 2, { mean: [0, 0, 0], std: [1, 1, 1] })).toThrow(
      '12 bytes',
    );
  });
});
