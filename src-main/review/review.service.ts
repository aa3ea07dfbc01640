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
import type { Foundations } from '../foundations.ts';
import { insertFinding, insertLabel, readFinding, studyOfFinding } from '../studies/findings.queries.ts';
import type { FindingSummary } from '../studies/findings.queries.ts';
import { touchStudy } from '../studies/intake.queries.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { readFrame } from '../studies/studies.queries.ts';

export interface Review {
  /** The reader's opinion; null takes it back. @throws LapidaryError `not-found`, `class-foreign` */
  label(findingId: FindingId, classId: ClassId | null, userId: UserId): FindingSummary;
  /** @throws LapidaryError `not-found`, `schema-missing`, `segment-foreign`, `finding-exists` */
  addFinding(finding: NewReaderFinding, userId: UserId): FindingSummary;
}

export interface NewReaderFinding {
  readonly studyId: StudyId;
  readonly schemaId: SchemaId;
  readonly frameId: FrameId;
  /** null: the whole frame */
  readonly segmentId: SegmentId | null;
}

export function createReview({ db, changes }: Pick<Foundations, 'db' | 'changes'>): Review {
  const require = (findingId: FindingId): FindingSummary => {
    const finding = readFinding(db, findingId);
    if (!finding) throw missing('finding');
    return finding;
  };

  return {
    label(findingId, classId, userId) {
      const { schemaId } = require(findingId);
      const schema = readSchemas(db, { id: schemaId })[0];
      if (classId !== null && !schema?.classes.some(({ id }) => id === classId)) {
        throw new LapidaryError(
          'class-foreign',
          'This class is not one of the finding’s label schema.',
          'Choose one of the classes offered for this finding.',
        );
      }
      const studyId = studyOfFinding(db, findingId);
      db.transaction(() => {
        insertLabel(db, userId, { findingId, classId, source: 'reader' });
        if (studyId) touchStudy(db, studyId);
      });
      changes.announce({ topic: 'labels', id: studyId ?? null });
      return require(findingId);
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
      if (
        segmentId !== null &&
        !db.get('SELECT 1 FROM segments WHERE id = ? AND frame_id = ?', [segmentId, frameId])
      ) {
        throw new LapidaryError(
          'segment-foreign',
          'This segment is not one of the frame.',
          'Save the mask first, then add the finding.',
        );
      }
      const findingId = db.transaction(() => {
        refuseSecond(schemaId, frameId, segmentId);
        const id = insertFinding(db, userId, { studyId, schemaId, frames: [{ frameId, segmentId }] });
        touchStudy(db, studyId);
        return id;
      });
      changes.announce({ topic: 'labels', id: studyId });
      return require(findingId);
    },
  };

  function refuseSecond(schemaId: SchemaId, frameId: FrameId, segmentId: SegmentId | null): void {
    const there = db.get(
      `SELECT 1 FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id
       WHERE ff.frame_id = ? AND ff.segment_id IS ? AND f.schema_id = ?`,
      [frameId, segmentId, schemaId],
    );
    if (!there) return;
    throw new LapidaryError(
      'finding-exists',
      segmentId === null
        ? 'The whole frame already is a finding of this label schema.'
        : 'This segment already is a finding of this label schema.',
      'Label that finding instead.',
    );
  }
}

function missing(what: string): LapidaryError {
  return new LapidaryError('not-found', `This ${what} is not in the database.`, 'Reload the study.');
}
