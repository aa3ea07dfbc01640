import { describe, expect, it } from 'vitest';
import type { TaskName } from '../../src-shared/contract/experiments.contract.ts';
import { configurations, type Configuration } from '../../src-main/experiments/configurations.ts';
import { comparisonsWith, figuresOfRuns } from '../../src-main/experiments/figures.ts';
import { chooseDefault, finalists, type RankedRun } from '../../src-main/experiments/ranking.ts';
import { resultRow } from '../fixtures/resultRow.ts';

function only(method: string, options = {}): Configuration {
  const [one] = configurations({ method, options, hyperparameters: {} });
  if (one === undefined) throw new Error('no configuration');
  return one;
}

interface Score {
  readonly macroF1: number;
  readonly ece?: number;
}

/** Runs of a configuration on both choosing tasks: draw i has the i-th score on each. */
function runsOf(configuration: Configuration, scores: readonly Score[], more: Partial<RankedRun> = {}) {
  return (['across-sites', 'two-stones'] as const).flatMap((task: TaskName) =>
    scores.map(({ macroF1, ece = 0.02 }, i): RankedRun => ({
      task,
      fold: 0,
      backbone: 'shipped',
      configuration,
      casesPerClass: 8,
      draw: i + 1,
      search: 'none',
      stored: { rows: [resultRow({ macroF1, eceCalibrated: ece })] },
      ...more,
    })),
  );
}

const full = only('segprompt', { view: 'full' });
const coarse = only('segprompt', { view: 'restricted', grid: 4 });
const fine = only('segprompt', { view: 'restricted', grid: 1 });
const linear = only('linear');
const cost = ({ label }: Configuration): number =>
  label === coarse.label ? 1 : label === fine.label ? 2 : 3;
const flat = (macroF1: number, ece?: number) =>
  [0, 0, 0].map((): Score => (ece === undefined ? { macroF1 } : { macroF1, ece }));

describe('the rule that chooses the default', () => {
  it('takes the best SegPrompt variant, never a baseline, however good', () => {
    const runs = [...runsOf(full, flat(0.9)), ...runsOf(fine, flat(0.8)), ...runsOf(linear, flat(0.99))];
    const choice = chooseDefault(runs, cost);
    expect(choice?.configuration.label).toBe(full.label);
    expect(choice?.because).toContain('linear');
  });

  it('passes over a variant that is worse calibrated than the best baseline allows', () => {
    const runs = [
      ...runsOf(full, flat(0.9, 0.05)),
      ...runsOf(fine, flat(0.8, 0.025)),
      ...runsOf(linear, flat(0.7, 0.02)),
    ];
    const choice = chooseDefault(runs, cost);
    expect(choice?.configuration.label).toBe(fine.label);
    expect(choice?.because).toContain('1 are worse calibrated');
  });

  it('lets the cheapest answer decide between variants within half a point', () => {
    const runs = [...runsOf(fine, flat(0.904)), ...runsOf(coarse, flat(0.9)), ...runsOf(full, flat(0.89))];
    expect(chooseDefault(runs, cost)?.configuration.label).toBe(coarse.label);
    const apart = [...runsOf(fine, flat(0.91)), ...runsOf(coarse, flat(0.9))];
    expect(chooseDefault(apart, cost)?.configuration.label).toBe(fine.label);
  });

  it('lets rough masks decide between variants within half a point, if any was judged with them', () => {
    const rough = (configuration: Configuration, macroF1: number, roughly: number) =>
      runsOf(configuration, flat(macroF1)).map((run): RankedRun => {
        const rows = (['eroded', 'dilated', 'shifted'] as const).map((masks) =>
          resultRow({ macroF1: roughly, masks }),
        );
        return { ...run, stored: { rows: [...(run.stored?.rows ?? []), ...rows] } };
      });
    // The coarse one is the cheapest, and was not judged so.
    const runs = [...rough(full, 0.9, 0.8), ...rough(fine, 0.901, 0.7), ...runsOf(coarse, flat(0.9))];
    const choice = chooseDefault(runs, cost);
    expect(choice?.configuration.label).toBe(full.label);
    expect(choice?.because).toContain('of the 2 judged with rough masks');
    // Who is further behind with true masks does not come into it.
    const apart = [...rough(full, 0.85, 0.8), ...rough(fine, 0.901, 0.7)];
    expect(chooseDefault(apart, cost)?.configuration.label).toBe(fine.label);
  });

  it('keeps runs with a search out of a comparison of runs without one', () => {
    const searched = runsOf(fine, flat(0.99)).map((run) => ({ ...run, search: 'small' as const }));
    const runs = [...runsOf(full, flat(0.9)), ...runsOf(fine, flat(0.8)), ...searched];
    expect(chooseDefault(runs, cost)?.configuration.label).toBe(full.label);
    const figures = figuresOfRuns(runs).filter(({ label }) => label === fine.label);
    expect(new Set(figures.map(({ search }) => search)).size).toBe(2);
    expect(figures.map(({ macroF1 }) => macroF1.mean.toFixed(2)).sort()).toEqual([
      '0.80',
      '0.80',
      '0.99',
      '0.99',
    ]);
  });

  it('compares over the draws that all have, on the shipped network, at eight cases, under true masks', () => {
    const lucky = [...flat(0.8).slice(0, 2), { macroF1: 1 }, { macroF1: 1 }];
    const runs = [
      ...runsOf(full, lucky),
      ...runsOf(fine, flat(0.85)).filter(({ draw }) => draw < 3),
      ...runsOf(full, flat(1), { backbone: 'random' }),
      ...runsOf(full, flat(1), { casesPerClass: 16 }),
    ];
    expect(chooseDefault(runs, cost)?.configuration.label).toBe(fine.label);
  });

  it('chooses nothing where a choosing task has no figures', () => {
    expect(chooseDefault([], cost)).toBeUndefined();
    const oneTask = runsOf(full, flat(0.9)).filter(({ task }) => task === 'two-stones');
    expect(chooseDefault(oneTask, cost)).toBeUndefined();
    const unmade = runsOf(full, flat(0.9)).map((run) => ({ ...run, stored: undefined }));
    expect(chooseDefault(unmade, cost)).toBeUndefined();
  });

  it('sends the best variants on to the next stage', () => {
    const runs = [
      ...runsOf(full, flat(0.9, 0.3)),
      ...runsOf(fine, flat(0.8)),
      ...runsOf(coarse, flat(0.7)),
      ...runsOf(linear, flat(0.99)),
    ];
    expect(finalists(runs, 2).map(({ label }) => label)).toEqual([full.label, fine.label]);
    expect(finalists(runs, 0)).toEqual([]);
  });
});

