import type {
  AdapterId,
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  RunId,
  SchemaId,
  Sha256,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

export interface AdapterRow {
  readonly id: AdapterId;
  readonly runId: RunId;
  readonly schemaId: SchemaId;
  readonly maskSchemaId: SchemaId | null;
  /** The adapter file's address. */
  readonly sha256: Sha256;
  readonly backboneSha256: Sha256;
  readonly backboneName: string;
  readonly preprocessingSha256: Sha256;
  readonly method: string;
  readonly temperature: number;
  readonly calibrationCases: number;
  readonly createdAt: string;
}

const adapterRows = `
  SELECT a.id, a.run_id AS runId, a.schema_id AS schemaId, a.mask_schema_id AS maskSchemaId, a.sha256,
         a.backbone_sha256 AS backboneSha256, r.backbone_name AS backboneName,
         a.preprocessing_sha256 AS preprocessingSha256, r.method, a.temperature,
         a.calibration_cases AS calibrationCases, a.created_at AS createdAt
  FROM adapters a JOIN tuning_runs r ON r.id = a.run_id`;

export function adapterById(db: ReadableDb, adapterId: AdapterId): AdapterRow | undefined {
  return db.get<AdapterRow>(`${adapterRows} WHERE a.id = ?`, [adapterId]);
}

/** The adapters that answer now, one per schema at most. */
export function activeAdapters(db: ReadableDb): AdapterRow[] {
  return db.all<AdapterRow>(
    `${adapterRows} JOIN active_adapters active ON active.adapter_id = a.id ORDER BY active.activated_at DESC`,
  );
}

export function insertAdapter(
  db: WritableDb,
  adapter: Omit<AdapterRow, 'backboneName' | 'method' | 'createdAt'>,
  classes: readonly ClassId[],
): void {
  db.run(
    `INSERT INTO adapters (id, run_id, schema_id, mask_schema_id, sha256, backbone_sha256, preprocessing_sha256,
       temperature, calibration_cases, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      adapter.id,
      adapter.runId,
      adapter.schemaId,
      adapter.maskSchemaId,
      adapter.sha256,
      adapter.backboneSha256,
      adapter.preprocessingSha256,
      adapter.temperature,
      adapter.calibrationCases,
      new Date().toISOString(),
    ],
  );
  classes.forEach((classId, position) => {
    db.run(`INSERT INTO adapter_classes (adapter_id, position, class_id) VALUES (?, ?, ?)`, [
      adapter.id,
      position,
      classId,
    ]);
  });
}

/** The classes of an adapter's outputs, in order. */
export function adapterClasses(
  db: ReadableDb,
  adapterId: AdapterId,
): { readonly id: ClassId; readonly code: string }[] {
  return db.all(
    `SELECT c.id, c.code FROM adapter_classes a JOIN label_classes c ON c.id = a.class_id
     WHERE a.adapter_id = ? ORDER BY a.position`,
    [adapterId],
  );
}

/** null: none answers. */
export function setActive(db: WritableDb, schemaId: SchemaId, adapterId: AdapterId | null): void {
  if (adapterId === null) {
    db.run(`DELETE FROM active_adapters WHERE schema_id = ?`, [schemaId]);
    return;
  }
  db.run(
    `INSERT INTO active_adapters (schema_id, adapter_id, activated_at) VALUES (?, ?, ?)
     ON CONFLICT (schema_id) DO UPDATE SET adapter_id = excluded.adapter_id, activated_at = excluded.activated_at`,
    [schemaId, adapterId, new Date().toISOString()],
  );
}

/** Activations and returns of a schema, oldest first. */
export function activationHistory(
  db: ReadableDb,
  schemaId: SchemaId,
): { readonly kind: string; readonly adapterId: AdapterId | null; readonly erased: 0 | 1 }[] {
  return db.all(
    `SELECT e.kind, json_extract(e.detail, '$.adapter') AS adapterId, a.id IS NULL AS erased
     FROM events e LEFT JOIN adapters a ON a.id = json_extract(e.detail, '$.adapter')
     WHERE e.subject_id = ? AND e.kind IN ('adapter.activated', 'adapter.rolled-back')
     ORDER BY e.id`,
    [schemaId],
  );
}

/** What a mask shows of a finding: the label map and the segments that are the finding there. */
export interface MaskOfFinding {
  readonly labelMap: Uint8Array;
  readonly maskSchemaId: SchemaId;
  readonly segments: readonly { readonly value: number; readonly code: string }[];
}

/**
 * A finding of a region is its own segment, whatever else the mask shows; a finding of the whole frame is every
 * segment. Segments keep the code of their mask class, by which an adapter knows them.
 */
export function maskOfFinding(
  db: ReadableDb,
  maskVersionId: MaskVersionId,
  findingId: FindingId,
  frameId: FrameId,
): MaskOfFinding {
  const mask = db.get<{ labelMap: Uint8Array; maskSchemaId: SchemaId }>(
    `SELECT label_map AS labelMap, schema_id AS maskSchemaId FROM mask_versions WHERE id = ?`,
    [maskVersionId],
  );
  if (!mask) throw new Error('a mask version that a case names is not there');
  const segments = db.all<{ value: number; code: string }>(
    `SELECT g.value, c.code
     FROM mask_segments g
     JOIN label_classes c ON c.id = g.class_id
     JOIN finding_frames ff ON ff.finding_id = :findingId AND ff.frame_id = :frameId
     WHERE g.mask_version_id = :maskVersionId AND (ff.segment_id IS NULL OR ff.segment_id = g.segment_id)
     ORDER BY g.value`,
    { findingId, frameId, maskVersionId },
  );
  return { ...mask, segments };
}

/** The mask classes that masks of these schemas can show, by schema name and position; each code once. */
export function maskClassCodes(db: ReadableDb, maskSchemas: ReadonlySet<SchemaId>): string[] {
  const rows = db.all<{ code: string }>(
    `SELECT c.code FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id
     WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY s.name, s.version, c.position`,
    [JSON.stringify([...maskSchemas])],
  );
  return [...new Set(rows.map(({ code }) => code))];
}
