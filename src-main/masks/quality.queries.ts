import { FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { RunShape } from './runShape.ts';

/** Keeps what was measured of a version. Measured again, it is the same. */
export function insertShape(db: WritableDb, maskVersionId: MaskVersionId, shape: RunShape): void {
  db.run(
    `INSERT INTO mask_shapes (mask_version_id, components, smallest_pixels, holes, touches_border)
     SELECT id, ?, ?, ?, ? FROM mask_versions WHERE id = ?
     ON CONFLICT (mask_version_id) DO NOTHING`,
    [shape.components, shape.smallestPixels, shape.holes, shape.touchesBorder ? 1 : 0, maskVersionId],
  );
}

/** What is known of a frame's current mask. */
export interface QualityRow {
  readonly frameId: FrameId;
  readonly maskVersionId: MaskVersionId;
  readonly schemaId: string;
  readonly coverage: number;
  /** null: it was not measured yet. */
  readonly shape: RunShape | null;
  /** The proposal it is compared with; null: there is none. */
  readonly proposalId: string | null;
}

interface Row {
  frameId: string;
  maskVersionId: string;
  schemaId: string;
  coverage: number;
  components: number | null;
  smallestPixels: number | null;
  holes: number | null;
  touchesBorder: number | null;
  proposalId: string | null;
}

/** All frames of a study in their order. */
export function readFrameOrder(db: ReadableDb, studyId: StudyId): FrameId[] {
  return db
    .all<{ id: string }>(
      `SELECT fr.id FROM series se JOIN frames fr ON fr.series_id = se.id
       WHERE se.study_id = ? ORDER BY se.number, fr.position`,
      [studyId],
    )
    .map(({ id }) => FrameId.parse(id));
}

/**
 * Those of some frames that have a mask, in no order. Of a frame's proposals that were not rejected the one of the active
 * head counts, otherwise the newest.
 */
export function readQualityRows(db: ReadableDb, frameIds: readonly FrameId[]): QualityRow[] {
  return db
    .all<Row>(
      `SELECT c.frame_id AS frameId, m.id AS maskVersionId, m.schema_id AS schemaId, m.coverage, s.components,
         s.smallest_pixels AS smallestPixels, s.holes, s.touches_border AS touchesBorder,
         (SELECT p.id FROM mask_proposals p
          LEFT JOIN active_segmentation_heads a ON a.mask_schema_id = p.schema_id
          LEFT JOIN segmentation_heads h ON h.id = a.head_id
          WHERE p.frame_id = c.frame_id AND p.state <> 'rejected'
          ORDER BY h.sha256 IS p.source_sha256 DESC, p.created_at DESC, p.id DESC LIMIT 1) AS proposalId
       FROM current_masks c JOIN mask_versions m ON m.id = c.mask_version_id
       LEFT JOIN mask_shapes s ON s.mask_version_id = m.id
       WHERE c.frame_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(frameIds)],
    )
    .map(({ frameId, maskVersionId, schemaId, coverage, proposalId, ...shape }) => ({
      frameId: FrameId.parse(frameId),
      maskVersionId: MaskVersionId.parse(maskVersionId),
      schemaId,
      coverage,
      proposalId,
      shape:
        shape.components === null
          ? null
          : {
              components: shape.components,
              smallestPixels: shape.smallestPixels ?? 0,
              holes: shape.holes ?? 0,
              touchesBorder: shape.touchesBorder === 1,
            },
    }));
}

/** A proposal's label map (LRL1), its schema and the class of each value (JSON). */
export function readProposal(
  db: ReadableDb,
  proposalId: string,
): { readonly bytes: Uint8Array; readonly schemaId: string; readonly segments: string } | undefined {
  return db.get(
    'SELECT label_map AS bytes, schema_id AS schemaId, segments FROM mask_proposals WHERE id = ?',
    [proposalId],
  );
}

/** The class of each value of a mask version. */
export function readClassOfValue(db: ReadableDb, maskVersionId: MaskVersionId): Map<number, string> {
  const rows = db.all<{ value: number; classId: string }>(
    'SELECT value, class_id AS classId FROM mask_segments WHERE mask_version_id = ?',
    [maskVersionId],
  );
  return new Map(rows.map(({ value, classId }) => [value, classId]));
}
