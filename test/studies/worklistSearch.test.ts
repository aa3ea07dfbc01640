import { describe, expect, it } from 'vitest';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { foldedWords } from '../../src-main/db/database.ts';
import { newId } from '../../src-main/db/newId.ts';
import { createErasure } from '../../src-main/studies/erase.service.ts';
import { readFindings } from '../../src-main/studies/findings.queries.ts';
import { de } from '../../src-shared/messages/de.ts';
import { es } from '../../src-shared/messages/es.ts';
import { ja } from '../../src-shared/messages/ja.ts';
import { textsOf as formsOf } from '../../src-shared/messages/message.ts';
import type { Messages } from '../../src-shared/messages/message.ts';
import { moveStudy } from '../../src-main/studies/move.queries.ts';
import { readStudies } from '../../src-main/studies/studies.queries.ts';
import { benchWithFrames } from '../support/workbench.ts';
import { worklistBench } from './worklistBench.ts';
import type { WorklistBench } from './worklistBench.ts';

const months: readonly (readonly string[])[] = [
  ['january', 'januar', 'enero'],
  ['february', 'februar', 'febrero'],
  ['march', 'marz', 'marzo'],
  ['april', 'april', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'juni', 'junio'],
  ['july', 'juli', 'julio'],
  ['august', 'august', 'agosto'],
  ['september', 'september', 'septiembre'],
  ['october', 'oktober', 'octubre'],
  ['november', 'november', 'noviembre'],
  ['december', 'dezember', 'diciembre'],
];

interface Searched {
  readonly id: string;
  readonly text: string;
  readonly day: string | null;
}

/** Every value that is searched, joined anew for each study. */
function textsOf(bench: WorklistBench): Searched[] {
  const { db } = bench;
  const inLanguages = (key: string): string =>
    [de, es, ja].flatMap((messages: Messages) => formsOf(messages[key] ?? '')).join(' ');
  const locations = new Map(
    db
      .all<{ id: string; code: string; name: string }>('SELECT id, code, name FROM locations')
      .map(({ id, code, name }) => [id, `${name} ${inLanguages(`location.${code}`)}`]),
  );
  const classes = new Map(
    db
      .all<{ id: string; code: string; name: string }>('SELECT id, code, name FROM label_classes')
      .map(({ id, code, name }) => [id, { plain: `${code} ${name}`, inAll: inLanguages(`class.${code}`) }]),
  );
  return readStudies(db, bench.ids()).map((study) => {
    const said = readFindings(db, study.id)
      .filter(({ removed }) => !removed)
      .flatMap(({ label, details }) => [
        ...Object.values(classes.get(label?.classId ?? '') ?? {}),
        locations.get(details.locationId ?? '') ?? '',
        details.note,
        ...details.components.map(({ classId }) => classes.get(classId)?.plain ?? ''),
      ]);
    const { code, name, number } = study.patient;
    const values = [code, name, number, study.performedOn, study.site, study.description, study.accession];
    return { id: study.id, text: [...values, ...said].join(' '), day: study.performedOn };
  });
}

/** What SQL's own `has_words` finds in them, and in their days as people write them. */
function bruteForce(bench: WorklistBench, search: string, texts = textsOf(bench)): string[] {
  const words = foldedWords(search).split(' ');
  const has = (text: string, word: string): boolean =>
    bench.db.get<{ has: number }>('SELECT has_words(?, ?) AS has', [text, word])?.has === 1;
  return texts
    .filter(({ text, day }) => words.every((word) => has(text, word) || saysDay(word, day)))
    .map(({ id }) => id);
}

