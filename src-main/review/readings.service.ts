import type {
  FindingDetails,
  FindingSummary,
  LaboratoryResult,
} from '../../src-shared/contract/studies.contract.ts';
import type { StoneView } from '../../src-shared/domain/findingWords.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type {
  ClassId,
  FindingId,
  FrameId,
  SchemaId,
  SegmentId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import { signedStudy } from '../db/sqliteErrors.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import {
  countRevision,
  insertFinding,
  insertLabel,
  readFinding,
  studyOfFinding,
} from '../studies/findings.queries.ts';
import { markInReview, touchStudy } from '../studies/intake.queries.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { readFrame, readStudy } from '../studies/studies.queries.ts';
import * as queries from './findings.queries.ts';
import { findingChanged, missing } from './refusals.ts';

/** A finding as whoever changes it saw it. */
export interface Seen {
  readonly findingId: FindingId;
  readonly revision: number;
}

export interface GivenLabel extends Seen {
  /** null takes it back. */
  readonly classId: ClassId | null;
  readonly blind?: boolean | undefined;
  readonly uncertain?: boolean | undefined;
}

export interface NewReaderFinding {
  readonly studyId: StudyId;
  readonly schemaId: SchemaId;
  readonly frameId: FrameId;
  /** null: the whole frame */
  readonly segmentId: SegmentId | null;
}

/**
 * What readers and the laboratory say of findings. Every change names the revision that was seen.
 * All of it throws LapidaryError `not-found`, `finding-changed`, and `study-signed` where the study is.
 */
export interface Readings {
  /** @throws LapidaryError `class-foreign` */
  label(label: GivenLabel, userId: UserId): FindingSummary;
  /** @throws LapidaryError `class-foreign`, `location-foreign`, `shares-too-large` */
  describe(seen: Seen, details: FindingDetails, userId: UserId): FindingSummary;
  view(seen: Seen, frameId: FrameId, view: StoneView | null, userId: UserId): FindingSummary;
  /** Also of a signed study. @throws LapidaryError `class-foreign`, `shares-too-large` */
  laboratory(seen: Seen, result: LaboratoryResult | null, userId: UserId): FindingSummary;
  /** @throws LapidaryError `schema-missing`, `segment-foreign`, `finding-exists` */
  addFinding(finding: NewReaderFinding, userId: UserId): FindingSummary;
}

