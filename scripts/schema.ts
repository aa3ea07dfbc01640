/**
 * Writes migrations/schema.sql: what the database looks like after all migrations.
 *
 * Usage: node scripts/schema.ts
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeSchema, openMigratedDatabase } from '../src-main/db/migrations.ts';

const migrationsDir = path.resolve(import.meta.dirname, '..', 'migrations');
const db = await openMigratedDatabase({
  file: ':memory:',
  migrationsDir,
  backups: { fileFor: () => ':memory:' },
  uncleanShutdown: false,
});
writeFileSync(path.join(migrationsDir, 'schema.sql'), describeSchema(db));
db.close();
