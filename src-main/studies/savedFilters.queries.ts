import { SavedFilter } from '../../src-shared/contract/studies.contract.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** As names are compared. */
const keyOf = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** By name. What an earlier or later version wrote, and this one does not understand, is left out. */
export function readSavedFilters(db: ReadableDb): SavedFilter[] {
  return db
    .all<{ name: string; view: string }>('SELECT name, view FROM saved_filters ORDER BY key')
    .flatMap(({ name, view }) => {
      const read = SavedFilter.safeParse({ name, view: JSON.parse(view) as unknown });
      return read.success ? [read.data] : [];
    });
}

export function writeSavedFilter(db: WritableDb, userId: UserId, { name, view }: SavedFilter): void {
  db.run(
    `INSERT INTO saved_filters (key, name, view, saved_by, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, view = excluded.view, saved_by = excluded.saved_by,
       saved_at = excluded.saved_at`,
    [keyOf(name), name, JSON.stringify(view), userId, new Date().toISOString()],
  );
}

export function deleteSavedFilter(db: WritableDb, name: string): void {
  db.run('DELETE FROM saved_filters WHERE key = ?', [keyOf(name)]);
}
