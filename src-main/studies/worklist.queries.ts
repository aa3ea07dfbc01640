import type { StudyFilter, StudyOrder } from '../../src-shared/contract/studies.contract.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, SqlValue } from '../db/database.ts';
import type { StudySummary } from './studies.queries.ts';
import type { Matches } from './worklistIndex.ts';
import { orderBy, orderOf, stretchesAfter } from './worklistOrder.ts';
import type { SortKey, Stretch } from './worklistOrder.ts';

/** Which studies are asked for. */
export interface Asked {
  readonly filter: StudyFilter;
  /** null: nothing is searched for. */
  readonly matches: Matches | null;
  /** Who 'me' is; null: nobody. */
  readonly me: UserId | null;
}

type Params = Record<string, SqlValue>;

/** Conditions on `s`, and the values of their parameters. */
function filterOf({ filter, me }: Asked): { readonly conditions: string[]; readonly params: Params } {
  const { states, assignee, flags, siteId, from, to, openAmendment } = filter;
  const conditions: string[] = [];
  const params: Params = {};
  const where = (condition: string, values: Params = {}): void => {
    conditions.push(condition);
    Object.assign(params, values);
  };
  if (states.length > 0)
    where('s.state IN (SELECT value FROM json_each(:states))', { states: JSON.stringify(states) });
  if (assignee === 'none') where('s.assignee_id IS NULL');
  else if (assignee !== null)
    where('s.assignee_id = :assignee', { assignee: assignee === 'me' ? me : assignee });
  if (flags.length > 0) where(`(${flags.map((flag) => `s.${flag} = 1`).join(' OR ')})`);
  if (siteId !== null) where('s.site_id = :siteId', { siteId });
  if (from !== null) where('s.performed_on >= :from', { from });
  if (to !== null) where('s.performed_on <= :to', { to });
  // By row, which every index holds.
  if (openAmendment) {
    where('s.rowid IN (SELECT st.rowid FROM amendments am JOIN studies st ON st.id = am.study_id)');
  }
  return { conditions, params };
}

/** How the studies that were found come into a statement: as its outer loop where they are few, else row by row. */
function foundOf({ matches }: Asked): { readonly rows: string | null; readonly conditions: string[] } {
  if (matches === null) return { rows: null, conditions: [] };
  if (matches.rows !== null) return { rows: JSON.stringify(matches.rows), conditions: [] };
  return { rows: null, conditions: ['is_found(s.rowid) = 1'] };
}

const fromFound = 'json_each(:found) AS found CROSS JOIN studies AS s ON s.rowid = found.value';
const whereOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;

export interface PlacePage {
  readonly ids: StudyId[];
  /** The place of the last of them in the order. */
  readonly last: SortKey | null;
}

/** Up to `limit` studies in an order, from after a place in it, or from `skip` rows down from its top. */
export function readPage(
  db: ReadableDb,
  asked: Asked,
  page: {
    readonly order: StudyOrder;
    readonly reversed: boolean;
    readonly after: SortKey | null;
    readonly skip: number;
    readonly limit: number;
  },
): PlacePage {
  const order = orderOf(page.order, page.reversed);
  const { conditions, params } = filterOf(asked);
  const found = foundOf(asked);
  const columns = order.columns.map(({ sql }, i) => `${sql} AS key${i}`).join(', ');
  const whole: Stretch[] = [{ sql: '', values: {} }];
  const rows: ({ id: string } & Record<string, string | number | null>)[] = [];
  for (const stretch of page.after === null ? whole : stretchesAfter(order, page.after)) {
    if (rows.length === page.limit) break;
    const where = whereOf([...(stretch.sql === '' ? [] : [stretch.sql]), ...conditions, ...found.conditions]);
    const bare = conditions.length + found.conditions.length === 0 && found.rows === null;
    const ordered = bare ? order.bare : { from: order.from, id: 's.id' };
    const { from, id } = found.rows === null ? ordered : { from: `${fromFound} ${order.join}`, id: 's.id' };
    rows.push(
      ...db.all<(typeof rows)[number]>(
        `SELECT ${id} AS id, ${columns} FROM ${from} ${where} ORDER BY ${orderBy(order)} LIMIT :limit OFFSET :skip`,
        {
          ...params,
          ...stretch.values,
          ...(found.rows === null ? {} : { found: found.rows }),
          limit: page.limit - rows.length,
          skip: page.after === null ? page.skip : 0,
        },
      ),
    );
  }
  const last = rows.at(-1);
  return {
    ids: rows.map(({ id }) => StudyId.parse(id)),
    last: last === undefined ? null : order.columns.map((_, i) => last[`key${i}`] ?? null),
  };
}

/** How many studies are asked for. */
export function countStudies(db: ReadableDb, asked: Asked): number {
  const { conditions, params } = filterOf(asked);
  if (conditions.length === 0 && asked.matches !== null) return asked.matches.count;
  const found = foundOf(asked);
  const where = whereOf([...conditions, ...found.conditions]);
  const from = found.rows === null ? 'studies AS s INDEXED BY studies_by_state' : fromFound;
  const bound = found.rows === null ? params : { ...params, found: found.rows };
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} ${where}`, bound)?.n ?? 0;
}

/** How many of what is asked for are of each state; states without any are left out. */
export function countStates(db: ReadableDb, asked: Asked): Partial<Record<StudySummary['state'], number>> {
  const { conditions, params } = filterOf(asked);
  const found = foundOf(asked);
  const where = whereOf([...conditions, ...found.conditions]);
  const from = found.rows === null ? 'studies AS s INDEXED BY studies_by_state' : fromFound;
  const rows = db.all<{ state: StudySummary['state']; n: number }>(
    `SELECT s.state, count(*) AS n FROM ${from} ${where} GROUP BY s.state`,
    found.rows === null ? params : { ...params, found: found.rows },
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
