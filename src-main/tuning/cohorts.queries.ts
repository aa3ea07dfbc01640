import type { ClassId, CohortId, FindingId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { effectiveLabels } from '../studies/findings.queries.ts';
import type { CaseFrame } from './cases.ts';

/** Every frame of every labelled finding, in the order that splits rely on. */
const labelledFrames = `
  SELECT f.id AS findingId, ff.frame_id AS frameId, fr.sha256 AS frameSha256, p.id AS patientId,
         p.code AS patientCode, s.name AS site, l.class_id AS classId,
         -- A mask in which the finding has no pixel is no mask of it.
         CASE WHEN ff.segment_id IS NULL THEN iif(m.coverage > 0, m.id, NULL)
              ELSE (SELECT g.mask_version_id FROM mask_segments g
                    WHERE g.mask_version_id = m.id AND g.segment_id = ff.segment_id AND g.pixels > 0) END
           AS maskVersionId
  FROM findings f
  JOIN ${effectiveLabels} AS l ON l.finding_id = f.id
  JOIN finding_frames ff ON ff.finding_id = f.id
  JOIN frames fr ON fr.id = ff.frame_id
  JOIN series se ON se.id = fr.series_id
  JOIN studies st ON st.id = f.study_id
  JOIN patients p ON p.id = st.patient_id
  LEFT JOIN sites s ON s.id = st.site_id
  LEFT JOIN current_masks c ON c.frame_id = ff.frame_id
  LEFT JOIN mask_versions m ON m.id = c.mask_version_id`;

/** Patients by code; within a patient in the order of recording, which blocks of frames rely on. */
const inOrder = `ORDER BY p.code, st.performed_on, st.id, se.number, fr.position, f.number`;

/** All labelled findings of a schema, at the sites named ('' is no site); null: everywhere. */
export function labelledFramesOf(
  db: ReadableDb,
  schemaId: SchemaId,
  sites: readonly string[] | null,
): CaseFrame[] {
  return db.all<CaseFrame>(
    `${labelledFrames}
     WHERE f.schema_id = :schemaId
       AND (:sites IS NULL OR coalesce(s.name, '') IN (SELECT value FROM json_each(:sites)))
     ${inOrder}`,
    { schemaId, sites: sites === null ? null : JSON.stringify(sites) },
  );
}

/** The cohort's findings that are labelled now. */
export function cohortFrames(db: ReadableDb, cohortId: CohortId): CaseFrame[] {
  return db.all<CaseFrame>(
    `${labelledFrames}
     JOIN cohort_cases cc ON cc.finding_id = f.id AND cc.cohort_id = :cohortId
     ${inOrder}`,
    { cohortId },
  );
}

export interface CohortRow {
  readonly id: CohortId;
  readonly name: string;
  readonly schemaId: SchemaId;
}

const cohortColumns = `SELECT id, name, schema_id AS schemaId FROM cohorts`;

/** Newest first. */
export function allCohorts(db: ReadableDb): CohortRow[] {
  return db.all<CohortRow>(`${cohortColumns} ORDER BY id DESC`);
}

export function cohortById(db: ReadableDb, id: CohortId): CohortRow | undefined {
  return db.get<CohortRow>(`${cohortColumns} WHERE id = ?`, [id]);
}

export function cohortByName(db: ReadableDb, name: string): CohortRow | undefined {
  return db.get<CohortRow>(`${cohortColumns} WHERE name = ?`, [name]);
}

export function insertCohort(db: WritableDb, cohort: CohortRow, findings: Iterable<FindingId>): void {
  db.run(`INSERT INTO cohorts (id, name, schema_id, created_at) VALUES (?, ?, ?, ?)`, [
    cohort.id,
    cohort.name,
    cohort.schemaId,
    new Date().toISOString(),
  ]);
  for (const findingId of findings) {
    db.run(`INSERT INTO cohort_cases (cohort_id, finding_id) VALUES (?, ?)`, [cohort.id, findingId]);
  }
}

/** The classes of a schema in its order; empty for a schema that does not exist. */
export function classesOfSchema(
  db: ReadableDb,
  schemaId: SchemaId,
): { readonly id: ClassId; readonly code: string }[] {
  return db.all(`SELECT id, code FROM label_classes WHERE schema_id = ? ORDER BY position`, [schemaId]);
}
