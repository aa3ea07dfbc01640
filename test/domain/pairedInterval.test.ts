import { describe, expect, it } from 'vitest';
import { pairedInterval } from '../../src-shared/domain/pairedInterval.ts';

describe('the interval of paired differences', () => {
  it('gives the paired interval of a worked example', () => {
    // Differences 1, 2, 3: mean 2, s = 1, t(2) = 4.3027, half width 4.3027/√3 = 2.4841.
    const { mean, interval } = pairedInterval([1, 2, 3]);
    expect(mean).toBe(2);
    expect(interval?.[0]).toBeCloseTo(2 - 2.4841, 3);
    expect(interval?.[1]).toBeCloseTo(2 + 2.4841, 3);
    expect(pairedInterval([0.4]).interval).toBeNull();
  });

  it('goes on beyond the table of t without a jump', () => {
    const half = (n: number): number => {
      const alternating = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1));
      const { interval } = pairedInterval(alternating);
      const s = Math.sqrt(n / (n - 1));
      return ((interval?.[1] ?? 0) / s) * Math.sqrt(n);
    };
    expect(half(32)).toBeCloseTo(2.0395, 3);
    expect(half(62)).toBeCloseTo(1.9996, 3);
  });
});
