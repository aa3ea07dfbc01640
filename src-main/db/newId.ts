import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { ReadableDb } from './database.ts';

/** What the next id must come after: milliseconds since 1970, and the count within that millisecond. */
interface Mark {
  readonly ms: number;
  readonly count: number;
}

/** The count of a UUIDv7 (RFC 9562, section 6.2, method 1) as the library lays it out has 32 bits. */
const mostCount = 0xffff_ffff;

let last: Mark = { ms: 0, count: 0 };

/** Tables whose rows are told newer from older by their ids. */
const ordered = [
  'events',
  'labels',
  'mask_versions',
  'predictions',
  'laboratory_results',
  'second_opinions',
  'frame_comments',
];

/**
 * A UUIDv7 that is larger than every one given before, whatever the clock says: "the newest" is told by ids, and a clock
 * that was set back must not make an old row the newest again.
 */
export function newId(now = Date.now()): string {
  last = following(last, now);
  return v7({ msecs: last.ms, seq: last.count });
}

/** Ids go on after those that the database holds. Called once, when it is opened. */
export function continueIds(db: ReadableDb): void {
  for (const table of ordered) {
    const id = z
      .uuid()
      .nullable()
      .parse(db.get<{ id: string | null }>(`SELECT max(id) AS id FROM ${table}`)?.id);
    if (id === null) continue;
    const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    if (ms >= last.ms) last = { ms: ms + 1, count: 0 };
  }
}

function following(before: Mark, now: number): Mark {
  // Half of the counts are left for further ids of the same millisecond.
  if (now > before.ms) return { ms: now, count: randomInt(0x7fff_ffff) };
  if (before.count < mostCount) return { ms: before.ms, count: before.count + 1 };
  return { ms: before.ms + 1, count: 0 };
}
