import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldedWords, openDatabase } from '../../src-main/db/database.ts';
import { describeSchema, openMigratedDatabase, readMigrations } from '../../src-main/db/migrations.ts';
import { seed } from '../../src-main/db/seed.ts';
import { openTestDatabase } from '../support/database.ts';
import { migrationsDir } from '../support/migrationsDir.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

function folder(): { root: string; open: (migrations: string) => ReturnType<typeof openMigratedDatabase> } {
  const root = temporaryFolder();
  return {
    root,
    open: (migrations) =>
      openMigratedDatabase({
        file: path.join(root, 'lapidary.sqlite'),
        migrationsDir: migrations,
        backups: { fileFor: (name) => path.join(root, `${name}.backup`) },
        uncleanShutdown: true,
      }),
  };
}

function migrationsWith(more: Record<string, string>): string {
  const to = temporaryFolder();
  for (const name of readdirSync(migrationsDir).filter((file) => /^\d/.test(file))) {
    copyFileSync(path.join(migrationsDir, name), path.join(to, name));
  }
  for (const [name, sql] of Object.entries(more)) writeFileSync(path.join(to, name), sql);
  return to;
}

const next = `${String(readdirSync(migrationsDir).filter((file) => /^\d/.test(file)).length + 1).padStart(4, '0')}-next.sql`;

