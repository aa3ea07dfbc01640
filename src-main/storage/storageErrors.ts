import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** The code of a system error ("ENOSPC"), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * What went wrong while writing, in words a person can act on. Errors that have no such words are returned as they
 * are.
 * @param bytesNeeded what was to be written; undefined where that is not known
 */
export function writeError(error: unknown, bytesNeeded?: number): unknown {
  const code = systemCode(error) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(bytesNeeded, { cause: error });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return readOnly({ cause: error });
  if (code === 'ENOTDIR') {
    return new LapidaryError(
      'data-folder-invalid',
      'The data folder’s path leads through a file, or is one.',
      'Choose a folder.',
      { cause: error },
    );
  }
  return error;
}

export function diskFull(bytesNeeded?: number, options?: ErrorOptions): LapidaryError {
  const wanted = bytesNeeded === undefined ? '' : ` for another ${inWords(bytesNeeded)}`;
  return new LapidaryError(
    'disk-full',
    `The disk that holds the data folder has no room${wanted}.`,
    'Free some space on that disk, then do the same again: what was already stored is safe and is not stored twice.',
    options,
  );
}

export function readOnly(options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'data-folder-read-only',
    'The data folder cannot be written to.',
    'Give your user account the right to write to this folder, or choose another data folder.',
    options,
  );
}

function inWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
