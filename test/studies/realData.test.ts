import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf, importPaths, testWorkbench } from '../support/workbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const data = path.resolve(
  process.env['LAPIDARY_REAL_DATA'] ?? path.join(import.meta.dirname, '../../../shared/data'),
);
const isThere = (name: string): boolean => existsSync(path.join(data, name));

/** A manifest beside a copy of a few of the files it names. */
function manifestOf(name: string, rows: readonly (readonly string[])[]): string {
  const folder = temporaryFolder();
  for (const cell of rows
    .slice(1)
    .flatMap(([image = '', mask = '']) => [image, mask])
    .filter(Boolean)) {
    mkdirSync(path.dirname(path.join(folder, cell)), { recursive: true });
    cpSync(path.join(data, name, cell), path.join(folder, cell));
  }
  const manifest = path.join(folder, 'manifest.csv');
  writeFileSync(manifest, rows.map((row) => row.join(',')).join('\n'));
  return manifest;
}

describe('real frames', () => {
  it.skipIf(!isThere('polyps'))('whose masks went through JPEG are read with a threshold', async () => {
    const names = readdirSync(path.join(data, 'polyps', 'images')).slice(0, 8);
    const manifest = manifestOf('polyps', [
      ['image', 'mask'],
      ...names.map((name) => [`images/${name}`, `masks/${name}`]),
    ]);
    const bench = await testWorkbench();
    const without = await importPaths(bench, { manifest });
    expect(without).toMatchObject({ imported: 0 });
    expect(new Set(without.refused.map(({ code }) => code))).toEqual(new Set(['mask-values']));
    const report = await importPaths(bench, {
      manifest,
      options: { masks: { kind: 'threshold', threshold: 127, code: 'polyp' } },
    });
    expect(report).toMatchObject({ imported: 8, refused: [] });
    for (const { coverage } of bench.db.all<{ coverage: number }>('SELECT coverage FROM mask_versions')) {
      expect(coverage).toBeGreaterThan(0.001);
      expect(coverage).toBeLessThan(0.95);
    }
    expect(contentsOf(bench)['frames']).toHaveLength(8);
  });

  it.skipIf(!isThere('instruments'))('are labelled, with the tool as one class', async () => {
    const [, ...lines] = readFileSync(path.join(data, 'instruments', 'labels.csv'), 'utf8')
      .trim()
      .split('\n');
    const rows = lines.slice(0, 12).map((line) => {
      const [image = '', label = '', operation = ''] = line.trim().split(',');
      const mask = image.replace('/Raw/', '/Masks/').replace('_raw.png', '_class.png');
      return [image, mask, operation, operation, label, operation];
    });
    const manifest = manifestOf('instruments', [
      ['image', 'mask', 'patient', 'study', 'label', 'site'],
      ...rows,
    ]);
    const bench = await testWorkbench();
    const report = await importPaths(bench, {
      manifest,
      options: {
        singleMaskClass: true,
        masks: {
          kind: 'values',
          values: [
            { value: 0, code: 'background' },
            { value: 70, code: 'manipulator' },
            { value: 160, code: 'shaft' },
          ],
        },
      },
    });
    expect(report).toMatchObject({ imported: 12, refused: [] });
    const { studies } = bench.studies.list({ search: '', cursor: null, limit: 10 });
    expect(studies).toMatchObject([{ frames: 12, masks: 12, labelled: 12, site: 'OP1', state: 'segmented' }]);
    expect(bench.db.all(`SELECT DISTINCT scope FROM findings`)).toEqual([{ scope: 'region' }]);
  });

  it.skipIf(!isThere('larynx'))('whose masks hold many classes are mapped by value', async () => {
    const names = readdirSync(path.join(data, 'larynx', 'images')).slice(0, 6);
    const rows = names.map((name) => [`images/${name}`, `masks/${name}`, name.split('-')[0] ?? '']);
    const manifest = manifestOf('larynx', [['image', 'mask', 'patient'], ...rows]);
    const classes = ['background', 'folds', 'tissue', 'glottis', 'pathology', 'tool', 'tube'];
    const bench = await testWorkbench();
    const report = await importPaths(bench, {
      manifest,
      options: { masks: { kind: 'values', values: classes.map((code, value) => ({ value, code })) } },
    });
    expect(report).toMatchObject({ imported: 6, refused: [] });
    expect(bench.db.get(`SELECT count(*) AS n FROM label_schemas WHERE kind = 'mask'`)).toEqual({ n: 2 });
  });

  it.skipIf(!isThere('dicom'))(
    'that are DICOM files are refused by name until they can be read',
    async () => {
      const folder = temporaryFolder();
      const [some] = readdirSync(path.join(data, 'dicom'), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.name.endsWith('.dcm'),
      );
      if (some) symlinkSync(path.join(some.parentPath, some.name), path.join(folder, 'x.dcm'));
      const bench = await testWorkbench();
      const report = await importPaths(bench, { paths: [path.join(folder, 'x.dcm')] });
      expect(report.refused).toMatchObject([{ code: 'not-an-image', message: 'This is a DICOM file.' }]);
    },
  );
});
