import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** What is asked about is not there: it was erased, or never was. */
export function missing(what: string): LapidaryError {
  return new LapidaryError('not-found', `This ${what} is not in the database.`, 'Reload the study.');
}

/** Somebody was quicker. */
export function findingChanged(number: number): LapidaryError {
  return new LapidaryError(
    'finding-changed',
    `Finding ${number} was changed meanwhile, in another window or by someone else.`,
    'Look at it as it is now, then decide again. Nothing was overwritten.',
  );
}
