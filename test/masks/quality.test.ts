import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { QualityThresholds } from '../../src-shared/contract/masks.contract.ts';
import { encodeLabelMap, readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import { maskShape } from '../../src-shared/domain/masks/shape.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { measureShape, shapeAtOnce } from '../../src-main/masks/runShape.ts';
import { maskBench, randomMap } from './maskBench.ts';
import type { MaskBench } from './maskBench.ts';

const ask = (bench: MaskBench, more: object = {}) =>
  bench.qualities.ofStudy({
    studyId: bench.studyId,
    thresholds: QualityThresholds.parse({}),
    all: true,
    offset: 0,
    limit: 100,
    ...more,
  });

const disc = (width: number, height: number, radius: number, value = 1) => ({
  width,
  height,
  labels: Uint8Array.from({ length: width * height }, (_, i) =>
    Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2) < radius ? value : 0,
  ),
});

describe('the shape of a mask, from its runs', () => {
  it('is that from its pixels, for noise of every density and size', () => {
    const random = createRandom(3);
    for (let i = 0; i < 400; i++) {
      const width = 1 + (random.bits() % 14);
      const height = 1 + (random.bits() % 11);
      const density = random.uniform();
      const labels = Uint8Array.from({ length: width * height }, () =>
        random.uniform() < density ? 1 + (random.bits() % 2) : 0,
      );
      const { components, smallestPixels, holes, touchesBorder } = maskShape({ width, height, labels });
      const expected = { components, smallestPixels, holes, touchesBorder };
      expect(shapeAtOnce(readLabelRuns(encodeLabelMap({ width, height, labels })))).toEqual(expected);
    }
  });

  it('is measured in slices of a few milliseconds, however ragged the mask', () => {
    const random = createRandom(4);
    const [width, height] = [1920, 1080];
    const labels = Uint8Array.from({ length: width * height }, () => random.bits() & 1);
    const runs = readLabelRuns(encodeLabelMap({ width, height, labels }));
    expect(shapeAtOnce(runs)).toBeNull();
    let slices = 0;
    for (const steps = measureShape(runs); !steps.next().done;) slices += 1;
    expect(slices).toBeGreaterThan(20);
  });
});

