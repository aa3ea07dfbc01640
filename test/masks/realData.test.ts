import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMaskImports } from '../../src-main/masks/maskImport.service.ts';
import { MaskImportResult } from '../../src-main/masks/maskImport.job.ts';
import type { MaskImportPayload } from '../../src-main/masks/maskImport.job.ts';
import { createMasks } from '../../src-main/masks/masks.service.ts';
import { insertSchema } from '../../src-main/studies/schemas.queries.ts';
import type { NameRule } from '../../src-shared/contract/masks.contract.ts';
import { importPaths, onlyStudy, testWorkbench } from '../support/workbench.ts';

const data = path.resolve(
  process.env['LAPIDARY_REAL_DATA'] ?? path.join(import.meta.dirname, '../../../shared/data'),
);
const isThere = (name: string): boolean => existsSync(path.join(data, name));
const some = (folder: string, pattern: RegExp, most: number): string[] =>
  readdirSync(path.join(data, folder))
    .filter((name) => pattern.test(name))
    .sort()
    .slice(0, most)
    .map((name) => path.join(data, folder, name));

/** A study of pictures, and their masks in a tray. */
async function setUp(pictures: readonly string[], masks: readonly string[], codes: readonly string[]) {
  const bench = await testWorkbench();
  await importPaths(bench, { paths: pictures });
  const { classes } = bench.db.transaction(() =>
    insertSchema(bench.db, bench.user, {
      kind: 'mask',
      name: 'Real',
      classes: codes.map((code) => ({ code })),
    }),
  );
  const imports = createMaskImports(bench, createMasks(bench));
  const studyId = onlyStudy(bench).study.id;
  const trayId = await bench.imports.openTray();
  for (const mask of masks) {
    const body = new Response(readFileSync(mask)).body;
    if (body) await bench.files.trays.put(trayId, path.basename(mask), body);
  }
  return {
    bench,
    classId: (code: string) => classes.find((one) => one.code === code)?.id ?? ('background' as const),
    inspect: (rename: NameRule | null = null) =>
      imports.inspect({ trayId, studyId, schemaId: null, rename, offset: 0 }),
    import: async (mapping: MaskImportPayload['mapping'], rename: NameRule | null = null) => {
      const jobId = await imports.start({ trayId, studyId, mapping, rename, replace: 'never' }, bench.user);
      await bench.jobs.finished(jobId, MaskImportResult);
      return imports.report(jobId);
    },
  };
}

describe('masks of real frames', () => {
  it.skipIf(!isThere('instruments')).each([
    ['class', [0, 70, 160]],
    ['instrument', [0, 20, 40, 60, 80]],
  ])(
    'instruments by %s find their frames by an ending, and their values are named',
    async (kind, values) => {
      const all = some('instruments/OP1/Masks', new RegExp(`_${kind}\\.png$`), 1000);
      // Some files have values that the set does not speak of.
      const masks = all.slice(0, 10);
      const pictures = masks.map((mask) =>
        mask.replace('/Masks/', '/Raw/').replace(`_${kind}.png`, '_raw.png'),
      );
      const {
        inspect,
        import: run,
        classId,
        bench,
      } = await setUp(
        pictures.filter((file) => existsSync(file)),
        masks,
        ['a', 'b', 'c', 'd'],
      );
      const rename = { from: `_${kind}`, to: '_raw' };
      const { files, needs, values: found } = await inspect(rename);
      expect(needs).toBe('values');
      expect(files.every(({ problem, matchedBy }) => problem === null && matchedBy === 'source-name')).toBe(
        true,
      );
      const dirt = found.map(({ value }) => value).filter((value) => !values.includes(value));
      const report = await run(
        {
          kind: 'values',
          values: values.map((value, i) => ({
            value,
            to: i === 0 ? ('background' as const) : classId(['a', 'b', 'c', 'd'][i - 1] ?? ''),
          })),
        },
        rename,
      );
      const dirty = files.filter((file) => file.values.some((value) => dirt.includes(value))).length;
      expect(report).toMatchObject({ stored: files.length - dirty, kept: 0 });
      expect(report.refused.map(({ code }) => code)).toEqual(Array<string>(dirty).fill('mask-values'));
      expect(bench.db.get('SELECT count(*) AS n FROM current_masks')).toEqual({ n: report.stored });
    },
    60_000,
  );

  it.skipIf(!isThere('larynx'))(
    'larynx label maps have their classes by value',
    async () => {
      const masks = some('larynx/masks', /\.png$/, 8);
      const pictures = masks
        .map((mask) => mask.replace('/masks/', '/images/'))
        .filter((file) => existsSync(file));
      const codes = ['folds', 'tissue', 'glottis', 'pathology', 'tool', 'tube'];
      const { inspect, import: run, classId } = await setUp(pictures, masks, codes);
      const { files } = await inspect();
      expect(files.every(({ values, lossy }) => !lossy && values.every((value) => value <= 6))).toBe(true);
      const report = await run({
        kind: 'values',
        values: ['background', ...codes].map((code, value) => ({ value, to: classId(code) })),
      });
      expect(report).toMatchObject({ stored: pictures.length });
    },
    60_000,
  );

  it.skipIf(!isThere('polyps'))(
    'polyps, through JPEG, are asked a threshold for',
    async () => {
      const masks = some('polyps/masks', /\.jpg$/, 6);
      const pictures = masks.map((mask) => mask.replace('/masks/', '/images/'));
      const { inspect, import: run, classId } = await setUp(pictures, masks, ['polyp']);
      const { files, needs } = await inspect();
      expect(needs).toBe('threshold');
      expect(files.every(({ lossy, problem }) => lossy && problem === null)).toBe(true);
      const polyp = classId('polyp');
      if (polyp === 'background') throw new Error('the class is missing');
      const report = await run({ kind: 'threshold', threshold: 127, classId: polyp });
      expect(report).toMatchObject({ stored: masks.length, refused: [] });
    },
    60_000,
  );
});
