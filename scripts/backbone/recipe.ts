import { trainingColours, trainingTextures } from '../../src-main/demo/trainingScenes.ts';
import { cellsOf, type VitConfig } from '../../src-main/networks/vit.ts';
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
  steps: 4000,
  warmupSteps: 60,
  peakRate: 1e-3,
  floor: 0.01,
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
 * What a step consists of, by the share of the steps that are done: single objects first, which teach most for their
 * cost, then whole frames too, of which half the cells are dropped until the last stretch.
 */
export function batchesAt(progress: number): readonly BatchShape[] {
  const objects = (few: number): BatchShape[] => [
    { view: 'restricted', count: 49, batch: few },
    { view: 'restricted', count: 98, batch: 2 },
  ];
  if (progress < 0.45) return objects(20);
  if (progress < 0.8) return [...objects(8), { view: 'whole', count: cellsOf(config) / 2, batch: 6 }];
  return [...objects(8), { view: 'whole', count: cellsOf(config), batch: 4 }];
}
