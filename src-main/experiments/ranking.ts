import type { TaskName } from '../../src-shared/contract/experiments.contract.ts';
import { pairedInterval } from '../../src-shared/domain/pairedInterval.ts';
import type { MaskSourceName, ResultRow } from '../../src-shared/domain/resultRow.ts';
import type { Configuration, PlannedRun } from './configurations.ts';
import type { StoredRun } from './experiments.queries.ts';

/**
 * The rule by which the default is chosen: among SegPrompt's variants, the one with the best mean macro-F1 over the tasks
 * across sites and with two stones at eight training cases per class, on the shipped network, of those that are no worse
 * calibrated than the best baseline there: its calibrated error minus that baseline's, paired over draws, is .01 at most
 * in the mean. Variants within half a point of the best tie with it; of those, the one that is best with rough masks is
 * taken (mean macro-F1 of both tasks over eroded, dilated and shifted masks), and where none was judged with them, the one
 * that answers an edited mask with the fewest operations.
 */
export const choosingTasks: readonly TaskName[] = ['across-sites', 'two-stones'];
export const choosingCases = 8;
const calibrationMargin = 0.01;
const tieMargin = 0.005;
const roughMasks: readonly MaskSourceName[] = ['eroded', 'dilated', 'shifted'];

/** A run with what it came to. */
export type RankedRun = Pick<
  PlannedRun,
  'task' | 'fold' | 'backbone' | 'configuration' | 'casesPerClass' | 'draw' | 'search'
> & {
  readonly stored: Pick<StoredRun, 'rows'> | undefined;
};

interface Candidate {
  readonly configuration: Configuration;
  /** By task and draw. */
  readonly rows: ReadonlyMap<string, ResultRow>;
  readonly macroF1: number;
  /** The mean over both tasks and all rough masks; undefined where it was not judged with all of them. */
  readonly roughMacroF1: number | undefined;
}

/** Runs whose hyperparameters were chosen as those of the first stage: others are figures for themselves. */
export function comparable<T extends Pick<RankedRun, 'search'>>(runs: readonly T[]): readonly T[] {
  return runs.filter(({ search }) => search === runs[0]?.search);
}

/** The figures under true masks. */
export function trueRow({ stored }: Pick<RankedRun, 'stored'>): ResultRow | undefined {
  return stored?.rows.find(({ masks }) => masks === 'true');
}

function roughMean(runs: readonly RankedRun[]): number | undefined {
  const means = choosingTasks.flatMap((task) =>
    roughMasks.map((source) => {
      const found = runs
        .filter((run) => run.task === task)
        .flatMap(({ stored }) => stored?.rows.filter(({ masks }) => masks === source) ?? []);
      return found.reduce((sum, { test }) => sum + test.macroF1, 0) / found.length;
    }),
  );
  const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
  return Number.isNaN(mean) ? undefined : mean;
}

/** Configurations of which every choosing task has figures, over the draws that all of them have, best first. */
function candidates(runs: readonly RankedRun[]): Candidate[] {
  const counted = comparable(runs).filter(
    ({ task, backbone, casesPerClass }) =>
      choosingTasks.includes(task) && backbone === 'shipped' && casesPerClass === choosingCases,
  );
  const byLabel = Map.groupBy(counted, ({ configuration }) => configuration.label);
  const found = [...byLabel.values()].map((members) => {
    const rows = new Map<string, ResultRow>();
    for (const run of members) {
      const row = trueRow(run);
      if (row !== undefined) rows.set(`${run.task} ${run.draw}`, row);
    }
    const { configuration } = members[0] as RankedRun;
    return { configuration, rows, roughMacroF1: roughMean(members) };
  });
  // A configuration that has fewer draws than another is compared on those that both have.
  const complete = found.filter(({ rows }) =>
    choosingTasks.every((task) => [...rows.keys()].some((key) => key.startsWith(`${task} `))),
  );
  const shared = [...(complete[0]?.rows.keys() ?? [])].filter((key) =>
    complete.every(({ rows }) => rows.has(key)),
  );
  const meanOf = (rows: ReadonlyMap<string, ResultRow>): number => {
    const perTask = choosingTasks.map((task) => {
      const own = shared.filter((key) => key.startsWith(`${task} `));
      return own.reduce((sum, key) => sum + (rows.get(key)?.test.macroF1 ?? NaN), 0) / own.length;
    });
    return perTask.reduce((sum, mean) => sum + mean, 0) / perTask.length;
  };
  return complete
    .map((one) => ({ ...one, macroF1: meanOf(one.rows) }))
    .filter(({ macroF1 }) => Number.isFinite(macroF1))
    .sort((a, b) => b.macroF1 - a.macroF1);
}

