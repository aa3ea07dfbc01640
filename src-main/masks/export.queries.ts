import { ClassId, FrameId, MaskVersionId, SchemaId, SegmentId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';

/** A frame with a mask. */
export interface ExportFrame {
  readonly id: FrameId;
  /** Its place in the study, from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly maskVersionId: MaskVersionId;
  readonly schemaId: SchemaId;
  /** Share of the frame that is not background. */
  readonly coverage: number;
}

/** A study's frames with masks, as the masks are now, in their order. */
export function readExportFrames(db: ReadableDb, studyId: StudyId): ExportFrame[] {
  return db
    .all<{
      id: string;
      number: number;
      width: number;
      height: number;
      maskVersionId: string | null;
      schemaId: string;
      coverage: number;
    }>(
      `SELECT fr.id, row_number() OVER (ORDER BY se.number, fr.position) AS number, fr.width, fr.height,
         c.mask_version_id AS maskVersionId, m.schema_id AS schemaId, m.coverage
       FROM series se JOIN frames fr ON fr.series_id = se.id
       LEFT JOIN current_masks c ON c.frame_id = fr.id LEFT JOIN mask_versions m ON m.id = c.mask_version_id
       WHERE se.study_id = ? ORDER BY se.number, fr.position`,
      [studyId],
    )
    .flatMap(({ id, maskVersionId, schemaId, ...row }) =>
      maskVersionId === null
        ? []
        : [
            {
              ...row,
              id: FrameId.parse(id),
              maskVersionId: MaskVersionId.parse(maskVersionId),
              schemaId: SchemaId.parse(schemaId),
            },
          ],
    );
}

export interface ExportSegment {
  readonly value: number;
  readonly segmentId: SegmentId;
  readonly classId: ClassId;
  readonly pixels: number;
}

export function readExportSegments(db: ReadableDb, maskVersionId: MaskVersionId): ExportSegment[] {
  return db
    .all<{ value: number; segmentId: string; classId: string; pixels: number }>(
      `SELECT value, segment_id AS segmentId, class_id AS classId, pixels FROM mask_segments
       WHERE mask_version_id = ? ORDER BY value`,
      [maskVersionId],
    )
    .map((row) => ({
      ...row,
      segmentId: SegmentId.parse(row.segmentId),
      classId: ClassId.parse(row.classId),
    }));
}
