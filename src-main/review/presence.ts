import type { Presence } from '../../src-shared/contract/review.contract.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import { coalesced } from '../events/coalesced.ts';

/** Which windows have which study open: whoever shares one is told at once. */
export interface Attendance {
  /** Tells how many others there are, now and at every change, until the signal aborts. */
  attend(studyId: StudyId, signal: AbortSignal | undefined): AsyncGenerator<Presence, void>;
}

export function createAttendance(): Attendance {
  const windows = new Map<StudyId, Set<(presence: Presence) => void>>();

  const tell = (here: ReadonlySet<(presence: Presence) => void>): void => {
    for (const listener of here) listener({ others: here.size - 1 });
  };

  const enter = (studyId: StudyId, listener: (presence: Presence) => void): (() => void) => {
    const here = windows.get(studyId) ?? new Set();
    windows.set(studyId, here.add(listener));
    tell(here);
    return () => {
      if (!here.delete(listener)) return;
      if (here.size === 0) windows.delete(studyId);
      tell(here);
    };
  };

  return {
    attend: (studyId, signal) =>
      coalesced<Presence>(
        (listener) => enter(studyId, listener),
        () => 'others',
        signal,
      ),
  };
}
