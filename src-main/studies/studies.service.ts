import type { z } from 'zod';
import type { StudyDetail as DetailShape } from '../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FrameId, PatientId, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { createFrameMoves } from './frames.service.ts';
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
  writeLastFrame,
} from './studies.queries.ts';
import type { FrameRecord, FrameSummary, PatientSummary, StudySummary } from './studies.queries.ts';
import { createWorklist } from './worklist.service.ts';

export type StudyDetail = z.infer<typeof DetailShape>;

/** The worklist and what lies behind each of its rows. */
export type Studies = ReturnType<typeof createStudies>;

export function createStudies({ db, changes }: Pick<Foundations, 'db' | 'changes'>) {
  const require = (studyId: StudyId): StudySummary => {
    const study = readStudy(db, studyId);
    if (!study) throw missing('study');
    return study;
  };

  return {
    ...createWorklist({ db, changes }),
    ...createFrameMoves({ db, changes }),

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

function missing(what: 'study' | 'frame'): LapidaryError {
  return new LapidaryError(
    'not-found',
    `This ${what} is not in the database.`,
    'It may have been erased. Reload the worklist.',
  );
}
