import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';

/**
 * A list of which one is looked at, and what is being done with one. A removal is asked about in the card, and what was
 * refused is said there.
 */
export class Selection<Item, Work extends string> {
  readonly #key: (item: Item) => string;
  /** The one that is shown while nobody has chosen. */
  readonly #first: (items: readonly Item[]) => Item | undefined;
  #items = $state.raw<readonly Item[]>([]);
  #selected = $state.raw<string | null>(null);
  #busy = $state.raw<{ readonly key: string; readonly work: Work } | null>(null);
  #asksRemoval = $state(false);
  #refusal = $state.raw<Failure | null>(null);

  constructor(
    key: (item: Item) => string,
    first: (items: readonly Item[]) => Item | undefined = (items) => items[0],
  ) {
    this.#key = key;
    this.#first = first;
  }

  get items(): readonly Item[] {
    return this.#items;
  }
  get selected(): Item | null {
    return this.#find(this.#selected) ?? this.#first(this.#items) ?? null;
  }
  get asksRemoval(): boolean {
    return this.#asksRemoval;
  }
  /** Why the last thing asked of the selected one was refused. */
  get refusal(): Failure | null {
    return this.#refusal;
  }
  isSelected(item: Item): boolean {
    return this.selected !== null && this.#key(this.selected) === this.#key(item);
  }
  /** What is being done with it; null: nothing. */
  busy(item: Item): Work | null {
    return this.#busy?.key === this.#key(item) ? this.#busy.work : null;
  }

  set(items: readonly Item[]): void {
    this.#items = items;
  }
  /** @param key of an item that may come with the next list */
  select(key: string): void {
    if (this.selected === null || key !== this.#key(this.selected)) {
      this.#asksRemoval = false;
      this.#refusal = null;
    }
    this.#selected = key;
  }
  /** Moves the selection by rows. */
  step(by: number): void {
    const { selected } = this;
    const at =
      selected === null ? -1 : this.#items.findIndex((one) => this.#key(one) === this.#key(selected));
    const to = this.#items[Math.min(this.#items.length - 1, Math.max(0, at + by))];
    if (to !== undefined) this.select(this.#key(to));
  }
  askRemoval(asks: boolean): void {
    this.#asksRemoval = asks;
    this.#refusal = null;
  }

  /** One thing at a time. What is refused is kept, with the item that it was refused of in sight. */
  async during(item: Item, work: Work, run: () => Promise<void>): Promise<void> {
    if (this.#busy !== null) return;
    const key = this.#key(item);
    this.#busy = { key, work };
    this.#refusal = null;
    try {
      await run();
    } catch (error) {
      this.#selected = key;
      this.#refusal = toFailure(error);
    }
    this.#busy = null;
    this.#asksRemoval = false;
  }

  #find(key: string | null): Item | undefined {
    return this.#items.find((item) => this.#key(item) === key);
  }
}
