import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Backups } from '../storage/dataFolder.ts';
import { syncFolder } from '../storage/durableWrite.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { checkIntegrity } from './integrity.ts';

export interface Migration {
  /** The file's name without its ending: "0001-patients-studies-frames". */
  readonly name: string;
  readonly sql: string;
  /** Over the text with LF line ends, so that a checkout with CRLF is the same migration. */
  readonly sha256: string;
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
}

export interface OpenOptions {
  readonly file: string;
  readonly migrationsDir: string;
  readonly backups: Pick<Backups, 'fileFor'>;
  /** What was written last may be half there: every page and index is checked, not only the structure. */
  readonly uncleanShutdown: boolean;
}

/** Migrations of a folder, in order. @throws Error when their numbers are not 0001, 0002, … without a gap */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (file, i) => {
      if (Number(file.slice(0, 4)) !== i + 1) throw new Error(`migration ${file} is out of sequence`);
      const sql = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return { name: file.slice(0, -4), sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Opens the database, checks it, and brings it to the newest form: what was applied must be a prefix of what is known;
 * the file is copied to the backups before anything changes; each migration is one transaction.
 * @throws LapidaryError `database-newer`, `database-foreign`, `database-damaged`, and what opening throws
 */
export async function openMigratedDatabase(options: OpenOptions): Promise<Database> {
  const known = await readMigrations(options.migrationsDir);
  const db = openDatabase(options.file);
  try {
    checkIntegrity(db, options);
    const applied = readApplied(db);
    refuseUnknownHistory(applied, known);
    const pending = known.slice(applied.length);
    if (pending.length > 0 && applied.length > 0) await backUp(db, options.backups, applied.length);
    for (const migration of pending) apply(db, migration);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function readApplied(db: Database): Applied[] {
  const tables = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  if (tables.some(({ name }) => name === 'migrations')) {
    return db.all<Applied>('SELECT name, sha256 FROM migrations ORDER BY position');
  }
  if (tables.length > 0) {
    throw new LapidaryError(
      'database-foreign',
      'The file lapidary.sqlite in this folder was not made by Lapidary.',
      'Choose another data folder.',
    );
  }
  return [];
}

function refuseUnknownHistory(applied: readonly Applied[], known: readonly Migration[]): void {
  for (const [i, was] of applied.entries()) {
    const is = known[i];
    if (is?.name === was.name && is.sha256 === was.sha256) continue;
    if (is?.name === was.name) {
      throw new LapidaryError(
        'database-diverged',
        `This data folder was made with another text of the step ${was.name}: it comes from an unreleased version.`,
        'Open it with the version that made it, or choose another data folder.',
      );
    }
    throw new LapidaryError(
      'database-newer',
      `This data folder was last used by a newer Lapidary (it has the step ${was.name}, which this version does not know).`,
      'Update Lapidary on this computer, or choose another data folder. Nothing was changed.',
    );
  }
}

async function backUp(db: Database, backups: Pick<Backups, 'fileFor'>, version: number): Promise<void> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const file = backups.fileFor(`before-${String(version + 1).padStart(4, '0')}-${stamp}`);
  const partial = `${file}.partial`;
  try {
    await db.backup(partial);
    await rename(partial, file);
    await syncFolder(path.dirname(file));
  } finally {
    if (existsSync(partial)) await rm(partial, { force: true });
  }
}

function apply(db: Database, migration: Migration): void {
  // Rebuilding a table drops it for a moment; references are checked as a whole before the commit instead.
  db.script('PRAGMA foreign_keys = OFF');
  try {
    db.transaction(() => {
      db.script(`CREATE TABLE IF NOT EXISTS migrations (
        position INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL
      ) STRICT`);
      db.script(migration.sql);
      const broken = db.all('PRAGMA foreign_key_check');
      if (broken.length > 0)
        throw new Error(`migration ${migration.name} leaves ${broken.length} dangling references`);
      db.run('INSERT INTO migrations (position, name, sha256, applied_at) VALUES (?, ?, ?, ?)', [
        Number(migration.name.slice(0, 4)),
        migration.name,
        migration.sha256,
        new Date().toISOString(),
      ]);
    });
  } finally {
    db.script('PRAGMA foreign_keys = ON');
  }
}

/** The whole schema as one text, generated: what migrations/schema.sql must say. */
export function describeSchema(db: Database): string {
  const objects = db.all<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
     ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`,
  );
  return `-- Generated from the migrations by "npm run schema". Do not edit.\n\n${objects.map(({ sql }) => `${sql};\n`).join('\n')}`;
}
