import type { z } from 'zod';
import type {
  FindingDetails,
  FindingFrame,
  FindingSummary as FindingShape,
} from '../../src-shared/contract/studies.contract.ts';
import {
  ClassId,
  FindingId,
  FrameId,
  LabelId,
  LocationId,
  SchemaId,
  SegmentId,
} from '../../src-shared/domain/ids.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { newId } from '../db/newId.ts';
import { recordEvent } from '../events/events.ts';
import { readComponents, readLaboratoryResults } from './laboratory.queries.ts';

export type FindingSummary = z.infer<typeof FindingShape>;
export type LabelSource = 'reader' | 'manifest' | 'laboratory' | 'synthetic';

/**
 * The one rule for the opinion that counts: of every source its newest, unless that took the opinion back; of these
 * laboratory before reader before manifest before synthetic. To be joined as
 * `LEFT JOIN ${effectiveLabels} AS label ON label.finding_id = f.id`; one row per finding that has an opinion:
 * (finding_id, class_id, source, created_by, created_at).
 */
export const effectiveLabels = `(
  SELECT l.finding_id, l.class_id, l.source, l.created_by, l.created_at
  FROM labels l
  WHERE l.id = (
    SELECT given.id FROM labels given
    WHERE given.finding_id = l.finding_id AND given.class_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM labels later
      WHERE later.finding_id = given.finding_id AND later.source = given.source AND later.id > given.id
    )
    ORDER BY CASE given.source WHEN 'laboratory' THEN 1 WHEN 'reader' THEN 2 WHEN 'manifest' THEN 3 ELSE 4 END
    LIMIT 1
  )
)`;

interface FindingRow {
  id: string;
  number: number;
  scope: 'frame' | 'region';
  schemaId: string;
  revision: number;
  removedAt: string | null;
  classId: string | null;
  source: LabelSource;
  createdAt: string;
  readerClassId: string | null;
  readerName: string;
  readerAt: string;
  readerBlind: number | null;
  side: FindingDetails['side'];
  locationId: string | null;
  sizeMm: number | null;
  sizeBasis: 'measured' | 'estimated';
  uncertain: number | null;
  note: string | null;
}

const findingRows = `
  SELECT f.id, f.number, f.scope, f.schema_id AS schemaId, f.revision, f.removed_at AS removedAt,
    label.class_id AS classId, label.source AS source, label.created_at AS createdAt,
    own.class_id AS readerClassId, who.name AS readerName, own.created_at AS readerAt, own.blind AS readerBlind,
    d.side, d.location_id AS locationId, d.size_mm AS sizeMm, d.size_basis AS sizeBasis, d.uncertain, d.note
  FROM findings f
  LEFT JOIN ${effectiveLabels} AS label ON label.finding_id = f.id
  LEFT JOIN labels own ON own.id = (
    SELECT max(l.id) FROM labels l WHERE l.finding_id = f.id AND l.source = 'reader'
  )
  LEFT JOIN users who ON who.id = own.created_by
  LEFT JOIN finding_details d ON d.finding_id = f.id`;

interface FrameRow {
  findingId: string;
  frameId: string;
  segmentId: string | null;
  view: FindingFrame['view'];
}

/** Where findings are seen, those set aside too, in the order of the study. */
const frameRows = `
  SELECT ff.finding_id AS findingId, ff.frame_id AS frameId, ff.segment_id AS segmentId, ff.view
  FROM (SELECT * FROM finding_frames UNION ALL SELECT * FROM removed_finding_frames) ff
  JOIN findings f ON f.id = ff.finding_id JOIN frames fr ON fr.id = ff.frame_id
  JOIN series se ON se.id = fr.series_id`;

/** A study's findings by number, those that were set aside too. */
export function readFindings(db: ReadableDb, studyId: StudyId): FindingSummary[] {
  return summaries(db, 'f.study_id = ?', studyId);
}

export function readFinding(db: ReadableDb, findingId: FindingId): FindingSummary | undefined {
  return summaries(db, 'f.id = ?', findingId)[0];
}

