import type {
  ExperimentFigure,
  ExperimentResults,
  TaskName,
} from '../../src-shared/contract/experiments.contract.ts';
import { maskSourceNames, type MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import { lineChart, type Line } from './charts.ts';
import { choosingCases } from './ranking.ts';
import { tasks } from './tasks.ts';

interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Lines that a chart can hold and still be read. */
const mostLines = 8;

/** An experiment's results as tables (CSV) and charts (SVG). */
export function experimentFiles(results: ExperimentResults): TextFile[] {
  const shipped = results.figures.filter(({ backbone }) => backbone === 'shipped');
  const asked = [...new Set(shipped.map(({ task }) => task))];
  return [
    { name: 'runs.csv', text: runsCsv(results) },
    { name: 'figures.csv', text: figuresCsv(results.figures) },
    { name: 'comparisons.csv', text: comparisonsCsv(results) },
    ...asked.flatMap((task) => casesChart(task, shipped, results)),
    ...asked.flatMap((task) => masksChart(task, shipped, results)),
  ];
}

type Cell = string | number | boolean | null;

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(5);
    const said = String(value);
    return /[",\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
  };
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function optionsText(options: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function runsCsv({ results }: ExperimentResults): string {
  const header =
    'task,fold,backbone,method,options,casesPerClass,draw,masks,trained,share,trainCases,testCases,testPatients,macroF1,accuracy,balancedAccuracy,auroc,ece,eceCalibrated,gap,entropy,abstained,changed,temperature,seconds,provider';
  return csv(
    header.split(','),
    results.map((row) => [
      row.task,
      row.fold ?? null,
      row.backbone,
      row.method,
      optionsText(row.options),
      row.casesPerClass ?? 'all',
      row.seed,
      row.masks ?? 'true',
      row.trainable.parameters,
      row.trainable.share,
      row.train.n,
      row.test.n,
      row.test.patients,
      row.test.macroF1,
      row.test.accuracy,
      row.test.balancedAccuracy,
      row.test.auroc,
      row.test.ece,
      row.test.eceCalibrated,
      row.gap,
      row.entropy ?? null,
      row.abstained ?? null,
      row.changed ?? null,
      row.temperature,
      row.seconds,
      row.provider,
    ]),
  );
}

function figuresCsv(figures: readonly ExperimentFigure[]): string {
  const header =
    'task,backbone,configuration,seesMask,casesPerClass,search,masks,draws,testCases,trained,share,macroF1,low,high,accuracy,ece,eceCalibrated,gap,entropy,abstained,changed,attentionInside,maskCoverage,seconds';
  return csv(
    header.split(','),
    figures.map((one) => [
      one.task,
      one.backbone,
      one.label,
      one.usesMask,
      one.casesPerClass ?? 'all',
      one.search,
      one.masks,
      one.draws,
      one.testCases,
      one.trainable.parameters,
      one.trainable.share,
      one.macroF1.mean,
      one.macroF1.interval?.[0] ?? null,
      one.macroF1.interval?.[1] ?? null,
      one.accuracy.mean,
      one.ece.mean,
      one.eceCalibrated.mean,
      one.gap.mean,
      one.entropy.mean,
      one.abstained?.mean ?? null,
      one.changed?.mean ?? null,
      one.attention?.inside ?? null,
      one.attention?.coverage ?? null,
      one.seconds,
    ]),
  );
}

function comparisonsCsv({ comparisons }: ExperimentResults): string {
  const header = 'task,casesPerClass,masks,first,second,secondSeesMask,draws,difference,low,high';
  return csv(
    header.split(','),
    comparisons.map((one) => [
      one.task,
      one.casesPerClass ?? 'all',
      one.masks,
      one.first,
      one.second,
      one.secondUsesMask,
      one.draws,
      one.difference.mean,
      one.difference.interval?.[0] ?? null,
      one.difference.interval?.[1] ?? null,
    ]),
  );
}

/** The chosen default and, of every other method, the configuration that did best: so many as a chart can hold. */
function shownLabels(
  figures: readonly ExperimentFigure[],
  { default: chosen }: ExperimentResults,
): readonly string[] {
  const first = figures.find(({ label }) => label === chosen?.label)?.label;
  const others = figures.filter(({ method }) => first === undefined || method !== 'segprompt');
  const best = [...Map.groupBy(others, ({ method }) => method).values()].map((members) =>
    members.reduce((a, b) => (b.macroF1.mean > a.macroF1.mean ? b : a)),
  );
  const ranked = best.toSorted((a, b) => b.macroF1.mean - a.macroF1.mean).map(({ label }) => label);
  return [...(first === undefined ? [] : [first]), ...ranked].slice(0, mostLines);
}

/** Macro-F1 over the number of training cases. */
function casesChart(
  task: TaskName,
  all: readonly ExperimentFigure[],
  results: ExperimentResults,
): TextFile[] {
  const figures = all.filter((one) => one.task === task && one.masks === 'true');
  const counts = [...new Set(figures.map(({ casesPerClass }) => casesPerClass))].sort(
    (a, b) => (a ?? Infinity) - (b ?? Infinity),
  );
  if (counts.length < 2) return [];
  const place = (count: number | null): number => counts.indexOf(count);
  const everywhere = figures.filter(({ label }) => countsOf(figures, label) > 1);
  const lines = shownLabels(everywhere, results).map((label): Line => {
    const own = everywhere.filter((one) => one.label === label);
    return {
      label,
      dashed: own[0]?.usesMask !== true,
      points: own
        .map(({ casesPerClass, macroF1 }) => ({
          x: place(casesPerClass),
          y: macroF1.mean,
          interval: macroF1.interval,
        }))
        .sort((a, b) => a.x - b.x),
    };
  });
  const chart = lineChart({
    joined: true,
    title: `${tasks[task].title}: macro-F1 on the test cases`,
    xTitle: 'training cases of each class (solid: sees the mask; dashed: does not)',
    yTitle: 'macro-F1, mean and 95% interval over draws',
    ticks: counts.map((count, x) => ({ x, text: count === null ? 'all' : String(count) })),
    lines: lines.filter(({ points }) => points.length > 0),
  });
  return [{ name: `cases-${task}.svg`, text: chart }];
}

function countsOf(figures: readonly ExperimentFigure[], label: string): number {
  return new Set(figures.filter((one) => one.label === label).map(({ casesPerClass }) => casesPerClass)).size;
}

/** Macro-F1 under other masks than the true ones, of methods that read them. */
function masksChart(
  task: TaskName,
  all: readonly ExperimentFigure[],
  results: ExperimentResults,
): TextFile[] {
  const figures = all.filter(
    (one) => one.task === task && one.usesMask && one.casesPerClass === choosingCases,
  );
  const shown: MaskSourceName[] = maskSourceNames.filter((source) =>
    figures.some(({ masks }) => masks === source),
  );
  if (shown.length < 3) return [];
  const judged = figures.filter(({ label }) => figures.filter((one) => one.label === label).length > 1);
  const lines = shownLabels(judged, results).map((label): Line => {
    const points = judged
      .filter((one) => one.label === label)
      .map(({ masks, macroF1 }) => ({
        x: shown.indexOf(masks),
        y: macroF1.mean,
        interval: macroF1.interval,
      }))
      .sort((a, b) => a.x - b.x);
    return { label, dashed: false, points };
  });
  const chart = lineChart({
    joined: false,
    title: `${tasks[task].title}: when the mask is not the true one`,
    xTitle: `the mask that a tuned method is shown (tuned on true ones, ${choosingCases} cases of each class)`,
    yTitle: 'macro-F1, mean and 95% interval over draws',
    ticks: shown.map((source, x) => ({ x, text: source })),
    lines: lines.filter(({ points }) => points.length > 0),
  });
  return [{ name: `masks-${task}.svg`, text: chart }];
}
