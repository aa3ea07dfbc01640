import { describe, expect, it } from 'vitest';
import { ClassId, FindingId, FrameId, SchemaId, SegmentId } from '../../src-shared/domain/ids.ts';
import { createReview } from '../../src-main/review/review.service.ts';
import { insertLabel } from '../../src-main/studies/findings.queries.ts';
import type { LabelSource } from '../../src-main/studies/findings.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { benchWithFrames } from '../support/workbench.ts';

async function setUp() {
  const bench = await benchWithFrames(2, 4, 3);
  const review = createReview(bench);
  const [schema] = readSchemas(bench.db, { kind: 'finding' });
  const schemaId = schema?.id ?? SchemaId.parse('');
  const classOf = (code: string): ClassId =>
    ClassId.parse(schema?.classes.find((one) => one.code === code)?.id);
  const place = {
    studyId: bench.study().study.id,
    schemaId,
    frameId: bench.frameIds[0] ?? FrameId.parse(''),
    segmentId: null,
  };
  return { bench, review, classOf, place };
}

describe('findings', () => {
  it('are numbered, once for a frame and schema', async () => {
    const { bench, review, place } = await setUp();
    expect(review.addFinding(place, bench.user)).toMatchObject({ number: 1, scope: 'frame', label: null });
    const second = bench.frameIds[1] ?? place.frameId;
    expect(review.addFinding({ ...place, frameId: second }, bench.user)).toMatchObject({ number: 2 });
    expect(bench.study().findings.map(({ number }) => number)).toEqual([1, 2]);
    const refusal = (change: object): unknown => {
      try {
        return review.addFinding({ ...place, ...change }, bench.user);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const [maskSchema] = readSchemas(bench.db, { kind: 'mask' });
    expect([
      refusal({}),
      refusal({ frameId: bench.unknown(FrameId) }),
      refusal({ schemaId: maskSchema?.id }),
      refusal({ segmentId: bench.unknown(SegmentId) }),
    ]).toEqual(['finding-exists', 'not-found', 'schema-missing', 'segment-foreign']);
  });
});

describe('the opinion that counts', () => {
  it('is the reader’s before the laboratory’s before the manifest’s, the newest of each, unless taken back', async () => {
    const { bench, review, classOf, place } = await setUp();
    const { id } = review.addFinding(place, bench.user);
    const said: (string | null)[] = [];
    const counts = (): void => {
      const label = bench.study().findings[0]?.label;
      said.push(label ? `${label.source} ${bench.codeOf(label.classId)}` : null);
    };
    const give = (source: LabelSource, code: string | null): void => {
      bench.db.transaction(() =>
        insertLabel(bench.db, bench.user, {
          findingId: id,
          classId: code === null ? null : classOf(code),
          source,
        }),
      );
      counts();
    };
    give('synthetic', 'VI');
    give('manifest', 'Ia');
    give('laboratory', 'IIa');
    give('manifest', 'Ib');
    review.label(id, classOf('IVc'), bench.user);
    counts();
    review.label(id, classOf('IVd'), bench.user);
    counts();
    review.label(id, null, bench.user);
    counts();
    give('laboratory', null);
    give('manifest', null);
    give('synthetic', null);
    expect(said).toEqual([
      'synthetic VI',
      'manifest Ia',
      'laboratory IIa',
      'laboratory IIa',
      'reader IVc',
      'reader IVd',
      'laboratory IIa',
      'manifest Ib',
      'synthetic VI',
      null,
    ]);
    expect(bench.study().study).toMatchObject({ findings: 1, labelled: 0 });
    expect(bench.db.get('SELECT count(*) AS n FROM labels')).toEqual({ n: 10 });
  });

  it('must be a class of the finding’s schema', async () => {
    const { bench, review, place } = await setUp();
    const { id } = review.addFinding(place, bench.user);
    expect(() => review.label(id, bench.unknown(ClassId), bench.user)).toThrow(
      expect.objectContaining({ code: 'class-foreign' }) as Error,
    );
    expect(() => review.label(bench.unknown(FindingId), null, bench.user)).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  });
});
