import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { attachDataFolder, openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

async function setUp() {
  const files = await openDataFolder(temporaryFolder(), { host: 'cli' });
  const networks = path.join(files.root, 'caches', 'networks');
  let made = 0;
  const make = async (folder: string): Promise<void> => {
    made += 1;
    await writeFile(path.join(folder, 'weights.bin'), Buffer.alloc(1000, 7));
  };
  const read = (folder: string): Buffer => readFileSync(path.join(folder, 'weights.bin'));
  /** The same data folder in another process. */
  const other = attachDataFolder(files.root);
  return { files, other, networks, make, read, times: () => made };
}

it('makes a folder once, for callers at the same time and later', async () => {
  const { files, other, make, read, times } = await setUp();
  const [one, two] = await Promise.all([
    files.derived.folder('net-1', make),
    files.derived.folder('net-1', make),
  ]);
  expect(one).toBe(two);
  expect(read(one)).toEqual(Buffer.alloc(1000, 7));
  expect(await other.derived.folder('net-1', make)).toBe(one);
  expect(times()).toBe(1);
  expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
});

it('lets the second of two processes take what the first has made', async () => {
  const { files, other, make, read, times } = await setUp();
  const [one, two] = await Promise.all([
    files.derived.folder('net-1', make),
    other.derived.folder('net-1', make),
  ]);
  expect(times()).toBe(2);
  expect(one).toBe(two);
  expect(read(one)).toHaveLength(1000);
  expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
});

it('makes anew what is cut short, changed, gone or no folder', async () => {
  const { files, networks, make, read, times } = await setUp();
  const place = await files.derived.folder('net-1', make);
  const weights = path.join(place, 'weights.bin');
  const damages: (() => void)[] = [
    () => {
      writeFileSync(weights, Buffer.alloc(999, 7));
    },
    () => {
      writeFileSync(weights, Buffer.alloc(1000, 8));
    },
    () => {
      rmSync(weights);
    },
    () => {
      writeFileSync(path.join(place, 'manifest.json'), '');
    },
    () => {
      rmSync(path.join(files.root, 'caches'), { recursive: true });
    },
    () => {
      rmSync(place, { recursive: true });
      writeFileSync(place, 'a file');
    },
  ];
  for (const damage of damages) {
    damage();
    // As a process that has not seen the folder yet.
    const fresh = attachDataFolder(files.root);
    expect(await fresh.derived.folder('net-1', make)).toBe(place);
    expect(read(place)).toEqual(Buffer.alloc(1000, 7));
  }
  expect(times()).toBe(1 + damages.length);
  expect(readdirSync(networks)).toEqual(['net-1']);
});

it('notices in the process that made it that the caches were deleted', async () => {
  const { files, make, times } = await setUp();
  const place = await files.derived.folder('net-1', make);
  rmSync(path.join(files.root, 'caches'), { recursive: true });
  await files.derived.folder('net-1', make);
  expect(times()).toBe(2);
  expect(existsSync(place)).toBe(true);
});

it('leaves nothing behind where the making fails, and can be tried again', async () => {
  const { files, networks, make } = await setUp();
  const broken = async (folder: string): Promise<void> => {
    await make(folder);
    throw new Error('broken here');
  };
  await expect(files.derived.folder('net-1', broken)).rejects.toThrow('broken here');
  expect(existsSync(path.join(networks, 'net-1'))).toBe(false);
  expect(readdirSync(path.join(files.root, 'temporary'))).toEqual([]);
  await files.derived.folder('net-1', make);
});

it('drops what was not used for a month when something new is made', async () => {
  const { files, networks, make } = await setUp();
  await files.derived.folder('old', make);
  await files.derived.folder('recent', make);
  mkdirSync(path.join(networks, 'half'));
  const monthsAgo = new Date(Date.now() - 60 * 24 * 3600 * 1000);
  utimesSync(path.join(networks, 'old', 'manifest.json'), monthsAgo, monthsAgo);
  await files.derived.folder('new', make);
  expect(readdirSync(networks).sort()).toEqual(['new', 'recent']);
});

it('takes no path for a key', async () => {
  const { files, make } = await setUp();
  expect(() => files.derived.folder('../frames', make)).toThrow('unsafe');
});
