import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bytesInMemory,
  folderFiles,
  openByteSource,
  singleFile,
} from '../../../src-main/networks/checkpoints/byteSource.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const content = Uint8Array.from({ length: 100 }, (_, i) => i);

function written(name = 'weights.bin'): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return { folder, file };
}

describe('a file as bytes', () => {
  it('is read where it is asked for', async () => {
    await using source = await openByteSource(written().file);
    expect({ name: source.name, size: source.size }).toEqual({ name: 'weights.bin', size: 100 });
    expect([...(await source.read(97, 3))]).toEqual([97, 98, 99]);
    expect(await source.read(100, 0)).toHaveLength(0);
  });

  it('can begin later than the file does', async () => {
    await using source = await openByteSource(written().file, { name: 'part', offset: 90 });
    expect({ name: source.name, size: source.size }).toEqual({ name: 'part', size: 10 });
    expect([...(await source.read(0, 2))]).toEqual([90, 91]);
    await expect(source.read(9, 2)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  });

  it.each([
    ['before its start', -1, 1],
    ['past its end', 99, 2],
    ['a negative number of bytes', 5, -1],
    ['half a byte', 0.5, 1],
    ['more than can be counted', 0, 2 ** 53],
    ['from nowhere', NaN, 1],
  ])('is not read %s, on disk or in memory', async (_, offset, length) => {
    await using source = await openByteSource(written().file);
    await expect(source.read(offset, length)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
    const memory = bytesInMemory('memory', content);
    await expect(memory.read(offset, length)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  });

  it('in memory is copied, so that a reader cannot change it', async () => {
    const own = content.slice();
    const read = await bytesInMemory('memory', own).read(0, 2);
    read.fill(9);
    expect([...own.subarray(0, 2)]).toEqual([0, 1]);
  });

  it('is refused where it is a folder', async () => {
    const { folder } = written();
    await expect(openByteSource(folder)).rejects.toMatchObject({ code: 'checkpoint-unsupported' });
  });

  it.skipIf(process.platform === 'win32')(
    'is refused where it is a pipe, without waiting for a writer',
    async () => {
      const pipe = path.join(temporaryFolder(), 'pipe');
      execFileSync('mkfifo', [pipe]);
      await expect(openByteSource(pipe)).rejects.toMatchObject({ code: 'checkpoint-unsupported' });
    },
  );
});

describe('the files of a checkpoint', () => {
  it('are the regular files of its folder', async () => {
    const { folder } = written('a.bin');
    writeFileSync(path.join(folder, 'b.bin'), content);
    mkdirSync(path.join(folder, 'inner'));
    const files = await folderFiles(folder);
    expect(files.names).toEqual(['a.bin', 'b.bin']);
    await using source = await files.open('b.bin');
    expect(source.size).toBe(100);
    await expect(files.open('c.bin')).rejects.toMatchObject({ code: 'checkpoint-incomplete' });
    await expect(files.open('inner')).rejects.toMatchObject({ code: 'checkpoint-incomplete' });
  });

  it.each([
    '../outside.bin',
    '..',
    '.',
    '',
    'inner/a.bin',
    'inner\\a.bin',
    '/etc/passwd',
    'C:a.bin',
    'a.bin\0.txt',
  ])('never lie elsewhere: %j', async (name) => {
    const { folder } = written('outside.bin');
    const inside = path.join(folder, 'model');
    mkdirSync(path.join(inside, 'inner'), { recursive: true });
    writeFileSync(path.join(inside, 'a.bin'), content);
    writeFileSync(path.join(inside, 'inner', 'a.bin'), content);
    const files = await folderFiles(inside);
    await expect(files.open(name)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
    const single = singleFile(path.join(inside, 'a.bin'));
    await expect(single.open(name)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  });

  it.skipIf(process.platform === 'win32')('are not reached through a link out of the folder', async () => {
    const { folder, file } = written('outside.bin');
    const inside = path.join(folder, 'model');
    mkdirSync(inside);
    writeFileSync(path.join(inside, 'a.bin'), content);
    symlinkSync(file, path.join(inside, 'link.bin'));
    symlinkSync('a.bin', path.join(inside, 'alias.bin'));
    symlinkSync('.', path.join(inside, 'folder'));
    const files = await folderFiles(inside);
    await expect(files.open('link.bin')).rejects.toMatchObject({ code: 'checkpoint-unsupported' });
    await expect(files.open('folder')).rejects.toMatchObject({ code: 'checkpoint-unsupported' });
    await using alias = await files.open('alias.bin');
    expect(alias.size).toBe(100);
  });

  it('are one alone where one was chosen', async () => {
    const { file } = written('a.bin');
    const files = singleFile(file);
    expect(files.names).toEqual(['a.bin']);
    await using source = await files.open('a.bin');
    expect(source.size).toBe(100);
    await expect(files.open('b.bin')).rejects.toMatchObject({ code: 'checkpoint-incomplete' });
  });
});
