import { newId } from '../db/newId.ts';
import { z } from 'zod';
import type { BackboneName, TaskName } from '../../src-shared/contract/experiments.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { ExperimentId, RunId } from '../../src-shared/domain/ids.ts';
import { storePatients } from '../demo/storePatients.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import type { Backbones } from '../backbones/installed.ts';
import { lostProcess, runBatchTask } from '../tuning/batchTask.ts';
import { checkpointName } from '../tuning/runCheckpoints.ts';
import {
  ExperimentNews,
  experimentTask,
  type ExperimentPayload,
  type ExperimentRun,
} from './experimentMessages.ts';
import * as queries from './experiments.queries.ts';
import { drawName, headFor, resolveStages, type ResolvedRun, type RunGroup } from './grid.ts';
import { experimentNetwork, type ExperimentNetwork } from './networks.ts';
import { resultRows } from './resultRows.ts';
import { tasks } from './tasks.ts';

export const ExperimentJob = z.strictObject({ experimentId: ExperimentId });
export const ExperimentJobResult = z.object({ made: z.int(), failed: z.int() });
type Result = z.infer<typeof ExperimentJobResult>;

/** Losses of the compute process in a row, nothing new having been reached, before the job gives up. */
const lossesTolerated = 3;
/** The trials that a run's search can have left checkpoints of. */
const mostTrials = 6;

export type ExperimentGround = Pick<
  Foundations,
  'db' | 'files' | 'jobs' | 'changes' | 'compute' | 'modelsDir'
> & {
  readonly backbones: Backbones;
  /** What prepared frames may take on the disk, in 10⁶ bytes. */
  readonly cacheLimitMb: () => number;
};

/** Networks by name, each made or opened once. */
export function networksOf(
  ground: Pick<ExperimentGround, 'backbones' | 'files' | 'modelsDir'>,
): (name: BackboneName) => Promise<ExperimentNetwork> {
  const known = new Map<BackboneName, Promise<ExperimentNetwork>>();
  return (name) => {
    const network = known.get(name) ?? experimentNetwork(name, ground);
    known.set(name, network);
    return network;
  };
}

/**
 * The work of an experiment: the cases of its tasks are made where they are missing, then whatever runs of its grid are not
 * in the database yet. What was killed goes on with the run that it was at.
 */
export function experimentJob(ground: ExperimentGround): JobHandler<z.infer<typeof ExperimentJob>, Result> {
  const { db } = ground;
  return {
    kind: 'experiment',
    lane: 'batch',
    payload: ExperimentJob,
    result: ExperimentJobResult,
    async run({ experimentId }, context) {
      const experiment = queries.experimentById(db, experimentId);
      if (experiment === undefined) throw new Error('an experiment that was begun is not there');
      const { definition } = experiment;
      await makeCases(ground, context, new Set(definition.stages.flatMap((stage) => stage.tasks)));
      const result = { made: 0, failed: 0 };
      for await (const { stage, resolved } of resolveStages(db, definition, networksOf(ground))) {
        const all = resolved.groups.reduce((sum, { runs }) => sum + runs.length, 0);
        let done = 0;
        for (const group of resolved.groups) {
          done += group.runs.filter(({ stored }) => stored !== undefined).length;
        }
        for (const group of resolved.groups) {
          await makeRuns(ground, context, group, (run, ended) => {
            if (ended !== undefined) result[ended] += 1;
            if (ended !== undefined) done += 1;
            context.progress(done, all, `${stage.name}: ${run.task}, ${run.configuration.label}`);
          });
        }
      }
      return result;
    },
  };
}

async function makeCases(
  ground: ExperimentGround,
  context: JobContext,
  wanted: ReadonlySet<TaskName>,
): Promise<void> {
  for (const task of wanted) {
    await storePatients(ground, tasks[task].patients(), context, (frames, of) => {
      context.progress(frames, of, `Rendering the cases of the task ${task}`);
    });
  }
}

