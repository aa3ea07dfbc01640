import type {
  ExperimentComparison,
  ExperimentFigure,
} from '../../src-shared/contract/experiments.contract.ts';
import { pairedInterval } from '../../src-shared/domain/pairedInterval.ts';
import type { MaskSourceName, ResultRow } from '../../src-shared/domain/resultRow.ts';
import { comparable, type RankedRun } from './ranking.ts';

/** A run's rows under one source of masks. */
interface Judged {
  readonly run: RankedRun;
  readonly row: ResultRow;
}

/** Runs of one configuration on one question, over draws: mean and interval of every figure. */
export function figuresOfRuns(runs: readonly RankedRun[]): ExperimentFigure[] {
  const judged = runs.flatMap((run): Judged[] => (run.stored?.rows ?? []).map((row) => ({ run, row })));
  const groups = Map.groupBy(judged, ({ run, row }) =>
    JSON.stringify([
      ...[run.task, run.backbone, run.configuration.label, run.casesPerClass],
      ...[run.search, row.masks ?? 'true'],
    ]),
  );
  return [...groups.values()].map(figureOf);
}

function figureOf(members: readonly Judged[]): ExperimentFigure {
  const [first] = members;
  if (first === undefined) throw new Error('a group without members');
  const { run, row } = first;
  const rows = [...rowsByDraw(members).values()];
  const spread = (value: (one: ResultRow) => number): ExperimentFigure['macroF1'] => {
    const { mean, interval } = pairedInterval(rows.map(value));
    return { mean, interval: interval === null ? null : [...interval] };
  };
  // Rows of before a figure was told lack it.
  const ifTold = (value: (one: ResultRow) => number | undefined): ExperimentFigure['changed'] =>
    rows.every((one) => value(one) !== undefined) ? spread((one) => value(one) ?? NaN) : null;
  return {
    task: run.task,
    backbone: run.backbone,
    method: run.configuration.method,
    options: { ...run.configuration.options },
    label: run.configuration.label,
    usesMask: run.configuration.usesMask,
    casesPerClass: run.casesPerClass,
    search: run.search,
    masks: row.masks ?? 'true',
    draws: rows.length,
    testCases: row.test.n,
    trainable: row.trainable,
    macroF1: spread(({ test }) => test.macroF1),
    accuracy: spread(({ test }) => test.accuracy),
    ece: spread(({ test }) => test.ece),
    eceCalibrated: spread(({ test }) => test.eceCalibrated),
    gap: spread(({ gap }) => gap),
    entropy: spread(({ entropy = NaN }) => entropy),
    abstained: ifTold(({ abstained }) => abstained),
    changed: ifTold(({ changed }) => changed),
    attention: attentionOf(rows),
    seconds: rows.reduce((sum, { seconds }) => sum + seconds, 0) / rows.length,
  };
}

function attentionOf(rows: readonly ResultRow[]): ExperimentFigure['attention'] {
  const told = rows.flatMap(({ attention }) => attention ?? []);
  if (told.length === 0) return null;
  const mean = (value: (one: (typeof told)[number]) => number): number =>
    told.reduce((sum, one) => sum + value(one), 0) / told.length;
  return { inside: mean(({ inside }) => inside.at(-1) ?? NaN), coverage: mean(({ coverage }) => coverage) };
}

/**
 * One configuration minus every other one on the shipped network, draw by draw: both saw the same training cases,
 * and were judged on the same test with the same masks.
 */
export function comparisonsWith(label: string, runs: readonly RankedRun[]): ExperimentComparison[] {
  const judged = comparable(runs)
    .filter(({ backbone }) => backbone === 'shipped')
    .flatMap((run): Judged[] => (run.stored?.rows ?? []).map((row) => ({ run, row })));
  const questions = Map.groupBy(judged, ({ run: { task, casesPerClass }, row }) =>
    JSON.stringify([task, casesPerClass, row.masks ?? 'true']),
  );
  return [...questions.values()].flatMap((asked) => {
    const byLabel = Map.groupBy(asked, ({ run }) => run.configuration.label);
    const own = rowsByDraw(byLabel.get(label) ?? []);
    if (own.size === 0) return [];
    return [...byLabel].flatMap(([second, members]): ExperimentComparison[] => {
      const [one] = members;
      if (second === label || one === undefined) return [];
      const differences = [...rowsByDraw(members)].flatMap(([draw, row]) => {
        const mine = own.get(draw);
        return mine === undefined ? [] : [mine.test.macroF1 - row.test.macroF1];
      });
      if (differences.length === 0) return [];
      const { mean, interval } = pairedInterval(differences);
      return [
        {
          task: one.run.task,
          casesPerClass: one.run.casesPerClass,
          masks: one.row.masks ?? 'true',
          first: label,
          second,
          secondUsesMask: one.run.configuration.usesMask,
          difference: { mean, interval: interval === null ? null : [...interval] },
          draws: differences.length,
        },
      ];
    });
  });
}

/** Two stages may have asked for the same run, or for the same figures with other masks beside them: it counts once. */
function rowsByDraw(members: readonly Judged[]): Map<string, ResultRow> {
  return new Map(members.map(({ run, row }) => [`${run.fold} ${run.draw}`, row]));
}

/** In the order of a table: by task, cases, then best first. */
export function ordered(figures: readonly ExperimentFigure[]): ExperimentFigure[] {
  const place = (masks: MaskSourceName): number => (masks === 'true' ? 0 : 1);
  const cases = ({ casesPerClass }: ExperimentFigure): number => casesPerClass ?? Infinity;
  return figures.toSorted(
    (a, b) =>
      a.task.localeCompare(b.task) ||
      a.backbone.localeCompare(b.backbone) ||
      cases(a) - cases(b) ||
      place(a.masks) - place(b.masks) ||
      b.macroF1.mean - a.macroF1.mean,
  );
}
