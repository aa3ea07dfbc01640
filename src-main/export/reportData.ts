import type { z } from 'zod';
import type { LabelClass, LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type {
  Calibration,
  Prediction,
  StudyPredictions,
} from '../../src-shared/contract/predictions.contract.ts';
import type {
  FindingSummary,
  FrameSummary,
  StudyDetail,
  StudySummary,
} from '../../src-shared/contract/studies.contract.ts';
import { isWeakCalibration } from '../../src-shared/domain/calibration.ts';
import type { ClassId } from '../../src-shared/domain/ids.ts';

export interface ClassShare {
  readonly class: LabelClass;
  readonly probability: number;
}

/** A finding as a report sets it: what the reader says, what the model says, and what that rests on. */
export interface ReportFinding {
  readonly finding: FindingSummary;
  /** Frame positions, counted from 1 as readers do. */
  readonly frameNumbers: readonly number[];
  readonly opinion: { readonly class: LabelClass; readonly source: string; readonly at: string } | null;
  /** Mean of the frames' log-probabilities, most probable first; empty: no prediction. */
  readonly distribution: readonly ClassShare[];
  /** How many frames the distribution rests on. */
  readonly predictedFrames: number;
  /** Predictions of this finding that no longer fit what they came from. */
  readonly staleFrames: number;
}

export interface ReportData {
  readonly study: StudySummary;
  readonly frames: readonly FrameSummary[];
  readonly findings: readonly ReportFinding[];
  readonly predictions: readonly Prediction[];
  readonly calibration: z.infer<typeof Calibration> | null;
  readonly classes: ReadonlyMap<ClassId, LabelClass>;
  /** What the backbone's card says it may be used for. */
  readonly notice: string;
  readonly createdAt: string;
}

const sourceWords = {
  reader: 'reader',
  manifest: 'imported',
  laboratory: 'laboratory',
  synthetic: 'synthetic',
} as const;

export function assembleReport(input: {
  readonly detail: StudyDetail;
  readonly predictions: StudyPredictions;
  readonly schemas: readonly LabelSchema[];
  readonly notice: string;
  readonly createdAt: string;
}): ReportData {
  const { detail, predictions } = input;
  const classes = new Map(input.schemas.flatMap((schema) => schema.classes.map((c) => [c.id, c] as const)));
  const numberOf = new Map(detail.frames.map((frame, i) => [frame.id, i + 1] as const));
  const findings = detail.findings.map((finding): ReportFinding => {
    const mean = predictions.findings.find((f) => f.findingId === finding.id);
    const label = finding.label;
    const labelClass = label ? classes.get(label.classId) : undefined;
    return {
      finding,
      frameNumbers: finding.frames
        .map(({ frameId }) => numberOf.get(frameId))
        .filter((n) => n !== undefined)
        .sort((a, b) => a - b),
      opinion:
        label && labelClass
          ? { class: labelClass, source: sourceWords[label.source], at: label.createdAt }
          : null,
      distribution: (mean?.classes ?? [])
        .flatMap(({ classId, probability }) => {
          const named = classes.get(classId);
          return named ? [{ class: named, probability }] : [];
        })
        .sort((a, b) => b.probability - a.probability),
      predictedFrames: mean?.frames ?? 0,
      staleFrames: predictions.predictions.filter((p) => p.findingId === finding.id && p.stale.length > 0)
        .length,
    };
  });
  return {
    study: detail.study,
    frames: detail.frames,
    findings,
    predictions: predictions.predictions,
    calibration: predictions.calibration,
    classes,
    notice: input.notice,
    createdAt: input.createdAt,
  };
}

/** The calibration state in words; a probability is never shown without it. */
export function calibrationWords(calibration: z.infer<typeof Calibration> | null): string {
  if (!calibration || calibration.cases === 0) {
    return 'Not calibrated at this site: the figures rank the classes, they are not chances.';
  }
  const cases = `Calibrated on ${calibration.cases} validation ${calibration.cases === 1 ? 'case' : 'cases'} of this site`;
  const error =
    calibration.ece === null
      ? 'its error on unseen patients was not measured'
      : `expected calibration error ${calibration.ece.toFixed(2)} on ${calibration.testCases} test cases`;
  return `${cases}; ${error}.${isWeakCalibration(calibration) ? ' Too little to rely on the numbers.' : ''}`;
}

/** A probability as a reader wants it: whole per cent, never a bare 0 or 100. */
export function percent(probability: number): string {
  if (probability < 0.01) return '<1%';
  if (probability > 0.99) return '>99%';
  return `${Math.round(probability * 100)}%`;
}

/**
 * The frames a report shows: for each finding in turn, the one on which its region is largest, until `limit`.
 * Studies without findings show their first frames.
 */
export function keyFrames(data: ReportData, limit: number): FrameSummary[] {
  const byId = new Map(data.frames.map((frame) => [frame.id, frame] as const));
  const chosen = new Map<string, FrameSummary>();
  for (const { finding } of data.findings) {
    if (chosen.size >= limit) break;
    let best: { frame: FrameSummary; pixels: number } | undefined;
    for (const { frameId, segmentId } of finding.frames) {
      const frame = byId.get(frameId);
      if (!frame) continue;
      const segment = frame.mask?.segments.find((s) => s.id === segmentId);
      const share = (segment?.pixels ?? 0) / (frame.width * frame.height);
      if (!best || share > best.pixels) best = { frame, pixels: share };
    }
    if (best) chosen.set(best.frame.id, best.frame);
  }
  if (chosen.size === 0) for (const frame of data.frames.slice(0, limit)) chosen.set(frame.id, frame);
  return [...chosen.values()];
}