type Told = (run: ResolvedRun, ended?: 'made' | 'failed') => void;

/** Whatever of a group is not there yet, as one task, so that runs share what is prepared of their cases. */
async function makeRuns(
  ground: ExperimentGround,
  context: JobContext,
  group: RunGroup,
  told: Told,
): Promise<void> {
  const ended = new Set<string>();
  for (let losses = 0; ;) {
    const open = group.runs.filter(({ id, stored }) => stored === undefined && !ended.has(id));
    if (open.length === 0) return;
    await context.gate();
    const before = ended.size;
    try {
      await runTask(ground, context, group, open, (run, how) => {
        if (how !== undefined) ended.add(run.id);
        told(run, how);
      });
    } catch (error) {
      if (!(error instanceof LapidaryError) || !lostProcess.has(error.code)) throw error;
      context.signal.throwIfAborted();
      losses = ended.size > before ? 1 : losses + 1;
      if (losses >= lossesTolerated) throw error;
      if (error.code === 'provider-lost') await ground.compute.batch.restart();
    }
  }
}

async function runTask(
  ground: ExperimentGround,
  context: JobContext,
  group: RunGroup,
  open: readonly ResolvedRun[],
  told: Told,
): Promise<void> {
  const { db, files, cacheLimitMb } = ground;
  const byId = new Map(open.map((run) => [RunId.parse(newId()), run]));
  const { cases, classes, maskClasses } = group.drawn.cases;
  const payload: ExperimentPayload = {
    dataDir: files.root,
    backboneDir: group.network.folder,
    cacheLimitMb: cacheLimitMb(),
    classes: classes.map(({ code }) => code),
    maskClasses: [...maskClasses],
    cases: [...cases],
    head: headFor(group.task, group.network),
    runs: [...byId].map(([runId, run]) => taskRun(runId, run, group)),
  };
  await runBatchTask(ground, context, experimentTask, payload, ({ detail }) => {
    const news = ExperimentNews.parse(detail);
    const run = byId.get(news.runId);
    if (run === undefined) throw new Error('the task told of a run that it was not given');
    if (news.kind === 'run-started') {
      told(run);
      return;
    }
    const failed = news.kind === 'run-failed';
    const { task, backbone, configuration, casesPerClass, draw, id, provenance } = run;
    const { method, options } = configuration;
    queries.insertRun(db, {
      ...{ id, provenance, task, backbone, method, options, casesPerClass, draw },
      rows: failed ? [] : resultRows(run, group, news.outcome),
      error: failed ? news.error : null,
    });
    told(run, failed ? 'failed' : 'made');
    void removeCheckpoints(files.checkpoints, news.runId);
  });
}

function taskRun(runId: RunId, run: ResolvedRun, { drawn }: RunGroup): ExperimentRun {
  const parts = drawn.cases.parts.get(drawName(run));
  if (parts === undefined) throw new Error('a run of an experiment has no draw');
  const { configuration, hyperparameters, draw, masks } = run;
  const counterparts = drawn.counterpartsOf(drawName(run));
  return {
    runId,
    method: configuration.method,
    options: { ...configuration.options },
    hyperparameters,
    seed: draw,
    withoutMask: 'exclude',
    ...parts,
    ...(counterparts === undefined ? {} : { counterparts: [...counterparts] }),
    // What a run was judged with first is what its other figures are told beside.
    masks: ['true', ...masks.filter((source) => source !== 'true')],
  };
}

/** A run that has its rows is not gone on with. What a failure leaves here is swept at the next start. */
async function removeCheckpoints(
  checkpoints: ExperimentGround['files']['checkpoints'],
  runId: RunId,
): Promise<void> {
  const trials = Array.from({ length: mostTrials }, (_, i) => checkpointName(runId, i + 1));
  for (const name of [checkpointName(runId), ...trials]) {
    await checkpoints.remove(name).catch(() => undefined);
  }
}
