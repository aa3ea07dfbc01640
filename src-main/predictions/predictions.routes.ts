import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Caller } from '../foundations.ts';
import type { Contrasts } from './contrasts.service.ts';
import type { Predictions } from './predictions.service.ts';

export function predictionsRoutes(predictions: Predictions, contrasts: Contrasts) {
  const os = implement(contract.predictions).$context<{ caller: Caller }>();
  return os.router({
    start: os.start.handler(({ input, context }) => predictions.start(input, context.caller.userId)),
    report: os.report.handler(({ input }) => predictions.report(input.jobId)),
    ofStudy: os.ofStudy.handler(({ input }) => predictions.ofStudy(input.studyId)),
    contrast: os.contrast.handler(({ input, context }) =>
      contrasts.of(input.predictionId, context.caller.userId),
    ),
    similar: os.similar.handler(({ input }) => predictions.similar(input.findingId, input.limit)),
  });
}
