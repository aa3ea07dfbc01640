import { implement } from '@orpc/server';
import { masksContract } from '../../src-shared/contract/masks.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Comparisons } from './compare.service.ts';
import type { MaskImports } from './maskImport.service.ts';
import type { Masks } from './masks.service.ts';
import type { MaskQualities } from './quality.service.ts';

export interface MaskFeatures {
  readonly masks: Masks;
  readonly comparisons: Comparisons;
  readonly qualities: MaskQualities;
  readonly imports: MaskImports;
}

export function masksRoutes({ masks, comparisons, qualities, imports }: MaskFeatures) {
  const os = implement(masksContract).$context<{ caller: Caller }>();
  return os.router({
    history: os.history.handler(({ input }) => masks.history(input.frameId)),
    select: os.select.handler(({ input, context }) =>
      masks.select(input.frameId, input.maskVersionId, context.caller.userId, input.as),
    ),
    steps: os.steps.handler(({ input }) => masks.steps(input.studyId)),
    compare: os.compare.handler(({ input }) => comparisons.compare(input.a, input.b)),
    quality: os.quality.handler(({ input }) => qualities.ofStudy(input)),
    inspectImport: os.inspectImport.handler(({ input }) => imports.inspect(input)),
    startImport: os.startImport.handler(async ({ input, context }) => ({
      jobId: await imports.start(input, context.caller.userId),
    })),
    importReport: os.importReport.handler(({ input }) => imports.report(input.jobId)),
  });
}
