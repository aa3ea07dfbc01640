import { expect, it } from 'vitest';
import { databaseBefore } from '../support/oldDatabase.ts';

it('0006 keeps every job as it was, with what hangs on it, and knows one kind more', async () => {
  const { old, user, reopen } = await databaseBefore(6);
  const kinds = ['import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase'];
  for (const [i, kind] of kinds.entries()) {
    old.run(
      `INSERT INTO jobs (id, kind, state, payload, done, total, created_by, created_at) VALUES (?, ?, 'done', '{}', ?, 9, ?, '')`,
      [`j${i}`, kind, i, user],
    );
  }
  old.run(`INSERT INTO import_items (id, job_id, position, state) VALUES ('i', 'j0', 0, 'waiting')`);
  old.close();
  const db = await reopen();
  expect(db.all('SELECT id, kind, done, total, state FROM jobs ORDER BY id')).toEqual(
    kinds.map((kind, i) => ({ id: `j${i}`, kind, done: i, total: 9, state: 'done' })),
  );
  expect(db.all('SELECT id FROM import_items')).toEqual([{ id: 'i' }]);
  const insert = (id: string, kind: string): unknown =>
    db.run(
      `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, ?, 'done', '{}', ?, '')`,
      [id, kind, user],
    );
  insert('k', 'experiment');
  expect(() => insert('l', 'nonsense')).toThrow();
  expect(db.all('PRAGMA foreign_key_check')).toEqual([]);
  db.close();
});
