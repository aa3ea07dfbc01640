import type {
  FrameQuality,
  qualityReasons,
  QualityThresholds,
} from '../../../../src-shared/contract/masks.contract.ts';
import { percent, score } from '../../../lib/format.ts';
import { t } from '../../../lib/words.ts';

export type QualityReason = (typeof qualityReasons)[number];

/** Why a mask is worth another look, with what was measured. */
export function reasonWords(reason: QualityReason, quality: FrameQuality): string {
  switch (reason) {
    case 'empty':
      return t('masks.reason-empty');
    case 'differs-from-model':
      return t('masks.reason-model', { dice: score(quality.modelDice ?? 0) });
    case 'covers-nearly-all':
      return t('masks.reason-large', { share: percent(quality.coverage) });
    case 'tiny':
      return t('masks.reason-tiny', { share: percent(quality.coverage) });
    case 'many-components':
      return t('masks.reason-pieces', { count: quality.components });
    case 'tiny-component':
      return t('masks.reason-small-piece', { count: quality.smallestPixels });
    case 'holes':
      return t('masks.reason-holes', { count: quality.holes });
    case 'touches-border':
      return t('masks.reason-border');
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
  { reason: 'empty', title: t('masks.finds-empty'), bound: null },
  { reason: 'touches-border', title: t('masks.finds-border'), bound: null },
  {
    reason: 'many-components',
    title: t('masks.finds-pieces'),
    bound: { name: 'components', unit: '', scale: 1, most: many, step: 1, never: many },
  },
  {
    reason: 'tiny-component',
    title: t('masks.finds-small-piece'),
    bound: { name: 'componentPixels', unit: t('masks.unit-pixels'), scale: 1, most: many, step: 1, never: 0 },
  },
  {
    reason: 'holes',
    title: t('masks.finds-holes'),
    bound: { name: 'holes', unit: '', scale: 1, most: many, step: 1, never: many },
  },
  {
    reason: 'tiny',
    title: t('masks.finds-tiny'),
    bound: { name: 'least', unit: t('masks.unit-percent'), scale: 100, most: 100, step: 0.1, never: 0 },
  },
  {
    reason: 'covers-nearly-all',
    title: t('masks.finds-large'),
    bound: { name: 'most', unit: t('masks.unit-percent'), scale: 100, most: 100, step: 0.1, never: 1 },
  },
  {
    reason: 'differs-from-model',
    title: t('masks.finds-model'),
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
