import type {
  FindingDetails,
  FindingFrame,
  FindingSummary,
  LaboratoryResult,
} from '../../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { StoneView } from '../../../src-shared/domain/findingWords.ts';
import type { ClassId, FindingId, FrameId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { t } from '../../lib/words.ts';
import type { History, Step } from './history.svelte.ts';

export interface VerbPorts {
  readonly client: Pick<Client, 'review'>;
  readonly studyId: StudyId;
  readonly history: Pick<History, 'push'>;
  /** A finding as the page knows it now. */
  readonly find: (findingId: FindingId) => FindingSummary | undefined;
  readonly replace: (findings: readonly FindingSummary[]) => void;
  readonly select: (findingId: FindingId) => void;
  readonly codeOf: (classId: ClassId) => string;
}

/** The reader's opinion: a class, and whether they would stand by it. */
interface Opinion {
  readonly classId: ClassId | null;
  readonly uncertain: boolean;
}

/** Where a finding is seen, and whether it counts. */
export interface Place {
  readonly findingId: FindingId;
  readonly frames: readonly FindingFrame[];
  readonly removed: boolean;
}

/** What a reader does with findings: every verb is one step, and its way back is the same verb with what was before. */
export class FindingVerbs {
  readonly #ports: VerbPorts;

  constructor(ports: VerbPorts) {
    this.#ports = ports;
  }

  /**
   * Gives the reader's label, or takes it back (null).
   * @param blind whether no prediction was in sight
   * @returns whether anything is different
   */
  async label(findingId: FindingId, opinion: Partial<Opinion>, blind: boolean): Promise<boolean> {
    const finding = this.#require(findingId);
    const before: Opinion = {
      classId: finding.reader?.classId ?? null,
      uncertain: finding.details.uncertain,
    };
    const after: Opinion = { ...before, ...opinion };
    if (before.classId === after.classId && before.uncertain === after.uncertain) return false;
    await this.#step(labelTitle(before, after, this.#ports.codeOf), findingId, before, after, (one, to) =>
      this.#ports.client.review.label({ ...one, ...to, blind }),
    );
    return true;
  }

  async describe(findingId: FindingId, change: Partial<FindingDetails>): Promise<void> {
    const before = this.#require(findingId).details;
    const after = { ...before, ...change };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await this.#step(t('study.step-details'), findingId, before, after, (one, details) =>
      this.#ports.client.review.describe({ ...one, details }),
    );
  }

  async view(findingId: FindingId, frameId: FrameId, view: StoneView | null): Promise<void> {
    const before = this.#require(findingId).frames.find((frame) => frame.frameId === frameId);
    if (before === undefined || before.view === view) return;
    await this.#step(t('study.step-view'), findingId, before.view, view, (one, to) =>
      this.#ports.client.review.view({ ...one, frameId, view: to }),
    );
  }

  async laboratory(findingId: FindingId, result: LaboratoryResult | null): Promise<void> {
    const known = this.#require(findingId).laboratory;
    await this.#step(t('study.step-laboratory'), findingId, known, result, (one, to) =>
      this.#ports.client.review.laboratory({ ...one, result: to }),
    );
  }

  /** Several findings become the first of them. */
  async merge(findingIds: readonly FindingId[]): Promise<void> {
    const [into, ...others] = findingIds.map((id) => this.#require(id));
    if (into === undefined || others.length === 0) return;
    const frames = [into, ...others].flatMap((finding) => finding.frames);
    await this.#arrange(t('study.step-merge'), [
      { findingId: into.id, frames, removed: false },
      ...others.map((other) => ({ findingId: other.id, frames: other.frames, removed: true })),
    ]);
    this.#ports.select(into.id);
  }

  async setAside(findingId: FindingId): Promise<void> {
    const { frames } = this.#require(findingId);
    await this.#arrange(t('study.step-set-aside'), [{ findingId, frames, removed: true }]);
  }

  async bringBack(findingId: FindingId): Promise<void> {
    const { frames } = this.#require(findingId);
    await this.#arrange(t('study.step-bring-back'), [{ findingId, frames, removed: false }]);
    this.#ports.select(findingId);
  }

  /** These frames of a finding become one of their own. */
  async split(findingId: FindingId, frameIds: readonly FrameId[]): Promise<void> {
    const finding = this.#require(findingId);
    const taken = finding.frames.filter(({ frameId }) => frameIds.includes(frameId));
    const left = finding.frames.filter(({ frameId }) => !frameIds.includes(frameId));
    if (taken.length === 0 || left.length === 0) return;
    const answered = await this.#ports.client.review.arrange({
      studyId: this.#ports.studyId,
      findings: [
        { findingId, revision: finding.revision, frames: left, removed: false },
        { findingId: null, like: findingId, revision: 0, frames: taken, removed: false },
      ],
    });
    this.#ports.replace(answered);
    const added = answered.find(({ id }) => id !== findingId);
    if (added === undefined) return;
    this.#ports.history.push(
      this.#arrangement(
        t('study.step-split'),
        [
          { findingId, frames: finding.frames, removed: false },
          { findingId: added.id, frames: taken, removed: true },
        ],
        [
          { findingId, frames: left, removed: false },
          { findingId: added.id, frames: taken, removed: false },
        ],
      ),
    );
    this.#ports.select(added.id);
  }

  /** The step of a finding that was just added. */
  added({ id, frames, number }: FindingSummary): Step {
    const place = (removed: boolean): Place[] => [{ findingId: id, frames, removed }];
    return this.#arrangement(t('study.step-add', { number }), place(true), place(false));
  }

  async #arrange(title: string, after: readonly Place[]): Promise<void> {
    const before = after.map(({ findingId }): Place => {
      const { frames, removed } = this.#require(findingId);
      return { findingId, frames, removed };
    });
    await this.#place(after);
    this.#ports.history.push(this.#arrangement(title, before, after));
  }

  #arrangement(title: string, before: readonly Place[], after: readonly Place[]): Step {
    return { title, frames: [], undo: () => this.#place(before), redo: () => this.#place(after) };
  }

  async #place(places: readonly Place[]): Promise<void> {
    const findings = places.map(({ findingId, frames, removed }) => ({
      findingId,
      frames: [...frames],
      removed,
      revision: this.#require(findingId).revision,
    }));
    this.#ports.replace(await this.#ports.client.review.arrange({ studyId: this.#ports.studyId, findings }));
  }

  /** Goes from one state of a finding to another, as a step. */
  async #step<State>(
    title: string,
    findingId: FindingId,
    before: State,
    after: State,
    send: (seen: { findingId: FindingId; revision: number }, to: State) => Promise<FindingSummary>,
  ): Promise<void> {
    const to = async (state: State): Promise<void> => {
      // As it is known when it is done: a step back is taken from what is there then.
      const { revision } = this.#require(findingId);
      this.#ports.replace([await send({ findingId, revision }, state)]);
    };
    // A reader who has gone on meanwhile is left where they are; a step back shows what it changes.
    const back = async (state: State): Promise<void> => {
      await to(state);
      this.#ports.select(findingId);
    };
    await to(after);
    this.#ports.history.push({ title, frames: [], undo: () => back(before), redo: () => back(after) });
  }

  #require(findingId: FindingId): FindingSummary {
    const finding = this.#ports.find(findingId);
    if (finding !== undefined) return finding;
    throw new LapidaryError('not-found', t('study.finding-gone'), t('study.finding-gone-remedy'));
  }
}

function labelTitle(before: Opinion, after: Opinion, codeOf: (classId: ClassId) => string): string {
  if (before.classId === after.classId) {
    return after.uncertain ? t('study.step-uncertain') : t('study.step-certain');
  }
  if (after.classId === null) return t('study.step-unlabel');
  return t('study.step-label', { code: codeOf(after.classId) }).trim();
}
