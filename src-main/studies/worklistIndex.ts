import { foldedWords } from '../db/database.ts';
import type { Database } from '../db/database.ts';
import { noteChanges } from './worklistNotes.ts';
import { dayWords, isOfDay, readStudyTexts, spokenOf } from './worklistText.ts';
import type { StudyText } from './worklistText.ts';

/** The studies that hold all words of a search. */
export interface Matches {
  readonly count: number;
  /** Their rows, where they are few; null: `is_found(rowid)` of the connection tells them, until the next search. */
  readonly rows: readonly number[] | null;
}

/** Up to so many it costs less to look each up and sort them than to go through the order and ask of each row. */
const few = 2000;
const chunk = 60;
/** How long the event loop may be held, in milliseconds. */
const breath = 8;

/**
 * What the worklist is searched by, and sorted by names: a text per study, in memory alone. It is read in the background,
 * and kept exact by triggers that note which studies have changed; what they noted is read before every search.
 */
export type WorklistIndex = ReturnType<typeof createWorklistIndex>;

export function createWorklistIndex(db: Database) {
  const notes = noteChanges(db);
  const texts: (string | undefined)[] = [];
  /** Per row, the place of its day in `days`. */
  const dayOf: number[] = [];
  const days: (readonly string[])[] = [[]];
  const placeOfDay = new Map<string | null, number>([[null, 0]]);
  let found = new Uint8Array(0);
  let searched: { readonly words: string; readonly count: number } | null = null;
  let read = 0;
  let complete = false;
  let closed = false;
  let preparing: Promise<void> | null = null;
  db.define('is_found', (row) => found[row] ?? 0);

  const place = (day: string | null): number => {
    const known = placeOfDay.get(day);
    if (known !== undefined || day === null) return known ?? 0;
    placeOfDay.set(day, days.length);
    return days.push(dayWords(day)) - 1;
  };
  const take = (rows: readonly number[]): void => {
    const there = new Map<number, StudyText>(readStudyTexts(db, rows).map((one) => [one.row, one]));
    for (const row of rows) {
      const study = there.get(row);
      texts[row] = study?.text;
      dayOf[row] = place(study?.day ?? null);
      if (study === undefined) db.run('DELETE FROM study_patients WHERE study = ?', [row]);
      else {
        db.run('INSERT OR REPLACE INTO study_patients (study, sort_key, study_id) VALUES (?, ?, ?)', [
          ...[row, study.patient, study.id],
        ]);
      }
    }
    searched = null;
  };
  /** Reads the next of what is missing; whether there was any. */
  const step = (): boolean =>
    db.transaction(() => {
      const changed = notes.take(chunk);
      if (changed.length > 0) take(changed);
      if (complete) return changed.length > 0;
      const rows = db
        .all<{ row: number }>('SELECT rowid AS row FROM studies WHERE rowid > ? ORDER BY rowid LIMIT ?', [
          read,
          chunk,
        ])
        .map(({ row }) => row);
      if (rows.length > 0) take(rows);
      read = rows.at(-1) ?? read;
      complete = rows.length < chunk;
      return true;
    });

  return {
    /** Reads what is missing, a little at a time. Comes to its end at once where nothing is, or after `close`. */
    prepare(): Promise<void> {
      preparing ??= (async () => {
        let since = performance.now();
        while (!closed && step()) {
          if (performance.now() - since < breath) continue;
          await new Promise((resolve) => setImmediate(resolve));
          since = performance.now();
        }
      })().finally(() => {
        preparing = null;
      });
      return preparing;
    },

    /** Brings it up to date, at once. */
    refresh(): void {
      while (step());
    },

    /** Every word has to occur in a study's text or speak of its day (`isOfDay`). No words: null, which is all studies. */
    search(search: string): Matches | null {
      const words = foldedWords(search);
      if (words === '') return null;
      this.refresh();
      if (searched?.words !== words) {
        // Who types on looks among what was found already.
        const among = searched !== null && isNarrower(words, searched.words) ? found : null;
        found = new Uint8Array(texts.length);
        searched = { words, count: mark(words.split(' '), among) };
      }
      return { count: searched.count, rows: searched.count > few ? null : rowsFound() };
    },

    /** What it reads goes no further. */
    close(): void {
      closed = true;
    },
  };

  function mark(words: readonly string[], among: Uint8Array | null): number {
    const asked = words.map((word) => ({ word, onDay: days.map((day) => isOfDay(word, day)) }));
    let count = 0;
    for (let row = 0; row < texts.length; row++) {
      const text = texts[row];
      if (text === undefined || (among !== null && among[row] !== 1)) continue;
      const day = dayOf[row] ?? 0;
      if (!asked.every(({ word, onDay }) => onDay[day] === true || text.includes(word))) continue;
      found[row] = 1;
      count++;
    }
    return count;
  }

  function rowsFound(): number[] {
    const rows: number[] = [];
    for (let row = found.indexOf(1); row >= 0; row = found.indexOf(1, row + 1)) rows.push(row);
    return rows;
  }
}

/**
 * Whether whatever a search finds was found by the former one, of which it goes on. Not so where a word that spoke of no
 * day now may: "ma", and then "mar".
 */
function isNarrower(words: string, former: string): boolean {
  if (!words.startsWith(former)) return false;
  const at = former.split(' ').length - 1;
  const [last = '', next = ''] = [former.split(' ')[at], words.split(' ')[at]];
  return spokenOf(last) !== null && spokenOf(last) === spokenOf(next);
}
