import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced } from '../../lib/timing.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import type { Brought } from './collect.ts';

export type RoadApp = Pick<App, 'client' | 'media' | 'jobs'>;

export type RoadStep<Proposal> =
  | { readonly at: 'empty' }
  /** Bytes. */
  | { readonly at: 'sending'; readonly sent: number; readonly total: number }
  | { readonly at: 'looking' }
  /** The files are there, and nothing can be made of them as they are. */
  | { readonly at: 'refused' }
  | { readonly at: 'proposal'; readonly proposal: Proposal }
  | { readonly at: 'importing'; readonly jobId: JobId };

/** How long a form must rest before the files are looked at again, in milliseconds. */
const rest = 350;

/**
 * One model of others on its way in: its files go into a tray, are looked at, perhaps again and again as a person states
 * what they do not tell, and are imported. What kind of model it is, the kinds of road know.
 */
export abstract class TrayRoad<Proposal, Imported> {
  protected readonly app: RoadApp;
  readonly #onImported: (imported: Imported) => void;
  #step = $state.raw<RoadStep<Proposal>>({ at: 'empty' });
  #files = $state.raw<readonly Brought[]>([]);
  #asking = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #trayId: string | null = null;
  #abort: AbortController | null = null;
  /** Answers to older questions are dropped. */
  #turn = 0;
  readonly #askSoon = debounced(rest, () => void this.#askAgain());

  constructor(app: RoadApp, onImported: (imported: Imported) => void) {
    this.app = app;
    this.#onImported = onImported;
  }

  protected abstract openTray(): Promise<{ readonly trayId: string }>;
  protected abstract closeTray(trayId: string): Promise<unknown>;
  protected abstract inspect(trayId: string): Promise<Proposal>;
  protected abstract start(trayId: string): Promise<{ readonly jobId: JobId }>;
  protected abstract imported(jobId: JobId): Promise<Imported>;
  /** Before a proposal is shown. */
  protected abstract remember(proposal: Proposal): void;
  /** Nothing that was stated holds for the next files. */
  protected abstract forgetStated(): void;
  /** What of the form keeps it from being imported, in words. */
  protected abstract inForm(proposal: Proposal): {
    readonly before: string | null;
    readonly after: string | null;
  };

  get step(): RoadStep<Proposal> {
    return this.#step;
  }
  get proposal(): Proposal | null {
    return this.#step.at === 'proposal' ? this.#step.proposal : null;
  }
  get files(): readonly Brought[] {
    return this.#files;
  }
  /** Whether the files are being looked at again after a change. */
  get asking(): boolean {
    return this.#asking;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get job(): Job | undefined {
    return this.#step.at === 'importing' ? this.app.jobs.get(this.#step.jobId) : undefined;
  }
  /** Files can be chosen now. */
  get ready(): boolean {
    return this.#step.at === 'empty' || this.#step.at === 'refused' || this.#step.at === 'proposal';
  }
  /** Whether the files have to be sent once more before anything can be made of them. */
  get spent(): boolean {
    return this.#step.at === 'refused' && this.#trayId === null && this.#files.length > 0;
  }