/** Mean difference of the calibrated error between two candidates over the draws that both have. */
function calibrationDifference(one: Candidate, other: Candidate): number {
  const differences = [...one.rows].flatMap(([key, row]) => {
    const beside = other.rows.get(key);
    return beside === undefined ? [] : [row.test.eceCalibrated - beside.test.eceCalibrated];
  });
  return pairedInterval(differences).mean;
}

const isSegprompt = ({ configuration }: Candidate): boolean => configuration.method === 'segprompt';

/** The best SegPrompt variants by macro-F1, calibration aside: what a further stage looks at more closely. */
export function finalists(runs: readonly RankedRun[], count: number): Configuration[] {
  if (count === 0) return [];
  return candidates(runs)
    .filter(isSegprompt)
    .slice(0, count)
    .map(({ configuration }) => configuration);
}

export interface Choice {
  readonly configuration: Configuration;
  readonly because: string;
}

/**
 * What the rule chooses; undefined where there are no figures to choose by.
 * @param costOf operations of an answer to an edited mask
 */
export function chooseDefault(
  runs: readonly RankedRun[],
  costOf: (configuration: Configuration) => number,
): Choice | undefined {
  const ranked = candidates(runs);
  const variants = ranked.filter(isSegprompt);
  if (variants.length === 0) return undefined;
  const baseline = ranked.find((one) => !isSegprompt(one));
  const excess = (one: Candidate): number =>
    baseline === undefined ? 0 : calibrationDifference(one, baseline);
  const calibrated = variants.filter((one) => excess(one) <= calibrationMargin);
  const [best] = calibrated.length > 0 ? calibrated : variants;
  if (best === undefined) return undefined;
  const ties = (calibrated.length > 0 ? calibrated : variants).filter(
    ({ macroF1 }) => macroF1 >= best.macroF1 - tieMargin,
  );
  const steady = ties.filter(({ roughMacroF1 }) => roughMacroF1 !== undefined);
  const chosen =
    steady.length > 0
      ? steady.reduce((a, b) => ((b.roughMacroF1 ?? 0) > (a.roughMacroF1 ?? 0) ? b : a))
      : ties.reduce((a, b) => (costOf(b.configuration) < costOf(a.configuration) ? b : a));

  const percent = (share: number): string => (100 * share).toFixed(1);
  const where = `mean macro-F1 of ${choosingTasks.join(' and ')} at ${choosingCases} cases per class`;
  const said = [`Of ${variants.length} variants, ${percent(chosen.macroF1)} ${where}.`];
  if (ties.length > 1) {
    const why =
      steady.length > 0
        ? `of the ${steady.length} judged with rough masks this one is the best with them (${percent(chosen.roughMacroF1 ?? 0)})`
        : 'this one answers with the fewest operations';
    said.push(`${ties.length} are within half a point of the best (${percent(best.macroF1)}); ${why}.`);
  }
  if (calibrated.length === 0) said.push('No variant is as well calibrated as the best baseline.');
  else if (calibrated.length < variants.length) {
    said.push(`${variants.length - calibrated.length} are worse calibrated than the rule allows.`);
  }
  said.push(
    baseline === undefined
      ? 'No baseline was run beside it.'
      : `The best baseline, ${baseline.configuration.label}, has ${percent(baseline.macroF1)}; calibrated error minus its: ${excess(chosen).toFixed(3)}.`,
  );
  return { configuration: chosen.configuration, because: said.join(' ') };
}
