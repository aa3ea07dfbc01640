import { describe, expect, it } from 'vitest';
import { fromHalfBits, toHalfBits } from '../../src-shared/domain/half.ts';

const bitsOf = (value: number): number => toHalfBits(Float32Array.of(value))[0] ?? -1;

describe('float16', () => {
  it('has the bits that the standard gives to some numbers', () => {
    const known: readonly (readonly [number, number])[] = [
      [0, 0x0000],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [65520, 0x7c00],
      [1e9, 0x7c00],
      [-Infinity, 0xfc00],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [2 ** -25, 0x0000],
      [1.5 * 2 ** -25, 0x0001],
      [1e-30, 0x0000],
      [1 / 3, 0x3555],
    ];
    for (const [value, bits] of known) expect(bitsOf(value), String(value)).toBe(bits);
    expect(bitsOf(NaN) & 0x7fff).toBeGreaterThan(0x7c00);
  });

  it('rounds to the nearest, and to even halfway', () => {
    // Between 1 and 2 neighbours are 2^-10 apart.
    expect(bitsOf(1 + 2 ** -11)).toBe(0x3c00);
    expect(bitsOf(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(bitsOf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
    // A full fraction rounds up into the next exponent.
    expect(bitsOf(2 - 2 ** -12)).toBe(0x4000);
  });

  it('gives every float16 back', () => {
    for (let bits = 0; bits < 0x7c00; bits++) {
      const exponent = bits >> 10;
      const fraction = bits & 0x3ff;
      const value = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
      if (bitsOf(value) !== bits) expect(bitsOf(value), String(value)).toBe(bits);
    }
    expect(bitsOf(1)).toBe(0x3c00);
    const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
    const numbers = all.filter((bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0);
    expect(toHalfBits(fromHalfBits(numbers))).toEqual(numbers);
    expect(fromHalfBits(Uint16Array.of(0x7e00))[0]).toBeNaN();
  });
});
