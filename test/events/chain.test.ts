import { describe, expect, it } from 'vitest';
import type { Database } from '../../src-main/db/database.ts';
import { newId } from '../../src-main/db/newId.ts';
import { chainHead, chainOlderEvents, verifyChain } from '../../src-main/events/chain.ts';
import { recordEvent } from '../../src-main/events/events.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import { openTestDatabase } from '../support/database.ts';

/** A database whose events can be tampered with, and `count` of them. */
async function chained(count: number) {
  const { db, user } = await openTestDatabase();
  for (let i = 0; i < count; i++) {
    recordEvent(db, user, { kind: 'label.given', subjectKind: 'finding', subjectId: `f${i}`, detail: { i } });
  }
  expect(verifyChain(db)).toEqual([]);
  for (const { name } of db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('events', 'event_chain')`,
  )) {
    db.script(`DROP TRIGGER ${name}`);
  }
  return { db, user };
}

function insertLoose(db: Database, user: UserId, id = newId()): string {
  db.run(
    `INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id) VALUES (?, '', ?, 'label.given', 'finding', 'f')`,
    [id, user],
  );
  return id;
}

const idAt = (db: Database, position: number): string =>
  db.get<{ id: string }>('SELECT event_id AS id FROM event_chain WHERE position = ?', [position])?.id ?? '';

describe('the chain of events', () => {
  it('has a link for each event, in the order of their being recorded', async () => {
    const { db } = await chained(5);
    expect(chainHead(db)).toMatchObject({
      position: 5,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(
      db.all('SELECT c.position, e.subject_id AS of FROM event_chain c JOIN events e ON e.id = c.event_id'),
    ).toEqual([0, 1, 2, 3, 4].map((i) => ({ position: i + 1, of: `f${i}` })));
  });

  it('is not written where the transaction of the change fails', async () => {
    const { db, user } = await chained(2);
    const head = chainHead(db);
    expect(() =>
      db.transaction(() => {
        recordEvent(db, user, { kind: 'x.y', subjectKind: 'study', subjectId: 's' });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(chainHead(db)).toEqual(head);
    expect(verifyChain(db)).toEqual([]);
  });

  it('cannot be changed or shortened through the database', async () => {
    const { db, user } = await openTestDatabase();
    recordEvent(db, user, { kind: 'x.y', subjectKind: 'study', subjectId: 's' });
    for (const statement of [
      `UPDATE events SET detail = '{"x":1}'`,
      'DELETE FROM event_chain',
      'DELETE FROM events',
      'UPDATE event_chain SET position = 7',
    ]) {
      expect(() => db.run(statement)).toThrow();
    }
    expect(verifyChain(db)).toEqual([]);
  });

  it.each(['at', 'user_id', 'kind', 'subject_kind', 'subject_id', 'detail'])(
    'shows an event whose %s was changed',
    async (column) => {
      const { db } = await chained(6);
      db.script('PRAGMA foreign_keys = OFF');
      db.run(`UPDATE events SET ${column} = '{"i":99}' WHERE id = ?`, [idAt(db, 3)]);
      expect(verifyChain(db)).toEqual([{ position: 3, message: 'this event is not what was recorded' }]);
    },
  );

  it.each([1, 3, 6])('shows that event %i of six was taken out, alone or with its link', async (position) => {
    const { db } = await chained(6);
    db.script('PRAGMA foreign_keys = OFF');
    const id = idAt(db, position);
    db.run('DELETE FROM events WHERE id = ?', [id]);
    expect(verifyChain(db)).toEqual([{ position, message: 'this event is missing' }]);
    db.run('DELETE FROM event_chain WHERE event_id = ?', [id]);
    // Of the last one nothing is left that could tell of it: see the docstring of the chain.
    expect(verifyChain(db)).toEqual(
      position === 6 ? [] : [{ position: position + 1, message: 'events before this one are missing' }],
    );
  });

  it('shows that an event was taken out though the later ones were moved up', async () => {
    const { db } = await chained(6);
    db.script('PRAGMA foreign_keys = OFF');
    const id = idAt(db, 3);
    db.run('DELETE FROM event_chain WHERE event_id = ?', [id]);
    db.run('DELETE FROM events WHERE id = ?', [id]);
    for (const position of [4, 5, 6]) {
      db.run('UPDATE event_chain SET position = position - 1 WHERE position = ?', [position]);
    }
    expect(verifyChain(db).map(({ position }) => position)).toEqual([3, 4, 5]);
  });

  it('shows events that were put in, loose or with a link of their own', async () => {
    const { db, user } = await chained(6);
    const id = insertLoose(db, user);
    insertLoose(db, user);
    expect(verifyChain(db)).toEqual([{ position: 6, message: '2 events do not belong to the chain' }]);
    db.run('INSERT INTO event_chain (position, event_id, sha256) VALUES (7, ?, ?)', [id, 'a'.repeat(64)]);
    expect(verifyChain(db)).toEqual([
      { position: 7, message: 'this event is not what was recorded' },
      { position: 7, message: '1 event does not belong to the chain' },
    ]);
  });

  it('shows that two events changed places', async () => {
    const { db } = await chained(6);
    const [second, fourth] = [idAt(db, 2), idAt(db, 4)];
    const place = (position: number, id: string): unknown =>
      db.run('UPDATE event_chain SET event_id = ? WHERE position = ?', [id, position]);
    db.script('PRAGMA foreign_keys = OFF');
    place(2, 'aside');
    place(4, second);
    place(2, fourth);
    expect(verifyChain(db).map(({ position }) => position)).toEqual([2, 4]);
  });

  it('does not list every break of a long chain', async () => {
    const { db } = await chained(300);
    db.run(`UPDATE events SET at = ''`);
    expect(verifyChain(db)).toHaveLength(100);
  });

  it('takes in what was recorded before there was a chain, once, in the order of recording', async () => {
    const { db, user } = await openTestDatabase();
    // Set back by a clock, hence not in the order of ids.
    const ids = [newId(3e12), newId(2e12), newId(1e12)].toReversed();
    for (const id of ids) insertLoose(db, user, id);
    chainOlderEvents(db);
    expect(db.all('SELECT event_id AS id FROM event_chain ORDER BY position')).toEqual(
      ids.map((id) => ({ id })),
    );
    expect(verifyChain(db)).toEqual([]);
    recordEvent(db, user, { kind: 'x.y', subjectKind: 'study', subjectId: 's' });
    chainOlderEvents(db);
    expect(chainHead(db)?.position).toBe(4);
    expect(verifyChain(db)).toEqual([]);

    // What is put in later is never taken in.
    insertLoose(db, user);
    chainOlderEvents(db);
    expect(verifyChain(db)).toHaveLength(1);
  });

  it('takes in more than a page of older events', async () => {
    const { db, user } = await openTestDatabase();
    db.transaction(() => {
      for (let i = 0; i < 20_001; i++) insertLoose(db, user);
    });
    chainOlderEvents(db);
    expect(chainHead(db)?.position).toBe(20_001);
    expect(verifyChain(db)).toEqual([]);
  });
});
