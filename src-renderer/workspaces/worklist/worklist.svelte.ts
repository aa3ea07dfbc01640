import { createContext } from 'svelte';
import type {
  SavedFilter,
  StudyFilter,
  StudyFlags,
  StudyOrder,
  StudySummary,
} from '../../../src-shared/contract/studies.contract.ts';
import type { SiteId, StudyId, UserId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced, soon } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';
import { Importer } from './importer.svelte.ts';
import { StudyRows } from './studyRows.svelte.ts';
import type { Stretch, Wanted } from './studyRows.svelte.ts';
import { Undoing } from './undoing.svelte.ts';
import type { Done } from './undoing.svelte.ts';

type WorklistApp = Pick<App, 'client' | 'media' | 'changes' | 'jobs' | 'toasts'>;

/** What a study is marked with; what is left out stays. */
export interface Marks {
  readonly flags?: Partial<StudyFlags>;
  readonly assigneeId?: UserId | null;
}

/** What may be corrected of a study. */
export type Particulars = Pick<StudySummary, 'performedOn' | 'description' | 'accession'>;

const nobody = { index: -1, study: null };

type Tally = Awaited<ReturnType<App['client']['studies']['tally']>>;

export const everything: StudyFilter = {
  ...{ states: [], assignee: null, flags: [], siteId: null, from: null, to: null, openAmendment: false },
};

/** The studies there are: searched, filtered, ordered, marked, and kept as they are in the database. */
export class Worklist {
  readonly #app: WorklistApp;
  readonly importer: Importer;
  readonly rows: StudyRows;
  readonly undoing = new Undoing();
  #search = $state('');
  #filter = $state.raw<StudyFilter>(everything);
  #order = $state.raw<StudyOrder>('attention');
  #reversed = $state(false);
  #tally = $state.raw<Tally | null>(null);
  #sites = $state.raw<readonly { readonly id: SiteId; readonly name: string }[]>([]);
  #saved = $state.raw<readonly SavedFilter[]>([]);
  /** The study stays selected where it has moved away from its place; null: what is at the place, which is not read yet. */
  #selected = $state.raw<{ readonly index: number; readonly study: StudySummary | null }>(nobody);
  #state = $state<'first' | 'reading' | 'here'>('first');
  #failure = $state.raw<Failure | null>(null);
  #importShown = $state(false);
  /** Counts the lists that were begun: each starts at its top. */
  #begun = $state(0);
  /** Where the list was scrolled to, in pixels, for when one comes back. */
  scrolled = 0;
  /** Nobody waits for it while a study is on screen, where every stroke is a change. */
  #isSeen = false;
  #isOld = false;
  /** One search at a time: what was typed meanwhile goes next. */
  #isBeginning = false;
  #beginAgain = false;
  /** Studies that a reader went on from. */
  readonly #left = new Set<StudyId>();
  readonly #readSoon = soon(250, () => void this.#refresh());
  readonly #tallySoon = debounced(200, () => void this.#readTally());

