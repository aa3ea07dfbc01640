import {
  bytesOfType,
  limits,
  type ByteSource,
  type Checkpoint,
  type CheckpointFormat,
  type CheckpointTensor,
} from './checkpoint.ts';
import { nameContents } from './namedTensors.ts';
import type { PickledTensor, StoredValues } from './pickleValues.ts';
import { quoted, shapeText } from './quoted.ts';
import { damaged, tooLarge } from './refusals.ts';
import { bytesToRead, contiguousBytes, type Layout, type StorageBytes } from './stridedBytes.ts';
import type { Unpickled } from './unpickler.ts';

/**
 * The checkpoint that a pickle and its storages make.
 * @param source disposed of with the checkpoint
 * @param storageOf a key; undefined where the file has none of that name
 * @throws LapidaryError `checkpoint-damaged` where a storage is missing or too short, `checkpoint-too-large`
 */
export function pickledCheckpoint(parts: {
  readonly format: CheckpointFormat;
  readonly source: ByteSource;
  readonly unpickled: Unpickled;
  readonly storageOf: (key: string) => StorageBytes | undefined;
  readonly notes: readonly string[];
}): Checkpoint {
  const { format, source, unpickled } = parts;
  const contents = nameContents(unpickled.value);
  const unknown = [...unpickled.unknown].map(
    (name) => `${quoted(name)} is unknown here: nothing of it was run, what it holds was read as data.`,
  );
  let toRead = 0;
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, tensor] of contents.tensors) {
    const { storage, layout } = placeOf(tensor, quoted(name), parts.storageOf);
    const bytes = tensor.shape.reduce((product, side) => product * side, layout.bytesPerValue);
    if (bytes > limits.expansion * source.size) {
      throw tooLarge(`the tensor ${quoted(name)}, ${shapeText(tensor.shape)}, repeats its values too often`);
    }
    toRead += Math.max(bytes, bytesToRead(storage, layout));
    if (toRead > limits.totalBytes) throw tooLarge(`its tensors take more than ${limits.totalBytes} bytes`);
    tensors.set(name, {
      type: tensor.type,
      shape: tensor.shape,
      bytes: () => contiguousBytes(storage, layout, quoted(name)),
    });
  }
  return {
    format,
    tensors,
    values: contents.values,
    notes: [...parts.notes, ...unknown, ...contents.notes],
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}

function placeOf(
  tensor: PickledTensor,
  name: string,
  storageOf: (key: string) => StorageBytes | undefined,
): { readonly storage: StorageBytes; readonly layout: Layout } {
  const { shape, strides, offset } = tensor;
  const layout = { bytesPerValue: bytesOfType[tensor.type], offset, shape, strides };
  // PyTorch need not store what holds no values.
  if (shape.includes(0)) return { storage: nothing, layout };
  const storage = storageOf(tensor.storage.key);
  if (storage === undefined) throw damaged(`the values of ${name} are missing`);
  if (storage.size < bytesOf(tensor.storage)) {
    throw damaged(
      `the values of ${name} are cut short: ${storage.size} of ${bytesOf(tensor.storage)} bytes are there`,
    );
  }
  return { storage, layout };
}

/** Of the whole run of values, in bytes. */
export function bytesOf({ length, type }: StoredValues): number {
  return length * (type === undefined ? 1 : bytesOfType[type]);
}

const nothing: StorageBytes = { size: 0, async *bytes() {} };
