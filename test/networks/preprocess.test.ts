import { describe, expect, it } from 'vitest';
import {
  areaCoverage,
  cellCoverage,
  foregroundOf,
  coverageOfRuns,
  normaliseImage,
  overlaps,
  toPatches,
} from '../../src-main/networks/preprocess.ts';
import { encodeLabelMap, readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
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

/** Coverage pixel by pixel, each share added where it falls: the sums, and the order of summing, that results rest on. */
function pixelByPixel(
  labels: Uint8Array,
  width: number,
  height: number,
  classOf: (segment: number) => number,
  classes: number,
  size: number,
): Float32Array {
  const columns = overlaps(width, size);
  const sums = new Float64Array(classes * size * size);
  overlaps(height, size).forEach(({ first: top, shares: heights }, outY) => {
    heights.forEach((share, dy) => {
      const line = new Float64Array(classes * size);
      columns.forEach(({ first, shares }, x) => {
        shares.forEach((share, dx) => {
          const mapped = classOf(labels[(top + dy) * width + first + dx] ?? 0);
          const at = (mapped > 0 && mapped < classes ? mapped : 0) * size + x;
          line[at] = (line[at] ?? 0) + share;
        });
      });
      line.forEach((average, i) => {
        const at = Math.floor(i / size) * size * size + outY * size + (i % size);
        sums[at] = (sums[at] ?? 0) + share * average;
      });
    });
  });
  return new Float32Array(sums);
}

/** Regions with ragged outlines, lone pixels, and rows of one value. */
function raggedMap(seed: number, width: number, height: number): Uint8Array {
  const random = createRandom(seed);
  const labels = new Uint8Array(width * height);
  for (let blob = 0; blob < 4; blob++) {
    const [x, y] = [random.between(0, width), random.between(0, height)];
    const radius = random.between(0.05, 0.4) * Math.min(width, height);
    const value = random.below(5);
    for (let i = 0; i < labels.length; i++) {
      const distance = Math.hypot((i % width) - x, Math.floor(i / width) - y);
      if (distance < radius * random.between(0.8, 1.2)) labels[i] = value;
    }
  }
  if (random.below(2) === 0) labels.fill(3, 0, width * (1 + random.below(height)));
  return labels;
}

describe('area coverage', () => {
  it('has the bits of shares added pixel by pixel, whatever the sizes', () => {
    const random = createRandom(7);
    const sizes = [
      [1, 1, 4],
      [320, 180, 56],
      [97, 131, 32],
      [31, 19, 64],
      [64, 64, 64],
      [1, 200, 16],
    ];
    for (let i = 0; i < 30; i++)
      sizes.push([1 + random.below(150), 1 + random.below(150), 1 + random.below(48)]);
    sizes.forEach(([width = 1, height = 1, size = 1], seed) => {
      const labels = raggedMap(seed, width, height);
      // Two values of one class side by side, and one that no class has.
      const classOf = (segment: number) => [0, 1, 1, 2, 9][segment] ?? 0;
      const expected = pixelByPixel(labels, width, height, classOf, 3, size);
      const map = { width, height, labels };
      expect(areaCoverage(map, classOf, 3, size), `${width}×${height} onto ${size}`).toEqual(expected);
      expect(coverageOfRuns(readLabelRuns(encodeLabelMap(map)), classOf, 3, size)).toEqual(expected);
    });
  });

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
