import { createHash } from 'node:crypto';
import type { DemoCohort } from './demoCohort.ts';
import type { DemoFramePlan } from './demoFrame.ts';

/**
 * What demo-1 is, to the byte (SHA-256). Whoever changes one of these changes the cohort: that is a new version,
 * since figures measured on one cohort mean nothing on another.
 */
export const frozenDemo = {
  version: 'demo-1',
  /** Of the whole plan: patients, dates, types, frames and their seeds. */
  plan: '369556b882b3fc81d593e0fc3216269a50398050126fb4187efa22fb389b4c61',
  /** Of pixels, label maps and classes of the frames that `frozenSample` names. */
  sample: 'ed12c28130432f4291907ead5ffc455155aca84f2904e019fa20f9161c5748b5',
} as const;

/** Every 97th frame of the full cohort: twelve of them. */
export function frozenSample(cohort: DemoCohort): DemoFramePlan[] {
  return cohort.cases.flatMap(({ frames }) => frames).filter((_, i) => i % 97 === 0);
}

/** SHA-256 (hex) of a plan. */
export function digestOfPlan(cohort: DemoCohort): string {
  return createHash('sha256').update(JSON.stringify(cohort)).digest('hex');
}
