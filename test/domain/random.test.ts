import { describe, expect, it } from 'vitest';
import { createRandom, randomFromState } from '../../src-shared/domain/random.ts';

describe('seeded random numbers', () => {
  it('follow xoshiro128** from a known state', () => {
    // Worked by hand from the reference: result = rotl(s1 · 5, 7) · 9.
    const random = randomFromState([1, 2, 3, 4]);
    expect([random.bits(), random.bits(), random.bits()]).toEqual([11520, 0, 5927040]);
  });

  it('are the same for the same seed and differ between seeds', () => {
    const of = (seed: number | string) => Array.from({ length: 4 }, createRandom(seed).bits);
    expect(of(7)).toEqual(of(7));
    expect(of('site A')).toEqual(of('site A'));
    expect(of(7)).not.toEqual(of(8));
    expect(of(7)).not.toEqual(of(7 + 2 ** 32));
  });

  it('go on from a saved state', () => {
    const random = createRandom(3);
    for (let i = 0; i < 10; i++) random.normal();
    const later = randomFromState(random.state());
    expect(Array.from({ length: 5 }, later.uniform)).toEqual(Array.from({ length: 5 }, random.uniform));
  });

  it('fork without disturbing the parent, by name', () => {
    const random = createRandom(5);
    const before = random.state();
    expect(random.fork('a').bits()).not.toBe(random.fork('b').bits());
    expect(random.state()).toEqual(before);
  });

  it('have the moments of their distributions', () => {
    const random = createRandom(1);
    const uniform = Array.from({ length: 20_000 }, random.uniform);
    const normal = Array.from({ length: 20_000 }, random.normal);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(uniform)).toBeCloseTo(0.5, 1.9);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(normal)).toBeCloseTo(0, 1.5);
    expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1.3);
  });

  it('shuffle into a permutation', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = createRandom(9).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });

  it('refuse a count that cannot be drawn from', () => {
    expect(() => createRandom(1).below(0)).toThrow(RangeError);
  });
});
