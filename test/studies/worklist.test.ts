import { describe, expect, it } from 'vitest';
import { StudyFilter, StudyOrder } from '../../src-shared/contract/studies.contract.ts';
import { SiteId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { newId } from '../../src-main/db/newId.ts';
import { folded } from '../../src-main/db/database.ts';
import type { PageRequest } from '../../src-main/studies/worklist.service.ts';
import { worklistBench } from './worklistBench.ts';
import type { WorklistBench } from './worklistBench.ts';

type View = Omit<PageRequest, 'cursor' | 'limit' | 'search'> & { readonly search?: string };

/** All ids, page by page, and the total that the first page told. */
function paged(bench: WorklistBench, view: View, limit: number) {
  const ids: string[] = [];
  let cursor: string | null = null;
  let total: number | null = null;
  do {
    const page: ReturnType<WorklistBench['studies']['list']> = bench.studies.list(
      { search: '', ...view, cursor, limit },
      bench.user,
    );
    total ??= page.total;
    ids.push(...page.studies.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  return { ids, total };
}

interface Row {
  id: string;
  row: number;
  attention: number;
  updatedAt: string;
  day: string | null;
  name: string | null;
  code: string;
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const newest = (a: Row, b: Row): number => compare(b.updatedAt, a.updatedAt) || compare(b.id, a.id);
const numberOf = (code: string): number => Number(code.replace(/\D/g, ''));
const nameOf = (row: Row): string => folded(row.name ?? '');

/** Each order as one sort of all rows. */
const sorts: Record<StudyOrder, (a: Row, b: Row) => number> = {
  attention: (a, b) => a.attention - b.attention || newest(a, b),
  changed: newest,
  date: (a, b) => compare(b.day ?? '', a.day ?? '') || compare(b.id, a.id),
  patient: (a, b) =>
    Number(a.name === null) - Number(b.name === null) ||
    compare(nameOf(a), nameOf(b)) ||
    numberOf(a.code) - numberOf(b.code) ||
    b.row - a.row,
};

function sorted(bench: WorklistBench, order: StudyOrder): string[] {
  const rows = bench.db.all<Row>(
    `SELECT s.id, s.rowid AS row, s.attention, s.updated_at AS updatedAt, s.performed_on AS day, who.name, p.code
     FROM studies s JOIN patients p ON p.id = s.patient_id LEFT JOIN identities who ON who.subject_id = p.id`,
  );
  return rows.sort(sorts[order]).map(({ id }) => id);
}

describe.each(StudyOrder.options)('pages by %s', (order) => {
  it.each([1, 7, 50, 200])('of %i are one sort of all, both ways', async (limit) => {
    const bench = await worklistBench(240);
    // Many equal keys, and some that are NULL.
    bench.db.run(`UPDATE studies SET updated_at = substr(updated_at, 1, 12) || '0:00.000Z'`);
    const signed = bench.db.all<{ id: string }>('SELECT id FROM studies WHERE locked = 1');
    bench.db.run('UPDATE studies SET locked = 0');
    bench.db.run(
      `UPDATE studies SET performed_on = substr(performed_on, 1, 5) || '01-01' WHERE performed_on IS NOT NULL`,
    );
    for (const { id } of signed) bench.db.run('UPDATE studies SET locked = 1 WHERE id = ?', [id]);
    const wanted = sorted(bench, order);
    expect(paged(bench, { order }, limit)).toEqual({ ids: wanted, total: 240 });
    expect(paged(bench, { order, reversed: true }, limit).ids).toEqual(wanted.toReversed());
    for (const skip of [0, 1, 99, 239, 240, 5000]) {
      const { studies } = bench.studies.list({ search: '', order, skip, cursor: null, limit });
      expect(studies.map(({ id }) => id)).toEqual(wanted.slice(skip, skip + limit));
    }
  });

  it('hold every study that stays where it is, once, while others change and go', async () => {
    const bench = await worklistBench(160, 3);
    const ids = bench.ids();
    const touched = new Set<string>();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<WorklistBench['studies']['list']> = bench.studies.list({
        ...{ search: '', order, cursor, limit: 9 },
      });
      seen.push(...page.studies.map(({ id }) => id));
      cursor = page.next;
      const one = ids[bench.random.below(ids.length)] ?? '';
      touched.add(one);
      if (bench.random.uniform() < 0.5)
        bench.db.run('UPDATE studies SET updated_at = ? WHERE id = ?', ['2027-01-01T00:00:00.000Z', one]);
      else bench.db.run('UPDATE studies SET locked = 0 WHERE id = ?', [one]);
      if (bench.random.uniform() < 0.3) {
        bench.db.run('UPDATE studies SET locked = 0 WHERE id = ?', [one]);
        bench.db.run('DELETE FROM studies WHERE id = ?', [one]);
      }
    } while (cursor !== null);
    const resting = ids.filter((id) => !touched.has(id));
    expect(seen.filter((id) => !touched.has(id)).sort()).toEqual(resting.sort());
  });

  it('sort nothing, whatever is filtered, and begin each page in the index', async () => {
    const bench = await worklistBench(40);
    const asked: string[] = [];
    const all = bench.db.all.bind(bench.db);
    bench.db.all = <Row>(sql: string, params?: Parameters<typeof all>[1]): Row[] => {
      if (sql.includes('OFFSET'))
        asked.push(
          ...all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params).map(({ detail }) => detail),
        );
      return all<Row>(sql, params);
    };
    const filter = {
      states: ['new' as const],
      assignee: 'me' as const,
      flags: ['urgent' as const],
      from: '2018-01-01',
    };
    paged(bench, { order }, 9);
    paged(bench, { order, reversed: true }, 9);
    paged(bench, { order, filter }, 9);
    expect(asked.length).toBeGreaterThan(9);
    expect(asked.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
    const begun = asked.filter((detail) => /SEARCH (s|named) USING (COVERING )?INDEX \w+ \(/.test(detail));
    expect(begun.length).toBeGreaterThan(4);
  });

  it('refuse the cursor of another order', async () => {
    const bench = await worklistBench(12);
    const { next } = bench.studies.list({ search: '', order, cursor: null, limit: 5 });
    const refused = expect.objectContaining({ code: 'cursor-invalid' }) as Error;
    const other = order === 'date' ? 'changed' : 'date';
    expect(() => bench.studies.list({ search: '', order: other, cursor: next, limit: 5 })).toThrow(refused);
    expect(() => bench.studies.list({ search: '', order, reversed: true, cursor: next, limit: 5 })).toThrow(
      refused,
    );
    expect(() => bench.studies.list({ search: '', order, cursor: 'nonsense', limit: 5 })).toThrow(refused);
  });
});

describe('the worklist', () => {
  it('puts urgent ones first, then what was begun, and what is signed last', async () => {
    const bench = await worklistBench(400);
    const { studies } = bench.studies.list({ search: '', cursor: null, limit: 200 });
    const ranks = studies.map(({ locked, state, flags }) =>
      locked
        ? 9
        : { new: 4, segmented: 3, predicted: 2, 'in-review': 1, signed: 1, amended: 1 }[state] -
          (flags.urgent ? 5 : 0),
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(4);
  });

  it('shows what all its filters together let through, and counts it', async () => {
    const bench = await worklistBench(300);
    const all = paged(bench, {}, 200);
    const whole = new Map(bench.ids().map((id) => [id as string, bench.studies.get(id).study] as const));
    const [site] = bench.studies.sites();
    const colleague = UserId.parse(
      bench.db.get<{ id: string }>(`SELECT id FROM users WHERE name = 'Dr. Night'`)?.id,
    );
    const open = bench.ids().slice(0, 3);
    for (const id of open) {
      bench.db.run(
        `INSERT INTO amendments (study_id, reason, begun_by, begun_at) VALUES (?, 'why', ?, '2026-01-01')`,
        [id, bench.user],
      );
    }
    type Study = NonNullable<ReturnType<typeof whole.get>>;
    const parts: [Partial<StudyFilter>, (study: Study) => boolean][] = [
      [{ states: ['new', 'in-review'] }, ({ state }) => state === 'new' || state === 'in-review'],
      [{ assignee: 'none' }, ({ assignee }) => assignee === null],
      [{ assignee: 'me' }, ({ assignee }) => assignee?.id === bench.user],
      [{ assignee: colleague }, ({ assignee }) => assignee?.id === colleague],
      [{ flags: ['urgent', 'discuss'] }, ({ flags }) => flags.urgent || flags.discuss],
      [{ siteId: site?.id ?? null }, (study) => study.site === site?.name],
      [
        { from: '2019-02-01', to: '2024-06-30' },
        ({ performedOn: day }) => day !== null && day >= '2019-02-01' && day <= '2024-06-30',
      ],
      [{ openAmendment: true }, ({ id }) => open.includes(id)],
    ];
    const matching = (test: (study: Study) => boolean): string[] =>
      all.ids.filter((id) => {
        const study = whole.get(id);
        return study !== undefined && test(study);
      });
    for (const [filter, test] of parts) {
      const wanted = matching(test);
      expect(wanted.length).toBeGreaterThan(0);
      expect(paged(bench, { filter }, 31)).toEqual({ ids: wanted, total: wanted.length });
      for (const [second, also] of parts) {
        if (Object.keys(second).some((key) => key in filter)) continue;
        const both = matching((study) => test(study) && also(study));
        expect(paged(bench, { filter: { ...filter, ...second } }, 31)).toEqual({
          ids: both,
          total: both.length,
        });
        expect(paged(bench, { order: 'patient', filter: { ...filter, ...second } }, 31).ids.sort()).toEqual(
          both.sort(),
        );
      }
    }
    const tally = bench.studies.tally(
      { search: '', filter: { assignee: 'none', states: ['new'] } },
      bench.user,
    );
    for (const [state, counted] of Object.entries(tally.states)) {
      expect(counted).toBe(matching((study) => study.assignee === null && study.state === state).length);
    }
    expect(bench.studies.tally({ search: '', filter: {} }).openAmendments).toBe(3);
  });

  it('takes the filters of a page that knows less for all there are', () => {
    expect(StudyFilter.parse({})).toEqual({
      ...{ states: [], assignee: null, flags: [], siteId: null, from: null, to: null, openAmendment: false },
    });
    expect(SiteId.safeParse('x').success).toBe(false);
  });
});

describe('a mark', () => {
  it('changes what it names alone, also of a signed study, with an event, and does not count as a change', async () => {
    const bench = await worklistBench(30);
    const signed = bench.db.get<{ id: string }>('SELECT id FROM studies WHERE locked = 1');
    const studyId = StudyId.parse(signed?.id);
    const told: unknown[] = [];
    bench.changes.listen((change) => told.push(change));
    const before = bench.studies.get(studyId).study;
    const after = bench.studies.mark(studyId, { flags: { urgent: !before.flags.urgent } }, bench.user);
    expect(after).toEqual({ ...before, flags: { ...before.flags, urgent: !before.flags.urgent } });
    const mine = bench.studies.mark(studyId, { assigneeId: bench.user }, bench.user);
    expect(mine).toEqual({ ...after, assignee: { id: bench.user, name: 'Local user' } });
    expect(
      bench.studies.mark(
        studyId,
        { flags: before.flags, assigneeId: before.assignee?.id ?? null },
        bench.user,
      ),
    ).toEqual(before);
    expect(told).toHaveLength(6);
    expect(told).toContainEqual({ topic: 'study', id: studyId });
    const events = bench.db.all<{ kind: string }>('SELECT kind FROM events WHERE subject_id = ?', [studyId]);
    expect(events.map(({ kind }) => kind)).toEqual(['study.marked', 'study.marked', 'study.marked']);
    const stranger = UserId.parse(newId());
    expect(() => bench.studies.mark(studyId, { assigneeId: stranger }, bench.user)).toThrow(
      expect.objectContaining({ code: 'user-unknown' }) as Error,
    );
    expect(bench.studies.get(studyId).study).toEqual(before);
  });
});

describe('what a study is called', () => {
  it('is corrected, and found as corrected', async () => {
    const bench = await worklistBench(30);
    const open = bench.db.get<{ id: string }>(`SELECT id FROM studies WHERE locked = 0 AND state = 'new'`);
    const studyId = StudyId.parse(open?.id);
    const to = { performedOn: '2031-05-06', description: 'Zystoskopie', accession: 'ÄX-77' };
    expect(bench.studies.edit(studyId, to, bench.user)).toMatchObject(to);
    const found = (search: string) =>
      bench.studies.list({ search, cursor: null, limit: 5 }).studies.map(({ id }) => id);
    expect([found('zystosk 6.5.2031'), found('äx-77'), found('2031年5月')]).toEqual([
      [studyId],
      [studyId],
      [studyId],
    ]);
    expect(bench.studies.edit(studyId, { ...to, accession: '' }, bench.user).accession).toBeNull();
    expect(found('äx-77')).toEqual([]);
    const events = bench.db.all<{ detail: string }>(`SELECT detail FROM events WHERE kind = 'study.edited'`);
    expect(events.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
      { changed: ['performedOn', 'description', 'accession'] },
      { changed: ['accession'] },
    ]);
  });

  it('is refused once the study is signed, the accession number too', async () => {
    const bench = await worklistBench(30);
    const signed = bench.db.get<{ id: string }>('SELECT id FROM studies WHERE locked = 1');
    const { id, performedOn, description, accession } = bench.studies.get(StudyId.parse(signed?.id)).study;
    for (const change of [{ accession: 'other' }, { description: 'other' }, { performedOn: '2001-01-01' }]) {
      expect(() =>
        bench.studies.edit(id, { performedOn, description, accession, ...change }, bench.user),
      ).toThrow(expect.objectContaining({ code: 'study-signed' }) as Error);
    }
    expect(bench.studies.get(id).study).toMatchObject({ performedOn, description, accession });
  });
});

describe('saved filters', () => {
  it('are kept by name, whatever its case, and read as far as they are understood', async () => {
    const bench = await worklistBench(1);
    const view = { filter: StudyFilter.parse({ flags: ['urgent'] }), order: 'date' as const, reversed: true };
    bench.studies.saveFilter({ name: 'Ärzte', view }, bench.user);
    const later = { ...view, reversed: false };
    expect(bench.studies.saveFilter({ name: 'ärzte', view: later }, bench.user)).toEqual([
      { name: 'ärzte', view: later },
    ]);
    bench.db.run(`INSERT INTO saved_filters VALUES ('z', 'z', '{"order":"by mood"}', ?, '2026')`, [
      bench.user,
    ]);
    expect(bench.studies.savedFilters()).toEqual([{ name: 'ärzte', view: later }]);
    expect(bench.studies.removeFilter('ÄRZTE')).toEqual([]);
  });
});
