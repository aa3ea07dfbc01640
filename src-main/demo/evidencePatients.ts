import { createRandom } from '../../src-shared/domain/random.ts';
import { demoCohort, type DemoCase } from './demoCohort.ts';
import type { DemoFramePlan } from './demoFrame.ts';
import { pickFrom, seedIn } from './draws.ts';
import { mucosaKinds } from './mucosa.ts';
import { demoPatient, type PlannedPatient } from './plannedPatient.ts';
import { stoneTypeCodes } from './stoneTypes.ts';

/** Sites of the synthetic patients that the evidence is gathered on, beside those of the demo cohort. */
export const evidenceSites = {
  /** More patients of site A to learn from: the cohort has 16 of each type, and draws of 16 cases need 20. */
  more: 'Demo A, more',
  /** Patients of site A that nothing learns from: the test within the site. */
  heldBack: 'Demo A, held back',
  twoStones: 'Two stones',
  twoStonesHeldBack: 'Two stones, held back',
} as const;

/** Of each type of stone. */
export const evidencePatientsPerType = {
  more: 8,
  heldBack: 34,
  twoStones: 22,
  twoStonesHeldBack: 21,
} as const;

const framesPerPatient = 5;

/** Patients of site A beyond the demo cohort's: the same plan, continued. */
function furtherPatients(): readonly DemoCase[] {
  const known = demoCohort().cases.filter(({ site }) => site === 'A').length;
  const { more, heldBack } = evidencePatientsPerType;
  const perType = known / stoneTypeCodes.length + more + heldBack;
  return demoCohort({ patientsPerType: { A: perType, B: 0 }, framesPerPatient }).cases.slice(known);
}

export function morePatients(): PlannedPatient[] {
  const count = evidencePatientsPerType.more * stoneTypeCodes.length;
  return furtherPatients()
    .slice(0, count)
    .map((one) => ({ ...demoPatient(one), site: evidenceSites.more }));
}

export function heldBackPatients(): PlannedPatient[] {
  const count = evidencePatientsPerType.more * stoneTypeCodes.length;
  return furtherPatients()
    .slice(count)
    .map((one) => ({ ...demoPatient(one), site: evidenceSites.heldBack }));
}

/** Where the seeds of these patients begin: the sites of the cohort have those below. */
const firstTwoStonesSeed = 20_000;

/**
 * Patients of whom every frame shows two stones of different types: only the mask says which of the two is asked for. The
 * scope is site A's, the mucosa goes with nothing.
 */
export function twoStonesPatients(part: 'training' | 'test'): PlannedPatient[] {
  const { twoStones, twoStonesHeldBack } = evidencePatientsPerType;
  const [from, count] = part === 'training' ? [0, twoStones] : [twoStones, twoStonesHeldBack];
  const patients: PlannedPatient[] = [];
  for (let block = from; block < from + count; block++) {
    for (const place of stoneTypeCodes.keys()) patients.push(twoStonesPatient(block, place, part));
  }
  return patients;
}

function twoStonesPatient(block: number, place: number, part: 'training' | 'test'): PlannedPatient {
  const number = block * stoneTypeCodes.length + place;
  const patientSeed = firstTwoStonesSeed + number;
  const random = createRandom(seedIn('demoPlan', patientSeed));
  const first = typeAt(place);
  // Every pair of types is as frequent as any other.
  const second = typeAt(place + 1 + (block % (stoneTypeCodes.length - 1)));
  const mucosa = pickFrom(random, mucosaKinds);
  const stones = [
    { type: first, seed: 2 * patientSeed },
    { type: second, seed: 2 * patientSeed + 1 },
  ] as const;
  const frames = Array.from({ length: framesPerPatient }, (_, frame): DemoFramePlan => {
    const seed = patientSeed * 100 + frame;
    return { site: 'A', mucosa, patientSeed, seed, stones };
  });
  const both = [
    { instance: 1, type: first },
    { instance: 2, type: second },
  ] as const;
  const day = new Date(Date.UTC(2025, 5, 1) + number * 86_400_000).toISOString().slice(0, 10);
  return {
    set: 'two-stones-1',
    code: `T-${String(number + 1).padStart(3, '0')}`,
    site: part === 'training' ? evidenceSites.twoStones : evidenceSites.twoStonesHeldBack,
    studyDate: day,
    description: 'Synthetic case with two stones',
    frames,
    // To learn from, both; a test asks for the first finding, now the stone in front, now the one behind.
    findings: part === 'training' || block % 2 === 0 ? both : [both[1], both[0]],
  };
}

function typeAt(place: number) {
  const type = stoneTypeCodes[place % stoneTypeCodes.length];
  if (type === undefined) throw new RangeError('there are no types of stone');
  return type;
}
