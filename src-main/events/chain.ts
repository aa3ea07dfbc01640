import { createHash } from 'node:crypto';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/**
 * The events of a data folder as a chain: each link's hash is taken over the hash before it and the event. Whoever
 * changes an event, takes one out or puts one in between breaks every link after it. What a chain alone cannot show is
 * that its end was cut off, or that all of it was computed anew; signatures and printed reports name hashes of it, which
 * then no longer occur.
 */
interface Link {
  readonly position: number;
  readonly sha256: string;
}

interface EventRow {
  readonly id: string;
  readonly at: string;
  readonly userId: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: string;
}

/** The hash before the first link. */
const origin = '0'.repeat(64);

const eventColumns = `e.id, e.at, e.user_id AS userId, e.kind, e.subject_kind AS subjectKind, e.subject_id AS subjectId, e.detail`;

/** The newest link: how many events there are, and the hash that stands for all of them; null: there is none yet. */
export function chainHead(db: ReadableDb): Link | null {
  return db.get<Link>('SELECT position, sha256 FROM event_chain ORDER BY position DESC LIMIT 1') ?? null;
}

/** Adds an event that was just written. Call it in the transaction that wrote it. */
export function appendToChain(db: WritableDb, event: EventRow): void {
  const head = chainHead(db);
  const position = (head?.position ?? 0) + 1;
  db.run('INSERT INTO event_chain (position, event_id, sha256) VALUES (?, ?, ?)', [
    position,
    event.id,
    linkHash(head?.sha256 ?? origin, position, event),
  ]);
}

/** Takes in the events that were written before there was a chain, in the order they were written. */
export function chainOlderEvents(db: WritableDb): void {
  if (chainHead(db) !== null) return;
  db.transaction(() => {
    const events = db.all<EventRow>(`SELECT ${eventColumns} FROM events e ORDER BY e.rowid`);
    for (const event of events) appendToChain(db, event);
  });
}

export interface ChainProblem {
  /** The position in the chain, counted from 1. */
  readonly position: number;
  readonly message: string;
}

/** Computes the whole chain again and says where it does not hold; the first break of each kind stands for what follows it. */
export function verifyChain(db: ReadableDb): ChainProblem[] {
  const problems: ChainProblem[] = [];
  let before: Link = { position: 0, sha256: origin };
  const links = db.each<EventRow & Link>(
    `SELECT c.position, c.sha256, ${eventColumns}
     FROM event_chain c JOIN events e ON e.id = c.event_id ORDER BY c.position`,
  );
  for (const link of links) {
    const isNext = link.position === before.position + 1;
    if (!isNext) {
      problems.push({ position: link.position, message: 'events before this one are missing' });
    } else if (linkHash(before.sha256, link.position, link) !== link.sha256) {
      problems.push({ position: link.position, message: 'this event is not what was recorded' });
    }
    before = link;
  }
  const loose = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_chain c WHERE c.event_id = e.id)',
  );
  if (loose !== undefined && loose.n > 0) {
    problems.push({ position: before.position, message: `${loose.n} events do not belong to the chain` });
  }
  return problems;
}

function linkHash(before: string, position: number, event: EventRow): string {
  const { id, at, userId, kind, subjectKind, subjectId, detail } = event;
  return createHash('sha256')
    .update(JSON.stringify([before, position, id, at, userId, kind, subjectKind, subjectId, detail]))
    .digest('hex');
}
