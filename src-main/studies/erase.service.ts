import type { EraseSubject } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdapterId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { countRunningOn, deleteSubject, readErasePreview, subjectExists } from './erase.queries.ts';
import type { ErasePreview } from './erase.queries.ts';
import { owe, workOffRemovals } from './removals.ts';

export interface Erasure {
  /** What an erasure would take along. @throws LapidaryError `not-found` */
  preview(subject: EraseSubject): ErasePreview;
  /**
   * Erases a patient or a study with everything derived from it: rows, files, adapters tuned on it, and the copies of
   * the database in backups/, which hold it too. Its events stay; they name no one.
   * @param adapters exactly those of the preview
   * @throws LapidaryError `not-found`, `erase-changed`, `erase-busy`
   */
  erase(subject: EraseSubject, adapters: readonly AdapterId[], userId: UserId): Promise<ErasePreview>;
}

export function createErasure({
  db,
  files,
  changes,
}: Pick<Foundations, 'db' | 'files' | 'changes'>): Erasure {
  const preview = (subject: EraseSubject): ErasePreview => {
    if (!subjectExists(db, subject)) {
      throw new LapidaryError(
        'not-found',
        `This ${subject.kind} is not in the database.`,
        'Reload the worklist.',
      );
    }
    return readErasePreview(db, subject);
  };

  return {
    preview,

    async erase(subject, adapters, userId) {
      const erased = db.transaction(() => {
        const seen = preview(subject);
        refuseWhatWasNotSeen(seen, adapters);
        if (countRunningOn(db, subject) > 0) {
          throw new LapidaryError(
            'erase-busy',
            'A tuning run is using these cases.',
            'Wait for it to end, or cancel it, then erase.',
          );
        }
        owe(db, [...deleteSubject(db, subject), { store: 'backups', name: 'all' }]);
        recordEvent(db, userId, {
          kind: `${subject.kind}.erased`,
          subjectKind: subject.kind,
          subjectId: subject.id,
          detail: { studies: seen.studies, frames: seen.frames, adapters: seen.adapters.map(({ id }) => id) },
        });
        return seen;
      });
      await workOffRemovals({ db, files });
      for (const topic of ['studies', 'adapters', 'runs'] as const) changes.announce({ topic, id: null });
      return erased;
    },
  };
}

function refuseWhatWasNotSeen(seen: ErasePreview, named: readonly AdapterId[]): void {
  const wanted = new Set(named);
  if (wanted.size === seen.adapters.length && seen.adapters.every(({ id }) => wanted.has(id))) return;
  throw new LapidaryError(
    'erase-changed',
    'The adapters that this erasure takes along are not the ones that were shown.',
    'Look at the preview again, then confirm.',
  );
}
