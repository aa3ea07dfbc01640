import { createContext } from 'svelte';
import type { StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import type { StudyId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced, soon } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';
import { Importer } from './importer.svelte.ts';

type WorklistApp = Pick<App, 'client' | 'media' | 'changes' | 'jobs' | 'toasts'>;

const pageSize = 100;
const largestPage = 200;

/** The studies there are: searched, paged in as one scrolls, and kept as they are in the database. */
export class Worklist {
  readonly #app: WorklistApp;
  readonly importer: Importer;
  #search = $state('');
  #studies = $state.raw<readonly StudySummary[]>([]);
  #next = $state.raw<string | null>(null);
  #selectedId = $state.raw<StudyId | null>(null);
  #state = $state<'first' | 'reading' | 'here'>('first');
  #failure = $state.raw<Failure | null>(null);
  #importShown = $state(false);
  /** Answers to older questions are dropped. */
  #turn = 0;
  /** Nobody waits for it while a study is on screen, where every stroke is a change. */
  #isSeen = false;
  #isOld = false;
  readonly #searchSoon = debounced(160, () => void this.#read(pageSize));
  readonly #readSoon = soon(250, () => void this.#read(Math.max(pageSize, this.#studies.length)));

  constructor(app: WorklistApp) {
    this.#app = app;
    this.importer = new Importer(app);
  }

  /** Reads the first page and follows changes; returns the disposer. */
  start(): () => void {
    void this.#read(pageSize);
    const unlisten = this.#app.changes.listen(['studies', 'study', 'masks', 'labels', 'predictions'], () => {
      if (this.#isSeen) this.#readSoon();
      else this.#isOld = true;
    });
    return () => {
      unlisten();
      this.#searchSoon.cancel();
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

  get search(): string {
    return this.#search;
  }
  get studies(): readonly StudySummary[] {
    return this.#studies;
  }
  /** Whether there are more than those read so far. */
  get more(): boolean {
    return this.#next !== null;
  }
  get state(): 'first' | 'reading' | 'here' {
    return this.#state;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get selected(): number {
    return this.#studies.findIndex((study) => study.id === this.#selectedId);
  }
  get importShown(): boolean {
    return this.#importShown;
  }

  showImport(shown: boolean): void {
    this.#importShown = shown;
  }

  searchFor(text: string): void {
    this.#search = text;
    this.#searchSoon();
  }

  select(studyId: StudyId): void {
    this.#selectedId = studyId;
  }

  /** Moves the selection by rows; the first step selects the first row. */
  step(by: number): void {
    const at = this.selected;
    const to = at < 0 ? 0 : Math.min(this.#studies.length - 1, Math.max(0, at + by));
    this.#selectedId = this.#studies[to]?.id ?? null;
  }

  get selectedStudy(): StudySummary | undefined {
    return this.#studies[this.selected];
  }

  /** The next page, if there is one and none is on its way. */
  async readMore(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null || this.#state !== 'here') return;
    const turn = ++this.#turn;
    this.#state = 'reading';
    try {
      const page = await this.#app.client.studies.list({ search: this.#search, cursor, limit: pageSize });
      if (turn !== this.#turn) return;
      const known = new Set(this.#studies.map((study) => study.id));
      // A study that changed meanwhile has moved to the top and may come twice.
      this.#studies = [...this.#studies, ...page.studies.filter((study) => !known.has(study.id))];
      this.#next = page.next;
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    } finally {
      if (turn === this.#turn) this.#state = 'here';
    }
  }

  async reload(): Promise<void> {
    await this.#read(pageSize);
  }

  async #read(wanted: number): Promise<void> {
    const turn = ++this.#turn;
    this.#isOld = false;
    if (this.#state === 'here') this.#state = 'reading';
    try {
      const read: StudySummary[] = [];
      let cursor: string | null = null;
      do {
        const limit = Math.min(largestPage, wanted - read.length);
        const page: { studies: StudySummary[]; next: string | null } = await this.#app.client.studies.list({
          search: this.#search,
          cursor,
          limit,
        });
        if (turn !== this.#turn) return;
        read.push(...page.studies);
        cursor = page.next;
      } while (cursor !== null && read.length < wanted);
      this.#studies = read;
      this.#next = cursor;
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    } finally {
      if (turn === this.#turn) this.#state = 'here';
    }
  }
}

export const [getWorklist, setWorklist] = createContext<Worklist>();
