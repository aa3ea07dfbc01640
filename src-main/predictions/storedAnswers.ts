import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  PredictionId,
  Sha256,
} from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { maskOfFinding } from '../tuning/adapters.service.ts';
import { softmax } from '../tuning/metrics.ts';
import * as evidence from './evidence.queries.ts';
import type { Evidence, PredictItem } from './predictMessages.ts';

/** A finding on a frame through a stored mask; null: the method reads none. */
export interface StoredQuestion {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly frameSha256: Sha256;
  readonly maskVersionId: MaskVersionId | null;
}

export function itemOf(
  db: ReadableDb,
  { findingId, frameId, frameSha256, maskVersionId }: StoredQuestion,
): PredictItem {
  if (maskVersionId === null) return { frame: frameSha256, mask: null, segments: [] };
  const { labelMap, segments } = maskOfFinding(db, maskVersionId, findingId, frameId);
  return { frame: frameSha256, mask: labelMap, segments: [...segments] };
}

/** An answer as it is kept, class by class as the adapter has them. */
export function answerRows(
  classes: readonly { readonly id: ClassId }[],
  logits: readonly number[],
  temperature: number,
): { classId: ClassId; logit: number; probability: number }[] {
  const shares = softmax(logits, temperature);
  return classes.map(({ id }, k) => ({
    classId: id,
    logit: logits[k] ?? NaN,
    probability: Math.min(1, shares[k] ?? NaN),
  }));
}

/** Keeps what a prediction is beside its logits; of one that had no contrasts, those. */
export function keepEvidence(
  db: WritableDb,
  predictionId: PredictionId,
  { feature, sharpness, exposure, contrast }: Evidence,
  distance: (feature: Float32Array) => number | null,
  rowsOf: (logits: readonly number[]) => ReturnType<typeof answerRows>,
): void {
  evidence.putEvidence(db, predictionId, {
    feature,
    sharpness,
    exposure,
    distance: distance(feature),
    withoutMask: contrast?.withoutMask ?? null,
  });
  for (const shown of evidence.shownInstead) {
    const logits = contrast?.[shown] ?? null;
    if (logits !== null) evidence.insertContrast(db, predictionId, shown, rowsOf(logits));
  }
}
