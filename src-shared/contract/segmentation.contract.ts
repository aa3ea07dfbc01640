import { z } from 'zod';
import {
  ClassId,
  FrameId,
  HeadId,
  JobId,
  MaskVersionId,
  PatientId,
  ProposalId,
  SchemaId,
  Sha256,
  StudyId,
} from '../domain/ids.ts';
import { Instant, procedure, Unit } from './procedure.ts';

/** How a segmentation head is trained. */
export const HeadTraining = z.object({
  learningRate: z.number().positive().max(1).default(0.003),
  weightDecay: z.number().min(0).max(1).default(0.05),
  epochs: z.int().min(1).max(2000).default(80),
  /** Few frames are shown more often, until there were so many steps. */
  leastSteps: z.int().min(0).max(100_000).default(400),
  batch: z.int().min(1).max(64).default(8),
  /** Fixed views of every frame (moved, turned, mirrored, in other light); 1: the plain frame alone. */
  views: z.int().min(1).max(64).default(8),
  /** Epochs without a better validation loss after which training ends. */
  patience: z.int().min(1).max(2000).default(30),
});
export type HeadTraining = z.infer<typeof HeadTraining>;

/** How well a head does on frames that it did not learn from. Every frame counts the same. */
export const SegmentationFigures = z.object({
  frames: z.int(),
  patients: z.int(),
  /** Of all that is not background: mean Dice coefficient and intersection over union. */
  dice: Unit,
  iou: Unit,
  /** Over the frames on which the class is, or was found; null where there is none. */
  classes: z.array(
    z.object({ code: z.string(), frames: z.int(), dice: Unit.nullable(), iou: Unit.nullable() }),
  ),
});
export type SegmentationFigures = z.infer<typeof SegmentationFigures>;

export const HeadFigures = z.object({
  /**
   * `patient`: no patient is in two parts. `image`: some frames are of nobody that the database knows, and each such
   * frame was divided as if it were of a patient of its own, so that figures may be too good.
   */
  split: z.enum(['patient', 'image']),
  train: z.object({ frames: z.int(), patients: z.int() }),
  validation: SegmentationFigures.nullable(),
  test: SegmentationFigures.nullable(),
  epochs: z.int(),
  bestEpoch: z.int(),
  /** Values trained. */
  parameters: z.int(),
  temperature: z.number(),
  seconds: z.number(),
  peakRssMb: z.number(),
});
export type HeadFigures = z.infer<typeof HeadFigures>;

/** What is said of a head that ships, measured by its developers and not at this site. */
export const ShippedHeadCard = z.object({
  figures: z.array(z.object({ name: z.string(), value: z.number(), note: z.string() })),
  data: z.string(),
  licence: z.string(),
  intendedUse: z.string(),
});
export type ShippedHeadCard = z.infer<typeof ShippedHeadCard>;

