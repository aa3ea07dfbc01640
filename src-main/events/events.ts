import type { UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';
import { newId } from '../db/newId.ts';
import { appendToChain } from './chain.ts';

export interface EventRecord {
  /** What happened, `<subject>.<verb>` in the past tense: 'study.moved', 'label.given'. */
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Nothing that identifies a person. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes the event of a change, as the newest link of the chain; call it inside the transaction that makes the change. */
export function recordEvent(db: WritableDb, userId: UserId, record: EventRecord): void {
  const event = {
    id: newId(),
    at: new Date().toISOString(),
    userId,
    kind: record.kind,
    subjectKind: record.subjectKind,
    subjectId: record.subjectId,
    detail: JSON.stringify(record.detail ?? {}),
  };
  // A savepoint where the caller has a transaction: an event without its link would be none.
  db.transaction(() => {
    db.run(
      `INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id, detail)
       VALUES (:id, :at, :userId, :kind, :subjectKind, :subjectId, :detail)`,
      event,
    );
    appendToChain(db, event);
  });
}
