/**
 * Notices as an async iteration that ends when the signal aborts. A reader that is slow gets the newest notice of each
 * key, not a growing queue. It listens from the call on, not from the first reading: nothing falls in between.
 * @param listen registers a listener and returns its disposer
 */
export function coalesced<Notice>(
  listen: (listener: (notice: Notice) => void) => () => void,
  keyOf: (notice: Notice) => string,
  signal: AbortSignal | undefined,
  first: readonly Notice[] = [],
): AsyncGenerator<Notice, void> {
  const waiting = new Map(first.map((notice) => [keyOf(notice), notice]));
  let wake: (() => void) | undefined;
  const dispose = listen((notice) => {
    waiting.set(keyOf(notice), notice);
    wake?.();
  });
  const onAbort = (): void => {
    dispose();
    wake?.();
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return read();

  async function* read(): AsyncGenerator<Notice, void> {
    try {
      while (!signal?.aborted) {
        for (const [key, notice] of waiting) {
          waiting.delete(key);
          yield notice;
          if (signal?.aborted) return;
        }
        if (waiting.size > 0) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      dispose();
      signal?.removeEventListener('abort', onAbort);
    }
  }
}
