import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf, gather, importPaths, onlyStudy, testWorkbench } from '../support/workbench.ts';
import { grey, picture, rectangle } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

async function folderOf(files: Record<string, Uint8Array | string>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

describe('importing a folder', () => {
  it('makes one study of it, under one nameless patient, in natural order, and nothing twice', async () => {
    const folder = await folderOf({
      'img10.png': await picture(10).png().toBuffer(),
      'img2.jpg': await picture(2).jpeg().toBuffer(),
      'inner/img1.webp': await picture(1).webp().toBuffer(),
      '.hidden.png': await picture(4).png().toBuffer(),
      'Thumbs.db': 'x',
      'copy of img2.jpg': await picture(2).jpeg().toBuffer(),
    });
    symlinkSync(path.join(folder, 'img10.png'), path.join(folder, 'link.png'));
    const bench = await testWorkbench();
    expect(await importPaths(bench, { paths: [folder] })).toEqual({
      imported: 3,
      duplicates: 1,
      refused: [],
      notes: [],
    });
    const { studies } = bench.studies.list({ search: '', cursor: null, limit: 10 });
    expect(studies).toMatchObject([
      {
        frames: 3,
        masks: 0,
        findings: 0,
        state: 'new',
        accession: path.basename(folder),
        description: '',
        patient: { code: 'P-0001' },
      },
    ]);
    const detail = onlyStudy(bench);
    expect(detail.frames.map(({ source, position }) => [position, source.name])).toEqual([
      [0, 'copy of img2.jpg'],
      [1, 'img10.png'],
      [2, 'img1.webp'],
    ]);
    const before = contentsOf(bench);
    expect(await importPaths(bench, { paths: [folder] })).toMatchObject({ imported: 0, duplicates: 4 });
    expect(contentsOf(bench)).toEqual(before);
    expect(bench.db.get(`SELECT count(*) AS n FROM identities WHERE subject_kind = 'import-item'`)).toEqual({
      n: 0,
    });
  });

  it('says of each file that is no picture what it is, and imports the rest', async () => {
    const folder = await folderOf({
      'a.png': await picture(1).png().toBuffer(),
      'notes.txt': 'hello',
      'empty.jpg': '',
      'cut.jpg': (await picture(3, 200, 200).jpeg().toBuffer()).subarray(0, 1500),
      'movie.png': Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]),
    });
    const bench = await testWorkbench();
    const report = await importPaths(bench, { paths: [folder, path.join(folder, 'gone.png')] });
    expect(report.imported).toBe(1);
    expect(report.refused.map(({ file, code }) => [path.basename(file), code])).toEqual([
      ['cut.jpg', 'image-damaged'],
      ['empty.jpg', 'not-an-image'],
      ['movie.png', 'not-an-image'],
      ['notes.txt', 'not-an-image'],
      ['gone.png', 'file-missing'],
    ]);
    for (const { message, remedy } of report.refused) expect([message, remedy].join()).toMatch(/\w+.*\./);
    expect(await gather(bench.files.frames.list())).toHaveLength(1);
    expect(await gather(bench.files.sources.list())).toHaveLength(0);
  });
});

const header = 'image,mask,patient,study,label,site';

async function cohort(): Promise<string> {
  return folderOf({
    'a.png': await picture(1).png().toBuffer(),
    'b.jpg': await picture(2).jpeg().toBuffer(),
    'c.png': await picture(3).png().toBuffer(),
    'masks/a.png': await rectangle(255).png().toBuffer(),
    'masks/b.png': await rectangle(160).png().toBuffer(),
    'masks/small.png': await rectangle(255, 24, 16).png().toBuffer(),
    'table.csv': [
      header,
      'a.png,masks/a.png,4711,S1,IIb,A',
      'b.jpg,,4711,S1,,A',
      'c.png,masks/a.png,4712,S1,Ia,B',
    ].join('\n'),
  });
}

