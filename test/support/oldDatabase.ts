import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../../src-main/db/database.ts';
import { openMigratedDatabase } from '../../src-main/db/migrations.ts';
import { migrationsDir } from './migrationsDir.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/**
 * A database as the migrations before number `next` left it, with a user and the schema of stones; and how it is opened
 * with all of today's, once it is closed.
 */
export async function databaseBefore(
  next: number,
): Promise<{ old: Database; user: string; schemaId: string; reopen: () => Promise<Database> }> {
  const before = temporaryFolder();
  for (const name of readdirSync(migrationsDir)) {
    if (/^\d/.test(name) && Number(name.slice(0, 4)) < next) {
      copyFileSync(path.join(migrationsDir, name), path.join(before, name));
    }
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
  const [user, schemaId] = [uuidv7(), uuidv7()];
  old.run(`INSERT INTO users (id, name, role, created_at) VALUES (?, 'Local user', 'owner', '')`, [user]);
  old.run(`INSERT INTO import_salt (only_row, salt) VALUES (1, x'00')`);
  old.run(
    `INSERT INTO label_schemas (id, kind, name, version, created_at) VALUES (?, 'finding', 'Stone composition', 1, '')`,
    [schemaId],
  );
  return { old, user, schemaId, reopen: () => open(migrationsDir) };
}
