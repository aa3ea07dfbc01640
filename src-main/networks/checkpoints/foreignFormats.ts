import type { ByteSource } from './checkpoint.ts';
import { damaged, unsupported } from './refusals.ts';

/** Files that people choose in place of a checkpoint, by what they begin with, and what to do about each. */
interface Foreign {
  readonly starts: (start: Uint8Array, text: string) => boolean;
  readonly refusal: () => Error;
}

const asSafetensors = 'Save its weights as safetensors, or fetch them in that form, and choose that file.';
const unpack = 'Unpack it and choose the file with the weights.';
const fetchAgain =
  'Fetch it again from where it came from, signed in if that is asked for, and compare its size.';

const bytesAt =
  (offset: number, ...bytes: readonly number[]) =>
  (start: Uint8Array): boolean =>
    bytes.every((byte, i) => start[offset + i] === byte);
const textAt =
  (offset: number, expected: string) =>
  (_: Uint8Array, text: string): boolean =>
    text.startsWith(expected, offset);
const foreign = (starts: Foreign['starts'], what: string, remedy: string): Foreign => ({
  starts,
  refusal: () => unsupported(what, remedy),
});

const foreigners: readonly Foreign[] = [
  foreign(
    textAt(0, 'version https://git-lfs'),
    'it is a Git LFS pointer, which only names the file with the weights',
    'Fetch the file itself: with "git lfs pull", or by the download link of the page that it is on.',
  ),
  foreign(
    (_, text) => /^\s*(?:<!doctype html|<html|<\?xml|<!--|<head)/i.test(text),
    'it is a web page, so the download of the checkpoint failed',
    fetchAgain,
  ),
  foreign(
    (_, text) => /^\s*[{[]\s*["}\]]/.test(text),
    'it is a text in JSON: a configuration, or the answer of a server in place of the file',
    'Choose the file with the weights, or the index whose name ends in .index.json.',
  ),
  foreign(textAt(0, '\x89HDF\r\n\x1a\n'), 'it is an HDF5 file, as Keras writes', asSafetensors),
  foreign(textAt(0, 'GGUF'), 'it is a GGUF file, as llama.cpp reads', asSafetensors),
  foreign(
    (_, text) => text.startsWith('ftrt') || text.startsWith('ptrt'),
    'it is a TensorRT engine, compiled for one graphics card',
    'Choose the checkpoint or the ONNX file that the engine was built from.',
  ),
  foreign(textAt(4, 'TFL3'), 'it is a TensorFlow Lite model', asSafetensors),
  foreign(
    textAt(0, '\x93NUMPY'),
    'it is a single NumPy array',
    'Choose the .npz file with all arrays, or save them with numpy.savez.',
  ),
  foreign(bytesAt(0, 0x1f, 0x8b), 'it is compressed with gzip', unpack),
  foreign(bytesAt(0, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00), 'it is compressed with xz', unpack),
  foreign((_, text) => /^BZh[1-9]/.test(text), 'it is compressed with bzip2', unpack),
  foreign(bytesAt(0, 0x28, 0xb5, 0x2f, 0xfd), 'it is compressed with Zstandard', unpack),
  foreign(bytesAt(0, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'it is a 7-Zip archive', unpack),
  foreign(textAt(0, 'Rar!\x1a\x07'), 'it is a RAR archive', unpack),
  foreign(
    // A MessagePack map with a short text as its first key.
    ([first = 0, second = 0]) => first > 0x80 && first < 0x90 && second >= 0xa0 && second < 0xc0,
    'it is a MessagePack file, as Flax writes',
    asSafetensors,
  ),
  {
    starts: (start) => start.length >= 64 && start.every((byte) => byte === 0),
    refusal: () => damaged('it begins with zeros, as a download does that was broken off'),
  },
];

/** Magic of the LevelDB table that a TensorFlow checkpoint's index is, at the end of the file. */
const tableMagic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];

/** @returns the refusal of a file that is known to be something else */
export async function foreignRefusal(source: ByteSource, start: Uint8Array): Promise<Error | undefined> {
  const text = String.fromCharCode(...start.subarray(0, 512));
  const known = foreigners.find(({ starts }) => starts(start, text));
  if (known !== undefined) return known.refusal();
  if (source.size < tableMagic.length) return undefined;
  const end = await source.read(source.size - tableMagic.length, tableMagic.length);
  const isTable = tableMagic.every((byte, i) => end[i] === byte);
  return isTable ? unsupported('it is part of a TensorFlow checkpoint', asSafetensors) : undefined;
}

/** @returns the refusal of a file of which nothing is known */
export function unknownRefusal(start: Uint8Array): Error {
  // `SavedModel` of TensorFlow: saved_model_schema_version = 1, then its first graph.
  const isSavedModel = bytesAt(0, 0x08, 0x01, 0x12)(start);
  if (isSavedModel) return unsupported('it is a TensorFlow SavedModel', asSafetensors);
  return unsupported(
    'it is none of the formats that are known: safetensors, PyTorch, NumPy .npz and ONNX',
    `${asSafetensors} If its name says that it is one of these, it is damaged: fetch it again.`,
  );
}
