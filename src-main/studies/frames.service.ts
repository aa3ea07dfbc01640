import type { FramesPreview } from '../../src-shared/contract/studies.contract.ts';
import type { FrameId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { readErasePreview } from './erase.queries.ts';
import * as queries from './frames.queries.ts';

/** Frames that came in with the wrong patient go to the right one. Erasing them is the erasure's. */
export function createFrameMoves({ db, changes }: Pick<Foundations, 'db' | 'changes'>) {
  return {
    /**
     * What depends on these frames and on those that came in one file with them.
     * @throws LapidaryError `not-found`, `study-signed`
     */
    framesPreview(studyId: StudyId, wanted: readonly FrameId[]): FramesPreview {
      const all = queries.withTheirFiles(db, studyId, wanted).map(({ id }) => id);
      const frameIds = [...new Set([...all, ...wanted])];
      queries.refuseFrames(db, studyId, frameIds);
      return {
        ...readErasePreview(db, { kind: 'frames', id: studyId, frameIds }),
        frameIds,
        ...queries.readFrameTies(db, studyId, frameIds),
      };
    },

    /**
     * @param removeEmpty whether the study that they leave goes, too, where nothing is left of it and nothing known
     * @throws LapidaryError `not-found`, `study-signed`, `frames-of-one-file`, `same-study`, `patient-exists`,
     *   `patient-unnamed`
     */
    moveFrames(
      studyId: StudyId,
      frames: readonly { readonly id: FrameId; readonly position: number | null }[],
      to: queries.FramesTarget,
      userId: UserId,
      removeEmpty = false,
    ): queries.MovedFrames {
      const frameIds = frames.map(({ id }) => id);
      const moved = db.transaction(() => {
        queries.refuseFrames(db, studyId, frameIds);
        const target = queries.moveFrames(db, userId, studyId, frames, to);
        const subjectKind = 'study';
        const detail = { from: studyId, to: target.studyId, frames: frameIds };
        recordEvent(db, userId, { kind: 'frames.moved', subjectKind, subjectId: studyId, detail });
        recordEvent(db, userId, { kind: 'frames.received', subjectKind, subjectId: target.studyId, detail });
        if (removeEmpty) queries.removeEmptyStudy(db, userId, studyId);
        return target;
      });
      changes.announce({ topic: 'studies', id: null });
      for (const id of [studyId, moved.studyId]) {
        changes.announce({ topic: 'study', id });
        changes.announce({ topic: 'remarks', id });
      }
      return moved;
    },
  };
}
