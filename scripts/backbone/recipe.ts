import { trainingColours, trainingTextures } from '../../src-main/demo/trainingScenes.ts';
import { cellsOf, type VitConfig } from '../../src-main/networks/vit.ts';
import { learningRateAt } from '../../src-main/networks/optimizer.ts';
import type { PretrainingTask } from '../../src-main/networks/pretraining.ts';

/** Everything that decides the shipped backbone's weights, besides the scenes' generator. */
export const config: VitConfig = {
  imageSize: 112,
  patchSize: 8,
  width: 128,
  depth: 4,
  heads: 4,
  mlpRatio: 4,
  epsilon: 1e-6,
};

export const task: PretrainingTask = {
  textures: trainingTextures.length,
  colours: trainingColours.length,
  objects: 4,
};

export const recipe = {
  seed: 20_261_123,
  /** Gradients are computed in so many parts side by side and summed in their order. */
  shards: 2,
  /** Scenes kept by each shard; at every step the oldest `renewed` give way to new ones. */
  pool: 4000,
  renewed: 3,
  steps: 3500,
  /** Warm-up, half a cosine laid out over more steps than are taken, and a straight line to zero at the end. */
  schedule: { peak: 1e-3, warmupSteps: 60, totalSteps: 4000, floor: 0.01 },
  cooldownFrom: 3000,
  weightDecay: 0.05,
  clipNorm: 1,
  /** Share of the whole frames in which all but one object is painted out. */
  paintedOut: 0.35,
  /** Scenes of the held-out figures, in each shard. */
  heldOut: 300,
  heldOutFrom: 3_000_000_000,
} as const;

/** Cells shown (padded) and samples, in each shard and step. */
export interface BatchShape {
  readonly view: 'restricted' | 'whole';
  readonly count: number;
  readonly batch: number;
}

/**
 * What a step consists of: single objects first, which teach most for their cost, then whole frames too, of which
 * half the cells are dropped until the last stretch.
 */
export function batchesAt(step: number): readonly BatchShape[] {
  const objects = (few: number): BatchShape[] => [
    { view: 'restricted', count: 49, batch: few },
    { view: 'restricted', count: 98, batch: 2 },
  ];
  if (step < 1800) return objects(20);
  if (step < 3200) return [...objects(8), { view: 'whole', count: cellsOf(config) / 2, batch: 6 }];
  return [...objects(8), { view: 'whole', count: cellsOf(config), batch: 4 }];
}

export function rateAt(step: number): number {
  const left = (recipe.steps - step) / (recipe.steps - recipe.cooldownFrom);
  return learningRateAt(recipe.schedule, step) * Math.min(1, left);
}
