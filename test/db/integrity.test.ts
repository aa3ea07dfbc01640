import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src-main/db/database.ts';
import { checkIntegrity } from '../../src-main/db/integrity.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-27T12:00:00Z');

/** A database of so many rows, and how it answers a check when it is opened once more. */
function database(rows: number) {
  const file = path.join(temporaryFolder(), 'some.sqlite');
  const check = (at: number, uncleanShutdown = false): string => {
    const db = openDatabase(file);
    try {
      checkIntegrity(db, { uncleanShutdown, now: at });
      return 'opened';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      db.close();
    }
  };
  const db = openDatabase(file);
  db.script('CREATE TABLE ballast (id INTEGER PRIMARY KEY, text TEXT) STRICT');
  db.transaction(() => {
    for (let id = 1; id <= rows; id++) {
      db.run('INSERT INTO ballast (text) VALUES (?)', [String(id).padEnd(1000)]);
    }
  });
  db.close();
  const damage = (): void => {
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 8192) * 4096;
    writeFileSync(file, bytes.fill(0x5a, middle, middle + 8192));
  };
  return { check, damage };
}

describe('damage', () => {
  it('is looked for at every start while the database is small', () => {
    const { check, damage } = database(100);
    expect(check(now)).toBe('opened');
    damage();
    expect(check(now)).toBe('database-damaged');
  });

  it('of a large database is looked for once a week, and after every shutdown that was not clean', () => {
    const { check, damage } = database(20_000);
    expect(check(now)).toBe('opened');
    damage();
    expect(check(now + 6 * day)).toBe('opened');
    expect(check(now + 7 * day)).toBe('database-damaged');
    expect(check(now, true)).toBe('database-damaged');
  });

  it('is looked for where the last look seems to be still to come', () => {
    const { check, damage } = database(20_000);
    expect(check(now)).toBe('opened');
    damage();
    expect(check(now - 2 * day)).toBe('database-damaged');
  });
});
