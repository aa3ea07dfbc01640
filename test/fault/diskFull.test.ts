import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { contentsOf, gather, importPaths } from '../support/workbench.ts';

/** A file system of a few megabytes, where this account may mount one. */
const scratch = mkdtempSync(path.join(tmpdir(), 'lapidary-full-'));
const small = path.join(scratch, 'small');
mkdirSync(small);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', small]).status === 0;

const pictures = path.join(scratch, 'pictures');

beforeAll(async () => {
  const random = createRandom(1);
  mkdirSync(pictures);
  for (let i = 0; i < 60; i++) {
    // Noise does not compress: 60 of these are about 7 MB.
    const noise = Uint8Array.from({ length: 200 * 200 * 3 }, () => random.bits() & 255);
    await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      .png()
      .toFile(path.join(pictures, `${i}.png`));
  }
});

afterAll(() => {
  if (mounted) spawnSync('umount', [small]);
  rmSync(scratch, { recursive: true, force: true });
});

it.skipIf(!mounted)(
  'an import onto a full disk ends in words, leaves nothing half-written, and can be done again',
  async () => {
    const root = path.join(small, 'data');
    const bench = await openWorkbench(root);
    onTestFinished(() => bench.close());
    await expect(importPaths(bench, { paths: [pictures] })).rejects.toMatchObject({
      code: 'disk-full',
      remedy: expect.stringContaining('Free some space') as string,
    });
    const [job] = bench.jobs.list();
    expect(job).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    const report = bench.imports.report(job?.id ?? ('' as never));
    const { imported } = report;
    expect(imported).toBeGreaterThan(10);
    expect(imported + report.refused.length).toBe(60);
    expect(new Set(report.refused.map(({ code }) => code))).toEqual(new Set(['disk-full', 'not-reached']));
    expect(readdirSync(path.join(root, 'temporary'))).toEqual([]);
    expect(await gather(bench.files.frames.list())).toHaveLength(imported);
    expect(bench.db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await bench.close();

    // More room, the same import: what was there is there once, the rest is added.
    expect(spawnSync('mount', ['-o', 'remount,size=64m', small]).status).toBe(0);
    const again = await openWorkbench(root);
    expect(await importPaths(again, { paths: [pictures] })).toEqual({
      imported: 60 - imported,
      duplicates: imported,
      refused: [],
      notes: [],
    });
    expect(contentsOf(again)['frames']).toHaveLength(60);
    await again.close();
  },
);

it.skipIf(!mounted)('a data folder that cannot be written to is refused in words', async () => {
  const root = path.join(small, 'read-only');
  await (await openWorkbench(root)).close();
  expect(spawnSync('mount', ['-o', 'remount,ro', small]).status).toBe(0);
  await expect(openWorkbench(root)).rejects.toMatchObject({ code: 'data-folder-read-only' });
  await expect(openWorkbench(path.join(small, 'new'))).rejects.toMatchObject({
    code: 'data-folder-read-only',
  });
  expect(spawnSync('mount', ['-o', 'remount,rw', small]).status).toBe(0);
});
