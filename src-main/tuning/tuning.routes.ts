import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Caller } from '../foundations.ts';
import type { Adapters } from './adapters.service.ts';
import type { Cohorts } from './cohorts.service.ts';
import type { Tuning } from './tuning.service.ts';

export function tuningRoutes({
  cohorts,
  tuning,
  adapters,
}: {
  readonly cohorts: Cohorts;
  readonly tuning: Tuning;
  readonly adapters: Adapters;
}) {
  const os = implement(contract.tuning).$context<{ caller: Caller }>();
  return os.router({
    methods: os.methods.handler(() => tuning.methods()),
    cohorts: os.cohorts.handler(() => cohorts.list()),
    preview: os.preview.handler(({ input }) => cohorts.preview(input.schemaId, input.sites)),
    createCohort: os.createCohort.handler(({ input, context }) =>
      cohorts.create(input, context.caller.userId),
    ),
    start: os.start.handler(({ input, context }) => tuning.start(input, context.caller.userId)),
    estimate: os.estimate.handler(({ input }) => tuning.estimate(input)),
    runs: os.runs.handler(({ input }) => tuning.runs(input.cohortId)),
    epochs: os.epochs.handler(({ input }) => tuning.epochs(input.runId)),
    activate: os.activate.handler(({ input, context }) => {
      adapters.activate(input.adapterId, context.caller.userId);
    }),
    rollBack: os.rollBack.handler(({ input, context }) => ({
      adapterId: adapters.rollBack(input.schemaId, context.caller.userId),
    })),
  });
}
