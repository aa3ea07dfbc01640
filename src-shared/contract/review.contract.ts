import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { StoneView } from '../domain/findingWords.ts';
import {
  ClassId,
  CommentId,
  FindingId,
  FrameId,
  SchemaId,
  SegmentId,
  Sha256,
  StudyId,
} from '../domain/ids.ts';
import { ReadFrame, Reading } from '../domain/reading.ts';
import { Instant, procedure } from './procedure.ts';
import { SiteFigures, SiteFilter } from './siteFigures.ts';
import { FindingDetails, FindingFrame, FindingSummary, LaboratoryResult } from './studies.contract.ts';

/** Which finding is changed, as it was seen: a change since then is refused with `finding-changed`. */
const Seen = z.object({ findingId: FindingId, revision: z.int() });

/** What speaks against signing now, or should be known before. */
export const readinessConcerns = [
  'no-findings',
  'unread',
  'imported-only',
  'uncertain',
  'not-predicted',
  'stale',
  'abstained',
  'disagrees',
] as const;
export const Readiness = z.object({
  /** Of the reading as it is now: what is signed is what was seen. */
  sha256: Sha256,
  concerns: z.array(
    z.object({ concern: z.enum(readinessConcerns), findings: z.array(z.int()), hinders: z.boolean() }),
  ),
});
export type Readiness = z.infer<typeof Readiness>;

export const SignatureSummary = z.object({
  version: z.int().min(1),
  signedBy: z.string(),
  signedAt: Instant,
  /** Why the version before it was amended; null: the first. */
  reason: z.string().nullable(),
  sha256: Sha256,
  /** What identifies the patient has been corrected since. */
  patientCorrected: z.boolean(),
});
export type SignatureSummary = z.infer<typeof SignatureSummary>;

export const Signatures = z.object({
  /** Newest first. */
  versions: z.array(SignatureSummary),
  /** The amendment that is open; null: none. */
  amendment: z.object({ reason: z.string(), begunBy: z.string(), begunAt: Instant }).nullable(),
});
export type Signatures = z.infer<typeof Signatures>;

/** Something that was done to a study or its findings, as the chain of events holds it. */
export const RecordedEvent = z.object({
  position: z.int().min(1),
  at: Instant,
  by: z.string(),
  kind: z.string(),
  /** Of a finding: its number. */
  finding: z.int().nullable(),
  detail: z.record(z.string(), z.unknown()),
  sha256: Sha256,
});
export type RecordedEvent = z.infer<typeof RecordedEvent>;

const Said = ReadFrame.shape.comments.element;

/** What readers say of frames. */
export const Remarks = z.object({
  bookmarks: z.array(FrameId),
  /** In the order of the frames, of a frame oldest first. */
  comments: z.array(Said.extend({ id: CommentId, frameId: FrameId })),
});
export type Remarks = z.infer<typeof Remarks>;

const SecondOpinion = z.object({
  classId: ClassId,
  /** Whoever gave it would not stand by the class. */
  uncertain: z.boolean(),
  by: z.string(),
  at: Instant,
});

/** How findings stand for whoever asks: what they said on reading them again, and what others did. */
export const SecondReadings = z.array(
  z.object({
    findingId: FindingId,
    /** 'open': somebody else has read it; 'own': whoever asks has; 'unread': nobody has. */
    stands: z.enum(['open', 'own', 'unread']),
    own: SecondOpinion.nullable(),
    /** Oldest first. */
    others: z.array(SecondOpinion),
    /** How many of others are kept back until one's own is given. */
    keptBack: z.int(),
  }),
);
export type SecondReadings = z.infer<typeof SecondReadings>;

/** Windows that have a study open. */
export const Presence = z.object({ others: z.int().min(0) });
export type Presence = z.infer<typeof Presence>;

