import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import type { ImportReport } from '../../src-shared/contract/imports.contract.ts';
import { ImportResult } from '../../src-main/studies/importPlan.ts';
import { recoverStudies } from '../../src-main/studies/recovery.ts';
import { traysMedia } from '../../src-main/studies/trays.media.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { contentsOf, testWorkbench } from '../support/workbench.ts';

async function send(
  bench: Workbench,
  trayId: string,
  path: readonly string[],
  body: Uint8Array,
): Promise<number> {
  const request = new Request('http://x/', { method: 'PUT', body: new Blob([new Uint8Array(body)]) });
  const answer = await traysMedia(bench)(request, ['trays', trayId, ...path], bench.caller);
  return answer?.status ?? 404;
}

async function run(bench: Workbench, trayId: string, manifest: string | null): Promise<ImportReport> {
  const page = { userId: bench.user, door: 'page' } as const;
  const jobId = await bench.imports.startTray({ trayId, manifest, options: ImportOptions.parse({}) }, page);
  await bench.jobs.finished(jobId, ImportResult);
  return bench.imports.report(jobId);
}

describe('files sent by a page', () => {
  it('become studies, one for each folder that was dropped, and leave the tray', async () => {
    const bench = await testWorkbench();
    const trayId = await bench.imports.openTray();
    expect(await send(bench, trayId, ['case one', 'a.png'], await picture(1).png().toBuffer())).toBe(204);
    expect(await send(bench, trayId, ['case one/inner/b.png'], await picture(2).png().toBuffer())).toBe(204);
    expect(await send(bench, trayId, ['case two', 'c.png'], await picture(3).png().toBuffer())).toBe(204);
    expect(await send(bench, trayId, ['d.txt'], Buffer.from('no picture'))).toBe(204);
    expect(await run(bench, trayId, null)).toMatchObject({
      imported: 3,
      refused: [{ file: 'd.txt', code: 'not-an-image' }],
    });
    const { studies } = bench.studies.list({ search: '', cursor: null, limit: 10 });
    expect(studies.map(({ accession, frames }) => [accession, frames]).sort()).toEqual([
      ['case one', 2],
      ['case two', 1],
    ]);
    expect(new Set(studies.map(({ patient }) => patient.code)).size).toBe(1);
    expect([await bench.files.trays.all(), await bench.files.imports.list()]).toEqual([[], []]);
    await expect(run(bench, trayId, null)).rejects.toMatchObject({ code: 'tray-unknown' });
  });

  it('are found from the manifest among them, and from nowhere else', async () => {
    const bench = await testWorkbench();
    const trayId = await bench.imports.openTray();
    await send(bench, trayId, ['set', 'a.png'], await picture(1).png().toBuffer());
    await send(bench, trayId, ['set', 'masks', 'a.png'], await rectangle(255).png().toBuffer());
    await send(bench, trayId, ['above.png'], await picture(2).png().toBuffer());
    const rows = [
      'image,mask',
      'a.png,masks\\a.png',
      '../above.png,',
      '/etc/passwd,',
      'set/../../above.png,',
      'gone.png,',
    ];
    await send(bench, trayId, ['set', 'table.csv'], Buffer.from(rows.join('\n')));
    const report = await run(bench, trayId, 'set/table.csv');
    expect(report.imported).toBe(1);
    expect(report.refused.map(({ code }) => code)).toEqual([
      'path-outside',
      'path-outside',
      'path-outside',
      'file-missing',
    ]);
    expect(contentsOf(bench)['frames']).toMatchObject([{ segments: '1region384' }]);
  });

  it('may not lead out of the tray', async () => {
    const bench = await testWorkbench();
    const trayId = await bench.imports.openTray();
    for (const path of [
      ['..', 'x'],
      ['../x'],
      ['a//b'],
      ['a', '.', 'b'],
      ['a\\b'],
      ['a\0b'],
      ['x'.repeat(1001)],
    ]) {
      await expect(send(bench, trayId, path, Buffer.from('x'))).rejects.toMatchObject({
        code: 'path-invalid',
      });
    }
    await expect(send(bench, randomUUID(), ['x'], Buffer.from('x'))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await send(bench, '../frames', ['x'], Buffer.from('x'))).toBe(404);
  });

  it('that were never imported are swept at the next start', async () => {
    const bench = await testWorkbench();
    const trayId = await bench.imports.openTray();
    await send(bench, trayId, ['a.png'], await picture(1).png().toBuffer());
    await bench.files.imports.put(randomUUID(), Buffer.from('{}'));
    const orphan = await bench.files.frames.put(Buffer.from('without a row'));
    await recoverStudies(bench, true);
    expect([await bench.files.trays.all(), await bench.files.imports.list()]).toEqual([[], []]);
    expect(await bench.files.frames.has(orphan)).toBe(false);
  });
});
