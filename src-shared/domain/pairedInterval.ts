/**
 * Mean of paired differences (one per seed or draw) with its 95% interval by Student's t. The interval is null with
 * fewer than two differences, the mean NaN without any.
 */
export function pairedInterval(differences: readonly number[]): {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number] | null;
} {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  if (n < 2) return { mean, interval: null };
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile975(n - 1) * Math.sqrt(variance / n);
  return { mean, interval: [mean - half, mean + half] };
}

/** Two-sided 5% points of Student's t for 1…30 degrees of freedom (any statistical table). */
const student975 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604,
  2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
  2.0518, 2.0484, 2.0452, 2.0423,
] as const;

/** Beyond the table by the first two terms of its expansion around the normal quantile (error under 2e-4 there). */
function studentQuantile975(freedom: number): number {
  const z = 1.959964;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return student975[freedom - 1] ?? z + first / freedom + second / freedom ** 2;
}
