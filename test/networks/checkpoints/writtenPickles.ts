import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import type { Checkpoint, CheckpointTensor } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openPytorch } from '../../../src-main/networks/checkpoints/pytorch.ts';
import { text, zip } from './writtenFiles.ts';

/** Pickles and PyTorch files written here opcode by opcode, sound ones and forged ones. */

export type Piece = Uint8Array | readonly number[];

/** Pieces one after the other. */
export const sequence = (...parts: readonly Piece[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : Uint8Array.from(part)))),
  );
const ascii = (letters: string): Uint8Array => text(letters);

export const mark = ascii('(');
export const none = ascii('N');
export const emptyList = ascii(']');
export const emptyDict = ascii('}');
export const pop = ascii('0');

/** A pickle of protocol 2 whose program is this. */
export const pickle = (...program: readonly Piece[]): Uint8Array<ArrayBuffer> =>
  sequence([0x80, 2], ...program, ascii('.'));

export const uint32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
export const int64 = (value: bigint): Uint8Array => new Uint8Array(BigInt64Array.of(value).buffer);

export const unicode = (value: string): Uint8Array =>
  sequence(ascii('X'), uint32(text(value).length), text(value));

/** By BININT where it fits, or as a LONG1 of eight bytes. */
export const integer = (value: number | bigint): Uint8Array =>
  BigInt.asIntN(32, BigInt(value)) === BigInt(value)
    ? sequence(ascii('J'), uint32(Number(BigInt.asUintN(32, BigInt(value)))))
    : sequence([0x8a, 9], int64(BigInt.asIntN(64, BigInt(value))), [value < 0 ? 0xff : 0]);

export const truth = (value: boolean): Piece => [value ? 0x88 : 0x89];
export const tuple = (...items: readonly Piece[]): Uint8Array => sequence(mark, ...items, ascii('t'));
export const list = (...items: readonly Piece[]): Uint8Array =>
  sequence(emptyList, mark, ...items, ascii('e'));
export const dict = (...entries: readonly (readonly [string | Piece, Piece])[]): Uint8Array =>
  sequence(
    emptyDict,
    mark,
    ...entries.flatMap(([key, value]) => [typeof key === 'string' ? unicode(key) : key, value]),
    ascii('u'),
  );
export const global = (module: string, name: string): Uint8Array => ascii(`c${module}\n${name}\n`);
export const reduce = (callee: Piece, args: Piece): Uint8Array => sequence(callee, args, ascii('R'));
export const build = (target: Piece, state: Piece): Uint8Array => sequence(target, state, ascii('b'));
export const persistent = (id: Piece): Uint8Array => sequence(id, ascii('Q'));
export const put = (index: number): Uint8Array => sequence(ascii('r'), uint32(index));
export const get = (index: number): Uint8Array => sequence(ascii('j'), uint32(index));
export const orderedDict = reduce(global('collections', 'OrderedDict'), tuple());

export interface Written {
  readonly key?: string;
  /** Of the storage, such as FloatStorage. */
  readonly storage?: string;
  /** Values in the storage. */
  readonly length?: number | bigint;
  readonly view?: Piece;
  readonly offset?: number | bigint;
  readonly shape: readonly (number | bigint)[];
  readonly strides: readonly (number | bigint)[];
  readonly metadata?: Piece;
}

export const storage = (type: string, key: string, length: number | bigint, view?: Piece): Uint8Array =>
  persistent(
    tuple(
      unicode('storage'),
      global('torch', type),
      unicode(key),
      unicode('cpu'),
      integer(length),
      ...(view === undefined ? [] : [view]),
    ),
  );

/** As _rebuild_tensor_v2 is called. */
export const tensor = (written: Written): Uint8Array => {
  const { key = '0', storage: type = 'FloatStorage', length = 6, view, offset = 0 } = written;
  return reduce(
    global('torch._utils', '_rebuild_tensor_v2'),
    tuple(
      storage(type, key, length, view),
      integer(offset),
      tuple(...written.shape.map(integer)),
      tuple(...written.strides.map(integer)),
      truth(false),
      orderedDict,
      ...(written.metadata === undefined ? [] : [written.metadata]),
    ),
  );
};

/** What torch.save writes by default. @param parts more entries, or others in place of the usual ones */
export function pytorchZip(
  program: Piece,
  storages: Readonly<Record<string, Uint8Array>> = {},
  parts: Readonly<Record<string, Uint8Array>> = {},
  options: Parameters<typeof zip>[1] = {},
): Uint8Array<ArrayBuffer> {
  const all: Record<string, Uint8Array> = {
    'data.pkl': pickle(program),
    byteorder: text('little'),
    ...Object.fromEntries(Object.entries(storages).map(([key, values]) => [`data/${key}`, values])),
    version: text('3\n'),
    ...parts,
  };
  return zip(
    Object.entries(all).map(([name, content]) => [`model/${name}`, content]),
    options,
  );
}

const magic = sequence([0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

/** What torch.save wrote before PyTorch 1.6. */
export function pytorchLegacy(
  program: Piece,
  storages: readonly { readonly key: string; readonly count: bigint; readonly values: Uint8Array }[],
  header: { readonly magic?: Piece; readonly version?: number; readonly isLittleEndian?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  return sequence(
    pickle(header.magic ?? magic),
    pickle(integer(header.version ?? 1001)),
    pickle(
      dict(['protocol_version', integer(1001)], ['little_endian', truth(header.isLittleEndian ?? true)]),
    ),
    pickle(program),
    pickle(list(...storages.map(({ key }) => unicode(key)))),
    ...storages.flatMap(({ count, values }) => [int64(count), values]),
  );
}

/** A file of torch.save that is in memory. */
export const open = (bytes: Uint8Array): Promise<Checkpoint> =>
  openPytorch(bytesInMemory('checkpoint', bytes));

export async function bytesOf(found: CheckpointTensor | undefined): Promise<Buffer> {
  if (found === undefined) throw new Error('no such tensor');
  const pieces: Buffer[] = [];
  for await (const piece of found.bytes()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

export async function floatsOf(found: CheckpointTensor | undefined): Promise<number[]> {
  const bytes = await bytesOf(found);
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
