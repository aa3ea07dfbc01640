import { diskSize } from '../../src-shared/domain/cacheLine.ts';
import { locale, t } from './words.ts';

/** Formatters are costly to make and are wanted in every row; one page speaks one language. */
function made<Format>(make: (locale: string) => Format): () => Format {
  let at: { readonly locale: string; readonly format: Format } | undefined;
  return () => {
    if (at?.locale !== locale()) at = { locale: locale(), format: make(locale()) };
    return at.format;
  };
}

const grouped = made((of) => new Intl.NumberFormat(of));
const fixed = [0, 1, 2, 3].map((digits) =>
  made(
    (of) =>
      new Intl.NumberFormat(of, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
      }),
  ),
);
const significantly = (digits: number): (() => Intl.NumberFormat) =>
  made((of) => new Intl.NumberFormat(of, { maximumSignificantDigits: digits, useGrouping: false }));
const leading = { 2: significantly(2), 3: significantly(3) } as const;
const percents = [0, 1].map((digits) =>
  made(
    (of) =>
      new Intl.NumberFormat(of, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ),
);
const dayFormat = made((of) => {
  // Days stand under one another. A short month is a word, which tells it from the day, where the language has one.
  const month = of.startsWith('ja') ? '2-digit' : 'short';
  return new Intl.DateTimeFormat(of, { day: '2-digit', month, year: 'numeric' });
});
const timeFormat = made((of) => new Intl.DateTimeFormat(of, { hour: '2-digit', minute: '2-digit' }));

/** "81%", with one more digit below ten per cent of either end, where it tells something. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return `<${ofHundred(0.001, 1)}`;
  if (share > 0.999 && share < 1) return `>${ofHundred(0.999, 1)}`;
  const digits = share > 0 && share < 0.0995 ? 1 : share > 0.9905 && share < 1 ? 1 : 0;
  return ofHundred(share, digits);
}

function ofHundred(share: number, digits: 0 | 1): string {
  return percents[digits]?.().format(Number((share * 100).toFixed(digits)) / 100) ?? '';
}

/** A share as "5%", whatever its size: for what is set in whole steps. */
export function wholePercent(share: number): string {
  return ofHundred(share, 0);
}

/** A number with so many digits after the point, at most three, rounded as `toFixed` does in every language. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return fixed[digits]?.().format(Number(text)) ?? text;
}

/** A number of any size by its first digits, without what ends it in noughts: "0.0012", "0,0012". */
export function significant(value: number, digits: 2 | 3): string {
  return leading[digits]().format(value);
}

/** A score between 0 and 1 as ".84"; a negative one as "−.03". Where the point is a comma, the nought stays: "0,84". */
export function score(value: number, digits = 2): string {
  const text = decimal(Math.abs(value), digits).replace(/^0\./, '.');
  return value < 0 && Number(value.toFixed(digits)) !== 0 ? `−${text}` : text;
}

/** What somebody set, with the digits that it has, at most so many that count: "0.0005", "0,0005". */
export function exact(value: number, significant = 6): string {
  return new Intl.NumberFormat(locale(), {
    maximumSignificantDigits: significant,
    useGrouping: false,
  }).format(value);
}

/** 12,345 */
export function count(value: number): string {
  return grouped().format(value);
}

/** Bytes as `diskSize` says them, with the language's own decimal sign: "2.3 GB", "2,3 GB". */
export function size(bytes: number): string {
  const [value = '', unit = ''] = diskSize(bytes).split(' ');
  return `${decimal(Number(value), value.includes('.') ? 1 : 0)} ${unit}`;
}

/** A day without a time zone ("2026-11-23") as "23 Nov 2026"; days never shift with the clock's zone. */
export function day(isoDay: string): string {
  return dayFormat().format(new Date(`${isoDay}T12:00:00`));
}

/** A point in time in local terms: the time of today, the day otherwise with the time. */
export function instant(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = timeFormat().format(at);
  return at.toDateString() === now.toDateString()
    ? t('format.today', { time })
    : `${dayFormat().format(at)} ${time}`;
}

/** "8 s", "3 min 20 s", "1 h 5 min" */
export function duration(seconds: number): string {
  if (seconds < 10) return t('format.seconds', { seconds: decimal(seconds, 1) });
  if (seconds < 60) return t('format.seconds', { seconds: decimal(seconds, 0) });
  const whole = Math.round(seconds);
  if (whole < 3600) {
    return t('format.minutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  }
  return t('format.hours', {
    hours: count(Math.floor(whole / 3600)),
    minutes: Math.floor((whole % 3600) / 60),
  });
}

/** Texts one after the other: "a, b, c", "a、b、c". */
export function listed(texts: readonly string[]): string {
  return texts.reduce((first, next) => (first === '' ? next : t('format.listed', { first, next })), '');
}

/** The end of a long identifier, enough to tell two apart on screen. */
export function shortId(id: string): string {
  return id.slice(-6);
}