  /** What keeps it from being imported, in words; null: nothing. */
  get obstacle(): string | null {
    if (this.#step.at !== 'proposal') return null;
    const { before, after } = this.inForm(this.#step.proposal);
    if (before !== null) return before;
    if (this.#asking) return t('models.looking-at-file-again');
    // The last question was refused: what is shown is not what would be imported.
    if (this.#failure !== null) return t('models.stated-refused');
    return after;
  }

  /**
   * Sends files and looks at them.
   * @param add to those that were sent before, rather than in their place
   */
  async bring(collect: () => Promise<readonly Brought[]> | readonly Brought[], add = false): Promise<void> {
    await this.#deliver(collect, add && this.#trayId !== null);
  }

  /** The files of an import that failed or was stopped, once more, with what was stated. */
  async again(): Promise<void> {
    if (this.spent) await this.#deliver(() => this.#files, true);
  }

  async import(): Promise<void> {
    const trayId = this.#trayId;
    if (this.#step.at !== 'proposal' || trayId === null || this.obstacle !== null) return;
    const turn = ++this.#turn;
    const former = this.#step;
    try {
      this.#asking = true;
      const { jobId } = await this.start(trayId);
      this.#asking = false;
      // From here on the tray is the job's.
      this.#trayId = null;
      this.#step = { at: 'importing', jobId };
      const job = await this.app.jobs.ended(jobId);
      if (turn !== this.#turn) return;
      if (job.state !== 'done') {
        this.#failure = job.error ?? {
          code: 'import-stopped',
          message: t('models.import-stopped'),
          remedy: t('models.import-stopped-remedy'),
        };
        this.#step = { at: 'refused' };
        return;
      }
      const imported = await this.imported(jobId);
      if (turn !== this.#turn) return;
      this.#forget();
      this.#step = { at: 'empty' };
      this.#onImported(imported);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#asking = false;
      this.#failure = toFailure(error);
      this.#step = this.#trayId === null ? { at: 'refused' } : former;
    }
  }

  /** Stops what is under way: the sending, the first look, or the import. */
  async cancel(): Promise<void> {
    if (this.#step.at === 'importing') await this.app.jobs.cancel(this.#step.jobId);
    else this.close();
  }

  /** Leaves the files and what was stated; an import that runs goes on. */
  close(): void {
    this.#turn++;
    this.#askSoon.cancel();
    this.#abort?.abort();
    this.#abort = null;
    this.#asking = false;
    this.#failure = null;
    this.#forget();
    this.#step = { at: 'empty' };
  }

  /** What was stated is another: what is shown stays until the answer is there. */
  protected changed(): void {
    if (this.#step.at !== 'proposal') return;
    this.#turn++;
    this.#asking = true;
    this.#askSoon();
  }

  /** At once, and what was shown before does not hold. */
  protected async lookAgain(): Promise<void> {
    if (this.#step.at !== 'refused' && this.#step.at !== 'proposal') return;
    this.#askSoon.cancel();
    this.#asking = false;
    await this.#look(++this.#turn);
  }

  /** @param keep whether what was sent and stated before belongs to these files, too */
  async #deliver(
    collect: () => Promise<readonly Brought[]> | readonly Brought[],
    keep: boolean,
  ): Promise<void> {
    if (!this.ready) return;
    const former = this.#step;
    const turn = ++this.#turn;
    const abort = new AbortController();
    this.#abort = abort;
    this.#askSoon.cancel();
    this.#asking = false;
    this.#failure = null;
    this.#step = { at: 'sending', sent: 0, total: 0 };
    let sending = false;
    try {
      const files = await collect();
      if (turn !== this.#turn) return;
      if (files.length === 0) {
        this.#step = former;
        return;
      }
      sending = true;
      if (!keep) this.#forget();
      const trayId = this.#trayId ?? (await this.#open(turn));
      if (trayId === null) return;
      await this.#send(trayId, files, abort.signal);
      if (turn !== this.#turn) return;
      const names = new Set(files.map(({ name }) => name));
      this.#files = [...this.#files.filter(({ name }) => !names.has(name)), ...files];
      await this.#look(turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (!isAbort(error)) this.#failure = toFailure(error);
      this.#step = !sending ? former : this.#files.length > 0 ? { at: 'refused' } : { at: 'empty' };
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  async #open(turn: number): Promise<string | null> {
    const { trayId } = await this.openTray();
    if (turn === this.#turn) return (this.#trayId = trayId);
    this.#abandon(trayId);
    return null;
  }

  async #send(trayId: string, files: readonly Brought[], signal: AbortSignal): Promise<void> {
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    let gone = 0;
    this.#step = { at: 'sending', sent: 0, total };
    for (const { name, file } of files) {
      signal.throwIfAborted();
      await this.app.media.putWeights(trayId, name, file, signal, (bytes) => {
        if (!signal.aborted) this.#step = { at: 'sending', sent: gone + Math.min(bytes, file.size), total };
      });
      signal.throwIfAborted();
      gone += file.size;
      this.#step = { at: 'sending', sent: gone, total };
    }
  }

  /** The first look: what is shown waits for it. */
  async #look(turn: number): Promise<void> {
    const trayId = this.#trayId;
    if (trayId === null) return;
    this.#failure = null;
    this.#step = { at: 'looking' };
    try {
      const proposal = await this.inspect(trayId);
      if (turn === this.#turn) this.#show(proposal);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = toFailure(error);
      this.#step = { at: 'refused' };
    }
  }

  async #askAgain(): Promise<void> {
    const trayId = this.#trayId;
    if (this.#step.at !== 'proposal' || trayId === null) return;
    const turn = this.#turn;
    try {
      const proposal = await this.inspect(trayId);
      if (turn !== this.#turn) return;
      this.#failure = null;
      this.#show(proposal);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = toFailure(error);
    }
    this.#asking = false;
  }

  #show(proposal: Proposal): void {
    this.remember(proposal);
    this.#step = { at: 'proposal', proposal };
  }

  #forget(): void {
    if (this.#trayId !== null) this.#abandon(this.#trayId);
    this.#trayId = null;
    this.#files = [];
    this.forgetStated();
  }

  #abandon(trayId: string): void {
    // A tray that is gone already is as closed as it can be.
    void this.closeTray(trayId).catch(() => undefined);
  }
}
