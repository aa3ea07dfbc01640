import type { Remarks as StudyRemarks } from '../../src-shared/contract/review.contract.ts';
import { CommentId } from '../../src-shared/domain/ids.ts';
import type { FrameId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { newId } from '../db/newId.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { markInReview, touchStudy } from '../studies/intake.queries.ts';
import { readFrame } from '../studies/studies.queries.ts';
import * as queries from './remarks.queries.ts';
import type { Arrow } from './remarks.queries.ts';
import { missing } from './refusals.ts';

/** What readers say of frames: bookmarks to come back to, and comments, which are part of the reading. */
export interface Remarks {
  ofStudy(studyId: StudyId): StudyRemarks;
  /** Also of a signed study: it says nothing of the case. @throws LapidaryError `not-found` */
  bookmark(frameId: FrameId, marked: boolean, userId: UserId): void;
  /**
   * Writes a comment; with an id, in the place of what that one said.
   * @throws LapidaryError `not-found`, `study-signed`
   */
  comment(comment: WrittenComment, userId: UserId): CommentId;
  /** Takes a comment out, or brings it back. @throws LapidaryError `not-found`, `study-signed` */
  remove(commentId: CommentId, removed: boolean, userId: UserId): void;
}

export interface WrittenComment {
  readonly commentId: CommentId | null;
  readonly frameId: FrameId;
  readonly text: string;
  readonly arrow: Arrow | null;
}

export function createRemarks({ db, changes }: Pick<Foundations, 'db' | 'changes'>): Remarks {
  const studyOf = (frameId: FrameId): StudyId => {
    const frame = readFrame(db, frameId);
    if (frame) return frame.studyId;
    throw missing('frame');
  };

  const tell = (studyId: StudyId): void => {
    changes.announce({ topic: 'remarks', id: studyId });
  };

  return {
    ofStudy: (studyId) => queries.readStudyRemarks(db, studyId),

    bookmark(frameId, marked, userId) {
      const studyId = studyOf(frameId);
      db.transaction(() => {
        queries.writeBookmark(db, userId, frameId, marked);
        recordEvent(db, userId, {
          kind: marked ? 'frame.bookmarked' : 'frame.bookmark-removed',
          subjectKind: 'frame',
          subjectId: frameId,
        });
      });
      tell(studyId);
    },

    comment({ commentId, frameId, text, arrow }, userId) {
      const studyId = studyOf(frameId);
      const id = commentId ?? CommentId.parse(newId());
      db.transaction(() => {
        if (commentId === null) queries.insertComment(db, userId, { id, frameId, text, arrow });
        else if (!queries.updateComment(db, { id, frameId, text, arrow })) throw missing('comment');
        markInReview(db, studyId);
        touchStudy(db, studyId);
        recordEvent(db, userId, {
          kind: commentId === null ? 'frame.commented' : 'comment.changed',
          subjectKind: 'frame',
          subjectId: frameId,
          detail: { comment: id },
        });
      });
      tell(studyId);
      return id;
    },

    remove(commentId, removed, userId) {
      const frameId = queries.frameOfComment(db, commentId);
      if (frameId === undefined) throw missing('comment');
      const studyId = studyOf(frameId);
      db.transaction(() => {
        queries.writeRemoved(db, commentId, removed);
        touchStudy(db, studyId);
        recordEvent(db, userId, {
          kind: removed ? 'comment.removed' : 'comment.brought-back',
          subjectKind: 'frame',
          subjectId: frameId,
          detail: { comment: commentId },
        });
      });
      tell(studyId);
    },
  };
}
