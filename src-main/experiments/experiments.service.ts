import { newId } from '../db/newId.ts';
import type {
  ExperimentDefinition,
  ExperimentResults,
} from '../../src-shared/contract/experiments.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { ExperimentId, type JobId, type UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import { answerCost } from './answerCost.ts';
import { configurations } from './configurations.ts';
import { experimentFiles } from './evidenceFiles.ts';
import { experimentJob, networksOf, type ExperimentGround } from './experiment.job.ts';
import * as queries from './experiments.queries.ts';
import { comparisonsWith, figuresOfRuns, ordered } from './figures.ts';
import { resolveStages, type ResolvedRun } from './grid.ts';
import { chooseDefault } from './ranking.ts';

/** Grids of methods over tasks, for evidence that anyone can gather again. */
export interface Experiments {
  /**
   * Queues the runs that are not there yet.
   * @throws LapidaryError `unknown-method`, `bad-options`, `backbone-missing`
   */
  start(
    definition: ExperimentDefinition,
    userId: UserId,
  ): Promise<{ readonly experimentId: ExperimentId; readonly jobId: JobId }>;
  /** @throws LapidaryError `experiment-missing` */
  results(experimentId: ExperimentId): Promise<ExperimentResults>;
  /** @throws LapidaryError `experiment-missing` */
  files(experimentId: ExperimentId): Promise<{ readonly name: string; readonly text: string }[]>;
}

export function createExperiments(ground: ExperimentGround): Experiments {
  const { db, jobs } = ground;
  jobs.register(experimentJob(ground));

  const results = async (experimentId: ExperimentId): Promise<ExperimentResults> => {
    const experiment = queries.experimentById(db, experimentId);
    if (experiment === undefined) {
      throw new LapidaryError(
        'experiment-missing',
        'There is no such experiment in this data folder.',
        'Start it here, or name the data folder that it was started in.',
      );
    }
    const runs: ResolvedRun[] = [];
    const missing: ExperimentResults['missing'] = [];
    for await (const { resolved } of resolveStages(db, experiment.definition, networksOf(ground))) {
      missing.push(...resolved.missing);
      runs.push(...resolved.groups.flatMap((group) => group.runs));
    }
    for (const { task, configuration, draw, stored } of runs) {
      if (stored === undefined || stored.error === null) continue;
      missing.push({ what: `${task}, ${configuration.label}, draw ${draw}`, reason: stored.error.message });
    }
    const { card } = await ground.backbones.shipped();
    const choice = chooseDefault(runs, (configuration) => answerCost(card, configuration));
    const distinct = [...new Map(runs.map((run) => [run.id, run])).values()];
    return {
      name: experiment.name,
      results: distinct.flatMap(({ stored }) => stored?.rows ?? []),
      figures: ordered(figuresOfRuns(distinct)),
      comparisons: choice === undefined ? [] : comparisonsWith(choice.configuration.label, distinct),
      default:
        choice === undefined
          ? null
          : {
              method: choice.configuration.method,
              options: { ...choice.configuration.options },
              label: choice.configuration.label,
              because: choice.because,
            },
      missing: [...new Map(missing.map((one) => [JSON.stringify(one), one])).values()],
    };
  };

  return {
    async start(definition, userId) {
      // What can be said of the grid without its cases is said before anything is queued.
      for (const { methods } of definition.stages) for (const grid of methods) configurations(grid);
      await ground.backbones.shipped();
      return db.transaction(() => {
        const experimentId = ExperimentId.parse(newId());
        const jobId = jobs.enqueue('experiment', { experimentId }, userId);
        queries.insertExperiment(db, { id: experimentId, name: definition.name, definition, jobId });
        recordEvent(db, userId, {
          kind: 'experiment.started',
          subjectKind: 'experiment',
          subjectId: experimentId,
        });
        return { experimentId, jobId };
      });
    },
    results,
    files: async (experimentId) => experimentFiles(await results(experimentId)),
  };
}
