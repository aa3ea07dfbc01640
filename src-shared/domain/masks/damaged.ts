import { LapidaryError } from '../errors.ts';

/** `mask-damaged` for a mask that another program wrote as an outline. */
export function damagedOutline(reason: string): LapidaryError {
  return damaged('outline', reason);
}

/** `mask-damaged` for a mask that another program wrote as run lengths. */
export function damagedRuns(reason: string): LapidaryError {
  return damaged('list of runs', reason);
}

function damaged(what: string, reason: string): LapidaryError {
  return new LapidaryError(
    'mask-damaged',
    `This mask's ${what} cannot be used: ${reason}.`,
    'Write the file again with the program that it comes from, or leave this mask out.',
  );
}