describe('masks worth another look', () => {
  it('are those with the most reasons, each by its threshold', async () => {
    const bench = await maskBench(6);
    bench.draw(0, disc(48, 32, 10));
    bench.draw(1, disc(48, 32, 100));
    bench.draw(2, disc(48, 32, 0));
    bench.draw(3, disc(48, 32, 1.2));
    const holed = disc(48, 32, 10);
    holed.labels[16 * 48 + 24] = 0;
    bench.draw(4, holed);
    const { frames, masked, flagged, unmeasured, next } = await ask(bench);
    expect({ masked, flagged, unmeasured, next }).toEqual({
      masked: 5,
      flagged: 4,
      unmeasured: 0,
      next: null,
    });
    expect(frames.map(({ number, reasons }) => [number, reasons])).toEqual([
      [2, ['covers-nearly-all', 'touches-border']],
      [3, ['empty']],
      [4, ['tiny-component']],
      [5, ['holes']],
      [1, []],
    ]);
    const strict = QualityThresholds.parse({ components: 0, componentPixels: 1000, least: 0.5 });
    const again = await ask(bench, { thresholds: strict, all: false, offset: 1, limit: 2 });
    expect(again.frames.map(({ number }) => number)).toEqual([1, 2]);
    expect(again).toMatchObject({ flagged: 5, next: 3 });
  });

  it('are told of masks that were stored by others too, and of single pixels', async () => {
    const bench = await maskBench(1, 1, 1);
    bench.draw(0, { width: 1, height: 1, labels: Uint8Array.of(1) });
    bench.db.run('DELETE FROM mask_shapes');
    const { frames } = await ask(bench);
    expect(frames).toMatchObject([
      {
        coverage: 1,
        components: 1,
        smallestPixels: 1,
        reasons: ['covers-nearly-all', 'tiny-component', 'touches-border'],
      },
    ]);
    expect(bench.db.all('SELECT components FROM mask_shapes')).toEqual([{ components: 1 }]);
    bench.draw(0, { width: 1, height: 1, labels: Uint8Array.of(0) });
    expect((await ask(bench)).frames).toMatchObject([{ components: 0, reasons: ['empty'] }]);
  });

  it('are compared with the newest proposal that was not rejected, class by class', async () => {
    const bench = await maskBench(2);
    bench.draw(0, disc(48, 32, 10));
    bench.draw(1, disc(48, 32, 10));
    const propose = (frame: number, radius: number, classIndex: number, source: string, state = 'open') => {
      bench.db.run(
        `INSERT INTO mask_proposals (id, frame_id, schema_id, source_kind, source_sha256, source_name, label_map, segments,
           confidence, state, created_by, created_at) VALUES (?, ?, ?, 'model', ?, 'm', ?, ?, 1, ?, ?, ?)`,
        [
          uuidv7(),
          bench.frame(frame),
          bench.schema,
          source.repeat(64),
          encodeLabelMap(disc(48, 32, radius, 7)),
          JSON.stringify([{ value: 7, classId: bench.classId(classIndex), confidence: 1 }]),
          state,
          bench.user,
          new Date().toISOString(),
        ],
      );
    };
    propose(0, 10, 0, 'a');
    propose(0, 2, 0, 'b', 'rejected');
    propose(1, 10, 1, 'a');
    const { frames } = await ask(bench);
    expect(frames.map(({ number, modelDice, reasons }) => [number, modelDice, reasons])).toEqual([
      [2, 0, ['differs-from-model']],
      [1, 1, []],
    ]);
    propose(0, 5, 0, 'c', 'accepted');
    expect((await ask(bench)).frames.find(({ number }) => number === 1)?.modelDice).toBeLessThan(0.6);
  });
});

describe('two versions of a mask', () => {
  it('are compared as a whole and class by class, and their difference is drawn', async () => {
    const bench = await maskBench(2);
    const random = createRandom(8);
    const a = bench.draw(0, randomMap(random));
    const b = bench.draw(0, disc(48, 32, 6));
    const { overall, classes } = await bench.comparisons.compare(a, b);
    const runs = readLabelRuns(bench.comparisons.difference(a, b, null));
    const counts = [0, 0, 0, 0];
    runs.values.forEach(
      (value, i) =>
        (counts[value] =
          (counts[value] ?? 0) + (runs.ends[i] ?? 0) - (i === 0 ? 0 : (runs.ends[i - 1] ?? 0))),
    );
    const [, both = 0, onlyA = 0, onlyB = 0] = counts;
    expect(overall).toMatchObject({ onlyA, onlyB, pixelsA: both + onlyA, pixelsB: both + onlyB });
    expect(overall.dice).toBeCloseTo((2 * both) / (2 * both + onlyA + onlyB), 12);
    expect(overall.distances?.max).toBeGreaterThan(0);
    expect(classes.find(({ classId }) => classId === bench.classId(0))?.pixelsB).toBe(overall.pixelsB);
    const same = await bench.comparisons.compare(b, b);
    expect(same.overall).toMatchObject({
      dice: 1,
      onlyA: 0,
      onlyB: 0,
      distances: { mean: 0, p95: 0, max: 0 },
    });
    const other = bench.draw(1, disc(48, 32, 6));
    await expect(bench.comparisons.compare(a, other)).rejects.toMatchObject({ code: 'mask-frames-differ' });
    const empty = bench.draw(0, disc(48, 32, 0));
    expect((await bench.comparisons.compare(empty, empty)).overall).toMatchObject({
      dice: 1,
      distances: null,
    });
    expect((await bench.comparisons.compare(b, empty)).overall).toMatchObject({ dice: 0, distances: null });
  });
});
