import type { Random } from '../../src-shared/domain/random.ts';
import { keptCells } from './methods/view.ts';
import type { PretrainingTask } from './pretraining.ts';
import type { Normalisation } from './preprocess.ts';
import { excluded } from './blocks.ts';
import type { VitConfig } from './vit.ts';

/** What a sample is cut from: a square scene at the network's input size with its objects. */
export interface LabelledScene {
  /** size · size · 3 */
  readonly rgb: Uint8Array;
  /** size · size; the instance of the object at each pixel, 0 for none. */
  readonly labels: Uint8Array;
  readonly objects: readonly SceneObject[];
}

export interface SceneObject {
  readonly instance: number;
  readonly textureIndex: number;
  readonly colourIndex: number;
  /** Pixels. */
  readonly area: number;
}

/** One of the square's eight symmetries and a change of light, so that no scene is seen twice alike. */
export interface Augmentation {
  readonly mirrored: boolean;
  /** By 90 degrees. */
  readonly turns: number;
  /** On normalised values: value · gain + offset, per channel. */
  readonly gains: readonly [number, number, number];
  readonly offset: number;
}

export const unchanged: Augmentation = { mirrored: false, turns: 0, gains: [1, 1, 1], offset: 0 };

export function drawAugmentation(random: Random): Augmentation {
  const exposure = random.between(0.85, 1.15);
  const channel = (): number => exposure * random.between(0.96, 1.04);
  return {
    mirrored: random.below(2) === 1,
    turns: random.below(4),
    gains: [channel(), channel(), channel()],
    offset: random.between(-0.15, 0.15),
  };
}

/** Where the pixel or cell (x, y) of the augmented square comes from, on a grid of `side` steps. */
function sourceOf(x: number, y: number, side: number, { mirrored, turns }: Augmentation): number {
  let u = mirrored ? side - 1 - x : x;
  let v = y;
  for (let i = 0; i < turns; i++) [u, v] = [v, side - 1 - u];
  return v * side + u;
}

/** Cuts patches and coverages out of augmented scenes. */
export function createSampler(config: VitConfig, normalisation: Normalisation) {
  const { imageSize, patchSize } = config;
  const side = imageSize / patchSize;
  const area = patchSize ** 2;
  const { mean, std } = normalisation;

  /** Coverage of each cell by one object, after the augmentation. */
  const coverage = (scene: LabelledScene, instance: number, augmentation: Augmentation): Float32Array => {
    const counts = new Float32Array(side * side);
    for (let y = 0, i = 0; y < imageSize; y++) {
      for (let x = 0; x < imageSize; x++, i++) {
        if (scene.labels[i] !== instance) continue;
        const cell = Math.floor(y / patchSize) * side + Math.floor(x / patchSize);
        counts[cell] = (counts[cell] as number) + 1 / area;
      }
    }
    return counts.map((_, cell) => {
      const from = sourceOf(cell % side, Math.floor(cell / side), side, augmentation);
      return counts[from] as number;
    });
  };

  /** Writes the patches of the sample's cells, one after the other. */
  const patches = (sample: Sample, out: Float32Array): void => {
    const { scene, augmentation, instance, paintedOut = false } = sample;
    const { gains, offset } = augmentation;
    let to = 0;
    for (const cell of sample.cells) {
      const left = (cell % side) * patchSize;
      const top = Math.floor(cell / side) * patchSize;
      for (let y = 0; y < patchSize; y++) {
        for (let x = 0; x < patchSize; x++, to++) {
          const pixel = sourceOf(left + x, top + y, imageSize, augmentation);
          // `out` is zero, which is the mean colour.
          if (paintedOut && scene.labels[pixel] !== instance) continue;
          for (const c of [0, 1, 2] as const) {
            const value = ((scene.rgb[3 * pixel + c] as number) / 255 - mean[c]) / std[c];
            out[to + c * area] = value * gains[c] + offset;
          }
        }
      }
      to += 2 * area;
    }
  };

  return { coverage, patches, patchLength: 3 * area };
}

export type Sampler = ReturnType<typeof createSampler>;

/** Graph inputs by name, with their batch axis. */
export type Feeds = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | BigInt64Array }>
>;

/** Weights of one sample's, one object's and one token's loss in a batch. */
export interface LossWeights {
  readonly cls: number;
  readonly region: number;
  readonly token: number;
}

export interface Sample {
  readonly scene: LabelledScene;
  readonly augmentation: Augmentation;
  /** The object asked for; undefined asks for all, and for the largest of them as the frame's own. */
  readonly instance?: number;
  /** Paint everything but the asked object in the mean colour. */
  readonly paintedOut?: boolean;
  /** Cells to show. */
  readonly cells: readonly number[];
}

