/**
 * Combinations of option values such that every pair of values of two options occurs together in at least one, where
 * any usable combination holds that pair. Greedy, so nearly as few as there can be, and always the same.
 */
export function pairwise<Value>(
  options: Readonly<Record<string, readonly Value[]>>,
  usable: (combination: Readonly<Record<string, Value>>) => boolean,
): Readonly<Record<string, Value>>[] {
  const names = Object.keys(options);
  let all: Record<string, Value>[] = [{}];
  for (const name of names) {
    all = all.flatMap((one) => (options[name] ?? []).map((value) => ({ ...one, [name]: value })));
  }
  const pairsOf = (one: Readonly<Record<string, Value>>): string[] =>
    names.flatMap((first, i) =>
      names.slice(i + 1).map((second) => JSON.stringify([first, one[first], second, one[second]])),
    );
  const candidates = all.filter(usable);
  const open = new Set(candidates.flatMap(pairsOf));
  const chosen: Record<string, Value>[] = [];
  while (open.size > 0) {
    let best: Record<string, Value> | undefined;
    let most = 0;
    for (const one of candidates) {
      const covers = pairsOf(one).filter((pair) => open.has(pair)).length;
      if (covers > most) [best, most] = [one, covers];
    }
    if (best === undefined) break;
    for (const pair of pairsOf(best)) open.delete(pair);
    chosen.push(best);
  }
  return chosen;
}
