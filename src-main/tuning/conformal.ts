/**
 * Split conformal prediction (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005; in this form
 * Sadinle, Lei and Wasserman, "Least Ambiguous Set-Valued Classifiers with Bounded Error Levels", JASA 2019). Where a
 * new case and the n calibration cases are exchangeable, the set holds the true class with at least the probability
 * `level`, on average over draws of both.
 */

/** How little a class conforms: 1 − its calibrated probability. */
export function nonconformity(probability: number): number {
  return 1 - probability;
}

/** Rounding in (n + 1)·level must not ask for one case more than the level does. */
const rounding = 1e-9;

/**
 * The ⌈(n + 1)·level⌉-th smallest score: what conforms as well belongs to the set.
 * @param ascending scores of the calibration cases, smallest first
 * @param level in (0, 1)
 * @returns Infinity where so few cases cannot bear the level: every class belongs to the set
 */
export function conformalThreshold(ascending: ArrayLike<number>, level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level of ${level} is not between 0 and 1`);
  const rank = Math.max(1, Math.ceil((ascending.length + 1) * level - rounding));
  return ascending[rank - 1] ?? Infinity;
}

/** Indices of the classes within the threshold, in the order of the classes; may be none. */
export function conformalSet(probabilities: readonly number[], threshold: number): number[] {
  return [...probabilities.keys()].filter((k) => nonconformity(probabilities[k] ?? 0) <= threshold);
}
