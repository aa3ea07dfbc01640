import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  Hyperparameters,
  type Hyperparameters as HyperparametersShape,
} from '../../src-shared/contract/tuning.contract.ts';
import type {
  BackboneName,
  ExperimentDefinition,
  ExperimentStage,
  TaskName,
} from '../../src-shared/contract/experiments.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { version } from '../../src-shared/domain/version.ts';
import { runtimeVersion } from '../compute/runtimeVersion.ts';
import type { ReadableDb } from '../db/database.ts';
import { outlinePlan } from '../tuning/outlinePlan.ts';
import type { DrawnSplit } from '../tuning/splits.ts';
import { configurations, plannedRuns, type PlannedRun } from './configurations.ts';
import { runById, type StoredRun } from './experiments.queries.ts';
import type { ExperimentNetwork } from './networks.ts';
import { finalists } from './ranking.ts';
import { collectDraws, foldCases, type DrawnCases, type FoldCases } from './taskCases.ts';
import { isSynthetic, tasks } from './tasks.ts';

/**
 * What the figures of an experiment follow from beside version, network and cases. A change of the code that changes a
 * figure is a new number: runs of different ones are never averaged together.
 */
const evidenceVersion = 1;

/** A cell of the grid with all that it follows from, and what is known of it. */
export interface ResolvedRun extends PlannedRun {
  /** The hash of everything that its figures follow from. */
  readonly id: string;
  readonly provenance: string;
  readonly hyperparameters: HyperparametersShape;
  readonly stored: StoredRun | undefined;
}

/** The cells of one task's fold on one network, over cases that they share. */
export interface RunGroup {
  readonly task: TaskName;
  readonly fold: number;
  readonly network: ExperimentNetwork;
  readonly drawn: DrawnCases;
  readonly splits: ReadonlyMap<string, DrawnSplit>;
  readonly runs: readonly ResolvedRun[];
}

export interface ResolvedStage {
  readonly groups: readonly RunGroup[];
  readonly missing: readonly { readonly what: string; readonly reason: string }[];
}

/**
 * The shipped head where it knows what a task shows and reads what the network makes of it: it was trained on patients
 * that no task has.
 */
export function headFor(
  task: TaskName,
  { head }: Pick<ExperimentNetwork, 'head'>,
): ExperimentNetwork['head'] {
  return isSynthetic(tasks[task]) ? head : null;
}

/** The name of a draw in its group. */
export const drawName = ({ casesPerClass, draw }: Pick<PlannedRun, 'casesPerClass' | 'draw'>): string =>
  `${casesPerClass ?? 'all'} ${draw}`;

/**
 * A stage's cells as the database has them now. What cannot be asked (a task without cases, too few of a class, an option
 * that the network has no room for) is told and left out.
 * @param before the runs of the stages before it, from which its finalists are chosen
 */
