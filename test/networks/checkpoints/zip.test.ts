import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { readZip, type ZipArchive, type ZipEntry } from '../../../src-main/networks/checkpoints/zip.ts';
import { joined, refusal, text, zip } from './writtenFiles.ts';

const open = (bytes: Uint8Array): Promise<ZipArchive> => readZip(bytesInMemory('archive', bytes));

function entryOf({ entries }: ZipArchive, name: string): ZipEntry {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`no entry ${name}`);
  return entry;
}

/** Where a signature stands for the first time. */
const placeOf = (bytes: Uint8Array, signature: string): number =>
  Buffer.from(bytes).indexOf(signature, 0, 'latin1');

/** The archive with some bytes replaced. */
function patched(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

const directory = 'PK\x01\x02';
const end = 'PK\x05\x06';
const little = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n));
const three = zip([
  ['a/one', text('first')],
  ['a/two', text('second one')],
  ['three', text('')],
]);

/** The archive with a zip64 field in its only entry and zip64 end records. */
function zip64(
  fields: { size?: number; compressed?: number; offset?: number; count?: number; end?: number } = {},
): Uint8Array {
  const plain = zip([['big', text('content')]]);
  const from = placeOf(plain, directory);
  const record = plain.slice(from, placeOf(plain, end));
  const wide = [
    ...little(fields.size ?? 7, 8),
    ...little(fields.compressed ?? 7, 8),
    ...little(fields.offset ?? 0, 8),
  ];
  record.fill(0xff, 20, 28);
  record.fill(0xff, 42, 46);
  record.set(little(4 + wide.length, 2), 30);
  const whole = joined(record, [1, 0, ...little(wide.length, 2)], wide);
  const recordAt = from + whole.length;
  const count = little(fields.count ?? 1, 8);
  return joined(
    plain.subarray(0, from),
    whole,
    text('PK\x06\x06'),
    [...little(44, 8), 45, 0, 45, 0, ...little(0, 8), ...count, ...count],
    [...little(whole.length, 8), ...little(from, 8)],
    text('PK\x06\x07'),
    [...little(0, 4), ...little(fields.end ?? recordAt, 8), ...little(1, 4)],
    text(end),
    [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, ...Array<number>(8).fill(0xff), 0, 0],
  );
}