  constructor(app: WorklistApp) {
    this.#app = app;
    this.importer = new Importer(app);
    this.rows = new StudyRows(
      (wanted) => this.#ask(wanted),
      (error) => (this.#failure = toFailure(error)),
    );
  }

  /** Reads the first page and follows changes; returns the disposer. */
  start(): () => void {
    void this.#begin();
    void this.#readNames();
    const { changes } = this.#app;
    const disposers = [
      changes.listen(['studies', 'study', 'masks', 'labels', 'predictions', 'signatures', 'users'], () => {
        if (this.#isSeen) this.#readSoon();
        else this.#isOld = true;
      }),
      changes.listen(['settings', 'studies'], () => void this.#readNames()),
    ];
    return () => {
      for (const dispose of disposers) dispose();
      this.#tallySoon.cancel();
      this.#readSoon.cancel();
    };
  }

  /** It is on screen from now on: what has changed unseen is read. Returns the disposer. */
  look(): () => void {
    this.#isSeen = true;
    if (this.#isOld) this.#readSoon();
    return () => {
      this.#isSeen = false;
    };
  }

  /**
   * The study that wants a reader next, as the list is filtered and ordered now: one that is not signed and was not left
   * this way before, unless all were. null: there is no other.
   */
  async studyAfter(studyId: StudyId): Promise<StudyId | null> {
    this.#left.add(studyId);
    const { studies } = await this.#app.client.studies.list({
      ...{ search: this.#search, filter: this.#filter, order: this.#order, reversed: this.#reversed },
      limit: 200,
    });
    const open = studies.filter(({ id, locked }) => !locked && id !== studyId);
    const fresh = open.find(({ id }) => !this.#left.has(id));
    if (fresh !== undefined) return fresh.id;
    this.#left.clear();
    return open[0]?.id ?? null;
  }

  get search(): string {
    return this.#search;
  }
  get filter(): StudyFilter {
    return this.#filter;
  }
  get order(): StudyOrder {
    return this.#order;
  }
  get reversed(): boolean {
    return this.#reversed;
  }
  /** null: not counted yet. */
  get tally(): Tally | null {
    return this.#tally;
  }
  get sites(): readonly { readonly id: SiteId; readonly name: string }[] {
    return this.#sites;
  }
  get saved(): readonly SavedFilter[] {
    return this.#saved;
  }
  get state(): 'first' | 'reading' | 'here' {
    return this.#state;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get begun(): number {
    return this.#begun;
  }
  get importShown(): boolean {
    return this.#importShown;
  }
  /** The row that is selected; −1: none, or one that is somewhere else now. */
  get selected(): number {
    const { index, study } = this.#selected;
    return study === null || this.rows.at(index)?.id === study.id ? index : -1;
  }
  get selectedStudy(): StudySummary | undefined {
    const { index, study } = this.#selected;
    const there = this.rows.at(index);
    return study === null || there?.id === study.id ? there : study;
  }
  /** Whether it holds studies back. */
  get isFiltered(): boolean {
    const { states, flags, assignee, siteId, from, to, openAmendment } = this.#filter;
    return (
      states.length + flags.length > 0 ||
      openAmendment ||
      [assignee, siteId, from, to].some((one) => one !== null)
    );
  }

  showImport(shown: boolean): void {
    this.#importShown = shown;
  }

  searchFor(text: string): void {
    this.#search = text;
    void this.#begin();
  }

  filterBy(change: Partial<StudyFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    void this.#begin();
  }

  toggleState(state: StudySummary['state']): void {
    const { states } = this.#filter;
    this.filterBy({
      states: states.includes(state) ? states.filter((one) => one !== state) : [...states, state],
    });
  }

  toggleFlag(flag: keyof StudyFlags): void {
    const { flags } = this.#filter;
    this.filterBy({ flags: flags.includes(flag) ? flags.filter((one) => one !== flag) : [...flags, flag] });
  }

  /** Everything again. */
  clear(): void {
    this.#search = '';
    this.filterBy(everything);
  }

  /** In this order; once more: the other way round. */
  sortBy(order: StudyOrder): void {
    this.#reversed = this.#order === order && !this.#reversed;
    this.#order = order;
    void this.#begin();
  }

  select(index: number): void {
    this.#selected = { index, study: this.rows.at(index) ?? null };
  }

  /** Moves the selection by rows; the first step selects the first row. */
  step(by: number): void {
    const { index } = this.#selected;
    const to = index < 0 && by !== Infinity ? 0 : Math.min(this.rows.total - 1, Math.max(0, index + by));
    this.select(to);
  }

  async reload(): Promise<void> {
    await this.#begin();
  }

  /** Marks a study, and can take it back. `title` says what is undone. */
  async mark(study: StudySummary, marks: Marks, title: string): Promise<Done> {
    const before: Marks = {
      ...(marks.flags === undefined ? {} : { flags: study.flags }),
      ...(marks.assigneeId === undefined ? {} : { assigneeId: study.assignee?.id ?? null }),
    };
    const write = async (to: Marks): Promise<void> => {
      this.#put(await this.#app.client.studies.mark({ studyId: study.id, ...to }));
    };
    await write(marks);
    return this.undoing.did({ title, back: () => write(before) });
  }

  /** Corrects what a study is called, and can take it back. */
  async edit(study: StudySummary, to: Particulars, title: string): Promise<Done> {
    const write = async ({ performedOn, description, accession }: Particulars): Promise<void> => {
      const { studies } = this.#app.client;
      this.#put(await studies.edit({ studyId: study.id, performedOn, description, accession }));
    };
    await write(to);
    return this.undoing.did({ title, back: () => write(study) });
  }

  async saveFilter(name: string): Promise<void> {
    const view = { filter: this.#filter, order: this.#order, reversed: this.#reversed };
    this.#saved = await this.#app.client.studies.saveFilter({ name, view });
  }

  async removeFilter(name: string): Promise<void> {
    this.#saved = await this.#app.client.studies.removeFilter({ name });
  }

  /** What a saved filter shows, whatever was searched for. */
  use({ view }: SavedFilter): void {
    this.#search = '';
    this.#order = view.order;
    this.#reversed = view.reversed;
    this.filterBy(view.filter);
  }

  #put(study: StudySummary): void {
    this.rows.put(study);
    if (this.#selected.study?.id === study.id) this.#selected = { ...this.#selected, study };
  }

  #ask({ skip, cursor, limit }: Wanted): Promise<Stretch> {
    return this.#app.client.studies.list({
      ...{ search: this.#search, filter: this.#filter, order: this.#order, reversed: this.#reversed },
      ...{ skip, cursor, limit },
    });
  }

  async #begin(): Promise<void> {
    if (this.#isBeginning) {
      this.#beginAgain = true;
      return;
    }
    this.#isBeginning = true;
    if (this.#state === 'here') this.#state = 'reading';
    do {
      this.#beginAgain = false;
      this.#isOld = false;
      this.#failure = null;
      await this.rows.begin();
    } while (this.#beginAgain);
    this.#isBeginning = false;
    this.scrolled = 0;
    this.#begun++;
    this.#arrived();
    if (this.selected < 0) this.#selected = nobody;
  }

  async #refresh(): Promise<void> {
    if (this.#isBeginning) return;
    this.#isOld = false;
    this.#failure = null;
    if (await this.rows.refresh()) this.#arrived();
  }

  #arrived(): void {
    this.#state = 'here';
    this.#tallySoon();
    const { study } = this.#selected;
    const index = study === null ? -1 : this.rows.indexOf(study.id);
    if (index >= 0) this.select(index);
  }

  async #readTally(): Promise<void> {
    const [search, filter] = [this.#search, this.#filter];
    // What it counts is beside the point of the list: where it fails, the list says so.
    const tally = await this.#app.client.studies.tally({ search, filter }).catch(() => null);
    if (search === this.#search && filter === this.#filter) this.#tally = tally;
  }

  async #readNames(): Promise<void> {
    const { studies } = this.#app.client;
    try {
      [this.#sites, this.#saved] = await Promise.all([studies.sites(), studies.savedFilters()]);
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }
}

export const [getWorklist, setWorklist] = createContext<Worklist>();
