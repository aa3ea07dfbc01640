import type { ClassId, FindingId, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import { effectiveLabels } from '../studies/findings.queries.ts';

export interface DescribedFinding {
  readonly studyId: StudyId;
  readonly labelClassId: ClassId | null;
  readonly laboratoryClassId: ClassId | null;
}

/** Where a finding is, and what is said of it: the label that counts, and the laboratory's last result. */
export function describedFinding(db: ReadableDb, findingId: FindingId): DescribedFinding | undefined {
  return db.get<DescribedFinding>(
    `SELECT f.study_id AS studyId, label.class_id AS labelClassId,
            (SELECT main_class_id FROM laboratory_results WHERE finding_id = f.id ORDER BY id DESC LIMIT 1)
              AS laboratoryClassId
     FROM findings f LEFT JOIN ${effectiveLabels} AS label ON label.finding_id = f.id
     WHERE f.id = ?`,
    [findingId],
  );
}
