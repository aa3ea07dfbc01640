import { implement } from '@orpc/server';
import { importsContract } from '../../src-shared/contract/imports.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Imports } from './imports.service.ts';

export function importsRoutes(imports: Imports) {
  const os = implement(importsContract).$context<{ caller: Caller }>();
  return os.router({
    openTray: os.openTray.handler(async () => ({ trayId: await imports.openTray() })),
    startTray: os.startTray.handler(async ({ input, context }) => ({
      jobId: await imports.startTray(input, context.caller),
    })),
    startPaths: os.startPaths.handler(async ({ input, context }) => ({
      jobId: await imports.startPaths(input, context.caller),
    })),
    report: os.report.handler(({ input }) => imports.report(input.jobId)),
  });
}
