import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { CachedTensors, PreparedStore } from '../../src-main/storage/dataFolder.ts';
import { attachDataFolder, openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { gather } from '../support/workbench.ts';

const megabyte = 1024 * 1024;
const tensors: CachedTensors = {
  pixels: Uint8Array.of(1, 2, 3),
  feature: Float32Array.of(1.5, -0, NaN, 3e-42),
  empty: new Float32Array(0),
};
const bitsOf = (found: CachedTensors | undefined) =>
  found &&
  Object.fromEntries(
    Object.entries(found)
      .sort()
      .map(([name, data]) => [
        name,
        [data.constructor.name, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')],
      ]),
  );

async function setUp(root = temporaryFolder(), limitBytes = megabyte) {
  const files = await openDataFolder(root, { host: 'cli' });
  onTestFinished(() => files.close());
  const frame = await files.frames.put(Buffer.from('a frame'));
  const notes: string[] = [];
  const open = (limit = limitBytes): PreparedStore =>
    attachDataFolder(root).caches.prepared({ limitBytes: limit, note: (line) => notes.push(line) });
  const fileOf = (of: Sha256, key: string): string =>
    path.join(root, 'caches', 'prepared', of.slice(0, 2), of, key);
  /** Distinct frames in the store, each with the bytes of its number. */
  const framesOf = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => files.frames.put(Buffer.from(`frame ${i}`))));
  return { files, frame, notes, open, fileOf, framesOf, store: open() };
}

const none = Sha256.parse('0'.repeat(64));
const kilobytes = (count: number): CachedTensors => ({ feature: new Float32Array(count * 256).fill(7) });

