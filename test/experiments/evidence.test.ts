import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { taskNames } from '../../src-shared/contract/experiments.contract.ts';
import { MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import { configurations } from '../../src-main/experiments/configurations.ts';
import { comparisonsWith } from '../../src-main/experiments/figures.ts';
import type { RankedRun } from '../../src-main/experiments/ranking.ts';
import { resultRow } from '../fixtures/resultRow.ts';

const folder = path.resolve('docs', 'evidence');
const number = z.coerce.number();
const Row = z.object({
  task: z.enum(taskNames),
  backbone: z.string(),
  method: z.string(),
  options: z.string(),
  casesPerClass: z.union([z.literal('all').transform(() => null), number]),
  draw: number,
  masks: MaskSourceName,
  testCases: number,
  macroF1: number,
  eceCalibrated: number,
});

/** "view=full grid=2" → { view: "full", grid: 2 } */
function optionsIn(text: string): Record<string, string | number | boolean> {
  const options: Record<string, string | number | boolean> = {};
  for (const pair of text.split(' ')) {
    const [name = '', value = ''] = pair.split('=');
    if (name === '') continue;
    if (value === 'true' || value === 'false') options[name] = value === 'true';
    else options[name] = Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return options;
}

const rows = z
  .array(Row)
  .parse(parse(readFileSync(path.join(folder, 'runs.csv'), 'utf8'), { columns: true }));
const shipped = rows.filter(({ backbone }) => !backbone.includes('random'));
const runs = shipped
  .filter(({ masks }) => masks === 'true')
  .flatMap(({ task, method, options, casesPerClass, draw, macroF1, eceCalibrated }) =>
    configurations({ method, options: optionsIn(options), hyperparameters: {} }).map(
      (configuration): RankedRun => ({
        task,
        fold: 0,
        backbone: 'shipped',
        configuration,
        casesPerClass,
        draw,
        search: 'none',
        stored: { rows: [resultRow({ macroF1, eceCalibrated })] },
      }),
    ),
  );
const [usual] = configurations({ method: 'segprompt', options: {}, hyperparameters: {} });
const own = usual?.label ?? '';

describe('the committed evidence', () => {
  it('shows the shipped default ahead of every baseline without the mask by more than 20 points, on 600 cases and more', () => {
    const asked = comparisonsWith(own, runs).filter(
      ({ casesPerClass, secondUsesMask, task }) =>
        casesPerClass === 8 && !secondUsesMask && (task === 'across-sites' || task === 'two-stones'),
    );
    expect(new Set(asked.map(({ task }) => task)).size).toBe(2);
    for (const { second, task, difference } of asked) {
      expect(difference.interval?.[0], `${task}, ${second}`).toBeGreaterThan(0.2);
    }
    for (const { task, testCases } of rows) {
      if (task !== 'instruments') expect(testCases).toBeGreaterThanOrEqual(600);
    }
  });
});
