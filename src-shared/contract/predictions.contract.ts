import { z } from 'zod';
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
  classes: z.array(z.object({ classId: ClassId, probability: Unit })).min(1),
  /** What has changed since; empty: current. */
  stale: z.array(z.enum(staleReasons)),
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
    }),
  ),
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
  /** From the mask's last byte to the answer, in the host. */
  ms: z.number(),
});
export type LiveAnswer = z.infer<typeof LiveAnswer>;

/** What a prediction job came to. */
export const PredictionReport = z.object({
  /** Frames of findings that were answered, and those whose prediction was still current. */
  predicted: z.int(),
  kept: z.int(),
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
};
