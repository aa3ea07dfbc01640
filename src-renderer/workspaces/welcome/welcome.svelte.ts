import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { App } from '../shell/app.svelte.ts';
import { isOver } from '../shell/jobBoard.svelte.ts';

type WelcomeApp = Pick<App, 'client' | 'jobs' | 'changes' | 'attempt' | 'toasts'>;

/** The first launch: an empty data folder, and the offer to fill it with synthetic cases. */
export class Welcome {
  readonly #app: WelcomeApp;
  #offer = $state(false);
  #jobId = $state.raw<JobId | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #leaving = $state(false);

  constructor(app: WelcomeApp) {
    this.#app = app;
  }

  /** Asks whether to offer; returns the disposer. */
  start(): () => void {
    const ask = async (): Promise<void> => {
      this.#offer = (await this.#app.client.demo.status()).offer;
    };
    void this.#app.attempt(ask);
    return this.#app.changes.listen(['studies'], () => {
      if (this.open && this.#jobId === null) void this.#app.attempt(ask);
    });
  }

  /** Whether the page is to be shown: while there is an offer, and while what it started still runs. */
  get open(): boolean {
    if (this.#leaving) return false;
    if (this.#jobId === null) return this.#offer;
    return this.job === null || !isOver(this.job) || this.job.state === 'failed';
  }

  /** The rendering of the demo cohort, once it was asked for. */
  get job(): Job | null {
    return this.#jobId === null ? null : (this.#app.jobs.get(this.#jobId) ?? null);
  }
  get loading(): boolean {
    return this.#jobId !== null;
  }
  get failure(): Failure | null {
    return this.job?.state === 'failed' ? this.job.error : this.#failure;
  }

  async loadDemo(): Promise<void> {
    this.#failure = null;
    try {
      this.#jobId = (await this.#app.client.demo.load()).jobId;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  async cancel(): Promise<void> {
    const jobId = this.#jobId;
    if (jobId === null) return;
    if (await this.#app.attempt(() => this.#app.jobs.cancel(jobId))) this.#jobId = null;
  }

  /** On to the worklist while the cohort is still being rendered, or after its end. */
  leave(): void {
    this.#leaving = true;
  }

  async decline(): Promise<void> {
    this.#leaving = true;
    await this.#app.attempt(() => this.#app.client.demo.decline());
  }
}
