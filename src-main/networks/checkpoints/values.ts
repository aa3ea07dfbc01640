import { createHash } from 'node:crypto';
import { bytesOfType, type CheckpointTensor, type TensorType } from './checkpoint.ts';
import { nativeBuffer, wholeValues } from './pieces.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/** float32 values that one tensor may have in memory. */
const maxValues = 1024 ** 3;

type ToFloats = (buffer: ArrayBuffer) => Float32Array<ArrayBuffer>;

/** float16 (IEEE 754 binary16) bits as the number they stand for. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * float8 e4m3 without infinities ("FP8 formats for deep learning", Micikevicius et al. 2022): bias 7, and all ones is
 * the only NaN of either sign.
 */
function e4m3Value(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >>> 3) & 0xf;
  const fraction = bits & 7;
  if (exponent === 0xf && fraction === 7) return NaN;
  if (exponent === 0) return sign * fraction * 2 ** -9;
  return sign * (1 + fraction / 8) * 2 ** (exponent - 7);
}

function byTable(
  count: number,
  valueOf: (bits: number) => number,
  bitsOf: (buffer: ArrayBuffer) => Uint8Array | Uint16Array,
): ToFloats {
  let table: Float32Array | undefined;
  return (buffer) => {
    table ??= Float32Array.from({ length: count }, (_, bits) => valueOf(bits));
    const bits = bitsOf(buffer);
    const floats = new Float32Array(bits.length);
    for (let i = 0; i < bits.length; i++) floats[i] = table[bits[i] ?? 0] ?? 0;
    return floats;
  };
}

/** bfloat16 is the upper half of a float32. */
function fromBrain(buffer: ArrayBuffer): Float32Array<ArrayBuffer> {
  const halves = new Uint16Array(buffer);
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
  return new Float32Array(words.buffer);
}

const conversions: Partial<Record<TensorType, ToFloats>> = {
  f8: (buffer) => Float32Array.from(new Float64Array(buffer)),
  f4: (buffer) => new Float32Array(buffer),
  f2: byTable(0x10000, halfValue, (buffer) => new Uint16Array(buffer)),
  bf16: fromBrain,
  f1e4m3: byTable(0x100, e4m3Value, (buffer) => new Uint8Array(buffer)),
  f1e5m2: byTable(
    0x100,
    (bits) => halfValue(bits << 8),
    (buffer) => new Uint8Array(buffer),
  ),
};

function conversionOf(type: TensorType): ToFloats {
  const conversion = conversions[type];
  if (conversion !== undefined) return conversion;
  throw unsupported(
    /^[iu]/.test(type)
      ? 'weights in it are whole numbers, as in a quantised network'
      : 'weights in it are truth values or complex numbers',
    'Fetch or save the network with its weights in float32, float16 or bfloat16.',
  );
}

/**
 * The values of a tensor of floating-point numbers as float32, row-major, piece by piece. float64 is rounded to the
 * nearest; every other type is exact.
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported` where the values are no real numbers
 */
export async function* floatPieces(tensor: CheckpointTensor): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const conversion = conversionOf(tensor.type);
  const width = bytesOfType[tensor.type];
  for await (const piece of wholeValues(tensor.bytes(), width)) yield conversion(nativeBuffer(piece, width));
}

/** All of `floatPieces`. @throws LapidaryError as there, and `checkpoint-too-large` from 2³⁰ values */
export async function floats(tensor: CheckpointTensor): Promise<Float32Array<ArrayBuffer>> {
  conversionOf(tensor.type);
  const count = tensor.shape.reduce((product, side) => product * side, 1);
  if (count > maxValues) throw tooLarge(`one of its tensors has ${count} values`);
  const values = new Float32Array(count);
  let at = 0;
  for await (const piece of floatPieces(tensor)) {
    if (at + piece.length <= count) values.set(piece, at);
    at += piece.length;
    if (at > count) break;
  }
  if (at !== count) throw damaged('a tensor has not as many values as its shape asks for');
  return values;
}

/** SHA-256 of the contiguous, row-major, little-endian bytes, in lower-case hexadecimal. */
export async function digest(tensor: CheckpointTensor): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of tensor.bytes()) hash.update(piece);
  return hash.digest('hex');
}
