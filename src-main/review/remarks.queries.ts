import type { Remarks } from '../../src-shared/contract/review.contract.ts';
import { CommentId } from '../../src-shared/domain/ids.ts';
import type { FrameId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadFrame } from '../../src-shared/domain/reading.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/** From tail to head, in shares of the frame's width and height. */
export type Arrow = NonNullable<ReadFrame['comments'][number]['arrow']>;

interface CommentRow {
  readonly id: string;
  readonly frameId: FrameId;
  readonly text: string;
  readonly tailX: number | null;
  readonly tailY: number;
  readonly headX: number;
  readonly headY: number;
  readonly by: string;
  readonly at: string;
}

const ofStudy = `JOIN frames fr ON fr.id = r.frame_id JOIN series se ON se.id = fr.series_id WHERE se.study_id = ?`;

/** Bookmarks and comments of a study, in the order of its frames. */
export function readStudyRemarks(db: ReadableDb, studyId: StudyId): Remarks {
  const bookmarks = db.all<{ frameId: FrameId }>(
    `SELECT r.frame_id AS frameId FROM bookmarks r ${ofStudy} ORDER BY se.number, fr.position`,
    [studyId],
  );
  const comments = db.all<CommentRow>(
    `SELECT r.id, r.frame_id AS frameId, r.comment AS text, r.tail_x AS tailX, r.tail_y AS tailY, r.head_x AS headX,
       r.head_y AS headY, (SELECT name FROM users WHERE id = r.created_by) AS by, r.created_at AS at
     FROM frame_comments r ${ofStudy} AND r.removed = 0 ORDER BY se.number, fr.position, r.id`,
    [studyId],
  );
  return {
    bookmarks: bookmarks.map(({ frameId }) => frameId),
    comments: comments.map(({ id, frameId, text, tailX, tailY, headX, headY, by, at }) => ({
      id: CommentId.parse(id),
      frameId,
      text,
      arrow: tailX === null ? null : { tail: [tailX, tailY], head: [headX, headY] },
      by,
      at,
    })),
  };
}

/** The same as a reading holds it: by frame, without what tells one comment from another in the page. */
export function readRemarks(
  db: ReadableDb,
  studyId: StudyId,
): Map<FrameId, Pick<ReadFrame, 'bookmarked' | 'comments'>> {
  const { bookmarks, comments } = readStudyRemarks(db, studyId);
  const marked = new Set(bookmarks);
  const byFrame = Map.groupBy(comments, ({ frameId }) => frameId);
  return new Map(
    [...new Set([...byFrame.keys(), ...marked])].map((frameId) => [
      frameId,
      {
        bookmarked: marked.has(frameId),
        comments: (byFrame.get(frameId) ?? []).map(({ text, arrow, by, at }) => ({ text, arrow, by, at })),
      },
    ]),
  );
}

export function writeBookmark(db: WritableDb, userId: UserId, frameId: FrameId, marked: boolean): void {
  if (!marked) {
    db.run('DELETE FROM bookmarks WHERE frame_id = ?', [frameId]);
    return;
  }
  db.run(
    `INSERT INTO bookmarks (frame_id, created_by, created_at) VALUES (?, ?, ?) ON CONFLICT (frame_id) DO NOTHING`,
    [frameId, userId, new Date().toISOString()],
  );
}

interface Comment {
  readonly id: CommentId;
  readonly frameId: FrameId;
  readonly text: string;
  readonly arrow: Arrow | null;
}

const columnsOf = ({ id, frameId, text, arrow }: Comment) => ({
  id,
  frameId,
  text,
  tailX: arrow?.tail[0] ?? null,
  tailY: arrow?.tail[1] ?? null,
  headX: arrow?.head[0] ?? null,
  headY: arrow?.head[1] ?? null,
  at: new Date().toISOString(),
});

export function insertComment(db: WritableDb, userId: UserId, comment: Comment): void {
  db.run(
    `INSERT INTO frame_comments (id, frame_id, comment, tail_x, tail_y, head_x, head_y, created_by, created_at, changed_at)
     VALUES (:id, :frameId, :text, :tailX, :tailY, :headX, :headY, :userId, :at, :at)`,
    { ...columnsOf(comment), userId },
  );
}

/** @returns whether there is such a comment of the frame */
export function updateComment(db: WritableDb, comment: Comment): boolean {
  const { changes } = db.run(
    `UPDATE frame_comments SET comment = :text, tail_x = :tailX, tail_y = :tailY, head_x = :headX, head_y = :headY,
       changed_at = :at WHERE id = :id AND frame_id = :frameId`,
    columnsOf(comment),
  );
  return changes > 0;
}

export function frameOfComment(db: ReadableDb, commentId: CommentId): FrameId | undefined {
  return db.get<{ frameId: FrameId }>('SELECT frame_id AS frameId FROM frame_comments WHERE id = ?', [
    commentId,
  ])?.frameId;
}

export function writeRemoved(db: WritableDb, commentId: CommentId, removed: boolean): void {
  db.run('UPDATE frame_comments SET removed = ? WHERE id = ?', [Number(removed), commentId]);
}
