import { implement } from '@orpc/server';
import { reviewContract } from '../../src-shared/contract/review.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { recordEvent } from '../events/events.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { readState } from '../studies/studies.queries.ts';
import type { ArrangeFindings } from './arrange.service.ts';
import type { Attendance } from './presence.ts';
import type { Readings } from './readings.service.ts';
import { readRecord } from './record.queries.ts';
import type { Remarks } from './remarks.service.ts';
import type { SecondReading } from './secondReading.service.ts';
import type { Signing } from './signing.service.ts';
import type { ReadSiteFigures } from './siteFigures.service.ts';

/** Events of a study that are told at a time. */
const recordPage = 100;

export interface Review {
  readonly readings: Readings;
  readonly arrange: ArrangeFindings;
  readonly signing: Signing;
  readonly remarks: Remarks;
  readonly attendance: Attendance;
  readonly secondReading: SecondReading;
  readonly siteFigures: ReadSiteFigures;
}

export function reviewRoutes(
  { readings, arrange, signing, remarks, attendance, secondReading, siteFigures }: Review,
  { db }: Pick<Foundations, 'db'>,
) {
  const os = implement(reviewContract).$context<{ caller: Caller }>();
  return os.router({
    attend: os.attend.handler(({ input: { studyId }, context, signal }) => {
      if (readState(db, studyId) === undefined) throw missing();
      recordEvent(db, context.caller.userId, {
        kind: 'study.viewed',
        subjectKind: 'study',
        subjectId: studyId,
      });
      return attendance.attend(studyId, signal);
    }),
    label: os.label.handler(({ input, context }) => readings.label(input, context.caller.userId)),
    describe: os.describe.handler(({ input: { details, ...seen }, context }) =>
      readings.describe(seen, details, context.caller.userId),
    ),
    view: os.view.handler(({ input: { frameId, view, ...seen }, context }) =>
      readings.view(seen, frameId, view, context.caller.userId),
    ),
    laboratory: os.laboratory.handler(({ input: { result, ...seen }, context }) =>
      readings.laboratory(seen, result, context.caller.userId),
    ),
    addFinding: os.addFinding.handler(({ input, context }) =>
      readings.addFinding(input, context.caller.userId),
    ),
    arrange: os.arrange.handler(({ input, context }) =>
      arrange(input.studyId, input.findings, context.caller.userId),
    ),
    remarks: os.remarks.handler(({ input }) => remarks.ofStudy(input.studyId)),
    bookmark: os.bookmark.handler(({ input, context }) =>
      remarks.bookmark(input.frameId, input.marked, context.caller.userId),
    ),
    comment: os.comment.handler(({ input, context }) => ({
      commentId: remarks.comment(input, context.caller.userId),
    })),
    removeComment: os.removeComment.handler(({ input, context }) =>
      remarks.remove(input.commentId, input.removed, context.caller.userId),
    ),
    secondReadings: os.secondReadings.handler(({ input, context }) =>
      secondReading.ofStudy(input.studyId, context.caller.userId),
    ),
    readAgain: os.readAgain.handler(({ input, context }) => secondReading.give(input, context.caller.userId)),
    site: os.site.handler(({ input }) => siteFigures(input)),
    readiness: os.readiness.handler(({ input }) => signing.readiness(input.studyId)),
    sign: os.sign.handler(({ input, context }) =>
      signing.sign(input.studyId, input.sha256, context.caller.userId),
    ),
    amend: os.amend.handler(({ input, context }) =>
      signing.amend(input.studyId, input.reason, context.caller.userId),
    ),
    withdrawAmendment: os.withdrawAmendment.handler(({ input, context }) =>
      signing.withdrawAmendment(input.studyId, context.caller.userId),
    ),
    signatures: os.signatures.handler(({ input }) => signing.signatures(input.studyId)),
    reading: os.reading.handler(({ input }) => signing.reading(input.studyId, input.version)),
    events: os.events.handler(({ input }) => {
      const events = readRecord(db, input.studyId, input.before, recordPage + 1);
      return { events: events.slice(0, recordPage), more: events.length > recordPage };
    }),
  });
}

function missing(): LapidaryError {
  return new LapidaryError('not-found', 'This study is not in the database.', 'Reload the worklist.');
}
