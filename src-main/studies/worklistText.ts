import { de } from '../../src-shared/messages/de.ts';
import { es } from '../../src-shared/messages/es.ts';
import { ja } from '../../src-shared/messages/ja.ts';
import { languages } from '../../src-shared/messages/languages.ts';
import { textsOf } from '../../src-shared/messages/message.ts';
import type { Messages } from '../../src-shared/messages/message.ts';
import { folded } from '../db/database.ts';
import type { ReadableDb } from '../db/database.ts';
import { effectiveLabels } from './findings.queries.ts';

/** What a search looks into, of one study: by its row, which names it within this run of the program alone. */
export interface StudyText {
  readonly row: number;
  readonly id: string;
  /** Folded; blanks between the values. */
  readonly text: string;
  /** YYYY-MM-DD: dates are shared, and written in many ways; null: undated. */
  readonly day: string | null;
  /** By what the worklist sorts patients. */
  readonly patient: string;
}

interface StudyRow {
  row: number;
  id: string;
  code: string;
  name: string | null;
  number: string | null;
  accession: string | null;
  day: string | null;
  site: string | null;
  description: string;
}

/** The texts of those of the rows that are studies. */
export function readStudyTexts(db: ReadableDb, rows: readonly number[]): StudyText[] {
  const wanted = JSON.stringify(rows);
  const findings = Map.groupBy(
    db.all<{ row: number; text: string; class: string | null; location: string | null }>(
      `SELECT s.rowid AS row, c.code AS class, l.code AS location,
         coalesce(c.code, '') || ' ' || coalesce(c.name, '') || ' ' || coalesce(l.name, '') || ' ' ||
         coalesce(d.note, '') || ' ' || coalesce((
           SELECT group_concat(part.code || ' ' || part.name, ' ') FROM finding_components fc
           JOIN label_classes part ON part.id = fc.class_id WHERE fc.finding_id = f.id
         ), '') AS text
       FROM json_each(?) AS wanted
       CROSS JOIN studies s ON s.rowid = wanted.value
       CROSS JOIN findings f ON f.study_id = s.id AND f.removed_at IS NULL
       LEFT JOIN label_classes c ON c.id = (
         SELECT label.class_id FROM ${effectiveLabels} AS label WHERE label.finding_id = f.id
       )
       LEFT JOIN finding_details d ON d.finding_id = f.id
       LEFT JOIN locations l ON l.id = d.location_id
       ORDER BY s.rowid, f.number`,
      [wanted],
    ),
    ({ row }) => row,
  );
  return db
    .all<StudyRow>(
      `SELECT s.rowid AS row, s.id, p.code, who.name, who.number, what.number AS accession, s.performed_on AS day,
         sites.name AS site, s.description
       FROM json_each(?) AS wanted
       CROSS JOIN studies s ON s.rowid = wanted.value
       JOIN patients p ON p.id = s.patient_id
       LEFT JOIN sites ON sites.id = s.site_id
       LEFT JOIN identities AS who ON who.subject_id = p.id
       LEFT JOIN identities AS what ON what.subject_id = s.id`,
      [wanted],
    )
    .map(({ row, id, code, name, number, accession, day, site, description }) => {
      const said = (findings.get(row) ?? []).flatMap((one) => [
        one.text,
        otherNames(`class.${one.class ?? ''}`),
        otherNames(`location.${one.location ?? ''}`),
      ]);
      const values = [name, code, number, accession, site, description, ...said];
      return {
        row,
        id,
        text: folded(values.filter((value) => value !== null && value !== '').join(' ')),
        day,
        patient: sortKey(name, code),
      };
    });
}

const others: readonly Messages[] = [de, es, ja];
const named = new Map<string, string>();

/** What data that came with Lapidary is called on pages in other languages. */
function otherNames(key: string): string {
  let names = named.get(key);
  if (names === undefined) {
    names = others
      .flatMap((messages) => textsOf(messages[key] ?? ''))
      .join(' ')
      .trim();
    named.set(key, names);
  }
  return names;
}

/** So long that two names that agree in it sort by code. */
const comparedLetters = 60;

/** Named patients by name, whatever its case and accents, then the others; by the number in the code in both. */
function sortKey(name: string | null, code: string): string {
  const number = code.replace(/\d+/g, (digits) => digits.padStart(9, '0'));
  const letters = name === null ? '' : Array.from(folded(name.trim())).slice(0, comparedLetters).join('');
  return letters === '' ? `1 ${number}` : `0 ${letters}\u0000${number}`;
}

const writers = Object.values(languages).flatMap(({ locale }) =>
  [
    { dateStyle: 'medium' },
    { dateStyle: 'long' },
    { day: '2-digit', month: '2-digit', year: 'numeric' },
    { day: 'numeric', month: 'numeric', year: 'numeric' },
  ].map(
    (options) =>
      new Intl.DateTimeFormat(locale, { ...(options as Intl.DateTimeFormatOptions), timeZone: 'UTC' }),
  ),
);

/** A day as people write it, in every language of the program: the different words, folded. */
export function dayWords(day: string): string[] {
  const at = new Date(`${day}T12:00:00Z`);
  const written = Number.isNaN(at.getTime()) ? [] : writers.map((writer) => writer.format(at));
  return [...new Set(folded([day, ...written].join(' ')).split(/\s+/))];
}

/** So much of a month has to be typed: a syllable of a name is not meant to find all that was done in "marzo". */
const leastOfMonth = 3;

/** What a word of a search can say of a day; null: nothing. */
export function spokenOf(word: string): 'digits' | 'month' | null {
  if (/\d/.test(word)) return 'digits';
  return word.length >= leastOfMonth ? 'month' : null;
}

/** Whether a word of a search speaks of a day: digits of it anywhere, the name of its month from the beginning. */
export function isOfDay(word: string, words: readonly string[]): boolean {
  switch (spokenOf(word)) {
    case 'digits':
      return words.some((one) => one.includes(word));
    case 'month':
      return words.some((one) => one.startsWith(word));
    case null:
      return false;
  }
}