describe('the cache of prepared frames', () => {
  it('gives back the same bits, here and in another process, and nothing under another name', async () => {
    const { files, frame, store, open, notes } = await setUp();
    expect(await store.get(frame, 'key')).toBeUndefined();
    await store.put(frame, 'key', tensors);
    expect(bitsOf(await store.get(frame, 'key'))).toEqual(bitsOf(tensors));
    expect(bitsOf(await open().get(frame, 'key'))).toEqual(bitsOf(tensors));
    expect(await store.get(frame, 'other')).toBeUndefined();
    expect(await store.get(none, 'key')).toBeUndefined();
    expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
    expect(notes).toEqual([]);
    await expect(store.put(frame, '../key', tensors)).rejects.toThrow('unsafe');
  });

  it('takes a damaged file of any kind for a miss, removes it, and holds the value again afterwards', async () => {
    const { frame, store, fileOf, notes } = await setUp();
    const file = fileOf(frame, 'key');
    await store.put(frame, 'key', tensors);
    const whole = readFileSync(file);
    const changed = (at: number, to: number): Buffer => {
      const copy = Buffer.from(whole);
      copy[at] = to;
      return copy;
    };
    /** A file that is whole but for what its head claims. */
    const claiming = (head: object): Buffer => {
      const text = Buffer.from(JSON.stringify(head).padEnd(256));
      const start = Buffer.alloc(16);
      whole.copy(start, 0, 0, 8);
      start.writeUInt32LE(256, 8);
      start.writeUInt32LE(crc32(text), 12);
      return Buffer.concat([start, text]);
    };
    const replaced = (bytes: Buffer) => (): void => {
      rmSync(file);
      writeFileSync(file, bytes);
    };
    const damages: Readonly<Record<string, () => void>> = {
      'no bytes at all': replaced(Buffer.alloc(0)),
      'cut in its preamble': replaced(whole.subarray(0, 10)),
      'cut in its head': replaced(whole.subarray(0, 40)),
      'cut in its values': replaced(whole.subarray(0, -1)),
      'zeros of the right length': replaced(Buffer.alloc(whole.length)),
      'a byte too many': replaced(Buffer.concat([whole, Buffer.of(0)])),
      'another magic': replaced(changed(0, 0)),
      'a flipped bit in the head': replaced(changed(30, (whole[30] ?? 0) ^ 1)),
      'a flipped bit in the values': replaced(changed(whole.length - 1, 9)),
      'a head longer than the file': replaced(changed(9, 0x80)),
      'a head of 4 GB': replaced(changed(11, 0xff)),
      'a tensor of petabytes': replaced(
        claiming({ key: 'key', tensors: [{ name: 'feature', type: 'f32', length: 2 ** 50 }] }),
      ),
      'a negative length': replaced(
        claiming({ key: 'key', tensors: [{ name: 'feature', type: 'f32', length: -1 }] }),
      ),
      'no head of ours': replaced(claiming([])),
      'a hole of a terabyte': () => {
        truncateSync(file, 2 ** 40);
      },
      'a folder with something in it': () => {
        rmSync(file);
        mkdirSync(path.join(file, 'inside'), { recursive: true });
      },
      'a symbolic link': () => {
        rmSync(file);
        symlinkSync('/dev/zero', file);
      },
      'a pipe': () => {
        rmSync(file);
        spawnSync('mkfifo', [file]);
      },
    };
    for (const [kind, damage] of Object.entries(damages)) {
      damage();
      expect(await store.get(frame, 'key'), kind).toBeUndefined();
      expect(existsSync(file), kind).toBe(false);
      await store.put(frame, 'key', tensors);
      expect(bitsOf(await store.get(frame, 'key')), kind).toEqual(bitsOf(tensors));
    }
    expect(notes).toEqual([]);
  });

  it('does not take the file of another key, put in its place, for its own', async () => {
    const { frame, store, fileOf } = await setUp();
    await store.put(frame, 'one', tensors);
    writeFileSync(fileOf(frame, 'two'), readFileSync(fileOf(frame, 'one')));
    expect(await store.get(frame, 'two')).toBeUndefined();
    expect(existsSync(fileOf(frame, 'two'))).toBe(false);
    expect(await store.get(frame, 'one')).toBeDefined();
  });

  it('puts its file where a folder stands', async () => {
    const { frame, store, fileOf, notes } = await setUp();
    mkdirSync(path.join(fileOf(frame, 'key'), 'inside'), { recursive: true });
    await store.put(frame, 'key', tensors);
    expect(bitsOf(await store.get(frame, 'key'))).toEqual(bitsOf(tensors));
    expect(notes).toEqual([]);
  });

  it('stays within its limit: the least recently used go, down to nine tenths', async () => {
    const { files, store, fileOf, framesOf } = await setUp();
    const frames = await framesOf(40);
    const held = (): number[] =>
      [...frames.keys()].filter((i) => existsSync(fileOf(frames[i] ?? none, 'key')));
    const age = (i: number, minutes: number): void => {
      const at = new Date(Date.now() - minutes * 60_000);
      utimesSync(fileOf(frames[i] ?? none, 'key'), at, at);
    };
    for (const [i, frame] of frames.slice(0, 10).entries()) {
      await store.put(frame, 'key', kilobytes(95));
      age(i, 100 - i);
    }
    expect(held()).toHaveLength(10);
    // Used again, the oldest is the youngest.
    await store.get(frames[0] ?? none, 'key');
    await store.put(frames[10] ?? none, 'key', kilobytes(95));
    expect(held()).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10]);
    // The folder of a frame of which nothing is left goes too.
    expect(await gather(files.caches.frames())).toHaveLength(9);
    for (const frame of frames.slice(10)) {
      await store.put(frame, 'key', kilobytes(95));
      expect((await files.caches.usage()).bytes).toBeLessThanOrEqual(megabyte);
    }
  });

  it('stays near its limit when two processes fill it', async () => {
    const { files, open, framesOf } = await setUp();
    const frames = await framesOf(60);
    const [one, two] = [open(), open()];
    const fill = async (store: PreparedStore, odd: number): Promise<void> => {
      for (const [i, frame] of frames.entries())
        if (i % 2 === odd) await store.put(frame, 'key', kilobytes(50));
    };
    await Promise.all([fill(one, 0), fill(two, 1)]);
    // Each may have written a tenth that the other has not seen yet.
    expect((await files.caches.usage()).bytes).toBeLessThanOrEqual(1.2 * megabyte);
  });

  it('counts what earlier processes left', async () => {
    const { files, open, framesOf } = await setUp();
    const frames = await framesOf(30);
    const large = open(100 * megabyte);
    for (const frame of frames) await large.put(frame, 'key', kilobytes(95));
    expect((await files.caches.usage()).bytes).toBeGreaterThan(2.5 * megabyte);
    await open().put(frames[0] ?? none, 'more', kilobytes(1));
    await vi.waitFor(async () => {
      expect((await files.caches.usage()).bytes).toBeLessThanOrEqual(megabyte);
    });
  });

  it('writes the time of a use down once a minute', async () => {
    const { frame, store, fileOf } = await setUp();
    await store.put(frame, 'key', tensors);
    const file = fileOf(frame, 'key');
    const set = (secondsAgo: number): number => {
      const at = new Date(Math.floor(Date.now() / 1000 - secondsAgo) * 1000);
      utimesSync(file, at, at);
      return at.getTime();
    };
    const recent = set(30);
    await store.get(frame, 'key');
    expect(statSync(file).mtimeMs).toBe(recent);
    const old = set(90);
    await store.get(frame, 'key');
    expect(statSync(file).mtimeMs).toBeGreaterThan(old + 60_000);
  });

  it('keeps nothing, and finds nothing, under a limit of nothing', async () => {
    const { files, frame, store, open, notes } = await setUp();
    await store.put(frame, 'key', tensors);
    const off = open(0);
    expect(await off.get(frame, 'key')).toBeUndefined();
    await off.put(frame, 'two', tensors);
    expect(await files.caches.usage()).toMatchObject({ files: 1 });
    expect(notes).toEqual([]);
  });

  it('keeps nothing of a frame that was erased while it was computed', async () => {
    const { files, frame, store, fileOf } = await setUp();
    await store.put(frame, 'key', tensors);
    await files.frames.remove(frame);
    await files.caches.removeFrame(frame);
    await store.put(frame, 'key', tensors);
    expect(existsSync(path.dirname(fileOf(frame, 'key')))).toBe(false);
  });

  it('is emptied, or deleted by hand, between any two uses', async () => {
    const { files, frame, store, notes } = await setUp();
    for (const vanish of [
      () => files.caches.clear(),
      () => rm(path.join(files.root, 'caches'), { recursive: true }),
    ]) {
      await store.put(frame, 'key', tensors);
      expect((await files.caches.usage()).files).toBe(1);
      await vanish();
      expect(await files.caches.usage()).toEqual({ bytes: 0, files: 0 });
      expect(await store.get(frame, 'key')).toBeUndefined();
    }
    await store.put(frame, 'key', tensors);
    expect(bitsOf(await store.get(frame, 'key'))).toEqual(bitsOf(tensors));
    expect(notes).toEqual([]);
  });

  it('says once that it cannot be written, and goes on', async () => {
    const { files, frame, store, notes } = await setUp();
    mkdirSync(path.join(files.root, 'caches'));
    writeFileSync(path.join(files.root, 'caches', 'prepared'), 'a file');
    await store.put(frame, 'key', tensors);
    await store.put(frame, 'key', tensors);
    expect(await store.get(frame, 'key')).toBeUndefined();
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/not written any more \(E\w+\); the work goes on/);
    expect(notes[0]).not.toContain(files.root);
    expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
  });
});

