import type { Share } from '../../../src-shared/contract/siteFigures.ts';
import { count, percent } from '../../lib/format.ts';
import { locale, t } from '../../lib/words.ts';

/** Whose word predictions are held against; in this order everywhere. */
export const references = ['laboratory', 'blind', 'sighted', 'unknown'] as const;
export type Reference = (typeof references)[number];

export const referenceTitle = (of: Reference): string => t(`site.${of}`);
export const referenceShort = (of: Reference): string => t(`site.short-${of}`);

/** The rate; of few cases how many of how many. */
export function shareText({ count: some, of, rate }: Share): string {
  if (of === 0) return '–';
  return rate === null ? t('site.of', { some: count(some), all: count(of) }) : percent(rate.share);
}

/** "70–85%"; nothing of few cases. */
export function intervalText({ rate }: Share): string {
  return rate === null ? '' : t('site.range', { low: percent(rate.low), high: percent(rate.high) });
}

/** All of it in one line, for whoever does not see the drawing. */
export function shareWords(share: Share): string {
  if (share.of === 0) return t('site.no-cases');
  if (share.rate === null) return t('site.of', { some: count(share.count), all: count(share.of) });
  return t('site.share-words', {
    share: percent(share.rate.share),
    low: percent(share.rate.low),
    high: percent(share.rate.high),
    cases: count(share.of),
  });
}

/** A month ("2026-11") as the language says it. */
export function monthTitle(month: string): string {
  return new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric' }).format(
    new Date(`${month}-15T12:00:00`),
  );
}
