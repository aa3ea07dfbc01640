import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';

/** A data folder with a frame that is its source, one that was converted, and a mask. */
async function imported() {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'plain.jpg'), await picture(1).jpeg().toBuffer());
  writeFileSync(path.join(folder, 'pages.tif'), await picture(2).tiff().toBuffer());
  writeFileSync(path.join(folder, 'mask.png'), await rectangle(255).png().toBuffer());
  writeFileSync(path.join(folder, 'table.csv'), 'image,mask\nplain.jpg,mask.png\npages.tif,\n');
  const root = path.join(temporaryFolder(), 'data');
  const bench = await testWorkbench(root);
  const report = await importPaths(bench, { manifest: path.join(folder, 'table.csv') });
  expect(report).toMatchObject({ imported: 2, refused: [] });
  return { bench, root };
}

function storedFiles(store: string): string[] {
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe('verify', () => {
  it('finds nothing wrong with what an import left', async () => {
    const { bench } = await imported();
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });

  it('names a missing source and a frame whose bytes have changed', async () => {
    const { bench, root } = await imported();
    for (const file of storedFiles(path.join(root, 'sources'))) rmSync(file);
    const [frame = ''] = storedFiles(path.join(root, 'frames'));
    writeFileSync(frame, 'something else');
    const { ok, problems } = await verifyDataFolder(bench);
    expect(ok).toBe(false);
    expect(problems.map(({ kind }) => kind).sort()).toEqual(['file-damaged', 'file-missing']);
    expect(problems.find(({ kind }) => kind === 'file-missing')?.where).toMatch(/^source [0-9a-f]{64}$/);
  });

  it('does not mind a damaged cache: it can be computed again', async () => {
    const { bench, root } = await imported();
    const store = bench.files.caches.prepared({ limitBytes: 1e9, note: () => undefined });
    for await (const frame of bench.files.frames.list()) {
      await store.put(frame, 'one', { feature: Float32Array.of(1) });
    }
    for (const file of storedFiles(path.join(root, 'caches'))) writeFileSync(file, 'something else');
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });

  it('names a mask that cannot be read', async () => {
    const { bench } = await imported();
    bench.db.run(`UPDATE mask_versions SET label_map = x'00'`);
    expect((await verifyDataFolder(bench)).problems).toMatchObject([{ kind: 'mask-damaged' }]);
  });
});
