import { describe, expect, it } from 'vitest';
import { cosine, sine, square } from '../../src-main/demo/exactMath.ts';

describe('the exact trigonometry', () => {
  it('agrees with the library to 1e-6 over several turns', () => {
    for (let angle = -14; angle <= 14; angle += 0.0137) {
      expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThan(1e-6);
      expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThan(1e-6);
    }
  });

  it('squares', () => {
    expect(square(-1.5)).toBe(2.25);
  });
});
