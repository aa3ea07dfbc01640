/**
 * float32 values as the bits of the nearest float16 (IEEE 754 binary16), ties to even; what is too large becomes
 * infinite.
 */
export function toHalfBits(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, halfOf);
}

function halfOf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const shifted = exponent - 112;
  if (shifted >= 31) return sign | 0x7c00;
  if (shifted >= 1) return sign | roundShift((shifted << 23) | fraction, 13);
  // Subnormal there: the leading one becomes part of the fraction.
  return shifted < -10 ? sign : sign | roundShift(0x800000 | fraction, 14 - shifted);
}

/** Right shift, rounded to nearest, ties to even; a carry into the exponent is what rounding up a full fraction is. */
function roundShift(value: number, by: number): number {
  const kept = value >>> by;
  const rest = value & (2 ** by - 1);
  const middle = 2 ** (by - 1);
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
}

/** float16 bits as numbers. */
export function fromHalfBits(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = (half & 0x8000) === 0 ? 1 : -1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}
