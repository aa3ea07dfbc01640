import { demoVersion, type DemoCase } from './demoCohort.ts';
import type { DemoFramePlan } from './demoFrame.ts';
import type { StoneTypeCode } from './stoneTypes.ts';

/** An invented patient with one study, before anything of it is rendered. */
export interface PlannedPatient {
  /** Of which set of patients; with the code it names the patient for good. */
  readonly set: string;
  readonly code: string;
  /** The site's name in the database. */
  readonly site: string;
  /** ISO date. */
  readonly studyDate: string;
  readonly description: string;
  readonly frames: readonly DemoFramePlan[];
  /** The labelled findings in their order: each the stone of that instance, 1 or 2, in every frame. */
  readonly findings: readonly { readonly instance: 1 | 2; readonly type: StoneTypeCode }[];
}

/** A case of the cohort: what is asked of it is the type of the stone that every frame shows. */
export function demoPatient({ patientCode, site, studyDate, stoneType, frames }: DemoCase): PlannedPatient {
  return {
    set: demoVersion,
    code: patientCode,
    site: `Demo ${site}`,
    studyDate,
    description: 'Synthetic demo case',
    frames,
    findings: [{ instance: 1, type: stoneType }],
  };
}
