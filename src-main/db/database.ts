import Sqlite from 'better-sqlite3';
import { databaseError } from './sqliteErrors.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

declare const writable: unique symbol;

/** A connection that can only be read from: queries that take it cannot write, by type. */
export interface ReadableDb {
  /** All rows. `Row` is what the statement selects; the caller vouches for it, STRICT tables keep it true. */
  all<Row>(sql: string, params?: SqlParams): Row[];
  get<Row>(sql: string, params?: SqlParams): Row | undefined;
  /** Rows one at a time, for results that should not be held at once. Nothing may be written while it is open. */
  each<Row>(sql: string, params?: SqlParams): IterableIterator<Row>;
}

export interface WritableDb extends ReadableDb {
  readonly [writable]: true;
  run(sql: string, params?: SqlParams): { readonly changes: number };
  /** All of `work` or nothing. Nested calls join the outer transaction through a savepoint. */
  transaction<Result>(work: () => Result): Result;
}

export interface Database extends WritableDb {
  /** Several statements, without parameters: migrations and pragmas. */
  script(sql: string): void;
  /** A function of one number for the SQL of this connection. It may answer differently at each call. */
  define(name: string, answer: (value: number) => number): void;
  /** A consistent copy at `path`, while this connection goes on. */
  backup(path: string): Promise<void>;
  close(): void;
}

/** Prepared statements kept: the queries of the house are a few hundred fixed texts. */
const keptStatements = 500;

/**
 * Opens (or makes) the database file with the settings that survive a pulled plug: WAL, every commit synced,
 * foreign keys on, deleted content overwritten. The file is this connection's alone: a second process is refused by
 * the system's own file lock. `:memory:` is accepted for tests.
 *
 * SQL has one function more than SQLite brings, for searching names: `has_words(text, words)` is 1 where every word of
 * `words`, as `foldedWords` gives them joined by blanks, occurs in the text, case and accents aside.
 * @throws LapidaryError `data-folder-in-use`, `data-folder-read-only`, `disk-full`, `database-damaged`, from every verb
 */
export function openDatabase(path: string): Database {
  const sqlite = attempt(() => open(path));
  const statements = new Map<string, Sqlite.Statement>();
  const prepare = (sql: string): Sqlite.Statement => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = sqlite.prepare(sql);
      if (statements.size >= keptStatements) statements.clear();
      statements.set(sql, statement);
    }
    return statement;
  };
  const bind = (params: SqlParams | undefined): unknown[] =>
    params === undefined ? [] : Array.isArray(params) ? [...(params as readonly SqlValue[])] : [params];

  return {
    all: <Row>(sql: string, params?: SqlParams) => attempt(() => prepare(sql).all(...bind(params))) as Row[],
    get: <Row>(sql: string, params?: SqlParams) =>
      attempt(() => prepare(sql).get(...bind(params))) as Row | undefined,
    each: <Row>(sql: string, params?: SqlParams) =>
      prepare(sql).iterate(...bind(params)) as IterableIterator<Row>,
    run: (sql, params) => ({ changes: attempt(() => prepare(sql).run(...bind(params))).changes }),
    transaction: (work) => attempt(() => sqlite.transaction(work)()),
    script: (sql) => {
      attempt(() => sqlite.exec(sql));
    },
    define: (name, answer) => {
      sqlite.function(name, (value) => answer(Number(value)));
    },
    backup: async (to) => {
      try {
        await sqlite.backup(to);
      } catch (error) {
        throw databaseError(error);
      }
    },
    close: () => {
      sqlite.close();
    },
  } as Database;
}

function open(path: string): Sqlite.Database {
  const sqlite = new Sqlite(path, { timeout: 2000 });
  try {
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('secure_delete = ON');
    // Temporary tables may hold names: they are never written to a temporary file.
    sqlite.pragma('temp_store = MEMORY');
    sqlite.function('has_words', { deterministic: true }, (text, words) => {
      const within = folded(String(text ?? ''));
      return String(words ?? '')
        .split(' ')
        .every((word) => within.includes(word))
        ? 1
        : 0;
    });
    // Takes the lock now, not at the first write.
    sqlite.exec('BEGIN EXCLUSIVE; COMMIT');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** What a person types into a search, as its words (at most eight) are compared: lower case, without accents. */
export function foldedWords(search: string): string {
  return folded(search).split(/\s+/).filter(Boolean).slice(0, 8).join(' ');
}

/** A text as it is compared: lower case, without accents. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  // Most names need no more, and this runs once for every row that is searched.
  return isAscii.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}

const isAscii = /^[ -~]*$/;

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw databaseError(error);
  }
}
