import type { FrameId } from '../../../src-shared/domain/ids.ts';

/** Something a reader did, and the way back. */
export interface Step {
  /** "brush", "label IIb" */
  readonly title: string;
  /** The frames it happened on, where it is about any. */
  readonly frames: readonly FrameId[];
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  /** It changes nothing of the reading, so that it can be undone of a signed study. */
  readonly signedToo?: boolean;
  /** Bytes it holds in memory so that it can be undone at once. */
  readonly bytes?: () => number;
  /** Gives those up, where it can be undone without. */
  readonly release?: () => void;
  /** The same without what it did on a frame; null: nothing is left. */
  readonly without?: (frameId: FrameId) => Step | null;
}

const mostSteps = 1000;
const mostBytes = 96 * 1024 * 1024;

/** What was done in a study, in order: one undo for strokes and labels alike. Undos run one after the other. */
export class History {
  readonly #mostBytes: number;
  #past = $state.raw<readonly Step[]>([]);
  /** The last is redone first. */
  #future = $state.raw<readonly Step[]>([]);
  #last: Promise<unknown> = Promise.resolve();
  #pushed = false;

  /** @param mostBytes older steps give up what they hold in memory beyond it */
  constructor(limit = mostBytes) {
    this.#mostBytes = limit;
  }

  get nextUndo(): Step | undefined {
    return this.#past.at(-1);
  }
  get nextRedo(): Step | undefined {
    return this.#future.at(-1);
  }
  /** Bytes that all steps hold. */
  get bytes(): number {
    return [...this.#past, ...this.#future].reduce((sum, step) => sum + (step.bytes?.() ?? 0), 0);
  }

  /** Something new was done; what had been undone is given up. */
  push(step: Step): void {
    this.#pushed = true;
    this.#past = [...this.#past, step].slice(-mostSteps);
    this.#future = [];
    this.#trim();
  }

  /** What was done before this page was opened, oldest first, and what was undone then, oldest first too. */
  preload(done: readonly Step[], undone: readonly Step[]): void {
    this.#past = [...done, ...this.#past].slice(-mostSteps);
    // Something new was done already: then there is nothing to redo.
    if (!this.#pushed) this.#future = [...undone.toReversed(), ...this.#future].slice(-mostSteps);
  }

  /** Something that was done elsewhere, and can be undone from here. */
  append(steps: readonly Step[]): void {
    this.#past = [...this.#past, ...steps].slice(-mostSteps);
  }

  /** What was undone; undefined where there was nothing. A step that fails stays where it is. */
  undo(): Promise<Step | undefined> {
    return this.#inTurn(async () => {
      const step = this.#past.at(-1);
      if (step === undefined) return undefined;
      await step.undo();
      this.#past = this.#past.filter((one) => one !== step);
      this.#future = [...this.#future, step];
      return step;
    });
  }

  redo(): Promise<Step | undefined> {
    return this.#inTurn(async () => {
      const step = this.#future.at(-1);
      if (step === undefined) return undefined;
      await step.redo();
      this.#future = this.#future.filter((one) => one !== step);
      this.#past = [...this.#past, step];
      return step;
    });
  }

  /** Nothing that was done fits what is there now. */
  clear(): void {
    this.#past = [];
    this.#future = [];
    this.#pushed = false;
  }

  /** Steps that no longer fit what is there: the mask of a frame was replaced from elsewhere. */
  forgetFrame(frameId: FrameId): void {
    const left = (steps: readonly Step[]): Step[] =>
      steps.flatMap((step) => {
        if (!step.frames.includes(frameId)) return [step];
        const rest = step.without?.(frameId) ?? null;
        return rest === null ? [] : [rest];
      });
    this.#past = left(this.#past);
    this.#future = left(this.#future);
  }

  /** The newest steps keep what they hold. */
  #trim(): void {
    let held = 0;
    for (const step of this.#past.toReversed()) {
      const bytes = step.bytes?.() ?? 0;
      if (bytes === 0) continue;
      held += bytes;
      if (held > this.#mostBytes) step.release?.();
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}
