import { z } from 'zod';
import type { RecordedEvent } from '../../src-shared/contract/review.contract.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';

interface Row {
  readonly position: number;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly finding: number | null;
  readonly detail: string;
  readonly sha256: string;
}

const Detail = z.record(z.string(), z.unknown());

/** What was done to a study, its frames and its findings, newest first, of a position below `before`. */
export function readRecord(
  db: ReadableDb,
  studyId: StudyId,
  before: number | null,
  limit: number,
): RecordedEvent[] {
  return db
    .all<Row>(
      `SELECT c.position, e.at, u.name AS by, e.kind, f.number AS finding, e.detail, c.sha256
       FROM events e
       JOIN event_chain c ON c.event_id = e.id
       JOIN users u ON u.id = e.user_id
       LEFT JOIN findings f ON f.id = e.subject_id
       WHERE e.subject_id IN (
         SELECT :studyId
         UNION ALL SELECT id FROM findings WHERE study_id = :studyId
         UNION ALL SELECT fr.id FROM frames fr JOIN series se ON se.id = fr.series_id WHERE se.study_id = :studyId
         UNION ALL SELECT so.id FROM sources so JOIN series se ON se.id = so.series_id WHERE se.study_id = :studyId
       ) AND (:before IS NULL OR c.position < :before)
       ORDER BY c.position DESC LIMIT :limit`,
      { studyId, before, limit },
    )
    .map((row) => ({
      ...row,
      detail: Detail.parse(JSON.parse(row.detail)),
      sha256: Sha256.parse(row.sha256),
    }));
}
