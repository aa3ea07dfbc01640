import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';
import type { Foundations } from '../foundations.ts';

/** A file that an erasure leaves without a row. */
export interface Removal {
  readonly store: 'frames' | 'sources' | 'adapters' | 'checkpoints';
  readonly name: string;
}

/** Notes what is to be removed, in the transaction that removes the rows. */
export function owe(db: WritableDb, removals: Iterable<Removal>): void {
  for (const { store, name } of removals) {
    db.run('INSERT INTO pending_removals (store, name) VALUES (?, ?) ON CONFLICT DO NOTHING', [store, name]);
  }
}

/** Removes what erasures owe, unless a row has come to name it again. A crash in the middle is made good at the next start. */
export async function workOffRemovals({ db, files }: Pick<Foundations, 'db' | 'files'>): Promise<void> {
  for (const { store, name } of db.all<Removal>('SELECT store, name FROM pending_removals')) {
    if (store === 'checkpoints') {
      await files.checkpoints.remove(name);
    } else if (!db.get(`SELECT 1 FROM ${store} WHERE sha256 = ? LIMIT 1`, [name])) {
      await files[store].remove(Sha256.parse(name));
    }
    db.run('DELETE FROM pending_removals WHERE store = ? AND name = ?', [store, name]);
  }
}
