import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { follow } from '../../lib/follow.ts';
import { said, t } from '../../lib/words.ts';

export const jobTitles: Readonly<Record<Job['kind'], string>> = {
  import: t('jobs.kind.import'),
  tune: t('jobs.kind.tune'),
  predict: t('jobs.kind.predict'),
  segment: t('jobs.kind.segment'),
  demo: t('jobs.kind.demo'),
  report: t('jobs.kind.report'),
  erase: t('jobs.kind.erase'),
  experiment: t('jobs.kind.experiment'),
  backbone: t('jobs.kind.backbone'),
  'segmentation-head': t('jobs.kind.segmentation-head'),
  'mask-import': t('jobs.kind.mask-import'),
  'mask-model': t('jobs.kind.mask-model'),
};

export function isOver(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** With what it tells in the page's language. */
function inWords(job: Job): Job {
  const { note, error } = job;
  const told = error === null ? null : { ...error, message: said(error.message), remedy: said(error.remedy) };
  return { ...job, note: said(note), error: told };
}

/** Every job of the workstation, as it goes. */
export class JobBoard {
  readonly #client: Pick<Client, 'jobs'>;
  #jobs = $state.raw<ReadonlyMap<JobId, Job>>(new Map());
  #dismissed = $state.raw<ReadonlySet<JobId>>(new Set());
  readonly #endListeners = new Set<(job: Job) => void>();
  readonly #waiting = new Map<JobId, ((job: Job) => void)[]>();

  constructor(client: Pick<Client, 'jobs'>) {
    this.#client = client;
  }

  /** Returns the disposer. */
  start(): () => void {
    return follow<Job>({
      open: (signal) => this.#client.jobs.watch(undefined, { signal }),
      onValue: (job) => this.#take(job),
    });
  }

  get(jobId: JobId): Job | undefined {
    return this.#jobs.get(jobId);
  }

  /** Oldest first: the order in which they run. */
  get unfinished(): readonly Job[] {
    return [...this.#jobs.values()]
      .filter((job) => !isOver(job))
      .sort((a, b) => order(b) - order(a) || a.createdAt.localeCompare(b.createdAt));
  }

  /** Newest first, without those that were cleared away. */
  get finished(): readonly Job[] {
    return [...this.#jobs.values()]
      .filter((job) => isOver(job) && !this.#dismissed.has(job.id))
      .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''))
      .slice(0, 20);
  }

  dismissFinished(): void {
    this.#dismissed = new Set([...this.#jobs.values()].filter(isOver).map((job) => job.id));
  }

  async cancel(jobId: JobId): Promise<void> {
    await this.#client.jobs.cancel({ jobId });
  }

  async pause(jobId: JobId, paused: boolean): Promise<void> {
    await this.#client.jobs.pause({ jobId, paused });
  }

  /** Told of each job that ends while the page is open. Returns the disposer. */
  onEnd(listener: (job: Job) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Resolves when the job is done, failed or cancelled. */
  ended(jobId: JobId): Promise<Job> {
    const job = this.#jobs.get(jobId);
    if (job !== undefined && isOver(job)) return Promise.resolve(job);
    return new Promise((resolve) => {
      this.#waiting.set(jobId, [...(this.#waiting.get(jobId) ?? []), resolve]);
    });
  }

  #take(written: Job): void {
    const job = inWords(written);
    const former = this.#jobs.get(job.id);
    this.#jobs = new Map(this.#jobs).set(job.id, job);
    if (!isOver(job)) return;
    for (const resolve of this.#waiting.get(job.id) ?? []) resolve(job);
    const waited = this.#waiting.delete(job.id);
    // What was over before the page opened is history, not news.
    if (waited || (former !== undefined && !isOver(former))) {
      for (const listener of this.#endListeners) listener(job);
    }
  }
}

function order(job: Job): number {
  return job.state === 'running' ? 1 : 0;
}
