import { implement } from '@orpc/server';
import { jobsContract } from '../../src-shared/contract/jobs.contract.ts';
import type { Changes } from '../events/changes.ts';
import { coalesced } from '../events/coalesced.ts';
import type { Jobs } from './jobs.ts';

export function jobsRoutes({ jobs, changes }: { readonly jobs: Jobs; readonly changes: Changes }) {
  const os = implement(jobsContract);
  return os.router({
    list: os.list.handler(() => jobs.list()),
    get: os.get.handler(({ input }) => jobs.get(input.jobId)),
    watch: os.watch.handler(({ signal }) =>
      coalesced(
        (listener) => jobs.listen(listener),
        (job) => job.id,
        signal,
        [...jobs.list()].reverse(),
      ),
    ),
    changes: os.changes.handler(({ signal }) =>
      coalesced(
        (listener) => changes.listen(listener),
        (change) => `${change.topic} ${change.id ?? ''}`,
        signal,
      ),
    ),
    cancel: os.cancel.handler(({ input }) => {
      jobs.cancel(input.jobId);
    }),
    pause: os.pause.handler(({ input }) => {
      jobs.pause(input.jobId, input.paused);
    }),
  });
}
