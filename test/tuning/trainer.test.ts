import { describe, expect, it } from 'vitest';
import type { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import type { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Plan } from '../../src-main/networks/methods/plan.ts';
import type { Checkpoint, EpochFigures } from '../../src-main/tuning/checkpoint.ts';
import type { PlanSessions, PreparedCase, Sample } from '../../src-main/tuning/planSessions.ts';
import { train, type TrainingCase } from '../../src-main/tuning/trainer.ts';

const hyperparameters: Hyperparameters = {
  learningRate: 0.1,
  weightDecay: 0,
  epochs: 30,
  batch: 4,
  patience: 3,
  warmUp: 0,
  views: 1,
  maskNoise: 0,
  labelSmoothing: 0,
  balance: true,
  clipNorm: null,
  search: 'none',
};

interface Broken {
  readonly step: number;
  readonly what: 'loss' | 'gradient' | 'size';
}

/** A logistic model of one number, worked out here: step and predict without a network. */
function logistic(broken?: Broken): PlanSessions & { readonly given: Sample[][] } {
  const given: Sample[][] = [];
  const x = ({ tensors }: PreparedCase): number => Number(tensors['x']?.[0]);
  return {
    given,
    seeded: () => {
      throw new Error('there are no graphs here');
    },
    plan: {
      trainables: [{ name: 'w', shape: [1], initial: new Float32Array(1), weightDecay: false, rate: 1 }],
    } as unknown as Plan,
    decisions: { microBatch: 1, recompute: 'nothing', memoryBudgetMb: 1000, weights: 'rewritten' },
    prepare: () => Promise.reject(new Error('cases come prepared here')),
    answer: () => Promise.reject(new Error('there are no features here')),
    explain: () => Promise.reject(new Error('there is no network here')),
    inspect: () => Promise.resolve([]),
    prove: () => Promise.reject(new Error('there is no network here')),
    predict: (cases, values) => {
      const w = values.get('w')?.data[0] ?? 0;
      return Promise.resolve(cases.map((one) => Float32Array.of(0, w * x(one))));
    },
    step: (samples, values) => {
      given.push([...samples]);
      const w = values.get('w')?.data[0] ?? 0;
      let loss = 0;
      let gradient = 0;
      for (const { prepared, target, weight, smoothing = 0 } of samples) {
        const p = 1 / (1 + Math.exp(-w * x(prepared)));
        const wanted = (1 - smoothing) * target + smoothing / 2;
        loss -= weight * (wanted * Math.log(p) + (1 - wanted) * Math.log(1 - p));
        gradient += weight * (p - wanted) * x(prepared);
      }
      if (broken?.step === given.length) {
        if (broken.what === 'loss') loss = NaN;
        else gradient = broken.what === 'gradient' ? Infinity : 1e25;
      }
      return Promise.resolve({ loss, gradients: new Map([['w', Float32Array.of(gradient)]]) });
    },
    release: () => Promise.resolve(),
  };
}

/** Each view adds a hundredth, so that a sample shows which view it is. */
const caseOf = (x: number, target: number): TrainingCase => ({
  target,
  prepared: (view) => Promise.resolve({ bucket: 'all', tensors: { x: Float32Array.of(x + view / 100) } }),
});
const cases = Array.from({ length: 12 }, (_, i) => caseOf(i % 2 === 0 ? 1 : -1, i % 2 === 0 ? 1 : 0));

function start(
  sessions: PlanSessions,
  more: {
    readonly train?: readonly TrainingCase[];
    readonly validation?: readonly TrainingCase[];
    readonly resumed?: Checkpoint;
    readonly inputs?: string;
    readonly with?: Partial<Hyperparameters>;
  } = {},
) {
  const saved: Checkpoint[] = [];
  const epochs: EpochFigures[] = [];
  const trained = train({
    sessions,
    train: more.train ?? cases,
    validation: more.validation ?? cases.slice(0, 4),
    classes: 2,
    hyperparameters: { ...hyperparameters, ...more.with },
    seed: 1,
    inputs: more.inputs ?? 'these',
    resumed: more.resumed ?? null,
    save: async (checkpoint) => void saved.push(structuredClone(checkpoint)),
    onEpoch: (epoch) => epochs.push(epoch),
  });
  return { trained, saved, epochs };
}

describe('the trainer', () => {
  it('lowers the loss along a cosine and stops when validation no longer improves', async () => {
    // Validation cases that contradict training: the first epoch stays the best.
    const contrary = [caseOf(1, 0), caseOf(-1, 1)];
    const { trained, epochs } = start(logistic(), { validation: contrary });
    expect((await trained).best.epoch).toBe(1);
    expect(epochs).toHaveLength(1 + hyperparameters.patience);
    expect(epochs.at(-1)?.trainLoss).toBeLessThan(epochs[0]?.trainLoss ?? 0);
    expect(epochs.at(-1)?.learningRate).toBeLessThan(hyperparameters.learningRate);
  });

  it('breaks ties of macro-F1 by the validation loss, and runs all its epochs while that falls', async () => {
    const { trained, epochs } = start(logistic());
    const result = await trained;
    expect(epochs).toHaveLength(hyperparameters.epochs);
    expect(epochs.at(-1)?.validationMacroF1).toBe(1);
    expect(result.best.epoch).toBeGreaterThan(25);
  });

  it('keeps the last values where there is nothing to validate on', async () => {
    const { trained, saved } = start(logistic(), { validation: [] });
    const { values } = await trained;
    expect(values.get('w')).toEqual(saved.at(-1)?.values.get('w'));
  });

  it.each([
    ['loss', 'the loss'],
    ['gradient', 'the gradient of "w"'],
    ['size', 'the gradient of "w"'],
  ] as const)(
    'stops when the %s is no number to go on with, says so, and leaves the last good state',
    async (what, named) => {
      const { trained, saved } = start(logistic({ step: 5, what }));
      const error = await trained.catch((cause: unknown) => cause as LapidaryError);
      expect(error).toMatchObject({ code: 'training-diverged' });
      expect((error as LapidaryError).message).toContain(`epoch 2, step 5: ${named}`);
      const last = saved.at(-1);
      expect(last?.progress.steps).toBe(4);
      for (const { values, optimizer } of saved) {
        const { first, second } = optimizer.moments.get('w') ?? {};
        for (const numbers of [values.get('w')?.data, first, second]) {
          expect(numbers?.every(Number.isFinite)).toBe(true);
        }
      }
      // Going on from there is the same as never having met the broken step.
      const continued = await start(logistic(), last && { resumed: last }).trained;
      expect(continued.values).toEqual((await start(logistic()).trained).values);
    },
  );

  it('also stops when an update itself is no number, and then keeps what it began with', async () => {
    const wild = { learningRate: 3e38, epochs: 2, batch: 12 };
    const { trained, saved } = start(logistic(), { with: wild });
    await expect(trained).rejects.toThrow(/epoch 1, step 1|epoch 2, step 2/);
    expect(saved.at(-1)?.values.get('w')?.data.every(Number.isFinite)).toBe(true);
  });

  it('does not continue the checkpoint of another run', async () => {
    const first = start(logistic());
    await first.trained;
    const finished = first.saved.at(-1);
    const same = start(logistic(), finished && { resumed: finished });
    await same.trained;
    expect(same.epochs).toHaveLength(0);
    const other = start(logistic(), finished && { resumed: finished, inputs: 'others' });
    await other.trained;
    expect(other.epochs).toHaveLength(hyperparameters.epochs);
  });

  it('shows every case each of its views in turn, starting where the seed says, and answers the plain one', async () => {
    const apart = Array.from({ length: 12 }, (_, i) => caseOf(i < 6 ? i + 1 : -i, i < 6 ? 1 : 0));
    const sessions = logistic();
    const short = { views: 3, epochs: 6, batch: 12, patience: 6 };
    await start(sessions, { train: apart, validation: apart, with: short }).trained;
    const seen = new Map<number, number[]>();
    for (const step of sessions.given) {
      for (const { prepared } of step) {
        const x = Number(prepared.tensors['x']?.[0]);
        const which = Math.floor(x + 1e-3);
        seen.set(which, [...(seen.get(which) ?? []), Math.round((x - which) * 100)]);
      }
    }
    expect(seen.size).toBe(12);
    for (const [first = -1, ...rest] of seen.values()) {
      expect(rest).toEqual([1, 2, 3, 4, 5].map((epoch) => (first + epoch) % 3));
    }
    expect(new Set([...seen.values()].map(([first]) => first)).size).toBe(3);
  });

  it('smooths targets, and leaves rare classes their weight where no balance is wanted', async () => {
    const rare = [...cases.slice(0, 2), ...Array.from({ length: 6 }, () => caseOf(1, 1))];
    const weightsOf = async (more: Partial<Hyperparameters>) => {
      const sessions = logistic();
      await start(sessions, { train: rare, with: { epochs: 1, batch: 8, ...more } }).trained;
      return sessions.given[0] ?? [];
    };
    const balanced = await weightsOf({});
    const plain = await weightsOf({ balance: false, labelSmoothing: 0.2 });
    const weightOf = (samples: readonly Sample[], target: number) =>
      samples.find((sample) => sample.target === target)?.weight ?? 0;
    expect(weightOf(balanced, 0)).toBeGreaterThan(5 * weightOf(balanced, 1));
    expect([weightOf(plain, 0), weightOf(plain, 1)]).toEqual([1 / 8, 1 / 8]);
    expect(plain.map(({ smoothing }) => smoothing)).toEqual(Array<number>(8).fill(0.2));
    const { trained } = start(logistic(), { with: { labelSmoothing: 0.2, epochs: 200, patience: 200 } });
    // The best answer to a smoothed target is .9, not 1.
    const w = (await trained).values.get('w')?.data[0] ?? 0;
    expect(1 / (1 + Math.exp(-w))).toBeCloseTo(0.9, 1);
  });

  it('scales large gradients down together where that is asked for', async () => {
    const firstStep = async (clipNorm: number | null) => {
      const { trained, saved } = start(logistic(), { with: { clipNorm, epochs: 1, batch: 12 } });
      await trained;
      return saved.at(-1)?.optimizer.moments.get('w')?.first[0] ?? 0;
    };
    expect(Math.abs(await firstStep(0.01))).toBeCloseTo(0.1 * 0.01, 6);
    expect(Math.abs(await firstStep(null))).toBeCloseTo(0.1 * 0.5, 6);
  });
});