describe('figures of several draws', () => {
  const runs = [
    ...runsOf(full, [{ macroF1: 0.8 }, { macroF1: 0.9 }, { macroF1: 1 }]),
    ...runsOf(linear, [{ macroF1: 0.6 }, { macroF1: 0.8 }, { macroF1: 0.7 }]),
  ];

  it('are means with Student intervals', () => {
    const found = figuresOfRuns(runs).find(
      ({ label, task }) => label === full.label && task === 'two-stones',
    );
    expect(found?.draws).toBe(3);
    expect(found?.macroF1.mean).toBeCloseTo(0.9, 12);
    // t(.975; 2) = 4.3027, standard error .1/√3.
    expect(found?.macroF1.interval?.[1]).toBeCloseTo(0.9 + (4.3027 * 0.1) / Math.sqrt(3), 9);
  });

  it('count a draw once, though two stages asked for it', () => {
    expect(figuresOfRuns([...runs, ...runs]).every(({ draws }) => draws === 3)).toBe(true);
  });

  it('keep networks, numbers of cases and masks apart', () => {
    const shown = runsOf(full, flat(0.5)).map((run) => ({
      ...run,
      stored: { rows: [resultRow({ macroF1: 0.9 }), resultRow({ macroF1: 0.1, masks: 'wrong' })] },
    }));
    const others = [
      ...runsOf(full, flat(0.2), { backbone: 'random' }),
      ...runsOf(full, flat(0.3), { casesPerClass: null }),
    ];
    const found = figuresOfRuns([...shown, ...others]).filter(({ task }) => task === 'two-stones');
    expect(found.map(({ macroF1 }) => macroF1.mean.toFixed(1)).sort()).toEqual(['0.1', '0.2', '0.3', '0.9']);
  });

  it('compare under the same masks', () => {
    const judged = (configuration: Configuration, truly: number, wrongly: number) =>
      runsOf(configuration, flat(truly)).map((run) => ({
        ...run,
        stored: { rows: [resultRow({ macroF1: truly }), resultRow({ macroF1: wrongly, masks: 'shifted' })] },
      }));
    const found = comparisonsWith(full.label, [...judged(full, 0.9, 0.8), ...judged(fine, 0.9, 0.5)]);
    const differences = found.map(({ masks, difference }) => `${masks} ${difference.mean.toFixed(1)}`);
    expect(new Set(differences)).toEqual(new Set(['true 0.0', 'shifted 0.3']));
  });

  it('compare draw by draw, over those that both have', () => {
    const partial = runs.filter(({ configuration, draw }) => configuration !== linear || draw !== 2);
    const [one] = comparisonsWith(full.label, partial).filter(({ task }) => task === 'two-stones');
    expect(one).toMatchObject({ first: full.label, second: 'linear', secondUsesMask: false, draws: 2 });
    expect(one?.difference.mean).toBeCloseTo(0.25, 12);
    expect(comparisonsWith('nothing', runs)).toEqual([]);
  });
});
