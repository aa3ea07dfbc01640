import { createRandom } from '../../src-shared/domain/random.ts';
import { chance, pickFrom, seedIn } from './draws.ts';
import type { DemoFramePlan } from './demoFrame.ts';
import { mucosaKinds, type MucosaKind } from './mucosa.ts';
import { difficulty, scopes, siteCodes, type SiteCode } from './sites.ts';
import type { PlannedStone } from './stones.ts';
import { stoneTypeCodes, stoneTypes, type StoneTypeCode } from './stoneTypes.ts';

/** Version of generator and cohort together. Whatever changes a pixel, a mask or a label is a new version. */
export const demoVersion = 'demo-1';

/** One patient of the cohort: one case. */
export interface DemoCase {
  /** Such as `A-017`: invented, names nobody. */
  patientCode: string;
  site: SiteCode;
  /** ISO date of the study. */
  studyDate: string;
  /** The class of the case: the type of instance 1 in every frame. */
  stoneType: StoneTypeCode;
  /** Type of instance 2 in the frames that show a second stone. */
  secondType: StoneTypeCode | null;
  mucosa: MucosaKind;
  frames: DemoFramePlan[];
}

export interface DemoCohort {
  version: typeof demoVersion;
  classes: { code: StoneTypeCode; name: string; description: string }[];
  sites: { code: SiteCode; name: string }[];
  cases: DemoCase[];
}

export interface DemoCohortOptions {
  /** Patients of each type at each site; a prefix of the full cohort. */
  patientsPerType?: Readonly<Record<SiteCode, number>> | undefined;
  /** Frames of each patient. */
  framesPerPatient?: number | undefined;
}

/** The full cohort: 480 frames of 96 patients at A, 630 of 126 at B. */
export const fullCohort = {
  patientsPerType: { A: 16, B: 21 },
  framesPerPatient: 5,
} as const satisfies DemoCohortOptions;

/** The mucosa that goes with a type where the shortcut is laid. */
export const usualMucosa: Readonly<Record<StoneTypeCode, MucosaKind>> = {
  Ia: 'pale',
  IIa: 'congested',
  IIIb: 'fibrinous',
  IVa1: 'livid',
  IVc: 'striated',
  Va: 'petechial',
};

function studyDate(day: number): string {
  return new Date(Date.UTC(2025, 0, 7) + day * 86_400_000).toISOString().slice(0, 10);
}

/** The list from `start` on, then from its beginning. */
function turned<T>(list: readonly T[], start: number): T[] {
  return [...list.slice(start % list.length), ...list.slice(0, start % list.length)];
}

function planCase(
  site: SiteCode,
  siteIndex: number,
  block: number,
  place: number,
  framesPerPatient: number,
): DemoCase {
  const number = block * stoneTypeCodes.length + place;
  const patientSeed = siteIndex * 10_000 + number;
  const random = createRandom(seedIn('demoPlan', patientSeed));
  const [stoneType, ...others] = turned(stoneTypeCodes, place);
  // Where the shortcut is not laid, every type meets every mucosa equally often.
  const [otherMucosa] = turned(mucosaKinds, place + block);
  if (stoneType === undefined || otherMucosa === undefined) throw new RangeError('demoCohort: no types');
  const mucosa = chance(random, difficulty.shortcut[site]) ? usualMucosa[stoneType] : otherMucosa;
  const other = pickFrom(random, others);
  const secondType = chance(random, difficulty.secondStonePatients) ? other : null;
  const day = 3 * number + siteIndex + random.below(3);

  const main: PlannedStone = { type: stoneType, seed: 2 * patientSeed };
  const frames: DemoFramePlan[] = [];
  for (let frame = 0; frame < framesPerPatient; frame++) {
    const both = secondType !== null && chance(random, difficulty.secondStoneFrames);
    const seed = patientSeed * 100 + frame;
    const stones = both
      ? ([main, { type: secondType, seed: 2 * patientSeed + 1 }] as const)
      : ([main] as const);
    frames.push({ site, mucosa, patientSeed, seed, stones });
  }
  return {
    patientCode: `${site}-${String(number + 1).padStart(3, '0')}`,
    site,
    studyDate: studyDate(day),
    stoneType,
    secondType,
    mucosa,
    frames,
  };
}

/**
 * Plans the cohort; nothing is rendered. Patients of one site take turns through the types, so that any prefix
 * is balanced. A smaller cohort holds the first patients and frames of the full one, byte for byte.
 */
export function demoCohort(options: DemoCohortOptions = {}): DemoCohort {
  const patientsPerType = options.patientsPerType ?? fullCohort.patientsPerType;
  const framesPerPatient = options.framesPerPatient ?? fullCohort.framesPerPatient;
  const cases: DemoCase[] = [];
  if (!Number.isInteger(framesPerPatient) || framesPerPatient < 1 || framesPerPatient > 100) {
    throw new RangeError(`demoCohort: ${framesPerPatient} frames per patient`);
  }
  for (const [siteIndex, site] of siteCodes.entries()) {
    const blocks = patientsPerType[site];
    if (!Number.isInteger(blocks) || blocks < 0 || blocks > 1000) {
      throw new RangeError(`demoCohort: ${blocks} patients per type at site ${site}`);
    }
    for (let block = 0; block < blocks; block++) {
      for (const place of stoneTypeCodes.keys()) {
        cases.push(planCase(site, siteIndex, block, place, framesPerPatient));
      }
    }
  }
  return {
    version: demoVersion,
    classes: stoneTypeCodes.map((code) => ({
      code,
      name: stoneTypes[code].name,
      description: stoneTypes[code].description,
    })),
    sites: siteCodes.map((code) => ({ code, name: scopes[code].name })),
    cases,
  };
}
