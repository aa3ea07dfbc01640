import { describe, expect, it } from 'vitest';
import {
  asStored,
  channelMatrix,
  describeAdjustment,
  isAsStored,
  limits,
  toneTable,
} from '../../../src-renderer/viewer/adjustment.ts';

describe('an adjusted view', () => {
  it('leaves every value as it is until something is adjusted', () => {
    for (const [value, tone] of toneTable(asStored).entries()) expect(tone).toBeCloseTo(value / 255, 12);
    expect(isAsStored(asStored)).toBe(true);
    expect(describeAdjustment(asStored)).toBe('');
  });

  it('never leaves the range, and never turns the order of tones', () => {
    for (const brightness of [-1, -0.3, 0, 0.6, 1]) {
      for (const contrast of [-1, -0.5, 0, 1]) {
        for (const gamma of [limits.gamma.least, 1, limits.gamma.most]) {
          const table = toneTable({ ...asStored, brightness, contrast, gamma });
          expect(table).toHaveLength(256);
          for (const [i, tone] of table.entries()) {
            expect(tone).toBeGreaterThanOrEqual(table[i - 1] ?? 0);
            expect(tone).toBeLessThanOrEqual(1);
          }
        }
      }
    }
  });

  it('inverts what is adjusted, and gamma above 1 lifts what is dark', () => {
    const plain = { ...asStored, contrast: 0.4, gamma: 1.6 };
    const inverted = toneTable({ ...plain, inverted: true });
    for (const [i, tone] of toneTable(plain).entries()) expect(inverted[i]).toBeCloseTo(1 - tone, 12);
    expect(toneTable({ ...asStored, gamma: 2 })[64]).toBeCloseTo(Math.sqrt(64 / 255), 12);
  });

  it('shows the green channel alone, in grey, when it is red-free', () => {
    const matrix = channelMatrix({ ...asStored, redFree: true });
    const seen = (rgba: readonly number[]): number[] =>
      Array.from({ length: 4 }, (_, row) =>
        rgba.reduce((sum, value, column) => sum + value * (matrix[5 * row + column] ?? 0), 0),
      );
    expect(seen([0.9, 0.2, 0.7, 1])).toEqual([0.2, 0.2, 0.2, 1]);
  });

  it('is told in words', () => {
    expect(describeAdjustment({ ...asStored, brightness: 0.2, contrast: -0.1, redFree: true })).toBe(
      'brightness +20 %, contrast −10 %, red-free',
    );
  });
});
