import type { StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import type { StudyId } from '../../../src-shared/domain/ids.ts';

export const pageSize = 60;
/** Pages that one request brings at most. */
const largestRequest = 3;

/** A stretch of the list, as the workstation answers. */
export interface Stretch {
  readonly studies: readonly StudySummary[];
  readonly next: string | null;
  readonly total: number | null;
}

/** From so many rows down, or from where a cursor stands. */
export interface Wanted {
  readonly skip: number;
  readonly cursor: string | null;
  readonly limit: number;
}

type Pages = ReadonlyMap<number, readonly StudySummary[]>;

/**
 * A list that is as long as it is, of which only what has been looked at is here. Pages are read one request at a time, for
 * the rows that are in view when the one before has come: what flew past is not asked for.
 */
export class StudyRows {
  readonly #ask: (wanted: Wanted) => Promise<Stretch>;
  readonly #onFailure: (error: unknown) => void;
  #total = $state(0);
  #pages = $state.raw<Pages>(new Map());
  /** Where a page begins, if the one before it told. */
  #cursors = new Map<number, string>();
  #view = { first: 0, after: 1 };
  /** Answers to older questions are dropped. */
  #turn = 0;
  #isAsking = false;
  #isReplacing = false;

  constructor(ask: (wanted: Wanted) => Promise<Stretch>, onFailure: (error: unknown) => void) {
    this.#ask = ask;
    this.#onFailure = onFailure;
  }

  get total(): number {
    return this.#total;
  }

  /** undefined: not read yet. */
  at(index: number): StudySummary | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Where a study is among the rows that are here; −1: nowhere. */
  indexOf(studyId: StudyId): number {
    for (const [page, studies] of this.#pages) {
      const at = studies.findIndex(({ id }) => id === studyId);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }

  /** The rows that are in view: those that are missing come. */
  show(first: number, after: number): void {
    this.#view = { first, after: Math.max(after, first + 1) };
    void this.#fill();
  }

  /** Another list: its first page, in place of what is here once it has come. Whether it was not overtaken. */
  begin(): Promise<boolean> {
    this.#view = { first: 0, after: 1 };
    return this.#replace(0, 1);
  }

  /** The same list as it is now, where it is looked at. Whether it was not overtaken. */
  refresh(): Promise<boolean> {
    const { first, last } = this.#pagesInView();
    return this.#replace(first, Math.min(largestRequest, last - first + 1));
  }

  /** A study as it is now, at the place it has. */
  put(study: StudySummary): void {
    const index = this.indexOf(study.id);
    if (index < 0) return;
    const page = Math.floor(index / pageSize);
    const studies = (this.#pages.get(page) ?? []).map((one) => (one.id === study.id ? study : one));
    this.#pages = new Map([...this.#pages, [page, studies]]);
  }

  async #replace(first: number, pages: number): Promise<boolean> {
    const turn = ++this.#turn;
    this.#isReplacing = true;
    const wanted = { skip: first * pageSize, cursor: null, limit: pages * pageSize };
    try {
      const stretch = await this.#ask(wanted);
      if (turn !== this.#turn) return false;
      this.#pages = new Map(pagesOf(stretch.studies, first));
      this.#cursors = new Map(stretch.next === null ? [] : [[first + pages, stretch.next]]);
      this.#total = stretch.total ?? this.#total;
      return true;
    } catch (error) {
      if (turn !== this.#turn) return false;
      this.#onFailure(error);
      return true;
    } finally {
      if (turn === this.#turn) {
        this.#isReplacing = false;
        void this.#fill();
      }
    }
  }

  #pagesInView(): { first: number; last: number } {
    const last = Math.max(0, Math.min(this.#view.after, this.#total) - 1);
    return {
      first: Math.floor(Math.min(this.#view.first, last) / pageSize),
      last: Math.floor(last / pageSize),
    };
  }

  async #fill(): Promise<void> {
    if (this.#isAsking || this.#isReplacing || this.#total === 0) return;
    this.#isAsking = true;
    try {
      for (let page = this.#missing(); page !== undefined && !this.#isReplacing; page = this.#missing()) {
        const turn = this.#turn;
        const cursor = this.#cursors.get(page) ?? null;
        const stretch = await this.#ask({
          ...{ cursor, limit: pageSize },
          skip: cursor === null ? page * pageSize : 0,
        });
        // The list has become another one meanwhile.
        if (turn !== this.#turn) continue;
        this.#pages = new Map([...this.#pages, [page, stretch.studies]]);
        if (stretch.next !== null) this.#cursors.set(page + 1, stretch.next);
      }
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#isAsking = false;
    }
  }

  #missing(): number | undefined {
    const { first, last } = this.#pagesInView();
    for (let page = first; page <= last; page++) if (!this.#pages.has(page)) return page;
    return undefined;
  }
}

function pagesOf(studies: readonly StudySummary[], first: number): [number, readonly StudySummary[]][] {
  const pages = Math.max(1, Math.ceil(studies.length / pageSize));
  return Array.from({ length: pages }, (_, i) => [
    first + i,
    studies.slice(i * pageSize, (i + 1) * pageSize),
  ]);
}
