import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Caller } from '../foundations.ts';
import type { Demo } from './demo.service.ts';

export function demoRoutes(demo: Demo) {
  const os = implement(contract.demo).$context<{ caller: Caller }>();
  return os.router({
    status: os.status.handler(() => demo.status()),
    load: os.load.handler(({ context }) => ({ jobId: demo.load(context.caller.userId) })),
    decline: os.decline.handler(({ context }) => {
      demo.decline(context.caller.userId);
    }),
  });
}
