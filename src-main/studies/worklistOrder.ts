import { z } from 'zod';
import type { StudyOrder } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';

/** What the rows of an order are sorted by, from the most to the least significant; the last tells any two apart. */
interface SortColumn {
  readonly sql: string;
  readonly descending: boolean;
  /** Holds NULLs, which SQLite sorts below everything else. */
  readonly nullable?: true;
}

export interface Order {
  /** The tables in this order, over an index: `s` is the study. */
  readonly from: string;
  /** As little of them as will do where nothing is asked of the study but its id. */
  readonly bare: { readonly from: string; readonly id: string };
  /** What has to be joined to studies that are found in another way. */
  readonly join: string;
  readonly columns: readonly SortColumn[];
}

/** Named as its index, since without statistics the planner prefers any equality to it, and then sorts. */
const overIndex = (index: string): Pick<Order, 'from' | 'bare' | 'join'> => {
  const from = `studies AS s INDEXED BY ${index}`;
  return { from, bare: { from, id: 's.id' }, join: '' };
};
const newestChange: readonly SortColumn[] = [
  { sql: 's.updated_at', descending: true },
  { sql: 's.id', descending: true },
];

const byPatient = 'study_patients AS named INDEXED BY study_patients_by_key';

const orders: Readonly<Record<StudyOrder, Order>> = {
  attention: {
    ...overIndex('studies_by_attention'),
    columns: [{ sql: 's.attention', descending: false }, ...newestChange],
  },
  changed: { ...overIndex('studies_by_update'), columns: newestChange },
  date: {
    ...overIndex('studies_by_day'),
    columns: [
      { sql: 's.performed_on', descending: true, nullable: true },
      { sql: 's.id', descending: true },
    ],
  },
  patient: {
    from: `${byPatient} CROSS JOIN studies AS s ON s.rowid = named.study`,
    bare: { from: byPatient, id: 'named.study_id' },
    join: 'JOIN study_patients AS named ON named.study = s.rowid',
    columns: [
      { sql: 'named.sort_key', descending: false },
      { sql: 'named.study', descending: true },
    ],
  },
};

export function orderOf(name: StudyOrder, reversed: boolean): Order {
  const order = orders[name];
  if (!reversed) return order;
  return {
    ...order,
    columns: order.columns.map((column) => ({ ...column, descending: !column.descending })),
  };
}

export const orderBy = ({ columns }: Order): string =>
  columns.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');

/** The place of a row in an order: its values there. */
export type SortKey = readonly (string | number | null)[];

/** A part of an order: a condition, and the values of its parameters. */
export interface Stretch {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/**
 * All that comes after a place in an order, as stretches that follow each other: first the rows that differ from it in the
 * last column alone, at the end those that differ in the first. Each is one range of the index, which a condition over all
 * of them would not be.
 */
export function stretchesAfter({ columns }: Order, key: SortKey): Stretch[] {
  const values = Object.fromEntries(key.map((value, i) => [`key${i}`, value]));
  return columns
    .map((column, i) => {
      const same = columns.slice(0, i).map(({ sql }, j) => `${sql} IS :key${j}`);
      const used = Object.fromEntries(Object.entries(values).slice(0, i + 1));
      return beyond(column, key[i] ?? null, `:key${i}`).map((condition) => ({
        sql: [...same, condition].join(' AND '),
        // A parameter that a statement does not have is refused.
        values: condition.includes(`:key${i}`)
          ? used
          : Object.fromEntries(Object.entries(values).slice(0, i)),
      }));
    })
    .reverse()
    .flat();
}

function beyond(
  { sql, descending, nullable }: SortColumn,
  value: string | number | null,
  name: string,
): string[] {
  if (value === null) return descending ? [] : [`${sql} IS NOT NULL`];
  if (!descending) return [`${sql} > ${name}`];
  return [`${sql} < ${name}`, ...(nullable ? [`${sql} IS NULL`] : [])];
}

const Cursor = z.object({
  order: z.string(),
  reversed: z.boolean(),
  key: z.array(z.union([z.string(), z.number(), z.null()])).max(3),
});

export function encodeCursor(order: StudyOrder, reversed: boolean, key: SortKey): string {
  return Buffer.from(JSON.stringify({ order, reversed, key })).toString('base64url');
}

/** @throws LapidaryError `cursor-invalid` where it is none, or one of another order */
export function decodeCursor(cursor: string, order: StudyOrder, reversed: boolean): SortKey {
  try {
    const read = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const fits = read.order === order && read.reversed === reversed;
    if (!fits || read.key.length !== orders[order].columns.length) throw new Error('of another order');
    return read.key;
  } catch (error) {
    throw new LapidaryError(
      'cursor-invalid',
      'This is not a place in the worklist.',
      'Reload the worklist.',
      { cause: error },
    );
  }
}
