import type { EraseSubject } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdapterId, HeadId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { countRunningOn, deleteSubject, readErasePreview, subjectExists } from './erase.queries.ts';
import type { ErasePreview } from './erase.queries.ts';
import { refuseFrames } from './frames.queries.ts';
import { owe, workOffRemovals } from './removals.ts';

export interface Erasure {
  /** What an erasure would take along. @throws LapidaryError `not-found`, of frames also `study-signed`, `frames-of-one-file` */
  preview(subject: EraseSubject): ErasePreview;
  /**
   * Erases a patient, a study or frames of one, with everything derived from it: rows, files, adapters and segmentation heads that learned from it, and the
   * copies of the database in backups/, which hold it too. Its events stay; they name no one.
   * @param seen exactly the adapters and segmentation heads of the preview
   * @throws LapidaryError `not-found`, `erase-changed`, `erase-busy`, of frames also `study-signed`, `frames-of-one-file`
   */
  erase(subject: EraseSubject, seen: Derived, userId: UserId): Promise<ErasePreview>;
}

/** What was learned from the subject's cases. */
export interface Derived {
  readonly adapters: readonly AdapterId[];
  readonly heads: readonly HeadId[];
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
        `This ${subject.kind === 'frames' ? 'study' : subject.kind} is not in the database.`,
        'Reload the worklist.',
      );
    }
    if (subject.kind === 'frames') refuseFrames(db, subject.id, subject.frameIds);
    return readErasePreview(db, subject);
  };

  return {
    preview,

    async erase(subject, shown, userId) {
      const erased = db.transaction(() => {
        const seen = preview(subject);
        refuseWhatWasNotSeen(seen, shown);
        if (countRunningOn(db, subject) > 0) {
          throw new LapidaryError(
            'erase-busy',
            'A tuning run, or the training of a segmentation head, is using these cases.',
            'Wait for it to end, or cancel it, then erase.',
          );
        }
        owe(db, [...deleteSubject(db, subject), { store: 'backups', name: 'all' }]);
        recordEvent(db, userId, {
          kind: `${subject.kind}.erased`,
          subjectKind: subject.kind === 'frames' ? 'study' : subject.kind,
          subjectId: subject.id,
          detail: {
            studies: seen.studies,
            frames: seen.frames,
            adapters: seen.adapters.map(({ id }) => id),
            heads: seen.heads.map(({ id }) => id),
          },
        });
        return seen;
      });
      await workOffRemovals({ db, files });
      for (const topic of ['studies', 'adapters', 'runs', 'heads'] as const)
        changes.announce({ topic, id: null });
      if (subject.kind === 'frames') {
        for (const topic of ['study', 'remarks'] as const) changes.announce({ topic, id: subject.id });
      }
      return erased;
    },
  };
}

function refuseWhatWasNotSeen(seen: ErasePreview, { adapters, heads }: Derived): void {
  const same = (all: readonly { readonly id: string }[], named: readonly string[]): boolean => {
    const wanted = new Set(named);
    return wanted.size === all.length && all.every(({ id }) => wanted.has(id));
  };
  if (same(seen.adapters, adapters) && same(seen.heads, heads)) return;
  throw new LapidaryError(
    'erase-changed',
    'The adapters and segmentation heads that this erasure takes along are not the ones that were shown.',
    'Look at the preview again, then confirm.',
  );
}
