/** Share of a further case's information that the earlier ones of its class already hold. */
const overlap = 0.999;

/**
 * Weight of each class in the loss by its effective number of cases, (1 − β)/(1 − βⁿ) (Cui et al., "Class-Balanced
 * Loss Based on Effective Number of Samples", CVPR 2019), scaled so that the weights of the cases given have mean 1.
 * A class without cases weighs 0.
 */
export function classWeights(targets: readonly number[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const target of targets) counts[target] = (counts[target] ?? 0) + 1;
  const raw = counts.map((n) => (n === 0 ? 0 : (1 - overlap) / (1 - overlap ** n)));
  const total = raw.reduce((sum, weight, k) => sum + weight * (counts[k] ?? 0), 0);
  return raw.map((weight) => (weight * targets.length) / total);
}
