import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Caller } from '../foundations.ts';
import type { Experiments } from './experiments.service.ts';

export function experimentsRoutes(experiments: Experiments) {
  const os = implement(contract.experiments).$context<{ caller: Caller }>();
  return os.router({
    start: os.start.handler(({ input, context }) => experiments.start(input, context.caller.userId)),
    results: os.results.handler(({ input }) => experiments.results(input.experimentId)),
    files: os.files.handler(({ input }) => experiments.files(input.experimentId)),
  });
}
