import { crc32, createDeflateRaw } from 'node:zlib';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/**
 * A ZIP archive as a stream (PKWARE APPNOTE 6.3.10, without ZIP64 and encryption). Whole entries are stored as they
 * are: what is put here is compressed already. An entry that comes in parts is deflated as it comes, its sizes following
 * it (4.3.9). Times are those of no day (4.4.6), so that the same masks give the same bytes.
 */
export interface ZipEntry {
  /** '/' between folders; no two alike. */
  readonly name: string;
  readonly data: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Without ZIP64, entries are counted in 16 bits and placed in 32. */
export const mostZipEntries = 65_535;
const mostZipBytes = 0xffff_ffff;

const stored = 0;
const deflated = 8;
/** Names are UTF-8 (bit 11); sizes follow the data (bit 3). */
const utf8Flag = 1 << 11;
const sizesFollow = 1 << 3;
const versionNeeded = 20;
/** 1 January 1980, the first day there is. */
const someDay = (1 << 5) | 1;

interface Written {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: typeof stored | typeof deflated;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** @throws LapidaryError `export-too-large` while it is read */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, data } of entries) {
    if (written.length >= mostZipEntries) throw tooLarge();
    const isWhole = data instanceof Uint8Array;
    const entry: Written = {
      name: Buffer.from(name, 'utf8'),
      flags: isWhole ? utf8Flag : utf8Flag | sizesFollow,
      method: isWhole ? stored : deflated,
      offset,
      crc: isWhole ? crc32(data) : 0,
      packed: isWhole ? data.length : 0,
      size: isWhole ? data.length : 0,
    };
    written.push(entry);
    const head = localHeader(entry);
    yield head;
    if (isWhole) {
      yield data;
    } else {
      yield* deflatedParts(data, entry);
      yield sizesAfter(entry);
    }
    offset += head.length + entry.packed + (isWhole ? 0 : 16);
    if (offset > mostZipBytes) throw tooLarge();
  }
  let length = 0;
  for (const entry of written) {
    const line = directoryLine(entry);
    length += line.length;
    yield line;
  }
  if (offset + length > mostZipBytes) throw tooLarge();
  yield directoryEnd(written.length, length, offset);
}

async function* deflatedParts(data: AsyncIterable<Uint8Array>, entry: Written): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw();
  const feed = async (): Promise<void> => {
    for await (const part of data) {
      entry.crc = crc32(part, entry.crc);
      entry.size += part.length;
      if (deflate.write(part)) continue;
      await new Promise((resolve) => deflate.once('drain', resolve));
    }
    deflate.end();
  };
  feed().catch((error: unknown) => {
    deflate.destroy(error instanceof Error ? error : new Error('an entry broke off'));
  });
  for await (const part of deflate as AsyncIterable<Buffer>) {
    entry.packed += part.length;
    yield part;
  }
}

/** What is said of an entry in front of it (4.3.7) and again in the directory (4.3.12). */
function said(entry: Written): Buffer {
  const fields = Buffer.alloc(26);
  const isKnown = (entry.flags & sizesFollow) === 0;
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(entry.flags, 2);
  fields.writeUInt16LE(entry.method, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(someDay, 8);
  fields.writeUInt32LE(isKnown || entry.size > 0 ? entry.crc : 0, 10);
  fields.writeUInt32LE(entry.packed, 14);
  fields.writeUInt32LE(entry.size, 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

function localHeader(entry: Written): Buffer {
  return Buffer.concat([signature('PK\x03\x04'), said(entry), entry.name]);
}

function sizesAfter({ crc, packed, size }: Written): Buffer {
  const fields = Buffer.alloc(12);
  fields.writeUInt32LE(crc, 0);
  fields.writeUInt32LE(packed, 4);
  fields.writeUInt32LE(size, 8);
  return Buffer.concat([signature('PK\x07\x08'), fields]);
}

function directoryLine(entry: Written): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(versionNeeded);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([signature('PK\x01\x02'), madeBy, said(entry), rest, entry.name]);
}

/** 4.3.16 */
function directoryEnd(entries: number, length: number, offset: number): Buffer {
  const fields = Buffer.alloc(18);
  fields.writeUInt16LE(entries, 4);
  fields.writeUInt16LE(entries, 6);
  fields.writeUInt32LE(length, 8);
  fields.writeUInt32LE(offset, 12);
  return Buffer.concat([signature('PK\x05\x06'), fields]);
}

const signature = (text: string): Buffer => Buffer.from(text, 'latin1');

function tooLarge(): LapidaryError {
  return new LapidaryError(
    'export-too-large',
    'There are more masks than one ZIP file can hold (65,535 files, 4 GB).',
    'Export this study as COCO, which is one file of any length.',
  );
}
