import { describe, expect, it } from 'vitest';
import { createSecondReading } from '../../src-main/review/secondReading.service.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { insertUser } from '../../src-main/users/users.queries.ts';
import { ClassId, FindingId, StudyId } from '../../src-shared/domain/ids.ts';
import { codeOf, readingBench, wholeDatabase } from './readingBench.ts';

async function secondBench() {
  const bench = await readingBench();
  const second = createSecondReading(bench);
  const [anna, bert] = [insertUser(bench.db, 'Anna').id, insertUser(bench.db, 'Bert').id];
  const { id } = bench.add(0);
  const label = (code: string | null, by = bench.user) =>
    bench.readings.label({ ...bench.seen(id), classId: code === null ? null : bench.classOf(code) }, by);
  const give = (code: string | null, by = anna, uncertain = false) =>
    second.give({ findingId: id, classId: code === null ? null : bench.classOf(code), uncertain }, by);
  const standing = (by = anna) => {
    const [found] = second.ofStudy(bench.studyId, by);
    if (found === undefined) throw new Error('the finding has no standing');
    return found;
  };
  return { ...bench, second, anna, bert, id, label, give, standing };
}

describe('a second opinion', () => {
  it('decides nothing: neither label, revision nor state of anything move', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    const before = wholeDatabase(bench);
    bench.give('IVc', bench.anna, true);
    expect(bench.finding(bench.id).label).toMatchObject({ classId: bench.classOf('Ia'), source: 'reader' });
    const after = wholeDatabase(bench);
    expect(after['second_opinions']).toHaveLength(1);
    const moved = Object.keys(after).filter(
      (table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]),
    );
    expect(moved.sort()).toEqual(['event_chain', 'events', 'second_opinions']);
    expect(bench.events('finding.read-again')).toEqual([{ class: bench.classOf('IVc'), uncertain: true }]);
  });

  it('may be given of a signed study, and leaves its signature alone', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    bench.sign();
    const signed = bench.signing.reading(bench.studyId, 1);
    bench.give('IVc');
    expect(bench.standing().own).toMatchObject({ classId: bench.classOf('IVc'), by: 'Anna' });
    expect(bench.signing.reading(bench.studyId, 1)).toEqual(signed);
    expect(bench.study().study).toMatchObject({ state: 'signed', locked: true });
  });

  it('is the newest, until it is taken back', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    bench.give('IVc');
    bench.give('IVd', bench.anna, true);
    expect(bench.standing().own).toMatchObject({ classId: bench.classOf('IVd'), uncertain: true });
    // The same again is nothing new.
    bench.give('IVd', bench.anna, true);
    expect(bench.give(null).own).toBeNull();
    bench.give(null);
    expect(bench.db.get('SELECT count(*) AS n FROM second_opinions')).toEqual({ n: 3 });
    expect(bench.events('finding.second-reading-taken-back')).toEqual([{}]);
  });

  it('is nobody’s of their own reading, of none, or of a class that is not there', async () => {
    const bench = await secondBench();
    const unread = codeOf(() => bench.give('Ia'));
    bench.label('Ia');
    const [mask] = readSchemas(bench.db, { kind: 'mask' });
    const before = wholeDatabase(bench);
    expect([
      unread,
      codeOf(() => bench.give('IVc', bench.user)),
      codeOf(() =>
        bench.second.give(
          { findingId: bench.id, classId: ClassId.parse(mask?.classes[0]?.id), uncertain: false },
          bench.anna,
        ),
      ),
      codeOf(() =>
        bench.second.give(
          { findingId: bench.unknown(FindingId), classId: null, uncertain: false },
          bench.anna,
        ),
      ),
      codeOf(() => bench.second.ofStudy(bench.unknown(StudyId), bench.anna)),
    ]).toEqual(['not-read', 'own-reading', 'class-foreign', 'not-found', 'not-found']);
    expect(wholeDatabase(bench)).toEqual(before);
  });

  it('follows the reading: whoever labels it anew can no longer read it again, but can take back', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    bench.give('IVc');
    bench.label('IVc', bench.anna);
    expect(bench.standing()).toMatchObject({ stands: 'own', own: { classId: bench.classOf('IVc') } });
    expect(codeOf(() => bench.give('Ia'))).toBe('own-reading');
    expect(bench.give(null).own).toBeNull();
    bench.label(null, bench.anna);
    expect(bench.standing()).toMatchObject({ stands: 'unread', own: null });
  });

  it('of others is kept back until one’s own is given', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    bench.give('IVc');
    expect(bench.standing(bench.bert)).toEqual({
      findingId: bench.id,
      stands: 'open',
      own: null,
      others: [],
      keptBack: 1,
    });
    expect(bench.standing(bench.user)).toMatchObject({
      stands: 'own',
      others: [{ by: 'Anna' }],
      keptBack: 0,
    });
    bench.give('Ia', bench.bert);
    expect(bench.standing(bench.bert)).toMatchObject({
      own: { classId: bench.classOf('Ia') },
      others: [{ by: 'Anna', classId: bench.classOf('IVc'), uncertain: false }],
      keptBack: 0,
    });
  });

  it('is of findings that count', async () => {
    const bench = await secondBench();
    bench.label('Ia');
    const { frames, revision } = bench.finding(bench.id);
    bench.arrange(bench.studyId, [{ findingId: bench.id, revision, frames, removed: true }], bench.user);
    expect(bench.second.ofStudy(bench.studyId, bench.anna)).toEqual([]);
    expect(codeOf(() => bench.give('Ia'))).toBe('not-found');
  });
});
