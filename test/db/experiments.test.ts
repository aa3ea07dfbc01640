import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openMigratedDatabase } from '../../src-main/db/migrations.ts';
import { seed } from '../../src-main/db/seed.ts';
import { migrationsDir } from '../support/migrationsDir.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0006 keeps every job as it was, with what hangs on it, and knows one kind more', async () => {
  const before = temporaryFolder();
  for (const name of readdirSync(migrationsDir).filter((file) => /^000[1-5]/.test(file))) {
    copyFileSync(path.join(migrationsDir, name), path.join(before, name));
  }
  const root = temporaryFolder();
  const open = (migrations: string) =>
    openMigratedDatabase({
      file: path.join(root, 'lapidary.sqlite'),
      migrationsDir: migrations,
      backups: { fileFor: (name) => path.join(root, `${name}.backup`) },
      uncleanShutdown: false,
    });
  const old = await open(before);
  const user = seed(old);
  const kinds = ['import', 'tune', 'predict', 'segment', 'demo', 'report', 'erase'];
  for (const [i, kind] of kinds.entries()) {
    old.run(
      `INSERT INTO jobs (id, kind, state, payload, done, total, created_by, created_at) VALUES (?, ?, 'done', '{}', ?, 9, ?, '')`,
      [`j${i}`, kind, i, user],
    );
  }
  old.run(`INSERT INTO import_items (id, job_id, position, state) VALUES ('i', 'j0', 0, 'waiting')`);
  old.close();
  const db = await open(migrationsDir);
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
