import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sizeOf } from '../../src-main/graph/ir.ts';
import { packBackbone } from '../../src-main/networks/backbone.ts';
import { vitTensors, type VitConfig } from '../../src-main/networks/vit.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const common = { imageSize: 224, patchSize: 16, depth: 12, mlpRatio: 4, epsilon: 1e-6 };
const networks: Readonly<Record<string, VitConfig>> = {
  'vit-ti16': { ...common, width: 192, heads: 3 },
  'vit-s16': { ...common, width: 384, heads: 6 },
  'vit-b16': { ...common, width: 768, heads: 12 },
  'vit-l16': { ...common, width: 1024, depth: 24, heads: 16 },
};

/** The sizes that papers name, at 224 pixels. @throws Error for another name, with those there are */
export function networkNamed(name: string): VitConfig {
  const config = networks[name];
  if (config === undefined) throw new Error(`There is no ${name}: ${Object.keys(networks).join(', ')}.`);
  return config;
}

/** Random weights at the scale of a trained network's: speed does not depend on them, but denormals would. */
export function writeRandomBackbone(folder: string, architecture: VitConfig): void {
  const random = createRandom(1);
  const tensors = new Map(
    [...vitTensors(architecture)].map(([name, shape]) => [
      name,
      { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => 0.02 * random.normal()) },
    ]),
  );
  const card = {
    name: 'random',
    version: '1',
    architecture: { family: 'vit' as const, ...architecture },
    preprocessing: {
      mean: [0.5, 0.5, 0.5] as const,
      std: [0.5, 0.5, 0.5] as const,
      interpolation: 'area' as const,
    },
    pretraining: { kind: 'supervised' as const, data: 'none', procedure: 'none' },
    licence: 'Apache-2.0',
    origin: 'random numbers',
    intendedUse: 'measuring speed',
    figures: [],
  };
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of packBackbone(card, tensors)) writeFileSync(path.join(folder, file), bytes);
}
