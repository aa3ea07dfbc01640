import { describe, expect, it, vi } from 'vitest';
import { speak } from '../../../src-renderer/lib/words.ts';
import {
  areaInMillimetres,
  areaOfPolygon,
  areaOfValue,
  lengthInMillimetres,
  lengthOf,
  say,
} from '../../../src-renderer/viewer/measure.ts';
import type { Scale } from '../../../src-renderer/viewer/measure.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

const scale: Scale = { millimetres: 0.365, tolerance: 0.02, pixels: 40 };

/** Normally distributed, by the Box–Muller transform. */
function normal(random: ReturnType<typeof createRandom>, mean: number, deviation: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.between(0, 1)));
  return mean + deviation * radius * Math.cos(2 * Math.PI * random.between(0, 1));
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
}

describe('a length', () => {
  it('is that of its line, known to a pixel at each end', () => {
    const { value, uncertainty } = lengthOf([
      { x: 10, y: 10 },
      { x: 40, y: 50 },
    ]);
    expect(value).toBe(50);
    expect(uncertainty).toBeCloseTo(Math.SQRT2, 12);
  });

  it('in millimetres is as uncertain as its parts make it, as many trials show', () => {
    const random = createRandom(3);
    const { value, uncertainty } = lengthInMillimetres({ value: 300, uncertainty: Math.SQRT2 }, scale);
    const trials = Array.from({ length: 40_000 }, () => {
      const length = normal(random, 300, Math.SQRT2);
      return (length * normal(random, 0.365, 0.02)) / normal(random, 40, Math.SQRT2);
    });
    expect(value).toBeCloseTo((300 * 0.365) / 40, 12);
    expect(uncertainty / spread(trials)).toBeGreaterThan(0.96);
    expect(uncertainty / spread(trials)).toBeLessThan(1.04);
  });

  it('that is short is uncertain for its own ends', () => {
    const { value, uncertainty } = lengthInMillimetres({ value: 0, uncertainty: Math.SQRT2 }, scale);
    expect(value).toBe(0);
    expect(uncertainty).toBeCloseTo((Math.SQRT2 * 0.365) / 40, 12);
  });
});

describe('an area', () => {
  it('of a polygon does not depend on its turn, and its edge counts as known to a pixel', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 20 },
      { x: 0, y: 20 },
    ];
    expect(areaOfPolygon(corners)).toEqual({ value: 600, uncertainty: 100 });
    expect(areaOfPolygon(corners.toReversed())).toEqual({ value: 600, uncertainty: 100 });
    expect(areaOfPolygon([]).value).toBe(0);
  });

  it('of a segment counts its pixels, holes left out, and takes in the length of both outlines', () => {
    const [width, height] = [100, 80];
    const labels = new Uint8Array(width * height);
    let pixels = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const reach = Math.hypot(x - 50, y - 40);
        if (reach > 30 || reach < 10) continue;
        labels[y * width + x] = 7;
        pixels++;
      }
    }
    const area = areaOfValue({ width, height, labels }, 7);
    expect(area?.value).toBe(pixels);
    // Marching squares go at most 8 % farther than the circles themselves.
    expect((area?.uncertainty ?? 0) / (2 * Math.PI * 40)).toBeGreaterThan(0.98);
    expect((area?.uncertainty ?? 0) / (2 * Math.PI * 40)).toBeLessThan(1.09);
    expect(areaOfValue({ width, height, labels }, 8)).toBeNull();
  });

  it('in square millimetres carries the scale twice, as many trials show', () => {
    const random = createRandom(5);
    const { value, uncertainty } = areaInMillimetres({ value: 9000, uncertainty: 300 }, scale);
    const trials = Array.from({ length: 40_000 }, () => {
      const perPixel = normal(random, 0.365, 0.02) / normal(random, 40, Math.SQRT2);
      return normal(random, 9000, 300) * perPixel ** 2;
    });
    expect(value).toBeCloseTo(9000 * (0.365 / 40) ** 2, 12);
    expect(uncertainty / spread(trials)).toBeGreaterThan(0.95);
    expect(uncertainty / spread(trials)).toBeLessThan(1.05);
  });
});

describe('what is said of a measure', () => {
  it('has no more digits than are known', () => {
    expect(say({ value: 4.2371, uncertainty: 0.3126 }, 'mm')).toBe('4.2 ± 0.3 mm');
    expect(say({ value: 4.2371, uncertainty: 0.1449 }, 'mm')).toBe('4.24 ± 0.14 mm');
    expect(say({ value: 4.2371, uncertainty: 0.0972 }, 'mm')).toBe('4.24 ± 0.10 mm');
    expect(say({ value: 12_345, uncertainty: 640 }, 'px²')).toBe('12300 ± 600 px²');
    expect(say({ value: 12_345, uncertainty: 1200 }, 'px²')).toBe('12300 ± 1200 px²');
    expect(say({ value: 50, uncertainty: Math.SQRT2 }, 'px')).toBe('50.0 ± 1.4 px');
    expect(say({ value: 50, uncertainty: 0 }, 'px')).toBe('50 px');
  });

  it('has the decimal sign of the page’s language', async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await speak('de');
    expect(say({ value: 4.2371, uncertainty: 0.1449 }, 'mm')).toBe('4,24 ± 0,14 mm');
    await speak('en');
  });
});
