import { writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import type { FrameId } from '../../src-shared/domain/ids.ts';
import { codeOf } from '../review/readingBench.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { contentsOf, gather, importPaths, testWorkbench } from '../support/workbench.ts';

const whole = { ok: true, problems: [] };
const nothing = { adapters: [], heads: [] };
const end = (...frameIds: readonly FrameId[]) => frameIds.map((id) => ({ id, position: null }));

describe('an import after frames were moved or erased', () => {
  /** Two pictures and a TIFF of two pages, all under one patient. */
  async function imported() {
    const bench = await testWorkbench();
    const folder = temporaryFolder();
    for (const seed of [1, 2])
      await picture(seed)
        .png()
        .toFile(path.join(folder, `${seed}.png`));
    const pages = await Promise.all([3, 4].map((seed) => picture(seed).png().toBuffer()));
    await sharp(pages, { join: { animated: true } })
      .tiff()
      .toFile(path.join(folder, 'pages.tif'));
    const table = (patient: string, ...names: string[]) => {
      const manifest = path.join(folder, `${patient}.csv`);
      writeFileSync(
        manifest,
        ['image,patient,study', ...names.map((name) => `${name},${patient},S`)].join('\n'),
      );
      return importPaths(bench, { manifest });
    };
    await table('A', '1.png', '2.png', 'pages.tif');
    const study = bench.studies.list({ search: '', cursor: null, limit: 2 }).studies[0];
    if (study === undefined) throw new Error('nothing was imported');
    return { bench, table, study, frames: bench.studies.get(study.id).frames };
  }

  it('finds what was moved with its new patient, and refuses it under the old one', async () => {
    const { bench, table, study, frames } = await imported();
    const [frame] = frames;
    if (frame === undefined) throw new Error('there is no frame');
    bench.studies.moveFrames(study.id, end(frame.id), { name: '', number: 'B', birthDate: null }, bench.user);
    const before = contentsOf(bench);
    expect(await table('B', '1.png')).toMatchObject({ imported: 0, duplicates: 1, refused: [] });
    expect(await table('A', '1.png', '2.png')).toMatchObject({
      duplicates: 1,
      refused: [{ code: 'other-patient' }],
    });
    expect(contentsOf(bench)).toEqual(before);
  });

  it('brings back what was erased', async () => {
    const { bench, table, study, frames } = await imported();
    const frameIds = frames.slice(0, 1).map(({ id }) => id);
    await bench.erasure.erase({ kind: 'frames', id: study.id, frameIds }, nothing, bench.user);
    expect(await table('A', '1.png', '2.png')).toMatchObject({ imported: 1, duplicates: 1 });
    expect(bench.studies.get(study.id).frames).toHaveLength(4);
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });

  it('keeps the pages of one file together: they go as one, or not at all', async () => {
    const { bench, study, frames } = await imported();
    const pages = frames.filter(({ source }) => source.name === 'pages.tif').map(({ id }) => id);
    expect(pages).toHaveLength(2);
    const one = pages.slice(0, 1);
    const to = { name: 'Ada', number: '', birthDate: null };
    expect(bench.studies.framesPreview(study.id, one)).toMatchObject({ frameIds: pages, frames: 2 });
    expect(codeOf(() => bench.studies.moveFrames(study.id, end(...one), to, bench.user))).toBe(
      'frames-of-one-file',
    );
    await expect(
      bench.erasure.erase({ kind: 'frames', id: study.id, frameIds: one }, nothing, bench.user),
    ).rejects.toMatchObject({ code: 'frames-of-one-file' });
    const moved = bench.studies.moveFrames(study.id, end(...pages), to, bench.user);
    await bench.erasure.erase({ kind: 'frames', id: moved.studyId, frameIds: pages }, nothing, bench.user);
    expect(await gather(bench.files.sources.list())).toEqual([]);
    expect(await gather(bench.files.frames.list())).toHaveLength(2);
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });
});
