import { z } from 'zod';

/**
 * Identifiers are UUIDv7 text (RFC 9562, section 5.7): sortable by creation time, unique without coordination.
 * Each kind is a brand of its own, so that a study's id cannot be passed where a frame's is wanted.
 */
function idOf<const Kind extends string>(kind: Kind) {
  return z.uuid({ version: 'v7', error: `not the identifier of a ${kind}` }).brand<Kind>();
}

export const PatientId = idOf('patient');
export type PatientId = z.infer<typeof PatientId>;
export const StudyId = idOf('study');
export type StudyId = z.infer<typeof StudyId>;
export const SeriesId = idOf('series');
export type SeriesId = z.infer<typeof SeriesId>;
export const SourceId = idOf('source');
export type SourceId = z.infer<typeof SourceId>;
export const FrameId = idOf('frame');
export type FrameId = z.infer<typeof FrameId>;
export const SiteId = idOf('site');
export type SiteId = z.infer<typeof SiteId>;
export const SchemaId = idOf('label schema');
export type SchemaId = z.infer<typeof SchemaId>;
export const ClassId = idOf('class');
export type ClassId = z.infer<typeof ClassId>;
export const MaskVersionId = idOf('mask version');
export type MaskVersionId = z.infer<typeof MaskVersionId>;
export const MaskStepId = idOf('mask step');
export type MaskStepId = z.infer<typeof MaskStepId>;
export const HeadId = idOf('segmentation head');
export type HeadId = z.infer<typeof HeadId>;
export const ProposalId = idOf('mask proposal');
export type ProposalId = z.infer<typeof ProposalId>;
export const SegmentId = idOf('segment');
export type SegmentId = z.infer<typeof SegmentId>;
export const FindingId = idOf('finding');
export type FindingId = z.infer<typeof FindingId>;
export const LocationId = idOf('location');
export type LocationId = z.infer<typeof LocationId>;
export const CommentId = idOf('comment');
export type CommentId = z.infer<typeof CommentId>;
export const SignatureId = idOf('signature');
export type SignatureId = z.infer<typeof SignatureId>;
export const LabelId = idOf('label');
export type LabelId = z.infer<typeof LabelId>;
export const CohortId = idOf('cohort');
export type CohortId = z.infer<typeof CohortId>;
export const SplitId = idOf('split');
export type SplitId = z.infer<typeof SplitId>;
export const ExperimentId = idOf('experiment');
export type ExperimentId = z.infer<typeof ExperimentId>;
export const RunId = idOf('tuning run');
export type RunId = z.infer<typeof RunId>;
export const AdapterId = idOf('adapter');
export type AdapterId = z.infer<typeof AdapterId>;
export const PredictionId = idOf('prediction');
export type PredictionId = z.infer<typeof PredictionId>;
export const JobId = idOf('job');
export type JobId = z.infer<typeof JobId>;
export const EventId = idOf('event');
export type EventId = z.infer<typeof EventId>;
export const UserId = idOf('user');
export type UserId = z.infer<typeof UserId>;

/** A sha-256 digest as 64 lower-case hexadecimal digits: the address of immutable bytes. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'not a sha-256 digest')
  .brand<'sha-256'>();
export type Sha256 = z.infer<typeof Sha256>;
