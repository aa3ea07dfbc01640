import type { z } from 'zod';
import type { Change } from '../../src-shared/contract/jobs.contract.ts';

type ChangeNotice = z.infer<typeof Change>;

/** Tells listeners (open windows) that something is no longer as they read it. */
export interface Changes {
  announce(change: ChangeNotice): void;
  /** Returns the disposer. */
  listen(listener: (change: ChangeNotice) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: ChangeNotice) => void>();
  return {
    announce: (change) => {
      for (const listener of listeners) listener(change);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
