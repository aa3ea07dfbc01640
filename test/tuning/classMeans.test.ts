import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src-main/networks/methods/plan.ts';
import { fitClassMeans } from '../../src-main/tuning/classMeans.ts';
import type { PlanSessions, PreparedCase } from '../../src-main/tuning/planSessions.ts';
import type { TrainingCase } from '../../src-main/tuning/trainer.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const [classes, length] = [4, 5];
const random = createRandom(8);

function feature(): Float32Array {
  const values = Float32Array.from({ length }, () => random.normal());
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}
const caseOf = (target: number, views: readonly Float32Array[]): TrainingCase => ({
  target,
  prepared: (view) =>
    Promise.resolve({ bucket: 'all', tensors: { feature: views[view] ?? new Float32Array() } }),
});

/** The head alone: logits from the prepared feature. */
const sessions = {
  plan: {
    fit: 'class-means',
    trainables: [
      { name: 'head.weight', shape: [classes, length], initial: new Float32Array(classes * length) },
      { name: 'head.bias', shape: [classes], initial: new Float32Array(classes) },
    ],
  } as unknown as Plan,
  predict: (cases: readonly PreparedCase[], values: ReadonlyMap<string, { data: Float32Array }>) => {
    const weight = values.get('head.weight')?.data ?? [];
    const bias = values.get('head.bias')?.data ?? [];
    return Promise.resolve(
      cases.map(({ tensors }) =>
        Float32Array.from({ length: classes }, (_, k) =>
          Array.from(tensors['feature'] as Float32Array).reduce(
            (sum, value, i) => sum + value * (weight[k * length + i] ?? 0),
            bias[k] ?? 0,
          ),
        ),
      ),
    );
  },
} as unknown as PlanSessions;

describe('class means', () => {
  it('answer as the nearest mean does, and never the class of which nothing was seen', async () => {
    // Class 3 has no case.
    const train = Array.from({ length: 12 }, (_, i) => caseOf(i % 3, [feature(), feature()]));
    const epochs: unknown[] = [];
    const { values, best } = await fitClassMeans({
      sessions,
      train,
      validation: train.slice(0, 6),
      classes,
      hyperparameters: { views: 2 },
      onEpoch: (epoch: unknown) => epochs.push(epoch),
    } as unknown as Parameters<typeof fitClassMeans>[0]);
    expect(epochs).toHaveLength(1);
    expect(best.loss).toBeGreaterThan(0);
    const shown = await Promise.all(
      train.flatMap(({ target, prepared }) =>
        [0, 1].map(async (view) => ({
          target,
          values: (await prepared(view)).tensors['feature'] as Float32Array,
        })),
      ),
    );
    const means = [0, 1, 2].map((k) => {
      const own = shown.filter(({ target }) => target === k);
      return Array.from(
        { length },
        (_, i) => own.reduce((sum, one) => sum + (one.values[i] ?? 0), 0) / own.length,
      );
    });
    for (let round = 0; round < 50; round++) {
      const probe = feature();
      const distances = means.map((mean) =>
        mean.reduce((sum, value, i) => sum + (value - (probe[i] ?? 0)) ** 2, 0),
      );
      const [logits] = await sessions.predict([{ bucket: 'all', tensors: { feature: probe } }], values);
      // Up to what all classes share, a logit is −5 times the squared distance.
      for (const k of [1, 2]) {
        expect((logits?.[k] ?? 0) - (logits?.[0] ?? 0)).toBeCloseTo(
          -5 * ((distances[k] ?? 0) - (distances[0] ?? 0)),
          3,
        );
      }
      expect(logits?.[3]).toBeLessThan(Math.max(...(logits?.subarray(0, 3) ?? [])));
    }
  });
});
