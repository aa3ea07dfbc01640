import { pairedInterval } from '../../../src-shared/domain/pairedInterval.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';

/** How much better the first method did than another, seed by seed. */
export interface Comparison {
  readonly method: string;
  /** Mean over seeds of the difference of macro-F1, in shares. */
  readonly difference: number;
  /** 95%, by Student's t over the seeds; null with fewer than two. */
  readonly interval: readonly [number, number] | null;
  /** Seeds on which it was better. */
  readonly better: number;
  readonly seeds: number;
}

/** The first row's method against every other one, paired by seed: both saw the same cases. */
export function compareToDefault(rows: readonly ResultRow[]): Comparison[] {
  const [first] = rows;
  if (first === undefined) return [];
  const own = new Map(rows.filter(({ method }) => method === first.method).map((row) => [row.seed, row]));
  const others = Map.groupBy(
    rows.filter(({ method }) => method !== first.method),
    ({ method }) => method,
  );
  return [...others].map(([method, members]) => {
    const differences = members.flatMap(({ seed, test }) => {
      const mine = own.get(seed);
      return mine === undefined ? [] : [mine.test.macroF1 - test.macroF1];
    });
    const { mean, interval } = pairedInterval(differences);
    const better = differences.filter((d) => d > 0).length;
    return { method, difference: mean, interval, better, seeds: differences.length };
  });
}

export interface DemoFigures {
  readonly frames: number;
  readonly patients: number;
  readonly seeds: readonly number[];
  readonly split: { readonly trainSites: readonly string[]; readonly testSites: readonly string[] };
  readonly results: readonly ResultRow[];
  readonly comparisons: readonly Comparison[];
  readonly seconds: number;
}

const percent = (share: number | null): string => (share === null ? '–' : (100 * share).toFixed(1));
const points = (share: number): string => `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)}`;

/** The demo's figures as Markdown. */
export function demoReport(figures: DemoFigures): string {
  const { frames, patients, seeds, split, results, comparisons, seconds } = figures;
  const [first] = results;
  const rows = results.map(({ method, seed, test, temperature, trainable, seconds: took, peakRssMb }) => [
    method,
    seed,
    percent(test.macroF1),
    test.macroF1Interval === null ? '–' : test.macroF1Interval.map(percent).join(' – '),
    percent(test.accuracy),
    percent(test.balancedAccuracy),
    percent(test.auroc),
    percent(test.ece),
    percent(test.eceCalibrated),
    temperature.toFixed(2),
    `${trainable.parameters} (${percent(trainable.share)}%)`,
    took.toFixed(1),
    Math.round(peakRssMb),
  ]);
  const against = comparisons.map(({ method, difference, interval, better, seeds: n }) => [
    method,
    points(difference),
    interval === null ? '–' : `${points(interval[0])} to ${points(interval[1])}`,
    `${better} of ${n}`,
  ]);
  return [
    '# Lapidary: the demo cohort',
    '',
    `Synthetic frames: ${frames} of ${patients} invented patients. They show what the workstation does; they say nothing of how it does on patients. Not for clinical use.`,
    '',
    `Trained and validated at ${split.trainSites.join(', ')}; tested on all of ${split.testSites.join(', ')}, which no method saw before: ${first?.test.n ?? 0} frames of ${first?.test.patients ?? 0} patients. Seeds ${seeds.join(', ')}; each seed draws its own validation patients, the same for every method. Backbone: ${first?.backbone ?? ''}. Provider: ${first?.provider ?? ''}. ${seconds.toFixed(0)} s in all.`,
    '',
    '## Figures on the test site, in percent',
    '',
    ...table(
      [
        'method',
        'seed',
        'macro-F1',
        '95% over patients',
        'accuracy',
        'balanced',
        'AUROC',
        'ECE',
        'ECE calibrated',
        'temperature',
        'trained values (share of the network)',
        's',
        'peak MB',
      ],
      rows,
    ),
    '',
    `## ${first?.method ?? ''} against the others: macro-F1, points`,
    '',
    ...table(['method', 'mean difference', '95% over seeds, paired', 'better on seeds'], against),
    '',
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}
