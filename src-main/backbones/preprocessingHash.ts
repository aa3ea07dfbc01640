import { createHash } from 'node:crypto';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';

/** Written into the hash; a change of the code of `tuning/caseReader.ts` that changes a pixel is a new number. */
const preprocessingVersion = 1;

/** Over everything between a stored frame and a network's input. A prediction is bound to it. */
export function preprocessingHash({ architecture, preprocessing }: BackboneCard): Sha256 {
  const { mean, std, interpolation, crop } = preprocessing;
  const parts = [preprocessingVersion, architecture.imageSize, mean, std, interpolation];
  const text = JSON.stringify(crop === undefined ? parts : [...parts, crop]);
  return Sha256.parse(createHash('sha256').update(`lapidary-preprocessing ${text}`).digest('hex'));
}
