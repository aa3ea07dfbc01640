import { createHash } from 'node:crypto';
import type { ReadableDb } from '../db/database.ts';

/** Everything a signature says, the text that was signed by its hash. */
export interface SealedSignature {
  readonly studyId: string;
  readonly version: number;
  readonly sha256: string;
  readonly reason: string | null;
  readonly signedBy: string;
  readonly signedAt: string;
}

/** What the event of a signature names it by, so that the chain holds who signed what, when and why. */
export function sealOf({ studyId, version, sha256, reason, signedBy, signedAt }: SealedSignature): string {
  return sha256Of(JSON.stringify([studyId, version, sha256, reason, signedBy, signedAt]));
}

export interface SignatureProblem {
  readonly kind: 'signature-changed' | 'signature-unrecorded' | 'signature-missing';
  readonly where: string;
  readonly message: string;
}

const signedKinds = `('study.signed', 'study.amended')`;

/** Every signed reading against the hash it was signed under, and signatures against the events that record them. */
export function verifySignatures(db: ReadableDb): SignatureProblem[] {
  const problems: SignatureProblem[] = [];
  const signatures = db.each<SealedSignature & { id: string; reading: string; recorded: string | null }>(
    `SELECT s.id, s.study_id AS studyId, s.version, s.reading, s.sha256, s.reason, s.signed_by AS signedBy,
       s.signed_at AS signedAt,
       (SELECT json_extract(e.detail, '$.seal') FROM events e
        WHERE e.subject_id = s.study_id AND e.kind IN ${signedKinds}
          AND json_extract(e.detail, '$.version') = s.version ORDER BY e.rowid LIMIT 1) AS recorded
     FROM signatures s ORDER BY s.id`,
  );
  for (const { id, reading, recorded, ...signature } of signatures) {
    const where = `signature ${id}`;
    if (sha256Of(reading) !== signature.sha256) {
      problems.push({ kind: 'signature-changed', where, message: 'This reading is not what was signed.' });
    }
    if (recorded !== sealOf(signature)) {
      const message = 'No event records this signature as it is.';
      problems.push({ kind: 'signature-unrecorded', where, message });
    }
  }
  const missing = db.all<{ studyId: string; version: number }>(
    `SELECT s.id AS studyId, json_extract(e.detail, '$.version') AS version
     FROM events e JOIN studies s ON s.id = e.subject_id
     WHERE e.kind IN ${signedKinds} AND NOT EXISTS (
       SELECT 1 FROM signatures g WHERE g.study_id = s.id AND g.version = json_extract(e.detail, '$.version'))
     ORDER BY e.rowid`,
  );
  for (const { studyId, version } of missing) {
    const message = `Version ${version} of its reading was signed, and is gone.`;
    problems.push({ kind: 'signature-missing', where: `study ${studyId}`, message });
  }
  return problems;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
