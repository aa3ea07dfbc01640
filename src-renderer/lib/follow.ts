import { rest } from './timing.ts';

export interface Following<Value> {
  /** Asks for the stream; called again after each interruption. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<Value>>;
  readonly onValue: (value: Value) => void;
  /** The stream is there, for the first time (`again` false) or after an interruption, in which values were missed. */
  readonly onOpen?: (again: boolean) => void;
  /** Milliseconds before the first new try; doubled up to ten times this. */
  readonly pause?: number;
}

/** Follows a stream of the workstation until the returned disposer is called, over every interruption. */
export function follow<Value>({ open, onValue, onOpen, pause = 400 }: Following<Value>): () => void {
  const abort = new AbortController();
  const { signal } = abort;

  const run = async (): Promise<void> => {
    let wait = pause;
    let again = false;
    while (!signal.aborted) {
      try {
        const stream = await open(signal);
        onOpen?.(again);
        again = true;
        wait = pause;
        for await (const value of stream) {
          if (signal.aborted) return;
          onValue(value);
        }
      } catch {
        // Whether refused or broken off: the next try shows whether it has passed.
      }
      await rest(wait, signal);
      wait = Math.min(wait * 2, pause * 10);
    }
  };
  void run();
  return () => abort.abort();
}
