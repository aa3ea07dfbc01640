import { createHash } from 'node:crypto';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type { StudyDetail } from '../../src-shared/contract/studies.contract.ts';
import type { Preferences } from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256, type StudyId } from '../../src-shared/domain/ids.ts';
import { canonicalReading, type Reading } from '../../src-shared/domain/reading.ts';
import type { Foundations } from '../foundations.ts';
import type { Signing } from '../review/signing.service.ts';
import { readLabelMap } from '../studies/masks.queries.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { frameIsThere, readMaskColors, readSigningLink } from './export.queries.ts';
import type { ReportedReading, ReportSources } from './reportInput.ts';

type Ground = Pick<Foundations, 'db' | 'files'> & {
  readonly signing: Pick<Signing, 'reading' | 'signatures'>;
  readonly study: (studyId: StudyId) => StudyDetail;
  readonly predictions: (studyId: StudyId) => StudyPredictions;
  readonly preferences: () => Preferences;
};

/** Reports of what this workstation holds. */
export function createReportSources({
  db,
  files,
  signing,
  study,
  predictions,
  preferences,
}: Ground): ReportSources {
  return {
    reading(studyId, version) {
      const reading = signing.reading(studyId, version);
      const { versions, amendment } = signing.signatures(studyId);
      const signed = versions.find((one) => one.version === version);
      return {
        reading,
        sha256: Sha256.parse(createHash('sha256').update(canonicalReading(reading)).digest('hex')),
        signature:
          signed === undefined
            ? null
            : { ...signed, chain: readSigningLink(db, studyId, signed.version) ?? null },
        versions,
        amendment,
        laterLaboratory:
          signed === undefined ? [] : laterThan(signed.signedAt, reading, signing.reading(studyId, null)),
      };
    },
    study: (studyId) => study(studyId).study,
    preferences,
    async frame({ id, sha256 }) {
      if (!frameIsThere(db, id, sha256)) return null;
      try {
        return await files.frames.get(sha256);
      } catch (error) {
        if (error instanceof LapidaryError && error.code === 'file-missing') return null;
        throw error;
      }
    },
    mask(maskVersionId) {
      const stored = readLabelMap(db, maskVersionId);
      return stored === undefined ? null : { bytes: stored.bytes, colors: readMaskColors(db, maskVersionId) };
    },
    framePredictions: (studyId) => ({
      detail: study(studyId),
      predictions: predictions(studyId),
      schemas: readSchemas(db),
    }),
  };
}

/** What the laboratory says now of the findings that were signed, where it said it after the signature. */
function laterThan(signedAt: string, signed: Reading, now: Reading): ReportedReading['laterLaboratory'] {
  const ids = new Set<string>(signed.findings.map(({ id }) => id));
  return now.findings.flatMap(({ id, number, laboratory }) =>
    laboratory !== null && laboratory.at > signedAt && ids.has(id)
      ? [{ finding: number, result: laboratory }]
      : [],
  );
}
