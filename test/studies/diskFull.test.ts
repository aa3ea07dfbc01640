import * as fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { picture } from '../support/pictures.ts';
import { contentsOf, gather, importPaths, testWorkbench } from '../support/workbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Writes that the disk still has room for. */
const room = vi.hoisted(() => ({ writes: Infinity }));

vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof fs>();
  return {
    ...actual,
    open: async (...args: Parameters<typeof fs.open>) => {
      const file = await actual.open(...args);
      if (args[1] !== 'wx') return file;
      const write = file.writeFile.bind(file);
      file.writeFile = async (...content: Parameters<typeof write>) => {
        if (--room.writes >= 0) return write(...content);
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      };
      return file;
    },
  };
});

it('a disk that fills up in the middle of an import leaves whole files, no temporary ones, and a way on', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 9; i++)
    await picture(i)
      .png()
      .toFile(path.join(folder, `${i}.png`));
  const bench = await testWorkbench();
  // The plan of the import is one write, each picture another.
  room.writes = 1 + 4;
  await expect(importPaths(bench, { paths: [folder] })).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringMatching(/another \d+ (bytes|KB)/) as string,
  });
  room.writes = Infinity;
  const imported = contentsOf(bench)['frames']?.length ?? 0;
  expect(imported).toBeGreaterThan(1);
  expect(await gather(bench.files.frames.list())).toHaveLength(imported);
  expect(await fs.readdir(path.join(bench.files.root, 'temporary'))).toEqual([]);
  const [job] = bench.jobs.list();
  const { refused, ...counts } = bench.imports.report(job?.id ?? ('' as never));
  expect(counts).toEqual({ imported, duplicates: 0, notes: [] });
  expect(refused.map(({ file, code }) => `${path.basename(file)} ${code}`)).toEqual(
    Array.from(
      { length: 9 - imported },
      (_, i) => `${imported + i}.png ${i === 0 ? 'disk-full' : 'not-reached'}`,
    ),
  );
  expect(await importPaths(bench, { paths: [folder] })).toMatchObject({
    imported: 9 - imported,
    duplicates: imported,
    refused: [],
  });
});

it('names the file where it was the database that found no room', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 6; i++)
    await picture(i)
      .png()
      .toFile(path.join(folder, `${i}.png`));
  const bench = await testWorkbench();
  const { frames } = bench.files;
  const remove = frames.remove.bind(frames);
  const put = frames.put.bind(frames);
  let stored = 0;
  let isFull = false;
  vi.spyOn(frames, 'put').mockImplementation(async (bytes) => {
    isFull ||= ++stored > 3;
    return put(bytes);
  });
  // Bytes that are let go make room again.
  vi.spyOn(frames, 'remove').mockImplementation(async (address) => {
    isFull = false;
    return remove(address);
  });
  const transaction = bench.db.transaction.bind(bench.db);
  vi.spyOn(bench.db, 'transaction').mockImplementation((work) => {
    if (isFull) throw new LapidaryError('disk-full', 'No room.', 'Free some space.');
    return transaction(work);
  });
  await expect(importPaths(bench, { paths: [folder] })).rejects.toMatchObject({ code: 'disk-full' });
  vi.restoreAllMocks();
  const [job] = bench.jobs.list();
  const { imported, refused } = bench.imports.report(job?.id ?? ('' as never));
  expect(refused.map(({ code }) => code)).toEqual([
    'disk-full',
    ...Array.from({ length: 5 - imported }, () => 'not-reached'),
  ]);
  expect(await gather(frames.list())).toHaveLength(imported);
});
