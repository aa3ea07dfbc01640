import type { SecondReadings } from '../../src-shared/contract/review.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, FindingId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { readSchemas } from '../studies/schemas.queries.ts';
import { readState } from '../studies/studies.queries.ts';
import * as queries from './secondReading.queries.ts';
import { missing } from './refusals.ts';

export interface GivenOpinion {
  readonly findingId: FindingId;
  /** null takes it back. */
  readonly classId: ClassId | null;
  readonly uncertain: boolean;
}

type OfFinding = SecondReadings[number];

/** A finding is read again by somebody else. What they say is kept beside the reading and decides nothing. */
export interface SecondReading {
  /**
   * How each finding that counts stands for `userId`. What others said on reading it again is kept back from whoever may
   * still do so.
   * @throws LapidaryError `not-found`
   */
  ofStudy(studyId: StudyId, userId: UserId): SecondReadings;
  /** Also of a signed study. @throws LapidaryError `not-found`, `not-read`, `own-reading`, `class-foreign` */
  give(opinion: GivenOpinion, userId: UserId): OfFinding;
}

export function createSecondReading({ db, changes }: Pick<Foundations, 'db' | 'changes'>): SecondReading {
  const ofStudy = (studyId: StudyId, userId: UserId): SecondReadings => {
    if (readState(db, studyId) === undefined) throw missing('study');
    const opinions = Map.groupBy(queries.opinionsOfStudy(db, studyId), ({ findingId }) => findingId);
    return queries
      .readingsOfStudy(db, studyId)
      .map((reading) => standing(reading, opinions.get(reading.findingId) ?? [], userId));
  };

  return {
    ofStudy,

    give({ findingId, classId, uncertain }, userId) {
      const reading = queries.readingOf(db, findingId);
      if (reading === undefined) throw missing('finding');
      const { studyId, number, schemaId, readerId } = reading;
      const now = (): OfFinding => {
        const found = ofStudy(studyId, userId).find((one) => one.findingId === findingId);
        if (found === undefined) throw missing('finding');
        return found;
      };
      const { own } = now();
      // An opinion that was given before the reading changed hands can still be taken back.
      const takesBack = classId === null && own !== null;
      if (!takesBack && readerId === null) throw notRead(number);
      if (!takesBack && readerId === userId) throw ownReading(number);
      if (
        classId !== null &&
        !readSchemas(db, { id: schemaId })[0]?.classes.some(({ id }) => id === classId)
      ) {
        throw new LapidaryError(
          'class-foreign',
          'This class is not one of the finding’s label schema.',
          'Choose one of the classes offered for this finding.',
        );
      }
      const isSame = own === null ? classId === null : own.classId === classId && own.uncertain === uncertain;
      if (isSame) return now();
      db.transaction(() => {
        queries.insertOpinion(db, userId, { findingId, classId, uncertain: classId !== null && uncertain });
        recordEvent(db, userId, {
          kind: classId === null ? 'finding.second-reading-taken-back' : 'finding.read-again',
          subjectKind: 'finding',
          subjectId: findingId,
          detail: classId === null ? {} : { class: classId, uncertain },
        });
      });
      changes.announce({ topic: 'labels', id: studyId });
      return now();
    },
  };
}

function standing(
  { findingId, classId, readerId }: queries.ReadOnce,
  opinions: readonly queries.OpinionRow[],
  userId: UserId,
): OfFinding {
  const said = ({ classId, uncertain, by, at }: queries.OpinionRow): OfFinding['others'][number] => ({
    classId,
    uncertain: uncertain === 1,
    by,
    at,
  });
  const own = opinions.find((one) => one.readerId === userId);
  const others = opinions.filter((one) => one !== own);
  const stands = classId === null ? 'unread' : readerId === userId ? 'own' : 'open';
  const kept = stands === 'open' && own === undefined;
  return {
    findingId,
    stands,
    own: own === undefined ? null : said(own),
    others: kept ? [] : others.map(said),
    keptBack: kept ? others.length : 0,
  };
}

function notRead(number: number): LapidaryError {
  return new LapidaryError(
    'not-read',
    `Nobody has read finding ${number} yet, so there is nothing to read again.`,
    'Leave the second reading, and label it.',
  );
}

function ownReading(number: number): LapidaryError {
  return new LapidaryError(
    'own-reading',
    `You have read finding ${number} yourself.`,
    'A second opinion is somebody else’s: let another reader take over, or change your label.',
  );
}
