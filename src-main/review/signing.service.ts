import { createHash } from 'node:crypto';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type { Readiness, Signatures, SignatureSummary } from '../../src-shared/contract/review.contract.ts';
import type { StudyDetail } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256, SignatureId } from '../../src-shared/domain/ids.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { canonicalReading, Reading } from '../../src-shared/domain/reading.ts';
import { newId } from '../db/newId.ts';
import { recordEvent } from '../events/events.ts';
import { sealOf } from '../events/signatures.ts';
import type { Foundations } from '../foundations.ts';
import { touchStudy } from '../studies/intake.queries.ts';
import { readLocations, readSchemas } from '../studies/schemas.queries.ts';
import { readState } from '../studies/studies.queries.ts';
import { assembleReading, patientDigest } from './assembleReading.ts';
import { concernsOf } from './readiness.ts';
import { readRemarks } from './remarks.queries.ts';
import { saysTheSame } from './sameReading.ts';
import * as queries from './signatures.queries.ts';

/** Readings become documents here: what was signed never changes, what comes after is a further version. */
export interface Signing {
  /** A reading as it was signed; null: as it is now. @throws LapidaryError `not-found`, `signature-changed` */
  reading(studyId: StudyId, version: number | null): Reading;
  /** @throws LapidaryError `not-found` */
  readiness(studyId: StudyId): Readiness;
  /**
   * Signs the reading that was seen.
   * @throws LapidaryError `not-found`, `study-signed`, `reading-changed`, `not-ready`, `signature-changed`
   */
  sign(studyId: StudyId, seen: Sha256, userId: UserId): SignatureSummary;
  /** Begun already: stays as it is, with its reason. @throws LapidaryError `not-found`, `not-signed`, `signature-changed` */
  amend(studyId: StudyId, reason: string, userId: UserId): Signatures;
  /** @throws LapidaryError `not-found`, `not-amending`, `amendment-changed` */
  withdrawAmendment(studyId: StudyId, userId: UserId): Signatures;
  /** @throws LapidaryError `not-found`, `signature-changed` */
  signatures(studyId: StudyId): Signatures;
}

type Ground = Pick<Foundations, 'db' | 'changes'> & {
  readonly software: string;
  readonly study: (studyId: StudyId) => StudyDetail;
  readonly predictions: (studyId: StudyId) => StudyPredictions;
  /** What the networks that answered may be used for. */
  readonly notice: (studyId: StudyId) => string;
};

