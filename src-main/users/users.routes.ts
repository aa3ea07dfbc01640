import { implement } from '@orpc/server';
import { usersContract } from '../../src-shared/contract/users.contract.ts';
import type { Caller } from '../foundations.ts';
import type { WorkstationUsers } from './users.service.ts';

export function usersRoutes(users: WorkstationUsers) {
  const os = implement(usersContract).$context<{ caller: Caller }>();
  return os.router({
    list: os.list.handler(() => users.list()),
    add: os.add.handler(({ input, context }) => users.add(input.name, context.caller.userId)),
    rename: os.rename.handler(({ input, context }) =>
      users.rename(input.userId, input.name, context.caller.userId),
    ),
    actAs: os.actAs.handler(({ input, context }) => users.actAs(input.userId, context.caller.userId)),
  });
}
