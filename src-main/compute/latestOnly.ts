import { LapidaryError } from '../../src-shared/domain/errors.ts';

/**
 * One piece of work at a time for each key; of those that wait for it only the newest is done.
 * @throws LapidaryError `superseded` for work that a newer one took the place of before it began
 */
export type LatestOnly = <T>(key: string, work: () => Promise<T>) => Promise<T>;

interface Lane {
  waiting: PromiseWithResolvers<undefined> | null;
}

/** @param newer what was sent in the place of what is superseded, as the error says it: 'A newer version of this mask' */
export function createLatestOnly(newer: string): LatestOnly {
  const lanes = new Map<string, Lane>();
  return async (key, work) => {
    const busy = lanes.get(key);
    const lane = busy ?? { waiting: null };
    if (busy === undefined) {
      lanes.set(key, lane);
    } else {
      busy.waiting?.reject(superseded(newer));
      const turn = Promise.withResolvers<undefined>();
      busy.waiting = turn;
      await turn.promise;
    }
    try {
      return await work();
    } finally {
      const next = lane.waiting;
      lane.waiting = null;
      if (next === null) lanes.delete(key);
      else next.resolve(undefined);
    }
  };
}

function superseded(newer: string): LapidaryError {
  return new LapidaryError(
    'superseded',
    `${newer} was sent before this one was looked at.`,
    'Nothing needs to be done: the newer one is answered.',
  );
}
