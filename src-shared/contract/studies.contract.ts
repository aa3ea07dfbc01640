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
  LocationId,
  SeriesId,
  Sha256,
  SiteId,
  SourceId,
  StudyId,
  UserId,
} from '../domain/ids.ts';
import { ComponentShare, LaboratoryMethod, Side, SizeBasis, StoneView } from '../domain/findingWords.ts';
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

/** What a reader marks a study with, for the worklist. */
export const StudyFlags = z.object({ urgent: z.boolean(), discuss: z.boolean(), teaching: z.boolean() });
export type StudyFlags = z.infer<typeof StudyFlags>;

export const StudySummary = z.object({
  id: StudyId,
  patient: PatientSummary.omit({ studies: true }),
  performedOn: Day.nullable(),
  description: z.string(),
  /** What the source calls the study: an accession number, a folder; identifying. */
  accession: z.string().nullable(),
  site: z.string().nullable(),
  state: z.enum(studyStates),
  /** Signed, and no amendment is open. */
  locked: z.boolean(),
  flags: StudyFlags,
  assignee: z.object({ id: UserId, name: z.string() }).nullable(),
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

export const StudyFilter = z.object({
  /** Any of these; empty: all. */
  states: z.array(z.enum(studyStates)).max(6).default([]),
  /** 'me': whoever is acting; null: whoever it is. */
  assignee: z
    .union([UserId, z.enum(['none', 'me'])])
    .nullable()
    .default(null),
  /** Any of these; empty: whether flagged or not. */
  flags: z.array(StudyFlags.keyof()).max(3).default([]),
  siteId: SiteId.nullable().default(null),
  /** First and last day of the study, both included. */
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  /** Only studies that are being amended. */
  openAmendment: z.boolean().default(false),
});
export type StudyFilter = z.infer<typeof StudyFilter>;

/**
 * 'attention': urgent ones, what was begun, what waits to be read, what waits for a model, what is signed; of these the
 * newest change first, as in 'changed'. 'date': the newest first, undated last. 'patient': by name, then those without
 * one by code.
 */
export const StudyOrder = z.enum(['attention', 'changed', 'date', 'patient']);
export type StudyOrder = z.infer<typeof StudyOrder>;

/** What the worklist shows, and in which order. */
export const StudyView = z.object({
  filter: StudyFilter.prefault({}),
  order: StudyOrder.default('attention'),
  reversed: z.boolean().default(false),
});
export type StudyView = z.infer<typeof StudyView>;

export const SavedFilter = z.object({ name: z.string().trim().min(1).max(60), view: StudyView });
export type SavedFilter = z.infer<typeof SavedFilter>;

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
export type LabelOpinion = z.infer<typeof LabelOpinion>;

/** One of the components of a mixed stone. */
export const Component = z.object({ classId: ClassId, share: ComponentShare });
export type Component = z.infer<typeof Component>;

/** What a reader says of a finding beside its class. */
export const FindingDetails = z.object({
  side: Side.nullable(),
  locationId: LocationId.nullable(),
  /** Largest diameter. */
  size: z.object({ mm: z.number().positive().lt(1000), basis: SizeBasis }).nullable(),
  /** The reader would not stand by the class. */
  uncertain: z.boolean(),
  note: z.string().max(4000),
  components: z.array(Component).max(20),
});
export type FindingDetails = z.infer<typeof FindingDetails>;

export const LaboratoryResult = z.object({
  /** What it mainly consists of. */
  classId: ClassId,
  method: LaboratoryMethod,
  reportedOn: Day.nullable(),
  components: z.array(Component).max(20),
  note: z.string().max(4000),
});
export type LaboratoryResult = z.infer<typeof LaboratoryResult>;

export const FindingFrame = z.object({
  frameId: FrameId,
  segmentId: SegmentId.nullable(),
  view: StoneView.nullable(),
});
export type FindingFrame = z.infer<typeof FindingFrame>;

export const FindingSummary = z.object({
  id: FindingId,
  number: z.int(),
  scope: z.enum(['frame', 'region']),
  schemaId: SchemaId,
  frames: z.array(FindingFrame),
  /** The opinion that counts: laboratory before reader before manifest, newest first; null: none. */
  label: LabelOpinion.nullable(),
  /** The reader's own, whatever counts; null: none, or taken back. */
  reader: LabelOpinion.extend({ by: z.string(), blind: z.boolean().nullable() }).nullable(),
  details: FindingDetails,
  laboratory: LaboratoryResult.extend({ enteredBy: z.string(), enteredAt: Instant }).nullable(),
  /** Counts its changes: who changes it names the revision they saw. */
  revision: z.int(),
  /** Set aside: it counts for nothing, and can come back. */
  removed: z.boolean(),
});
export type FindingSummary = z.infer<typeof FindingSummary>;

export const StudyDetail = z.object({
  study: StudySummary,
  frames: z.array(FrameSummary),
  findings: z.array(FindingSummary),
  lastFrameId: FrameId.nullable(),
});
export type StudyDetail = z.infer<typeof StudyDetail>;

const FrameIds = z.array(FrameId).min(1).max(10_000);

export const EraseSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('patient'), id: PatientId }),
  z.object({ kind: z.literal('study'), id: StudyId }),
  /** Some frames of a study: all of the files they came in. */
  z.object({ kind: z.literal('frames'), id: StudyId, frameIds: FrameIds }),
]);
export type EraseSubject = z.infer<typeof EraseSubject>;

