import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import { encodeRle } from '../../src-shared/domain/masks/rle.ts';
import { placedCounts } from '../../src-main/masks/cocoWriter.ts';
import { bitmapOf, boundsOf, cropped } from '../../src-shared/domain/masks/bitmap.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { maskBench, randomMap } from './maskBench.ts';
import type { MaskBench } from './maskBench.ts';
import { unzip } from './zip.ts';

async function drawnBench(frames = 8): Promise<MaskBench> {
  const bench = await maskBench(frames);
  const random = createRandom(5);
  for (let i = 0; i < frames - 1; i++) bench.draw(i, randomMap(random));
  // The last one is empty, the one before it full.
  bench.draw(frames - 2, { width: 48, height: 32, labels: new Uint8Array(48 * 32).fill(3) });
  bench.draw(frames - 1, { width: 48, height: 32, labels: new Uint8Array(48 * 32) });
  return bench;
}

describe('masks that are exported and imported again', () => {
  it('as label maps of instances are bit for bit what they were', async () => {
    const bench = await drawnBench();
    const before = bench.state();
    const files = unzip(await bench.exported({ values: 'instances' }));
    bench.removeAll();
    const trayId = await bench.tray(files);
    expect(await bench.inspect(trayId)).toMatchObject({
      kind: 'label-maps',
      total: 8,
      needs: 'values-or-instances',
    });
    const report = await bench.import(trayId, { kind: 'instances' });
    expect(report).toEqual({ stored: 8, kept: 0, refused: [], notes: [] });
    expect(bench.state()).toEqual(before);
    expect(bench.study().frames[0]?.mask).toMatchObject({ origin: 'import', tool: 'import' });
    expect(bench.masks.steps(bench.studyId).at(-1)).toMatchObject({ title: 'import', before: null });
    expect(await bench.files.trays.all()).toEqual([]);
  });

  it('as label maps of classes have every pixel in its class', async () => {
    const bench = await drawnBench();
    const classMaps = () =>
      bench.state().map((one) => {
        const codes = new Map(one?.classes);
        return [...(one?.map.labels ?? [])].map((value) => codes.get(value) ?? '').join();
      });
    const before = classMaps();
    const files = unzip(await bench.exported({}));
    expect(Object.keys(files)).toHaveLength(9);
    bench.removeAll();
    const trayId = await bench.tray(files);
    const { values, needs, files: seen } = await bench.inspect(trayId);
    expect(needs).toBe('values');
    expect(new Set(seen.map(({ matchedBy, problem }) => problem?.code ?? matchedBy))).toEqual(
      new Set(['frame-id']),
    );
    expect(values.map(({ value, name, suggested }) => [value, name, suggested])).toEqual([
      [0, null, 'background'],
      [1, 'shaft', bench.classId(0)],
      [2, 'tip', bench.classId(1)],
      [3, 'stone', bench.classId(2)],
    ]);
    const targets = values.map(({ value, suggested }) => ({ value, to: suggested ?? ('refuse' as const) }));
    const report = await bench.import(trayId, { kind: 'values', values: targets });
    expect(report).toMatchObject({ stored: 8, refused: [] });
    expect(classMaps()).toEqual(before);
  });

  it.each([
    ['coco-rle', 'compressed'],
    ['coco-rle', 'uncompressed'],
    ['coco-polygon', 'compressed'],
  ] as const)('as %s, %s, are bit for bit what they were', async (format, rle) => {
    const bench = await drawnBench();
    const before = bench.state();
    const json = await bench.exported({ format, rle });
    bench.removeAll();
    const trayId = await bench.tray({ 'masks.json': json });
    const inspection = await bench.inspect(trayId);
    expect(inspection).toMatchObject({ kind: 'coco', total: 8, needs: 'categories', next: null });
    const categories = inspection.values.map(({ value, suggested }) => ({
      category: value,
      to: suggested ?? ('refuse' as const),
    }));
    expect(categories).toHaveLength(3);
    const report = await bench.import(trayId, { kind: 'categories', categories, overlap: 'refuse' });
    expect(report).toEqual({ stored: 8, kept: 0, refused: [], notes: [] });
    expect(bench.state()).toEqual(before);
  });

  it('name nobody: files are called by the study’s code, the frame’s place and its id', async () => {
    const bench = await drawnBench(3);
    bench.db.run(`UPDATE identities SET name = 'Erika Mustermann', number = '4711'`);
    const code = `${bench.study().study.patient.code}-${bench.studyId.slice(-6)}`;
    for (const options of [{ values: 'instances' }, { format: 'coco-rle' }] as const) {
      const bytes = await bench.exported(options);
      const files = options === undefined ? {} : 'format' in options ? { json: bytes } : unzip(bytes);
      const text = [...Object.keys(files), ...Object.values(files).map(String)].join('\n');
      expect(text).toContain(`${code}_00001_${bench.frame(0)}.png`);
      expect(text).not.toMatch(/Mustermann|4711/);
    }
  });
});

describe('the archive of an export', () => {
  it('is one that other programs read', async () => {
    const bench = await drawnBench(3);
    const file = path.join(temporaryFolder(), 'masks.zip');
    writeFileSync(file, await bench.exported({}));
    const script = `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))`;
    let said: string;
    try {
      said = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' });
    } catch {
      // Without Python there is nobody to ask.
      return;
    }
    expect(said.trim()).toBe('None 4');
  });
});

it('run lengths of a part in its place are those of the whole', () => {
  const random = createRandom(9);
  for (let i = 0; i < 60; i++) {
    const map = randomMap(random, 9 + (i % 5), 7 + (i % 3));
    if (i % 10 === 0) map.labels.fill(1);
    const whole = bitmapOf(map, 1);
    const bounds = boundsOf(whole);
    if (!bounds) continue;
    expect(placedCounts(cropped(whole, bounds), bounds, map)).toEqual(encodeRle(whole).counts);
  }
});
