import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '../../../src-shared/domain/random.ts';
import {
  field,
  float32,
  joined,
  npyOf,
  onnx,
  onnxNode,
  onnxTensor,
  rawData,
  safetensors,
  text,
  zip,
} from './writtenFiles.ts';

/** Sound checkpoints of every format, and seeded ways to make them unsound. */

export type Files = Readonly<Record<string, Uint8Array>>;

export interface Sound {
  readonly name: string;
  /** What the files are made of: whole files, entries of archives, headers. */
  readonly parts: Files;
  /** The files, with lengths and checksums that fit the parts, whatever they are. */
  readonly build: (parts: Files) => Files;
  /** The file to open. */
  readonly main: string;
}

/** Every character as one byte. */
const latin = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));
const part = (parts: Files, name: string): Uint8Array => parts[name] ?? new Uint8Array(0);

/** `{'a': tensor of two float32, 'epoch': 3}` as torch.save pickles it; `rest` follows the storage's device. */
function pickle(rest: Uint8Array): Uint8Array {
  const unicode = (value: string): Uint8Array => joined(latin('X'), [value.length, 0, 0, 0], latin(value));
  return joined(
    [0x80, 2],
    latin('}q\0('),
    unicode('a'),
    latin('ctorch._utils\n_rebuild_tensor_v2\n(('),
    unicode('storage'),
    latin('ctorch\nFloatStorage\n'),
    unicode('0'),
    unicode('cpu'),
    latin('K\x02'),
    rest,
    latin('tQK\0K\x02\x85K\x01\x85'),
    [0x89],
    latin('ccollections\nOrderedDict\n)RtR'),
    unicode('epoch'),
    latin('K\x03u.'),
  );
}

const int64 = (value: number): Uint8Array => new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
const header =
  '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"BF16","shape":[2,1],"data_offsets":[8,12]}}';
const plain = (name: string, parts: Files, main: string): Sound => ({
  name,
  parts,
  build: (same) => same,
  main,
});
const archive = (name: string, parts: Files, deflated: boolean): Sound => ({
  name,
  parts,
  main: 'weights',
  build: (changed) => ({ weights: zip(Object.entries(changed), { deflated }) }),
});

