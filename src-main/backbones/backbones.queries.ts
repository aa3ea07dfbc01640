import type { Sha256, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export interface BackboneRow {
  readonly sha256: Sha256;
  readonly preprocessingSha256: Sha256;
  readonly name: string;
  readonly sourceName: string;
  readonly sourceBytes: number;
  readonly sourceSha256: Sha256;
  /** JSON, by name. */
  readonly facts: string;
  readonly selfTest: string;
  readonly importedAt: string;
}

const columns = `sha256, preprocessing_sha256 AS preprocessingSha256, name, source_name AS sourceName,
  source_bytes AS sourceBytes, source_sha256 AS sourceSha256, facts, self_test AS selfTest, imported_at AS importedAt`;

/** In the order in which they were imported. */
export function importedBackbones(db: ReadableDb): BackboneRow[] {
  return db.all<BackboneRow>(`SELECT ${columns} FROM backbones ORDER BY imported_at, sha256`);
}

export function importedBackbone(db: ReadableDb, sha256: Sha256): BackboneRow | undefined {
  return db.get<BackboneRow>(`SELECT ${columns} FROM backbones WHERE sha256 = ?`, [sha256]);
}

/** Writes the row, unless there is one. Returns whether it was written. */
export function insertBackbone(
  db: WritableDb,
  row: Omit<BackboneRow, 'importedAt'>,
  importedBy: UserId,
): boolean {
  if (importedBackbone(db, row.sha256)) return false;
  db.run(
    `INSERT INTO backbones (sha256, preprocessing_sha256, name, source_name, source_bytes, source_sha256, facts,
       self_test, imported_at, imported_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.sha256,
      row.preprocessingSha256,
      row.name,
      row.sourceName,
      row.sourceBytes,
      row.sourceSha256,
      row.facts,
      row.selfTest,
      new Date().toISOString(),
      importedBy,
    ],
  );
  return true;
}

export function deleteBackbone(db: WritableDb, sha256: Sha256): void {
  db.run('DELETE FROM chosen_backbone WHERE sha256 = ?', [sha256]);
  db.run('DELETE FROM backbones WHERE sha256 = ?', [sha256]);
}

/** Null: the shipped one. */
export function chosenBackbone(db: ReadableDb): Sha256 | null {
  return db.get<{ sha256: Sha256 }>('SELECT sha256 FROM chosen_backbone')?.sha256 ?? null;
}

export function setChosenBackbone(db: WritableDb, sha256: Sha256 | null): void {
  db.run('DELETE FROM chosen_backbone');
  if (sha256 !== null) db.run('INSERT INTO chosen_backbone (only_row, sha256) VALUES (1, ?)', [sha256]);
}

/** Adapters that were tuned on a network. */
export function adaptersOn(db: ReadableDb, sha256: Sha256): number {
  return (
    db.get<{ n: number }>('SELECT count(*) AS n FROM adapters WHERE backbone_sha256 = ?', [sha256])?.n ?? 0
  );
}

/** Tuning runs on it that are not over. */
export function openRunsOn(db: ReadableDb, sha256: Sha256): number {
  const row = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM tuning_runs WHERE backbone_sha256 = ? AND state IN ('queued', 'running')`,
    [sha256],
  );
  return row?.n ?? 0;
}

/** The name that runs on it remember; undefined where there are none. */
export function rememberedName(db: ReadableDb, sha256: Sha256): string | undefined {
  return db.get<{ name: string }>(
    'SELECT backbone_name AS name FROM tuning_runs WHERE backbone_sha256 = ? ORDER BY created_at DESC LIMIT 1',
    [sha256],
  )?.name;
}

/** The payloads of imports that are not over. */
export function unfinishedImports(db: ReadableDb): string[] {
  return db
    .all<{ payload: string }>(
      `SELECT payload FROM jobs WHERE kind = 'backbone' AND state IN ('queued', 'running')`,
    )
    .map(({ payload }) => payload);
}
