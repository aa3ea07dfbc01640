import type { Random } from '../../src-shared/domain/random.ts';
import type { Case } from './cases.ts';

interface Arrangement {
  readonly validation: readonly number[];
  /** Classes that occur in both parts. */
  readonly shared: number;
}

/** The most runs that validation may be cut into before a class is given up. */
const maxRuns = 4;

/**
 * Validation from within one patient's or operation's cases: contiguous runs of them, because neighbouring frames
 * look alike and a scattered draw would validate on what was trained on. As few runs as give every class to both
 * parts, or else as many classes as possible; which runs, the seed decides among the equals.
 * `cases` come in the order in which they were recorded.
 */
export function contiguousValidation(
  cases: readonly Case[],
  share: number,
  random: Random,
): { readonly train: readonly Case[]; readonly validation: readonly Case[] } {
  const classes = new Set(cases.map(({ classId }) => classId)).size;
  const size = Math.min(cases.length - 1, Math.max(1, Math.round(share * cases.length)));
  let best: Arrangement = { validation: [], shared: -1 };
  for (let runs = 1; runs <= maxRuns && runs <= size && best.shared < classes; runs++) {
    const options = random.shuffled(arrangements(cases, size, runs, random.fork(`runs ${runs}`)));
    for (const option of options) if (option.shared > best.shared) best = option;
  }
  const drawn = new Set(best.validation);
  return {
    train: cases.filter((_, i) => !drawn.has(i)),
    validation: cases.filter((_, i) => drawn.has(i)),
  };
}

/** Where runs of together `size` cases may lie: every place of a single run, a seeded sample for several. */
function arrangements(cases: readonly Case[], size: number, runs: number, random: Random): Arrangement[] {
  const lengths = Array.from(
    { length: runs },
    (_, run) => Math.floor(((run + 1) * size) / runs) - Math.floor((run * size) / runs),
  );
  const gaps = cases.length - size;
  const starts =
    runs === 1
      ? Array.from({ length: gaps + 1 }, (_, at) => [at])
      : Array.from({ length: 200 }, () =>
          Array.from({ length: runs }, () => random.below(gaps + 1)).sort((a, b) => a - b),
        );
  return starts.map((before) => {
    const validation: number[] = [];
    before.forEach((gap, run) => {
      const at = gap + lengths.slice(0, run).reduce((sum, length) => sum + length, 0);
      for (let i = 0; i < (lengths[run] ?? 0); i++) validation.push(at + i);
    });
    return { validation, shared: sharedClasses(cases, new Set(validation)) };
  });
}

function sharedClasses(cases: readonly Case[], validation: ReadonlySet<number>): number {
  const inside = new Set(cases.filter((_, i) => validation.has(i)).map(({ classId }) => classId));
  const outside = new Set(cases.filter((_, i) => !validation.has(i)).map(({ classId }) => classId));
  return [...inside].filter((classId) => outside.has(classId)).length;
}