describe('a zip archive', () => {
  it.each([false, true])('gives its entries, deflated: %s', async (deflated) => {
    const large = randomBytes(1_500_000);
    const archive = await open(
      zip(
        [
          ['a', text('first')],
          ['b', large],
          ['c', text('')],
        ],
        { deflated },
      ),
    );
    expect([...archive.entries.keys()]).toEqual(['a', 'b', 'c']);
    const entry = entryOf(archive, 'b');
    expect({ size: entry.size, stored: entry.stored }).toEqual({ size: 1_500_000, stored: !deflated });
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.bytes()) pieces.push(piece.slice());
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.concat(pieces).equals(large)).toBe(true);
    expect(await entryOf(archive, 'c').whole(0)).toHaveLength(0);
  });

  it('gives a part of what is stored, and no more than there is', async () => {
    const archive = await open(three);
    const entry = entryOf(archive, 'a/two');
    expect(Buffer.from(await entry.read(3, 4)).toString()).toBe('ond ');
    for (const [offset, length] of [
      [7, 4],
      [-1, 2],
      [0, -1],
      [11, 0],
    ] as const) {
      await expect(entry.read(offset, length)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
    }
    await expect(entry.whole(9)).rejects.toMatchObject({ code: 'checkpoint-too-large' });
  });

  it('can be left in the middle of an entry and read again', async () => {
    const content = randomBytes(3_000_000);
    const entry = entryOf(await open(zip([['a', content]], { deflated: true })), 'a');
    for await (const piece of entry.bytes()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(Buffer.from(await entry.whole(3_000_000)).equals(content)).toBe(true);
  });

  it('may have a comment, and sizes of 64 bits', async () => {
    const commented = joined(patched(three, three.length - 2, 3, 0), text('PK\x05'));
    expect((await open(commented)).entries.size).toBe(3);
    const entry = entryOf(await open(zip64()), 'big');
    expect(Buffer.from(await entry.whole(100)).toString()).toBe('content');
  });

  it('keeps names that look like paths as mere names', async () => {
    const { entries } = await open(
      zip([
        ['../../outside', text('a')],
        ['/etc/passwd', text('b')],
        ['C:\\windows\\x', text('c')],
      ]),
    );
    expect([...entries.keys()]).toEqual(['../../outside', '/etc/passwd', 'C:\\windows\\x']);
  });

  it('is refused wherever it is cut short', async () => {
    for (let length = 0; length < three.length; length++) {
      await expect(open(three.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
        code: 'checkpoint-damaged',
      });
    }
  });

  const first = placeOf(three, directory);
  it.each([
    ['bytes before its first entry', joined([1, 2, 3], three), 'damaged', 'not where its end says'],
    ['bytes behind its end', joined(three, [1, 2, 3]), 'damaged', 'has no end'],
    ['encryption', patched(three, first + 8, 1), 'unsupported', 'encrypted'],
    ['another compression', patched(three, first + 10, 12), 'unsupported', 'method 12'],
    ['a second volume', patched(three, placeOf(three, end) + 4, 1), 'unsupported', 'several volumes'],
    ['an entry on a second volume', patched(three, first + 34, 1), 'unsupported', 'several volumes'],
    ['two sizes of what is stored', patched(three, first + 24, 4), 'damaged', 'two sizes'],
    [
      'an entry larger than the file',
      patched(three, first + 20, 0xff, 0xff, 0, 0, 0xff, 0xff),
      'damaged',
      'overlaps',
    ],
    ['an entry that reaches into the next', patched(three, first + 20, 9, 0, 0, 0, 9), 'damaged', 'overlaps'],
    ['an entry inside another', patched(three, first + 42, 3), 'damaged', 'overlaps'],
    ['an entry behind the directory', patched(three, first + 42, 0xff, 0xff), 'damaged', 'overlaps'],
    [
      'fewer entries than the directory holds',
      patched(three, placeOf(three, end) + 8, 2, 0, 2),
      'damaged',
      'belong to no entry',
    ],
    [
      'more entries than the directory holds',
      patched(three, placeOf(three, end) + 8, 4, 0, 4),
      'damaged',
      'too short',
    ],
    [
      'a name that is no UTF-8 though it is stated to be',
      patched(patched(three, first + 9, 8), first + 46, 0xff),
      'damaged',
      'not UTF-8',
    ],
  ])('is refused with %s', async (_, bytes, code, reason) => {
    await expect(open(bytes)).rejects.toEqual(refusal(code, reason));
  });

  it('is refused with two entries of one name', async () => {
    const twins = zip([
      ['same', text('a')],
      ['same', text('b')],
    ]);
    await expect(open(twins)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  });

  it.each([
    ['a size beyond all counting', { size: 2 ** 60, compressed: 2 ** 60 }, 'claims 1152921504606846976'],
    ['a size beyond the file', { size: 2 ** 40, compressed: 2 ** 40 }, 'overlaps'],
    ['an offset beyond the file', { offset: 2 ** 40 }, 'overlaps'],
    ['an end record beyond the file', { end: 2 ** 40 }, 'points outside'],
    ['an end record that is none', { end: 3 }, 'is not one'],
    ['more entries than its bytes could hold', { count: 1000 }, 'too short'],
  ])('is refused with 64 bits that lie: %s', async (_, fields, reason) => {
    await expect(open(zip64(fields))).rejects.toEqual(refusal('damaged', reason));
  });

  it('is refused with more entries than any checkpoint has', async () => {
    await expect(open(zip64({ count: 2 ** 40 }))).rejects.toMatchObject({ code: 'checkpoint-too-large' });
  });
});

describe('an entry that lies', () => {
  it.each([
    ['its checksum', 16, 1],
    ['its name before its data', 46, 'b'.charCodeAt(0)],
  ])('about %s is refused when it is read', async (_, offset, value) => {
    const archive = await open(patched(three, placeOf(three, directory) + offset, value));
    const [entry] = archive.entries.values();
    await expect(entry?.whole(100)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  });

  it('by stating no checksum at all is taken as it is, since PyTorch can be told to write none', async () => {
    const archive = await open(patched(three, placeOf(three, directory) + 16, 0, 0, 0, 0));
    expect(Buffer.from(await entryOf(archive, 'a/one').whole(100)).toString()).toBe('first');
  });

  it('with a local header that makes it reach into the next is refused when it is read', async () => {
    const archive = await open(patched(three, 28, 4));
    await expect(entryOf(archive, 'a/one').read(0, 1)).rejects.toEqual(refusal('damaged', 'overlaps'));
  });

  it('about its size is refused as soon as it is longer', async () => {
    const entry = entryOf(
      await open(zip([['bomb', new Uint8Array(50_000_000)]], { deflated: true, size: 100_000 })),
      'bomb',
    );
    let given = 0;
    await expect(
      (async () => {
        for await (const piece of entry.bytes()) given += piece.length;
      })(),
    ).rejects.toEqual(refusal('damaged', 'longer'));
    expect(given).toBeLessThanOrEqual(100_000);
  });

  it('is refused where it is shorter, or claims to grow as nothing deflated can', async () => {
    const content = randomBytes(1000);
    const short = await open(zip([['a', content]], { deflated: true, size: 1001 }));
    await expect(entryOf(short, 'a').whole(2000)).rejects.toEqual(refusal('damaged', 'shorter'));
    const bomb = zip([['a', content]], { deflated: true, size: 2_000_000_000 });
    await expect(open(bomb)).rejects.toMatchObject({ code: 'checkpoint-too-large' });
  });

  it('is refused where what is deflated is broken, cut short or followed by something else', async () => {
    const sound = zip([['a', text('content '.repeat(40))]], { deflated: true });
    const dataAt = 31;
    const at = placeOf(sound, directory);
    const length = sound[at + 20] ?? 0;
    const broken = await open(patched(sound, dataAt, 0xff, 0xff));
    await expect(entryOf(broken, 'a').whole(1000)).rejects.toEqual(
      refusal('damaged', 'cannot be decompressed'),
    );
    const cut = await open(patched(sound, at + 20, length - 3));
    await expect(entryOf(cut, 'a').whole(1000)).rejects.toEqual(refusal('damaged', 'cannot be decompressed'));
    const longer = joined(sound.subarray(0, dataAt + length), [1, 2, 3], sound.subarray(dataAt + length));
    const followed = patched(patched(longer, at + 3 + 20, length + 3), placeOf(longer, end) + 16, at + 3);
    await expect(entryOf(await open(followed), 'a').whole(1000)).rejects.toEqual(
      refusal('damaged', 'is followed by bytes'),
    );
  });
});
