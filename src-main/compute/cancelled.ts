import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** What a task ends with on both sides of the port when its host no longer wants it. */
export function cancelled(): LapidaryError {
  return new LapidaryError('cancelled', 'The work was cancelled.', 'Start it again when you want to.');
}
