import type { Reference } from './figureWords.ts';

/** The colour that a reference has in every drawing. */
export const tokenOf: Readonly<Record<Reference, string>> = {
  laboratory: '--series-3',
  blind: '--series-1',
  sighted: '--series-2',
  unknown: '--series-8',
};
