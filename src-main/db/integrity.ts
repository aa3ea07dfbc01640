import type { Database } from './database.ts';
import { damagedDatabase } from './sqliteErrors.ts';

/** Up to here reading the structure of a database through takes a tenth of a second, and is done at every start. */
const smallBytes = 16 * 2 ** 20;
/** A larger one, after a clean end, has a start to itself this often. */
const daysBetween = 7;

export interface IntegrityOptions {
  readonly uncleanShutdown: boolean;
  readonly now?: number;
}

/**
 * Looks for damage before anything is written. After a shutdown that was not clean every page, index and reference from
 * index to row is read; else the structure, which costs about a second per 100,000 studies and so is left out of most
 * starts with a large database. The day of the last look is kept in the file's own header, as `user_version`, which
 * nothing else uses; a day that is still to come (the clock was set back) counts as none.
 * @throws LapidaryError `database-damaged`
 */
export function checkIntegrity(db: Database, options: IntegrityOptions): void {
  const today = Math.floor((options.now ?? Date.now()) / 86_400_000);
  const large = pragma(db, 'page_count') * pragma(db, 'page_size') > smallBytes;
  if (!options.uncleanShutdown && large) {
    const age = today - pragma(db, 'user_version');
    if (age >= 0 && age < daysBetween) return;
  }
  const rows = db.all<Record<string, string>>(
    options.uncleanShutdown ? 'PRAGMA integrity_check(20)' : 'PRAGMA quick_check(20)',
  );
  if (!rows.every((row) => Object.values(row).every((said) => said === 'ok'))) throw damagedDatabase();
  if (large) db.script(`PRAGMA user_version = ${String(today)}`);
}

function pragma(db: Database, name: 'page_count' | 'page_size' | 'user_version'): number {
  return db.get<Record<string, number>>(`PRAGMA ${name}`)?.[name] ?? 0;
}