export function createSigning({ db, changes, software, study, predictions, notice }: Ground): Signing {
  const current = (studyId: StudyId): Reading =>
    assembleReading({
      software,
      detail: study(studyId),
      predictions: predictions(studyId),
      schemas: readSchemas(db),
      locations: readLocations(db),
      maskDigests: queries.readMaskDigests(db, studyId),
      remarks: readRemarks(db, studyId),
      imported: queries.readImportedLabels(db, studyId),
      notice: notice(studyId),
      salt: queries.readSalt(db),
    });

  const summaryOf = (studyId: StudyId, row: queries.SignatureRow): SignatureSummary => ({
    version: row.version,
    signedBy: row.signedBy,
    signedAt: row.signedAt,
    reason: row.reason,
    sha256: row.sha256,
    patientCorrected:
      stored(row).study.patientDigest !== patientDigest(queries.readSalt(db), study(studyId).study.patient),
  });

  /** Nothing is signed on top of a signature that is not what it was. */
  const soundSignatures = (studyId: StudyId): queries.SignatureRow[] => {
    const rows = queries.readSignatures(db, studyId);
    for (const row of rows) stored(row);
    return rows;
  };

  const requireStudy = (studyId: StudyId): void => {
    if (readState(db, studyId) === undefined) throw missing('study');
  };

  const signatures = (studyId: StudyId): Signatures => {
    requireStudy(studyId);
    return {
      versions: queries.readSignatures(db, studyId).map((row) => summaryOf(studyId, row)),
      amendment: queries.readAmendment(db, studyId) ?? null,
    };
  };

  const tell = (studyId: StudyId): void => {
    for (const topic of ['signatures', 'study', 'studies'] as const) changes.announce({ topic, id: studyId });
  };

  return {
    reading(studyId, version) {
      if (version === null) return current(studyId);
      const row = queries.readSignatures(db, studyId).find((one) => one.version === version);
      if (row === undefined) throw missing('signed reading');
      return stored(row);
    },

    readiness(studyId) {
      const reading = current(studyId);
      return { sha256: digest(canonicalReading(reading)), concerns: concernsOf(reading) };
    },

    sign(studyId, seen, userId) {
      db.transaction(() => {
        const [last] = soundSignatures(studyId);
        const amendment = queries.readAmendment(db, studyId);
        if (last !== undefined && amendment === undefined) throw alreadySigned();
        const reading = current(studyId);
        const text = canonicalReading(reading);
        const sha256 = digest(text);
        if (sha256 !== seen) throw readingChanged();
        const hindering = concernsOf(reading).find(({ hinders }) => hinders);
        if (hindering !== undefined) throw notReady(hindering.findings);
        const version = (last?.version ?? 0) + 1;
        const signature = {
          studyId,
          version,
          sha256,
          reason: amendment?.reason ?? null,
          signedBy: userId,
          signedAt: new Date().toISOString(),
        };
        queries.writeSignature(db, { ...signature, id: SignatureId.parse(newId()), reading: text });
        touchStudy(db, studyId);
        recordEvent(db, userId, {
          kind: version === 1 ? 'study.signed' : 'study.amended',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { version, reading: sha256, seal: sealOf(signature) },
        });
      });
      tell(studyId);
      const [signed] = signatures(studyId).versions;
      if (signed === undefined) throw missing('signature');
      return signed;
    },

    amend(studyId, reason, userId) {
      db.transaction(() => {
        requireStudy(studyId);
        const [last] = soundSignatures(studyId);
        if (last === undefined) {
          throw new LapidaryError(
            'not-signed',
            'This study is not signed, so there is nothing to amend.',
            'Change the reading as it is, then sign it.',
          );
        }
        if (queries.readAmendment(db, studyId) !== undefined) return;
        queries.writeAmendment(db, userId, studyId, reason);
        touchStudy(db, studyId);
        recordEvent(db, userId, {
          kind: 'amendment.begun',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { version: last.version },
        });
      });
      tell(studyId);
      return signatures(studyId);
    },

    withdrawAmendment(studyId, userId) {
      db.transaction(() => {
        const [last] = queries.readSignatures(db, studyId);
        if (last === undefined || queries.readAmendment(db, studyId) === undefined) {
          throw new LapidaryError('not-amending', 'No amendment of this study is open.', 'Reload the study.');
        }
        if (!saysTheSame(stored(last), current(studyId))) {
          throw new LapidaryError(
            'amendment-changed',
            'The reading is no longer what was signed.',
            'Undo what was changed, or sign the amendment.',
          );
        }
        queries.removeAmendment(db, studyId);
        recordEvent(db, userId, {
          kind: 'amendment.withdrawn',
          subjectKind: 'study',
          subjectId: studyId,
          detail: { version: last.version },
        });
      });
      tell(studyId);
      return signatures(studyId);
    },

    signatures,
  };
}

/** A signed reading is read back as what it was, or not at all. */
function stored({ reading, sha256, version }: queries.SignatureRow): Reading {
  const parsed = digest(reading) === sha256 ? Reading.safeParse(JSON.parse(reading)) : undefined;
  if (parsed?.success) return parsed.data;
  throw new LapidaryError(
    'signature-changed',
    `Version ${version} of this reading is not what was signed.`,
    'Run a check of the data folder (lapidary verify), and restore the folder from your last backup.',
  );
}

const digest = (text: string): Sha256 => Sha256.parse(createHash('sha256').update(text).digest('hex'));

function alreadySigned(): LapidaryError {
  return new LapidaryError(
    'study-signed',
    'This study is signed already.',
    'Begin an amendment, with the reason for it; the signed reading stays as it is.',
  );
}

function readingChanged(): LapidaryError {
  return new LapidaryError(
    'reading-changed',
    'The reading changed while it was about to be signed: in another window, or by a job that has just ended.',
    'Look at it as it is now, then sign.',
  );
}

function notReady(findings: readonly number[]): LapidaryError {
  return new LapidaryError(
    'not-ready',
    findings.length === 1
      ? `Nobody has said what finding ${findings.join()} is.`
      : `Nobody has said what findings ${findings.join(', ')} are.`,
    'Choose a class, mark it as uncertain, or set the finding aside.',
  );
}

function missing(what: string): LapidaryError {
  return new LapidaryError('not-found', `There is no such ${what}.`, 'Reload the study.');
}
