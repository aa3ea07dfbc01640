import type { ClassId, FindingId, SchemaId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { newId } from '../db/newId.ts';

/** A finding, and who read it; both null where nobody has, or where it was taken back. */
export interface ReadOnce {
  readonly findingId: FindingId;
  readonly studyId: StudyId;
  readonly number: number;
  readonly schemaId: SchemaId;
  readonly classId: ClassId | null;
  readonly readerId: UserId | null;
}

const readOnce = `
  SELECT f.id AS findingId, f.study_id AS studyId, f.number, f.schema_id AS schemaId,
    l.class_id AS classId, iif(l.class_id IS NULL, NULL, l.created_by) AS readerId
  FROM findings f
  LEFT JOIN labels l ON l.id = (
    SELECT max(one.id) FROM labels one WHERE one.finding_id = f.id AND one.source = 'reader'
  )
  WHERE f.removed_at IS NULL`;

/** Those that count, by number. */
export function readingsOfStudy(db: ReadableDb, studyId: StudyId): ReadOnce[] {
  return db.all<ReadOnce>(`${readOnce} AND f.study_id = ? ORDER BY f.number`, [studyId]);
}

/** undefined: there is none, or it was set aside. */
export function readingOf(db: ReadableDb, findingId: FindingId): ReadOnce | undefined {
  return db.get<ReadOnce>(`${readOnce} AND f.id = ?`, [findingId]);
}

export interface OpinionRow {
  readonly findingId: FindingId;
  readonly readerId: UserId;
  readonly by: string;
  readonly classId: ClassId;
  readonly uncertain: 0 | 1;
  readonly at: string;
}

/** Of every reader the newest opinion of each finding, unless it took the one before back; oldest first. */
export function opinionsOfStudy(db: ReadableDb, studyId: StudyId): OpinionRow[] {
  return db.all<OpinionRow>(
    `SELECT o.finding_id AS findingId, o.reader_id AS readerId, u.name AS by, o.class_id AS classId, o.uncertain,
       o.created_at AS at
     FROM second_opinions o JOIN findings f ON f.id = o.finding_id JOIN users u ON u.id = o.reader_id
     WHERE f.study_id = ? AND o.class_id IS NOT NULL AND o.id = (
       SELECT max(one.id) FROM second_opinions one
       WHERE one.finding_id = o.finding_id AND one.reader_id = o.reader_id
     )
     ORDER BY o.id`,
    [studyId],
  );
}

/** @param opinion a null class takes the reader's former one back */
export function insertOpinion(
  db: WritableDb,
  readerId: UserId,
  opinion: {
    readonly findingId: FindingId;
    readonly classId: ClassId | null;
    readonly uncertain: boolean;
  },
): void {
  db.run(
    `INSERT INTO second_opinions (id, finding_id, class_id, uncertain, reader_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      newId(),
      opinion.findingId,
      opinion.classId,
      Number(opinion.uncertain),
      readerId,
      new Date().toISOString(),
    ],
  );
}
