import type { LabelMap } from '../maskCodec.ts';
import { openRegions } from './components.ts';
import { regionsOf } from './regions.ts';

/** What can be told of a mask without its picture: signs of slips of the hand, and how much of the frame it takes. */
export interface MaskShape {
  /** Connected regions (8 neighbours) of equal value, over all segments. */
  readonly components: number;
  /** Pixels of the smallest of them; 0 where the mask is empty. */
  readonly smallestPixels: number;
  /** Background regions (4 neighbours) that do not reach the frame's border. */
  readonly holes: number;
  readonly touchesBorder: boolean;
  /** Share of the frame's pixels that are not background, 0…1. */
  readonly coverage: number;
}

export function maskShape(map: LabelMap): MaskShape {
  const { width, height, labels } = map;
  const set = regionsOf(map, labels, 'set', 8);
  const background = regionsOf(map, labels, 'unset', 4);
  const open = openRegions(background, width, height);
  let holes = 0;
  for (let region = 1; region <= background.count; region++) {
    if (open[region] === 0) holes++;
  }
  let smallestPixels = Infinity;
  for (let region = 1; region <= set.count; region++) {
    smallestPixels = Math.min(smallestPixels, set.pixels[region] as number);
  }
  return {
    components: set.count,
    smallestPixels: set.count === 0 ? 0 : smallestPixels,
    holes,
    touchesBorder: openRegions(set, width, height).includes(1),
    coverage: 1 - (set.pixels[0] as number) / labels.length,
  };
}
