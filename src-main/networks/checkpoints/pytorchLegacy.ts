import { limits, type ByteSource, type Checkpoint } from './checkpoint.ts';
import { bytesOf, pickledCheckpoint } from './pickledCheckpoint.ts';
import { rangeOf } from './pieces.ts';
import { PickleCutShort } from './pickleBytes.ts';
import { PickleDict, PickleList, StoredValues } from './pickleValues.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';
import type { StorageBytes } from './stridedBytes.ts';
import { torchNames } from './torchObjects.ts';
import { unpickle, type PickleNames, type Unpickled } from './unpickler.ts';

/**
 * What torch.save wrote before PyTorch 1.6 and still can (`_legacy_save` in torch/serialization.py): five pickles one
 * after the other (magic number, protocol version, facts about the machine, the object, the keys of its storages), then
 * for each key an int64 count and that many values.
 */

const magicNumber = 0x1950a86a20f9469cfc6cn;
/** The magic number's pickle in any protocol takes less. */
const magicBytes = 64;
const protocolVersion = 1001;
const countBytes = 8;
/** How much of the file is read for the pickles at first; they do not say where they end. */
const firstWindow = 256 * 1024;

/** The pickles of a file, unpickled. */
interface Pickles {
  readonly object: Unpickled;
  readonly keys: readonly string[];
  /** What the object says of each of its storages. */
  readonly storages: ReadonlyMap<string, StoredValues>;
  /** Of the first count. */
  readonly end: number;
}

/**
 * @param source disposed of with the checkpoint; stays the caller's where this throws
 * @throws LapidaryError `checkpoint-damaged`, `checkpoint-unsupported`, `checkpoint-too-large`
 */
export async function openPytorchLegacy(source: ByteSource): Promise<Checkpoint> {
  assertMagic(await source.read(0, Math.min(magicBytes, source.size)));
  const pickles = await readPickles(source);
  const starts = await storageStarts(source, pickles);
  return pickledCheckpoint({
    format: 'pytorch-legacy',
    source,
    unpickled: pickles.object,
    storageOf: (key) => starts.get(key),
    notes: [],
  });
}

function assertMagic(start: Uint8Array): void {
  let value: unknown;
  try {
    value = unpickle(start, 0, torchNames).value;
  } catch (error) {
    // A file of fewer bytes than a magic number may be one that is cut short; every other pickle is a foreign one.
    if (start.length < magicBytes) throw error;
  }
  if (value !== magicNumber) {
    throw unsupported(
      'it is a pickle that torch.save did not write',
      'Load it in Python, and save its arrays with numpy.savez or as safetensors.',
    );
  }
}

async function readPickles(source: ByteSource): Promise<Pickles> {
  const most = Math.min(source.size, limits.headerBytes);
  for (let window = Math.min(firstWindow, most); ; window = Math.min(4 * window, most)) {
    try {
      return unpickleAll(await source.read(0, window));
    } catch (error) {
      if (!(error instanceof PickleCutShort) || window === most) throw error;
    }
  }
}

function unpickleAll(bytes: Uint8Array): Pickles {
  const storages = new Map<string, StoredValues>();
  const names: PickleNames = {
    ...torchNames,
    persistent(id) {
      const value = torchNames.persistent(id);
      if (value instanceof StoredValues) remember(storages, value);
      return value;
    },
  };
  const magic = unpickle(bytes, 0, torchNames);
  const version = unpickle(bytes, magic.end, torchNames);
  if (version.value !== protocolVersion) {
    throw unsupported("it has another version of PyTorch's old format", 'Save its weights as safetensors.');
  }
  const machine = unpickle(bytes, version.end, torchNames);
  if (machine.value instanceof PickleDict && machine.value.get('little_endian') === false) {
    throw unsupported(
      'its values are big-endian',
      'Load it in PyTorch on an ordinary machine and save it again there.',
    );
  }
  const object = unpickle(bytes, machine.end, names);
  const keys = unpickle(bytes, object.end, torchNames);
  if (!(keys.value instanceof PickleList)) throw damaged('it lacks the list of its storages');
  return { object, keys: keys.value.items.map(keyOf), storages, end: keys.end };
}

function remember(storages: Map<string, StoredValues>, value: StoredValues): void {
  const known = storages.get(value.key);
  if (known !== undefined && (known.type !== value.type || known.length !== value.length)) {
    throw damaged(`it describes the storage ${quoted(value.key)} in two ways`);
  }
  storages.set(value.key, value);
}

function keyOf(key: unknown): string {
  if (typeof key !== 'string') throw damaged('it has a storage without a name');
  return key;
}

async function storageStarts(
  source: ByteSource,
  { keys, storages, end }: Pickles,
): Promise<ReadonlyMap<string, StorageBytes>> {
  if (keys.length > limits.tensors) throw tooLarge(`it claims ${keys.length} storages`);
  const found = new Map<string, StorageBytes>();
  let at = end;
  for (const key of keys) {
    const values = storages.get(key);
    if (values === undefined) {
      throw unsupported(
        `nothing says how long the values of its storage ${quoted(key)} are, or they are quantised`,
        'Load it in PyTorch and save its weights as safetensors.',
      );
    }
    const size = bytesOf(values);
    const count = new DataView((await source.read(at, countBytes)).buffer).getBigInt64(0, true);
    at += countBytes;
    if (count !== BigInt(values.length)) {
      throw damaged(`its storage ${quoted(key)} has ${count} values where its pickle says ${values.length}`);
    }
    if (size > source.size - at) throw damaged('it is cut short');
    if (found.has(key)) throw damaged(`it has the storage ${quoted(key)} twice`);
    found.set(key, run(source, at, size));
    at += size;
  }
  return found;
}

function run(source: ByteSource, start: number, size: number): StorageBytes {
  return {
    size,
    read: (offset, length) => source.read(start + offset, length),
    bytes: () => rangeOf(source, start, size),
  };
}
