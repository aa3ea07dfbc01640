import type { Database } from '../db/database.ts';

/** `studies AS s` that are changed with a row of a table: which, in terms of that row (`ROW`). */
const ofStudy = (id: string): string => `s.id = ${id}`;
const ofFinding = (id: string): string => `s.id = (SELECT study_id FROM findings WHERE id = ${id})`;
const ofPatient = (id: string): string => `s.patient_id = ${id}`;

interface Watched {
  readonly table: string;
  /** Of which rows of the table this tells; left out: all. */
  readonly only?: string;
  /** Only changes of these columns count; left out: rows of the table are not changed, or any column counts. */
  readonly columns?: readonly string[];
  readonly studies: string;
}

/** Whatever a search looks into. Rows that go with their study or finding need no watch of their own. */
const watched: readonly Watched[] = [
  { table: 'patients', columns: ['code'], studies: ofPatient('ROW.id') },
  { table: 'sites', columns: ['name'], studies: 's.site_id = ROW.id' },
  { table: 'identities', only: `ROW.subject_kind = 'study'`, studies: ofStudy('ROW.subject_id') },
  { table: 'identities', only: `ROW.subject_kind = 'patient'`, studies: ofPatient('ROW.subject_id') },
  { table: 'findings', columns: ['study_id', 'removed_at'], studies: ofStudy('ROW.study_id') },
  { table: 'labels', studies: ofFinding('ROW.finding_id') },
  {
    table: 'finding_details',
    columns: ['finding_id', 'location_id', 'note'],
    studies: ofFinding('ROW.finding_id'),
  },
  { table: 'finding_components', columns: ['finding_id', 'class_id'], studies: ofFinding('ROW.finding_id') },
  {
    table: 'label_classes',
    columns: ['code', 'name'],
    studies: `s.id IN (
      SELECT f.study_id FROM findings f JOIN labels l ON l.finding_id = f.id WHERE l.class_id = ROW.id
      UNION SELECT f.study_id FROM findings f JOIN finding_components c ON c.finding_id = f.id WHERE c.class_id = ROW.id
    )`,
  },
  {
    table: 'locations',
    columns: ['name'],
    studies: `s.id IN (
      SELECT f.study_id FROM findings f JOIN finding_details d ON d.finding_id = f.id WHERE d.location_id = ROW.id
    )`,
  },
];

/**
 * Notes which studies change in what a search looks into, whoever changes them: by temporary triggers of this connection,
 * into a temporary table. Both are in memory (temp_store), and gone with the connection.
 */
export function noteChanges(db: Database): { take(limit: number): number[] } {
  // No OR IGNORE: inside a trigger, the conflict clause of the statement that fired it holds instead.
  const note = (rows: string): string =>
    `INSERT INTO changed_studies (study)
     SELECT row FROM (${rows}) WHERE NOT EXISTS (SELECT 1 FROM changed_studies WHERE study = row)`;
  let triggers = 0;
  const trigger = (change: string, table: string, when: string, rows: string): string =>
    `CREATE TEMP TRIGGER note_study_${++triggers} AFTER ${change} ON main.${table} ${when} BEGIN ${note(rows)}; END;`;
  const triggersOf = ({ table, only, columns, studies }: Watched): string => {
    const noted = (change: string, row: 'NEW' | 'OLD'): string => {
      const named = (sql: string): string => sql.replaceAll('ROW.', `${row}.`);
      const when = only === undefined ? '' : `WHEN ${named(only)}`;
      return trigger(change, table, when, `SELECT s.rowid AS row FROM studies AS s WHERE ${named(studies)}`);
    };
    const update = columns === undefined ? 'UPDATE' : `UPDATE OF ${columns.join(', ')}`;
    return [noted('INSERT', 'NEW'), noted('DELETE', 'OLD'), noted(update, 'OLD'), noted(update, 'NEW')].join(
      '\n',
    );
  };
  db.script(`
    CREATE TEMP TABLE changed_studies (study INTEGER PRIMARY KEY NOT NULL) STRICT;
    CREATE TEMP TABLE study_patients (
      study INTEGER PRIMARY KEY NOT NULL, sort_key TEXT NOT NULL, study_id TEXT NOT NULL
    ) STRICT;
    CREATE INDEX temp.study_patients_by_key ON study_patients (sort_key, study DESC, study_id);
    ${trigger('INSERT', 'studies', '', 'SELECT NEW.rowid AS row')}
    ${trigger('DELETE', 'studies', '', 'SELECT OLD.rowid AS row')}
    ${trigger('UPDATE OF patient_id, site_id, performed_on, description', 'studies', '', 'SELECT NEW.rowid AS row')}
    ${watched.map(triggersOf).join('\n')}
  `);

  return {
    /** Some of the rows that were noted; they count as read. */
    take(limit) {
      const rows = db
        .all<{ study: number }>('SELECT study FROM changed_studies ORDER BY study LIMIT ?', [limit])
        .map(({ study }) => study);
      const last = rows.at(-1);
      if (last !== undefined) db.run('DELETE FROM changed_studies WHERE study <= ?', [last]);
      return rows;
    },
  };
}
