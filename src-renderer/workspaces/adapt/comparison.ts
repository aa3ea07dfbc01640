import type { Epoch, RunSummary } from '../../../src-shared/contract/tuning.contract.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';
import type { JobId, RunId } from '../../../src-shared/domain/ids.ts';
import { t } from '../../lib/words.ts';
import { casesOf } from './counts.ts';

/** A mean over seeds and how sure it is. `interval` is null where it cannot be said. */
export interface Measured {
  readonly mean: number;
  readonly interval: readonly [number, number] | null;
  /** Over several seeds (Student's t), or of one run over its patients (bootstrap). */
  readonly over: 'seeds' | 'patients';
}

/** One method under one set of options, over the seeds of one comparison. */
export interface MethodResult {
  readonly key: string;
  readonly title: string;
  readonly options: RunSummary['options'];
  readonly runs: readonly RunSummary[];
  readonly finished: readonly ResultRow[];
  readonly macroF1: Measured | null;
  readonly balancedAccuracy: number | null;
  readonly ece: number | null;
  readonly eceCalibrated: number | null;
  readonly parameters: number | null;
  readonly share: number | null;
  readonly gap: number | null;
  readonly seconds: number | null;
}

/** Runs that were started together: the same cases, split once per seed. */
export interface Comparison {
  readonly jobId: JobId;
  readonly startedAt: string;
  readonly methods: readonly MethodResult[];
  readonly seeds: number;
}

/** Two-sided 95% quantiles of Student's t for 1 … 30 degrees of freedom. */
const t95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of some runs' macro-F1: over seeds where there are two or more, else with the run's own interval. */
export function macroF1Of(rows: readonly ResultRow[]): Measured | null {
  const values = rows.map((row) => row.test.macroF1);
  const middle = mean(values);
  if (middle === null) return null;
  if (rows.length === 1) {
    return { mean: middle, interval: rows[0]?.test.macroF1Interval ?? null, over: 'patients' };
  }
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  const half =
    (t95[Math.min(values.length - 1, t95.length) - 1] ?? 1.96) * Math.sqrt(variance / values.length);
  return {
    mean: middle,
    interval: [Math.max(0, middle - half), Math.min(1, middle + half)],
    over: 'seeds',
  };
}

/** Newest first; within one, methods in the order in which they were asked for. */
export function comparisons(runs: readonly RunSummary[]): Comparison[] {
  const byJob = new Map<JobId, RunSummary[]>();
  for (const run of runs.toSorted((a, b) => a.id.localeCompare(b.id))) {
    byJob.set(run.jobId, [...(byJob.get(run.jobId) ?? []), run]);
  }
  return [...byJob]
    .map(([jobId, list]): Comparison => ({
      jobId,
      startedAt: list[0]?.createdAt ?? '',
      methods: methodsOf(list),
      seeds: new Set(list.map((run) => run.seed)).size,
    }))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

function methodsOf(runs: readonly RunSummary[]): MethodResult[] {
  const byMethod = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const key = `${run.method} ${JSON.stringify(run.options)} ${JSON.stringify(run.hyperparameters)}`;
    byMethod.set(key, [...(byMethod.get(key) ?? []), run]);
  }
  return [...byMethod].map(([key, list]): MethodResult => {
    const finished = list.flatMap((run) => run.result ?? []);
    const over = (pick: (row: ResultRow) => number): number | null => mean(finished.map(pick));
    return {
      key,
      title: list[0]?.title ?? '',
      options: list[0]?.options ?? {},
      runs: list,
      finished,
      macroF1: macroF1Of(finished),
      balancedAccuracy: over((row) => row.test.balancedAccuracy),
      ece: over((row) => row.test.ece),
      eceCalibrated: over((row) => row.test.eceCalibrated),
      parameters: over((row) => row.trainable.parameters),
      share: over((row) => row.trainable.share),
      gap: over((row) => row.gap),
      seconds: over((row) => row.seconds),
    };
  });
}

/** Options in words; with `usual` values given, only those that are others. */
export function optionText(
  options: RunSummary['options'],
  usual: Readonly<Record<string, unknown>> = {},
): string {
  return Object.entries(options)
    .filter(([name, value]) => usual[name] !== value)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** What must be said beside the numbers, so that nobody reads more into them than they hold. */
export function cautions(comparison: Comparison): string[] {
  const rows = comparison.methods.flatMap((method) => method.finished);
  if (rows.length === 0) return [];
  const found: string[] = [];
  if (rows.some((row) => row.validation === 'within-group')) {
    found.push(t('adapt.caution.within-group'));
  }
  const cases = Math.min(...rows.map((row) => row.test.n));
  const patients = Math.min(...rows.map((row) => row.test.patients));
  if (cases < 100 || patients < 10) {
    found.push(t('adapt.caution.small', { cases: casesOf({ cases, patients }) }));
  }
  if (comparison.seeds < 3) {
    found.push(t('adapt.caution.seeds'));
  }
  return found;
}

/** One curve per run, aligned on epochs 1 … n; null where a run has nothing there (yet). */
export interface Curves {
  readonly epochs: readonly number[];
  readonly lines: readonly { readonly runId: RunId; readonly values: readonly (number | null)[] }[];
}

export function curvesOf(
  runs: readonly RunId[],
  epochs: ReadonlyMap<RunId, readonly Epoch[]>,
  pick: (epoch: Epoch) => number | null,
): Curves {
  const last = Math.max(0, ...runs.map((runId) => epochs.get(runId)?.at(-1)?.epoch ?? 0));
  const axis = Array.from({ length: last }, (_, i) => i + 1);
  const lines = runs.map((runId) => {
    const byEpoch = new Map(epochs.get(runId)?.map((epoch) => [epoch.epoch, pick(epoch)]));
    return { runId, values: axis.map((epoch) => byEpoch.get(epoch) ?? null) };
  });
  return { epochs: axis, lines };
}
