import { describe, expect, it } from 'vitest';
import { insertLabel } from '../../src-main/studies/findings.queries.ts';
import type { LabelSource } from '../../src-main/studies/findings.queries.ts';
import { readLocations, readSchemas } from '../../src-main/studies/schemas.queries.ts';
import type { FindingDetails, LaboratoryResult } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FindingId, FrameId, LocationId, SegmentId } from '../../src-shared/domain/ids.ts';
import { codeOf, readingBench, wholeDatabase } from './readingBench.ts';
import type { ReadingBench } from './readingBench.ts';

const plain: FindingDetails = {
  side: null,
  locationId: null,
  size: null,
  uncertain: false,
  note: '',
  components: [],
};

function locationOf({ db }: ReadingBench, code: string): LocationId {
  return LocationId.parse(readLocations(db).find((one) => one.code === code)?.id);
}

describe('findings', () => {
  it('are numbered, once for a frame and schema', async () => {
    const bench = await readingBench();
    expect(bench.add(0)).toMatchObject({
      number: 1,
      scope: 'frame',
      label: null,
      revision: 0,
      removed: false,
    });
    expect(bench.add(1)).toMatchObject({ number: 2 });
    expect(bench.study().findings.map(({ number }) => number)).toEqual([1, 2]);
    const place = {
      studyId: bench.studyId,
      schemaId: bench.schemaId,
      frameId: bench.frame(0),
      segmentId: null,
    };
    const refusal = (change: object): unknown =>
      codeOf(() => bench.readings.addFinding({ ...place, ...change }, bench.user));
    const before = wholeDatabase(bench);
    expect([
      refusal({}),
      refusal({ frameId: bench.unknown(FrameId) }),
      refusal({ studyId: bench.unknown(FrameId) }),
      refusal({ schemaId: bench.maskSchemaId }),
      refusal({ segmentId: bench.unknown(SegmentId) }),
    ]).toEqual(['finding-exists', 'not-found', 'not-found', 'schema-missing', 'segment-foreign']);
    expect(wholeDatabase(bench)).toEqual(before);
  });

  it('are of a segment where it is one, beside one of the whole frame', async () => {
    const bench = await readingBench();
    const [first, second] = bench.draw(0, 2);
    if (first === undefined || second === undefined) throw new Error('nothing was drawn');
    expect(bench.add(0, first)).toMatchObject({ scope: 'region', frames: [{ segmentId: first }] });
    expect(bench.add(0, second)).toMatchObject({ number: 2 });
    expect(bench.add(0)).toMatchObject({ number: 3, scope: 'frame' });
    expect(codeOf(() => bench.add(0, first))).toBe('finding-exists');
    expect(codeOf(() => bench.add(1, first))).toBe('segment-foreign');
  });
});

