import { newId } from '../db/newId.ts';
import type { LabelSchema, Location } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { ClassId, LocationId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';
import { classColor } from './classColors.ts';

interface Row {
  schemaId: string;
  kind: LabelSchema['kind'];
  schemaName: string;
  version: number;
  region: string | null;
  classId: string | null;
  code: string;
  name: string;
  color: string;
}

/** Label schemas with their classes, oldest first. */
export function readSchemas(
  db: ReadableDb,
  where: { kind?: LabelSchema['kind']; id?: SchemaId } = {},
): LabelSchema[] {
  const rows = db.all<Row>(
    `SELECT s.id AS schemaId, s.kind, s.name AS schemaName, s.version, s.region, c.id AS classId, c.code, c.name, c.color
     FROM label_schemas s LEFT JOIN label_classes c ON c.schema_id = s.id
     WHERE (:kind IS NULL OR s.kind = :kind) AND (:id IS NULL OR s.id = :id)
     ORDER BY s.id, c.position`,
    { kind: where.kind ?? null, id: where.id ?? null },
  );
  return [...Map.groupBy(rows, (row) => row.schemaId).values()].flatMap((classes) => {
    const [first] = classes;
    if (!first) return [];
    return {
      id: SchemaId.parse(first.schemaId),
      kind: first.kind,
      name: first.schemaName,
      version: first.version,
      region: first.region,
      classes: classes.flatMap(({ classId, code, name, color }) =>
        classId === null ? [] : [{ id: ClassId.parse(classId), code, name, color }],
      ),
    };
  });
}

/** Every place a finding can be at, by region, in their order. */
export function readLocations(db: ReadableDb): Location[] {
  return db
    .all<{ id: string; region: string; code: string; name: string; sided: number }>(
      'SELECT id, region, code, name, sided FROM locations ORDER BY region DESC, position',
    )
    .map((row) => ({ ...row, id: LocationId.parse(row.id), sided: row.sided === 1 }));
}

/** The newest version of each schema of a kind, oldest schema first. */
export function latestSchemas(db: ReadableDb, kind: LabelSchema['kind']): LabelSchema[] {
  const newest = new Map<string, LabelSchema>();
  for (const schema of readSchemas(db, { kind })) {
    if (schema.version >= (newest.get(schema.name)?.version ?? 0)) newest.set(schema.name, schema);
  }
  return [...newest.values()];
}

/** The newest version of a finding schema. @throws LapidaryError `schema-unknown` */
export function namedFindingSchema(db: ReadableDb, name: string): LabelSchema {
  const schemas = latestSchemas(db, 'finding');
  const found = schemas.find((schema) => schema.name === name);
  if (found) return found;
  throw new LapidaryError(
    'schema-unknown',
    `There is no label schema "${name}".`,
    `Choose one of: ${schemas.map((schema) => schema.name).join(', ')}.`,
  );
}

export interface NewSchema {
  readonly kind: LabelSchema['kind'];
  readonly name: string;
  readonly classes: readonly { readonly code: string; readonly name?: string; readonly color?: string }[];
}

/** Writes a schema; where its name is taken, as that schema's next version. Call it in a transaction. */
export function insertSchema(db: WritableDb, userId: UserId, schema: NewSchema): LabelSchema {
  const id = SchemaId.parse(newId());
  db.run(
    `INSERT INTO label_schemas (id, kind, name, version, created_at)
     SELECT :id, :kind, :name, coalesce(max(version), 0) + 1, :at FROM label_schemas WHERE kind = :kind AND name = :name`,
    { id, kind: schema.kind, name: schema.name, at: new Date().toISOString() },
  );
  for (const [position, one] of schema.classes.entries()) {
    db.run(
      'INSERT INTO label_classes (id, schema_id, code, name, color, position) VALUES (?, ?, ?, ?, ?, ?)',
      [newId(), id, one.code, one.name ?? one.code, one.color ?? classColor(position), position],
    );
  }
  recordEvent(db, userId, {
    kind: 'schema.added',
    subjectKind: 'schema',
    subjectId: id,
    detail: { name: schema.name },
  });
  const [written] = readSchemas(db, { id });
  if (!written) throw new Error('a schema is missing right after it was written');
  return written;
}

/**
 * The schema whose classes are these codes, else the smallest one that has all of them, else a new one named after
 * them. Only the newest version of a schema is considered. Call it in a transaction.
 */
export function findOrMakeSchema(
  db: WritableDb,
  userId: UserId,
  kind: LabelSchema['kind'],
  codes: readonly string[],
): LabelSchema {
  const [found] = latestSchemas(db, kind)
    .filter(({ classes }) => codes.every((code) => classes.some((one) => one.code === code)))
    .sort((a, b) => a.classes.length - b.classes.length);
  return (
    found ??
    insertSchema(db, userId, { kind, name: nameFor(codes), classes: codes.map((code) => ({ code })) })
  );
}

/** Adds classes that a schema lacks, at its end: what was said with the others keeps its meaning. */
export function appendClasses(
  db: WritableDb,
  schema: LabelSchema,
  classes: readonly { readonly code: string; readonly name: string; readonly color: string }[],
): LabelSchema {
  let position = schema.classes.length;
  for (const one of classes) {
    if (schema.classes.some(({ code }) => code === one.code)) continue;
    db.run(
      'INSERT INTO label_classes (id, schema_id, code, name, color, position) VALUES (?, ?, ?, ?, ?, ?)',
      [newId(), schema.id, one.code, one.name, one.color, position++],
    );
  }
  return readSchemas(db, { id: schema.id })[0] ?? schema;
}

const longestName = 60;

function nameFor(codes: readonly string[]): string {
  const name = codes.join(' / ');
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}
