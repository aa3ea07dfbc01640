/**
 * Values by key, the least recently used dropped first once together they exceed a number of bytes. A value larger
 * than that is given out but not kept. Work in flight is shared, so a value is made once however many ask.
 */
export interface BoundedCache<T> {
  get(key: string, make: () => Promise<T>): Promise<T>;
  /** Bytes held. */
  readonly held: number;
}

export function createBoundedCache<T>(limit: number, sizeOf: (value: T) => number): BoundedCache<T> {
  const kept = new Map<string, { readonly value: T; readonly bytes: number }>();
  const making = new Map<string, Promise<T>>();
  let held = 0;

  const keep = (key: string, value: T): void => {
    const bytes = sizeOf(value);
    if (bytes > limit) return;
    kept.set(key, { value, bytes });
    held += bytes;
    for (const [oldest, entry] of kept) {
      if (held <= limit) break;
      kept.delete(oldest);
      held -= entry.bytes;
    }
  };

  return {
    get held() {
      return held;
    },
    async get(key, make) {
      const found = kept.get(key);
      if (found) {
        kept.delete(key);
        kept.set(key, found);
        return found.value;
      }
      const pending = making.get(key);
      if (pending) return pending;
      const started = make();
      making.set(key, started);
      try {
        const value = await started;
        keep(key, value);
        return value;
      } finally {
        making.delete(key);
      }
    },
  };
}