const pytorchEntries: Files = {
  'archive/data.pkl': pickle(new Uint8Array(0)),
  'archive/byteorder': text('little'),
  'archive/data/0': float32(1, 2),
  'archive/version': text('3\n'),
};
const arrays: Files = {
  'Transformer/a/kernel.npy': npyOf('<f4', [2, 3], float32(1, 2, 3, 4, 5, 6), true),
  'b.npy': npyOf('|V2', [3], Uint8Array.of(1, 2, 3, 4, 5, 6)),
};
const shard = (name: string): Uint8Array =>
  safetensors(`{"${name}":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, float32(1, 2));

export function soundCheckpoints(): readonly Sound[] {
  const fixtures = path.resolve('test/fixtures/checkpoints');
  const fixture = (name: string): Uint8Array => readFileSync(path.join(fixtures, name));
  const exported = 'onnx-huggingface-export.onnx';
  return [
    plain('safetensors', { weights: safetensors(header, new Uint8Array(12)) }, 'weights'),
    {
      name: 'safetensors header',
      parts: { header: text(header), data: new Uint8Array(12) },
      main: 'weights',
      build: (parts) => ({
        weights: safetensors(new TextDecoder().decode(part(parts, 'header')), part(parts, 'data')),
      }),
    },
    plain(
      'sharded',
      {
        'i.index.json': text('{"metadata":{"total_size":16},"weight_map":{"a":"p1.bin","b":"p2.bin"}}'),
        'p1.bin': shard('a'),
        'p2.bin': shard('b'),
      },
      'i.index.json',
    ),
    archive('pytorch', pytorchEntries, false),
    archive('pytorch, deflated', pytorchEntries, true),
    plain(
      'pytorch, legacy',
      {
        weights: joined(
          [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
          [0x80, 2, 0x4d, 0xe9, 3, 0x2e],
          [0x80, 2],
          latin('}q\0(X\x10\0\0\0protocol_versionM'),
          [0xe9, 3],
          latin('X\r\0\0\0little_endian'),
          [0x88],
          latin('u.'),
          pickle(latin('N')),
          [0x80, 2],
          latin(']q\0X\x01\0\0\x000a.'),
          int64(2),
          float32(1, 2),
        ),
      },
      'weights',
    ),
    archive('npz', arrays, false),
    archive('npz, deflated', arrays, true),
    plain(
      'onnx',
      {
        'm.onnx': onnx(
          field(5, onnxTensor('onnx::MatMul_1', [2, 3], 1, rawData(float32(1, 2, 3, 4, 5, 6)))),
          field(5, onnxTensor('fc.bias', [3], 10, field(5, Uint8Array.of(1, 2, 3)))),
          field(1, onnxNode('MatMul', ['x', 'onnx::MatMul_1'], ['y'], '/fc/MatMul')),
          field(1, onnxNode('Add', ['y', 'fc.bias'], ['z'])),
          field(1, onnxNode('Identity', ['fc.bias'], ['fd.bias'])),
        ),
      },
      'm.onnx',
    ),
    plain(
      'onnx, exported',
      { 'm.onnx': fixture(exported), [`${exported}.data`]: fixture(`${exported}.data`) },
      'm.onnx',
    ),
  ];
}

type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Lengths that lie: near the truth, near the widths of integers, and beyond any file. */
const lies = [
  0n,
  1n,
  0x7fn,
  0x80n,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  1n << 53n,
  1n << 63n,
  (1n << 64n) - 1n,
];

/** Pieces of files that were written to harm. */
const hostile: readonly Uint8Array[] = [
  latin("cos\nsystem\n(S'touch harmed'\ntR."),
  latin('\x80\x02cposix\nsystem\nX\x0c\0\0\0touch harmed\x85R.'),
  latin('\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0ctouch harmed\x85R.'),
  latin('c__builtin__\neval\n(S\'open("harmed","w")\'\ntR.'),
  latin('../../harmed'),
  latin('..\\harmed'),
  latin('/etc/passwd'),
  latin('"__proto__":{"a":1},'),
  latin("{'descr': '|O', 'fortran_order': False, 'shape': (9,)}"),
];
const nests = ['[', '{"a":', '(', '(l', ']q\0', '}}', '*\x80\x01', ':\x7f', '0', '\x85'].map(latin);

/** Lengths stand at the beginnings and ends of files. */
function place(length: number, random: Random): number {
  const near = Math.min(length, 48);
  const where = random.below(4);
  if (where === 0) return random.below(near + 1);
  if (where === 1) return length - random.below(near + 1);
  return random.below(length + 1);
}

const overwritten = (bytes: Uint8Array, at: number, run: Uint8Array): Uint8Array => {
  const copy = bytes.slice();
  copy.set(run.subarray(0, Math.max(0, copy.length - at)), at);
  return copy;
};
const inserted = (bytes: Uint8Array, at: number, run: Uint8Array): Uint8Array =>
  joined(bytes.subarray(0, at), run, bytes.subarray(at));
const noise = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.below(256));
const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)] as T;

export const changes: Readonly<Record<string, Change>> = {
  'bits flipped'(bytes, random) {
    const copy = bytes.slice();
    for (let i = random.below(8); i >= 0 && copy.length > 0; i--) {
      const at = Math.min(copy.length - 1, place(copy.length, random));
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  'bytes overwritten'(bytes, random) {
    const length = 1 + random.below(16);
    const run = oneOf(random, [
      noise(random, length),
      new Uint8Array(length),
      new Uint8Array(length).fill(0xff),
    ]);
    return overwritten(bytes, place(bytes.length, random), run);
  },
  'cut short': (bytes, random) => bytes.subarray(0, place(bytes.length, random)),
  'bytes inserted': (bytes, random) =>
    inserted(bytes, place(bytes.length, random), noise(random, 1 + random.below(64))),
  'bytes removed'(bytes, random) {
    const at = place(bytes.length, random);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(32)));
  },
  'a length that lies'(bytes, random) {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, oneOf(random, [...lies, BigInt(bytes.length), BigInt(bytes.length + 1)]), true);
    const width = oneOf(random, [1, 2, 4, 8]);
    return overwritten(bytes, place(bytes.length, random), new Uint8Array(view.buffer, 0, width));
  },
  'a decimal that lies'(bytes, random) {
    const digits = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39);
    if (digits.length === 0) return bytes;
    const at = oneOf(random, digits);
    const value = text(String(oneOf(random, lies)));
    return joined(
      bytes.subarray(0, at),
      random.below(4) === 0 ? text('-') : [],
      value,
      bytes.subarray(at + 1),
    );
  },
  spliced(bytes, random, other) {
    const at = random.below(bytes.length + 1);
    return joined(
      bytes.subarray(0, at),
      other.subarray(Math.min(other.length, random.below(bytes.length + 1))),
    );
  },
  deep: (bytes, random) =>
    inserted(
      bytes,
      place(bytes.length, random),
      Buffer.concat(Array<Uint8Array>(oneOf(random, [3, 100, 20_000])).fill(oneOf(random, nests))),
    ),
  'hostile, inserted': (bytes, random) =>
    inserted(bytes, place(bytes.length, random), oneOf(random, hostile)),
  'hostile, written over': (bytes, random) =>
    overwritten(bytes, place(bytes.length, random), oneOf(random, hostile)),
  'hostile, in front of the last byte': (bytes, random) =>
    inserted(bytes, Math.max(0, bytes.length - 1), oneOf(random, hostile)),
  'hostile, alone': (_, random) => oneOf(random, hostile),
};

export interface Mutated {
  /** What was done to what. */
  readonly name: string;
  readonly files: Files;
  readonly main: string;
}

/** One of the sound checkpoints after one to three changes, to what it is made of or to its files. */
export function mutated(sound: readonly Sound[], random: Random): Mutated {
  const { name, parts, build, main } = oneOf(random, sound);
  const done: string[] = [];
  const changed = (files: Files): Files => {
    const target = oneOf(random, Object.keys(files));
    const others = Object.values(oneOf(random, sound).parts);
    const change = oneOf(random, Object.keys(changes));
    done.push(`${change} in ${target}`);
    const bytes = changes[change]?.(part(files, target), random, oneOf(random, others));
    return { ...files, [target]: bytes ?? part(files, target) };
  };
  const inside = random.below(2) === 0;
  let files = inside ? build(changed(parts)) : changed(build(parts));
  // A name that leads out of the folder, in place of one of the same length.
  if (random.below(20) === 0) files = withNamesOutside(files, done);
  if (random.below(4) === 0) files = changed(files);
  return { name: `${name}: ${done.join(', ')}`, files, main };
}

function withNamesOutside(files: Files, done: string[]): Files {
  done.push('names that lead outside');
  const outside = (bytes: Uint8Array): Uint8Array =>
    Buffer.from(
      Buffer.from(bytes)
        .toString('latin1')
        .replaceAll('archive/', '../../a/')
        .replaceAll('p1.bin', '../../')
        .replaceAll('onnx-hugging', '../../../../')
        .replaceAll('Transformer/', '../../../../../'),
      'latin1',
    );
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, outside(bytes)]));
}
