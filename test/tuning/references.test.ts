import { describe, expect, it } from 'vitest';
import { contrastsOf } from '../../src-main/tuning/contrasts.ts';
import { distancesAmong, distanceTo, scaled, scalesOf } from '../../src-main/tuning/featureDistance.ts';
import { frameQuality } from '../../src-main/tuning/frameQuality.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const size = 32;
const plane = size * size;
const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;

/** A grey picture of brightnesses in 0…1, with a region in the left half. */
function grey(of: (x: number, y: number) => number, region = (x: number) => x < size / 2) {
  const image = new Float32Array(3 * plane);
  const coverage = new Float32Array(2 * plane);
  for (let i = 0; i < plane; i++) {
    const [x, y] = [i % size, Math.floor(i / size)];
    for (let channel = 0; channel < 3; channel++) image[channel * plane + i] = of(x, y);
    coverage[(region(x) ? 1 : 0) * plane + i] = 1;
  }
  return { image, coverage };
}

/** Noise, averaged over squares of 2·radius + 1 pixels. */
function noise(radius: number): (x: number, y: number) => number {
  const random = createRandom(3);
  const values = Float32Array.from({ length: plane }, () => random.uniform());
  return (x, y) => {
    let sum = 0;
    let n = 0;
    for (let v = Math.max(0, y - radius); v <= Math.min(size - 1, y + radius); v++) {
      for (let u = Math.max(0, x - radius); u <= Math.min(size - 1, x + radius); u++) {
        sum += values[v * size + u] as number;
        n += 1;
      }
    }
    return 0.3 + (0.4 * sum) / n;
  };
}

describe('the quality of a frame', () => {
  it('is less sharp the more it is blurred, whatever its contrast', () => {
    const sharpness = (picture: ReturnType<typeof grey>): number =>
      frameQuality(picture, plain, size).sharpness ?? NaN;
    const [fine, blurred, more] = [noise(0), noise(1), noise(3)].map((of) => sharpness(grey(of)));
    expect(fine).toBeGreaterThan(blurred ?? NaN);
    expect(blurred).toBeGreaterThan(more ?? NaN);
    const half = noise(1);
    expect(sharpness(grey((x, y) => 0.5 * half(x, y)))).toBeCloseTo(blurred ?? NaN, 4);
  });

  it('is judged inside the region, whose outline is no detail', () => {
    const inside = noise(2);
    const beside = noise(0);
    const alone = frameQuality(
      grey((x, y) => (x < size / 2 ? inside(x, y) : 0.5)),
      plain,
      size,
    );
    const loud = frameQuality(
      grey((x, y) => (x < size / 2 ? inside(x, y) : beside(x, y))),
      plain,
      size,
    );
    expect(loud).toEqual(alone);
  });

  it('counts clipped and black pixels of the region', () => {
    const of = (x: number): number => (x < 4 ? 1 : x < 8 ? 0.01 : 0.5);
    expect(frameQuality(grey(of), plain, size).exposure).toBeCloseTo(0.5, 6);
    // Without a region it is the whole frame.
    expect(
      frameQuality(
        grey(of, () => false),
        plain,
        size,
      ).exposure,
    ).toBeCloseTo(0.25, 6);
  });

  it('says nothing of what is too small, nor of what has no contrast', () => {
    expect(
      frameQuality(
        grey(noise(0), (x) => x < 0.5),
        plain,
        size,
      ).sharpness,
    ).toBeNull();
    expect(
      frameQuality(
        grey(() => 0.5),
        plain,
        size,
      ),
    ).toEqual({ sharpness: null, exposure: 0 });
    const dot = grey(noise(0), () => false);
    dot.coverage[0] = 0;
    dot.coverage[plane] = 1;
    expect(frameQuality(dot, plain, size)).toEqual({ sharpness: null, exposure: null });
  });
});

