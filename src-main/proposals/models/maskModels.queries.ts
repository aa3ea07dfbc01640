import type { ClassId, SchemaId, Sha256, UserId } from '../../../src-shared/domain/ids.ts';
import { MaskModelCard, type MaskModelFamily } from '../../../src-shared/domain/maskModelCard.ts';
import type { ReadableDb, WritableDb } from '../../db/database.ts';

export interface MaskModelRow {
  readonly sha256: Sha256;
  readonly name: string;
  readonly family: MaskModelFamily;
  readonly card: MaskModelCard;
  readonly importedAt: string;
}

interface StoredRow extends Omit<MaskModelRow, 'card' | 'family'> {
  readonly card: string;
}

/** In the order in which they were imported. */
export function maskModels(db: ReadableDb): MaskModelRow[] {
  return db
    .all<StoredRow>(
      'SELECT sha256, name, card, imported_at AS importedAt FROM mask_models ORDER BY imported_at, sha256',
    )
    .map(toRow);
}

export function maskModel(db: ReadableDb, sha256: Sha256): MaskModelRow | undefined {
  const row = db.get<StoredRow>(
    'SELECT sha256, name, card, imported_at AS importedAt FROM mask_models WHERE sha256 = ?',
    [sha256],
  );
  return row && toRow(row);
}

function toRow(row: StoredRow): MaskModelRow {
  const card = MaskModelCard.parse(JSON.parse(row.card));
  return { ...row, card, family: card.body.family };
}

/** The folders that models lie in, whether their cards can still be read or not. */
export function maskModelFolders(db: ReadableDb): Sha256[] {
  return db.all<{ sha256: Sha256 }>('SELECT sha256 FROM mask_models').map(({ sha256 }) => sha256);
}

/** Writes the row, unless there is one. Returns whether it was written. */
export function insertMaskModel(
  db: WritableDb,
  { sha256, name, card }: Pick<MaskModelRow, 'sha256' | 'name' | 'card'>,
  importedBy: UserId,
): boolean {
  if (maskModel(db, sha256)) return false;
  db.run(
    'INSERT INTO mask_models (sha256, name, family, card, imported_at, imported_by) VALUES (?, ?, ?, ?, ?, ?)',
    [sha256, name, card.body.family, JSON.stringify(card), new Date().toISOString(), importedBy],
  );
  return true;
}

export function deleteMaskModel(db: WritableDb, sha256: Sha256): void {
  db.run('DELETE FROM mask_models WHERE sha256 = ?', [sha256]);
}

/** The payloads of imports that are not over. */
export function unfinishedModelImports(db: ReadableDb): string[] {
  return db
    .all<{ payload: string }>(
      `SELECT payload FROM jobs WHERE kind = 'mask-model' AND state IN ('queued', 'running')`,
    )
    .map(({ payload }) => payload);
}

/** The classes of a mask schema; none where there is no such schema. */
export function classesOfMaskSchema(db: ReadableDb, schemaId: SchemaId): ClassId[] {
  return db
    .all<{ id: ClassId }>(
      `SELECT label_classes.id FROM label_classes JOIN label_schemas ON label_schemas.id = label_classes.schema_id
       WHERE label_schemas.id = ? AND label_schemas.kind = 'mask'`,
      [schemaId],
    )
    .map(({ id }) => id);
}
