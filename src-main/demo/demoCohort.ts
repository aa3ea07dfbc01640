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
  patientsPerType?: Readonly<Record<SiteCode, number>>;
  /** Frames of each patient. */
  framesPerPatient?: number;
}

/** The full cohort: 480 frames of 96 patients at A, 630 of 126 at B. */
export const fullCohort: Required<DemoCohortOptions> = {
  patientsPerType: { A: 16, B: 21 },
  framesPerPatient: 5,
};

/** The mucosa that goes with a type where the shortcut is laid. */
export function mucosaOf(type: StoneTypeCode): MucosaKind {
  return mucosaKinds[stoneTypeCodes.indexOf(type)] as MucosaKind;
}

function studyDate(day: number): string {
  return new Date(Date.UTC(2025, 0, 7) + day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Plans the cohort; nothing is rendered. Patients of one site take turns through the types, so that any prefix
 * is balanced. A smaller cohort holds the first patients and frames of the full one, byte for byte.
 */
export function demoCohort(options: DemoCohortOptions = {}): DemoCohort {
  const patientsPerType = options.patientsPerType ?? fullCohort.patientsPerType;
  const framesPerPatient = options.framesPerPatient ?? fullCohort.framesPerPatient;
  const cases: DemoCase[] = [];
  siteCodes.forEach((site, siteIndex) => {
    const patients = patientsPerType[site] * stoneTypeCodes.length;
    if (!Number.isInteger(patients) || patients < 0 || patients > 6000) {
      throw new RangeError(`demoCohort: ${patientsPerType[site]} patients per type at site ${site}`);
    }
    if (!Number.isInteger(framesPerPatient) || framesPerPatient < 1 || framesPerPatient > 100) {
      throw new RangeError(`demoCohort: ${framesPerPatient} frames per patient`);
    }
    for (let number = 0; number < patients; number++) {
      const patientSeed = siteIndex * 10_000 + number;
      const random = createRandom(seedIn('demoPlan', patientSeed));
      const stoneType = stoneTypeCodes[number % stoneTypeCodes.length] as StoneTypeCode;
      const usual = chance(random, difficulty.shortcut[site]);
      const mucosa = usual ? mucosaOf(stoneType) : pickFrom(random, mucosaKinds);
      const others = stoneTypeCodes.filter((code) => code !== stoneType);
      const other = pickFrom(random, others);
      const secondType = chance(random, difficulty.secondStonePatients) ? other : null;
      const main: PlannedStone = { type: stoneType, seed: 2 * patientSeed };
      const frames: DemoFramePlan[] = [];
      for (let frame = 0; frame < framesPerPatient; frame++) {
        const both = secondType !== null && chance(random, difficulty.secondStoneFrames);
        frames.push({
          site,
          mucosa,
          patientSeed,
          seed: patientSeed * 100 + frame,
          stones: both ? [main, { type: secondType, seed: 2 * patientSeed + 1 }] : [main],
        });
      }
      cases.push({
        patientCode: `${site}-${String(number + 1).padStart(3, '0')}`,
        site,
        studyDate: studyDate(3 * number + siteIndex + random.below(3)),
        stoneType,
        secondType,
        mucosa,
        frames,
      });
    }
  });
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
