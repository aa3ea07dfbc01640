import type { LiveAnswer } from '../../../src-shared/contract/predictions.contract.ts';
import type { FindingId, FrameId, PredictionId } from '../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { LiveQuestion, Media } from '../../lib/media.ts';
import { rest } from '../../lib/timing.ts';

export interface LivePorts {
  readonly media: Pick<Media, 'live'>;
  /** Runs before the next picture is painted; returns what takes that back. */
  readonly beforePaint: (run: () => void) => () => void;
}

/** A question, and the stored prediction beside which its answer will stand; null: there is none. */
export interface Asked extends LiveQuestion {
  readonly beside: PredictionId | null;
}

export interface Live {
  readonly answer: LiveAnswer | null;
  /** Why there is no answer, where that is news. */
  readonly failure: Failure | null;
}

/** These are no news: the mask shows nothing yet, nothing is active, or a newer question is on its way. */
const expected: ReadonlySet<string> = new Set(['no-active-adapter', 'no-mask', 'superseded']);

/** Milliseconds without a further stroke. */
const restMs = 350;

/** What the active adapter says of the mask as it is drawn. Every question takes the place of the one before. */
export class LiveAnswers {
  readonly #ports: LivePorts;
  #live = $state.raw<(Live & { readonly asked: Asked }) | null>(null);
  /** What was asked last, answered or not. */
  #last: Asked | null = null;
  #takeBack: (() => void) | null = null;
  #asking: AbortController | null = null;

  constructor(ports: LivePorts) {
    this.#ports = ports;
  }

  /** The last answer, where it is of this finding on this frame and no prediction has been stored since. */
  of(findingId: FindingId, frameId: FrameId | undefined, stored: PredictionId | undefined): Live | undefined {
    const live = this.#live;
    const { asked } = live ?? {};
    if (live === null || asked?.findingId !== findingId || asked.frameId !== frameId) return undefined;
    return asked.beside === (stored ?? null) ? live : undefined;
  }

  /** Asked once per painted picture, however many strokes end before it. */
  ask(question: Asked): void {
    this.#takeBack?.();
    this.#last = question;
    this.#takeBack = this.#ports.beforePaint(() => {
      this.#takeBack = null;
      void this.#send(question);
    });
  }

  /** Asks the same once more: another adapter may answer now. */
  renew(): void {
    const question = this.#last;
    this.drop();
    if (question !== null) this.ask(question);
  }

  /** Forgets the answer and whatever is on its way. */
  drop(): void {
    this.#last = null;
    this.#takeBack?.();
    this.#takeBack = null;
    this.#asking?.abort();
    this.#asking = null;
    this.#live = null;
  }

  async #send(asked: Asked): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const answer = await this.#ports.media.live(asked, asking.signal);
      if (asking.signal.aborted) return;
      this.#live = { asked, answer, failure: null };
      // What the mask does costs three answers: asked once the hand rests.
      await rest(restMs, asking.signal);
      if (asking.signal.aborted) return;
      const whole = await this.#ports.media.live(asked, asking.signal, true);
      if (!asking.signal.aborted) this.#live = { asked, answer: whole, failure: null };
    } catch (error) {
      if (asking.signal.aborted || isAbort(error)) return;
      const failure = toFailure(error);
      // The answer stands where only what else the mask does is missing.
      if (this.#live?.asked === asked && this.#live.answer !== null) return;
      // What was answered before is not of the mask that is on screen.
      this.#live = { asked, answer: null, failure: expected.has(failure.code) ? null : failure };
    }
  }
}
