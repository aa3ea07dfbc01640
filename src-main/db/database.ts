import Sqlite from 'better-sqlite3';

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
  /** A consistent copy at `path`, while this connection goes on. */
  backup(path: string): Promise<void>;
  close(): void;
}

/**
 * Opens (or makes) the database file with the settings that survive a pulled plug: WAL, every commit synced,
 * foreign keys on. `:memory:` is accepted for tests.
 */
export function openDatabase(path: string): Database {
  const sqlite = new Sqlite(path, { timeout: 5000 });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  const statements = new Map<string, Sqlite.Statement>();
  const prepare = (sql: string): Sqlite.Statement => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = sqlite.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const bind = (params: SqlParams | undefined): unknown[] =>
    params === undefined ? [] : Array.isArray(params) ? [...(params as readonly SqlValue[])] : [params];

  return {
    all: <Row>(sql: string, params?: SqlParams) => prepare(sql).all(...bind(params)) as Row[],
    get: <Row>(sql: string, params?: SqlParams) => prepare(sql).get(...bind(params)) as Row | undefined,
    each: <Row>(sql: string, params?: SqlParams) =>
      prepare(sql).iterate(...bind(params)) as IterableIterator<Row>,
    run: (sql, params) => ({ changes: prepare(sql).run(...bind(params)).changes }),
    transaction: (work) => sqlite.transaction(work)(),
    script: (sql) => {
      sqlite.exec(sql);
    },
    backup: async (to) => {
      await sqlite.backup(to);
    },
    close: () => {
      sqlite.close();
    },
  } as Database;
}
