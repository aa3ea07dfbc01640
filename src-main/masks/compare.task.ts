import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { areaOf, bitmapOf } from '../../src-shared/domain/masks/bitmap.ts';
import { boundaryDistances, dice } from '../../src-shared/domain/masks/compare.ts';
import { taskHandler } from '../compute/child.ts';
import { ComparePayload, type CompareReply } from './compareMessages.ts';

/** Compares two versions region by region: the distances of a large frame take a while. */
export const compareHandler = taskHandler(ComparePayload, async ({ a, b, regions }, context) => {
  const mapA = decodeLabelMap(a);
  const mapB = decodeLabelMap(b);
  const agreements: CompareReply = [];
  for (const region of regions) {
    await context.yieldNow();
    const bitmapA = bitmapOf(mapA, new Set(region.a));
    const bitmapB = bitmapOf(mapB, new Set(region.b));
    const [pixelsA, pixelsB] = [areaOf(bitmapA), areaOf(bitmapB)];
    let shared = 0;
    for (let i = 0; i < bitmapA.bits.length; i++) shared += (bitmapA.bits[i] ?? 0) & (bitmapB.bits[i] ?? 0);
    agreements.push({
      dice: dice(bitmapA, bitmapB),
      pixelsA,
      pixelsB,
      onlyA: pixelsA - shared,
      onlyB: pixelsB - shared,
      distances: boundaryDistances(bitmapA, bitmapB),
    });
  }
  return agreements;
});
