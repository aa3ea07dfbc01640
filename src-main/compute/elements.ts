/** Between float32 and the element types that models of others have. */
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { fromHalfBits, toHalfBits } from '../../src-shared/domain/half.ts';

/** @throws Error for a type that no number is brought to */
export function ofType(type: string, data: Float32Array, shape: readonly number[]): OrtTensor {
  switch (type) {
    case 'float32':
      return new OrtTensor('float32', data, shape);
    case 'float64':
      return new OrtTensor('float64', Float64Array.from(data), shape);
    case 'float16':
      // Given as such, the bits would be put into a Float16Array where the engine has that class, and the runtime's
      // native half (1.30) takes a tensor over one of those for empty.
      return Object.assign(new OrtTensor('uint16', toHalfBits(data), shape), { type: 'float16' });
    case 'uint8':
      return new OrtTensor('uint8', Uint8Array.from(data, clampedByte), shape);
    case 'bool':
      return new OrtTensor(
        'bool',
        Uint8Array.from(data, (value) => Number(value !== 0)),
        shape,
      );
    case 'int32':
      return new OrtTensor('int32', Int32Array.from(data, Math.round), shape);
    case 'int64':
      return new OrtTensor(
        'int64',
        BigInt64Array.from(data, (value) => BigInt(Math.round(value))),
        shape,
      );
    default:
      throw new Error(`elements of type ${type}`);
  }
}

/** Undefined for texts. */
export function floatsOf({ type, data }: OrtTensor): Float32Array | undefined {
  if (!ArrayBuffer.isView(data)) return undefined;
  if (data instanceof Float32Array) return data;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float32Array.from(data, Number);
  // The runtime gives float16 as one class of array or another, by the age of the engine: the bits are the same.
  if (type === 'float16') {
    return fromHalfBits(new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2));
  }
  if (
    data instanceof Float64Array ||
    data instanceof Uint8Array ||
    data instanceof Int8Array ||
    data instanceof Uint16Array ||
    data instanceof Int16Array ||
    data instanceof Int32Array ||
    data instanceof Uint32Array
  ) {
    return Float32Array.from(data);
  }
  return undefined;
}

function clampedByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
