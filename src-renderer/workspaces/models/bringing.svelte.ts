import type { BackboneFact, BackboneProposal } from '../../../src-shared/contract/backbones.contract.ts';
import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';
import { weightFiles } from './collect.ts';
import type { Brought } from './collect.ts';
import { Entries } from './entries.svelte.ts';
import { factOrder, factTitles } from './facts.ts';
import type { FactName } from './facts.ts';

type BringingApp = Pick<App, 'client' | 'media' | 'jobs'>;
export type Imported = Awaited<ReturnType<Client['backbones']['imported']>>;

export type BringStep =
  | { readonly at: 'empty' }
  /** Bytes. */
  | { readonly at: 'sending'; readonly sent: number; readonly total: number }
  | { readonly at: 'looking' }
  /** The files are there, and nothing can be made of them as they are. */
  | { readonly at: 'refused' }
  | { readonly at: 'proposal'; readonly proposal: BackboneProposal }
  | { readonly at: 'importing'; readonly jobId: JobId };

/** How long a form must rest before the file is looked at again, in milliseconds. */
const rest = 350;

/** One network on its way in: files, what they would become, what a person states of it, and the import. */
export class Bringing {
  readonly #app: BringingApp;
  readonly #onImported: (imported: Imported) => void;
  readonly #entries = new Entries();
  #step = $state.raw<BringStep>({ at: 'empty' });
  #files = $state.raw<readonly Brought[]>([]);
  #main = $state.raw<string | null>(null);
  #entry = $state.raw<string | null>(null);
  #leaveUnknown = $state(false);
  #asking = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #trayId: string | null = null;
  #abort: AbortController | null = null;
  /** Answers to older questions are dropped. */
  #turn = 0;
  readonly #askSoon = debounced(rest, () => void this.#askAgain());

  constructor(app: BringingApp, onImported: (imported: Imported) => void) {
    this.#app = app;
    this.#onImported = onImported;
  }

