import { describe, expect, it } from 'vitest';
import {
  drawPlacement,
  moveCoverage,
  moveImage,
  recolour,
  unmoved,
  viewOf,
} from '../../src-main/tuning/augmentation.ts';
import { normaliseImage, type NetworkInput } from '../../src-main/networks/preprocess.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const size = 32;
const plane = size * size;
const normalisation = { mean: [0.5, 0.4, 0.3], std: [0.25, 0.2, 0.3] } as const;
const of = { frame: 'f'.repeat(64), finding: '[1]', view: 3 };

/** A red square on blue ground, with its own mask and a strip of a third class at the right. */
function scene(left = 8, top = 10, side = 10, strip = 3): NetworkInput {
  const rgb = new Uint8Array(3 * plane);
  const coverage = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    const [x, y] = [i % size, Math.floor(i / size)];
    const inside = x >= left && x < left + side && y >= top && y < top + side;
    rgb.set(inside ? [230, 40, 40] : [30, 40, 200], 3 * i);
    const k = inside ? 1 : x >= size - strip ? 2 : 0;
    coverage[k * plane + i] = 1;
  }
  return { image: normaliseImage(rgb, size, normalisation), coverage };
}

const bits = (values: Float32Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

describe('a placement', () => {
  it('that moves nothing keeps every bit', () => {
    const { image, coverage } = scene();
    expect(bits(moveImage(image, unmoved))).toEqual(bits(image));
    expect(bits(moveCoverage(coverage, unmoved, plane))).toEqual(bits(coverage));
  });

  it('mirrors whole pixels exactly, and fills what comes from outside', () => {
    const { image, coverage } = scene();
    const mirrored = moveImage(image, { matrix: [-1, 0, 0, 1], shift: [0, 0] });
    for (let i = 0; i < plane; i++) {
      const [x, y] = [i % size, Math.floor(i / size)];
      expect(mirrored[i]).toBe(image[y * size + size - 1 - x]);
    }
    const aside = { matrix: [1, 0, 0, 1], shift: [0.25, 0] } as const;
    const [moved, map] = [moveImage(image, aside), moveCoverage(coverage, aside, plane)];
    expect(moved[0]).toBe(image[8]);
    expect([moved[size - 1], map[size - 1], map[2 * plane + size - 1]]).toEqual([0, 1, 0]);
  });

  it('moves image and coverage together, whatever was drawn: the mask stays on the square', () => {
    const { image, coverage } = scene();
    const random = createRandom(4);
    for (let round = 0; round < 10; round++) {
      const placement = drawPlacement(random);
      const moved = moveImage(image, placement);
      const map = moveCoverage(coverage, placement, plane);
      let seen = 0;
      for (let i = 0; i < plane; i++) {
        const shares = [0, 1, 2].map((k) => map[k * plane + i] ?? NaN);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        const red = (moved[i] ?? 0) * 0.25 + 0.5;
        if (shares[1] === 1) expect(red).toBeCloseTo(230 / 255, 5);
        if (shares[1] === 0) expect(red).toBeLessThan(0.51);
        seen += shares[1] ?? 0;
      }
      expect(seen).toBeGreaterThan(20);
    }
  });
});

describe('colours', () => {
  it('are left alone by factors of 1, and changed before normalisation by others', () => {
    const { image } = scene();
    const same = recolour(image, normalisation, { brightness: 1, contrast: 1, saturation: 1 });
    for (let i = 0; i < same.length; i++) expect(same[i]).toBeCloseTo(image[i] ?? NaN, 5);
    const grey = recolour(image, normalisation, { brightness: 1, contrast: 1, saturation: 0 });
    const rgb = ([0, 1, 2] as const).map(
      (k) => (grey[k * plane] ?? 0) * normalisation.std[k] + normalisation.mean[k],
    );
    const luma = (0.299 * 30 + 0.587 * 40 + 0.114 * 200) / 255;
    for (const value of rgb) expect(value).toBeCloseTo(luma, 5);
    const bright = recolour(image, normalisation, { brightness: 1.2, contrast: 1, saturation: 1 });
    expect((bright[0] ?? 0) * 0.25 + 0.5).toBeCloseTo((1.2 * 30) / 255, 5);
    const clamped = recolour(image, normalisation, { brightness: 9, contrast: 1, saturation: 1 });
    expect(Math.max(...clamped)).toBeLessThanOrEqual((1 - 0.3) / 0.2 + 1e-6);
  });
});

describe('a view', () => {
  it('is the plain input at 0, and the same bits for the same seed, frame, finding and number', () => {
    const input = scene();
    expect(viewOf(input, normalisation, 1, { ...of, view: 0 })).toBe(input);
    const first = viewOf(input, normalisation, 1, of);
    const again = viewOf(scene(), normalisation, 1, of);
    expect([bits(again.image), bits(again.coverage)]).toEqual([bits(first.image), bits(first.coverage)]);
    const others = [
      viewOf(input, normalisation, 2, of),
      viewOf(input, normalisation, 1, { ...of, view: 4 }),
      viewOf(input, normalisation, 1, { ...of, finding: '[2]' }),
      viewOf(input, normalisation, 1, { ...of, frame: 'e'.repeat(64) }),
    ];
    for (const other of others) expect(bits(other.image)).not.toEqual(bits(first.image));
  });

  it('keeps the larger part of a mask in sight, also of one in a corner', () => {
    const corner = scene(0, 0, 4, 0);
    for (let view = 1; view < 40; view++) {
      const { coverage } = viewOf(corner, normalisation, 7, { ...of, view });
      let area = 0;
      for (let i = plane; i < 2 * plane; i++) area += coverage[i] ?? 0;
      expect(area).toBeGreaterThan(16 * 0.2);
    }
  });
});