describe('distances between features', () => {
  const cases = (n: number, width: number) => {
    const random = createRandom(8);
    return Array.from({ length: n }, (_, i) => ({
      target: i % 2,
      finding: `f${i}`,
      patient: `p${i >> 1}`,
      // The first value varies ten times as much as the others; classes differ in the second.
      feature: Float32Array.from(
        { length: width },
        (_, j) => (j === 0 ? 10 : 1) * random.normal() + (j === 1 ? 5 * (i % 2) : 0),
      ),
    }));
  };

  it('count each value by how much it varies within a class', () => {
    const scales = scalesOf(cases(400, 6));
    expect((scales[0] ?? NaN) * 10).toBeCloseTo(1, 1);
    for (const scale of scales.subarray(1)) expect(scale).toBeCloseTo(1, 0);
    // The classes' own difference is no variation.
    expect(scales[1]).toBeCloseTo(scales[2] ?? NaN, 0);
  });

  it('are to other patients: a second frame of the same stone says nothing', () => {
    const one = { target: 0, finding: 'f', feature: Float32Array.of(0, 0) };
    const far = Float32Array.of(3, 3);
    const found = distancesAmong([
      { ...one, patient: 'p' },
      { ...one, patient: 'p' },
      { ...one, patient: 'q', feature: far },
    ]);
    expect(found.map((value) => Math.round(value * 1000))).toEqual([3000, 3000, 3000]);
    expect(distancesAmong([{ ...one, patient: 'p' }])).toEqual([]);
    expect(distanceTo([], far)).toBeNull();
  });

  it('are the mean to the five nearest', () => {
    const others = [9, 1, 2, 8, 3, 4, 5].map((value) => Float32Array.of(value));
    expect(distanceTo(others, Float32Array.of(0))).toBeCloseTo(3, 6);
  });

  it('bear values that never vary', () => {
    const flat = cases(10, 3).map((one) => ({ ...one, feature: new Float32Array(3).fill(2) }));
    const scales = scalesOf(flat);
    expect([...scales].every(Number.isFinite)).toBe(true);
    expect(distanceTo([scaled(flat[0]?.feature ?? scales, scales)], scales)).not.toBeNaN();
  });
});

describe('what a network is shown in place of the finding', () => {
  const marked = (from: number, to: number): Float32Array =>
    Float32Array.from({ length: plane }, (_, i) => (i % size >= from && i % size < to ? 1 : 0));
  const whole = grey(
    () => 0.7,
    (x) => x >= 8 && x < 12,
  );

  it('is an empty map where the method has an answer to that, and else the whole frame', () => {
    const empty = contrastsOf(whole, marked(8, 12), { size, maskClasses: 2, acceptsEmptyMask: true });
    expect(empty.withoutMask).toBe('empty-map');
    expect(empty.without.coverage.subarray(0, plane).every((share) => share === 1)).toBe(true);
    const full = contrastsOf(whole, marked(8, 12), { size, maskClasses: 2, acceptsEmptyMask: false });
    expect(full.withoutMask).toBe('whole-frame');
    expect(full.without.coverage.subarray(plane).every((share) => share === 1)).toBe(true);
    expect(full.without.image).toBe(whole.image);
  });

  it('hides the finding with a border, and everything else that is marked', () => {
    const { background } = contrastsOf(
      whole,
      marked(8, 12).map((share, i) => Math.max(share, i % size >= 20 && i % size < 22 ? 1 : 0)),
      { size, maskClasses: 2, acceptsEmptyMask: false },
    );
    // An eighth of the diameter of the disc of 4 × 32 pixels is 1.6 pixels.
    const hidden = Array.from({ length: size }, (_, x) => background?.image[10 * size + x] === 0);
    expect(hidden.flatMap((is, x) => (is ? [x] : []))).toEqual([7, 8, 9, 10, 11, 12, 19, 20, 21, 22]);
    const map = background?.coverage.subarray(plane + 10 * size, plane + 11 * size) ?? [];
    expect([...map].map((share) => share === 0)).toEqual(hidden);
  });

  it('is nothing where next to nothing is left', () => {
    const all = grey(
      () => 0.7,
      () => true,
    );
    const { background } = contrastsOf(all, marked(0, size), {
      size,
      maskClasses: 2,
      acceptsEmptyMask: false,
    });
    expect(background).toBeNull();
  });

  it('takes the place of the class that most of the finding is', () => {
    const coverage = new Float32Array(3 * plane);
    coverage.fill(1, 0, plane);
    for (let i = 0; i < 40; i++) {
      coverage[i] = 0;
      coverage[(i < 10 ? 1 : 2) * plane + i] = 1;
    }
    const given = { image: whole.image, coverage };
    const { without } = contrastsOf(given, marked(0, 1), { size, maskClasses: 3, acceptsEmptyMask: false });
    expect(without.coverage.subarray(2 * plane).every((share) => share === 1)).toBe(true);
  });
});
