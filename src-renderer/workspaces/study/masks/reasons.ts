import type {
  FrameQuality,
  qualityReasons,
  QualityThresholds,
} from '../../../../src-shared/contract/masks.contract.ts';
import { count, percent, plural, score } from '../../../lib/format.ts';

export type QualityReason = (typeof qualityReasons)[number];

/** Why a mask is worth another look, with what was measured. */
export function reasonWords(reason: QualityReason, quality: FrameQuality): string {
  switch (reason) {
    case 'empty':
      return 'nothing is outlined';
    case 'differs-from-model':
      return `differs from the model’s (Dice ${score(quality.modelDice ?? 0)})`;
    case 'covers-nearly-all':
      return `covers ${percent(quality.coverage)}`;
    case 'tiny':
      return `covers only ${percent(quality.coverage)}`;
    case 'many-components':
      return plural(quality.components, 'piece');
    case 'tiny-component':
      return `a piece of ${plural(quality.smallestPixels, 'pixel')}`;
    case 'holes':
      return quality.holes === 1 ? 'a hole' : `${count(quality.holes)} holes`;
    case 'touches-border':
      return 'touches the border';
    default:
      return reason satisfies never;
  }
}

/** One line of the thresholds' form: what it finds, and the number it finds it by, where there is one. */
export interface ThresholdField {
  readonly reason: QualityReason;
  readonly title: string;
  readonly bound: {
    readonly name: keyof QualityThresholds;
    readonly unit: string;
    /** What is shown is the threshold times this. */
    readonly scale: 1 | 100;
    readonly most: number;
    readonly step: number;
    /** The threshold that finds nothing. */
    readonly never: number;
  } | null;
}

const many = 1_000_000;

export const thresholdFields: readonly ThresholdField[] = [
  { reason: 'empty', title: 'Nothing is outlined', bound: null },
  { reason: 'touches-border', title: 'Touches the border', bound: null },
  {
    reason: 'many-components',
    title: 'More pieces than',
    bound: { name: 'components', unit: '', scale: 1, most: many, step: 1, never: many },
  },
  {
    reason: 'tiny-component',
    title: 'A piece smaller than',
    bound: { name: 'componentPixels', unit: 'px', scale: 1, most: many, step: 1, never: 0 },
  },
  {
    reason: 'holes',
    title: 'More holes than',
    bound: { name: 'holes', unit: '', scale: 1, most: many, step: 1, never: many },
  },
  {
    reason: 'tiny',
    title: 'Covers less than',
    bound: { name: 'least', unit: '%', scale: 100, most: 100, step: 0.1, never: 0 },
  },
  {
    reason: 'covers-nearly-all',
    title: 'Covers more than',
    bound: { name: 'most', unit: '%', scale: 100, most: 100, step: 0.1, never: 1 },
  },
  {
    reason: 'differs-from-model',
    title: 'Dice with the model’s below',
    bound: { name: 'dice', unit: '', scale: 1, most: 1, step: 0.01, never: 0 },
  },
];

/** As the contract has them, so that the form can be shown before anything is asked. */
export const usualThresholds: QualityThresholds = {
  components: 5,
  componentPixels: 30,
  holes: 0,
  least: 0.001,
  most: 0.95,
  dice: 0.7,
};

/** The thresholds with which what is left out is not found. */
export function withoutReasons(
  thresholds: QualityThresholds,
  leftOut: ReadonlySet<QualityReason>,
): QualityThresholds {
  const changed: Partial<Record<keyof QualityThresholds, number>> = {};
  for (const { reason, bound } of thresholdFields) {
    if (bound !== null && leftOut.has(reason)) changed[bound.name] = bound.never;
  }
  return { ...thresholds, ...changed };
}
