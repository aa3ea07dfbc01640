/** Where a paused job waits. */
export interface PauseGate {
  set(paused: boolean): void;
  /** Resolves when not paused. Throws the signal's reason once it is aborted, paused or not. */
  pass(): Promise<void>;
}

export function createPauseGate(signal: AbortSignal): PauseGate {
  let opened: PromiseWithResolvers<void> | undefined;
  const open = (): void => {
    opened?.resolve();
    opened = undefined;
  };
  signal.addEventListener('abort', open, { once: true });
  return {
    set(paused) {
      if (!paused) open();
      else if (!signal.aborted) opened ??= Promise.withResolvers<void>();
    },
    async pass() {
      await opened?.promise;
      signal.throwIfAborted();
    },
  };
}
