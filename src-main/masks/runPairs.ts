import type { LabelRuns } from '../../src-shared/domain/maskCodec.ts';

/** Walks two maps of one size at once: stretches of pixels, each with its value in either, in row order. */
export function walkPairs(
  a: LabelRuns,
  b: LabelRuns,
  visit: (valueA: number, valueB: number, start: number, end: number) => void,
): void {
  let [runA, runB, start] = [0, 0, 0];
  while (runA < a.ends.length && runB < b.ends.length) {
    const endA = a.ends[runA] ?? 0;
    const endB = b.ends[runB] ?? 0;
    const end = Math.min(endA, endB);
    visit(a.values[runA] ?? 0, b.values[runB] ?? 0, start, end);
    if (end === endA) runA++;
    if (end === endB) runB++;
    start = end;
  }
}

/**
 * Dice coefficient over all pixels that are something in either map: they agree where both are of the same class
 * (`classOf…` by value; null: background). 1 where both are empty.
 */
export function diceOfClasses(
  a: LabelRuns,
  b: LabelRuns,
  classOfA: (value: number) => string | null,
  classOfB: (value: number) => string | null,
): number {
  let [shared, both] = [0, 0];
  walkPairs(a, b, (valueA, valueB, start, end) => {
    const classA = classOfA(valueA);
    const classB = classOfB(valueB);
    const pixels = end - start;
    if (classA !== null) both += pixels;
    if (classB !== null) both += pixels;
    if (classA !== null && classA === classB) shared += pixels;
  });
  return both === 0 ? 1 : (2 * shared) / both;
}
