import { describe, expect, it } from 'vitest';
import { isTelling, meanEntropy } from '../../src-main/experiments/experiment.task.ts';
import { maskSourceNames } from '../../src-shared/domain/resultRow.ts';

const told = (plan: Parameters<typeof isTelling>[1], patients: number): string[] =>
  maskSourceNames.filter((source) => isTelling(source, plan, patients));

describe('what a tuned method is judged with', () => {
  it('is the true mask alone where it reads none', () => {
    expect(told({ usesMask: false, acceptsEmptyMask: true }, 9)).toEqual(['true']);
  });

  it('is no empty mask where it has no answer to one', () => {
    expect(told({ usesMask: true, acceptsEmptyMask: false }, 9)).not.toContain('none');
    expect(told({ usesMask: true, acceptsEmptyMask: true }, 9)).toEqual([...maskSourceNames]);
  });

  it('is nobody else’s mask where there is nobody else', () => {
    expect(told({ usesMask: true, acceptsEmptyMask: true }, 1)).not.toContain('wrong');
  });
});

it('the entropy of answers is 0 where they are certain and 1 where they say nothing', () => {
  const answer = (...logits: number[]) => ({
    logits: Float32Array.from(logits),
    truth: 0,
    finding: 'f',
    patient: 'p',
  });
  expect(meanEntropy([answer(200, 0, 0)], 1)).toBeCloseTo(0, 6);
  expect(meanEntropy([answer(3, 3, 3)], 1)).toBeCloseTo(1, 6);
  // A temperature that flattens raises it.
  expect(meanEntropy([answer(2, 0, 0)], 10)).toBeGreaterThan(meanEntropy([answer(2, 0, 0)], 1));
});
