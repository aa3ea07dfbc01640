import { nearestMarked } from '../../../src-shared/domain/distanceTransform.ts';
import { cellsOfRegion } from './plan.ts';

/** The core is what lies at least this share of the greatest depth inside the mask. */
const coreDepth = 0.25;

/**
 * Share of every patch cell that lies in the core of the mask: its pixels that are at least a quarter as far from the
 * background as the one that is farthest. The border of a mask is its least certain part; a border that is
 * drawn a quarter of the mask's size too far out, or beside, leaves the core on the finding. Zero everywhere for an
 * empty map.
 */
export const coreCells = cellsOfRegion(coreOf);

/** @param foreground (side, side), share of each pixel inside the mask; what lies beyond the frame is no background */
export function coreOf(foreground: Float32Array, side: number): Float32Array {
  const background = Uint8Array.from(foreground, (share) => (share < 0.5 ? 1 : 0));
  const { squared } = nearestMarked(side, side, background);
  let deepest = 0;
  squared.forEach((depth, i) => {
    if (background[i] === 0) deepest = Math.max(deepest, depth);
  });
  // A mask thinner than a pixel, or one of the whole frame, has no border that could be left out.
  if (deepest === 0 || deepest === Infinity) return foreground;
  const least = coreDepth ** 2 * deepest;
  return foreground.map((share, i) => ((squared[i] as number) >= least ? share : 0));
}
