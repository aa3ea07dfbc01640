import { z } from 'zod';
import {
  AdapterId,
  ClassId,
  FindingId,
  FrameId,
  HeadId,
  MaskVersionId,
  PatientId,
  SchemaId,
  SegmentId,
  SeriesId,
  Sha256,
  SourceId,
  StudyId,
} from '../domain/ids.ts';
import { Day, Instant, procedure, Unit } from './procedure.ts';

export const studyStates = ['new', 'segmented', 'predicted', 'in-review', 'signed', 'amended'] as const;

export const PatientSummary = z.object({
  id: PatientId,
  /** Running code, not identifying. */
  code: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  birthDate: Day.nullable(),
  studies: z.int(),
});
export type PatientSummary = z.infer<typeof PatientSummary>;

export const StudySummary = z.object({
  id: StudyId,
  patient: PatientSummary.omit({ studies: true }),
  performedOn: Day.nullable(),
  description: z.string(),
  site: z.string().nullable(),
  state: z.enum(studyStates),
  frames: z.int(),
  masks: z.int(),
  /** Findings that a reader, a manifest or the laboratory has named, and all findings. */
  labelled: z.int(),
  findings: z.int(),
  updatedAt: Instant,
  /** The first frame's content hash, for a thumbnail. */
  cover: FrameId.nullable(),
});
export type StudySummary = z.infer<typeof StudySummary>;

export const FrameSource = z.object({
  id: SourceId,
  kind: z.enum(['file', 'video', 'dicom', 'synthetic']),
  sha256: Sha256,
  /** The file's own name; identifying, shown, never logged. */
  name: z.string().nullable(),
  index: z.int(),
  presentationTimeUs: z.int().nullable(),
});

export const SegmentSummary = z.object({
  id: SegmentId,
  value: z.int().min(1).max(255),
  classId: ClassId,
  pixels: z.int(),
});
export type SegmentSummary = z.infer<typeof SegmentSummary>;

export const MaskSummary = z.object({
  id: MaskVersionId,
  /** The version this one was drawn on, so that undo reaches back over restarts; null: the first. */
  parentId: MaskVersionId.nullable(),
  schemaId: SchemaId,
  origin: z.enum(['import', 'reader', 'model', 'synthetic']),
  /** What drew it: 'brush', 'import', …; of a model its hash and name (src-shared/domain/maskTool.ts). */
  tool: z.string(),
  coverage: Unit,
  /** The user's name. */
  createdBy: z.string(),
  createdAt: Instant,
  segments: z.array(SegmentSummary),
});
export type MaskSummary = z.infer<typeof MaskSummary>;

export const FrameSummary = z.object({
  id: FrameId,
  seriesId: SeriesId,
  position: z.int(),
  sha256: Sha256,
  width: z.int(),
  height: z.int(),
  source: FrameSource,
  mask: MaskSummary.nullable(),
});
export type FrameSummary = z.infer<typeof FrameSummary>;

export const LabelOpinion = z.object({
  classId: ClassId,
  source: z.enum(['reader', 'manifest', 'laboratory', 'synthetic']),
  createdAt: Instant,
});

export const FindingSummary = z.object({
  id: FindingId,
  number: z.int(),
  scope: z.enum(['frame', 'region']),
  schemaId: SchemaId,
  frames: z.array(z.object({ frameId: FrameId, segmentId: SegmentId.nullable() })),
  /** The opinion that counts: reader before laboratory before manifest, newest first; null: none. */
  label: LabelOpinion.nullable(),
});
export type FindingSummary = z.infer<typeof FindingSummary>;

export const StudyDetail = z.object({
  study: StudySummary,
  frames: z.array(FrameSummary),
  findings: z.array(FindingSummary),
  lastFrameId: FrameId.nullable(),
});
export type StudyDetail = z.infer<typeof StudyDetail>;

export const EraseSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patient'), id: PatientId }),
  z.object({ kind: z.literal('study'), id: StudyId }),
]);
export type EraseSubject = z.infer<typeof EraseSubject>;

export const ErasePreview = z.object({
  studies: z.int(),
  frames: z.int(),
  masks: z.int(),
  findings: z.int(),
  predictions: z.int(),
  /** Tuned on these cases, hence derived from them: erased too. */
  adapters: z.array(z.object({ id: AdapterId, method: z.string(), createdAt: Instant, active: z.boolean() })),
  /** Segmentation heads that learned from these masks: the same holds for them. */
  heads: z.array(z.object({ id: HeadId, name: z.string(), createdAt: Instant, active: z.boolean() })),
});
export type ErasePreview = z.infer<typeof ErasePreview>;

export const studiesContract = {
  /** Newest change first; `search` matches patient name, code and number, study date, site and description. */
  list: procedure('studies.read')
    .input(
      z.object({
        search: z.string().max(200).default(''),
        cursor: z.string().max(200).nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ studies: z.array(StudySummary), next: z.string().nullable() })),
  get: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(StudyDetail),
  /** Some frames as they are now, in their order, without the others; those of other studies are left out. */
  frames: procedure('studies.read')
    .input(z.object({ studyId: StudyId, frameIds: z.array(FrameId).min(1).max(1000) }))
    .output(z.object({ state: StudySummary.shape.state, frames: z.array(FrameSummary) })),
  patients: procedure('studies.read')
    .input(z.object({ search: z.string().max(200).default('') }))
    .output(z.array(PatientSummary)),
  /** Where the reader is, so that a restart returns there. */
  remember: procedure('studies.edit').input(z.object({ studyId: StudyId, frameId: FrameId })),
  /** To another patient: an existing one, or a new one. */
  move: procedure('studies.edit')
    .input(
      z.object({
        studyId: StudyId,
        to: z.union([
          z.object({ patientId: PatientId }),
          z.object({
            name: z.string().max(200),
            number: z.string().max(64),
            birthDate: Day.nullable(),
          }),
        ]),
      }),
    )
    .output(z.object({ patientId: PatientId })),
  erasePreview: procedure('studies.read').input(EraseSubject).output(ErasePreview),
  /** `adapters` and `heads` must name exactly those of the preview: what is lost was seen. */
  erase: procedure('studies.erase')
    .input(
      z.object({
        subject: EraseSubject,
        adapters: z.array(AdapterId),
        heads: z.array(HeadId).default([]),
      }),
    )
    .output(ErasePreview),
};
