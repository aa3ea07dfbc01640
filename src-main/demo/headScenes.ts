import { createRandom } from '../../src-shared/domain/random.ts';
import type { DemoFramePlan } from './demoFrame.ts';
import { chance, pickFrom, seedIn } from './draws.ts';
import { mucosaKinds } from './mucosa.ts';
import { siteCodes } from './sites.ts';
import { stoneTypeCodes } from './stoneTypes.ts';

/** Where the seeds of these patients begin: those of the cohort and of the evidence lie below. */
const firstSeed = 30_000;
/** Share of the frames that show a second stone: more than in the cohort, so that several are learned. */
const secondStones = 0.35;

/**
 * Frames of invented patients that neither the demo cohort nor the evidence has, for training the shipped segmentation
 * head: one frame a patient, all types of stone, every mucosa, the scopes of both sites.
 * @param from the first patient, from 0
 */
export function headScenes(from: number, count: number): readonly DemoFramePlan[] {
  return Array.from({ length: count }, (_, i): DemoFramePlan => {
    const patientSeed = firstSeed + from + i;
    const random = createRandom(seedIn('demoPlan', patientSeed));
    const first = { type: pickFrom(random, stoneTypeCodes), seed: 2 * patientSeed };
    const second = { type: pickFrom(random, stoneTypeCodes), seed: 2 * patientSeed + 1 };
    return {
      site: pickFrom(random, siteCodes),
      mucosa: pickFrom(random, mucosaKinds),
      patientSeed,
      seed: patientSeed * 100,
      stones: chance(random, secondStones) ? [first, second] : [first],
    };
  });
}
