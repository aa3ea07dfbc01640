import type { FrameId } from '../../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { Media } from '../../../lib/media.ts';
import { debounced } from '../../../lib/timing.ts';
import type { StudyView } from '../viewState.svelte.ts';
import { finerGrid } from './finerGrid.ts';
import type { Source } from './proposing.svelte.ts';

export interface HeadProbabilitiesPorts {
  readonly media: Pick<Media, 'headProbabilities'>;
  /** Where the layer is drawn. */
  readonly view: Pick<StudyView, 'showHeat' | 'setHeatOpacity' | 'hideHeat'>;
}

/** A frame that rests on screen, and the head whose answer is looked at. */
export interface ProbabilitySubject {
  readonly frameId: FrameId;
  readonly source: Source;
}

/** Milliseconds a frame rests before it is asked about: those that pass are not. */
const restMs = 120;
/** Milliseconds after which a wait is told, and can be ended. */
const patienceMs = 300;

/** Places drawn along the side of an answered cell: a proposal's edge runs through cells, and the layer shows where. */
const placesPerCell = 8;

/**
 * How sure a head is, place by place, over the frame on screen. Whatever was asked for another frame, head or class is
 * given up, and never shown.
 */
export class HeadProbabilities {
  readonly #ports: HeadProbabilitiesPorts;
  #on = $state(false);
  #opacity = $state(0.7);
  #classCode = $state<string | null>(null);
  #subject = $state.raw<ProbabilitySubject | null>(null);
  #answer = $state.raw<{ readonly sha256: string; readonly temperature: number } | null>(null);
  #slow = $state(false);
  #stopped = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #asking: AbortController | null = null;
  readonly #askSoon = debounced(restMs, () => void this.#ask());
  readonly #tellSoon = debounced(patienceMs, () => (this.#slow = true));

  constructor(ports: HeadProbabilitiesPorts) {
    this.#ports = ports;
  }

  get on(): boolean {
    return this.#on;
  }
  get opacity(): number {
    return this.#opacity;
  }
  /** Of the class that is looked at; null: anything but background. */
  get classCode(): string | null {
    const known = this.#subject?.source.classes.some((code) => code === this.#classCode) === true;
    return known ? this.#classCode : null;
  }
  /** What this head's logits are divided by, which is the same for every frame; null: it has not answered yet. */
  get temperature(): number | null {
    const answer = this.#answer;
    return answer !== null && answer.sha256 === this.#subject?.source.sha256 ? answer.temperature : null;
  }
  /** It takes long enough to be told. */
  get slow(): boolean {
    return this.#slow;
  }
  /** The reader has ended the wait. */
  get stopped(): boolean {
    return this.#stopped;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  turn(on: boolean): void {
    this.#on = on;
    this.#renew('now');
  }
  choose(classCode: string | null): void {
    this.#classCode = classCode;
    this.#renew('now');
  }
  setOpacity(opacity: number): void {
    this.#opacity = Math.min(1, Math.max(0, opacity));
    this.#ports.view.setHeatOpacity(this.#opacity);
  }
  cancel(): void {
    this.#drop();
    this.#stopped = true;
  }
  again(): void {
    this.#renew('now');
  }

  /** Goes with the frame on screen, and with what proposes; null: nothing rests there, or nobody looks. */
  follow(subject: ProbabilitySubject | null): void {
    const before = this.#subject;
    this.#subject = subject;
    const same =
      before?.frameId === subject?.frameId &&
      before?.source.sha256 === subject?.source.sha256 &&
      before?.source.schemaId === subject?.source.schemaId;
    if (!same) this.#renew('soon');
  }

  #renew(when: 'now' | 'soon'): void {
    this.#drop();
    if (!this.#on || this.#subject?.source.kind !== 'head') return;
    if (when === 'now') void this.#ask();
    else this.#askSoon();
  }

  #drop(): void {
    this.#askSoon.cancel();
    this.#tellSoon.cancel();
    this.#asking?.abort();
    this.#asking = null;
    this.#slow = false;
    this.#stopped = false;
    this.#failure = null;
    this.#ports.view.hideHeat();
  }

  async #ask(): Promise<void> {
    const subject = this.#subject;
    if (subject === null) return;
    const { frameId, source } = subject;
    const { classCode } = this;
    const asking = new AbortController();
    this.#asking = asking;
    this.#tellSoon();
    try {
      const question = { frameId, source: source.sha256, schemaId: source.schemaId, classCode };
      const map = await this.#ports.media.headProbabilities(question, asking.signal);
      if (asking.signal.aborted) return;
      this.#answer = { sha256: source.sha256, temperature: map.temperature };
      this.#ports.view.showHeat(frameId, finerGrid(map, placesPerCell), this.#opacity);
    } catch (error) {
      if (asking.signal.aborted || isAbort(error)) return;
      const failure = toFailure(error);
      // Another window of the same reader asked meanwhile.
      if (failure.code === 'superseded') this.#askSoon();
      else this.#failure = failure;
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#tellSoon.cancel();
        this.#slow = false;
      }
    }
  }
}
