import type {
  FindingId,
  MaskVersionId,
  Sha256,
  SignatureId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { ImportedLabel } from './assembleReading.ts';

export interface SignatureRow {
  readonly version: number;
  readonly reading: string;
  readonly sha256: Sha256;
  readonly reason: string | null;
  readonly signedBy: string;
  readonly signedAt: string;
}

/** Newest first. */
export function readSignatures(db: ReadableDb, studyId: StudyId): SignatureRow[] {
  return db.all<SignatureRow>(
    `SELECT s.version, s.reading, s.sha256, s.reason, u.name AS signedBy, s.signed_at AS signedAt
     FROM signatures s JOIN users u ON u.id = s.signed_by WHERE s.study_id = ? ORDER BY s.version DESC`,
    [studyId],
  );
}

export interface NewSignature {
  readonly id: SignatureId;
  readonly studyId: StudyId;
  readonly version: number;
  readonly reading: string;
  readonly sha256: string;
  readonly reason: string | null;
  readonly signedBy: UserId;
  readonly signedAt: string;
}

/** Writes a signature, closes the amendment it ends, and locks the study. Call it in a transaction. */
export function writeSignature(db: WritableDb, signature: NewSignature): void {
  db.run(
    `INSERT INTO signatures (id, study_id, version, reading, sha256, reason, signed_by, signed_at)
     VALUES (:id, :studyId, :version, :reading, :sha256, :reason, :signedBy, :signedAt)`,
    { ...signature },
  );
  db.run('DELETE FROM amendments WHERE study_id = ?', [signature.studyId]);
  db.run('UPDATE studies SET state = ?, locked = 1 WHERE id = ?', [
    signature.version === 1 ? 'signed' : 'amended',
    signature.studyId,
  ]);
}

export interface AmendmentRow {
  readonly reason: string;
  readonly begunBy: string;
  readonly begunAt: string;
}

export function readAmendment(db: ReadableDb, studyId: StudyId): AmendmentRow | undefined {
  return db.get<AmendmentRow>(
    `SELECT a.reason, u.name AS begunBy, a.begun_at AS begunAt
     FROM amendments a JOIN users u ON u.id = a.begun_by WHERE a.study_id = ?`,
    [studyId],
  );
}

/** Opens a signed study. Call it in a transaction. */
export function writeAmendment(db: WritableDb, userId: UserId, studyId: StudyId, reason: string): void {
  db.run('UPDATE studies SET locked = 0 WHERE id = ?', [studyId]);
  db.run('INSERT INTO amendments (study_id, reason, begun_by, begun_at) VALUES (?, ?, ?, ?)', [
    studyId,
    reason,
    userId,
    new Date().toISOString(),
  ]);
}

/** Locks it again as it was. Call it in a transaction. */
export function removeAmendment(db: WritableDb, studyId: StudyId): void {
  db.run('DELETE FROM amendments WHERE study_id = ?', [studyId]);
  db.run('UPDATE studies SET locked = 1 WHERE id = ?', [studyId]);
}

/** The hashes of the masks that count now in a study. */
export function readMaskDigests(db: ReadableDb, studyId: StudyId): Map<MaskVersionId, Sha256> {
  const rows = db.all<{ id: MaskVersionId; sha256: Sha256 }>(
    `SELECT m.id, m.sha256 FROM current_masks c JOIN mask_versions m ON m.id = c.mask_version_id
     JOIN frames fr ON fr.id = c.frame_id JOIN series se ON se.id = fr.series_id WHERE se.study_id = ?`,
    [studyId],
  );
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** The label that came with each finding's frames; of several the newest that was not taken back, a manifest's first. */
export function readImportedLabels(db: ReadableDb, studyId: StudyId): Map<FindingId, ImportedLabel> {
  const rows = db.all<ImportedLabel & { readonly findingId: FindingId }>(
    `SELECT l.finding_id AS findingId, l.class_id AS classId, l.source, l.created_at AS createdAt
     FROM findings f JOIN labels l ON l.finding_id = f.id
     WHERE f.study_id = ? AND l.source IN ('manifest', 'synthetic') AND l.class_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM labels later
                       WHERE later.finding_id = f.id AND later.source = l.source AND later.id > l.id)
     ORDER BY l.source = 'manifest'`,
    [studyId],
  );
  return new Map(rows.map(({ findingId, ...label }) => [findingId, label]));
}

/** What patients' digests are made with. */
export function readSalt(db: ReadableDb): Uint8Array {
  const row = db.get<{ salt: Uint8Array }>('SELECT salt FROM import_salt');
  if (row) return row.salt;
  throw new Error('the database has no salt: it was not seeded');
}