export const reviewContract = {
  /**
   * Says that a reader has opened the study, and then, as long as the stream is read, how many other windows have it
   * open.
   */
  attend: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(eventIterator(Presence)),
  /** The reader's opinion; null takes it back. Every call is kept, so undo is a call with the former value. */
  label: procedure('findings.label')
    .input(
      Seen.extend({
        classId: ClassId.nullable(),
        /** Whether no prediction of it was in sight; left out: not known. */
        blind: z.boolean().optional(),
        /** Changed along with it, so that one step back takes both. */
        uncertain: z.boolean().optional(),
      }),
    )
    .output(FindingSummary),
  /** What a reader says of it beside its class, as a whole. */
  describe: procedure('findings.label')
    .input(Seen.extend({ details: FindingDetails }))
    .output(FindingSummary),
  view: procedure('findings.label')
    .input(Seen.extend({ frameId: FrameId, view: StoneView.nullable() }))
    .output(FindingSummary),
  /** What the laboratory found, also after the signature; null takes it back. */
  laboratory: procedure('findings.label')
    .input(Seen.extend({ result: LaboratoryResult.nullable() }))
    .output(FindingSummary),
  addFinding: procedure('findings.label')
    .input(
      z.object({
        studyId: StudyId,
        schemaId: SchemaId,
        frameId: FrameId,
        segmentId: SegmentId.nullable(),
      }),
    )
    .output(FindingSummary),
  /**
   * Says of some findings of a study on which frames they are, and whether they count: merging, splitting, setting aside
   * and bringing back are all this, and so is the way back from each. A finding without an id is added.
   */
  arrange: procedure('findings.label')
    .input(
      z.object({
        studyId: StudyId,
        findings: z
          .array(
            z.object({
              findingId: FindingId.nullable(),
              /** Of one that is added: like this one. */
              like: FindingId.optional(),
              revision: z.int(),
              frames: z.array(FindingFrame).max(100_000),
              removed: z.boolean(),
            }),
          )
          .min(1)
          .max(200),
      }),
    )
    .output(z.array(FindingSummary)),
  remarks: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(Remarks),
  /** Also of a signed study. */
  bookmark: procedure('findings.label').input(z.object({ frameId: FrameId, marked: z.boolean() })),
  /** A new comment, or (with its id) what another one says from now on. */
  comment: procedure('findings.label')
    .input(
      z.object({
        commentId: CommentId.nullable(),
        frameId: FrameId,
        text: z.string().trim().min(1).max(2000),
        arrow: Said.shape.arrow,
      }),
    )
    .output(z.object({ commentId: CommentId })),
  removeComment: procedure('findings.label').input(z.object({ commentId: CommentId, removed: z.boolean() })),
  secondReadings: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(SecondReadings),
  /** A second opinion, which decides nothing; null takes it back. Refused with `own-reading` to who gave the label. */
  readAgain: procedure('findings.label')
    .input(z.object({ findingId: FindingId, classId: ClassId.nullable(), uncertain: z.boolean() }))
    .output(SecondReadings.element),
  /** How many cases there are, and how far prediction, readers and laboratory agree. */
  site: procedure('studies.read').input(SiteFilter).output(SiteFigures),
  readiness: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(Readiness),
  /** `sha256`: of the reading that was seen; if it has changed, nothing is signed. */
  sign: procedure('studies.sign')
    .input(z.object({ studyId: StudyId, sha256: Sha256 }))
    .output(SignatureSummary),
  /** Opens a signed study again; what was signed stays as it is. */
  amend: procedure('studies.sign')
    .input(z.object({ studyId: StudyId, reason: z.string().trim().min(3).max(1000) }))
    .output(Signatures),
  /** Closes an amendment that changed nothing. */
  withdrawAmendment: procedure('studies.sign')
    .input(z.object({ studyId: StudyId }))
    .output(Signatures),
  signatures: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(Signatures),
  /** A reading as it was signed; null: as it is now. */
  reading: procedure('studies.read')
    .input(z.object({ studyId: StudyId, version: z.int().min(1).nullable() }))
    .output(Reading),
  /** What was done to a study, newest first. */
  events: procedure('studies.read')
    .input(z.object({ studyId: StudyId, before: z.int().nullable().default(null) }))
    .output(z.object({ events: z.array(RecordedEvent), more: z.boolean() })),
};
