import type { SecondReadings } from '../../../../src-shared/contract/review.contract.ts';
import type { ClassId, FindingId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { Client } from '../../../lib/bridge.ts';
import { t } from '../../../lib/words.ts';
import type { App } from '../../shell/app.svelte.ts';
import type { Findings } from '../findings.svelte.ts';
import type { History } from '../history.svelte.ts';

type Standing = SecondReadings[number];
type Opinion = Pick<NonNullable<Standing['own']>, 'classId' | 'uncertain'>;

type SecondApp = Pick<App, 'changes' | 'toasts' | 'labelClass' | 'attempt'> & {
  readonly client: Pick<Client, 'review'>;
};

/**
 * Somebody else than the label's reader reads a study again. While they do, label, prediction and what others said are
 * out of sight until their own opinion is given. The page may know them all the same: this is a courtesy to the reader,
 * not a safeguard against one.
 */
export class SecondReading {
  readonly #app: SecondApp;
  readonly #studyId: StudyId;
  readonly #history: Pick<History, 'push'>;
  readonly #findings: Pick<Findings, 'selected' | 'select'>;
  #on = $state(false);
  #standing = $state.raw<ReadonlyMap<FindingId, Standing>>(new Map());
  /** The latest answer is the one that holds. */
  #asked = 0;

  constructor(
    app: SecondApp,
    studyId: StudyId,
    history: Pick<History, 'push'>,
    findings: Pick<Findings, 'selected' | 'select' | 'veilBy'>,
  ) {
    this.#app = app;
    this.#studyId = studyId;
    this.#history = history;
    this.#findings = findings;
    findings.veilBy((findingId) => this.isVeiled(findingId));
  }

  /** Follows who acts and what is said; returns the disposer. */
  start(): () => void {
    void this.#read();
    const unlisten = this.#app.changes.listen(['labels'], (id) => {
      if (id === null || id === this.#studyId) void this.#read();
    });
    const unlistenUsers = this.#app.changes.listen(['users'], () => {
      // Who takes over decides anew how they read.
      this.#on = false;
      void this.#read();
    });
    return () => {
      unlisten();
      unlistenUsers();
    };
  }

  get on(): boolean {
    return this.#on;
  }
  /** Whether there is a finding that whoever acts may read again, or has. */
  get offered(): boolean {
    return [...this.#standing.values()].some(({ stands, own }) => stands === 'open' || own !== null);
  }

  of(findingId: FindingId): Standing | undefined {
    return this.#standing.get(findingId);
  }

  /** Whether what is known of a finding is kept out of sight. */
  isVeiled(findingId: FindingId): boolean {
    if (!this.#on) return false;
    const standing = this.#standing.get(findingId);
    return standing === undefined || (standing.stands === 'open' && standing.own === null);
  }

  toggle(): void {
    this.#on = !this.#on;
  }

  /** The opinion of whoever acts of the selected finding; null takes it back. */
  async give(classId: ClassId | null): Promise<void> {
    const finding = this.#findings.selected;
    if (finding === null) return;
    const before = this.#opinionOf(finding.id);
    if (before?.classId === classId) return;
    const after = classId === null ? null : { classId, uncertain: before?.uncertain ?? false };
    await this.#go(finding.id, before, after);
  }

  /** Whether they would stand by it. */
  async markUncertain(): Promise<void> {
    const finding = this.#findings.selected;
    if (finding === null) return;
    const before = this.#opinionOf(finding.id);
    if (before === null) {
      this.#app.toasts.show({ tone: 'quiet', title: t('second.class-first', { number: finding.number }) });
      return;
    }
    await this.#go(finding.id, before, { ...before, uncertain: !before.uncertain });
  }

  async #go(findingId: FindingId, before: Opinion | null, after: Opinion | null): Promise<void> {
    if (before === null && after === null) return;
    const to = async (opinion: Opinion | null): Promise<void> => {
      const { readAgain } = this.#app.client.review;
      this.#take(
        await readAgain({
          findingId,
          classId: opinion?.classId ?? null,
          uncertain: opinion?.uncertain ?? false,
        }),
      );
      this.#findings.select(findingId);
    };
    await this.#app.attempt(async () => {
      await to(after);
      const code = after === null ? '' : (this.#app.labelClass(after.classId)?.code ?? '');
      this.#history.push({
        title: after === null ? t('second.step-back') : t('second.step', { code }),
        frames: [],
        signedToo: true,
        undo: () => to(before),
        redo: () => to(after),
      });
    });
  }

  #opinionOf(findingId: FindingId): Opinion | null {
    const own = this.#standing.get(findingId)?.own ?? null;
    return own === null ? null : { classId: own.classId, uncertain: own.uncertain };
  }

  #take(standing: Standing): void {
    this.#asked++;
    this.#standing = new Map([...this.#standing, [standing.findingId, standing]]);
  }

  async #read(): Promise<void> {
    const asked = ++this.#asked;
    await this.#app.attempt(async () => {
      const list = await this.#app.client.review.secondReadings({ studyId: this.#studyId });
      if (asked === this.#asked) this.#standing = new Map(list.map((one) => [one.findingId, one]));
    });
  }
}
