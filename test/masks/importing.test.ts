import { describe, expect, it } from 'vitest';
import { jsonArrays } from '../../src-main/masks/jsonArrays.ts';
import { readCocoIndex } from '../../src-main/masks/cocoFile.ts';
import { valuesBeside } from '../../src-main/masks/parentValues.ts';
import { ClassId } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { gather } from '../support/workbench.ts';
import { grey, rectangle } from '../support/pictures.ts';
import { maskBench } from './maskBench.ts';
import type { MaskBench } from './maskBench.ts';

const [width, height] = [48, 32];

const png = (value: number) => rectangle(value).png().toBuffer();
const inFile = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
});

function coco(bench: MaskBench, annotations: readonly object[], more: object = {}): Buffer {
  return Buffer.from(
    JSON.stringify({
      annotations: annotations.map((one, i) => ({ id: i + 1, image_id: 7, category_id: 1, ...one })),
      categories: [
        { id: 1, name: 'Stone' },
        { id: 2, name: 'something else' },
      ],
      images: [{ id: 7, file_name: `a/${bench.frame(0)}.jpg`, width, height }],
      ...more,
    }),
  );
}

const square = (x: number, y: number, side: number) => [[x, y, x + side, y, x + side, y + side, x, y + side]];

describe('label maps for frames that are there', () => {
  it('find their frames by the file these came from, are inspected, and nothing is guessed', async () => {
    const bench = await maskBench(4);
    const trayId = await bench.tray({
      'masks/0.png': await png(70),
      'masks/1_mask.png': await png(160),
      'masks/3.png': await rectangle(9, 32, 48).png().toBuffer(),
      'masks/2.jpg': await rectangle(255).jpeg({ quality: 60 }).toBuffer(),
      'masks/unknown.png': await png(1),
      'other/3.png': await png(1),
      'masks/damaged 1_mask.png': (await png(3)).subarray(0, 60),
    });
    const { files, values, needs, total } = await bench.inspect(trayId, {
      rename: { from: '_mask', to: '' },
    });
    expect(total).toBe(7);
    expect(needs).toBe('threshold');
    expect(
      files.map(({ file, number, matchedBy, values: found, lossy, problem }) => [
        file,
        number,
        matchedBy,
        lossy ? 'many' : found.join(),
        problem?.code ?? '',
      ]),
    ).toEqual([
      ['masks/0.png', 1, 'source-name', '0,70', ''],
      ['masks/1_mask.png', 2, 'source-name', '0,160', ''],
      ['masks/2.jpg', 3, 'source-name', 'many', ''],
      ['masks/3.png', 4, 'source-name', '0,9', 'mask-size'],
      ['masks/damaged 1_mask.png', null, null, '', 'mask-frame-unknown'],
      ['masks/unknown.png', null, null, '', 'mask-frame-unknown'],
      ['other/3.png', null, null, '', 'mask-frame-twice'],
    ]);
    expect(values.map(({ value, files: n, suggested }) => [value, n, suggested])).toEqual([
      [0, 3, null],
      [9, 1, null],
      [70, 1, null],
      [160, 1, null],
    ]);

    const report = await bench.import(
      trayId,
      {
        kind: 'values',
        values: [
          { value: 0, to: 'background' },
          { value: 70, to: bench.classId(0) },
          { value: 160, to: 'refuse' },
        ],
      },
      { rename: { from: '_mask', to: '' } },
    );
    expect(report.stored).toBe(1);
    expect(report.refused.map(({ file, code }) => [file, code])).toEqual([
      ['masks/1_mask.png', 'mask-values'],
      ['masks/2.jpg', 'mask-lossy'],
      ['masks/3.png', 'mask-size'],
      ['masks/damaged 1_mask.png', 'mask-frame-unknown'],
      ['masks/unknown.png', 'mask-frame-unknown'],
      ['other/3.png', 'mask-frame-twice'],
    ]);
    expect(bench.state()[0]?.classes).toEqual([[1, 'shaft']]);
    // Names of files that were taken over are not kept.
    expect(bench.db.all(`SELECT name FROM identities WHERE subject_kind = 'import-item'`)).toHaveLength(6);
  });

  it('that went through JPEG are read with a threshold', async () => {
    const bench = await maskBench(1);
    const trayId = await bench.tray({ '0.jpg': await rectangle(255).jpeg({ quality: 70 }).toBuffer() });
    await bench.import(trayId, { kind: 'threshold', threshold: 128, classId: bench.classId(1) });
    expect(bench.state()[0]?.classes).toEqual([[1, 'tip']]);
    expect(bench.study().frames[0]?.mask?.coverage).toBeCloseTo(0.25, 2);
  });

  it('take the place of a mask only where that was asked for, and its segments go on', async () => {
    const bench = await maskBench(1);
    const labels = new Uint8Array(width * height);
    labels.set([2, 2, 2, 5], 0);
    bench.draw(0, { width, height, labels });
    const [tip] = bench.study().frames[0]?.mask?.segments ?? [];
    const mapping = {
      kind: 'values',
      values: [
        { value: 0, to: 'background' },
        { value: 70, to: bench.classId(2) },
        { value: 90, to: bench.classId(1) },
      ],
    } as const;
    const both = await grey(
      Array.from({ length: width * height }, (_, i) => (i < 9 ? 70 : i < 20 ? 90 : 0)),
      width,
    )
      .png()
      .toBuffer();
    const start = async (replace: 'never' | 'always', file = both) =>
      bench.import(
        await bench.tray({ '0.png': file }),
        { ...mapping, values: [...mapping.values] },
        { replace },
      );
    expect(await start('never')).toMatchObject({ stored: 0, kept: 1 });
    expect(await start('always')).toMatchObject({ stored: 1, kept: 0 });
    // 2 and 5 were both of class "tip": which of them the new one is cannot be told, so it is neither.
    expect(bench.state()[0]?.classes).toEqual([
      [1, 'stone'],
      [3, 'tip'],
    ]);
    expect(await start('always')).toMatchObject({ stored: 0, kept: 1 });
    expect(await start('always', await png(90))).toMatchObject({ stored: 1 });
    expect(bench.state()[0]?.classes).toEqual([[3, 'tip']]);
    expect(bench.study().frames[0]?.mask?.segments[0]?.id).not.toBe(tip?.id);
    const steps = bench.masks.steps(bench.studyId);
    expect(steps.map(({ title }) => title)).toEqual(['brush', 'import', 'import']);
  });

  it('are refused as a whole where that is the matter', async () => {
    const bench = await maskBench(1);
    const named = { kind: 'values', values: [{ value: 0, to: 'background' as const }] } as const;
    const refusal = async (files: Record<string, Uint8Array>, mapping: object = named): Promise<string> => {
      try {
        await bench.import(await bench.tray(files), mapping as never);
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const finding = ClassId.parse(
      bench.db.get<{ id: string }>(`SELECT id FROM label_classes WHERE code = 'Ia'`)?.id,
    );
    const mask = await png(1);
    expect([
      await refusal({}),
      await refusal({ '0.png': mask, 'a.json': Buffer.from('{}') }),
      await refusal({ 'a.json': Buffer.from('{}') }),
      await refusal({ 'a.json': coco(bench, []) }),
      await refusal({ '0.png': mask }, { kind: 'instances' }),
      await refusal({ '0.png': mask }, { kind: 'threshold', threshold: 1, classId: finding }),
      await refusal({ '0.png': mask, 'classes.json': Buffer.from('{"a":1}') }),
    ]).toEqual([
      'mask-import-empty',
      'mask-import-mixed',
      'coco-invalid',
      'mask-mapping',
      'mask-mapping',
      'mask-class-unknown',
      'classes-file-invalid',
    ]);
    expect(bench.jobs.list().filter(({ kind }) => kind === 'mask-import')).toEqual([]);
  });
});

describe('COCO files', () => {
  const categories = (bench: MaskBench) => ({
    kind: 'categories' as const,
    categories: [
      { category: 1, to: bench.classId(2) },
      { category: 2, to: 'background' as const },
    ],
    overlap: 'refuse' as const,
  });
  const codeAfter = async (annotation: object, more: object = {}): Promise<string> => {
    const bench = await maskBench(1);
    const trayId = await bench.tray({ 'c.json': coco(bench, [annotation].flat(), more) });
    const { refused, stored } = await bench.import(trayId, categories(bench));
    return stored === 1 ? 'stored' : (refused[0]?.code ?? '');
  };

  it('become a segment an annotation, clipped to the frame; what is background is left out', async () => {
    const bench = await maskBench(1);
    const trayId = await bench.tray({
      'c.json': coco(bench, [
        { segmentation: square(-5, -5, 10) },
        { segmentation: square(20, 10, 4), category_id: 2 },
        { segmentation: [...square(30, 10, 2), ...square(34, 10, 2)] },
      ]),
    });
    const { values, files } = await bench.inspect(trayId, { schemaId: bench.schema });
    expect(values).toEqual([
      { value: 1, name: 'Stone', files: 1, suggested: bench.classId(2) },
      { value: 2, name: 'something else', files: 1, suggested: null },
    ]);
    expect(files).toMatchObject([{ matchedBy: 'frame-id', width, height, values: [1, 2], problem: null }]);
    expect(await bench.import(trayId, categories(bench))).toMatchObject({ stored: 1, refused: [] });
    expect(bench.study().frames[0]?.mask?.segments.map(({ value, pixels }) => [value, pixels])).toEqual([
      [1, 25],
      [2, 8],
    ]);
  });

  it('are refused image by image, each for its reason', async () => {
    const rle = (counts: unknown, size = [height, width]) => ({ segmentation: { size, counts } });
    expect([
      await codeAfter(rle([0, width * height])),
      await codeAfter(rle([0, width * height + 1])),
      await codeAfter(rle([5, 5])),
      await codeAfter(rle('not counts')),
      await codeAfter(rle([10], [2, 5])),
      await codeAfter(rle([0, 2_000_000_000], [200_000, 10_000])),
      await codeAfter({ segmentation: [[1, 2, 3, 4]] }),
      await codeAfter({ segmentation: [[1, 2, 3, 4, 5, 1e300]] }),
      await codeAfter({ bbox: [1, 2, 3, 4] }),
      await codeAfter({ segmentation: [], bbox: [1, 2, 3, 4] }),
      await codeAfter({ segmentation: square(1, 1, 5), category_id: 3 }),
      await codeAfter([{ segmentation: square(1, 1, 5) }, { segmentation: square(4, 4, 5) }]),
      await codeAfter({ segmentation: 'nonsense' }),
    ]).toEqual([
      'stored',
      'mask-damaged',
      'mask-damaged',
      'mask-damaged',
      'mask-size',
      'mask-size',
      'mask-damaged',
      'mask-damaged',
      'coco-no-region',
      'coco-no-region',
      'mask-values',
      'mask-overlap',
      'coco-invalid',
    ]);
  });

  it('let the later region win where regions overlap, if that was said', async () => {
    const bench = await maskBench(1);
    const trayId = await bench.tray({
      'c.json': coco(bench, [{ segmentation: square(1, 1, 5) }, { segmentation: square(4, 4, 5) }]),
    });
    await bench.import(trayId, { ...categories(bench), overlap: 'later-wins' });
    expect(bench.study().frames[0]?.mask?.segments.map(({ pixels }) => pixels)).toEqual([21, 25]);
  });

  it.each([
    ['no JSON', '{"images":['],
    ['no object', '[1,2]'],
    ['more than one value', '{} {}'],
    ['images without names', '{"images":[{"id":1}]}'],
    ['two images of one id', '{"images":[{"id":1,"file_name":"a"},{"id":1,"file_name":"b"}]}'],
    [
      'regions of no image',
      '{"images":[{"id":1,"file_name":"a"}],"annotations":[{"image_id":2,"category_id":1}]}',
    ],
    ['nothing', '{}'],
  ])('with %s are refused in words', async (_, text) => {
    await expect(readCocoIndex(inFile(Buffer.from(text)))).rejects.toMatchObject({
      code: expect.stringMatching(/^(coco|json)-invalid$/) as string,
    });
  });
});

describe('arrays of a JSON file', () => {
  it('are read element by element as JSON.parse has them, wherever chunks end', async () => {
    const random = createRandom(6);
    const value = (depth: number): unknown => {
      const kind = random.bits() % (depth > 2 ? 4 : 6);
      if (kind === 0) return random.bits() % 1000;
      if (kind === 1) return ['a"]', 'b\\', '{,}', 'ü☃', '"images":['][random.bits() % 5];
      if (kind === 2) return random.uniform() < 0.5 ? null : true;
      if (kind === 3) return '';
      const many = Array.from({ length: random.bits() % 4 }, () => value(depth + 1));
      return kind === 4 ? many : Object.fromEntries(many.map((one, i) => [`k"${i}`, one]));
    };
    for (let i = 0; i < 300; i++) {
      const file = {
        info: value(0),
        images: Array.from({ length: random.bits() % 5 }, () => value(0)),
        other: [value(0)],
        annotations: Array.from({ length: random.bits() % 5 }, () => value(0)),
      };
      const text = i % 2 === 0 ? JSON.stringify(file) : JSON.stringify(file, null, 2);
      const bytes = Buffer.from(i % 7 === 0 ? `\ufeff${text}\n` : text);
      const found = await gather(jsonArrays(inFile(bytes), new Set(['images', 'annotations'])));
      const of = (key: string) => found.filter((one) => one.key === key).map((one) => one.value);
      expect(of('images')).toEqual(file.images);
      expect(of('annotations')).toEqual(file.annotations);
      for (const { offset, length, value: one } of found) {
        expect(JSON.parse(bytes.toString('utf8', offset, offset + length))).toEqual(one);
      }
    }
  });

  it('larger than what is read at a time come out whole', async () => {
    const long = 'x'.repeat(700_000);
    const file = { images: [1, long, [long, { long }], 2] };
    const found = await gather(jsonArrays(inFile(Buffer.from(JSON.stringify(file))), new Set(['images'])));
    expect(found.map(({ value }) => value)).toEqual(file.images);
  });
});

it('values of a mask beside its parent’s mean one thing each', () => {
  const [a, b] = [1, 2].map((i) => ClassId.parse(`01930000-0000-7000-8000-00000000000${i}`)) as [
    ClassId,
    ClassId,
  ];
  const parent = [
    { value: 1, classId: a },
    { value: 2, classId: b },
  ];
  const of = (...wanted: (readonly [number | null, ClassId])[]) =>
    valuesBeside(
      parent,
      wanted.map(([value, classId]) => ({ value, classId })),
    );
  expect(of([1, a], [2, b])).toEqual([1, 2]);
  expect(of([1, b], [2, a])).toEqual([3, 4]);
  expect(of([null, b], [null, a])).toEqual([2, 1]);
  expect(of([2, b], [null, b])).toEqual([2, 3]);
  expect(of([7, a], [7, a])).toEqual([7, 3]);
  expect(
    valuesBeside(
      [],
      Array.from({ length: 256 }, () => ({ value: null, classId: a })),
    ),
  ).toBeNull();
});
