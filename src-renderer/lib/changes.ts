import type { Change } from '../../src-shared/contract/jobs.contract.ts';
import type { Client } from './bridge.ts';
import { follow } from './follow.ts';

export type Topic = Change['topic'];
type Listener = (id: string | null, change: Change) => void;

/** Who wants to know when something is no longer as it was read. One stream serves the whole page. */
export class ChangeFeed {
  readonly #listeners = new Map<Topic, Set<Listener>>();

  /** Returns the disposer. */
  connect(client: Client): () => void {
    return follow<Change>({
      open: (signal) => client.jobs.changes(undefined, { signal }),
      onValue: (change) => this.announce(change),
      onOpen: (again) => {
        // What changed while the stream was down is unknown, so everything may have.
        if (again) for (const topic of this.#listeners.keys()) this.announce({ topic, id: null });
      },
    });
  }

  announce(change: Change): void {
    for (const listener of this.#listeners.get(change.topic) ?? []) listener(change.id, change);
  }

  /**
   * `listener` is given the id of what changed, or null where it may be anything, and all that is known of it. Returns the
   * disposer.
   */
  listen(topics: readonly Topic[], listener: Listener): () => void {
    for (const topic of topics) {
      const listeners = this.#listeners.get(topic) ?? new Set();
      listeners.add(listener);
      this.#listeners.set(topic, listeners);
    }
    return () => {
      for (const topic of topics) this.#listeners.get(topic)?.delete(listener);
    };
  }
}
