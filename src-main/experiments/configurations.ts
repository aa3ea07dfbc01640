import type {
  BackboneName,
  ExperimentStage,
  MethodGrid,
  TaskName,
} from '../../src-shared/contract/experiments.contract.ts';
import type { MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import { chooseMethod, type ChosenMethod, type MethodOptions } from '../tuning/methodCatalog.ts';

/** A method as it is tried: every option has its value. */
export interface Configuration extends ChosenMethod {
  /** The method with those of its options and hyperparameters that are not the usual ones. */
  readonly label: string;
}

/** One cell of a stage's grid: everything but the draw's cases and the network's bytes. */
export interface PlannedRun {
  readonly task: TaskName;
  readonly fold: number;
  readonly backbone: BackboneName;
  readonly configuration: Configuration;
  readonly casesPerClass: number | null;
  readonly draw: number;
  readonly search: ExperimentStage['search'];
  readonly masks: readonly MaskSourceName[];
}

/**
 * Every combination of a grid's options, in the order in which they are written.
 * @throws LapidaryError `unknown-method`, `bad-options`
 */
export function configurations({ method, options, hyperparameters }: MethodGrid): Configuration[] {
  let combinations: MethodOptions[] = [{}];
  for (const [name, given] of Object.entries(options)) {
    const values = Array.isArray(given) ? given : [given];
    combinations = combinations.flatMap((before) => values.map((value) => ({ ...before, [name]: value })));
  }
  return combinations.map((combination) =>
    labelled(chooseMethod({ method, options: { ...combination }, hyperparameters })),
  );
}

function labelled(chosen: ChosenMethod): Configuration {
  return { ...chosen, label: labelOf(chosen) };
}

/** "segprompt view=full grid=2": what is as usual goes without saying. */
function labelOf({ method, options, hyperparameters }: ChosenMethod): string {
  const usual = chooseMethod({ method, options: {}, hyperparameters: {} });
  const usually = new Map<string, unknown>(
    [usual.options, usual.hyperparameters].flatMap((values) => Object.entries(values)),
  );
  const own = [options, hyperparameters]
    .flatMap((values) => Object.entries(values))
    .filter(([name, value]) => usually.get(name) !== value);
  return [method, ...own.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** The cells of a stage, those of one task, fold and network together. */
export function plannedRuns(
  stage: ExperimentStage,
  tried: readonly Configuration[],
  foldsOf: (task: TaskName) => number,
): PlannedRun[] {
  const runs: PlannedRun[] = [];
  for (const task of stage.tasks) {
    for (const backbone of stage.backbones) {
      for (let fold = 0; fold < foldsOf(task); fold++) {
        for (const configuration of distinct(tried)) {
          for (const casesPerClass of stage.casesPerClass) {
            for (let draw = 1; draw <= stage.draws; draw++) {
              const { masks, search } = stage;
              runs.push({ task, fold, backbone, configuration, casesPerClass, draw, search, masks });
            }
          }
        }
      }
    }
  }
  return runs;
}

function distinct(tried: readonly Configuration[]): readonly Configuration[] {
  return [...new Map(tried.map((one) => [one.label, one])).values()];
}