function saysDay(word: string, written: string | null): boolean {
  if (written === null) return false;
  const [year = '', month = '', day = ''] = written.split('-');
  const [m, d] = [String(Number(month)), String(Number(day))];
  if (!/\d/.test(word)) {
    return word.length >= 3 && (months[Number(m) - 1] ?? []).some((name) => name.startsWith(word));
  }
  const numeric = [
    `${day}/${month}/${year}`,
    `${d}/${m}/${year}`,
    `${day}.${month}.${year}`,
    `${d}.${m}.${year}`,
  ];
  const japanese = [`${year}/${month}/${day}`, `${year}/${m}/${d}`, `${year}年${m}月${d}日`];
  return [...numeric, ...japanese, `${d}.`, year, d].some((one) => one.includes(word));
}

const found = (bench: WorklistBench, search: string): string[] =>
  bench.studies.list({ search, order: 'changed', cursor: null, limit: 200 }).studies.map(({ id }) => id);

const pick = <Item>(random: Random, items: readonly Item[]): Item | undefined =>
  items[random.below(items.length)];

/** One change of something that is searched, as any feature may make it. */
function change(bench: WorklistBench): void {
  const { db, user, random } = bench;
  const one = (sql: string): string => pick(random, db.all<{ id: string }>(sql))?.id ?? '';
  const study = (): string => pick(random, bench.ids()) ?? '';
  const name = pick(random, ['Zoë Ábel', '山田', 'O’Neill', 'iva']) ?? '';
  const free = `SELECT f.id FROM findings f JOIN studies s ON s.id = f.study_id WHERE s.locked = 0`;
  const changes = [
    () =>
      db.run(`UPDATE identities SET name = ? WHERE subject_id = ?`, [name, one('SELECT id FROM patients')]),
    () => db.run(`DELETE FROM identities WHERE subject_id = ?`, [one('SELECT id FROM patients')]),
    () =>
      db.run(
        `INSERT INTO identities (subject_id, subject_kind, name) VALUES (?, 'patient', ?)
         ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name, number = 'N77'`,
        [one('SELECT id FROM patients'), name],
      ),
    () => db.run('UPDATE identities SET number = ? WHERE subject_id = ?', [`B${random.below(99)}`, study()]),
    () =>
      db.run(`UPDATE sites SET name = ? WHERE id = ?`, [
        `Site ${random.below(1e6)}`,
        one('SELECT id FROM sites'),
      ]),
    () =>
      db.run('UPDATE studies SET performed_on = ?, description = ? WHERE id = ? AND locked = 0', [
        ...[
          random.uniform() < 0.2
            ? null
            : `20${10 + random.below(15)}-0${1 + random.below(9)}-2${random.below(9)}`,
          name,
          study(),
        ],
      ]),
    () =>
      db.run('UPDATE studies SET patient_id = ? WHERE id = ? AND locked = 0', [
        one('SELECT id FROM patients'),
        study(),
      ]),
    () =>
      db.run('UPDATE studies SET updated_at = ? WHERE id = ?', [
        new Date(1e12 + random.below(1e9)).toISOString(),
        study(),
      ]),
    () =>
      db.run(
        `INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at) VALUES (?, ?, ?, ?, ?, '2026')`,
        [
          ...[
            newId(),
            one('SELECT id FROM findings'),
            random.uniform() < 0.3 ? null : one('SELECT id FROM label_classes'),
            'laboratory',
            user,
          ],
        ],
      ),
    () =>
      db.run('UPDATE findings SET removed_at = CASE WHEN removed_at IS NULL THEN 1 END WHERE id = ?', [
        one(free),
      ]),
    () =>
      db.run(
        `INSERT INTO finding_details (finding_id, location_id, note, changed_by, changed_at) VALUES (?, ?, ?, ?, '2026')
         ON CONFLICT (finding_id) DO UPDATE SET note = excluded.note, location_id = excluded.location_id`,
        [one(free), one('SELECT id FROM locations'), name, user],
      ),
    () =>
      db.run(
        'INSERT INTO finding_components (finding_id, class_id, share) VALUES (?, ?, NULL) ON CONFLICT DO NOTHING',
        [...[one(free), one('SELECT id FROM label_classes')]],
      ),
    () => db.run('DELETE FROM finding_components WHERE finding_id = ?', [one(free)]),
    () =>
      db.run('UPDATE label_classes SET name = ? WHERE id = ?', [name, one('SELECT id FROM label_classes')]),
    () => db.run('UPDATE locations SET name = ? WHERE id = ?', [name, one('SELECT id FROM locations')]),
    () =>
      db.run('UPDATE patients SET code = ? WHERE id = ?', [
        `Q-${random.below(1e6)}`,
        one('SELECT id FROM patients'),
      ]),
    () => {
      const id = study();
      db.run('UPDATE studies SET locked = 0 WHERE id = ?', [id]);
      db.run('DELETE FROM studies WHERE id = ?', [id]);
    },
    () =>
      db.run(
        `INSERT INTO studies (id, patient_id, created_at, updated_at, description) VALUES (?, ?, '2026', ?, 'iva new')`,
        [...[newId(), one('SELECT id FROM patients'), new Date().toISOString()]],
      ),
  ];
  pick(random, changes)?.();
}