export function createReadings({ db, changes }: Pick<Foundations, 'db' | 'changes'>): Readings {
  /** Makes a change of a finding that is still as it was seen, and tells of it. */
  const change = (seen: Seen, make: (finding: FindingSummary, studyId: StudyId) => void): FindingSummary => {
    const studyId = studyOfFinding(db, seen.findingId);
    if (studyId === undefined) throw missing('finding');
    db.transaction(() => {
      const finding = requireFinding(seen.findingId);
      if (finding.revision !== seen.revision) throw findingChanged(finding.number);
      make(finding, studyId);
      markInReview(db, studyId);
      touchStudy(db, studyId);
    });
    changes.announce({ topic: 'labels', id: studyId });
    changes.announce({ topic: 'study', id: studyId });
    return requireFinding(seen.findingId);
  };

  const requireFinding = (findingId: FindingId): FindingSummary => {
    const finding = readFinding(db, findingId);
    if (!finding) throw missing('finding');
    return finding;
  };

  const recordDescribed = (userId: UserId, { id, details }: FindingSummary, now: FindingDetails): void => {
    recordEvent(db, userId, {
      kind: 'finding.described',
      subjectKind: 'finding',
      subjectId: id,
      detail: { changed: changedDetails(details, now) },
    });
  };

  const refuseForeign = (schemaId: SchemaId, classIds: readonly (ClassId | null)[]): void => {
    const schema = readSchemas(db, { id: schemaId })[0];
    const known = new Set(schema?.classes.map(({ id }) => id));
    if (classIds.every((id) => id === null || known.has(id))) return;
    throw new LapidaryError(
      'class-foreign',
      'This class is not one of the finding’s label schema.',
      'Choose one of the classes offered for this finding.',
    );
  };

  return {
    label({ classId, blind, uncertain, ...seen }, userId) {
      return change(seen, (finding, studyId) => {
        refuseForeign(finding.schemaId, [classId]);
        // Nothing may be written below that a signature would refuse by itself.
        if (readStudy(db, studyId)?.locked) throw signedStudy();
        // Whoever only doubts has given no further label.
        if (classId !== (finding.reader?.classId ?? null)) {
          insertLabel(db, userId, { findingId: finding.id, classId, source: 'reader', blind: blind ?? null });
        } else {
          countRevision(db, finding.id);
        }
        if (uncertain !== undefined && uncertain !== finding.details.uncertain) {
          const details = { ...finding.details, uncertain };
          queries.writeDetails(db, userId, finding.id, details);
          recordDescribed(userId, finding, details);
        }
      });
    },

    describe(seen, details, userId) {
      return change(seen, (finding) => {
        refuseForeign(
          finding.schemaId,
          details.components.map(({ classId }) => classId),
        );
        refuseShares(details.components);
        refuseLocation(details.locationId !== null && !queries.locationExists(db, details.locationId));
        queries.writeDetails(db, userId, finding.id, details);
        queries.writeComponents(db, finding.id, details.components);
        countRevision(db, finding.id);
        recordDescribed(userId, finding, details);
      });
    },

    view(seen, frameId, view, userId) {
      return change(seen, (finding) => {
        if (!queries.writeView(db, finding.id, frameId, view)) throw missing('finding on this frame');
        countRevision(db, finding.id);
        recordEvent(db, userId, {
          kind: 'finding.viewed-as',
          subjectKind: 'finding',
          subjectId: finding.id,
          detail: { frame: frameId, view },
        });
      });
    },

    laboratory(seen, result, userId) {
      return change(seen, (finding) => {
        refuseForeign(finding.schemaId, [
          result?.classId ?? null,
          ...(result?.components ?? []).map(({ classId }) => classId),
        ]);
        refuseShares(result?.components ?? []);
        queries.insertLaboratoryResult(db, userId, finding.id, result);
        insertLabel(db, userId, {
          findingId: finding.id,
          classId: result?.classId ?? null,
          source: 'laboratory',
        });
      });
    },

    addFinding({ studyId, schemaId, frameId, segmentId }, userId) {
      if (readFrame(db, frameId)?.studyId !== studyId) throw missing('frame');
      if (readSchemas(db, { kind: 'finding', id: schemaId }).length === 0) {
        throw new LapidaryError(
          'schema-missing',
          'There is no such label schema.',
          'Choose one from the list.',
        );
      }
      if (segmentId !== null && !queries.segmentIsOn(db, segmentId, frameId)) {
        throw new LapidaryError(
          'segment-foreign',
          'This segment is not one of the frame.',
          'Save the mask first, then add the finding.',
        );
      }
      const findingId = db.transaction(() => {
        if (queries.findingExists(db, schemaId, frameId, segmentId)) throw alreadyThere(segmentId);
        const id = insertFinding(db, userId, { studyId, schemaId, frames: [{ frameId, segmentId }] });
        markInReview(db, studyId);
        touchStudy(db, studyId);
        return id;
      });
      changes.announce({ topic: 'labels', id: studyId });
      changes.announce({ topic: 'study', id: studyId });
      return requireFinding(findingId);
    },
  };
}

/** Which of the details differ, by name: what a note says is nobody's business in a log. */
function changedDetails(before: FindingDetails, after: FindingDetails): string[] {
  const names = ['side', 'locationId', 'size', 'uncertain', 'note', 'components'] as const;
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function refuseShares(components: FindingDetails['components']): void {
  const ids = new Set(components.map(({ classId }) => classId));
  const sum = components.reduce((total, { share }) => total + (share ?? 0), 0);
  if (sum <= 100 && ids.size === components.length) return;
  throw new LapidaryError(
    'shares-too-large',
    sum > 100 ? `The components add up to ${sum} per cent.` : 'A component is named twice.',
    'Let each component stand once, and their shares add up to 100 per cent at most.',
  );
}

function refuseLocation(isForeign: boolean): void {
  if (!isForeign) return;
  throw new LapidaryError('location-foreign', 'There is no such location.', 'Choose one from the list.');
}

function alreadyThere(segmentId: SegmentId | null): LapidaryError {
  return new LapidaryError(
    'finding-exists',
    segmentId === null
      ? 'The whole frame already is a finding of this label schema.'
      : 'This segment already is a finding of this label schema.',
    'Label that finding instead.',
  );
}
