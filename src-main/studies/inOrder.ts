/** How the work on an item ended: never a rejection, so that one left behind is no unhandled one. */
export type Outcome<Item, Result> =
  { readonly item: Item; readonly result: Result } | { readonly item: Item; readonly error: unknown };

/**
 * Works on `width` items at a time and gives their outcomes in order. Work that was begun is waited for, also where the
 * reader stops early.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Outcome<Item, Result>, void> {
  const begun: Promise<Outcome<Item, Result>>[] = [];
  const begin = (item: Item): Promise<Outcome<Item, Result>> =>
    work(item).then(
      (result) => ({ item, result }),
      (error: unknown) => ({ item, error }),
    );
  try {
    for (const item of items) {
      begun.push(begin(item));
      const first = begun.length >= width ? begun.shift() : undefined;
      if (first) yield await first;
    }
    for (let next = begun.shift(); next; next = begun.shift()) yield await next;
  } finally {
    await Promise.all(begun);
  }
}
