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
  plan: '44cb8600ac9edf52d7d6746f10bd920978709776c66a96817c1be485743820b2',
  /** Of pixels, label maps and classes of the frames that `frozenSample` names. */
  sample: '1cd8ba97989450b831ea393627dc0007f6a882d51a067e86481ac4daab8d9654',
} as const;

/** Every 97th frame of the full cohort: twelve of them. */
export function frozenSample(cohort: DemoCohort): DemoFramePlan[] {
  return cohort.cases.flatMap(({ frames }) => frames).filter((_, i) => i % 97 === 0);
}

/** SHA-256 (hex) of a plan. */
export function digestOfPlan(cohort: DemoCohort): string {
  return createHash('sha256').update(JSON.stringify(cohort)).digest('hex');
}
