import { z } from 'zod';
import { AbstentionReason } from '../domain/findingWords.ts';
import {
  AdapterId,
  ClassId,
  FindingId,
  FrameId,
  JobId,
  MaskVersionId,
  PredictionId,
  SchemaId,
  StudyId,
} from '../domain/ids.ts';
import { Instant, procedure, Unit } from './procedure.ts';

/** What a probability rests on; never shown without it. */
export const Calibration = z.object({
  /** Validation cases the temperature was fitted on; 0: not calibrated here. */
  cases: z.int(),
  temperature: z.number(),
  /** Expected calibration error on the run's test cases after the temperature; null: not measured. */
  ece: Unit.nullable(),
  testCases: z.int(),
});
export type Calibration = z.infer<typeof Calibration>;

export const staleReasons = ['frame', 'mask', 'adapter', 'backbone', 'preprocessing'] as const;

const ClassShares = z.array(z.object({ classId: ClassId, probability: Unit })).min(1);

/** Why the cases that a set rests on may flatter it. */
export const setCaveats = [
  'same-cases-chose-epoch',
  'same-cases-chose-temperature',
  'same-patients',
] as const;

/**
 * A split conformal set: the classes among which the right one is with at least the probability `level`, for cases like
 * those of the adapter's validation.
 */
export const PredictionSet = z.object({
  level: z.number(),
  /** Most probable first; the most probable one always belongs to it, which lowers no coverage. */
  classIds: z.array(ClassId).min(1),
  /** Whether the most probable class conforms as well as the right one did in `level` of the cases. */
  bestConforms: z.boolean(),
  /** The cases are too few for the level, so that the set has to hold every class. */
  everyClass: z.boolean(),
  /** Validation frames, or findings where the set is of a finding; and of how many patients. */
  cases: z.int(),
  patients: z.int(),
  caveats: z.array(z.enum(setCaveats)),
});
export type PredictionSet = z.infer<typeof PredictionSet>;

/** What the same network says of the same frame when it is shown something else than the mask. */
export const Contrast = z.object({
  /** What stands for no mask: an empty map, or, where the method has no answer to that, the whole frame as the finding. */
  withoutMask: z.enum(['empty-map', 'whole-frame']),
  without: ClassShares,
  /** With all that is marked hidden; null: next to nothing of the frame is left then. */
  background: ClassShares.nullable(),
  /**
   * A warning: the background alone is answered by the same class, with at least half of what the answer has above
   * chance, and more so than is usual for backgrounds of other classes.
   */
  backgroundSuffices: z.boolean(),
  /**
   * Of frames of other classes that the adapter knows, the share on which the background alone speaks less for this
   * class; from `backgroundLimit` on it is unusual. null: not known, or so few that nothing is made of it.
   */
  backgroundBeyond: Unit.nullable(),
  backgroundLimit: Unit,
  backgroundCases: z.int(),
});
export type Contrast = z.infer<typeof Contrast>;

/** How a frame compares with the training and validation frames of the adapter that answered. */
export const FrameCheck = z.object({
  reason: z.enum(['blur', 'exposure', 'out-of-distribution']),
  /** Share of those frames that are less blurred, less clipped or dark, nearer; null: it could not be measured. */
  beyond: Unit.nullable(),
  /** It abstains from this share on. */
  limit: Unit,
  cases: z.int(),
  /** So few cases that nothing is made of it. */
  tooFewCases: z.boolean(),
  abstains: z.boolean(),
});
export type FrameCheck = z.infer<typeof FrameCheck>;

/** Whether an answer should be withheld. The probabilities stay to be seen. */
export const FrameAbstention = z.object({
  /** Empty: nothing speaks against the answer. */
  reasons: z.array(AbstentionReason),
  checks: z.array(FrameCheck),
});
export type FrameAbstention = z.infer<typeof FrameAbstention>;

export const FindingAbstention = z.object({
  /** Those that hold for at least half of its frames, and `frames-disagree`. */
  reasons: z.array(AbstentionReason),
  /** Frames of which each reason holds. */
  frames: z.array(z.object({ reason: AbstentionReason, frames: z.int() })),
  /** Share of its frames whose most probable class is the finding's, and the share that is needed. */
  agreement: Unit,
  leastAgreement: Unit,
});
export type FindingAbstention = z.infer<typeof FindingAbstention>;

export const Prediction = z.object({
  id: PredictionId,
  findingId: FindingId,
  frameId: FrameId,
  maskVersionId: MaskVersionId.nullable(),
  adapterId: AdapterId,
  method: z.string(),
  backbone: z.string(),
  provider: z.string(),
  createdAt: Instant,
  /** Most probable first; they sum to 1. */
  classes: ClassShares,
  /** What has changed since; empty: current. */
  stale: z.array(z.enum(staleReasons)),
  /** null: not known, since the adapter has no validation cases or was made before they were kept. */
  set: PredictionSet.nullable().default(null),
  /** null: not computed; it never is where `maskVersionId` is null, since the method reads no mask then. */
  contrast: Contrast.nullable().default(null),
  /** null: not known, since the adapter or the prediction was made before this was kept. */
  abstention: FrameAbstention.nullable().default(null),
});
export type Prediction = z.infer<typeof Prediction>;

