import { z } from 'zod';
import type { StudyDetail as DetailShape } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FrameId, PatientId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { readFindings } from './findings.queries.ts';
import { readCurrentMasks } from './masks.queries.ts';
import { moveStudy } from './move.queries.ts';
import type { MoveTarget } from './move.queries.ts';
import {
  readFrame,
  readFrames,
  readLastFrame,
  readPatients,
  readState,
  readStudy,
  readStudyPage,
  writeLastFrame,
} from './studies.queries.ts';
import type { FrameRecord, FrameSummary, PatientSummary, StudySummary } from './studies.queries.ts';

export type StudyDetail = z.infer<typeof DetailShape>;

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** The worklist and what lies behind each of its rows. */
export type Studies = ReturnType<typeof createStudies>;

export function createStudies({ db, changes }: Pick<Foundations, 'db' | 'changes'>) {
  const require = (studyId: StudyId): StudySummary => {
    const study = readStudy(db, studyId);
    if (!study) throw missing('study');
    return study;
  };

  return {
    /** @param cursor of an earlier page's `next`; null: from the top */
    list(input: { search: string; cursor: string | null; limit: number }): {
      studies: StudySummary[];
      next: string | null;
    } {
      const studies = readStudyPage(db, {
        search: input.search,
        after: decodeCursor(input.cursor),
        limit: input.limit,
      });
      const last = studies.at(-1);
      return {
        studies,
        next: last && studies.length === input.limit ? encodeCursor(last.updatedAt, last.id) : null,
      };
    },

    /** @throws LapidaryError `not-found` */
    get(studyId: StudyId): StudyDetail {
      const study = require(studyId);
      return {
        study,
        frames: readFrames(db, studyId, readCurrentMasks(db, studyId)),
        findings: readFindings(db, studyId),
        lastFrameId: readLastFrame(db, studyId),
      };
    },

    /** Some frames of a study, in their order. @throws LapidaryError `not-found` */
    frames(
      studyId: StudyId,
      frameIds: readonly FrameId[],
    ): { state: StudySummary['state']; frames: FrameSummary[] } {
      const state = readState(db, studyId);
      if (state === undefined) throw missing('study');
      const masks = readCurrentMasks(db, studyId, frameIds);
      return { state, frames: readFrames(db, studyId, masks, frameIds) };
    },

    patients: (search: string): PatientSummary[] => readPatients(db, search),

    /** @throws LapidaryError `not-found` */
    frame(frameId: FrameId): FrameRecord {
      const frame = readFrame(db, frameId);
      if (!frame) throw missing('frame');
      return frame;
    },

    /** Where the reader is; no event, since nothing about the case changes. */
    remember(studyId: StudyId, frameId: FrameId): void {
      const frame = readFrame(db, frameId);
      if (frame?.studyId !== studyId) throw missing('frame');
      writeLastFrame(db, studyId, frameId);
    },

    /** @throws LapidaryError `not-found`, `patient-exists`, `patient-unnamed` */
    move(studyId: StudyId, to: MoveTarget, userId: UserId): PatientId {
      const from = require(studyId).patient.id;
      const patientId = db.transaction(() => {
        const target = moveStudy(db, userId, studyId, from, to);
        if (target !== from) {
          recordEvent(db, userId, {
            kind: 'study.moved',
            subjectKind: 'study',
            subjectId: studyId,
            detail: { from, to: target },
          });
        }
        return target;
      });
      changes.announce({ topic: 'studies', id: null });
      changes.announce({ topic: 'study', id: studyId });
      return patientId;
    },
  };
}

const encodeCursor = (updatedAt: string, id: string): string =>
  Buffer.from(JSON.stringify([updatedAt, id])).toString('base64url');

function decodeCursor(cursor: string | null): { updatedAt: string; id: string } | null {
  if (cursor === null) return null;
  try {
    const [updatedAt, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { updatedAt, id };
  } catch (error) {
    throw new LapidaryError(
      'cursor-invalid',
      'This is not a place in the worklist.',
      'Reload the worklist.',
      {
        cause: error,
      },
    );
  }
}

function missing(what: 'study' | 'frame'): LapidaryError {
  return new LapidaryError(
    'not-found',
    `This ${what} is not in the database.`,
    'It may have been erased. Reload the worklist.',
  );
}
