/** How far a feature lies from those that an adapter knows. */

/** Nearest cases whose mean distance counts. */
const nearest = 5;

/** A case as a tuned network sees it. */
export interface FeatureCase {
  readonly feature: Float32Array;
  readonly target: number;
  readonly finding: string;
  readonly patient: string;
}

/**
 * By what each value is multiplied so that all vary alike within a class: 1/√v, with the pooled within-class variances
 * shrunk towards their median (Opgen-Rhein and Strimmer, "Accurate Ranking of Differentially Expressed Genes by a
 * Distribution-Free Shrinkage Approach", SAGMB 2007). Tens of cases, as a site has, say something of each value's
 * spread and next to nothing of how hundreds of values vary together.
 */
export function scalesOf(cases: readonly Pick<FeatureCase, 'feature' | 'target'>[]): Float32Array {
  const width = cases[0]?.feature.length ?? 0;
  const n = cases.length;
  const classes = [...Map.groupBy(cases, ({ target }) => target).values()];
  const freedom = Math.max(1, n - classes.length);
  const variances = new Float64Array(width);
  const uncertainties = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const squares: number[] = [];
    for (const members of classes) {
      const mean = members.reduce((sum, { feature }) => sum + (feature[j] ?? 0), 0) / members.length;
      for (const { feature } of members) squares.push(((feature[j] ?? 0) - mean) ** 2);
    }
    const total = squares.reduce((sum, square) => sum + square, 0);
    const mean = total / n;
    variances[j] = total / freedom;
    uncertainties[j] = squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / (freedom * n);
  }
  const target = median(variances);
  const spread = variances.reduce((sum, v) => sum + (v - target) ** 2, 0);
  const noise = uncertainties.reduce((sum, u) => sum + u, 0);
  const share = spread === 0 ? 1 : Math.min(1, noise / spread);
  return Float32Array.from(variances, (v) => {
    const shrunk = share * target + (1 - share) * v;
    return shrunk > 0 ? 1 / Math.sqrt(shrunk) : 1;
  });
}

export function scaled(feature: Float32Array, scales: Float32Array): Float32Array {
  return feature.map((value, j) => value * (scales[j] ?? 1));
}

/** Mean distance of a scaled feature to the nearest of others, over √width; null where there are none. */
export function distanceTo(others: readonly Float32Array[], feature: Float32Array): number | null {
  const least: number[] = [];
  for (const other of others) {
    let sum = 0;
    for (let j = 0; j < feature.length; j++) sum += ((feature[j] as number) - (other[j] as number)) ** 2;
    if (least.length === nearest && sum >= (least.at(-1) ?? 0)) continue;
    least.push(sum);
    least.sort((a, b) => a - b);
    if (least.length > nearest) least.pop();
  }
  if (least.length === 0) return null;
  return least.reduce((sum, square) => sum + Math.sqrt(square / feature.length), 0) / least.length;
}

/** Distances of each case to those of other patients, as a new patient's would be. */
export function distancesAmong(cases: readonly FeatureCase[]): number[] {
  return cases.flatMap(({ feature, patient }) => {
    const others = cases.filter((other) => other.patient !== patient).map((other) => other.feature);
    return distanceTo(others, feature) ?? [];
  });
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) /
    2
  );
}
