import type { ByteSource } from './checkpoint.ts';
import { limits } from './checkpoint.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge, unsupported } from './refusals.ts';

/**
 * The central directory of a zip archive (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16), zip64 included. An archive
 * must fill its file: nothing before its first entry's offset is explained away, nothing may follow its end record.
 */

/** An entry as the directory describes it; sizes and offsets are known to lie inside the file. */
export interface DirectoryRecord {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8;
  readonly checksum: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
  /** Where the next entry or the directory begins. */
  readonly end: number;
}

interface Directory {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

const endBytes = 22;
const endSignature = 0x06054b50;
const longestComment = 0xffff;
const locatorBytes = 20;
const locatorSignature = 0x07064b50;
const end64Bytes = 56;
const end64Signature = 0x06064b50;
const recordBytes = 46;
const recordSignature = 0x02014b50;
const smallestLocalHeader = 30;
const zip64Field = 0x0001;
/** "Look into the zip64 field instead." */
const elsewhere16 = 0xffff;
const elsewhere32 = 0xffffffff;
const flags = { encrypted: 0x1, stronglyEncrypted: 0x40, utf8: 0x800, masked: 0x2000 };
/** A tensor's storage each, and a few beside them. */
const mostEntries = limits.tensors + 10_000;

/** @throws LapidaryError as `readZip` */
export async function readDirectory(source: ByteSource): Promise<readonly DirectoryRecord[]> {
  const directory = await findDirectory(source);
  if (directory.size > limits.headerBytes) {
    throw tooLarge(`the directory of its archive claims ${directory.size} bytes`);
  }
  if (directory.count > mostEntries) throw tooLarge(`its archive claims ${directory.count} entries`);
  if (directory.count * recordBytes > directory.size) {
    throw damaged('the directory of its archive is too short for its entries');
  }
  const bytes = await source.read(directory.offset, directory.size);
  const records: Omit<DirectoryRecord, 'end'>[] = [];
  let at = 0;
  for (let i = 0; i < directory.count; i++) {
    const { record, length } = parseRecord(bytes, at);
    records.push(record);
    at += length;
  }
  if (at !== bytes.length) throw damaged('the directory of its archive has bytes that belong to no entry');
  return withEnds(records, directory.offset);
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailStart = Math.max(0, source.size - endBytes - longestComment - locatorBytes);
  const tail = await source.read(tailStart, source.size - tailStart);
  const view = new DataView(tail.buffer);
  let at = tail.length - endBytes;
  const isEnd = (): boolean =>
    view.getUint32(at, true) === endSignature &&
    view.getUint16(at + 20, true) === tail.length - at - endBytes;
  while (at >= 0 && !isEnd()) at--;
  if (at < 0) throw damaged('its archive has no end, so the file is cut short or not an archive');

  const end = tailStart + at;
  const short = {
    disk: view.getUint16(at + 4, true),
    directoryDisk: view.getUint16(at + 6, true),
    countHere: view.getUint16(at + 8, true),
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  const locator = at - locatorBytes;
  if (locator >= 0 && view.getUint32(locator, true) === locatorSignature) {
    const recordAt = natural(view, locator + 8);
    if (view.getUint32(locator + 4, true) !== 0 || view.getUint32(locator + 16, true) > 1) throw volumes();
    return findDirectory64(source, recordAt, end - locatorBytes, short);
  }
  if (short.disk !== 0 || short.directoryDisk !== 0 || short.countHere !== short.count) throw volumes();
  assertDirectoryEndsAt(end, short);
  return short;
}

async function findDirectory64(
  source: ByteSource,
  recordAt: number,
  locatorAt: number,
  short: Directory,
): Promise<Directory> {
  if (recordAt > locatorAt - end64Bytes) throw damaged('the end of its archive points outside the file');
  const view = new DataView((await source.read(recordAt, end64Bytes)).buffer);
  if (
    view.getUint32(0, true) !== end64Signature ||
    natural(view, 4) !== locatorAt - recordAt - 12 ||
    view.getUint32(16, true) !== 0 ||
    view.getUint32(20, true) !== 0
  ) {
    throw damaged('the zip64 record of its archive is not one');
  }
  const directory = { count: natural(view, 32), size: natural(view, 40), offset: natural(view, 48) };
  const contradicts =
    (short.count !== elsewhere16 && short.count !== directory.count) ||
    (short.size !== elsewhere32 && short.size !== directory.size) ||
    (short.offset !== elsewhere32 && short.offset !== directory.offset) ||
    natural(view, 24) !== directory.count;
  if (contradicts) throw damaged('the two end records of its archive contradict each other');
  assertDirectoryEndsAt(recordAt, directory);
  return directory;
}

function assertDirectoryEndsAt(end: number, { offset, size }: Directory): void {
  if (offset + size !== end) throw damaged('the directory of its archive is not where its end says');
}

function parseRecord(
  directory: Uint8Array<ArrayBuffer>,
  at: number,
): { readonly record: Omit<DirectoryRecord, 'end'>; readonly length: number } {
  if (at + recordBytes > directory.length) throw damaged('the directory of its archive is cut short');
  const view = new DataView(directory.buffer, directory.byteOffset + at);
  if (view.getUint32(0, true) !== recordSignature) throw damaged('its archive lists an entry that is none');
  const nameLength = view.getUint16(28, true);
  const extraLength = view.getUint16(30, true);
  const length = recordBytes + nameLength + extraLength + view.getUint16(32, true);
  if (at + length > directory.length) throw damaged('the directory of its archive is cut short');
  if (nameLength > limits.nameLength) throw tooLarge('its archive has an entry with an overlong name');

  const nameBytes = directory.slice(at + recordBytes, at + recordBytes + nameLength);
  const bits = view.getUint16(8, true);
  const name = decodeName(nameBytes, (bits & flags.utf8) !== 0);
  if ((bits & (flags.encrypted | flags.stronglyEncrypted | flags.masked)) !== 0) {
    throw unsupported('its archive is encrypted', 'Decrypt the file with the program that wrote it.');
  }
  const method = view.getUint16(10, true);
  if (method !== 0 && method !== 8) {
    throw unsupported(
      `${quoted(name)} in its archive is compressed by method ${method}`,
      'Pack it again without compression, or save the weights as safetensors.',
    );
  }
  const extra = directory.subarray(
    at + recordBytes + nameLength,
    at + recordBytes + nameLength + extraLength,
  );
  const { size, compressedSize, headerOffset } = placeOf(view, extra);
  if (method === 0 && size !== compressedSize) {
    throw damaged(`${quoted(name)} in its archive has two sizes, ${size} and ${compressedSize}`);
  }
  if (size > compressedSize * limits.expansion) {
    throw tooLarge(`${quoted(name)} in its archive claims to grow from ${compressedSize} to ${size} bytes`);
  }
  const checksum = view.getUint32(16, true);
  return { record: { name, nameBytes, method, checksum, compressedSize, size, headerOffset }, length };
}

/** Sizes and offset of an entry, from the zip64 field where the 32 bits say so; it holds only those that do. */
function placeOf(
  view: DataView,
  extra: Uint8Array<ArrayBuffer>,
): { readonly size: number; readonly compressedSize: number; readonly headerOffset: number } {
  const wide = zip64Values(extra);
  let next = 0;
  const widened = (short: number): number => {
    if (short !== elsewhere32) return short;
    const at = 8 * next++;
    if (wide === undefined || at + 8 > wide.byteLength) {
      throw damaged('its archive lacks the size of an entry');
    }
    return natural(wide, at);
  };
  const size = widened(view.getUint32(24, true));
  const compressedSize = widened(view.getUint32(20, true));
  const headerOffset = widened(view.getUint32(42, true));
  const disk = view.getUint16(34, true);
  if (disk !== 0 && disk !== elsewhere16) throw volumes();
  return { size, compressedSize, headerOffset };
}

function zip64Values(extra: Uint8Array<ArrayBuffer>): DataView | undefined {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > extra.length)
      throw damaged('its archive has an entry with a field that is cut short');
    if (view.getUint16(at, true) === zip64Field)
      return new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    at += 4 + length;
  }
  return undefined;
}

/** Checks that the entries lie one after the other before the directory, and says where each must end. */
function withEnds(
  records: readonly Omit<DirectoryRecord, 'end'>[],
  directoryOffset: number,
): readonly DirectoryRecord[] {
  const ends = new Map<string, number>();
  let end = directoryOffset;
  for (const record of records.toSorted((a, b) => b.headerOffset - a.headerOffset)) {
    const { name, nameBytes, compressedSize, headerOffset } = record;
    if (ends.has(name)) throw damaged(`its archive has two entries named ${quoted(name)}`);
    if (headerOffset + smallestLocalHeader + nameBytes.length + compressedSize > end) {
      throw damaged(`${quoted(name)} in its archive overlaps what follows it`);
    }
    ends.set(name, end);
    end = headerOffset;
  }
  return records.map((record) => ({ ...record, end: ends.get(record.name) ?? 0 }));
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (utf8) throw damaged('its archive has an entry whose name is not UTF-8', { cause });
    return new TextDecoder('latin1').decode(bytes);
  }
}

function natural(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`its archive claims ${value} bytes or entries`);
  return Number(value);
}

function volumes(): Error {
  return unsupported('its archive is spread over several volumes', 'Pack it again as a single file.');
}
