import type { Client } from '../../lib/bridge.ts';
import { debounced } from '../../lib/timing.ts';
import { diskLine } from './diskLine.ts';
import type { StartInput } from './setup.svelte.ts';

/** How long a form must rest before the disk is asked about, in milliseconds. */
const rest = 400;

/** What the runs in the form would keep on the disk. It follows the form, a little behind. */
export class DiskNote {
  readonly #client: Pick<Client, 'tuning'>;
  #line = $state.raw<string | null>(null);
  #input: StartInput | null = null;
  readonly #askSoon = debounced(rest, () => void this.#ask());

  constructor(client: Pick<Client, 'tuning'>) {
    this.#client = client;
  }

  /** Null: nothing to tell, or not yet. */
  get line(): string | null {
    return this.#line;
  }

  /** @param input what would be started; null: it cannot be */
  follow(input: StartInput | null): void {
    this.#input = input;
    if (input === null) {
      this.#askSoon.cancel();
      this.#line = null;
    } else {
      this.#askSoon();
    }
  }

  close(): void {
    this.follow(null);
  }

  async #ask(): Promise<void> {
    const asked = this.#input;
    if (asked === null) return;
    let line: string | null = null;
    try {
      line = diskLine(await this.#client.tuning.estimate(asked));
    } catch {
      // Whatever keeps the runs from starting is said when they are started.
    }
    if (this.#input === asked) this.#line = line;
  }
}
