import { headerLength, lengthBytes, parseHeader, type HeaderRules } from '../safetensorsHeader.ts';
import {
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointTensor,
  type TensorType,
} from './checkpoint.ts';
import { statedValues } from './statedValues.ts';
import { rangeOf } from './pieces.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/** The types of the format as ours (`Dtype` in https://github.com/huggingface/safetensors, 0.6). */
const typeOf = {
  F64: 'f8',
  F32: 'f4',
  F16: 'f2',
  BF16: 'bf16',
  F8_E4M3: 'f1e4m3',
  F8_E5M2: 'f1e5m2',
  I64: 'i8',
  I32: 'i4',
  I16: 'i2',
  I8: 'i1',
  U64: 'u8',
  U32: 'u4',
  U16: 'u2',
  U8: 'u1',
  BOOL: 'b1',
  C64: 'c8',
} as const satisfies Record<string, TensorType>;
type StoredType = keyof typeof typeOf;

/** Types that the format knows and that pack several values into a byte, or are scales of such values. */
const packedTypes = ['F4', 'F6_E2M3', 'F6_E3M2', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ', 'I4', 'U4'];

const rules: HeaderRules<StoredType> = {
  bytesPer: {
    F64: 8,
    F32: 4,
    F16: 2,
    BF16: 2,
    F8_E4M3: 1,
    F8_E5M2: 1,
    I64: 8,
    I32: 4,
    I16: 2,
    I8: 1,
    U64: 8,
    U32: 4,
    U16: 2,
    U8: 1,
    BOOL: 1,
    C64: 8,
  },
  maxRank: limits.rank,
  maxTensors: limits.tensors,
  maxNameLength: limits.nameLength,
  refuse: damaged,
  refuseType: (tensor, type) =>
    packedTypes.includes(type)
      ? unsupported(
          `tensor ${quoted(tensor)} has the packed type ${type}, as in a quantised network`,
          'Fetch or save the network with its weights in float32, float16 or bfloat16.',
        )
      : damaged(`tensor ${quoted(tensor)} has the unknown type ${quoted(type)}`),
};

/**
 * A safetensors file with any of the format's types of whole bytes. What it states in `__metadata__` becomes `values`.
 * The checkpoint owns the source; where opening fails, the caller keeps it.
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`
 */
export async function openSafetensors(source: ByteSource): Promise<Checkpoint> {
  const start = await source.read(0, Math.min(lengthBytes, source.size));
  const json = await source.read(lengthBytes, headerLength(start, source.size, damaged));
  const header = parseHeader(json, source.size, rules);
  if (source.size > limits.totalBytes) throw tooLarge(`it has ${source.size} bytes`);
  const notes: string[] = [];
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, { dtype, shape, offset, length }] of header.tensors) {
    tensors.set(name, { type: typeOf[dtype], shape, bytes: () => rangeOf(source, offset, length) });
  }
  return {
    format: 'safetensors',
    tensors,
    values: statedValues(header.metadata, notes),
    notes,
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}
