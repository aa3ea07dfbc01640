import { z } from 'zod';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobHandler } from '../jobs/jobs.ts';
import { demoCohort, demoVersion } from './demoCohort.ts';
import { demoPatient } from './plannedPatient.ts';
import { storePatients } from './storePatients.ts';

/** How much of the cohort; what is left out: all of it. */
export const DemoPayload = z.strictObject({
  patientsPerType: z.strictObject({ A: z.int().min(0), B: z.int().min(0) }).optional(),
  framesPerPatient: z.int().min(1).optional(),
});
export type DemoPayload = z.infer<typeof DemoPayload>;

export const DemoResult = z.object({ frames: z.int(), patients: z.int() });
export type DemoResult = z.infer<typeof DemoResult>;

/** Renders the demo cohort and stores it. */
export function demoJob(
  ground: Pick<Foundations, 'db' | 'files' | 'changes' | 'compute'>,
): JobHandler<DemoPayload, DemoResult> {
  return {
    kind: 'demo',
    lane: 'import',
    payload: DemoPayload,
    result: DemoResult,
    async run(size, context) {
      const patients = demoCohort(size).cases.map(demoPatient);
      await storePatients(ground, patients, context, (frames, of) => {
        context.progress(frames, of, 'Rendering the demo cohort');
      });
      recordEvent(ground.db, context.userId, {
        kind: 'demo.loaded',
        subjectKind: 'workstation',
        subjectId: 'demo',
        detail: { version: demoVersion },
      });
      const frames = patients.reduce((sum, one) => sum + one.frames.length, 0);
      return { frames, patients: patients.length };
    },
  };
}