describe('the opinion that counts', () => {
  it('is the laboratory’s before the reader’s before the manifest’s, the newest of each, unless taken back', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const said: (string | null)[] = [];
    const counts = (): void => {
      const label = bench.study().findings[0]?.label;
      said.push(label ? `${label.source} ${bench.codeOf(label.classId)}` : null);
    };
    const give = (source: LabelSource, code: string | null): void => {
      bench.db.transaction(() =>
        insertLabel(bench.db, bench.user, {
          findingId: id,
          classId: code === null ? null : bench.classOf(code),
          source,
        }),
      );
      counts();
    };
    const read = (code: string | null): void => {
      bench.readings.label(
        { ...bench.seen(id), classId: code === null ? null : bench.classOf(code) },
        bench.user,
      );
      counts();
    };
    const analyse = (code: string | null): void => {
      bench.readings.laboratory(
        bench.seen(id),
        code === null
          ? null
          : { classId: bench.classOf(code), method: 'ftir', reportedOn: null, components: [], note: '' },
        bench.user,
      );
      counts();
    };
    give('synthetic', 'VI');
    give('manifest', 'Ia');
    read('IVc');
    give('manifest', 'Ib');
    read('IVd');
    analyse('IIa');
    read('IIIa');
    analyse('IIb');
    analyse(null);
    read(null);
    give('manifest', null);
    give('synthetic', null);
    expect(said).toEqual([
      'synthetic VI',
      'manifest Ia',
      'reader IVc',
      'reader IVc',
      'reader IVd',
      'laboratory IIa',
      'laboratory IIa',
      'laboratory IIb',
      'reader IIIa',
      'manifest Ib',
      'synthetic VI',
      null,
    ]);
    expect(bench.study().study).toMatchObject({ findings: 1, labelled: 0, state: 'in-review' });
    expect(bench.db.get('SELECT count(*) AS n FROM labels')).toEqual({ n: 12 });
  });

  it('leaves the reader’s own in sight under the laboratory’s', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ia'), blind: true }, bench.user);
    bench.readings.laboratory(
      bench.seen(id),
      { classId: bench.classOf('IVc'), method: 'xrd', reportedOn: '2026-11-20', components: [], note: '' },
      bench.user,
    );
    expect(bench.finding(id)).toMatchObject({
      label: { source: 'laboratory', classId: bench.classOf('IVc') },
      reader: { classId: bench.classOf('Ia'), blind: true, by: 'Local user' },
      laboratory: { classId: bench.classOf('IVc'), method: 'xrd', enteredBy: 'Local user' },
    });
    bench.readings.label({ ...bench.seen(id), classId: null }, bench.user);
    expect(bench.finding(id)).toMatchObject({ label: { source: 'laboratory' }, reader: null });
  });

  it('must be a class of the finding’s schema, of a finding there is', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const [maskSchema] = readSchemas(bench.db, { kind: 'mask' });
    const foreign = ClassId.parse(maskSchema?.classes[0]?.id);
    const result: LaboratoryResult = {
      classId: foreign,
      method: 'other',
      reportedOn: null,
      components: [],
      note: '',
    };
    const own = { ...result, classId: bench.classOf('Ia') };
    const half = [{ classId: foreign, share: 50 }];
    const before = wholeDatabase(bench);
    const { readings, user } = bench;
    expect([
      codeOf(() => readings.label({ ...bench.seen(id), classId: bench.unknown(ClassId) }, user)),
      codeOf(() => readings.label({ ...bench.seen(id), classId: foreign }, user)),
      codeOf(() => readings.laboratory(bench.seen(id), result, user)),
      codeOf(() => readings.laboratory(bench.seen(id), { ...own, components: half }, user)),
      codeOf(() => readings.describe(bench.seen(id), { ...plain, components: half }, user)),
    ]).toEqual(Array(5).fill('class-foreign'));
    const nobody = { findingId: bench.unknown(FindingId), revision: 0 };
    expect([
      codeOf(() => readings.label({ ...nobody, classId: null }, user)),
      codeOf(() => readings.describe(nobody, plain, user)),
      codeOf(() => readings.view(nobody, bench.frame(0), 'surface', user)),
      codeOf(() => readings.view(bench.seen(id), bench.frame(1), 'surface', user)),
      codeOf(() => readings.laboratory(nobody, null, user)),
    ]).toEqual(Array(5).fill('not-found'));
    expect(wholeDatabase(bench)).toEqual(before);
  });
});

describe('what is said of a finding beside its class', () => {
  it('comes back as it was given', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const details: FindingDetails = {
      side: 'left',
      locationId: locationOf(bench, 'lower-calyx'),
      size: { mm: 7.25, basis: 'measured' },
      uncertain: true,
      note: 'Über dem Kelch – "ähnlich" wie \u{1f9ea}; siehe 尿路結石\nzweite Zeile',
      components: [
        { classId: bench.classOf('Ia'), share: 60 },
        { classId: bench.classOf('IVa1'), share: 40 },
        { classId: bench.classOf('VI'), share: null },
      ],
    };
    expect(bench.readings.describe(bench.seen(id), details, bench.user)).toMatchObject({
      details,
      revision: 1,
    });
    expect(bench.finding(id).details).toEqual(details);
    const fewer = { ...plain, components: [{ classId: bench.classOf('IVa1'), share: 100 }] };
    expect(bench.readings.describe(bench.seen(id), fewer, bench.user).details).toEqual(fewer);
    expect(bench.readings.describe(bench.seen(id), plain, bench.user).details).toEqual(plain);
    expect(bench.study().study.state).toBe('in-review');
  });

  it('is refused where its parts do not add up, or lie nowhere', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const [a, b] = [bench.classOf('Ia'), bench.classOf('Ib')];
    const shares = (...components: FindingDetails['components']) =>
      codeOf(() => bench.readings.describe(bench.seen(id), { ...plain, components }, bench.user));
    const before = wholeDatabase(bench);
    expect([
      shares({ classId: a, share: 70 }, { classId: b, share: 31 }),
      shares({ classId: a, share: 10 }, { classId: a, share: 10 }),
      codeOf(() =>
        bench.readings.describe(
          bench.seen(id),
          { ...plain, locationId: bench.unknown(LocationId) },
          bench.user,
        ),
      ),
    ]).toEqual(['shares-too-large', 'shares-too-large', 'location-foreign']);
    expect(wholeDatabase(bench)).toEqual(before);
    expect(shares({ classId: a, share: 70 }, { classId: b, share: 30 })).toBe('done');
  });

  it('is told in events by the names of what changed, never by what a note says', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const secret = 'Frau Meier aus Zimmer 12';
    const change = (details: Partial<FindingDetails>): unknown =>
      bench.readings.describe(bench.seen(id), { ...bench.finding(id).details, ...details }, bench.user);
    change({ note: secret });
    change({ side: 'right', size: { mm: 3, basis: 'estimated' } });
    change({ components: [{ classId: bench.classOf('Ia'), share: null }], uncertain: true });
    change({ locationId: locationOf(bench, 'bladder') });
    change({});
    bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ia'), uncertain: false }, bench.user);
    bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ib'), uncertain: false }, bench.user);
    bench.readings.laboratory(
      bench.seen(id),
      { classId: bench.classOf('Ia'), method: 'ftir', reportedOn: null, components: [], note: secret },
      bench.user,
    );
    expect(bench.events('finding.described')).toEqual([
      { changed: ['note'] },
      { changed: ['side', 'size'] },
      { changed: ['uncertain', 'components'] },
      { changed: ['locationId'] },
      { changed: [] },
      { changed: ['uncertain'] },
    ]);
    expect(JSON.stringify(bench.db.all('SELECT * FROM events'))).not.toContain('Meier');
    expect(bench.finding(id).details).toMatchObject({ note: secret, uncertain: false });
  });

  it('says of each frame which face of the stone it shows', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const given = bench.readings.view(bench.seen(id), bench.frame(0), 'section', bench.user);
    expect(given.frames).toEqual([{ frameId: bench.frame(0), segmentId: null, view: 'section' }]);
    bench.readings.view(bench.seen(id), bench.frame(0), null, bench.user);
    expect(bench.finding(id)).toMatchObject({ frames: [{ view: null }], revision: 2 });
  });
});

