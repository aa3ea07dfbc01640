import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** A file that is read in parts. */
export interface PartedFile {
  /** In bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** An element of one of the arrays that lie directly in a JSON file's object. */
export interface ArrayElement {
  readonly key: string;
  /** Where it lies in the file, in bytes. */
  readonly offset: number;
  readonly length: number;
  readonly value: unknown;
}

/** Read at a time: a few milliseconds of scanning. */
const chunkBytes = 512 * 1024;
/** Of one element: the outline of a region, or its run lengths. */
const mostElementBytes = 32 * 1024 * 1024;
const deepest = 32;

const quote = 0x22;
const backslash = 0x5c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);
const comma = 0x2c;
const openArray = 0x5b;
const openObject = 0x7b;
const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * The elements of the arrays in a JSON file's object (RFC 8259), one after another, without holding the file: what a
 * large annotation file needs. Other values of the object are passed over.
 * @param wanted keys of the arrays that are read
 * @throws LapidaryError `json-invalid`
 */
export async function* jsonArrays(
  file: PartedFile,
  wanted: ReadonlySet<string>,
): AsyncGenerator<ArrayElement> {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  /** The last string that ended directly in the object: a key, where an array follows. */
  let text: number[] = [];
  let key = '';
  let isWanted = false;
  /** Of the element that is being read; -1: between two. */
  let begin = -1;
  let end = -1;
  let held: Uint8Array[] = [];
  let heldFrom = 0;

  for (let at = 0; at < file.size; at += chunkBytes) {
    const chunk = await file.read(at, Math.min(chunkBytes, file.size - at));
    if (chunk.length === 0) throw invalid();
    if (begin >= 0) held.push(chunk);
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) inString = false;
        if (depth === 1 && inString && text.length < 200) text.push(byte);
        if (depth === 2) end = at + i + 1;
        continue;
      }
      if (isBlank(byte)) continue;
      if (depth === 0) {
        const isMark = at + i < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf);
        if (isMark) continue;
        if (byte !== openObject || begin === -2) throw invalid();
        depth = 1;
        continue;
      }
      const closes = closers.has(byte);
      if (isWanted && depth === 2 && (byte === comma || closes)) {
        if (begin >= 0) {
          const length = end - begin;
          yield { key, offset: begin, length, value: parsed(held, begin - heldFrom, length) };
          begin = -1;
          held = [];
        } else if (byte === comma) throw invalid();
      } else if (isWanted && depth === 2 && begin < 0) {
        begin = at + i;
        held = [chunk];
        heldFrom = at;
      }
      if (byte === quote) {
        inString = true;
        if (depth === 1) text = [];
      } else if (openers.has(byte)) {
        depth += 1;
        if (depth > deepest) throw invalid();
        if (depth === 2) {
          key = Buffer.from(text).toString('utf8');
          isWanted = byte === openArray && wanted.has(key);
        }
      } else if (closes) {
        depth -= 1;
        if (depth === 1) isWanted = false;
        // Nothing but blanks may follow the object.
        if (depth === 0) begin = -2;
      }
      if (depth >= 2) end = at + i + 1;
      if (begin >= 0 && end - begin > mostElementBytes) throw invalid();
    }
  }
  if (depth !== 0 || begin !== -2) throw invalid();
}

/** One element again. @throws LapidaryError `json-invalid` where the file is no longer the same */
export async function readElement(
  file: PartedFile,
  { offset, length }: Pick<ArrayElement, 'offset' | 'length'>,
): Promise<unknown> {
  return parsed([await file.read(offset, length)], 0, length);
}

function parsed(chunks: readonly Uint8Array[], from: number, length: number): unknown {
  const [first, ...more] = chunks;
  // Most elements lie within one chunk, which is not copied for each of them.
  const bytes =
    first && more.length === 0
      ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
      : Buffer.concat(chunks);
  try {
    return JSON.parse(bytes.toString('utf8', from, from + length));
  } catch {
    throw invalid();
  }
}

function invalid(): LapidaryError {
  return new LapidaryError(
    'json-invalid',
    'The JSON file is cut short or damaged, or an entry of it is larger than 32 MB.',
    'Export it once more from where it was made.',
  );
}