describe('the cache of prepared frames on a small disk', () => {
  const small = (size: string): string | undefined => {
    const folder = path.join(temporaryFolder(), 'small');
    mkdirSync(folder);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0)
      return undefined;
    onTestFinished(() => void spawnSync('umount', [folder]));
    return folder;
  };

  it('leaves room for what cannot be computed again', async ({ skip }) => {
    const folder = small('4m');
    if (folder === undefined) return skip();
    const { files, store, notes, framesOf } = await setUp(path.join(folder, 'data'), 100 * megabyte);
    const frames = await framesOf(40);
    for (const frame of frames) await store.put(frame, 'key', kilobytes(200));
    expect(notes).toEqual([
      'The cache of prepared frames is not written any more (the disk is almost full); the work goes on.',
    ]);
    expect(await files.caches.freeBytes()).toBeGreaterThan(0.05 * 4 * megabyte);
    expect((await files.caches.usage()).bytes).toBeGreaterThan(2 * megabyte);
    expect(await store.get(frames[0] ?? none, 'key')).toBeDefined();
    await files.checkpoints.put('run', new Uint8Array(100 * 1024));
  });

  it('stops when there is none left, and leaves nothing half-written', async ({ skip }) => {
    const folder = small('4m,nr_inodes=60');
    if (folder === undefined) return skip();
    const { files, store, notes, framesOf } = await setUp(path.join(folder, 'data'), 100 * megabyte);
    const frames = await framesOf(10);
    for (let i = 0; i < 60; i++) await store.put(frames[i % 10] ?? none, `key-${i}`, tensors);
    expect(notes).toEqual([
      'The cache of prepared frames is not written any more (the disk is full); the work goes on.',
    ]);
    expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
  });

  it('reads, and says that it does not write, where nothing may be written', async ({ skip }) => {
    const folder = small('4m');
    if (folder === undefined) return skip();
    const { frame, store, notes } = await setUp(path.join(folder, 'data'));
    await store.put(frame, 'key', tensors);
    spawnSync('mount', ['-o', 'remount,ro', folder]);
    onTestFinished(() => void spawnSync('mount', ['-o', 'remount,rw', folder]));
    expect(bitsOf(await store.get(frame, 'key'))).toEqual(bitsOf(tensors));
    await store.put(frame, 'two', tensors);
    expect(notes).toEqual([
      'The cache of prepared frames is not written any more (its folder cannot be written to); the work goes on.',
    ]);
    spawnSync('mount', ['-o', 'remount,rw', folder]);
  });
});