const searches = [
  ...[
    'a',
    'iv',
    'iva',
    'mul',
    'zoe',
    '山',
    'o’n',
    'p-00',
    'a200000',
    'n77',
    'site',
    '日',
    'calyx',
    'struvite 20',
  ],
  ...[
    'mar',
    'ma',
    'märz',
    'septiem',
    '.2021',
    '21.',
    '2020-0',
    '2年',
    '23/0',
    'whew upper',
    'whewellit ober',
    '腎杯',
    'ureteroscopy left',
    'e e e',
  ],
];

describe('the search', () => {
  it.each([1, 2, 3])('finds what has all the words, after any changes (%i)', async (seed) => {
    const bench = await worklistBench(30, seed);
    for (let round = 0; round < 25; round++) {
      const changes = bench.random.below(4);
      for (let i = 0; i < changes; i++) change(bench);
      const search = pick(bench.random, searches) ?? '';
      expect(found(bench, search).sort(), search).toEqual(bruteForce(bench, search).sort());
    }
    const texts = textsOf(bench);
    for (const search of searches) {
      expect(found(bench, search).sort(), search).toEqual(bruteForce(bench, search, texts).sort());
    }
  });

  it('finds a class and a place by what they are called in any language of the page', async () => {
    const bench = await worklistBench(120);
    for (const [english, other] of [
      ['whewellite upper', 'whewellit obere'],
      ['upper calyx', '上腎杯'],
    ] as const) {
      const meant = found(bench, english);
      expect(meant).not.toEqual([]);
      expect(found(bench, other)).toEqual(expect.arrayContaining(meant));
    }
  });

  it('narrows letter by letter to what it finds when asked at once', async () => {
    const bench = await worklistBench(120);
    for (const whole of ['ureteroscopy 2021', 'mar a', 'march', '2024-03', 'whewellite up']) {
      for (let end = 1; end <= whole.length; end++) found(bench, whole.slice(0, end));
      expect(found(bench, whole).sort()).toEqual(bruteForce(bench, whole).sort());
    }
  });

  it('of more than can be looked up one by one pages and counts the same', async () => {
    const bench = await worklistBench(2600);
    const ids: string[] = [];
    let cursor: string | null = null;
    const totals = new Set<number | null>();
    do {
      const page: ReturnType<WorklistBench['studies']['list']> = bench.studies.list({
        ...{
          search: 'a',
          cursor,
          limit: 200,
          filter: { states: ['new', 'predicted', 'signed', 'in-review'] },
        },
      });
      ids.push(...page.studies.map(({ id }) => id));
      totals.add(page.total);
      cursor = page.next;
    } while (cursor !== null);
    const { states } = bench.studies.tally({ search: 'a' });
    const counted = states.new + states.predicted + states.signed + states['in-review'];
    expect([ids.length, new Set(ids).size, [...totals]]).toEqual([counted, counted, [counted, null]]);
    expect(counted).toBeGreaterThan(1500);
    expect(bench.studies.list({ search: 'a', cursor: null, limit: 1 }).total).toBe(2600);
  });

  it('is prepared in the background while studies change, and asked before it is', async () => {
    const bench = await worklistBench(900);
    const prepared = bench.studies.prepareSearch();
    expect(bench.studies.prepareSearch()).toBe(prepared);
    change(bench);
    expect(found(bench, 'ureteroscopy left').length).toBe(
      Math.min(200, bruteForce(bench, 'ureteroscopy left').length),
    );
    change(bench);
    await prepared;
    await bench.studies.prepareSearch();
    bench.studies.closeSearch();
    await bench.studies.prepareSearch();
  });

  it('leaves nothing of a name in the file, and nothing in its schema', async () => {
    const bench = await worklistBench(20);
    found(bench, 'muller');
    const kept = bench.db.all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE name LIKE 'note_%' OR name LIKE '%changed_studies%' OR name LIKE 'study_patients%'`,
    );
    expect(kept).toEqual([]);
    expect(bench.db.get<{ temp_store: number }>('PRAGMA temp_store')?.temp_store).toBe(2);
    const copied = bench.db
      .all<{ name: string }>('SELECT name FROM temp.sqlite_schema')
      .map(({ name }) => name);
    expect(copied).toContain('study_patients');
  });

  it('does not look at every study when one is added', async () => {
    const bench = await worklistBench(1);
    const triggers = bench.db.all<{ sql: string }>(
      `SELECT sql FROM temp.sqlite_schema WHERE type = 'trigger'`,
    );
    // But for a site that is renamed, which nothing does.
    for (const { sql } of triggers.filter((one) => !/AFTER \w+( OF name)? ON main\.sites/.test(one.sql))) {
      const query =
        /SELECT row FROM \(([\s\S]*)\) WHERE NOT EXISTS/.exec(sql)?.[1]?.replace(/\b(NEW|OLD)\.\w+/g, '?') ??
        '';
      const plan = bench.db.all<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${query}`,
        Array.from(query.matchAll(/\?/g), () => ''),
      );
      expect(
        plan.map(({ detail }) => detail).filter((detail) => /SCAN (s|studies)\b/.test(detail)),
        sql,
      ).toEqual([]);
    }
    expect(triggers.length).toBeGreaterThan(20);
  });
});

