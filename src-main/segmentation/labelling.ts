import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { components } from '../../src-shared/domain/masks/components.ts';
import { classOfPixels, type ClassShares } from '../networks/segmentation/answer.ts';

/** A mask as it was found, its classes by their place in whatever answered: 1 is the first foreground class. */
export interface FoundMask {
  /** LRL1 bytes. */
  readonly labelMap: Uint8Array;
  readonly segments: readonly {
    readonly value: number;
    readonly class: number;
    readonly pixels: number;
    /** Mean share of the class over the segment. */
    readonly confidence: number;
  }[];
  /** Mean share of the found class over what was found; of background over the frame where nothing was. */
  readonly confidence: number;
}

/** A region smaller than this share of the frame, or of its class's largest region, is noise and left out. */
const leastOfFrame = 0.0005;
const leastOfLargest = 0.05;
/** A label map has 255 values. */
const mostSegments = 255;

/**
 * The segments that shares of classes come to on a picture: every pixel goes to its largest share, and each connected
 * region (8 neighbours) of a class is a segment. Regions under 0.05% of the frame, or under 5% of the largest region of
 * their class, are left out; of more than 255 the largest stay. Values are given by class, then by size, largest first.
 */
export function maskOfShares(
  shares: ClassShares,
  size: { readonly width: number; readonly height: number },
): FoundMask {
  const { classOf, share } = classOfPixels(shares, size);
  const pixels = classOf.length;
  const labels = new Uint8Array(pixels);
  const found: { readonly class: number; readonly region: number; readonly pixels: number }[] = [];
  const regionsOf = new Map<number, Int32Array>();
  for (let k = 1; k < shares.classes; k++) {
    const regions = components({ ...size, bits: classOf.map((one) => (one === k ? 1 : 0)) }, 8);
    const sizes = [...regions.pixels].slice(1);
    const least = Math.max(leastOfFrame * pixels, leastOfLargest * Math.max(0, ...sizes));
    if (sizes.length > 0) regionsOf.set(k, regions.labels);
    sizes.forEach((count, i) => {
      if (count >= least) found.push({ class: k, region: i + 1, pixels: count });
    });
  }
  const kept = found
    .sort((a, b) => b.pixels - a.pixels)
    .slice(0, mostSegments)
    .sort((a, b) => a.class - b.class || b.pixels - a.pixels);
  for (const [k, regions] of regionsOf) {
    const values = new Map(kept.flatMap((one, i) => (one.class === k ? [[one.region, i + 1] as const] : [])));
    for (let at = 0; at < pixels; at++) {
      const region = regions[at] as number;
      if (region !== 0) labels[at] = values.get(region) ?? 0;
    }
  }
  const sums = new Float64Array(kept.length + 1);
  let background = 0;
  for (let at = 0; at < pixels; at++) {
    const value = labels[at] as number;
    sums[value] = (sums[value] as number) + (share[at] as number);
    if (classOf[at] === 0) background += share[at] as number;
  }
  const segments = kept.map(({ class: one, pixels: count }, i) => ({
    value: i + 1,
    class: one,
    pixels: count,
    confidence: unit((sums[i + 1] as number) / count),
  }));
  const foreground = kept.reduce((sum, { pixels: count }) => sum + count, 0);
  const covered = sums.subarray(1).reduce((sum, one) => sum + one, 0);
  return {
    labelMap: encodeLabelMap({ ...size, labels }),
    segments,
    // Regions that were left out count as doubt: their pixels are shown as background and were not answered so.
    confidence: unit(foreground > 0 ? covered / foreground : background / pixels),
  };
}

/** Sums of rounded shares may leave the unit interval by their last bit. */
function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
