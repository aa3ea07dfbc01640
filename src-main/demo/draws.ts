import type { Random } from '../../src-shared/domain/random.ts';

/**
 * The seed spaces of the synthetic images: the upper 21 bits of a generator's 53-bit seed name the purpose, the
 * lower 32 the item, so a training scene and a demo frame can never draw the same numbers.
 */
export const seedSpaces = {
  trainingScenes: 1,
  demoPlan: 2,
  demoPatients: 3,
  demoStones: 4,
  demoFrames: 5,
} as const;

/** The generator's seed for item `index` (0 … 2³² − 1) of a space; throws RangeError outside that range. */
export function seedIn(space: keyof typeof seedSpaces, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index > 0xffffffff) {
    throw new RangeError(`seed ${index} is not a whole number from 0 to 2^32 - 1`);
  }
  return seedSpaces[space] * 0x100000000 + index;
}

/** True with the given probability. */
export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

/** One element of a non-empty list; throws RangeError on an empty one. */
export function pickFrom<T>(random: Random, items: readonly T[]): T {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new RangeError('pickFrom: the list is empty');
  return item;
}