function summaries(db: ReadableDb, condition: string, id: StudyId | FindingId): FindingSummary[] {
  const frames = Map.groupBy(
    db.all<FrameRow>(`${frameRows} WHERE ${condition} ORDER BY se.number, fr.position`, [id]),
    (row) => row.findingId,
  );
  const components = readComponents(db, condition, id);
  const results = readLaboratoryResults(db, condition, id);
  return db
    .all<FindingRow>(`${findingRows} WHERE ${condition} ORDER BY f.number`, [id])
    .map((row): FindingSummary => {
      const findingId = FindingId.parse(row.id);
      return {
        id: findingId,
        number: row.number,
        scope: row.scope,
        schemaId: SchemaId.parse(row.schemaId),
        frames: (frames.get(row.id) ?? []).map(toFrame),
        label:
          row.classId === null
            ? null
            : { classId: ClassId.parse(row.classId), source: row.source, createdAt: row.createdAt },
        reader:
          row.readerClassId === null
            ? null
            : {
                classId: ClassId.parse(row.readerClassId),
                source: 'reader',
                createdAt: row.readerAt,
                by: row.readerName,
                blind: row.readerBlind === null ? null : row.readerBlind === 1,
              },
        details: {
          side: row.side,
          locationId: row.locationId === null ? null : LocationId.parse(row.locationId),
          size: row.sizeMm === null ? null : { mm: row.sizeMm, basis: row.sizeBasis },
          uncertain: row.uncertain === 1,
          note: row.note ?? '',
          components: components.get(findingId) ?? [],
        },
        laboratory: results.get(findingId) ?? null,
        revision: row.revision,
        removed: row.removedAt !== null,
      };
    });
}

const toFrame = (row: FrameRow): FindingFrame => ({
  frameId: FrameId.parse(row.frameId),
  segmentId: row.segmentId === null ? null : SegmentId.parse(row.segmentId),
  view: row.view,
});

export function studyOfFinding(db: ReadableDb, findingId: FindingId): StudyId | undefined {
  return db.get<{ studyId: StudyId }>('SELECT study_id AS studyId FROM findings WHERE id = ?', [findingId])
    ?.studyId;
}

export interface NewFinding {
  readonly studyId: StudyId;
  readonly schemaId: SchemaId;
  /** Where it is seen; with a segment on any of them it is a finding of a region, otherwise of whole frames. */
  readonly frames: readonly {
    readonly frameId: FrameId;
    readonly segmentId: SegmentId | null;
    readonly view?: FindingFrame['view'];
  }[];
}

/** Writes a finding under the study's next number, with its event. Call it in a transaction. */
export function insertFinding(db: WritableDb, userId: UserId, finding: NewFinding): FindingId {
  const id = FindingId.parse(newId());
  db.run(
    `INSERT INTO findings (id, study_id, scope, schema_id, number, created_at)
     VALUES (:id, :studyId, :scope, :schemaId, coalesce((
       SELECT number FROM findings WHERE study_id = :studyId ORDER BY number DESC LIMIT 1
     ), 0) + 1, :at)`,
    {
      id,
      studyId: finding.studyId,
      scope: finding.frames.some(({ segmentId }) => segmentId !== null) ? 'region' : 'frame',
      schemaId: finding.schemaId,
      at: new Date().toISOString(),
    },
  );
  for (const { frameId, segmentId, view } of finding.frames) {
    db.run('INSERT INTO finding_frames (finding_id, frame_id, segment_id, view) VALUES (?, ?, ?, ?)', [
      id,
      frameId,
      segmentId,
      view ?? null,
    ]);
  }
  recordEvent(db, userId, { kind: 'finding.added', subjectKind: 'finding', subjectId: id });
  return id;
}

/** A finding is no longer as it was seen. Call it in the transaction of the change. */
export function countRevision(db: WritableDb, findingId: FindingId): void {
  db.run('UPDATE findings SET revision = revision + 1 WHERE id = ?', [findingId]);
}

/** Adds an opinion, with its event; a null class takes the source's former one back. Call it in a transaction. */
export function insertLabel(
  db: WritableDb,
  userId: UserId,
  label: {
    readonly findingId: FindingId;
    readonly classId: ClassId | null;
    readonly source: LabelSource;
    /** Whether no prediction was in sight; null: not known. */
    readonly blind?: boolean | null;
  },
): LabelId {
  const id = LabelId.parse(newId());
  const blind = label.blind ?? null;
  db.run(
    `INSERT INTO labels (id, finding_id, class_id, source, blind, created_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      label.findingId,
      label.classId,
      label.source,
      blind === null ? null : Number(blind),
      userId,
      new Date().toISOString(),
    ],
  );
  recordEvent(db, userId, {
    kind: label.classId === null ? 'label.taken-back' : 'label.given',
    subjectKind: 'finding',
    subjectId: label.findingId,
    detail: { class: label.classId, source: label.source },
  });
  countRevision(db, label.findingId);
  return id;
}