export const Head = z.object({
  /** null: the one that ships. */
  id: HeadId.nullable(),
  /** Of its file; null until it is trained. */
  sha256: Sha256.nullable(),
  name: z.string(),
  /** null: the shipped one's classes are in no mask schema here. */
  maskSchemaId: SchemaId.nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Whether it proposes masks of its schema unless another is named. */
  active: z.boolean(),
  classes: z.array(z.string()),
  backbone: z.object({ name: z.string(), sha256: Sha256, installed: z.boolean() }),
  jobId: JobId.nullable(),
  training: HeadTraining.nullable(),
  seed: z.int(),
  figures: HeadFigures.nullable(),
  card: ShippedHeadCard.optional(),
  provider: z.string().nullable(),
  createdAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type Head = z.infer<typeof Head>;

/** A head by its row, or a head or a model by the hash of its file; `active`: the head that its schema uses. */
export const ProposalSource = z.union([z.literal('active'), HeadId, Sha256]);
export type ProposalSource = z.infer<typeof ProposalSource>;

export const MaskProposal = z.object({
  id: ProposalId,
  frameId: FrameId,
  schemaId: SchemaId,
  /** 'accepted': while the frame's mask, or one that it was drawn on, comes from it; an undo before that opens it. */
  state: z.enum(['open', 'accepted', 'rejected']),
  /** Mean probability of what is proposed, over what is proposed; of background where that is nothing. */
  confidence: Unit,
  segments: z.array(z.object({ value: z.int(), classId: ClassId, confidence: Unit })),
  source: z.object({ kind: z.enum(['head', 'model']), sha256: Sha256, name: z.string() }),
  createdAt: Instant,
});
export type MaskProposal = z.infer<typeof MaskProposal>;

/** What a head could learn from in one mask schema: frames that have a mask of it now. */
export const HeadMaterial = z.object({
  schemaId: SchemaId,
  frames: z.int(),
  /** Known ones. */
  patients: z.int(),
  /** Of nobody that the database knows: each is divided as if it were of a patient of its own. */
  unknownFrames: z.int(),
  studies: z.array(
    z.object({ studyId: StudyId, patientId: PatientId, frames: z.int(), unknownFrames: z.int() }),
  ),
});
export type HeadMaterial = z.infer<typeof HeadMaterial>;

const proposalIds = z.array(ProposalId).min(1).max(10_000);
const left = z.array(z.object({ proposalId: ProposalId, code: z.string(), message: z.string() }));

/**
 * Masks that a segmentation head, or a model that the site brought, proposes. Pixels travel by URL:
 * GET /media/mask-proposals/<proposalId> answers LRL1 bytes (src-shared/domain/maskCodec.ts).
 */
export const segmentationContract = {
  /** Newest first, the shipped one last. */
  heads: procedure('studies.read').output(z.array(Head)),
  show: procedure('studies.read')
    .input(z.object({ headId: HeadId }))
    .output(Head),
  /** What there is to train on, for each mask schema that is used. */
  material: procedure('studies.read')
    .input(
      z.object({
        /** null: every study. */
        studyIds: z.array(StudyId).min(1).max(10_000).nullable().default(null),
      }),
    )
    .output(z.array(HeadMaterial)),
  /** Trains a head on the current masks of one schema; `head` follows its job. */
  train: procedure('segmentation.run')
    .input(
      z.object({
        name: z.string().trim().min(1).max(120),
        maskSchemaId: SchemaId,
        /** null: every study. */
        studyIds: z.array(StudyId).min(1).nullable().default(null),
        /** The frozen network; null: the one that new runs use. */
        backbone: Sha256.nullable().default(null),
        training: HeadTraining.prefault({}),
        testShare: z.number().min(0.05).max(0.5).default(0.2),
        seed: z.int().min(0).max(0xffffffff).default(1),
      }),
    )
    .output(z.object({ jobId: JobId, headId: HeadId })),
  /** null: back to the shipped one where it fits, else none. */
  activate: procedure('segmentation.run').input(
    z.object({ maskSchemaId: SchemaId, headId: HeadId.nullable() }),
  ),
  /** Its file as well; proposals that it made stay. */
  remove: procedure('segmentation.run').input(z.object({ headId: HeadId })),
  /** Proposes masks for the frames of studies; what a source has proposed before is kept. */
  propose: procedure('segmentation.run')
    .input(
      z.object({
        studyIds: z.array(StudyId).min(1).max(10_000),
        /** Left out: every frame of the studies. */
        frameIds: z.array(FrameId).min(1).max(10_000).optional(),
        source: ProposalSource.default('active'),
        /** Of `active`: whose head; null: the first schema that has one of the site's own, else the shipped one. */
        maskSchemaId: SchemaId.nullable().default(null),
        only: z.enum(['without-mask', 'all']).default('without-mask'),
      }),
    )
    .output(z.object({ jobId: JobId, source: MaskProposal.shape.source })),
  /** What a job of `propose` came to; waits for its end. */
  proposed: procedure('studies.read')
    .input(z.object({ jobId: JobId }))
    .output(
      z.object({
        proposed: z.int(),
        kept: z.int(),
        skipped: z.array(z.object({ frameId: FrameId, code: z.string(), message: z.string() })),
      }),
    ),
  /** In the order of the frames, of one frame the newest first. */
  proposals: procedure('studies.read')
    .input(
      z.object({
        studyId: StudyId,
        /** Left out: of every frame. */
        frameIds: z.array(FrameId).min(1).max(1000).optional(),
      }),
    )
    .output(z.array(MaskProposal)),
  /** Each becomes the next version of its frame's mask, one step of its study; what cannot is told and left open. */
  accept: procedure('masks.edit')
    .input(z.object({ proposalIds }))
    .output(
      z.object({
        accepted: z.array(
          z.object({ proposalId: ProposalId, frameId: FrameId, maskVersionId: MaskVersionId }),
        ),
        left,
      }),
    ),
  reject: procedure('masks.edit').input(z.object({ proposalIds })),
  /** Rejected or accepted ones are open again; masks stay as they are. */
  reopen: procedure('masks.edit').input(z.object({ proposalIds })),
};
