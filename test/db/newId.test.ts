import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import { EventId } from '../../src-shared/domain/ids.ts';
import { openTestDatabase } from '../support/database.ts';

/** The module as a process finds it that has just been started. */
async function afterStart() {
  vi.resetModules();
  return import('../../src-main/db/newId.ts');
}

const msOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
/** An id that was given at a time, the last of its millisecond. */
const idAt = (ms: number): string => {
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7fff-bfff-ffffffffffff`;
};

describe('ids', () => {
  it('are UUIDv7 of the moment they are given', async () => {
    const { newId } = await afterStart();
    const now = Date.UTC(2030, 1, 2);
    expect(EventId.safeParse(newId(now)).success).toBe(true);
    expect(msOf(newId(now + 5))).toBe(now + 5);
  });

  it('increase over 100,000 calls while the clock jumps back and forth', { timeout: 120_000 }, async () => {
    const { newId } = await afterStart();
    const random = createRandom(9);
    let clock = Date.UTC(2026, 10, 27);
    let before = '';
    const wrong: string[] = [];
    for (let i = 0; i < 100_000; i++) {
      const draw = random.uniform();
      if (draw < 0.001) clock += (random.uniform() - 0.5) * 1e10;
      else if (draw < 0.2) clock += random.uniform() * 3;
      const id = newId(Math.round(clock));
      if (id <= before) wrong.push(`${before} then ${id}`);
      before = id;
    }
    expect(wrong).toEqual([]);
  });

  it('go on after those a database holds, in whichever table, though the clock was set back before a restart', async () => {
    const { db, user } = await openTestDatabase();
    const future = Date.UTC(2041, 0, 1);
    const insert = (id: string): unknown =>
      db.run(
        `INSERT INTO events (id, at, user_id, kind, subject_kind, subject_id) VALUES (?, '', ?, 'x.y', 'study', 's')`,
        [id, user],
      );
    insert(idAt(future));
    const { newId, continueIds } = await afterStart();
    expect(newId() < idAt(future)).toBe(true);
    continueIds(db);
    const first = newId();
    expect(first > idAt(future)).toBe(true);
    expect(newId() > first).toBe(true);

    insert(idAt(Date.UTC(2020, 0, 1)));
    continueIds(db);
    expect(newId() > first).toBe(true);
  });

  it('of tables that are read newest first are all looked at', async () => {
    const { db, user } = await openTestDatabase();
    const at = '2026-11-27T00:00:00.000Z';
    const future = idAt(Date.UTC(2042, 0, 1));
    db.script(`
      PRAGMA foreign_keys = OFF;
      INSERT INTO labels (id, finding_id, source, created_by, created_at) VALUES ('${future}', 'f', 'reader', '${user}', '${at}');
    `);
    const { newId, continueIds } = await afterStart();
    continueIds(db);
    expect(newId() > future).toBe(true);
  });

  it('start anywhere in an empty database', async () => {
    const { db } = await openTestDatabase();
    const { newId, continueIds } = await afterStart();
    const now = Date.UTC(2001, 0, 1);
    continueIds(db);
    expect(msOf(newId(now))).toBe(now);
  });
});