/** Feeds of `fullViewGraph`: every sample shows as many cells as the first. */
export function fullViewFeeds(
  samples: readonly Sample[],
  sampler: Sampler,
  task: PretrainingTask,
  weights: LossWeights,
): Feeds {
  const { objects, textures, colours } = task;
  const count = samples[0]?.cells.length ?? 0;
  const rows = samples.length * objects;
  const shares = new Float32Array(rows * count);
  const texture = new Float32Array(rows * textures);
  const colour = new Float32Array(rows * colours);
  const weight = new Float32Array(rows);
  samples.forEach((sample, i) => {
    askedObjects(sample)
      .slice(0, objects)
      .forEach((object, place) => {
        const covered = sampler.coverage(sample.scene, object.instance, sample.augmentation);
        const shown = sample.cells.map((cell) => covered[cell] as number);
        const total = shown.reduce((sum, share) => sum + share, 0);
        // Of an object that hides behind dropped cells there is nothing to learn.
        if (total < 0.5) return;
        const row = i * objects + place;
        shares.set(
          shown.map((share) => share / total),
          row * count,
        );
        texture[row * textures + object.textureIndex] = 1;
        colour[row * colours + object.colourIndex] = 1;
        weight[row] = weights.region;
      });
  });
  const batch = samples.length;
  return {
    ...cellFeeds(samples, sampler, count),
    ...classTargets(samples, task, weights.cls),
    ...tokenTargets(samples, sampler, task, count, weights.token),
    'region.shares': { shape: [batch, objects, count], data: shares },
    'region.texture': { shape: [batch, objects, textures], data: texture },
    'region.colour': { shape: [batch, objects, colours], data: colour },
    'region.weight': { shape: [batch, objects], data: weight },
  };
}

/** Feeds of `restrictedViewGraph`: samples show at most `count` cells, the rest is padding. */
export function restrictedViewFeeds(
  samples: readonly Sample[],
  sampler: Sampler,
  task: PretrainingTask,
  count: number,
  weights: Omit<LossWeights, 'region'>,
): Feeds {
  const bias = new Float32Array(samples.length * count);
  samples.forEach(({ cells }, i) => bias.fill(excluded, i * count + cells.length, (i + 1) * count));
  return {
    ...cellFeeds(samples, sampler, count),
    ...classTargets(samples, task, weights.cls),
    ...tokenTargets(samples, sampler, task, count, weights.token),
    'cells.bias': { shape: [samples.length, count], data: bias },
  };
}

/** The cells of one object, a random choice of them where they are more than `most`. */
export function objectCells(covered: Float32Array, most: number, random: Random): readonly number[] {
  const kept = keptCells(covered);
  return kept.length <= most ? kept : someOf(kept, most, random);
}

/** `count` of the cells at random, in ascending order. */
export function someOf(cells: readonly number[], count: number, random: Random): readonly number[] {
  return random
    .shuffled(cells)
    .slice(0, count)
    .sort((a, b) => a - b);
}

function askedObjects({ scene, instance }: Sample): readonly SceneObject[] {
  return scene.objects.filter((object) => instance === undefined || object.instance === instance);
}

function cellFeeds(samples: readonly Sample[], sampler: Sampler, count: number): Feeds {
  const length = sampler.patchLength;
  const index = new BigInt64Array(samples.length * count);
  const patches = new Float32Array(samples.length * count * length);
  samples.forEach((sample, i) => {
    sample.cells.forEach((cell, at) => (index[i * count + at] = BigInt(cell)));
    sampler.patches(sample, patches.subarray(i * count * length));
  });
  return {
    'cells.index': { shape: [samples.length, count], data: index },
    patches: { shape: [samples.length, count, length], data: patches },
  };
}

/** One-hot texture and colour of the largest object asked for. */
function classTargets(samples: readonly Sample[], task: PretrainingTask, weight: number): Feeds {
  const { textures, colours } = task;
  const texture = new Float32Array(samples.length * textures);
  const colour = new Float32Array(samples.length * colours);
  samples.forEach((sample, i) => {
    const largest = askedObjects(sample).toSorted((a, b) => b.area - a.area)[0];
    if (largest === undefined) throw new RangeError('a scene without objects teaches nothing');
    texture[i * textures + largest.textureIndex] = 1;
    colour[i * colours + largest.colourIndex] = 1;
  });
  return {
    'cls.texture': { shape: [samples.length, textures], data: texture },
    'cls.colour': { shape: [samples.length, colours], data: colour },
    'cls.weight': { shape: [samples.length], data: new Float32Array(samples.length).fill(weight) },
  };
}

/** One-hot texture and colour of the asked object that covers most of each shown cell, where that is half or more. */
function tokenTargets(
  samples: readonly Sample[],
  sampler: Sampler,
  task: PretrainingTask,
  count: number,
  weight: number,
): Feeds {
  const { textures, colours } = task;
  const rows = samples.length * count;
  const texture = new Float32Array(rows * textures);
  const colour = new Float32Array(rows * colours);
  const weights = new Float32Array(rows);
  samples.forEach((sample, i) => {
    for (const object of askedObjects(sample)) {
      const covered = sampler.coverage(sample.scene, object.instance, sample.augmentation);
      sample.cells.forEach((cell, at) => {
        if ((covered[cell] as number) < 0.5) return;
        const row = i * count + at;
        texture[row * textures + object.textureIndex] = 1;
        colour[row * colours + object.colourIndex] = 1;
        weights[row] = weight;
      });
    }
  });
  return {
    'token.texture': { shape: [samples.length, count, textures], data: texture },
    'token.colour': { shape: [samples.length, count, colours], data: colour },
    'token.weight': { shape: [samples.length, count], data: weights },
  };
}
