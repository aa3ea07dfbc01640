import { crc32 } from 'node:zlib';
import { z } from 'zod';

/**
 * One file of the cache of prepared frames, all numbers little-endian:
 *
 *   0   8 bytes   "LAPPREP1"
 *   8   uint32    length of the head
 *   12  uint32    CRC-32 of everything behind byte 16
 *   16  head      JSON, padded with blanks so that the values begin at a multiple of 8
 *   …   values    of each tensor in the head's order, float32 before bytes
 *
 * The checksum is not against forgers: a file that was cut short, torn by a power cut or rotten is to be noticed. It
 * is a CRC since a big case is read again in every epoch (14.5 MB: 10 ms; sha-256: 20 ms).
 */
export type CachedTensors = Readonly<Record<string, Float32Array | Uint8Array>>;

const magic = Buffer.from('LAPPREP1', 'ascii');
export const preambleBytes = 16;
const largestHead = 64 * 1024;
/** More than any network makes of a frame: a file that claims more is damaged, or not one of ours. */
export const largestFile = 1024 ** 3;

const Head = z.strictObject({
  key: z.string(),
  tensors: z
    .array(z.strictObject({ name: z.string(), type: z.enum(['f32', 'u8']), length: z.int().min(0) }))
    .max(1024),
});
export type Head = z.infer<typeof Head>;

const bytesPer = { f32: 4, u8: 1 } as const;

/** The parts of a file in order, without a copy of the values. */
export function encodePrepared(key: string, tensors: CachedTensors): readonly Uint8Array[] {
  const isFloat = ([, data]: readonly [string, Float32Array | Uint8Array]): boolean =>
    data instanceof Float32Array;
  const entries = Object.entries(tensors).sort((a, b) => Number(isFloat(b)) - Number(isFloat(a)));
  const head: Head = {
    key,
    tensors: entries.map(([name, data]) => ({
      name,
      type: data instanceof Float32Array ? 'f32' : 'u8',
      length: data.length,
    })),
  };
  const json = JSON.stringify(head);
  const length = Math.ceil(Buffer.byteLength(json) / 8) * 8;
  const text = Buffer.alloc(length, ' ');
  text.write(json);
  const values = entries.map(([, data]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const preamble = Buffer.alloc(preambleBytes);
  magic.copy(preamble);
  preamble.writeUInt32LE(length, 8);
  preamble.writeUInt32LE(
    [text, ...values].reduce((sum, part) => crc32(part, sum), 0),
    12,
  );
  return [preamble, text, ...values];
}

/** Length of the head behind the preamble; undefined: no file of ours. */
export function headLength(preamble: Uint8Array): number | undefined {
  const view = Buffer.from(preamble.buffer, preamble.byteOffset, preamble.byteLength);
  if (view.length !== preambleBytes || !view.subarray(0, 8).equals(magic)) return undefined;
  const length = view.readUInt32LE(8);
  return length <= largestHead && length % 8 === 0 ? length : undefined;
}

/** The head, where it is of that key and promises exactly the bytes that the file has; undefined otherwise. */
export function readHead(text: Uint8Array, key: string, fileBytes: number): Head | undefined {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
  const head = Head.safeParse(json);
  if (!head.success || head.data.key !== key) return undefined;
  const promised = head.data.tensors.reduce((sum, { type, length }) => sum + bytesPer[type] * length, 0);
  return preambleBytes + text.length + promised === fileBytes ? head.data : undefined;
}

/** The tensors as views of `values`; undefined where the checksum says that something has changed. */
export function decodePrepared(
  preamble: Uint8Array,
  text: Uint8Array,
  head: Head,
  values: Uint8Array<ArrayBuffer>,
): CachedTensors | undefined {
  const expected = new DataView(preamble.buffer, preamble.byteOffset).getUint32(12, true);
  if (crc32(values, crc32(text)) !== expected) return undefined;
  let at = values.byteOffset;
  return Object.fromEntries(
    head.tensors.map(({ name, type, length }) => {
      const view = type === 'f32' ? Float32Array : Uint8Array;
      const data = new view(values.buffer, at, length);
      at += data.byteLength;
      return [name, data];
    }),
  );
}
