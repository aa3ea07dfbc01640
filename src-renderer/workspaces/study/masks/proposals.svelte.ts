import type { MaskProposal } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { FrameId, ProposalId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../../src-shared/domain/maskCodec.ts';
import type { Client } from '../../../lib/bridge.ts';
import { isAbort, toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { Media } from '../../../lib/media.ts';
import { soon } from '../../../lib/timing.ts';
import { said, t } from '../../../lib/words.ts';
import type { Toasts } from '../../shell/toasts.svelte.ts';
import type { MaskTaking, TakenMask } from './takingOver.ts';

export interface ProposalsPorts {
  readonly client: {
    readonly segmentation: Pick<Client['segmentation'], 'proposals' | 'accept' | 'reject' | 'reopen'>;
  };
  readonly media: Pick<Media, 'proposedMask'>;
  readonly studyId: StudyId;
  readonly show: (frameId: FrameId) => Promise<void>;
  /** The frame whose picture can be seen now; null: none, or not yet. */
  readonly seen: () => FrameId | null;
  readonly masks: MaskTaking;
  readonly toasts: Pick<Toasts, 'show' | 'dismiss' | 'fail'>;
}

export type ProposalOrder = 'surest' | 'doubtful';
export type ProposalState = MaskProposal['state'];

/** Frames whose proposals are read by themselves; of more, all are read. */
const mostSome = 1000;
/** Accepted in one call: short enough to be stopped between two. */
const atATime = 20;

/** The masks that models propose for a study's frames, and the reader's verdict on each. */
export class Proposals {
  readonly #ports: ProposalsPorts;
  #all = $state.raw<readonly MaskProposal[] | null>(null);
  #state = $state<ProposalState>('open');
  #order = $state<ProposalOrder>('surest');
  #selectedId = $state.raw<ProposalId | null>(null);
  #map = $state.raw<{ readonly id: ProposalId; readonly map: LabelMap } | null>(null);
  #working = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #wanted = false;
  #turn = 0;
  #loading: AbortController | null = null;
  #stopping = false;
  #toast: number | null = null;
  #leftToast: number | null = null;
  /** Frames whose proposals may not be as they were read. */
  #news = new Set<FrameId>();
  #reading = 0;
  readonly #again = soon(300, () => void this.read());
  readonly #someAgain = soon(300, () => void this.#readSome());

  readonly #shown = $derived(
    (this.#all ?? [])
      .filter((proposal) => proposal.state === this.#state)
      .toSorted((a, b) =>
        this.#order === 'surest' ? b.confidence - a.confidence : a.confidence - b.confidence,
      ),
  );
  readonly #byState = $derived.by(() => {
    const counts = { open: 0, accepted: 0, rejected: 0 };
    for (const { state } of this.#all ?? []) counts[state]++;
    return counts;
  });

  constructor(ports: ProposalsPorts) {
    this.#ports = ports;
  }

  /** Those of the state that is looked at, in order. null: not read yet. */
  get list(): readonly MaskProposal[] | null {
    return this.#all === null ? null : this.#shown;
  }
  get counts(): Readonly<Record<ProposalState, number>> {
    return this.#byState;
  }
  get state(): ProposalState {
    return this.#state;
  }
  get order(): ProposalOrder {
    return this.#order;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What is being accepted, where it takes a while. */
  get working(): { readonly done: number; readonly total: number } | null {
    return this.#working;
  }
  get selected(): number {
    return this.#shown.findIndex((proposal) => proposal.id === this.#selectedId);
  }
  get selectedProposal(): MaskProposal | null {
    return this.#shown[this.selected] ?? null;
  }
  /** What the selected one proposes; null: not here yet. */
  get map(): LabelMap | null {
    return this.#map !== null && this.#map.id === this.selectedProposal?.id ? this.#map.map : null;
  }
  /** Nothing is judged unseen: frame and proposal are both on screen. */
  get canJudge(): boolean {
    const proposal = this.selectedProposal;
    return (
      proposal?.state === 'open' &&
      this.map !== null &&
      this.#working === null &&
      this.#ports.seen() === proposal.frameId
    );
  }

  /** Reads the list unless it is there; from then on it is kept up to date. */
  async want(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    await this.read();
  }
  /** @param frameId whose mask or proposals have changed; null: any may have */
  changed(frameId: FrameId | null): void {
    if (!this.#wanted) return;
    if (frameId === null) this.#again();
    else {
      this.#news.add(frameId);
      this.#someAgain();
    }
  }

  async read(): Promise<void> {
    const turn = ++this.#turn;
    this.#reading++;
    this.#news.clear();
    try {
      const proposals = await this.#ports.client.segmentation.proposals({ studyId: this.#ports.studyId });
      if (turn !== this.#turn) return;
      this.#all = proposals;
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    } finally {
      this.#reading--;
    }
  }

  look(state: ProposalState): void {
    this.#state = state;
  }
  sort(order: ProposalOrder): void {
    this.#order = order;
  }

  async select(id: ProposalId): Promise<void> {
    const proposal = this.#all?.find((one) => one.id === id);
    if (proposal === undefined) return;
    this.#selectedId = id;
    await Promise.all([this.#ports.show(proposal.frameId), this.#load(proposal)]);
  }

  /** Whether there was one to go to. */
  async step(by: 1 | -1): Promise<boolean> {
    await this.want();
    const at = this.selected;
    const target = this.#shown[at < 0 ? 0 : at + by];
    if (target === undefined) return false;
    await this.select(target.id);
    return true;
  }

  async acceptSelected(): Promise<void> {
    const proposal = this.selectedProposal;
    if (proposal === null || !this.canJudge) return;
    const next = this.#neighbour();
    await this.#accept([proposal]);
    if (next !== undefined) await this.select(next.id);
  }

  async rejectSelected(): Promise<void> {
    const proposal = this.selectedProposal;
    if (proposal === null || !this.canJudge) return;
    const next = this.#neighbour();
    await this.#attempt(async () => {
      await this.#ports.client.segmentation.reject({ proposalIds: [proposal.id] });
      this.#mark([proposal.id], 'rejected');
      this.#tell(t('masks.rejected-one'), () => this.#reopen([proposal.id]));
    });
    if (next !== undefined) await this.select(next.id);
  }

  /** Open ones that are at least that sure; of a frame that several propose for, the surest. */
  above(confidence: number): readonly MaskProposal[] {
    const surest = new Map<FrameId, MaskProposal>();
    for (const one of this.#all ?? []) {
      if (one.state !== 'open' || one.confidence < confidence) continue;
      const rival = surest.get(one.frameId);
      if (rival === undefined || one.confidence > rival.confidence) surest.set(one.frameId, one);
    }
    return [...surest.values()];
  }

  /** Takes every proposal that `above` names; can be stopped in between. */
  async acceptAbove(confidence: number): Promise<void> {
    const chosen = this.above(confidence);
    if (chosen.length > 0 && this.#working === null) await this.#accept(chosen);
  }
  stop(): void {
    this.#stopping = true;
  }

  /** Makes a judged one open again; what was accepted stays in the mask's history. */
  async reopen(proposal: MaskProposal): Promise<void> {
    await this.#attempt(() => this.#reopen([proposal.id]));
  }

  dispose(): void {
    this.#turn++;
    this.#again.cancel();
    this.#someAgain.cancel();
    this.#loading?.abort();
    this.#dismissToast();
  }

  async #accept(chosen: readonly MaskProposal[]): Promise<void> {
    const taken = new Map<ProposalId, TakenMask>();
    let left = 0;
    this.#stopping = false;
    this.#working = { done: 0, total: chosen.length };
    try {
      for (let at = 0; at < chosen.length && !this.#stopping; at += atATime) {
        const part = chosen.slice(at, at + atATime);
        for (const { frameId } of part) await this.#ports.masks.settled(frameId);
        const proposalIds = part.map(({ id }) => id);
        const answer = await this.#ports.client.segmentation.accept({ proposalIds });
        for (const { proposalId, ...mask } of answer.accepted) taken.set(proposalId, mask);
        left += answer.left.length;
        this.#tellLeft(answer.left[0], left);
        this.#working = { done: at + part.length, total: chosen.length };
      }
    } catch (error) {
      this.#ports.toasts.fail(error);
    } finally {
      this.#working = null;
    }
    if (taken.size === 0) return;
    this.#mark([...taken.keys()], 'accepted');
    this.#tell(t('masks.accepted-some', { count: taken.size }), () => this.#takeBack(taken));
    await this.#attempt(() => this.#ports.masks.take([...taken.values()]));
  }

  async #takeBack(taken: ReadonlyMap<ProposalId, TakenMask>): Promise<void> {
    const back = new Set(await this.#ports.masks.giveBack([...taken.values()]));
    const opened = [...taken].flatMap(([id, mask]) => (back.has(mask) ? [id] : []));
    // Without their masks they are open, as after any undo; a redo accepts them again.
    if (opened.length > 0) this.#mark(opened, 'open');
    const kept = taken.size - opened.length;
    if (kept === 0) return;
    const title = t('masks.changed-since', { count: kept });
    this.#ports.toasts.show({ tone: 'quiet', title });
  }

  #tellLeft(first: { readonly message: string } | undefined, left: number): void {
    if (first === undefined) return;
    if (this.#leftToast !== null) this.#ports.toasts.dismiss(this.#leftToast);
    const title = t('masks.left-open', { count: left });
    this.#leftToast = this.#ports.toasts.show({ tone: 'bad', title, detail: said(first.message) });
  }

  async #reopen(proposalIds: ProposalId[]): Promise<void> {
    await this.#ports.client.segmentation.reopen({ proposalIds });
    this.#mark(proposalIds, 'open');
  }

  async #load(proposal: MaskProposal): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const map = await this.#ports.media.proposedMask(proposal.id, loading.signal);
      if (!loading.signal.aborted) this.#map = { id: proposal.id, map };
    } catch (error) {
      if (!loading.signal.aborted && !isAbort(error)) this.#ports.toasts.fail(error);
    }
  }

  /** The one to judge after the selected one. */
  #neighbour(): MaskProposal | undefined {
    return this.#shown[this.selected + 1] ?? this.#shown[this.selected - 1];
  }

  #mark(proposalIds: readonly ProposalId[], state: ProposalState): void {
    const ids = new Set(proposalIds);
    // An answer that was asked for before does not know of it.
    this.#turn++;
    this.#all = (this.#all ?? []).map((one) => (ids.has(one.id) ? { ...one, state } : one));
    if (this.#reading > 0) this.#again();
  }

  /** Reads the proposals of the frames that were told of, where there are any. */
  async #readSome(): Promise<void> {
    const all = this.#all ?? [];
    const news = this.#news;
    this.#news = new Set();
    const frameIds = [...new Set(all.map(({ frameId }) => frameId))].filter((frameId) => news.has(frameId));
    if (frameIds.length === 0) return;
    if (frameIds.length > mostSome) return this.read();
    const turn = this.#turn;
    try {
      const { studyId, client } = this.#ports;
      const now = await client.segmentation.proposals({ studyId, frameIds });
      if (turn === this.#turn) this.#take(frameIds, now);
      // Judged meanwhile: this answer may not know of it.
      else for (const frameId of frameIds) this.changed(frameId);
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    }
  }

  #take(frameIds: readonly FrameId[], now: readonly MaskProposal[]): void {
    const states = new Map(now.map(({ id, state }) => [id, state]));
    const asked = new Set(frameIds);
    const old = (this.#all ?? []).filter(({ frameId }) => asked.has(frameId));
    if (old.length !== now.length || old.some(({ id }) => !states.has(id))) void this.read();
    else if (old.some(({ id, state }) => states.get(id) !== state)) {
      this.#all = (this.#all ?? []).map((one) => {
        const state = states.get(one.id) ?? one.state;
        return state === one.state ? one : { ...one, state };
      });
    }
  }

  #tell(title: string, undo: () => Promise<void>): void {
    this.#dismissToast();
    this.#toast = this.#ports.toasts.show({
      tone: 'quiet',
      title,
      action: { title: t('study.undo'), run: () => void this.#attempt(undo) },
    });
  }
  #dismissToast(): void {
    if (this.#toast !== null) this.#ports.toasts.dismiss(this.#toast);
    this.#toast = null;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#ports.toasts.fail(error);
    }
  }
}
