import { newId } from '../db/newId.ts';
import type { z } from 'zod';
import type { MaskSummary as MaskShape } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FrameId, MaskVersionId, SchemaId, SegmentId } from '../../src-shared/domain/ids.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';
import { addressOf } from '../storage/contentStore.ts';

export type MaskSummary = z.infer<typeof MaskShape>;

interface MaskRow {
  id: string;
  frameId: string;
  parentId: string | null;
  schemaId: string;
  origin: MaskSummary['origin'];
  tool: string;
  coverage: number;
  createdBy: string;
  createdAt: string;
}

interface SegmentRow {
  maskVersionId: string;
  segmentId: string;
  value: number;
  classId: string;
  pixels: number;
}

const maskColumns = `
  SELECT m.id, m.frame_id AS frameId, m.parent_id AS parentId, m.schema_id AS schemaId, m.origin, m.tool, m.coverage,
         u.name AS createdBy, m.created_at AS createdAt
  FROM mask_versions m JOIN users u ON u.id = m.created_by`;
const segmentColumns = `
  SELECT g.mask_version_id AS maskVersionId, g.segment_id AS segmentId, g.value, g.class_id AS classId, g.pixels
  FROM mask_segments g`;

function toSummaries(rows: readonly MaskRow[], segments: readonly SegmentRow[]): MaskSummary[] {
  const of = Map.groupBy(segments, (row) => row.maskVersionId);
  return rows.map((row) => ({
    id: MaskVersionId.parse(row.id),
    parentId: row.parentId === null ? null : MaskVersionId.parse(row.parentId),
    schemaId: SchemaId.parse(row.schemaId),
    origin: row.origin,
    tool: row.tool,
    coverage: row.coverage,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    segments: (of.get(row.id) ?? []).map(({ segmentId, value, classId, pixels }) => ({
      id: SegmentId.parse(segmentId),
      value,
      classId: ClassId.parse(classId),
      pixels,
    })),
  }));
}

/**
 * A condition on frames `fr` of series `se`: of a study all (null), or some of them; and what its `?` stand for. Some are
 * found by what they are called, without a look at the others: the sign keeps SQLite from starting at the study.
 */
export function amongFrames(
  studyId: StudyId,
  frameIds: readonly FrameId[] | null,
): { readonly condition: string; readonly values: readonly string[] } {
  return frameIds === null
    ? { condition: 'se.study_id = ?', values: [studyId] }
    : {
        condition: '+se.study_id = ? AND fr.id IN (SELECT value FROM json_each(?))',
        values: [studyId, JSON.stringify(frameIds)],
      };
}

/**
 * The current mask of each of a study's frames that has one.
 * @param frameIds null: of all of them
 */
export function readCurrentMasks(
  db: ReadableDb,
  studyId: StudyId,
  frameIds: readonly FrameId[] | null = null,
): Map<FrameId, MaskSummary> {
  const { condition, values } = amongFrames(studyId, frameIds);
  const ofStudy = `(
    SELECT c.mask_version_id FROM current_masks c
    JOIN frames fr ON fr.id = c.frame_id JOIN series se ON se.id = fr.series_id WHERE ${condition})`;
  const rows = db.all<MaskRow>(`${maskColumns} WHERE m.id IN ${ofStudy}`, values);
  const segments = db.all<SegmentRow>(
    `${segmentColumns} WHERE g.mask_version_id IN ${ofStudy} ORDER BY g.value`,
    values,
  );
  const summaries = toSummaries(rows, segments);
  return new Map(summaries.map((summary, i) => [FrameId.parse(rows[i]?.frameId), summary] as const));
}

export function readMask(db: ReadableDb, maskVersionId: MaskVersionId): MaskSummary | undefined {
  const rows = db.all<MaskRow>(`${maskColumns} WHERE m.id = ?`, [maskVersionId]);
  const segments = db.all<SegmentRow>(`${segmentColumns} WHERE g.mask_version_id = ? ORDER BY g.value`, [
    maskVersionId,
  ]);
  return toSummaries(rows, segments)[0];
}

/** All versions of a frame's mask, newest first. */
export function readMaskHistory(db: ReadableDb, frameId: FrameId): MaskSummary[] {
  const rows = db.all<MaskRow>(`${maskColumns} WHERE m.frame_id = ? ORDER BY m.id DESC`, [frameId]);
  const segments = db.all<SegmentRow>(
    `${segmentColumns} JOIN mask_versions m ON m.id = g.mask_version_id WHERE m.frame_id = ? ORDER BY g.value`,
    [frameId],
  );
  return toSummaries(rows, segments);
}

