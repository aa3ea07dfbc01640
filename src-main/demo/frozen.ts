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
  plan: '9ea32ad6973c8d51f375010bb2905b2ccb0a46076145808809cb22fea2673b2d',
  /** Of pixels, label maps and classes of the frames that `frozenSample` names. */
  sample: 'f91b8c2cc7958fb3a40f03714fc965d82136e074d368b7fe0cd3e290cc49f6d7',
} as const;

/** Every 97th frame of the full cohort: twelve of them. */
export function frozenSample(cohort: DemoCohort): DemoFramePlan[] {
  return cohort.cases.flatMap(({ frames }) => frames).filter((_, i) => i % 97 === 0);
}

/** SHA-256 (hex) of a plan. */
export function digestOfPlan(cohort: DemoCohort): string {
  return createHash('sha256').update(JSON.stringify(cohort)).digest('hex');
}
