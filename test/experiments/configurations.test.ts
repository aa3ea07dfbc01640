import { describe, expect, it } from 'vitest';
import { configurations, plannedRuns } from '../../src-main/experiments/configurations.ts';
import { lengthened } from '../../src-main/experiments/grid.ts';
import { chooseMethod } from '../../src-main/tuning/methodCatalog.ts';

const grid = (method: string, options = {}) => configurations({ method, options, hyperparameters: {} });
const { hyperparameters } = chooseMethod({ method: 'linear', options: {}, hyperparameters: {} });

describe('the grid of an experiment', () => {
  it('tries every combination of options, with the usual value of those that are not named', () => {
    const tried = grid('segprompt', {
      view: ['full', 'restricted'],
      rank: 4,
      promptInput: ['mask', 'region'],
    });
    expect(tried.map(({ options }) => [options['view'], options['promptInput'], options['rank']])).toEqual([
      ['full', 'mask', 4],
      ['full', 'region', 4],
      ['restricted', 'mask', 4],
      ['restricted', 'region', 4],
    ]);
    expect(tried[0]?.options['interaction']).toBe('full');
  });

  it('names a configuration by what is not as usual', () => {
    expect(grid('linear').map(({ label }) => label)).toEqual(['linear']);
    const [usual] = grid('segprompt');
    expect(usual?.label).toBe('segprompt');
    expect(grid('vpt-shallow', { tokens: [10, 3] }).map(({ label }) => label)).toEqual([
      'vpt-shallow',
      'vpt-shallow tokens=3',
    ]);
    const [noisy] = configurations({ method: 'segprompt', options: {}, hyperparameters: { maskNoise: 0.5 } });
    expect(noisy?.label).toBe('segprompt maskNoise=0.5');
  });

  it('refuses what no method has', () => {
    expect(() => grid('nonsense')).toThrow(expect.objectContaining({ code: 'unknown-method' }) as Error);
    expect(() => grid('linear', { tokens: 3 })).toThrow(
      expect.objectContaining({ code: 'bad-options' }) as Error,
    );
    // One that contradicts another is no configuration either.
    expect(() => grid('segprompt', { interaction: 'one-way', head: ['cls', 'region'] })).toThrow(
      expect.objectContaining({ code: 'bad-options' }) as Error,
    );
  });

  it('runs a configuration once, however often it is listed, on every task, count and draw', () => {
    const stage = {
      name: 'one',
      tasks: ['two-stones' as const, 'instruments' as const],
      backbones: ['shipped' as const],
      methods: [],
      finalists: 0,
      casesPerClass: [8, null],
      draws: 3,
      masks: ['true' as const],
      search: 'none' as const,
    };
    const runs = plannedRuns(stage, [...grid('linear'), ...grid('linear')], (task) =>
      task === 'instruments' ? 2 : 1,
    );
    expect(runs).toHaveLength(2 * 3 + 2 * 2 * 3);
    expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(runs.length);
  });
});

describe('the length of a run', () => {
  it('grows where the draw is small, and patience with it', () => {
    const short = { ...hyperparameters, epochs: 5, patience: 5, batch: 8 };
    expect(lengthened(short, 30, 120)).toMatchObject({ epochs: 30, patience: 30 });
    expect(lengthened(short, 240, 120)).toEqual(short);
    expect(lengthened(short, 1, 1e6)).toMatchObject({ epochs: 2000 });
  });
});
