import type { Component, FindingSummary } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FindingId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';

type Laboratory = NonNullable<FindingSummary['laboratory']>;

interface ComponentRow {
  ofId: string;
  classId: string;
  share: number | null;
}

/** What readers say that findings consist of. `condition` is over findings `f`. */
export function readComponents(
  db: ReadableDb,
  condition: string,
  id: StudyId | FindingId,
): Map<FindingId, Component[]> {
  const rows = db.all<ComponentRow>(
    `SELECT c.finding_id AS ofId, c.class_id AS classId, c.share
     FROM finding_components c JOIN findings f ON f.id = c.finding_id JOIN label_classes k ON k.id = c.class_id
     WHERE ${condition} ORDER BY c.share IS NULL, c.share DESC, k.position`,
    [id],
  );
  const grouped = Map.groupBy(rows, ({ ofId }) => ofId);
  return new Map([...grouped].map(([ofId, members]) => [FindingId.parse(ofId), members.map(toComponent)]));
}

/** The laboratory result that counts of each finding: the last, unless it took the one before back. */
export function readLaboratoryResults(
  db: ReadableDb,
  condition: string,
  id: StudyId | FindingId,
): Map<FindingId, Laboratory> {
  const counting = `
    laboratory_results r JOIN findings f ON f.id = r.finding_id
    WHERE ${condition} AND r.main_class_id IS NOT NULL
      AND r.id = (SELECT max(one.id) FROM laboratory_results one WHERE one.finding_id = f.id)`;
  const components = Map.groupBy(
    db.all<ComponentRow>(
      `SELECT c.result_id AS ofId, c.class_id AS classId, c.share
       FROM laboratory_components c JOIN label_classes k ON k.id = c.class_id
       WHERE c.result_id IN (SELECT r.id FROM ${counting})
       ORDER BY c.share IS NULL, c.share DESC, k.position`,
      [id],
    ),
    ({ ofId }) => ofId,
  );
  const rows = db.all<{
    id: string;
    findingId: string;
    classId: string;
    method: Laboratory['method'];
    reportedOn: string | null;
    note: string;
    enteredBy: string;
    enteredAt: string;
  }>(
    `SELECT r.id, r.finding_id AS findingId, r.main_class_id AS classId, r.method, r.reported_on AS reportedOn, r.note,
       (SELECT name FROM users WHERE id = r.entered_by) AS enteredBy, r.entered_at AS enteredAt
     FROM ${counting}`,
    [id],
  );
  return new Map(
    rows.map((row) => [
      FindingId.parse(row.findingId),
      {
        classId: ClassId.parse(row.classId),
        method: row.method,
        reportedOn: row.reportedOn,
        note: row.note,
        components: (components.get(row.id) ?? []).map(toComponent),
        enteredBy: row.enteredBy,
        enteredAt: row.enteredAt,
      },
    ]),
  );
}

const toComponent = ({ classId, share }: ComponentRow): Component => ({
  classId: ClassId.parse(classId),
  share,
});
