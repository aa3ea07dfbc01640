import { describe, expect, it } from 'vitest';
import { resampleGrid } from '../../../src-main/networks/families/positions.ts';
import { readResamplingCases } from '../checkpoints/familyFixtures.ts';
import { relativeError } from '../harness.ts';

const cases = readResamplingCases();
const kernels = { bicubic: 'cubic', bilinear: 'linear' } as const;

describe('a position embedding on another grid', () => {
  it.each(cases.map((one) => [one.mode, one.from, one.to, one.antialias, one.offset, one] as const))(
    'is what PyTorch makes of it: %s, %i to %i, antialiased %s, offset %f',
    (mode, from, to, antialias, offset, one) => {
      const found = resampleGrid(one.input, one.width, from, to, {
        ...{ kernel: kernels[mode], antialias, offset },
      });
      expect(relativeError(found, one.output)).toBeLessThan(1e-6);
    },
  );

  it('is left as it is where the grid is the same', () => {
    const grid = Float32Array.from({ length: 18 }, (_, i) => i);
    expect(resampleGrid(grid, 2, 3, 3, { kernel: 'cubic', antialias: false, offset: 0.1 })).toBe(grid);
  });

  it('keeps a constant constant, which a wrong border would not', () => {
    for (const antialias of [true, false]) {
      const found = resampleGrid(new Float32Array(49).fill(3), 1, 7, 4, {
        kernel: 'cubic',
        antialias,
        offset: 0.1,
      });
      for (const value of found) expect(value).toBeCloseTo(3, 5);
    }
  });

  it('refuses values that do not fill the grid', () => {
    expect(() =>
      resampleGrid(new Float32Array(5), 1, 2, 3, { kernel: 'cubic', antialias: true, offset: 0 }),
    ).toThrow(RangeError);
  });
});
