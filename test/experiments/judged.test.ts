import { describe, expect, it } from 'vitest';
import { isTelling, leastConfidence, meanEntropy } from '../../src-main/experiments/experiment.task.ts';
import { maskSourceNames } from '../../src-shared/domain/resultRow.ts';

const told = (plan: Parameters<typeof isTelling>[1], patients: number, counterparts = true): string[] =>
  maskSourceNames.filter((source) => isTelling(source, plan, { patients, counterparts }));

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

  it('is no other finding’s mask where a frame shows one', () => {
    expect(told({ usesMask: true, acceptsEmptyMask: true }, 9, false)).not.toContain('other');
  });
});

const answer = (...logits: number[]) => ({
  logits: Float32Array.from(logits),
  truth: 0,
  finding: 'f',
  patient: 'p',
});

it('an answer is withheld that is less sure than all but a twentieth of the validation cases', () => {
  // Of two classes, with logits n and 0: calibrated by temperature 2, sure of one by 1/(1 + exp(−n/2)).
  const validation = Array.from({ length: 40 }, (_, n) => answer(n, 0)).reverse();
  expect(leastConfidence(validation, 2)).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
  expect(leastConfidence([], 1)).toBe(0);
});

it('the entropy of answers is 0 where they are certain and 1 where they say nothing', () => {
  expect(meanEntropy([answer(200, 0, 0)], 1)).toBeCloseTo(0, 6);
  expect(meanEntropy([answer(3, 3, 3)], 1)).toBeCloseTo(1, 6);
  // A temperature that flattens raises it.
  expect(meanEntropy([answer(2, 0, 0)], 10)).toBeGreaterThan(meanEntropy([answer(2, 0, 0)], 1));
});
