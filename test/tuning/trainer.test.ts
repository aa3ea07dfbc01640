import { describe, expect, it } from 'vitest';
import type { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import type { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Plan } from '../../src-main/networks/methods/plan.ts';
import type { Checkpoint, EpochFigures } from '../../src-main/tuning/checkpoint.ts';
import type { PlanSessions, PreparedCase } from '../../src-main/tuning/planSessions.ts';
import { train, type TrainingCase } from '../../src-main/tuning/trainer.ts';

const hyperparameters: Hyperparameters = {
  learningRate: 0.1,
  weightDecay: 0,
  epochs: 30,
  batch: 4,
  patience: 3,
  warmUp: 0,
};

/** A logistic model of one number, worked out here: step and predict without a network. */
function logistic(broken?: { readonly step: number; readonly what: 'loss' | 'gradient' }): PlanSessions {
  let steps = 0;
  const x = ({ tensors }: PreparedCase): number => Number(tensors['x']?.[0]);
  return {
    plan: {
      trainables: [{ name: 'w', shape: [1], initial: new Float32Array(1), weightDecay: false, rate: 1 }],
    } as unknown as Plan,
    prepare: () => Promise.reject(new Error('cases come prepared here')),
    predict: (cases, values) => {
      const w = values.get('w')?.data[0] ?? 0;
      return Promise.resolve(cases.map((one) => Float32Array.of(0, w * x(one))));
    },
    step: (samples, values) => {
      steps += 1;
      const w = values.get('w')?.data[0] ?? 0;
      let loss = 0;
      let gradient = 0;
      for (const { prepared, target, weight } of samples) {
        const p = 1 / (1 + Math.exp(-w * x(prepared)));
        loss -= weight * Math.log(target === 1 ? p : 1 - p);
        gradient += weight * (p - target) * x(prepared);
      }
      if (broken?.step === steps) {
        if (broken.what === 'loss') loss = NaN;
        else gradient = Infinity;
      }
      return Promise.resolve({ loss, gradients: new Map([['w', Float32Array.of(gradient)]]) });
    },
    release: () => Promise.resolve(),
  };
}

const caseOf = (x: number, target: number): TrainingCase => ({
  target,
  prepared: () => Promise.resolve({ bucket: 'all', tensors: { x: Float32Array.of(x) } }),
});
const cases = Array.from({ length: 12 }, (_, i) => caseOf(i % 2 === 0 ? 1 : -1, i % 2 === 0 ? 1 : 0));

function start(
  sessions: PlanSessions,
  more: {
    readonly validation?: readonly TrainingCase[];
    readonly resumed?: Checkpoint;
    readonly inputs?: string;
  } = {},
) {
  const saved: Checkpoint[] = [];
  const epochs: EpochFigures[] = [];
  const trained = train({
    sessions,
    train: cases,
    validation: more.validation ?? cases.slice(0, 4),
    classes: 2,
    hyperparameters,
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
    expect((await trained).bestEpoch).toBe(1);
    expect(epochs).toHaveLength(1 + hyperparameters.patience);
    expect(epochs.at(-1)?.trainLoss).toBeLessThan(epochs[0]?.trainLoss ?? 0);
    expect(epochs.at(-1)?.learningRate).toBeLessThan(hyperparameters.learningRate);
  });

  it('breaks ties of macro-F1 by the validation loss, and runs all its epochs while that falls', async () => {
    const { trained, epochs } = start(logistic());
    const result = await trained;
    expect(epochs).toHaveLength(hyperparameters.epochs);
    expect(epochs.at(-1)?.validationMacroF1).toBe(1);
    expect(result.bestEpoch).toBeGreaterThan(25);
  });

  it('keeps the last values where there is nothing to validate on', async () => {
    const { trained, saved } = start(logistic(), { validation: [] });
    const { values } = await trained;
    expect(values.get('w')).toEqual(saved.at(-1)?.values.get('w'));
  });

  it.each([
    ['loss', 'the loss'],
    ['gradient', 'the gradient of "w"'],
  ] as const)(
    'stops when the %s is no number, says so, and leaves a checkpoint from before',
    async (what, named) => {
      const { trained, saved } = start(logistic({ step: 5, what }));
      const error = await trained.catch((cause: unknown) => cause as LapidaryError);
      expect(error).toMatchObject({ code: 'training-diverged' });
      expect((error as LapidaryError).message).toContain(`epoch 2, step 5: ${named}`);
      for (const { values } of saved) expect(values.get('w')?.data.every(Number.isFinite)).toBe(true);
    },
  );

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
});