describe('results of the laboratory', () => {
  it('come back as they were entered; the last counts, and one that is taken back leaves none', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const result: LaboratoryResult = {
      classId: bench.classOf('IVc'),
      method: 'chemical',
      reportedOn: '2026-11-20',
      components: [
        { classId: bench.classOf('IVc'), share: 80 },
        { classId: bench.classOf('IVa1'), share: 20 },
      ],
      note: 'core and shell apart',
    };
    bench.readings.laboratory(bench.seen(id), result, bench.user);
    expect(bench.finding(id).laboratory).toMatchObject(result);
    const corrected = { ...result, classId: bench.classOf('IVd'), components: [] };
    bench.readings.laboratory(bench.seen(id), corrected, bench.user);
    expect(bench.finding(id).laboratory).toMatchObject(corrected);
    bench.readings.laboratory(bench.seen(id), null, bench.user);
    expect(bench.finding(id)).toMatchObject({ laboratory: null, label: null });
  });
});

describe('two windows', () => {
  it('cannot overwrite what they have not seen, by whatever verb', async () => {
    const bench = await readingBench();
    const { id } = bench.add(0);
    const { readings, user } = bench;
    const old = bench.seen(id);
    readings.label({ ...old, classId: bench.classOf('Ia') }, user);
    const before = wholeDatabase(bench);
    const result = { method: 'ftir' as const, reportedOn: null, components: [], note: '' };
    expect([
      codeOf(() => readings.label({ ...old, classId: bench.classOf('Ib') }, user)),
      codeOf(() => readings.label({ ...old, classId: null }, user)),
      codeOf(() => readings.describe(old, { ...plain, note: 'mine' }, user)),
      codeOf(() => readings.view(old, bench.frame(0), 'surface', user)),
      codeOf(() => readings.laboratory(old, { ...result, classId: bench.classOf('Ib') }, user)),
      codeOf(() =>
        bench.arrange(bench.studyId, [{ ...old, frames: bench.finding(id).frames, removed: true }], user),
      ),
    ]).toEqual(Array(6).fill('finding-changed'));
    expect(wholeDatabase(bench)).toEqual(before);
    expect(readings.label({ ...bench.seen(id), classId: bench.classOf('Ib') }, user).revision).toBe(2);
  });

  it('are told of every change: which study, and that its labels changed', async () => {
    const bench = await readingBench();
    const told: string[] = [];
    bench.changes.listen(({ topic, id }) => {
      if (id === bench.studyId) told.push(topic);
    });
    const { id } = bench.add(0);
    bench.readings.label({ ...bench.seen(id), classId: null }, bench.user);
    expect(told).toEqual(['labels', 'study', 'labels', 'study']);
  });
});
