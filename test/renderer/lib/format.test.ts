import { describe, expect, it } from 'vitest';
import { day, duration, instant, percent, plural, score } from '../../../src-renderer/lib/format.ts';

describe('format', () => {
  it('shows probabilities without claiming certainty', () => {
    expect([0, 0.0004, 0.012, 0.0994, 0.0999, 0.5, 0.986, 0.993, 0.9996, 1].map(percent)).toEqual([
      '0%',
      '<0.1%',
      '1.2%',
      '9.9%',
      '10%',
      '50%',
      '99%',
      '99.3%',
      '>99.9%',
      '100%',
    ]);
  });

  it('shows scores the way papers do', () => {
    expect([0.84, 1, 0, -0.031, -0.0001].map((value) => score(value))).toEqual([
      '.84',
      '1.00',
      '.00',
      '−.03',
      '.00',
    ]);
  });

  it('never shifts a day, and counts in words', () => {
    expect(day('2026-01-01')).toBe('01 Jan 2026');
    expect(plural(1, 'study', 'studies')).toBe('1 study');
    expect(plural(12_345, 'case')).toBe('12,345 cases');
    expect([3.21, 42.4, 200, 3900].map(duration)).toEqual(['3.2 s', '42 s', '3 min 20 s', '1 h 5 min']);
  });

  it('names today', () => {
    const now = new Date('2026-11-23T12:00:00');
    expect(instant(new Date('2026-11-23T09:05:00').toISOString(), now)).toBe('today 09:05');
    expect(instant(new Date('2026-11-22T09:05:00').toISOString(), now)).toBe('22 Nov 2026 09:05');
  });
});
