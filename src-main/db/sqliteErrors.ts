import Sqlite from 'better-sqlite3';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { diskFull, readOnly } from '../storage/storageErrors.ts';

/** SQLite's result codes (https://sqlite.org/rescode.html) that a person can do something about, in words. */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code === 'SQLITE_CONSTRAINT_TRIGGER' && error.message === 'study-signed') {
    return signedStudy({ cause: error });
  }
  const primary = error.code.split('_').slice(0, 2).join('_');
  switch (primary) {
    case 'SQLITE_FULL':
      return diskFull(undefined, { cause: error });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return readOnly({ cause: error });
    case 'SQLITE_BUSY':
      return new LapidaryError(
        'data-folder-in-use',
        'The database is already open in another process.',
        'Use the window that is already open, or close it first.',
        { cause: error },
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return damagedDatabase({ cause: error });
    default:
      return error;
  }
}

/** What the triggers of signed studies refuse (migration 0009). */
export function signedStudy(options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'study-signed',
    'This study is signed, so its reading does not change.',
    'Begin an amendment, with the reason for it; the signed reading stays as it is.',
    options,
  );
}

export function damagedDatabase(options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'database-damaged',
    'The database of this data folder is damaged.',
    'Do not work in this data folder. Copy it as it is, check the disk, and restore the folder from your last backup; copies from before each update lie in its folder "backups".',
    options,
  );
}