describe('importing by a manifest', () => {
  it('tells of the classes that its masks brought once they are there', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const toldOf: string[][] = [];
    bench.changes.listen(({ topic }) => {
      if (topic !== 'schemas') return;
      toldOf.push(bench.db.all<{ code: string }>('SELECT code FROM label_classes').map(({ code }) => code));
    });
    await importPaths(bench, { manifest: path.join(folder, 'table.csv') });
    expect(toldOf.at(-1)).toContain('region');
  });

  it('puts pictures, masks, labels, patients, studies and sites where the manifest says', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const report = await importPaths(bench, {
      manifest: path.join(folder, 'table.csv'),
      options: { schema: 'Stone composition' },
    });
    expect(report).toEqual({ imported: 3, duplicates: 0, refused: [], notes: [] });
    expect(contentsOf(bench)).toMatchObject({
      frames: [
        {
          patient: '4711',
          study: 'S1',
          site: 'A',
          position: 0,
          segments: '1region384',
          findings: 'region1IIb',
        },
        { patient: '4711', study: 'S1', site: 'A', position: 1, segments: null, findings: 'frame2' },
        {
          patient: '4712',
          study: 'S1',
          site: 'B',
          position: 0,
          segments: '1region384',
          findings: 'region1Ia',
        },
      ],
      studies: [{ state: 'segmented', n: 2 }],
      patients: [{ n: 2 }],
    });
    const found = bench.studies.list({ search: '4711 s1', cursor: null, limit: 10 }).studies;
    expect(found).toMatchObject([{ frames: 2, masks: 1, findings: 2, labelled: 1, site: 'A' }]);
    const detail = onlyStudy(bench, '4711 s1');
    expect(detail.findings[0]?.frames).toMatchObject([
      { frameId: detail.frames[0]?.id, segmentId: detail.frames[0]?.mask?.segments[0]?.id },
    ]);
    expect(detail.findings[0]?.label?.source).toBe('manifest');
  });

  it('adds nothing twice, but what was missing before', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const bare = path.join(folder, 'bare.csv');
    writeFileSync(bare, 'image,patient\na.png,4711\nb.jpg,4711\nc.png,4712\n');
    expect(await importPaths(bench, { manifest: bare })).toMatchObject({ imported: 3 });
    const table = path.join(folder, 'table.csv');
    expect(await importPaths(bench, { manifest: table })).toMatchObject({ imported: 2, duplicates: 1 });
    const whole = contentsOf(bench);
    expect(whole['frames']).toMatchObject([
      { findings: 'region1IIb' },
      { findings: null },
      { findings: 'region1Ia' },
    ]);
    expect(await importPaths(bench, { manifest: table })).toMatchObject({ imported: 0, duplicates: 3 });
    expect(contentsOf(bench)).toEqual(whole);
  });

  it('refuses single rows by name and imports everything else', async () => {
    const folder = await cohort();
    const outside = await folderOf({ 'x.png': await picture(9).png().toBuffer() });
    symlinkSync(path.join(outside, 'x.png'), path.join(folder, 'sneaky.png'));
    const table = path.join(folder, 'bad.csv');
    writeFileSync(
      table,
      [
        header,
        'gone.png,,1,,Ia,A',
        'a.png,masks/small.png,1,,Ia,A',
        'a.png,masks/gone.png,1,,Ia,A',
        'b.jpg,,1,,nonsense,A',
        `${path.relative(folder, path.join(outside, 'x.png'))},,1,,Ia,A`,
        `${path.join(outside, 'x.png')},,1,,Ia,A`,
        'sneaky.png,,1,,Ia,A',
        'table.csv,,1,,Ia,A',
        'masks,,1,,Ia,A',
        ',,1,,Ia,A',
        'c.png,,1,,Ia,A,more',
        'c.png,masks/b.png,1,,Ia,A',
      ].join('\r\n'),
    );
    const bench = await testWorkbench();
    const report = await importPaths(bench, {
      manifest: table,
      options: {
        schema: 'Stone composition',
        masks: {
          kind: 'values',
          values: [
            { value: 0, code: 'background' },
            { value: 160, code: 'stone' },
          ],
        },
      },
    });
    expect(report.imported).toBe(1);
    expect(report.refused.map(({ file, code }) => `${code}: ${file}`)).toEqual([
      'file-missing: gone.png',
      'mask-size: a.png (mask masks/small.png)',
      'file-missing: a.png (mask masks/gone.png)',
      'label-unknown: b.jpg',
      `path-outside: ${path.relative(folder, path.join(outside, 'x.png'))}`,
      `path-outside: ${path.join(outside, 'x.png')}`,
      'path-outside: sneaky.png',
      'not-an-image: table.csv',
      'file-unreadable: masks',
      'manifest-row: ',
      'manifest-row: c.png',
    ]);
    expect(contentsOf(bench)).toMatchObject({ frames: [{ segments: '1stone384' }], patients: [{ n: 1 }] });
    expect(await gather(bench.files.frames.list())).toHaveLength(1);
  });

  it('does not take one picture for two patients', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const table = path.join(folder, 'x.csv');
    writeFileSync(table, 'image,patient\na.png,1\na.png,2\n');
    const report = await importPaths(bench, { manifest: table });
    expect(report).toMatchObject({ imported: 1, refused: [{ code: 'other-patient', file: 'a.png' }] });
    expect(report.refused[0]?.message).toContain('P-0001');
    // Without a patient named, the same bytes are simply there already.
    expect(await importPaths(bench, { paths: [path.join(folder, 'a.png')] })).toMatchObject({
      duplicates: 1,
    });
  });

  it('makes a schema of the labels, and takes it again for the same labels', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const table = path.join(folder, 'x.csv');
    writeFileSync(table, 'image,label,ward\na.png,one,3\nb.jpg,two_or_more,4\n');
    const report = await importPaths(bench, { manifest: table });
    expect(report.notes).toEqual([expect.stringContaining('ward')]);
    writeFileSync(table, 'image,label\nc.png,two_or_more\n');
    await importPaths(bench, { manifest: table });
    expect(
      bench.db.all(`SELECT name, version FROM label_schemas WHERE kind = 'finding' ORDER BY id`),
    ).toEqual([
      { name: 'Stone composition', version: 1 },
      { name: 'one / two_or_more', version: 1 },
    ]);
  });

  it('hides which values a mask has where the prompt must not tell', async () => {
    const folder = await cohort();
    const bench = await testWorkbench();
    const values = Array.from({ length: 48 * 32 }, (_, i) => (i < 200 ? 0 : i < 500 ? 20 : 40));
    writeFileSync(path.join(folder, 'two.png'), await grey(values, 48).png().toBuffer());
    const table = path.join(folder, 'x.csv');
    writeFileSync(table, 'image,mask,label\na.png,two.png,x\n');
    await importPaths(bench, {
      manifest: table,
      options: {
        singleMaskClass: true,
        masks: {
          kind: 'values',
          values: [0, 20, 40].map((value) => ({ value, code: value ? `i${value}` : 'background' })),
        },
      },
    });
    expect(contentsOf(bench)['frames']).toMatchObject([
      { segments: `1region${48 * 32 - 200}`, findings: 'region1x' },
    ]);
  });

  it('is refused as a whole before there is a job when the table itself is wrong', async () => {
    const folder = await folderOf({
      'a.csv': 'file,mask\nx.png,\n',
      'b.png': await picture(1).png().toBuffer(),
    });
    const bench = await testWorkbench();
    await expect(importPaths(bench, { manifest: path.join(folder, 'a.csv') })).rejects.toMatchObject({
      code: 'manifest-columns',
      message: expect.stringContaining('file, mask') as string,
    });
    await expect(importPaths(bench, { manifest: path.join(folder, 'gone.csv') })).rejects.toMatchObject({
      code: 'file-missing',
    });
    await expect(
      importPaths(bench, { paths: [path.join(folder, 'b.png')], options: { schema: 'Nothing' } }),
    ).rejects.toMatchObject({
      code: 'schema-unknown',
      remedy: expect.stringContaining('Stone composition') as string,
    });
    expect(bench.jobs.list()).toEqual([]);
    expect(await bench.files.imports.list()).toEqual([]);
  });
});

describe('doors', () => {
  it('a page may not name paths of the machine', async () => {
    const bench = await testWorkbench();
    await expect(
      bench.imports.startPaths(
        { paths: ['/etc'], manifest: null, options: { masks: null, schema: null, singleMaskClass: false } },
        { userId: bench.user, door: 'page' },
      ),
    ).rejects.toMatchObject({ code: 'door-refused' });
  });
});
