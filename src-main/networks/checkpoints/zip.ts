import { Readable, pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ByteSource } from './checkpoint.ts';
import { limits } from './checkpoint.ts';
import { rangeOf } from './pieces.ts';
import { quoted } from './quoted.ts';
import { damaged, tooLarge } from './refusals.ts';
import { readDirectory, type DirectoryRecord } from './zipDirectory.ts';

/**
 * Zip archives (APPNOTE.TXT 6.3.10 of PKWARE), stored and deflated, zip64 included. Entries are found through the
 * central directory alone, and their names are looked up, never used as paths.
 */
export interface ZipArchive {
  /** By name, in the order of the directory. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/**
 * The directory of an archive; reads no entry.
 * @throws LapidaryError `checkpoint-damaged` where entries overlap, share a name or lie outside the file,
 * `checkpoint-unsupported` for encryption, several volumes and other compressions, `checkpoint-too-large`
 */
export async function readZip(source: ByteSource): Promise<ZipArchive> {
  const records = await readDirectory(source);
  return { entries: new Map(records.map((record) => [record.name, new ZipEntry(source, record)])) };
}

const localHeaderBytes = 30;
const localSignature = 0x04034b50;
const deflated = 8;

export class ZipEntry {
  readonly name: string;
  /** Uncompressed, in bytes, as the directory states it; `bytes` holds the entry to it. */
  readonly size: number;
  /** Whether it lies in the file as it is, so that `read` works. */
  readonly stored: boolean;
  readonly #source: ByteSource;
  readonly #record: DirectoryRecord;
  #start: Promise<number> | undefined;

  constructor(source: ByteSource, record: DirectoryRecord) {
    this.name = record.name;
    this.size = record.size;
    this.stored = record.method !== deflated;
    this.#source = source;
    this.#record = record;
  }

  /**
   * `length` bytes from `offset` of a stored entry.
   * @throws LapidaryError `checkpoint-damaged` where the entry has fewer
   */
  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.stored) throw new Error(`entry ${this.name} is compressed`);
    if (offset < 0 || length < 0 || length > this.size - offset) {
      throw damaged(`${quoted(this.name)} in its archive has only ${this.size} bytes`);
    }
    return this.#source.read((await this.#dataStart()) + offset, length);
  }

  /**
   * The whole entry, in pieces of at most 1 MiB.
   * @throws LapidaryError `checkpoint-damaged` as soon as it is longer than stated, and at the end where it is shorter
   * or has another checksum
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    let length = 0;
    let checksum = 0;
    for await (const piece of this.stored ? this.#raw() : this.#inflated()) {
      length += piece.length;
      if (length > this.size) throw this.#damaged('is longer than its archive states');
      checksum = crc32(piece, checksum);
      yield piece;
    }
    if (length < this.size) throw this.#damaged('is shorter than its archive states');
    // PyTorch can be told to write no checksums (torch.serialization.set_crc32_options), and then writes zeros.
    const unchecked = this.#record.checksum === 0;
    if (!unchecked && checksum !== this.#record.checksum) throw this.#damaged('does not match its checksum');
  }

  /**
   * The whole entry at once.
   * @param most bytes that are allocated for it
   * @throws LapidaryError as `bytes`, `checkpoint-too-large`
   */
  async whole(most: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.size > most) throw tooLarge(`${quoted(this.name)} in its archive has ${this.size} bytes`);
    const all = new Uint8Array(this.size);
    let at = 0;
    for await (const piece of this.bytes()) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  async *#raw(): AsyncGenerator<Uint8Array> {
    yield* rangeOf(this.#source, await this.#dataStart(), this.#record.compressedSize);
  }

  async *#inflated(): AsyncGenerator<Uint8Array> {
    const inflate = createInflateRaw({ chunkSize: limits.pieceBytes / 4 });
    // The pipeline's own report is that of the inflater, which the loop below throws.
    pipeline(Readable.from(this.#raw()), inflate, () => undefined);
    try {
      for await (const piece of inflate) yield piece as Uint8Array;
    } catch (cause) {
      throw this.#damaged('cannot be decompressed', { cause });
    }
    if (inflate.bytesWritten !== this.#record.compressedSize) {
      throw this.#damaged('is followed by bytes that do not belong to it');
    }
  }

  /** From the start of the file; lies behind a local header whose length the directory does not tell. */
  #dataStart(): Promise<number> {
    this.#start ??= this.#readLocalHeader();
    return this.#start;
  }

  async #readLocalHeader(): Promise<number> {
    const { headerOffset, compressedSize, method, nameBytes, end } = this.#record;
    const header = await this.#source.read(headerOffset, localHeaderBytes + nameBytes.length);
    const view = new DataView(header.buffer);
    const sameName =
      view.getUint16(26, true) === nameBytes.length &&
      nameBytes.every((byte, i) => header[localHeaderBytes + i] === byte);
    if (view.getUint32(0, true) !== localSignature || view.getUint16(8, true) !== method || !sameName) {
      throw this.#damaged('is described differently in the directory and before its data');
    }
    const start = headerOffset + localHeaderBytes + nameBytes.length + view.getUint16(28, true);
    if (start + compressedSize > end) throw this.#damaged('overlaps what follows it');
    return start;
  }

  #damaged(what: string, options?: ErrorOptions): Error {
    return damaged(`${quoted(this.name)} in its archive ${what}`, options);
  }
}
