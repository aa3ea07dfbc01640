import { setImmediate } from 'node:timers/promises';
import type { SimilarFinding, SimilarFindings } from '../../src-shared/contract/predictions.contract.ts';
import type { FindingId, FrameId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import { floatsOf } from '../tuning/references.queries.ts';
import * as evidence from './evidence.queries.ts';
import * as queries from './similar.queries.ts';

/** Predictions looked through at a time: of a large network 2 MB of features. */
const chunk = 500;

/**
 * Findings of signed studies of other patients, by the cosine between what the classifier's head read of them and the
 * mean of what it read of this finding's frames. A finding is as near as its nearest frame. Nothing is held but the
 * nearest and one chunk.
 */
export async function similarFindings(
  db: ReadableDb,
  findingId: FindingId,
  limit: number,
): Promise<SimilarFindings> {
  const own = evidence.featuresOfFinding(db, findingId);
  if (own === undefined) return { adapterId: null, searched: 0, findings: [] };
  const { adapterId } = own;
  const wanted = meanDirection(own.features.map(floatsOf));
  const seen = new Set<FindingId>();
  const nearest = new Map<FindingId, { readonly frameId: FrameId; readonly similarity: number }>();
  for (let after = 0; ;) {
    const { rows, next } = evidence.signedFeatures(db, adapterId, findingId, after, chunk);
    if (next === undefined) break;
    for (const { findingId: found, frameId, feature } of rows) {
      seen.add(found);
      const similarity = cosine(wanted, feature);
      if (similarity > (nearest.get(found)?.similarity ?? -Infinity))
        nearest.set(found, { frameId, similarity });
    }
    keepNearest(nearest, limit);
    after = next;
    await setImmediate();
  }
  return {
    adapterId,
    searched: seen.size,
    findings: [...nearest].flatMap(([found, { frameId, similarity }]): SimilarFinding[] => {
      const described = queries.describedFinding(db, found);
      if (described === undefined) return [];
      return [{ findingId: found, frameId, similarity, distance: 1 - similarity, ...described }];
    }),
  };
}

/** Most alike first, and no more than asked for. */
function keepNearest<T extends { readonly similarity: number }>(
  held: Map<FindingId, T>,
  limit: number,
): void {
  const sorted = [...held].sort(([, a], [, b]) => b.similarity - a.similarity).slice(0, limit);
  held.clear();
  for (const [id, one] of sorted) held.set(id, one);
}

/** The mean of the features' directions. */
function meanDirection(features: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(features[0]?.length ?? 0);
  for (const feature of features) {
    const length = Math.hypot(...feature) || 1;
    feature.forEach((value, j) => (sum[j] = (sum[j] ?? 0) + value / length));
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

/** @param direction of length 1 */
function cosine(direction: Float32Array, bytes: Uint8Array): number {
  const feature = floatsOf(bytes);
  let product = 0;
  let square = 0;
  for (let j = 0; j < feature.length; j++) {
    const value = feature[j] as number;
    product += value * (direction[j] ?? 0);
    square += value * value;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
