import { implement } from '@orpc/server';
import { backbonesContract } from '../../src-shared/contract/backbones.contract.ts';
import type { Caller } from '../foundations.ts';
import type { BackboneShelf } from './backbones.service.ts';

export function backbonesRoutes(shelf: BackboneShelf) {
  const os = implement(backbonesContract).$context<{ caller: Caller }>();
  return os.router({
    list: os.list.handler(async () => ({ backbones: await shelf.list() })),
    catalogue: os.catalogue.handler(async () => ({ entries: await shelf.catalogue() })),
    openTray: os.openTray.handler(async () => ({ trayId: await shelf.openTray() })),
    closeTray: os.closeTray.handler(async ({ input }) => {
      await shelf.closeTray(input.trayId);
      return {};
    }),
    inspectTray: os.inspectTray.handler(({ input: { trayId, ...request }, context }) =>
      shelf.inspect({ ...request, origin: { kind: 'tray', trayId } }, context.caller),
    ),
    inspectPaths: os.inspectPaths.handler(({ input: { paths, ...request }, context }) =>
      shelf.inspect({ ...request, origin: { kind: 'paths', paths } }, context.caller),
    ),
    importTray: os.importTray.handler(async ({ input: { trayId, ...request }, context }) => ({
      jobId: await shelf.startImport({ ...request, origin: { kind: 'tray', trayId } }, context.caller),
    })),
    importPaths: os.importPaths.handler(async ({ input: { paths, ...request }, context }) => ({
      jobId: await shelf.startImport({ ...request, origin: { kind: 'paths', paths } }, context.caller),
    })),
    imported: os.imported.handler(({ input }) => shelf.imported(input.jobId)),
    choose: os.choose.handler(async ({ input, context }) => {
      await shelf.choose(input.sha256, context.caller.userId);
      return {};
    }),
    remove: os.remove.handler(async ({ input, context }) => ({
      name: await shelf.remove(input.sha256, context.caller.userId),
    })),
    verify: os.verify.handler(async ({ input }) => ({ networks: await shelf.verify(input.sha256) })),
  });
}
