import { leastCases, type Share } from '../../src-shared/contract/siteFigures.ts';

/** The 0.975 quantile of the standard normal distribution: what 95 % intervals are made with. */
const z = 1.959963984540054;

/**
 * The 95 % score interval of a share (Wilson, "Probable inference, the law of succession, and statistical inference",
 * J. Am. Stat. Assoc. 22, 1927). It stays within 0 and 1 and holds near both, where the usual one collapses.
 */
export function wilsonInterval(count: number, of: number): { low: number; high: number } {
  const share = count / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return { low: count === 0 ? 0 : middle - half, high: count === of ? 1 : middle + half };
}

export function shareOf(count: number, of: number): Share {
  return {
    count,
    of,
    rate: of < leastCases ? null : { share: count / of, ...wilsonInterval(count, of) },
  };
}

/**
 * Cohen's κ of two readers (Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20, 1960) with
 * its large-sample standard error (Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa",
 * Psychol. Bull. 72, 1969): the one for any κ, not the one under κ = 0.
 *
 * @param table cases by what the one said (rows) and the other (columns), square
 * @returns undefined where there are no cases, or chance alone would agree on all of them
 */
export function cohensKappa(
  table: readonly (readonly number[])[],
): { readonly value: number; readonly standardError: number } | undefined {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  // One and the same class of all cases: chance alone would agree.
  if (n === 0 || table.some((row, i) => row[i] === n)) return undefined;
  if (table.every((row, i) => row.every((count, j) => i === j || count === 0))) {
    return { value: 1, standardError: 0 };
  }
  const p = table.map((row) => row.map((count) => count / n));
  const rows = p.map((row) => row.reduce((sum, share) => sum + share, 0));
  const columns = p.map((_, j) => p.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const at = (shares: readonly number[], i: number): number => shares[i] ?? 0;
  const observed = p.reduce((sum, row, i) => sum + at(row, i), 0);
  const chance = rows.reduce((sum, share, i) => sum + share * at(columns, i), 0);
  let agreeing = 0;
  let differing = 0;
  p.forEach((row, i) => {
    row.forEach((share, j) => {
      if (i === j) {
        agreeing += share * (1 - chance - (at(rows, i) + at(columns, i)) * (1 - observed)) ** 2;
      } else {
        differing += share * (at(columns, i) + at(rows, j)) ** 2;
      }
    });
  });
  const variance =
    (agreeing + (1 - observed) ** 2 * differing - (observed * chance - 2 * chance + observed) ** 2) /
    (n * (1 - chance) ** 4);
  return {
    value: (observed - chance) / (1 - chance),
    standardError: Math.sqrt(Math.max(0, variance)),
  };
}

/** The 95 % interval of κ, within −1 and 1; null where there is no error to tell it from. */
export function kappaInterval({
  value,
  standardError,
}: {
  readonly value: number;
  readonly standardError: number;
}): [number, number] | null {
  if (standardError === 0) return null;
  return [Math.max(-1, value - z * standardError), Math.min(1, value + z * standardError)];
}
