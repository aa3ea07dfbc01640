export interface FrameCacheOptions<Key, Value> {
  /** Fetches and decodes; stops when the signal is aborted. */
  readonly load: (key: Key, signal: AbortSignal) => Promise<Value>;
  readonly bytesOf: (value: Value) => number;
  /** Gives back what a value holds outside of the heap (ImageBitmap.close). */
  readonly release: (value: Value) => void;
  readonly budgetBytes: number;
}

interface Loading<Value> {
  readonly value: Promise<Value>;
  readonly abort: AbortController;
  /** Nobody asked for it yet: the next prefetch may drop it. */
  ahead: boolean;
}

/**
 * Decoded frames within a budget of memory: the least recently asked for go first, the newest always stays. Each key
 * is loaded once however often it is asked for; frames fetched ahead give way to the ones asked for.
 */
export class FrameCache<Key, Value> {
  readonly #options: FrameCacheOptions<Key, Value>;
  /** In the order of their last use, oldest first. */
  readonly #held = new Map<Key, Value>();
  readonly #loading = new Map<Key, Loading<Value>>();
  #bytes = 0;
  #pinned: ReadonlySet<Key> = new Set();
  #turn = 0;
  #closed = false;

  constructor(options: FrameCacheOptions<Key, Value>) {
    this.#options = options;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The value if it is here, at once; counts as a use. */
  peek(key: Key): Value | undefined {
    const value = this.#held.get(key);
    if (value !== undefined) {
      this.#held.delete(key);
      this.#held.set(key, value);
    }
    return value;
  }

  /** Whether it is here; no use of it. */
  has(key: Key): boolean {
    return this.#held.has(key);
  }

  /** What is on screen: never released while it is. */
  pin(...keys: readonly Key[]): void {
    this.#pinned = new Set(keys);
  }

  get(key: Key): Promise<Value> {
    const value = this.peek(key);
    if (value !== undefined) return Promise.resolve(value);
    return this.#load(key, false).value;
  }

  /**
   * Loads these ahead of need, at most `lanes` at a time, and drops what was being fetched ahead and is not among them.
   */
  prefetch(keys: readonly Key[], lanes = 1): void {
    this.#giveUp((key, { ahead }) => ahead && !keys.includes(key));
    const turn = ++this.#turn;
    const waiting = keys.values();
    for (let lane = 0; lane < lanes; lane++) void this.#loadInTurn(waiting, turn);
  }

  /** Gives up every load but these, asked for or not: frames that were passed at speed. */
  keepLoading(keys: readonly Key[]): void {
    this.#turn++;
    this.#giveUp((key) => !keys.includes(key));
  }

  close(): void {
    this.#closed = true;
    for (const loading of this.#loading.values()) loading.abort.abort();
    this.#loading.clear();
    for (const value of this.#held.values()) this.#options.release(value);
    this.#held.clear();
    this.#bytes = 0;
  }

  #giveUp(unwanted: (key: Key, loading: Loading<Value>) => boolean): void {
    for (const [key, loading] of this.#loading) {
      if (!unwanted(key, loading)) continue;
      loading.abort.abort();
      this.#loading.delete(key);
    }
  }

  async #loadInTurn(keys: Iterable<Key>, turn: number): Promise<void> {
    for (const key of keys) {
      if (turn !== this.#turn || this.#closed) return;
      if (this.#held.has(key)) continue;
      // What cannot be fetched ahead is reported when it is asked for.
      await this.#load(key, true).value.catch(() => undefined);
    }
  }

  #load(key: Key, ahead: boolean): Loading<Value> {
    const running = this.#loading.get(key);
    if (running !== undefined) {
      running.ahead &&= ahead;
      return running;
    }
    const abort = new AbortController();
    const value = this.#options.load(key, abort.signal).then(
      (loaded) => {
        if (abort.signal.aborted) {
          this.#options.release(loaded);
          throw new DOMException('No longer wanted.', 'AbortError');
        }
        this.#loading.delete(key);
        this.#keep(key, loaded);
        return loaded;
      },
      (error: unknown) => {
        if (this.#loading.get(key)?.abort === abort) this.#loading.delete(key);
        throw error;
      },
    );
    const loading: Loading<Value> = { value, abort, ahead };
    this.#loading.set(key, loading);
    return loading;
  }

  #keep(key: Key, value: Value): void {
    this.#held.set(key, value);
    this.#bytes += this.#options.bytesOf(value);
    for (const [oldest, other] of this.#held) {
      if (this.#bytes <= this.#options.budgetBytes || oldest === key) break;
      if (this.#pinned.has(oldest)) continue;
      this.#held.delete(oldest);
      this.#bytes -= this.#options.bytesOf(other);
      this.#options.release(other);
    }
  }
}
