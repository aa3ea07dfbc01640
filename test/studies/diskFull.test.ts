import * as fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
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
