import type { FrameId } from '../../../src-shared/domain/ids.ts';

/** Something a reader did, and the way back. */
export interface Step {
  /** "brush stroke", "label IIb" */
  readonly title: string;
  /** The frame it happened on, where it is about one. */
  readonly frameId: FrameId | null;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

const most = 400;

/** What was done in a study, in order: one undo for strokes and labels alike. Undos run one after the other. */
export class History {
  #past = $state.raw<readonly Step[]>([]);
  #future = $state.raw<readonly Step[]>([]);
  #last: Promise<unknown> = Promise.resolve();

  get nextUndo(): Step | undefined {
    return this.#past.at(-1);
  }
  get nextRedo(): Step | undefined {
    return this.#future.at(-1);
  }

  /** Something new was done; what had been undone is given up. */
  push(step: Step): void {
    this.#past = [...this.#past, step].slice(-most);
    this.#future = [];
  }

  /** Something older than this history was undone; it can be redone. */
  pushUndone(step: Step): void {
    this.#future = [...this.#future, step];
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

  /** Steps that no longer fit what is there: the mask of a frame was replaced from elsewhere. */
  forgetFrame(frameId: FrameId): void {
    this.#past = this.#past.filter((step) => step.frameId !== frameId);
    this.#future = this.#future.filter((step) => step.frameId !== frameId);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}
