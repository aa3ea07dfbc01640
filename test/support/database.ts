import { onTestFinished } from 'vitest';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../../src-main/db/database.ts';
import { openMigratedDatabase } from '../../src-main/db/migrations.ts';
import { seed } from '../../src-main/db/seed.ts';
import { migrationsDir } from './migrationsDir.ts';

/** A new database in memory, migrated and seeded, closed when the test ends. */
export async function openTestDatabase(): Promise<{ db: Database; user: UserId }> {
  const db = await openMigratedDatabase({
    file: ':memory:',
    migrationsDir,
    backups: { fileFor: () => ':memory:' },
    uncleanShutdown: false,
  });
  onTestFinished(() => {
    db.close();
  });
  return { db, user: seed(db) };
}
