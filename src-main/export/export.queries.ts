import type { FrameId, MaskVersionId, Sha256, StudyId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';

/** Where the event of a signature stands in the chain. */
export function readSigningLink(
  db: ReadableDb,
  studyId: StudyId,
  version: number,
): { readonly position: number; readonly sha256: string } | undefined {
  return db.get(
    `SELECT c.position, c.sha256 FROM events e JOIN event_chain c ON c.event_id = e.id
     WHERE e.subject_kind = 'study' AND e.subject_id = :studyId AND e.kind IN ('study.signed', 'study.amended')
       AND json_extract(e.detail, '$.version') = :version
     ORDER BY c.position DESC LIMIT 1`,
    { studyId, version },
  );
}

/** Whether a frame is still in its study: another study may hold the same picture. */
export function frameIsThere(db: ReadableDb, frameId: FrameId, sha256: Sha256): boolean {
  return db.get('SELECT 1 FROM frames WHERE id = ? AND sha256 = ?', [frameId, sha256]) !== undefined;
}

/** The colours of a mask's segments, by their value in its label map. */
export function readMaskColors(db: ReadableDb, maskVersionId: MaskVersionId): Map<number, string> {
  const rows = db.all<{ value: number; color: string }>(
    `SELECT g.value, k.color FROM mask_segments g JOIN label_classes k ON k.id = g.class_id
     WHERE g.mask_version_id = ?`,
    [maskVersionId],
  );
  return new Map(rows.map(({ value, color }) => [value, color]));
}