export async function resolveStage(
  db: ReadableDb,
  { leastSteps }: ExperimentDefinition,
  stage: ExperimentStage,
  before: readonly ResolvedRun[],
  networkOf: (name: BackboneName) => Promise<ExperimentNetwork>,
): Promise<ResolvedStage> {
  const tried = [...stage.methods.flatMap(configurations), ...finalists(before, stage.finalists)];
  const planned = plannedRuns(stage, tried, (task) => tasks[task].folds.length);
  const missing = new Map<string, string>();
  const attempt = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      missing.set(what, error.message);
      return undefined;
    }
  };

  const groups: RunGroup[] = [];
  const cells = Map.groupBy(planned, ({ task, fold, backbone }) => JSON.stringify([task, fold, backbone]));
  for (const members of cells.values()) {
    const [first] = members;
    if (first === undefined) continue;
    const { task, fold, backbone } = first;
    const folds = tasks[task].folds[fold];
    if (folds === undefined) continue;
    const network = await networkOf(backbone);
    const cases: FoldCases | undefined = attempt(task, () => foldCases(db, tasks[task], folds));
    if (cases === undefined) continue;
    const splits = new Map<string, DrawnSplit>();
    for (const run of members) {
      const name = drawName(run);
      if (splits.has(name)) continue;
      const what = `${task}, ${run.casesPerClass ?? 'all'} cases per class`;
      if (missing.has(what)) continue;
      const split = attempt(what, () => cases.draw(run.casesPerClass, run.draw));
      if (split !== undefined) splits.set(name, split);
    }
    const drawn = collectDraws(db, cases, splits);
    const provenance = provenanceOf(network, drawn.digest);
    const possible = new Map<string, boolean>();
    const runs = members.flatMap((run): ResolvedRun[] => {
      const split = splits.get(drawName(run));
      if (split === undefined) return [];
      const { label } = run.configuration;
      const fits =
        possible.get(label) ??
        attempt(`${label} on ${network.name}`, () => outlinePlan(network.card, run.configuration)) !==
          undefined;
      possible.set(label, fits);
      if (!fits) return [];
      const frames = split.frames.filter(({ part }) => part === 'train').length;
      const hyperparameters = lengthened(
        { ...run.configuration.hyperparameters, search: stage.search },
        frames,
        leastSteps,
      );
      const masks = [
        ...run.masks,
        ...(run.masks.includes('other') ? [drawn.counterpartsDigest] : []),
        ...(run.masks.includes('predicted') ? [headFor(task, network)?.sha256 ?? 'a head of each draw'] : []),
      ];
      const id = identify(run, provenance, hyperparameters, masks);
      return [{ ...run, id, provenance, hyperparameters, stored: runById(db, id) }];
    });
    groups.push({ task, fold, network, drawn, splits, runs });
  }
  return { groups, missing: [...missing].map(([what, reason]) => ({ what, reason })) };
}

/** More epochs where the draw is so small that those there are would be a handful of steps. */
export function lengthened(
  hyperparameters: HyperparametersShape,
  trainingFrames: number,
  leastSteps: number,
): HyperparametersShape {
  const { epochs, patience, batch } = hyperparameters;
  const needed = Math.min(2000, Math.ceil(leastSteps / Math.ceil(Math.max(1, trainingFrames) / batch)));
  if (needed <= epochs) return hyperparameters;
  return { ...hyperparameters, epochs: needed, patience: Math.ceil((patience * needed) / epochs) };
}

function provenanceOf({ sha256, preprocessing }: ExperimentNetwork, digest: string): string {
  const parts = [evidenceVersion, version, runtimeVersion, sha256, preprocessing, digest];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function identify(
  { task, fold, configuration, casesPerClass, draw }: PlannedRun,
  provenance: string,
  hyperparameters: HyperparametersShape,
  judgedWith: readonly string[],
): string {
  const { method, options } = configuration;
  const values = Hyperparameters.parse(hyperparameters);
  const parts = [provenance, task, fold, method, sorted(options), sorted(values), casesPerClass, draw];
  return createHash('sha256')
    .update(JSON.stringify([...parts, [...judgedWith].sort()]))
    .digest('hex');
}

const Entries = z.record(z.string(), z.unknown());

function sorted(values: object): [string, unknown][] {
  return Object.entries(Entries.parse(values)).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** All stages in their order, each resolved when those before it are. */
export async function* resolveStages(
  db: ReadableDb,
  definition: ExperimentDefinition,
  networkOf: (name: BackboneName) => Promise<ExperimentNetwork>,
): AsyncIterable<{ readonly stage: ExperimentStage; readonly resolved: ResolvedStage }> {
  const before: ResolvedRun[] = [];
  for (const stage of definition.stages) {
    const resolved = await resolveStage(db, definition, stage, before, networkOf);
    yield { stage, resolved };
    // What the work on the stage has stored since counts for the next one.
    const made = resolved.groups.flatMap(({ runs }) => runs);
    before.push(...made.map((run) => ({ ...run, stored: run.stored ?? runById(db, run.id) })));
  }
}
