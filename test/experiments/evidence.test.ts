import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { taskNames } from '../../src-shared/contract/experiments.contract.ts';
import { MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import { configurations } from '../../src-main/experiments/configurations.ts';
import { comparisonsWith } from '../../src-main/experiments/figures.ts';
import { chooseDefault, type RankedRun } from '../../src-main/experiments/ranking.ts';
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
  share: number,
  macroF1: number,
  accuracy: number,
  eceCalibrated: number,
  gap: number,
  entropy: number,
  abstained: z.union([z.literal('').transform(() => undefined), number]),
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

/** One run, whatever masks it was judged with. */
const keyOf = ({ task, method, options, casesPerClass, draw }: z.output<typeof Row>): string =>
  JSON.stringify([task, method, options, casesPerClass, draw]);

const rows = z
  .array(Row)
  .parse(parse(readFileSync(path.join(folder, 'runs.csv'), 'utf8'), { columns: true }));
const shipped = rows.filter(({ backbone }) => !backbone.includes('random'));
const runs = [...Map.groupBy(shipped, keyOf).values()].flatMap((judged) => {
  const [{ task, method, options, casesPerClass, draw }] = judged as [z.output<typeof Row>];
  return configurations({ method, options: optionsIn(options), hyperparameters: {} }).map(
    (configuration): RankedRun => ({
      task,
      fold: 0,
      backbone: 'shipped',
      configuration,
      casesPerClass,
      draw,
      search: 'none',
      stored: {
        rows: judged.map(({ macroF1, eceCalibrated, masks }) => resultRow({ macroF1, eceCalibrated, masks })),
      },
    }),
  );
});
const [usual] = configurations({ method: 'segprompt', options: {}, hyperparameters: {} });
const own = usual?.label ?? '';
const optionsOfDefault = Object.entries(usual?.options ?? {})
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');
/** Rows of the shipped default. */
const ofDefault = shipped.filter(
  ({ method, options }) => method === 'segprompt' && options === optionsOfDefault,
);
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const choosing = ['across-sites', 'two-stones'] as const;

describe('the committed evidence', () => {
  it('shows the shipped default ahead of every baseline without the mask by more than 20 points, on 600 cases and more', () => {
    const asked = comparisonsWith(own, runs).filter(
      ({ casesPerClass, secondUsesMask, task, masks }) =>
        casesPerClass === 8 &&
        masks === 'true' &&
        !secondUsesMask &&
        (task === 'across-sites' || task === 'two-stones'),
    );
    const blind = ['linear', 'prototype', 'vpt-shallow', 'vpt-deep', 'lora', 'bitfit', 'full'];
    for (const task of choosing) {
      const found = asked.filter((one) => one.task === task).map(({ second }) => second);
      expect(found.sort()).toEqual(blind.toSorted());
    }
    for (const { second, task, difference } of asked) {
      expect(difference.interval?.[0], `${task}, ${second}`).toBeGreaterThan(0.2);
    }
    for (const { task, testCases } of rows) {
      if (task !== 'instruments') expect(testCases).toBeGreaterThanOrEqual(600);
    }
  });

  it('speaks for the shipped default, by the rule', () => {
    expect(chooseDefault(runs, () => 0)?.configuration.label).toBe(own);
  });

  it('shows it no worse than masked-image, region-pool and mask-crop with true masks, and better with rough ones', () => {
    let looked = 0;
    for (const { second, task, casesPerClass, masks, difference } of comparisonsWith(own, runs)) {
      if (casesPerClass !== 8) continue;
      if (task !== 'across-sites' || !['masked-image', 'region-pool', 'mask-crop'].includes(second)) continue;
      const rough = masks === 'eroded' || masks === 'dilated' || masks === 'shifted';
      if (rough) expect(difference.mean, `${second}, ${masks}`).toBeGreaterThan(0.01);
      if (masks === 'true') expect(difference.mean, second).toBeGreaterThan(0);
      if (rough || masks === 'true') looked += 1;
    }
    expect(looked).toBe(3 * 4);
  });

  it('shows that it obeys the mask: another stone, another answer; mere background, a doubtful one', () => {
    const judged = (source: MaskSourceName, task: string) =>
      ofDefault.filter((row) => row.masks === source && row.task === task);
    expect(mean(judged('other', 'two-stones').map(({ accuracy }) => accuracy))).toBeGreaterThan(0.9);
    for (const task of choosing) {
      const [truly, background] = [judged('true', task), judged('background', task)];
      expect(background.length).toBeGreaterThanOrEqual(3);
      const doubt = (found: typeof truly) => mean(found.map(({ entropy }) => entropy));
      expect(doubt(background)).toBeGreaterThan(5 * doubt(truly));
      const withheld = (found: typeof truly) => mean(found.flatMap(({ abstained }) => abstained ?? []));
      expect(withheld(background)).toBeGreaterThan(0.5);
      expect(withheld(truly)).toBeLessThan(0.2);
    }
  });

  it('shows it ahead of full fine-tuning on eight cases and fewer, with a smaller gap, by less than 5% of the values', () => {
    for (const task of choosing) {
      for (const cases of [1, 4, 8]) {
        const at = (found: typeof shipped) =>
          found.filter((row) => row.task === task && row.casesPerClass === cases && row.masks === 'true');
        const [mine, full] = [at(ofDefault), at(shipped.filter(({ method }) => method === 'full'))];
        expect(full.length).toBeGreaterThanOrEqual(3);
        expect(mean(mine.map(({ macroF1 }) => macroF1))).toBeGreaterThan(
          mean(full.map(({ macroF1 }) => macroF1)),
        );
        expect(mean(mine.map(({ gap }) => gap))).toBeLessThan(mean(full.map(({ gap }) => gap)));
        for (const { share } of mine) expect(share).toBeLessThan(0.05);
      }
    }
  });

  it('shows probabilities that are off by 5 points at most within a site, where answers are not nearly all right', () => {
    const asked = shipped.filter(({ task, accuracy }) => task === 'within-site' && accuracy < 0.97);
    expect(asked.length).toBeGreaterThan(0);
    const byMethod = Map.groupBy(
      asked,
      ({ method, options, casesPerClass }) => `${method} ${options} ${casesPerClass}`,
    );
    for (const [what, members] of byMethod) {
      expect(mean(members.map(({ eceCalibrated }) => eceCalibrated)), what).toBeLessThanOrEqual(0.05);
      for (const { testCases } of members) expect(testCases).toBeGreaterThanOrEqual(1000);
    }
  });
});
