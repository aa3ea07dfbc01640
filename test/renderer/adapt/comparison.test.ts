import { describe, expect, it } from 'vitest';
import {
  cautions,
  comparisons,
  curvesOf,
  macroF1Of,
  optionText,
} from '../../../src-renderer/workspaces/adapt/comparison.ts';
import type { Epoch, RunSummary } from '../../../src-shared/contract/tuning.contract.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';

interface Made {
  readonly job?: string;
  readonly method?: string;
  readonly seed?: number;
  readonly macroF1?: number;
  readonly validation?: ResultRow['validation'];
  readonly n?: number;
  readonly patients?: number;
}

let made = 0;
function run({ job = 'job-1', method = 'linear', seed = 1, macroF1, ...more }: Made): RunSummary {
  const result =
    macroF1 === undefined
      ? null
      : {
          trainable: { parameters: 100, share: 0.01 },
          validation: more.validation ?? 'patient',
          test: {
            n: more.n ?? 600,
            patients: more.patients ?? 60,
            macroF1,
            balancedAccuracy: macroF1,
            ece: 0.1,
            eceCalibrated: 0.05,
            macroF1Interval: [macroF1 - 0.1, macroF1 + 0.1],
          },
          gap: 0.2,
          seconds: 10,
        };
  return {
    id: `run-${String(++made).padStart(4, '0')}`,
    jobId: job,
    method,
    title: method,
    options: {},
    hyperparameters: {},
    seed,
    createdAt: job === 'job-1' ? '2026-11-23T10:00:00.000Z' : '2026-11-23T11:00:00.000Z',
    result,
  } as unknown as RunSummary;
}

describe('comparisons', () => {
  it('puts together what was started together, one row per method over its seeds, newest first', () => {
    const found = comparisons([
      run({ seed: 1, macroF1: 0.5 }),
      run({ seed: 2, macroF1: 0.7 }),
      run({ method: 'segprompt', seed: 1, macroF1: 0.9 }),
      run({ method: 'segprompt', seed: 2 }),
      run({ job: 'job-2', macroF1: 0.4 }),
    ]);
    expect(found.map((one) => [one.jobId, one.seeds, one.methods.map((method) => method.title)])).toEqual([
      ['job-2', 1, ['linear']],
      ['job-1', 2, ['linear', 'segprompt']],
    ]);
    const [linear, segprompt] = found[1]?.methods ?? [];
    expect(linear?.macroF1?.mean).toBeCloseTo(0.6);
    expect(segprompt?.finished).toHaveLength(1);
    expect(segprompt?.runs).toHaveLength(2);
  });

  it('gives the interval of the mean over seeds by Student’s t, and a single run its own', () => {
    const rows = (values: number[]) => values.flatMap((macroF1) => run({ macroF1 }).result ?? []);
    const three = macroF1Of(rows([0.6, 0.7, 0.8]));
    // sd .1, t(2) = 4.303: .7 ± .2484
    expect(three?.interval?.[0]).toBeCloseTo(0.7 - (4.303 * 0.1) / Math.sqrt(3), 6);
    expect(three?.over).toBe('seeds');
    expect(macroF1Of(rows([0.6]))).toEqual({ mean: 0.6, interval: [0.5, 0.7], over: 'patients' });
    expect(macroF1Of([])).toBeNull();
  });

  it('says what the numbers do not hold', () => {
    const [small] = comparisons([run({ macroF1: 0.5, n: 40, patients: 4, validation: 'within-group' })]);
    const [sound] = comparisons([1, 2, 3].map((seed) => run({ seed, macroF1: 0.5 })));
    if (small === undefined || sound === undefined) throw new Error('no comparison');
    expect(cautions(small).join(' ')).toMatch(/within it.*40 cases of 4 patients.*three seeds/);
    expect(cautions(sound)).toEqual([]);
  });

  it('names options, all of them or those that are not the method’s own', () => {
    const options = { view: 'full', grid: 2, attentionBias: false };
    expect(optionText(options)).toBe('view full, grid 2, attentionBias false');
    expect(optionText(options, { view: 'restricted', grid: 2, attentionBias: false })).toBe('view full');
  });

  it('aligns curves of different length on one axis', () => {
    const epochs = new Map([
      ['a' as RunId, [1, 2, 3].map((epoch) => ({ epoch, trainLoss: epoch }) as Epoch)],
      ['b' as RunId, [1].map((epoch) => ({ epoch, trainLoss: 9 }) as Epoch)],
    ]);
    const ids = ['a', 'b', 'c'] as RunId[];
    expect(curvesOf(ids, epochs, (epoch) => epoch.trainLoss)).toEqual({
      epochs: [1, 2, 3],
      lines: [
        { runId: 'a', values: [1, 2, 3] },
        { runId: 'b', values: [9, null, null] },
        { runId: 'c', values: [null, null, null] },
      ],
    });
  });
});
