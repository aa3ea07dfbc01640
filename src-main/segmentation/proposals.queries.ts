import { z } from 'zod';
import type { MaskProposal } from '../../src-shared/contract/segmentation.contract.ts';
import {
  ClassId,
  type FrameId,
  type MaskVersionId,
  type ProposalId,
  type SchemaId,
  type Sha256,
  type StudyId,
  type UserId,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { amongFrames } from '../studies/masks.queries.ts';
import type { FrameProposal, FrameProposer, FrameToPropose } from './frameProposer.ts';

const Segments = z.array(
  z.object({ value: z.int().min(1).max(255), classId: ClassId, confidence: z.number().min(0).max(1) }),
);

interface Row {
  readonly id: ProposalId;
  readonly frameId: FrameId;
  readonly studyId: StudyId;
  readonly schemaId: SchemaId;
  readonly state: MaskProposal['state'];
  readonly confidence: number;
  readonly segments: string;
  readonly kind: 'head' | 'model';
  readonly sha256: Sha256;
  readonly name: string;
  readonly createdAt: string;
}

/** A proposal, and the study it is of. */
export type StoredProposal = MaskProposal & { readonly studyId: StudyId };

/**
 * An accepted one counts as such while the frame's mask comes from its source: the current version, or one that it was
 * drawn on. Where an undo has led before that it is open again, where a redo leads back it is not.
 */
const stateNow = `
  CASE WHEN m.state <> 'accepted' OR EXISTS (
    WITH RECURSIVE line AS (
      SELECT v.id, v.parent_id, v.origin, v.tool
      FROM current_masks c JOIN mask_versions v ON v.id = c.mask_version_id WHERE c.frame_id = m.frame_id
      UNION ALL
      SELECT v.id, v.parent_id, v.origin, v.tool FROM line JOIN mask_versions v ON v.id = line.parent_id
    )
    SELECT 1 FROM line WHERE line.origin = 'model' AND substr(line.tool, 1, 65) = m.source_sha256 || ' '
  ) THEN m.state ELSE 'open' END`;

const proposals = `
  SELECT m.id, m.frame_id AS frameId, se.study_id AS studyId, m.schema_id AS schemaId, ${stateNow} AS state,
         m.confidence, m.segments,
         m.source_kind AS kind, m.source_sha256 AS sha256, m.source_name AS name, m.created_at AS createdAt
  FROM mask_proposals m JOIN frames fr ON fr.id = m.frame_id JOIN series se ON se.id = fr.series_id`;

function read({ segments, kind, sha256, name, ...row }: Row): StoredProposal {
  return { ...row, segments: Segments.parse(JSON.parse(segments)), source: { kind, sha256, name } };
}

/** @param frameIds null: of all frames */
export function proposalsOfStudy(
  db: ReadableDb,
  studyId: StudyId,
  frameIds: readonly FrameId[] | null,
): MaskProposal[] {
  const { condition, values } = amongFrames(studyId, frameIds);
  return db
    .all<Row>(`${proposals} WHERE ${condition} ORDER BY se.number, fr.position, m.id DESC`, values)
    .map(read);
}

export function proposalById(db: ReadableDb, id: ProposalId): StoredProposal | undefined {
  const row = db.get<Row>(`${proposals} WHERE m.id = ?`, [id]);
  return row && read(row);
}

/** LRL1 bytes. */
export function proposalBytes(db: ReadableDb, id: ProposalId): Uint8Array<ArrayBuffer> | undefined {
  return db.get<{ bytes: Uint8Array<ArrayBuffer> }>(
    'SELECT label_map AS bytes FROM mask_proposals WHERE id = ?',
    [id],
  )?.bytes;
}

export function setProposalState(db: WritableDb, id: ProposalId, state: MaskProposal['state']): void {
  db.run('UPDATE mask_proposals SET state = ? WHERE id = ?', [state, id]);
}

/** A later proposal of the same source takes the earlier one's place. */
export function insertProposal(
  db: WritableDb,
  id: ProposalId,
  frameId: FrameId,
  { sourceKind, sha256, name, schemaId }: Pick<FrameProposer, 'sourceKind' | 'sha256' | 'name' | 'schemaId'>,
  { labelMap, segments, confidence }: FrameProposal,
  userId: UserId,
): void {
  db.run('DELETE FROM mask_proposals WHERE frame_id = ? AND source_sha256 = ?', [frameId, sha256]);
  db.run(
    `INSERT INTO mask_proposals (id, frame_id, schema_id, source_kind, source_sha256, source_name, label_map, segments,
       confidence, state, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)`,
    [
      id,
      frameId,
      schemaId,
      sourceKind,
      sha256,
      name,
      labelMap,
      JSON.stringify(segments),
      confidence,
      userId,
      new Date().toISOString(),
    ],
  );
}

export function frameToPropose(db: ReadableDb, frameId: FrameId): FrameToPropose | undefined {
  return db.get<FrameToPropose>('SELECT id AS frameId, sha256, width, height FROM frames WHERE id = ?', [
    frameId,
  ]);
}

/** A frame, its study, and whether this source has proposed for it. */
export type FrameToSegment = FrameToPropose & { readonly studyId: StudyId; readonly has: 0 | 1 };

/**
 * The frames of studies in their order.
 * @param frameIds null: all of them
 * @param only `without-mask`: those whose current mask marks nothing, or that have none
 */
export function framesToSegment(
  db: ReadableDb,
  studyIds: readonly StudyId[],
  frameIds: readonly FrameId[] | null,
  only: 'without-mask' | 'all',
  source: Sha256,
): FrameToSegment[] {
  return db.all<FrameToSegment>(
    `SELECT fr.id AS frameId, fr.sha256, fr.width, fr.height, se.study_id AS studyId,
       EXISTS (SELECT 1 FROM mask_proposals p WHERE p.frame_id = fr.id AND p.source_sha256 = :source) AS has
     FROM frames fr JOIN series se ON se.id = fr.series_id JOIN studies st ON st.id = se.study_id
     LEFT JOIN current_masks c ON c.frame_id = fr.id LEFT JOIN mask_versions m ON m.id = c.mask_version_id
     WHERE st.id IN (SELECT value FROM json_each(:studies))
       AND (:frames IS NULL OR fr.id IN (SELECT value FROM json_each(:frames)))
       AND (:all = 1 OR m.id IS NULL OR m.coverage = 0)
     ORDER BY st.performed_on, st.id, se.number, fr.position`,
    {
      studies: JSON.stringify(studyIds),
      frames: frameIds === null ? null : JSON.stringify(frameIds),
      all: only === 'all' ? 1 : 0,
      source,
    },
  );
}

/** The label map and the segments of a frame's current mask. */
export function currentMask(
  db: ReadableDb,
  frameId: FrameId,
):
  | {
      readonly id: MaskVersionId;
      readonly bytes: Uint8Array;
      readonly segments: readonly { readonly value: number; readonly classId: ClassId }[];
    }
  | undefined {
  const mask = db.get<{ id: MaskVersionId; bytes: Uint8Array }>(
    `SELECT m.id, m.label_map AS bytes FROM current_masks c JOIN mask_versions m ON m.id = c.mask_version_id
     WHERE c.frame_id = ?`,
    [frameId],
  );
  if (mask === undefined) return undefined;
  const segments = db.all<{ value: number; classId: ClassId }>(
    'SELECT value, class_id AS classId FROM mask_segments WHERE mask_version_id = ? ORDER BY value',
    [mask.id],
  );
  return { ...mask, segments };
}
