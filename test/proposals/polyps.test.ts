import { describe, expect, it } from 'vitest';
import { dice } from '../../src-shared/domain/masks/compare.ts';
import { boxRequest, clickRules, polypNames, readPolyp, twoClicks } from '../support/polyps.ts';
import { openClassicalBench } from './classicalBench.ts';

const names = polypNames();

describe('real polyps', () => {
  // `npm run bench -- proposals` tells more.
  it.skipIf(names.length === 0)(
    'are found by two clicks, and better in a box',
    async () => {
      const bench = await openClassicalBench();
      const clicked: number[] = [];
      const boxed: number[] = [];
      for (const [i, name] of names.entries()) {
        const { bytes, truth } = await readPolyp(name);
        const frame = await bench.frame(bytes);
        const byClicks = await bench.propose('watershed', frame, clickRules[twoClicks](truth));
        clicked.push(dice(byClicks.found, truth));
        if (i % 6 !== 0) continue;
        boxed.push(dice((await bench.propose('grabcut', frame, boxRequest(truth))).found, truth));
      }
      const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
      expect(clicked).toHaveLength(names.length);
      expect(mean(clicked)).toBeGreaterThan(0.6);
      expect(mean(boxed)).toBeGreaterThan(0.75);
    },
    300_000,
  );
});
