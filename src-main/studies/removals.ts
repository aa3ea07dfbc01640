import { unreachable } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';
import type { Foundations } from '../foundations.ts';

/** A file that an erasure leaves without a row; or, as `{ store: 'backups', name: 'all' }`, the copies of the database. */
export interface Removal {
  readonly store: 'frames' | 'sources' | 'adapters' | 'checkpoints' | 'backups';
  readonly name: string;
}

/** Notes what is to be removed, in the transaction that removes the rows. */
export function owe(db: WritableDb, removals: Iterable<Removal>): void {
  for (const { store, name } of removals) {
    db.run('INSERT INTO pending_removals (store, name) VALUES (?, ?) ON CONFLICT DO NOTHING', [store, name]);
  }
}

const chunk = 500;

/**
 * Removes what erasures owe, unless a row has come to name it again, and empties the write-ahead log, which holds old
 * pages. A crash in the middle is made good at the next start.
 */
export async function workOffRemovals({ db, files }: Pick<Foundations, 'db' | 'files'>): Promise<void> {
  for (let round = 0; ; round++) {
    const owed = db.all<Removal>('SELECT store, name FROM pending_removals LIMIT ?', [chunk]);
    if (owed.length === 0) {
      if (round > 0) db.all('PRAGMA wal_checkpoint(TRUNCATE)');
      return;
    }
    await Promise.all(owed.map((removal) => remove({ db, files }, removal)));
    db.transaction(() => {
      for (const { store, name } of owed) {
        db.run('DELETE FROM pending_removals WHERE store = ? AND name = ?', [store, name]);
      }
    });
  }
}

async function remove(
  { db, files }: Pick<Foundations, 'db' | 'files'>,
  { store, name }: Removal,
): Promise<void> {
  switch (store) {
    case 'checkpoints':
      // A run that searched has one for each trial, under its own name with "-t1" and so on behind it.
      for (const stored of await files.checkpoints.list()) {
        if (stored === name || stored.startsWith(`${name}-t`)) await files.checkpoints.remove(stored);
      }
      return;
    case 'backups':
      await files.backups.removeAll();
      return;
    case 'frames':
      if (db.get(`SELECT 1 FROM frames WHERE sha256 = ? LIMIT 1`, [name])) return;
      // In this order: whoever caches something of a frame looks afterwards whether there still is a frame.
      await files.frames.remove(Sha256.parse(name));
      return files.caches.removeFrame(Sha256.parse(name));
    case 'sources':
      if (db.get(`SELECT 1 FROM sources WHERE sha256 = ? LIMIT 1`, [name])) return;
      return files.sources.remove(Sha256.parse(name));
    case 'adapters':
      if (
        db.get(
          `SELECT 1 FROM adapters WHERE sha256 = :name
           UNION SELECT 1 FROM segmentation_heads WHERE sha256 = :name LIMIT 1`,
          { name },
        )
      )
        return;
      return files.adapters.remove(Sha256.parse(name));
    default:
      return unreachable(store);
  }
}
