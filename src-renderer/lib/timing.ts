/** A call that runs later; `cancel` forgets what is waiting. */
export interface Later {
  (): void;
  readonly cancel: () => void;
}

/** Runs once within the time, however often it is called meanwhile: for notices that come in bursts. */
export function soon(milliseconds: number, run: () => void): Later {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const call = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, milliseconds);
  };
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return Object.assign(call, { cancel });
}

/** A call that runs later, and at once where nothing would come later; nothing waiting, nothing runs. */
export interface Debounced extends Later {
  readonly flush: () => void;
}

/** Runs when it has not been called for the time: for what somebody types. */
export function debounced(milliseconds: number, run: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = (): void => {
    if (timer === undefined) return;
    cancel();
    run();
  };
  const call = (): void => {
    clearTimeout(timer);
    timer = setTimeout(flush, milliseconds);
  };
  return Object.assign(call, { cancel, flush });
}

/** Runs the work for every item, at most `width` at a time; stops at the first error. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}

/** Resolves after the time, or at once when the signal aborts. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
