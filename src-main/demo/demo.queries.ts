import type { ReadableDb } from '../db/database.ts';

export function countDemoFrames(db: ReadableDb): number {
  const row = db.get<{ frames: number }>(
    `SELECT count(*) AS frames FROM frames f JOIN sources s ON s.id = f.source_id WHERE s.kind = 'synthetic'`,
  );
  return row?.frames ?? 0;
}

export function isEmpty(db: ReadableDb): boolean {
  return db.get(`SELECT 1 FROM studies LIMIT 1`) === undefined;
}

export function wasDeclined(db: ReadableDb): boolean {
  return db.get(`SELECT 1 FROM events WHERE kind = 'demo.declined' LIMIT 1`) !== undefined;
}
