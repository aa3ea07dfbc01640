/** Something that was done and can be taken back. */
export interface Done {
  /** As a person knows it: "Marked urgent". */
  readonly title: string;
  readonly back: () => Promise<unknown>;
}

const most = 100;

/** What was done on the worklist, the last first; kept while the page is. */
export class Undoing {
  #done = $state.raw<readonly Done[]>([]);

  /** What would be taken back; undefined: nothing. */
  get next(): string | undefined {
    return this.#done.at(-1)?.title;
  }

  /** It was done. Answers it, for `undo` to take back just this. */
  did(done: Done): Done {
    this.#done = [...this.#done, done].slice(-most);
    return done;
  }

  /** Takes it back, once; left out: the last. What cannot be taken back any more is not tried again. Answers what it was. */
  async undo(done = this.#done.at(-1)): Promise<Done | undefined> {
    if (done === undefined || !this.#done.includes(done)) return undefined;
    this.#done = this.#done.filter((one) => one !== done);
    await done.back();
    return done;
  }
}
