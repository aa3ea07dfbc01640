import { v7 as uuidv7 } from 'uuid';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';

export interface EventRecord {
  /** What happened, `<subject>.<verb>` in the past tense: 'study.moved', 'label.given'. */
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Nothing that identifies a person. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes the event row of a change; call it inside the transaction that makes the change. */
export function recordEvent(db: WritableDb, userId: UserId, event: EventRecord): void {
  db.run(
    `INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      uuidv7(),
      new Date().toISOString(),
      userId,
      event.kind,
      event.subjectKind,
      event.subjectId,
      JSON.stringify(event.detail ?? {}),
    ],
  );
}
