import { implement } from '@orpc/server';
import { proposalsContract } from '../../src-shared/contract/proposals.contract.ts';
import type { Caller } from '../foundations.ts';
import type { ClickProposals } from './clickProposals.service.ts';

export function clickProposalsRoutes(proposals: ClickProposals) {
  const os = implement(proposalsContract).$context<{ caller: Caller }>();
  return os.router({
    methods: os.methods.handler(() => proposals.methods()),
    warm: os.warm.handler(() => {
      proposals.warm();
      return {};
    }),
  });
}
