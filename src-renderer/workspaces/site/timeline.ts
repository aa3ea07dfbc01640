import type { SiteFigures } from '../../../src-shared/contract/siteFigures.ts';

/** More would not be told apart on screen. */
const mostMonths = 24;
const mostWeeks = 53;

/** Months one after the other ("2026-11"), from the first to the last of those given, the newest where they are many. */
export function monthsBetween(given: readonly string[]): string[] {
  const numbers = given.map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1);
  if (numbers.length === 0) return [];
  const last = Math.max(...numbers);
  const first = Math.max(Math.min(...numbers), last - mostMonths + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = first + i;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

const dayLength = 86_400_000;

/** Weeks one after the other, those without a study too, the newest where they are many. */
export function everyWeek(weeks: SiteFigures['weeks']): SiteFigures['weeks'] {
  const known = new Map(weeks.map((one) => [one.week, one]));
  const starts = weeks.map(({ week }) => Date.parse(`${week}T00:00:00Z`));
  if (starts.length === 0) return [];
  const last = Math.max(...starts);
  const first = Math.max(Math.min(...starts), last - (mostWeeks - 1) * 7 * dayLength);
  return Array.from({ length: Math.round((last - first) / (7 * dayLength)) + 1 }, (_, i) => {
    const week = new Date(first + i * 7 * dayLength).toISOString().slice(0, 10);
    return known.get(week) ?? { week, added: 0, signed: 0 };
  });
}
