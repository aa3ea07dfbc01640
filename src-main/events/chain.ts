import { createHash } from 'node:crypto';
import type { ReadableDb, WritableDb } from '../db/database.ts';

/**
 * The events of a data folder as a chain: each link's hash is taken over the hash before it and the event. An event that
 * was changed, taken out, put in between or moved no longer fits. What a chain alone cannot show is that its end was cut
 * off, or that all of it was computed anew from some place on; a hash of it that was printed or written down elsewhere
 * then no longer occurs.
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

/** What the first link follows. */
const beforeAll: Link = { position: 0, sha256: '0'.repeat(64) };

/** Older events that are held in memory at a time while they are taken in. */
const pageSize = 10_000;
/** Breaks of a chain that are told of; more of them say no more. */
const mostProblems = 100;

const eventColumns = `e.id, e.at, e.user_id AS userId, e.kind, e.subject_kind AS subjectKind, e.subject_id AS subjectId, e.detail`;

/** The newest link: how many events there are, and the hash that stands for all of them; null: there is none yet. */
export function chainHead(db: ReadableDb): Link | null {
  return db.get<Link>('SELECT position, sha256 FROM event_chain ORDER BY position DESC LIMIT 1') ?? null;
}

/** Adds an event that was just written. Call it in the transaction that wrote it. */
export function appendToChain(db: WritableDb, event: EventRow): void {
  append(db, chainHead(db) ?? beforeAll, event);
}

/**
 * Takes in the events that were written before there was a chain, in the order they were written; all of them or none.
 * Called when a database is opened, before anything else is recorded: an event that is loose later was put in by
 * somebody else, and stays so.
 */
export function chainOlderEvents(db: WritableDb): void {
  if (chainHead(db) !== null) return;
  db.transaction(() => {
    let head = beforeAll;
    for (let from = 0; ;) {
      const page = db.all<EventRow & { readonly rowid: number }>(
        `SELECT e.rowid AS rowid, ${eventColumns} FROM events e WHERE e.rowid > ? ORDER BY e.rowid LIMIT ?`,
        [from, pageSize],
      );
      for (const event of page) head = append(db, head, event);
      const last = page.at(-1);
      if (last === undefined) break;
      from = last.rowid;
    }
  });
}

function append(db: WritableDb, head: Link, event: EventRow): Link {
  const position = head.position + 1;
  const sha256 = linkHash(head.sha256, position, event);
  db.run('INSERT INTO event_chain (position, event_id, sha256) VALUES (?, ?, ?)', [
    position,
    event.id,
    sha256,
  ]);
  return { position, sha256 };
}

export interface ChainProblem {
  /** The position in the chain, counted from 1. */
  readonly position: number;
  readonly message: string;
}

/** Computes the whole chain again and says where it does not hold: its first hundred breaks, and events without a link. */
export function verifyChain(db: ReadableDb): ChainProblem[] {
  const problems: ChainProblem[] = [];
  let before = beforeAll;
  const links = db.each<(EventRow | { readonly id: null }) & Link>(
    `SELECT c.position, c.sha256, ${eventColumns}
     FROM event_chain c LEFT JOIN events e ON e.id = c.event_id ORDER BY c.position`,
  );
  for (const link of links) {
    const message = breakBetween(before, link);
    if (message !== undefined && problems.length < mostProblems) {
      problems.push({ position: link.position, message });
    }
    before = link;
  }
  const loose = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_chain c WHERE c.event_id = e.id)',
  );
  if (loose !== undefined && loose.n > 0) {
    problems.push({
      position: before.position,
      message: `${loose.n} ${loose.n === 1 ? 'event does' : 'events do'} not belong to the chain`,
    });
  }
  return problems;
}

function breakBetween(before: Link, link: (EventRow | { readonly id: null }) & Link): string | undefined {
  if (link.position !== before.position + 1) return 'events before this one are missing';
  if (link.id === null) return 'this event is missing';
  if (linkHash(before.sha256, link.position, link) !== link.sha256)
    return 'this event is not what was recorded';
  return undefined;
}

function linkHash(before: string, position: number, event: EventRow): string {
  const { id, at, userId, kind, subjectKind, subjectId, detail } = event;
  return createHash('sha256')
    .update(JSON.stringify([before, position, id, at, userId, kind, subjectKind, subjectId, detail]))
    .digest('hex');
}
