import { LapidaryError } from '../../src-shared/domain/errors.ts';

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019) on float32 tensors. Moments are
 * kept in float32 and every update is computed in float64 in a fixed order, so that the state written to a
 * checkpoint, read back and carried on gives the same bits as a run that was never interrupted.
 */
export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled: multiplied by the learning rate, applied only to parameters that ask for it. */
  readonly weightDecay: number;
  /** Gradients are scaled down together when their common L2 norm exceeds this; null leaves them. */
  readonly clipNorm: number | null;
}

export const adamWDefaults: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipNorm: null,
};

export interface Parameter {
  readonly name: string;
  /** Updated in place. */
  readonly data: Float32Array;
  readonly weightDecay: boolean;
  /** Multiplies the learning rate. */
  readonly rate: number;
}

/** Everything that the next step depends on besides the parameters themselves. */
export interface AdamWState {
  /** Steps taken. */
  readonly step: number;
  readonly moments: ReadonlyMap<string, { readonly first: Float32Array; readonly second: Float32Array }>;
}

export interface AdamW {
  /**
   * One update of every parameter.
   * @param gradients by parameter name, in the parameters' own layout.
   * @returns the common L2 norm of the gradients before clipping.
   * @throws LapidaryError `training-diverged` when a gradient is not finite; nothing is changed then.
   */
  step(gradients: ReadonlyMap<string, Float32Array>, learningRate: number): number;
  /** A copy, safe to keep. */
  state(): AdamWState;
}

export function createAdamW(
  parameters: readonly Parameter[],
  options: AdamWOptions = adamWDefaults,
  resumed?: AdamWState,
): AdamW {
  let step = resumed?.step ?? 0;
  const slots = parameters.map((parameter) => {
    const held = resumed?.moments.get(parameter.name);
    if (
      resumed &&
      (!held || held.first.length !== parameter.data.length || held.second.length !== parameter.data.length)
    ) {
      throw new LapidaryError(
        'checkpoint-mismatch',
        `The training checkpoint does not fit: it has no matching state for "${parameter.name}".`,
        'Start the run again from its beginning.',
      );
    }
    return {
      parameter,
      first: held ? held.first.slice() : new Float32Array(parameter.data.length),
      second: held ? held.second.slice() : new Float32Array(parameter.data.length),
    };
  });

  return {
    step(gradients, learningRate) {
      const ordered = slots.map(({ parameter }) => gradientOf(gradients, parameter));
      const norm = Math.sqrt(ordered.reduce((sum, gradient) => sum + sumOfSquares(gradient), 0));
      if (!Number.isFinite(norm)) {
        throw new LapidaryError(
          'training-diverged',
          `Training diverged at step ${step + 1}: a gradient is no longer a finite number.`,
          'Start the run again with a lower learning rate.',
        );
      }
      const scale = options.clipNorm !== null && norm > options.clipNorm ? options.clipNorm / norm : 1;
      step += 1;
      const firstCorrection = 1 - options.beta1 ** step;
      const secondCorrection = 1 - options.beta2 ** step;
      slots.forEach(({ parameter, first, second }, index) => {
        const gradient = ordered[index] as Float32Array;
        const rate = learningRate * parameter.rate;
        const keep = parameter.weightDecay ? 1 - rate * options.weightDecay : 1;
        const data = parameter.data;
        for (let i = 0; i < data.length; i++) {
          const g = (gradient[i] as number) * scale;
          const m = Math.fround(options.beta1 * (first[i] as number) + (1 - options.beta1) * g);
          const v = Math.fround(options.beta2 * (second[i] as number) + (1 - options.beta2) * g * g);
          first[i] = m;
          second[i] = v;
          const direction = m / firstCorrection / (Math.sqrt(v / secondCorrection) + options.epsilon);
          data[i] = (data[i] as number) * keep - rate * direction;
        }
      });
      return norm;
    },
    state() {
      return {
        step,
        moments: new Map(
          slots.map(({ parameter, first, second }) => [
            parameter.name,
            { first: first.slice(), second: second.slice() },
          ]),
        ),
      };
    },
  };
}

export interface Schedule {
  /** The highest learning rate, reached at the end of the warm-up. */
  readonly peak: number;
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** What the cosine ends on, as a share of the peak. */
  readonly floor: number;
}

/** Learning rate of a step counted from 0: linear warm-up, then half a cosine down to `peak · floor`. */
export function learningRateAt(schedule: Schedule, step: number): number {
  const { peak, warmupSteps, totalSteps, floor } = schedule;
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
  return peak * (floor + ((1 - floor) * (1 + Math.cos(Math.PI * progress))) / 2);
}

function gradientOf(gradients: ReadonlyMap<string, Float32Array>, parameter: Parameter): Float32Array {
  const gradient = gradients.get(parameter.name);
  if (gradient?.length !== parameter.data.length) {
    throw new Error(`no gradient of ${parameter.data.length} values for parameter "${parameter.name}"`);
  }
  return gradient;
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
