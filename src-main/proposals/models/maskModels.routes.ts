import { implement } from '@orpc/server';
import { maskModelsContract } from '../../../src-shared/contract/maskModels.contract.ts';
import type { Caller } from '../../foundations.ts';
import type { MaskModels } from './maskModels.service.ts';

export function maskModelsRoutes(models: MaskModels) {
  const os = implement(maskModelsContract).$context<{ caller: Caller }>();
  return os.router({
    list: os.list.handler(async () => ({ models: await models.list() })),
    openTray: os.openTray.handler(async () => ({ trayId: await models.openTray() })),
    closeTray: os.closeTray.handler(async ({ input }) => {
      await models.closeTray(input.trayId);
      return {};
    }),
    inspectTray: os.inspectTray.handler(({ input: { trayId, stated }, context }) =>
      models.inspect({ origin: { kind: 'tray', trayId }, stated }, context.caller),
    ),
    inspectPaths: os.inspectPaths.handler(({ input: { paths, stated }, context }) =>
      models.inspect({ origin: { kind: 'paths', paths }, stated }, context.caller),
    ),
    importTray: os.importTray.handler(async ({ input: { trayId, stated }, context }) => ({
      jobId: await models.startImport({ origin: { kind: 'tray', trayId }, stated }, context.caller),
    })),
    importPaths: os.importPaths.handler(async ({ input: { paths, stated }, context }) => ({
      jobId: await models.startImport({ origin: { kind: 'paths', paths }, stated }, context.caller),
    })),
    imported: os.imported.handler(({ input }) => models.imported(input.jobId)),
    remove: os.remove.handler(async ({ input, context }) => ({
      name: await models.remove(input.sha256, context.caller.userId),
    })),
  });
}