export const StudyPredictions = z.object({
  /** Schemas of findings for which an adapter is active: a mask that is being drawn can be asked about. */
  answering: z.array(SchemaId).default([]),
  calibration: Calibration.nullable(),
  /** One per finding and frame, the newest. */
  predictions: z.array(Prediction),
  /** Per finding: the mean of its frames' log-probabilities, renormalised. */
  findings: z.array(
    z.object({
      findingId: FindingId,
      frames: z.int(),
      classes: z.array(z.object({ classId: ClassId, probability: Unit })),
      /** Frames by their most probable class, most first. */
      votes: z.array(z.object({ classId: ClassId, frames: z.int() })).default([]),
      set: PredictionSet.nullable().default(null),
      /** null: not known for any of its frames, and they agree. */
      abstention: FindingAbstention.nullable().default(null),
      /**
       * Frames of which the background alone would be answered alike, of those that were asked; and those that were
       * answered through a mask and were not asked.
       */
      background: z
        .object({ suffices: z.int(), asked: z.int(), notComputed: z.int().default(0) })
        .default({ suffices: 0, asked: 0, notComputed: 0 }),
    }),
  ),
  /** Frames of findings that the active adapter cannot answer. */
  unanswered: z
    .array(z.object({ findingId: FindingId, frameId: FrameId, reason: z.literal('no-mask') }))
    .default([]),
});
export type StudyPredictions = z.infer<typeof StudyPredictions>;

/**
 * What POST /media/live/… answers: what the active adapter says of a finding on a frame under a mask that is not saved.
 * Nothing of it is kept; calibration and provider are part of it, so that it is never shown without them.
 */
export const LiveAnswer = z.object({
  /** Most probable first; they sum to 1. */
  classes: z.array(z.object({ classId: ClassId, probability: Unit })).min(1),
  temperature: z.number(),
  /** As `cases`, `ece` and `testCases` of `Calibration`. */
  calibrationCases: z.int(),
  ece: Unit.nullable(),
  testCases: z.int(),
  adapterId: AdapterId,
  provider: z.string(),
  set: PredictionSet.nullable().default(null),
  /** With ?contrast=1, where the method reads the mask. */
  contrast: Contrast.nullable().default(null),
  /** With ?contrast=1. */
  abstention: FrameAbstention.nullable().default(null),
  /** From the mask's last byte to the answer, in the host. */
  ms: z.number(),
});
export type LiveAnswer = z.infer<typeof LiveAnswer>;

/** A finding of a signed study that the adapter sees as like another one. */
export const SimilarFinding = z.object({
  findingId: FindingId,
  studyId: StudyId,
  /** Of its frames the one that is most alike. */
  frameId: FrameId,
  /** Cosine between features, −1 to 1; and 1 − it. */
  similarity: z.number(),
  distance: z.number(),
  /** The label that counts, and what the laboratory found; null: none. */
  labelClassId: ClassId.nullable(),
  laboratoryClassId: ClassId.nullable(),
});
export type SimilarFinding = z.infer<typeof SimilarFinding>;

export const SimilarFindings = z.object({
  /** By whose features they were compared; null: the finding has no prediction with features. */
  adapterId: AdapterId.nullable(),
  /** Findings of signed studies that were compared. */
  searched: z.int(),
  /** Most alike first. */
  findings: z.array(SimilarFinding),
});
export type SimilarFindings = z.infer<typeof SimilarFindings>;

/** What GET /media/saliency/… shows: both are scaled to 0…1 by their own maximum, so maps cannot be compared. */
export const saliencyKinds = ['rollout', 'gradient'] as const;

/** What a prediction job came to. */
export const PredictionReport = z.object({
  /** Frames of findings that were answered, and those whose prediction was still current. */
  predicted: z.int(),
  kept: z.int(),
  /** Of those that were answered through a mask now, those of which no contrasts were computed. */
  withoutContrast: z.int().default(0),
  skipped: z.array(
    z.object({ findingId: FindingId, frameId: FrameId, code: z.string(), message: z.string() }),
  ),
});
export type PredictionReport = z.infer<typeof PredictionReport>;

export const predictionsContract = {
  /** Every finding of the studies with the active adapter (or the one named); what already has a current prediction is kept. */
  start: procedure('predictions.run')
    .input(
      z.object({
        studyIds: z.array(StudyId).max(10_000).nullable(),
        adapterId: AdapterId.nullable().default(null),
        /**
         * Whether methods that read the mask also answer without it and to the background alone: three times the work,
         * or more. null: where so few frames are asked about that nobody waits for it.
         */
        contrast: z.boolean().nullable().default(null),
      }),
    )
    .output(z.object({ jobId: JobId })),
  /** Waits for the job's end. */
  report: procedure('studies.read')
    .input(z.object({ jobId: JobId }))
    .output(PredictionReport),
  ofStudy: procedure('studies.read')
    .input(z.object({ studyId: StudyId }))
    .output(StudyPredictions),
  /**
   * What the mask of a prediction does, where it was not computed with it: asked now, from the mask that the prediction
   * was made from, and kept with it. Of a signed study, or of a prediction that no longer stands, only what is kept.
   */
  contrast: procedure('predictions.run')
    .input(z.object({ predictionId: PredictionId }))
    .output(Contrast),
  /** Findings of signed studies of other patients that the adapter which answered sees as most like this one. */
  similar: procedure('studies.read')
    .input(z.object({ findingId: FindingId, limit: z.int().min(1).max(50).default(6) }))
    .output(SimilarFindings),
};
