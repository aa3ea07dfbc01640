import { logSoftmax, softmax } from './metrics.ts';

export interface TemperatureFit {
  /** Logits are divided by it. 1 without cases. */
  readonly temperature: number;
  /** Cases it rests on. */
  readonly cases: number;
}

/** A temperature outside these would be a sign of a broken run, not of a property of its cases. */
export const temperatureBounds = [0.05, 20] as const;

/**
 * Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017): the one number that
 * minimises the negative log-likelihood of validation cases. In β = 1/temperature that likelihood is convex, so its
 * slope is bisected: no step size, no starting point.
 *
 * One further case, shared equally by all classes, is thought to stand beside the n cases (Perks' prior; Platt's
 * targets are its like for two classes): on a handful of cases that are all right the plain likelihood would grow for
 * ever with β, and call the next case certain.
 */
export function fitTemperature(
  logits: readonly ArrayLike<number>[],
  truth: readonly number[],
): TemperatureFit {
  const n = logits.length;
  if (n === 0) return { temperature: 1, cases: 0 };
  const classes = logits[0]?.length ?? 0;
  const rest = 1 / (classes * (n + 1));
  const slope = (beta: number): number => {
    let sum = 0;
    logits.forEach((row, i) => {
      const shares = softmax(row, 1 / beta);
      for (let k = 0; k < classes; k++) {
        const target = rest + (k === truth[i] ? n / (n + 1) : 0);
        sum += ((shares[k] ?? 0) - target) * (row[k] ?? 0);
      }
    });
    return sum;
  };
  let low = Math.log(1 / temperatureBounds[1]);
  let high = Math.log(1 / temperatureBounds[0]);
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return { temperature: Math.exp(-(low + high) / 2), cases: n };
}

/** Mean negative log-likelihood of the true classes, in nats; NaN without cases. */
export function negativeLogLikelihood(
  logits: readonly ArrayLike<number>[],
  truth: readonly number[],
  temperature = 1,
): number {
  const sum = logits.reduce((total, row, i) => total - (logSoftmax(row, temperature)[truth[i] ?? 0] ?? 0), 0);
  return sum / logits.length;
}
