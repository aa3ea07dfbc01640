import { describe, expect, it } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { pairsAround, reasonAgainstSearch, searched } from '../../src-main/tuning/search.ts';
import type { Trained } from '../../src-main/tuning/trainer.ts';

const trainedWith = (macroF1: number, loss: number): Trained => ({
  values: new Map([['w', { shape: [1], data: Float32Array.of(macroF1) }]]),
  epochs: [
    { epoch: 1, learningRate: 1, trainLoss: 1, validationLoss: loss, validationMacroF1: macroF1, seconds: 2 },
  ],
  best: { epoch: 1, macroF1, loss },
});

const diverged = (): never => {
  throw new LapidaryError('training-diverged', 'Training diverged.', 'Lower the learning rate.');
};

describe('a search', () => {
  it('tries at most six pairs around the stored one, which comes first, within bounds and each once', () => {
    const pairs = pairsAround({ learningRate: 0.003, weightDecay: 0.01 });
    expect(pairs).toHaveLength(6);
    expect(pairs[0]).toEqual({ learningRate: 0.003, weightDecay: 0.01 });
    expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(6);
    expect(pairsAround({ learningRate: 0.003, weightDecay: 0 })).toHaveLength(3);
    for (const { learningRate, weightDecay } of pairsAround({ learningRate: 0.9, weightDecay: 0.5 })) {
      expect(Math.max(learningRate, weightDecay)).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [[0.8, 0.9, 0.9], [0.5, 0.4, 0.6], 2],
    [[0.8, 0.9, 0.9], [0.5, 0.4, 0.3], 3],
    [[0.9, 0.9, 0.9], [0.4, 0.4, 0.4], 1],
  ])('keeps the best macro-F1 of %j, then loss of %j, then the earlier', async (scores, losses, winner) => {
    const pairs = pairsAround({ learningRate: 0.003, weightDecay: 0.01 }).slice(0, 3);
    const { trained, search } = await searched(pairs, async (_, trial) =>
      trainedWith(scores[trial - 1] ?? 0, losses[trial - 1] ?? 0),
    );
    expect(search.chosen).toEqual(pairs[winner - 1]);
    expect(trained.best).toEqual({ epoch: 1, macroF1: scores[winner - 1], loss: losses[winner - 1] });
    expect(search.trials.map(({ trial, seconds }) => [trial, seconds])).toEqual([
      [1, 2],
      [2, 2],
      [3, 2],
    ]);
  });

  it('passes over a pair that diverges, and fails only where all do', async () => {
    const pairs = pairsAround({ learningRate: 0.003, weightDecay: 0.01 }).slice(0, 2);
    const { search } = await searched(pairs, async (_, trial) =>
      trial === 1 ? diverged() : trainedWith(0.1, 3),
    );
    expect(search.chosen).toEqual(pairs[1]);
    expect(search.trials[0]).toMatchObject({ diverged: true, validationMacroF1: null });
    await expect(searched(pairs, async () => diverged())).rejects.toMatchObject({
      code: 'training-diverged',
    });
    const full = searched(pairs, async () => {
      throw new LapidaryError('disk-full', 'The disk is full.', 'Free some space.');
    });
    await expect(full).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('is left out where its answer would be luck', () => {
    expect(reasonAgainstSearch('gradient', [2, 1], 8)).toBe('few-cases');
    expect(reasonAgainstSearch('gradient', [2, 40], 8)).toBeUndefined();
    expect(reasonAgainstSearch('gradient', [20, 40], 0)).toBe('no-validation');
    expect(reasonAgainstSearch('class-means', [20, 40], 8)).toBe('closed-form');
  });
});