/** The frame that a mask version is of. */
export function frameOfMask(db: ReadableDb, maskVersionId: MaskVersionId): FrameId | undefined {
  const row = db.get<{ id: string }>('SELECT frame_id AS id FROM mask_versions WHERE id = ?', [
    maskVersionId,
  ]);
  return row && FrameId.parse(row.id);
}

export function currentMaskOf(db: ReadableDb, frameId: FrameId): MaskVersionId | null {
  const row = db.get<{ id: string }>('SELECT mask_version_id AS id FROM current_masks WHERE frame_id = ?', [
    frameId,
  ]);
  return row ? MaskVersionId.parse(row.id) : null;
}

/** The stored label map as LRL1 bytes, and its hash. */
export function readLabelMap(
  db: ReadableDb,
  maskVersionId: MaskVersionId,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string } | undefined {
  return db.get('SELECT label_map AS bytes, sha256 FROM mask_versions WHERE id = ?', [maskVersionId]);
}

export interface NewMask {
  readonly frameId: FrameId;
  /** Segments keep their identity from the parent by value; a value that the parent lacks is a new segment. */
  readonly parentId: MaskVersionId | null;
  readonly schemaId: SchemaId;
  readonly origin: MaskSummary['origin'];
  readonly tool: string;
  readonly labelMap: LabelMap;
  /** The class of every value that occurs in the label map. */
  readonly classes: ReadonlyMap<number, ClassId>;
}

/** Stores a mask version and makes it the current one, with its event. Call it in a transaction. */
export function insertMask(db: WritableDb, userId: UserId, mask: NewMask): MaskSummary {
  const id = MaskVersionId.parse(newId());
  const { labels } = mask.labelMap;
  const pixels = new Uint32Array(256);
  for (const label of labels) pixels[label] = (pixels[label] ?? 0) + 1;
  const bytes = encodeLabelMap(mask.labelMap);
  db.run(
    `INSERT INTO mask_versions (id, frame_id, parent_id, schema_id, origin, tool, label_map, sha256, coverage, created_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      mask.frameId,
      mask.parentId,
      mask.schemaId,
      mask.origin,
      mask.tool,
      bytes,
      addressOf(bytes),
      (labels.length - (pixels[0] ?? 0)) / labels.length,
      userId,
      new Date().toISOString(),
    ],
  );
  const inherited = new Map(
    mask.parentId === null
      ? []
      : db
          .all<{ value: number; segmentId: string }>(
            'SELECT value, segment_id AS segmentId FROM mask_segments WHERE mask_version_id = ?',
            [mask.parentId],
          )
          .map(({ value, segmentId }) => [value, segmentId]),
  );
  for (let value = 1; value < 256; value++) {
    const count = pixels[value] ?? 0;
    if (count === 0) continue;
    const classId = mask.classes.get(value);
    if (!classId) throw new Error(`a label map uses the value ${value}, which has no class`);
    let segmentId = inherited.get(value);
    if (segmentId === undefined) {
      segmentId = newId();
      db.run('INSERT INTO segments (id, frame_id) VALUES (?, ?)', [segmentId, mask.frameId]);
    }
    db.run(
      'INSERT INTO mask_segments (mask_version_id, value, segment_id, class_id, pixels) VALUES (?, ?, ?, ?, ?)',
      [id, value, segmentId, classId, count],
    );
  }
  pointTo(db, mask.frameId, id);
  recordEvent(db, userId, {
    kind: 'mask.stored',
    subjectKind: 'frame',
    subjectId: mask.frameId,
    detail: { version: id, parent: mask.parentId, origin: mask.origin, tool: mask.tool },
  });
  const summary = readMask(db, id);
  if (!summary) throw new Error('a mask version is missing right after it was stored');
  return summary;
}

/** Makes a version (or none) the one that counts. */
export function pointTo(db: WritableDb, frameId: FrameId, maskVersionId: MaskVersionId | null): void {
  if (maskVersionId === null) {
    db.run('DELETE FROM current_masks WHERE frame_id = ?', [frameId]);
    return;
  }
  db.run(
    `INSERT INTO current_masks (frame_id, mask_version_id) VALUES (?, ?)
     ON CONFLICT (frame_id) DO UPDATE SET mask_version_id = excluded.mask_version_id`,
    [frameId, maskVersionId],
  );
}
