import type { JobId, UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { demoJob, type DemoPayload } from './demo.job.ts';
import * as queries from './demo.queries.ts';

export interface DemoStatus {
  readonly loaded: boolean;
  /** Nothing imported yet, nothing being loaded, and the offer not declined: the first launch. */
  readonly offer: boolean;
  readonly frames: number;
}

/** The synthetic cohort that shows what the workstation does before there are cases of one's own. */
export interface Demo {
  status(): DemoStatus;
  /** Renders and stores what is not there yet. */
  load(userId: UserId, size?: DemoPayload): JobId;
  decline(userId: UserId): void;
}

export function createDemo(
  foundations: Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'compute'>,
): Demo {
  const { db, jobs } = foundations;
  jobs.register(demoJob(foundations));

  const unfinished = (): JobId | undefined =>
    jobs.list().find(({ kind, state }) => kind === 'demo' && (state === 'queued' || state === 'running'))?.id;

  return {
    status() {
      const frames = queries.countDemoFrames(db);
      return {
        loaded: frames > 0 && unfinished() === undefined,
        offer: unfinished() === undefined && !queries.wasDeclined(db) && queries.isEmpty(db),
        frames,
      };
    },
    load: (userId, size = {}) => unfinished() ?? jobs.enqueue('demo', size, userId),
    decline(userId) {
      recordEvent(db, userId, { kind: 'demo.declined', subjectKind: 'workstation', subjectId: 'demo' });
    },
  };
}
