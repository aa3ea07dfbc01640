import type { saliencyKinds } from '../../../../src-shared/contract/predictions.contract.ts';
import type { FindingId, FrameId, PredictionId } from '../../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { Media } from '../../../lib/media.ts';
import { debounced } from '../../../lib/timing.ts';
import type { StudyView } from '../viewState.svelte.ts';

export type SaliencyKind = (typeof saliencyKinds)[number];

export interface SaliencyPorts {
  readonly media: Pick<Media, 'saliency'>;
  readonly view: Pick<StudyView, 'showHeat' | 'hideHeat' | 'setHeatOpacity'>;
}

/** A stored prediction that is looked at. */
export interface SaliencySubject {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly predictionId: PredictionId;
}

/** Milliseconds a frame rests before it is asked about. */
const restMs = 150;
/** Milliseconds after which a wait is told. */
const patienceMs = 300;

/** Where in the frame a prediction stems from, over the frame on screen. Turned off until a reader asks for it. */
export class Saliency {
  readonly #ports: SaliencyPorts;
  #kind = $state<SaliencyKind | null>(null);
  #opacity = $state(0.55);
  #subject: SaliencySubject | null = null;
  #slow = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #asking: AbortController | null = null;
  readonly #askSoon = debounced(restMs, () => void this.#ask());
  readonly #tellSoon = debounced(patienceMs, () => (this.#slow = true));

  constructor(ports: SaliencyPorts) {
    this.#ports = ports;
  }

  /** What is shown; null: nothing. */
  get kind(): SaliencyKind | null {
    return this.#kind;
  }
  get opacity(): number {
    return this.#opacity;
  }
  get slow(): boolean {
    return this.#slow;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  choose(kind: SaliencyKind | null): void {
    this.#drop();
    this.#kind = kind;
    if (kind !== null) void this.#ask();
  }
  /** Nothing, attention, gradient, nothing. */
  turn(): void {
    const kinds = [null, 'rollout', 'gradient'] as const;
    this.choose(kinds[(kinds.indexOf(this.#kind) + 1) % kinds.length] ?? null);
  }
  setOpacity(opacity: number): void {
    this.#opacity = Math.min(1, Math.max(0, opacity));
    this.#ports.view.setHeatOpacity(this.#opacity);
  }
  cancel(): void {
    this.choose(null);
  }

  /** Goes with the frame on screen and the finding that is chosen; null: there is nothing to ask about. */
  follow(subject: SaliencySubject | null): void {
    if (subject?.predictionId === this.#subject?.predictionId) return;
    this.#subject = subject;
    if (this.#kind === null) return;
    this.#drop();
    this.#askSoon();
  }

  #drop(): void {
    this.#askSoon.cancel();
    this.#tellSoon.cancel();
    this.#asking?.abort();
    this.#asking = null;
    this.#slow = false;
    this.#failure = null;
    if (this.#kind !== null) this.#ports.view.hideHeat();
  }

  async #ask(): Promise<void> {
    const [subject, kind] = [this.#subject, this.#kind];
    if (subject === null || kind === null) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#tellSoon();
    try {
      const map = await this.#ports.media.saliency({ ...subject, kind }, asking.signal);
      if (!asking.signal.aborted) this.#ports.view.showHeat(subject.frameId, map, this.#opacity);
    } catch (error) {
      if (!asking.signal.aborted && !isAbort(error)) this.#failure = toFailure(error);
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#tellSoon.cancel();
        this.#slow = false;
      }
    }
  }
}