export const ErasePreview = z.object({
  studies: z.int(),
  frames: z.int(),
  masks: z.int(),
  findings: z.int(),
  /** Signed readings of them: gone for good, too. */
  signatures: z.int(),
  predictions: z.int(),
  /** Tuned on these cases, hence derived from them: erased too. */
  adapters: z.array(z.object({ id: AdapterId, method: z.string(), createdAt: Instant, active: z.boolean() })),
  /** Segmentation heads that learned from these masks: the same holds for them. */
  heads: z.array(z.object({ id: HeadId, name: z.string(), createdAt: Instant, active: z.boolean() })),
});
export type ErasePreview = z.infer<typeof ErasePreview>;

/** What depends on frames that are to be moved, or erased. */
export const FramesPreview = ErasePreview.extend({
  /** All that go: the frames of one file go together. */
  frameIds: FrameIds,
  /** Numbers of the findings that are on these frames alone, hence go with them. */
  leaving: z.array(z.int()),
  /** Of those that are on others too: they stay there, and lose these frames with what was predicted on them. */
  parted: z.array(z.int()),
  bookmarks: z.int(),
  comments: z.int(),
  /** Signed readings of the study that name these frames: they go on saying what was signed. */
  signed: z.int(),
});
export type FramesPreview = z.infer<typeof FramesPreview>;

/** An existing patient, or a new one. */
const PatientTarget = z.union([
  z.object({ patientId: PatientId }),
  z.object({
    name: z.string().max(200),
    number: z.string().max(64),
    birthDate: Day.nullable(),
  }),
]);

export const studiesContract = {
  /**
   * A page of the worklist. Every word of `search` has to occur in the patient's name, code or number, the accession
   * number, the date (2026-11-23, or as a language of the program writes it), the site, the description, or what is said
   * of the findings.
   */
  list: procedure('studies.read')
    .input(
      StudyView.extend({
        search: z.string().max(200).default(''),
        /** Of an earlier page's `next`; null: from the top. */
        cursor: z.string().max(2000).nullable().default(null),
        /** From the top, so many rows down: to jump. Nothing together with a cursor. */
        skip: z.int().min(0).max(10_000_000).default(0),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.object({
        studies: z.array(StudySummary),
        next: z.string().nullable(),
        /** How many there are in all; null: on pages after a cursor, where it is not counted again. */
        total: z.int().nullable().default(null),
      }),
    ),
  /** How many studies there are of each state, whatever states are asked for, and with an open amendment. */
  tally: procedure('studies.read')
    .input(StudyView.pick({ filter: true }).extend({ search: z.string().max(200).default('') }))
    .output(z.object({ states: z.record(z.enum(studyStates), z.int()), openAmendments: z.int() })),
  sites: procedure('studies.read').output(z.array(z.object({ id: SiteId, name: z.string() }))),
  /** Flags and who reads it; what is left out stays as it is. No change of the reading, hence also of signed studies. */
  mark: procedure('studies.edit')
    .input(
      z.object({
        studyId: StudyId,
        flags: StudyFlags.partial().optional(),
        assigneeId: UserId.nullable().optional(),
      }),
    )
    .output(StudySummary),
  edit: procedure('studies.edit')
    .input(
      z.object({
        studyId: StudyId,
        performedOn: Day.nullable(),
        description: z.string().trim().max(500),
        accession: z.string().trim().max(64).nullable(),
      }),
    )
    .output(StudySummary),
  savedFilters: procedure('studies.read').output(z.array(SavedFilter)),
  /** Takes the place of one of the same name, whatever its case. */
  saveFilter: procedure('studies.edit').input(SavedFilter).output(z.array(SavedFilter)),
  removeFilter: procedure('studies.edit')
    .input(z.object({ name: SavedFilter.shape.name }))
    .output(z.array(SavedFilter)),
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
        to: PatientTarget,
      }),
    )
    .output(z.object({ patientId: PatientId })),
  /** Frames of a study that is not signed, with the others of their files. */
  framesPreview: procedure('studies.read')
    .input(z.object({ studyId: StudyId, frameIds: FrameIds }))
    .output(FramesPreview),
  /**
   * Frames with their masks, remarks, and the findings that are on them alone, to another study, or to a new one of a
   * patient. Exactly those of the preview.
   */
  moveFrames: procedure('studies.edit')
    .input(
      z.object({
        studyId: StudyId,
        /** A place is taken where it is free there, as on the way back; null: at the end. */
        frames: z
          .array(z.object({ id: FrameId, position: z.int().min(0).nullable().default(null) }))
          .min(1)
          .max(10_000),
        to: z.union([z.object({ studyId: StudyId }), PatientTarget]),
        /** Removes the study that they leave, where nothing is left of it and nothing known. */
        removeEmpty: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        studyId: StudyId,
        patientId: PatientId,
        /** Whether the study was made for them. */
        made: z.boolean(),
      }),
    ),
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
