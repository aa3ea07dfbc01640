import { implement } from '@orpc/server';
import { segmentationContract } from '../../src-shared/contract/segmentation.contract.ts';
import type { Caller } from '../foundations.ts';
import type { Heads } from './heads.service.ts';
import type { Proposals } from './proposals.service.ts';

export function segmentationRoutes({
  heads,
  proposals,
}: {
  readonly heads: Heads;
  readonly proposals: Proposals;
}) {
  const os = implement(segmentationContract).$context<{ caller: Caller }>();
  return os.router({
    heads: os.heads.handler(() => heads.list()),
    show: os.show.handler(({ input }) => heads.get(input.headId)),
    material: os.material.handler(({ input }) => heads.material(input.studyIds)),
    train: os.train.handler(({ input, context }) => heads.train(input, context.caller.userId)),
    activate: os.activate.handler(({ input, context }) => {
      heads.activate(input.maskSchemaId, input.headId, context.caller.userId);
    }),
    remove: os.remove.handler(({ input, context }) => heads.remove(input.headId, context.caller.userId)),
    propose: os.propose.handler(({ input, context }) => proposals.propose(input, context.caller.userId)),
    proposed: os.proposed.handler(({ input }) => proposals.proposed(input.jobId)),
    proposals: os.proposals.handler(({ input }) => proposals.ofStudy(input.studyId, input.frameIds ?? null)),
    accept: os.accept.handler(({ input, context }) =>
      proposals.accept(input.proposalIds, context.caller.userId),
    ),
    reject: os.reject.handler(({ input, context }) => {
      proposals.setState(input.proposalIds, 'rejected', context.caller.userId);
    }),
    reopen: os.reopen.handler(({ input, context }) => {
      proposals.setState(input.proposalIds, 'open', context.caller.userId);
    }),
  });
}
