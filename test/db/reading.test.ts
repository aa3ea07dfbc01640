import { describe, expect, it } from 'vitest';
import { seed } from '../../src-main/db/seed.ts';
import { chainHead, chainOlderEvents, verifyChain } from '../../src-main/events/chain.ts';
import { readFindings } from '../../src-main/studies/findings.queries.ts';
import { readLocations, readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { readStudy } from '../../src-main/studies/studies.queries.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import { openTestDatabase } from '../support/database.ts';
import { databaseBefore } from '../support/oldDatabase.ts';

const id = (n: number): string => `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const [patient, study, series, source, frame, finding, classId] = Array.from({ length: 7 }, (_, i) =>
  id(i + 1),
);
const at = '2026-11-01T10:00:00.000Z';

/** A data folder of the version before readings could be signed: a study with a finding, labels and events. */
async function oldDatabase() {
  const { old, user, schemaId: schema, reopen } = await databaseBefore(9);
  old.script(`
    INSERT INTO label_schemas (id, kind, name, version, created_at) VALUES ('${id(20)}', 'finding', 'Polyps', 1, '${at}');
    INSERT INTO label_classes (id, schema_id, code, name, color, position) VALUES ('${classId}', '${schema}', 'Ia', 'Whewellite', '#000000', 0);
    INSERT INTO patients (id, code, created_at) VALUES ('${patient}', 'P-0001', '${at}');
    INSERT INTO studies (id, patient_id, state, description, created_at, updated_at)
      VALUES ('${study}', '${patient}', 'in-review', 'old', '${at}', '${at}');
    INSERT INTO series (id, study_id, kind, number) VALUES ('${series}', '${study}', 'stills', 1);
    INSERT INTO sources (id, series_id, kind, sha256, byte_length, media_type, imported_at)
      VALUES ('${source}', '${series}', 'file', '${'a'.repeat(64)}', 1, 'image/png', '${at}');
    INSERT INTO frames (id, series_id, source_id, source_index, position, sha256, media_type, width, height)
      VALUES ('${frame}', '${series}', '${source}', 0, 0, '${'a'.repeat(64)}', 'image/png', 4, 3);
    INSERT INTO findings (id, study_id, scope, schema_id, number, created_at)
      VALUES ('${finding}', '${study}', 'frame', '${schema}', 1, '${at}');
    INSERT INTO finding_frames (finding_id, frame_id) VALUES ('${finding}', '${frame}');
    INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at)
      VALUES ('${id(30)}', '${finding}', '${classId}', 'reader', '${user}', '${at}');
    INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id)
      VALUES ('${id(41)}', '${at}', '${user}', 'finding.added', 'finding', '${finding}');
    INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id)
      VALUES ('${id(40)}', '${at}', '${user}', 'label.given', 'finding', '${finding}');
  `);
  old.close();
  return { user, reopen };
}

describe('migration 0009', () => {
  it('leaves findings and labels as they were: seen, unsigned, at their first revision', async () => {
    const { user, reopen } = await oldDatabase();
    const db = await reopen();
    chainOlderEvents(db);
    expect(seed(db)).toBe(user);
    const [was] = readFindings(db, StudyId.parse(study));
    expect(was).toMatchObject({
      id: finding,
      frames: [{ frameId: frame, segmentId: null, view: null }],
      label: { classId, source: 'reader' },
      reader: { classId, by: 'Local user', blind: null },
      laboratory: null,
      revision: 0,
      removed: false,
      details: { side: null, locationId: null, size: null, uncertain: false, note: '', components: [] },
    });
    expect(readStudy(db, StudyId.parse(study))).toMatchObject({
      locked: false,
      state: 'in-review',
      flags: { urgent: false, discuss: false, teaching: false },
      assignee: null,
    });
    expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
    db.close();
  });

  it('knows where stones lie, and of no other schema where its findings do', async () => {
    const { reopen } = await oldDatabase();
    const db = await reopen();
    seed(db);
    expect(readSchemas(db).map(({ name, region }) => [name, region])).toEqual([
      ['Polyps', null],
      ['Stone composition', 'urinary-tract'],
    ]);
    const places = readLocations(db);
    expect(places.filter(({ region }) => region === 'urinary-tract').map(({ code }) => code)).toContain(
      'lower-calyx',
    );
    seed(db);
    expect(readLocations(db)).toEqual(places);
    db.close();
  });

  it('takes in the events there were as the first links, once', async () => {
    const { reopen } = await oldDatabase();
    const db = await reopen();
    chainOlderEvents(db);
    seed(db);
    expect(db.all('SELECT event_id AS id FROM event_chain ORDER BY position')).toEqual([
      { id: id(41) },
      { id: id(40) },
    ]);
    const head = chainHead(db);
    db.close();
    const again = await reopen();
    chainOlderEvents(again);
    expect(chainHead(again)).toEqual(head);
    expect(verifyChain(again)).toEqual([]);
    again.close();
  });

  it('orders studies by what they want: urgent, begun, waiting, signed last', async () => {
    const { db } = await openTestDatabase();
    db.run('INSERT INTO patients (id, code, created_at) VALUES (?, ?, ?)', [patient ?? '', 'P-1', at]);
    const states: [state: string, locked: number, urgent: number][] = [
      ['signed', 1, 1],
      ['new', 0, 0],
      ['segmented', 0, 0],
      ['predicted', 0, 0],
      ['signed', 0, 0],
      ['in-review', 0, 0],
      ['new', 0, 1],
      ['amended', 1, 0],
    ];
    for (const [i, [state, locked, urgent]] of states.entries()) {
      db.run(
        `INSERT INTO studies (id, patient_id, state, locked, urgent, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [id(100 + i), patient ?? '', state, locked, urgent, at, at],
      );
    }
    const order = db.all<{ state: string; urgent: number; attention: number }>(
      'SELECT state, urgent, attention FROM studies ORDER BY attention, id',
    );
    expect(order.map(({ state, urgent }) => (urgent ? `urgent ${state}` : state))).toEqual([
      'urgent new',
      'signed',
      'in-review',
      'predicted',
      'segmented',
      'new',
      'urgent signed',
      'amended',
    ]);
  });
});
