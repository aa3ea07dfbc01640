import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { maskBench } from './maskBench.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/coco');

/**
 * Written by pycocotools 2.0.11: compressed run lengths, the same as numbers, and polygons along pixel edges, with the
 * label maps that it makes of them (classes by category, row by row). That it reads what an export writes, and makes the
 * same bitmaps and areas of it, was tried with the same version.
 */
it('what pycocotools writes is read as pycocotools reads it', async () => {
  const json = readFileSync(path.join(fixtures, 'pycocotools.json'));
  const expected = z
    .array(z.array(z.string()))
    .parse(JSON.parse(readFileSync(path.join(fixtures, 'pycocotools.expected.json'), 'utf8')));
  const bench = await maskBench(6, 17, 13);
  const trayId = await bench.tray({ 'instances.json': json });
  const { files } = await bench.inspect(trayId);
  expect(files.map(({ number, matchedBy }) => [number, matchedBy])).toEqual(
    expected.map((_, i) => [i + 1, 'source-name']),
  );
  const categories = [0, 1].map((i) => ({ category: i + 1, to: bench.classId(i) }));
  const report = await bench.import(trayId, { kind: 'categories', categories, overlap: 'refuse' });
  expect(report).toEqual({ stored: 6, kept: 0, refused: [], notes: [] });
  const rows = bench.state().map((one) => {
    const codes = new Map(one?.classes);
    const digits = [...(one?.map.labels ?? [])].map(
      (value) => ['shaft', 'tip'].indexOf(codes.get(value) ?? '') + 1,
    );
    return Array.from({ length: 13 }, (_, y) => digits.slice(17 * y, 17 * (y + 1)).join(''));
  });
  expect(rows).toEqual(expected);
});