describe('what the workstation itself changes', () => {
  it('is found: an import, a move to another patient, an erasure', async () => {
    const bench = await benchWithFrames(1);
    const search = (text: string) =>
      bench.studies.list({ search: text, cursor: null, limit: 5 }).studies.map(({ id }) => id);
    const { study } = bench.study();
    expect(search('p-0001')).toEqual([study.id]);
    const patientId = bench.studies.move(
      study.id,
      { name: 'Grete Weiß', number: '88-1', birthDate: null },
      bench.user,
    );
    expect([search('p-0001'), search('grete'), search('88-1')]).toEqual([[], [study.id], [study.id]]);
    const erasure = createErasure(bench);
    await erasure.erase({ kind: 'patient', id: patientId }, { adapters: [], heads: [] }, bench.user);
    expect([
      search('grete'),
      search('88-1'),
      bench.studies.list({ search: '', cursor: null, limit: 5 }).total,
    ]).toEqual([[], [], 0]);
  });

  it('that is rolled back is searched as it was', async () => {
    const bench = await worklistBench(12);
    const studyId = StudyId.parse(
      bench.db.get<{ id: string }>('SELECT id FROM studies WHERE locked = 0')?.id,
    );
    const from = bench.studies.get(studyId).study.patient.id;
    expect(() =>
      bench.db.transaction(() => {
        moveStudy(bench.db, bench.user, studyId, from, { name: 'Quincy', number: '', birthDate: null });
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(found(bench, 'quincy')).toEqual([]);
    expect(found(bench, 'a').sort()).toEqual(bruteForce(bench, 'a').sort());
  });
});