describe('migrations', () => {
  it('lead to the schema that schema.sql describes', async () => {
    const { db } = await openTestDatabase();
    // On a difference: npm run schema.
    expect(readFileSync(path.join(migrationsDir, 'schema.sql'), 'utf8')).toBe(describeSchema(db));
  });

  it('keep to the house rules: strict tables, no cascade that would read a whole table', async () => {
    const { db } = await openTestDatabase();
    const tables = db.all<{ name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    expect(tables.filter(({ strict }) => !strict)).toEqual([]);
    // What an erasure deletes row by row must be found by index from the rows that refer to it.
    const erased = [
      'patients',
      'studies',
      'series',
      'sources',
      'frames',
      'segments',
      'mask_versions',
      'findings',
      'adapters',
    ];
    const unindexed = tables.flatMap(({ name }) =>
      db
        .all<{ from: string; table: string }>(
          `SELECT "from", "table" FROM pragma_foreign_key_list('${name}')`,
        )
        .filter(({ table }) => erased.includes(table))
        .filter(({ from }) => {
          const led = db.get<{ n: number }>(
            `SELECT count(*) AS n FROM pragma_index_list('${name}') AS list
             JOIN pragma_index_info(list.name) AS info WHERE info.seqno = 0 AND info.name = ?`,
            [from],
          );
          return (led?.n ?? 0) === 0;
        })
        .map(({ from }) => `${name}.${from}`),
    );
    expect(unindexed).toEqual([]);
  });

  it('are applied to what is there, after a copy was made', async () => {
    const { root, open } = folder();
    const before = await open(migrationsDir);
    const user = seed(before);
    before.close();
    const after = await open(
      migrationsWith({ [next]: 'CREATE TABLE more (id TEXT PRIMARY KEY NOT NULL) STRICT;' }),
    );
    expect(after.get('SELECT count(*) AS n FROM more')).toEqual({ n: 0 });
    expect(seed(after)).toBe(user);
    after.close();
    const backups = readdirSync(root).filter((name) => name.endsWith('.backup'));
    expect(backups.map((name) => name.slice(0, 11))).toEqual([`before-${next.slice(0, 4)}`]);
    const copy = openDatabase(path.join(root, backups[0] ?? ''));
    expect(copy.get('SELECT id FROM users')).toEqual({ id: user });
    expect(copy.get(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'more'`)).toEqual({ n: 0 });
    copy.close();
  });

  it('that fail leave everything as it was', async () => {
    const { open } = folder();
    (await open(migrationsDir)).close();
    const broken = migrationsWith({
      [next]: 'CREATE TABLE more (id TEXT) STRICT; INSERT INTO nowhere VALUES (1);',
    });
    await expect(open(broken)).rejects.toThrow('nowhere');
    const dangling = migrationsWith({
      [next]: `INSERT INTO patients (id, code, created_at) VALUES ('p', 'P-1', ''); INSERT INTO held_out_patients VALUES ('q', '');`,
    });
    await expect(open(dangling)).rejects.toThrow('dangling');
    const db = await open(migrationsDir);
    expect(db.get(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'more'`)).toEqual({ n: 0 });
    expect(db.get('SELECT count(*) AS n FROM patients')).toEqual({ n: 0 });
    db.close();
  });

  it('refuse a database from the future, from elsewhere, or with another past', async () => {
    const { open } = folder();
    (await open(migrationsWith({ [next]: 'CREATE TABLE more (id TEXT) STRICT;' }))).close();
    await expect(open(migrationsDir)).rejects.toMatchObject({ code: 'database-newer' });
    await expect(
      open(migrationsWith({ [next]: 'CREATE TABLE other (id TEXT) STRICT;' })),
    ).rejects.toMatchObject({
      code: 'database-diverged',
    });
    const foreign = folder();
    const db = openDatabase(path.join(foreign.root, 'lapidary.sqlite'));
    db.script('CREATE TABLE recipes (id TEXT)');
    db.close();
    await expect(foreign.open(migrationsDir)).rejects.toMatchObject({ code: 'database-foreign' });
  });

  it('have the same identity whatever line ends a checkout gave them', async () => {
    const crlf = temporaryFolder();
    for (const name of readdirSync(migrationsDir).filter((file) => /^\d/.test(file))) {
      const text = readFileSync(path.join(migrationsDir, name), 'utf8');
      writeFileSync(path.join(crlf, name), text.replaceAll('\n', '\r\n'));
    }
    expect(await readMigrations(crlf)).toEqual(await readMigrations(migrationsDir));
    writeFileSync(path.join(crlf, '0099-gap.sql'), '');
    await expect(readMigrations(crlf)).rejects.toThrow('sequence');
  });
});

describe('the database file', () => {
  it('is refused when it is damaged', async () => {
    const { root, open } = folder();
    const db = await open(migrationsDir);
    seed(db);
    db.close();
    const file = path.join(root, 'lapidary.sqlite');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 8192, bytes.length - 4096));
    await expect(open(migrationsDir)).rejects.toMatchObject({ code: 'database-damaged' });
    writeFileSync(file, 'not a database, but long enough to be one '.repeat(100));
    await expect(open(migrationsDir)).rejects.toMatchObject({ code: 'database-damaged' });
  });

  it('is one connection’s alone', async () => {
    const { root, open } = folder();
    const db = await open(migrationsDir);
    expect(() => openDatabase(path.join(root, 'lapidary.sqlite'))).toThrow(
      expect.objectContaining({ code: 'data-folder-in-use' }) as Error,
    );
    db.close();
  });

  it('says when the disk is full', async () => {
    const { db } = await openTestDatabase();
    db.script('PRAGMA max_page_count = 1');
    expect(() => db.run('INSERT INTO sites (id, name) VALUES (?, ?)', ['a', 'x'.repeat(1_000_000)])).toThrow(
      expect.objectContaining({ code: 'disk-full' }) as Error,
    );
  });

  it('finds names without minding case and accents', async () => {
    const { db } = await openTestDatabase();
    const has = (text: string | null, search: string): unknown =>
      db.get('SELECT has_words(?, ?) AS it', [text, foldedWords(search)]);
    expect(has('Émile MÜLLER', ' muller  EM')).toEqual({ it: 1 });
    expect(has('Émile MÜLLER', 'muller x')).toEqual({ it: 0 });
    expect([has(null, ''), has(null, 'x')]).toEqual([{ it: 1 }, { it: 0 }]);
  });

  it('does not let events be changed', async () => {
    const { db, user } = await openTestDatabase();
    db.run(
      `INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id) VALUES ('e', '', ?, 'a.b', 'a', 'x')`,
      [user],
    );
    expect(() => db.run('DELETE FROM events')).toThrow('not deleted');
    expect(() => db.run(`UPDATE events SET kind = 'c.d'`)).toThrow('not changed');
  });
});
