import { createContext } from 'svelte';
import type { StudyFlags, StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import type { UserId } from '../../../src-shared/domain/ids.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import type { Readers } from '../shell/readers.svelte.ts';
import { flags } from './columns.ts';
import type { Done } from './undoing.svelte.ts';
import type { Particulars, Worklist } from './worklist.svelte.ts';

/** What can be done to a study of the list, with a note that takes it back. */
export class Marking {
  readonly #app: Pick<App, 'attempt' | 'toasts'>;
  readonly #worklist: Worklist;
  readonly #readers: Readers;
  /** The note that offers to take something back, which goes when it was. */
  readonly #notes = new WeakMap<Done, number>();

  constructor(app: Pick<App, 'attempt' | 'toasts'>, worklist: Worklist, readers: Readers) {
    this.#app = app;
    this.#worklist = worklist;
    this.#readers = readers;
  }

  toggle(study: StudySummary, flag: keyof StudyFlags): void {
    const name = flags().find((one) => one.flag === flag)?.title ?? flag;
    const title = study.flags[flag]
      ? t('worklist.flag-off', { flag: name })
      : t('worklist.flag-on', { flag: name });
    void this.#do(title, () => this.#worklist.mark(study, { flags: { [flag]: !study.flags[flag] } }, title));
  }

  assign(study: StudySummary, userId: UserId | null): void {
    if (userId === (study.assignee?.id ?? null)) return;
    const name = this.#readers.list.find(({ id }) => id === userId)?.name ?? '';
    const title = userId === null ? t('worklist.given-back') : t('worklist.assigned', { name });
    void this.#do(title, () => this.#worklist.mark(study, { assigneeId: userId }, title));
  }

  /** To whoever acts; from them, if it is theirs already. */
  takeOn(study: StudySummary): void {
    const me = this.#readers.acting?.id;
    if (me !== undefined) this.assign(study, study.assignee?.id === me ? null : me);
  }

  /** Whether it was written. */
  edit(study: StudySummary, to: Particulars): Promise<boolean> {
    const title = t('worklist.edited');
    return this.#do(title, () => this.#worklist.edit(study, to, title));
  }

  /** Takes back what is given, or what was done last. */
  async undo(done?: Done): Promise<void> {
    await this.#app.attempt(async () => {
      const undone = await this.#worklist.undoing.undo(done);
      if (undone === undefined) return;
      const note = this.#notes.get(undone);
      if (note !== undefined) this.#app.toasts.dismiss(note);
      this.#app.toasts.show({ tone: 'quiet', title: t('worklist.undone', { title: undone.title }) });
    });
  }

  async #do(title: string, work: () => Promise<Done>): Promise<boolean> {
    return this.#app.attempt(async () => {
      const done = await work();
      const action = { title: t('worklist.undo'), run: () => void this.undo(done) };
      this.#notes.set(done, this.#app.toasts.show({ tone: 'quiet', title, action }));
    });
  }
}

export const [getMarking, setMarking] = createContext<Marking>();