  get step(): BringStep {
    return this.#step;
  }
  get files(): readonly Brought[] {
    return this.#files;
  }
  /** Files among which the weights have to be chosen; empty: there is nothing to choose. */
  get mains(): readonly string[] {
    const names = weightFiles(this.#files.map(({ name }) => name));
    return names.length > 1 ? names : [];
  }
  /** The file that holds the weights, or the index of sharded ones; null: the only one that can be. */
  get main(): string | null {
    return this.#main;
  }
  /** The entry of the catalogue that a person says the file is. */
  get catalogueEntry(): string | null {
    return this.#entry;
  }
  get leaveUnknown(): boolean {
    return this.#leaveUnknown;
  }
  /** Whether the file is being looked at again after a change. */
  get asking(): boolean {
    return this.#asking;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get job(): Job | undefined {
    return this.#step.at === 'importing' ? this.#app.jobs.get(this.#step.jobId) : undefined;
  }
  /** Files can be chosen now. */
  get ready(): boolean {
    return this.#step.at === 'empty' || this.#step.at === 'refused' || this.#step.at === 'proposal';
  }

  wasOpen(name: FactName): boolean {
    return this.#entries.wasOpen(name);
  }
  isStated(name: FactName): boolean {
    return this.#entries.has(name);
  }
  /** What its field holds. */
  entry(fact: BackboneFact): string {
    return this.#entries.of(fact);
  }
  /** What is wrong with what its field holds; empty: nothing. */
  complaint(name: FactName): string {
    return this.#entries.complaint(name, this.#patchSize);
  }

  /** What keeps it from being imported, in words; null: nothing. */
  get obstacle(): string | null {
    if (this.#step.at !== 'proposal') return null;
    const { proposal } = this.#step;
    const wrong = this.#entries.wrong(this.#patchSize);
    const open = proposal.open.filter((name) => !this.#entries.has(name) && !wrong.includes(name));
    if (open.length > 0) return `Still to be stated: ${titled(open)}.`;
    if (wrong.length > 0) return `To be corrected: ${titled(wrong)}.`;
    if (this.#asking) return 'Looking at the file again…';
    // The last question was refused: what is shown is not what would be imported.
    if (this.#failure !== null) return 'What is stated was refused: see above.';
    if (proposal.open.length > 0) return `Still to be stated: ${titled(proposal.open)}.`;
    if (proposal.keys.unknown.length > 0 && !this.#leaveUnknown) {
      return 'There are tensors that are not known: say whether they are left out.';
    }
    return null;
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

  async chooseMain(name: string | null): Promise<void> {
    if (this.#step.at !== 'refused' && this.#step.at !== 'proposal') return;
    this.#main = name;
    this.#askSoon.cancel();
    this.#asking = false;
    await this.#look(++this.#turn);
  }

  /** What a field holds now. */
  state(name: FactName, entry: string): void {
    this.stateAll([[name, entry]]);
  }
  stateAll(changes: readonly (readonly [name: FactName, entry: string])[]): void {
    this.#entries.set(changes);
    this.#changed();
  }
  /** Back to what is known without a person. */
  takeBack(name: FactName): void {
    this.#entries.takeBack(name);
    this.#changed();
  }
  /** @param id of the entry of the catalogue that the file is; null: not stated */
  sayEntry(id: string | null): void {
    this.#entry = id;
    this.#changed();
  }
  setLeaveUnknown(leave: boolean): void {
    this.#leaveUnknown = leave;
  }

  async import(): Promise<void> {
    const trayId = this.#trayId;
    if (this.#step.at !== 'proposal' || trayId === null || this.obstacle !== null) return;
    const turn = ++this.#turn;
    const former = this.#step;
    try {
      this.#asking = true;
      const { jobId } = await this.#app.client.backbones.importTray({
        trayId,
        ...this.#request(),
        leaveUnknown: this.#leaveUnknown,
      });
      this.#asking = false;
      // From here on the tray is the job's.
      this.#trayId = null;
      this.#step = { at: 'importing', jobId };
      const job = await this.#app.jobs.ended(jobId);
      if (turn !== this.#turn) return;
      if (job.state !== 'done') {
        this.#failure = job.error ?? {
          code: 'import-stopped',
          message: 'The import was stopped; nothing was installed.',
          remedy: 'Send the files once more, or close this panel.',
        };
        this.#step = { at: 'refused' };
        return;
      }
      const imported = await this.#app.client.backbones.imported({ jobId });
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

  /** Whether the files have to be sent once more before anything can be made of them. */
  get spent(): boolean {
    return this.#step.at === 'refused' && this.#trayId === null && this.#files.length > 0;
  }

  /** Stops what is under way: the sending, the first look, or the import. */
  async cancel(): Promise<void> {
    if (this.#step.at === 'importing') await this.#app.jobs.cancel(this.#step.jobId);
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

  get #patchSize(): number {
    return this.#step.at === 'proposal' ? this.#step.proposal.shape.patchSize : 1;
  }

  #request() {
    return { main: this.#main, stated: this.#entries.stated(this.#patchSize), entry: this.#entry };
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
      const trayId = this.#trayId ?? (await this.#openTray(turn));
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

  async #openTray(turn: number): Promise<string | null> {
    const { trayId } = await this.#app.client.backbones.openTray();
    if (turn === this.#turn) return (this.#trayId = trayId);
    this.#closeTray(trayId);
    return null;
  }

  async #send(trayId: string, files: readonly Brought[], signal: AbortSignal): Promise<void> {
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    let gone = 0;
    this.#step = { at: 'sending', sent: 0, total };
    for (const { name, file } of files) {
      signal.throwIfAborted();
      await this.#app.media.putWeights(trayId, name, file, signal, (bytes) => {
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
      const proposal = await this.#app.client.backbones.inspectTray({ trayId, ...this.#request() });
      if (turn === this.#turn) this.#show(proposal);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = toFailure(error);
      this.#step = { at: 'refused' };
    }
  }

  #changed(): void {
    if (this.#step.at !== 'proposal') return;
    this.#turn++;
    this.#asking = true;
    this.#askSoon();
  }

  /** After a change; what is shown stays until the answer is there. */
  async #askAgain(): Promise<void> {
    const trayId = this.#trayId;
    if (this.#step.at !== 'proposal' || trayId === null) return;
    const turn = this.#turn;
    try {
      const proposal = await this.#app.client.backbones.inspectTray({ trayId, ...this.#request() });
      if (turn !== this.#turn) return;
      this.#failure = null;
      this.#show(proposal);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = toFailure(error);
    }
    this.#asking = false;
  }

  #show(proposal: BackboneProposal): void {
    this.#entries.remember(proposal.open);
    this.#step = { at: 'proposal', proposal };
  }

  #forget(): void {
    if (this.#trayId !== null) this.#closeTray(this.#trayId);
    this.#trayId = null;
    this.#files = [];
    this.#main = null;
    this.#entries.clear();
    this.#entry = null;
    this.#leaveUnknown = false;
  }

  #closeTray(trayId: string): void {
    // A tray that is gone already is as closed as it can be.
    void this.#app.client.backbones.closeTray({ trayId }).catch(() => undefined);
  }
}

function titled(names: readonly FactName[]): string {
  return factOrder
    .filter((name) => names.includes(name))
    .map((name) => factTitles[name].toLowerCase())
    .join(', ');
}
