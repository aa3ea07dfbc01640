import type { UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from './database.ts';

/** Parsed JSON by key; the reader decides what it takes of it. */
export function readSettings(db: ReadableDb): Readonly<Record<string, unknown>> {
  const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM settings');
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

export function writeSetting(db: WritableDb, key: string, value: unknown, userId: UserId): void {
  db.run(
    `INSERT INTO settings (key, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by`,
    [key, JSON.stringify(value), new Date().toISOString(), userId],
  );
}

export function removeSetting(db: WritableDb, key: string): void {
  db.run('DELETE FROM settings WHERE key = ?', [key]);
}
