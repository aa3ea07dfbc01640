import { ClassId, FrameId } from '../../src-shared/domain/ids.ts';
import type { JobId, MaskVersionId, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { ImportFrame } from './matchFrames.ts';
import type { ValueOfClass } from './parentValues.ts';

/** A study's frames in their order, with what masks may be called after. */
export function readImportFrames(db: ReadableDb, studyId: StudyId): ImportFrame[] {
  return db
    .all<Omit<ImportFrame, 'id' | 'masked' | 'number'> & { id: string; masked: number }>(
      `SELECT fr.id, fr.width, fr.height, so.id AS sourceId, file.name AS sourceName,
         EXISTS (SELECT 1 FROM current_masks c WHERE c.frame_id = fr.id) AS masked
       FROM series se JOIN frames fr ON fr.series_id = se.id JOIN sources so ON so.id = fr.source_id
       LEFT JOIN identities AS file ON file.subject_id = so.id
       WHERE se.study_id = ? ORDER BY se.number, fr.position`,
      [studyId],
    )
    .map((row, i) => ({ ...row, id: FrameId.parse(row.id), masked: row.masked === 1, number: i + 1 }));
}

export function readValues(db: ReadableDb, maskVersionId: MaskVersionId): ValueOfClass[] {
  return db
    .all<{ value: number; classId: string }>(
      'SELECT value, class_id AS classId FROM mask_segments WHERE mask_version_id = ? ORDER BY value',
      [maskVersionId],
    )
    .map(({ value, classId }) => ({ value, classId: ClassId.parse(classId) }));
}

/** Whether the classes are all of one mask schema. */
export function areOfOneSchema(db: ReadableDb, classIds: ReadonlySet<ClassId>): boolean {
  const schemas = db.all<{ classes: number }>(
    `SELECT count(*) AS classes FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id
     WHERE s.kind = 'mask' AND c.id IN (SELECT value FROM json_each(?)) GROUP BY s.id`,
    [JSON.stringify([...classIds])],
  );
  return classIds.size === 0 || (schemas.length === 1 && schemas[0]?.classes === classIds.size);
}

/** Says which source a refused file belongs to, so that its name goes with that source. */
export function belongsTo(db: WritableDb, itemId: string, sourceId: string): void {
  db.run('UPDATE import_items SET source_id = ? WHERE id = ?', [sourceId, itemId]);
}

/** Names of a study's files have no place in a report once the study is erased. */
export function forgetAllNames(db: WritableDb, jobId: JobId): void {
  db.run('DELETE FROM identities WHERE subject_id IN (SELECT id FROM import_items WHERE job_id = ?)', [
    jobId,
  ]);
}

/** Payloads (JSON) of the imports of masks that are not over. */
export function unfinishedMaskImports(db: ReadableDb): string[] {
  return db
    .all<{ payload: string }>(
      `SELECT payload FROM jobs WHERE kind = 'mask-import' AND state IN ('queued', 'running')`,
    )
    .map(({ payload }) => payload);
}

/** The name of the schema that most masks of a study are of. */
export function readUsualSchema(db: ReadableDb, studyId: StudyId): string | null {
  const row = db.get<{ name: string }>(
    `SELECT s.name FROM series se JOIN frames fr ON fr.series_id = se.id JOIN current_masks c ON c.frame_id = fr.id
     JOIN mask_versions m ON m.id = c.mask_version_id JOIN label_schemas s ON s.id = m.schema_id
     WHERE se.study_id = ? GROUP BY s.id ORDER BY count(*) DESC LIMIT 1`,
    [studyId],
  );
  return row?.name ?? null;
}
