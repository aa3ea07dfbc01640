import { createHash } from 'node:crypto';
import type { RunSearch } from '../../src-shared/domain/resultRow.ts';
import type { TaskContext } from '../compute/child.ts';
import type { Runtime } from '../compute/runtime.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import type { Plan } from '../networks/methods/plan.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { encodeAdapter } from './adapterFile.ts';
import { attentionOf } from './attentionReport.ts';
import { readCase } from './caseReader.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';
import { caseAt, casesOfRun, type CaseGround, type RunCases } from './caseViews.ts';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { fitClassMeans } from './classMeans.ts';
import { calibrate, figuresOf, type Answer, type PartFigures } from './evaluation.ts';
import type { MaskSource } from './maskNoise.ts';
import { peakMemoryMb, resetPeakMemory } from './peakMemory.ts';
import { openPlanSessions, type PlanSessions, type TrainedValues } from './planSessions.ts';
import { referencesOf } from './references.ts';
import { checkpointName } from './runCheckpoints.ts';
import { pairsAround, reasonAgainstSearch, searched } from './search.ts';
import type { SharedSessions } from './sharedSessions.ts';
import { answersOf, train, type Trained, type TrainingCase } from './trainer.ts';
import type { RunOutcome, TuneNews, TunePayload, TuneRun } from './tuneMessages.ts';

/** What the runs of one task share. */
export interface TuneGround extends CaseGround {
  readonly context: Omit<TaskContext, 'runtime'>;
  readonly runtime: Runtime;
  readonly files: DataFolder;
  readonly shared: SharedSessions;
  /** What the memory budget leaves for the network and its graphs. */
  readonly graphBudgetMb: number;
}

/** @param epochShare of the run that is done with that */
export type Tell = (news: TuneNews, epochShare: number) => void;

/** A run when it is trained, while its sessions are open. */
export interface TunedRun {
  readonly trained: Trained;
  readonly search: RunSearch | undefined;
  readonly temperature: number;
  readonly calibrationCases: number;
  readonly sessions: PlanSessions;
  readonly cases: RunCases;
  /** Of the validation part. */
  readonly onValidation: readonly Answer[];
  /** What the tuned network says of cases, shown with that mask; by default the true one. */
  answers(indices: readonly number[], masks?: MaskSource): Promise<Answer[]>;
  readonly figures: (answers: readonly Answer[]) => PartFigures;
  cost(): RunOutcome['cost'];
}

/**
 * Trains one run, from its checkpoint where there is one, and hands it over while its sessions are open.
 * @throws LapidaryError `training-diverged`, `nodes-off-device`, `memory-budget-too-small`: this run cannot be done
 */
export async function withTunedRun<T>(
  ground: TuneGround,
  run: TuneRun,
  tell: Tell,
  work: (tuned: TunedRun) => Promise<T>,
): Promise<T> {
  const { payload, context, runtime, backbone, shared, graphBudgetMb } = ground;
  const started = performance.now();
  resetPeakMemory();
  const plan = planOf(ground, run);
  const pause = (): Promise<void> => context.yieldNow();
  const sessions = await shared.of(JSON.stringify([run.method, run.options]), plan, () =>
    openPlanSessions(plan, backbone, runtime, pause, graphBudgetMb),
  );
  const cases = casesOfRun(ground, run, sessions);
  await provePlacement(ground, run, sessions, tell);
  const { trained, search } = await trainRun(ground, run, sessions, cases, tell);
  const answersTo = (indices: readonly number[], masks: MaskSource = 'true') =>
    answers(ground, sessions, cases.judged(indices, masks), indices, trained.values);
  const onValidation = await answersTo(run.validation);
  const { temperature, cases: calibrationCases } = calibrate(onValidation);
  return await work({
    trained,
    search,
    temperature,
    calibrationCases,
    sessions,
    cases,
    onValidation,
    answers: answersTo,
    figures: (given) => figuresOf(given, payload.classes.length, temperature, run.seed),
    cost() {
      const epochSeconds = trained.epochs.reduce((sum, { seconds }) => sum + seconds, 0);
      return {
        parameters: plan.trainableCount,
        share: plan.backboneShare,
        seconds: (performance.now() - started) / 1000,
        secondsPerEpoch: epochSeconds / Math.max(1, trained.epochs.length),
        peakRssMb: peakMemoryMb(),
      };
    },
  });
}

/** Tunes and judges one run, and keeps its adapter. Throws as `withTunedRun` does. */
export function tuneOne(ground: TuneGround, run: TuneRun, tell: Tell): Promise<RunOutcome> {
  const { payload, runtime, files, backbone } = ground;
  return withTunedRun(ground, run, tell, async (tuned) => {
    const { trained, search, temperature, calibrationCases, sessions, cases, onValidation, figures } = tuned;
    const { provider, prepacking } = runtime.options;
    const adapter = await files.adapters.put(
      encodeAdapter({
        head: {
          method: run.method,
          options: run.options,
          classes: payload.classes,
          maskClasses: payload.maskClasses,
          backbone: backbone.networkHash,
          preprocessing: preprocessingHash(backbone.card),
          temperature,
          calibrationCases,
          seed: run.seed,
          runtime: { provider, prepacking },
        },
        values: trained.values,
      }),
    );
    const attention = await attentionOf(sessions, cases.judged(run.test, 'true'), trained.values);
    return {
      adapter,
      backbone: backbone.networkHash,
      preprocessing: preprocessingHash(backbone.card),
      temperature,
      calibrationCases,
      bestEpoch: trained.best.epoch,
      epochs: [...trained.epochs],
      provider,
      train: figures(await tuned.answers(run.train)),
      validation: onValidation.length === 0 ? null : figures(onValidation),
      test: figures(await tuned.answers(run.test)),
      cost: tuned.cost(),
      ...(search === undefined ? {} : { search }),
      ...(attention === undefined ? {} : { attention }),
      decisions: { ...sessions.decisions },
      references: await referencesOf(ground, run, tuned),
    };
  });
}

function planOf({ payload, backbone, context, runtime }: TuneGround, run: TuneRun): Plan {
  const { float16 = false } = context.configuration;
  return methods[MethodId.parse(run.method)].plan(
    {
      config: backbone.card.architecture,
      tensor: (name) => backbone.tensor(name),
      classes: payload.classes.length,
      maskClasses: payload.maskClasses.length + 1,
      seed: run.seed,
      half: float16 && runtime.options.provider !== 'cpu',
    },
    run.options,
  );
}

/** Where the nodes of the run's graphs run, told before anything is trained. */
async function provePlacement(
  { payload, files, backbone, context }: TuneGround,
  run: TuneRun,
  sessions: PlanSessions,
  tell: Tell,
): Promise<void> {
  const one = caseAt(payload, run.train[0] ?? -1);
  const { framing, trainables } = sessions.plan;
  const input = await readCase(files, one, backbone.card, payload.maskClasses.length + 1, framing);
  const values = new Map(trainables.map(({ name, shape, initial }) => [name, { shape, data: initial }]));
  const allowed = context.configuration.allowCpuNodes === true;
  const { nodes, marked } = await sessions.prove(input, values, allowed);
  tell({ kind: 'run-placed', runId: run.runId, nodes: { ...nodes }, marked }, 0);
}

/** Once, in closed form, or with every pair of a search; each with a checkpoint of its own. */
async function trainRun(
  ground: TuneGround,
  run: TuneRun,
  sessions: PlanSessions,
  cases: RunCases,
  tell: Tell,
): Promise<{ readonly trained: Trained; readonly search?: RunSearch }> {
  const { payload, files, context } = ground;
  const pairs = pairsAround(run.hyperparameters);
  const begin = async (pair: Partial<TuneRun['hyperparameters']>, trial?: number) => {
    const hyperparameters = { ...run.hyperparameters, ...pair };
    const name = checkpointName(run.runId, trial);
    const [done, all] = trial === undefined ? [0, 1] : [trial - 1, pairs.length];
    const resumed = await resume(files, name, context);
    const inputs = identify(ground, { ...run, hyperparameters }, sessions);
    return {
      hyperparameters,
      resumed: resumed?.progress.inputs === inputs ? resumed : null,
      sessions,
      train: cases.training(run.train),
      validation: cases.judged(run.validation, 'true'),
      classes: payload.classes.length,
      seed: run.seed,
      inputs,
      save: (checkpoint: Checkpoint) => files.checkpoints.put(name, encodeCheckpoint(checkpoint)),
      onEpoch: (figures: Trained['epochs'][number]) => {
        const share = (done + figures.epoch / (hyperparameters.epochs + 1)) / all;
        const news = { kind: 'epoch', runId: run.runId, figures } as const;
        tell(trial === undefined ? news : { ...news, trial }, share);
      },
    };
  };

  const skipped = reasonAgainstSearch(
    sessions.plan.fit,
    findingsOfClass(payload, run.train),
    run.validation.length,
  );
  if (run.hyperparameters.search === 'none' || skipped !== undefined) {
    const one = await begin({});
    const trained = await (sessions.plan.fit === 'class-means' ? fitClassMeans(one) : train(one));
    if (run.hyperparameters.search === 'none' || skipped === undefined) return { trained };
    const { learningRate, weightDecay } = run.hyperparameters;
    return { trained, search: { trials: [], chosen: { learningRate, weightDecay }, skipped } };
  }
  return searched(pairs, async (pair, trial) => {
    const one = await begin(pair, trial);
    const epochs = one.resumed?.progress.epochs ?? [];
    const news = { kind: 'trial-started', runId: run.runId, trial, of: pairs.length } as const;
    tell({ ...news, epochs: [...epochs] }, (trial - 1) / pairs.length);
    return train(one);
  });
}

/** Training findings of each class. */
function findingsOfClass(payload: TunePayload, indices: readonly number[]): number[] {
  const found = payload.classes.map(() => new Set<string>());
  for (const at of indices) {
    const { target, finding } = caseAt(payload, at);
    found[target]?.add(finding);
  }
  return found.map(({ size }) => size);
}

/** Everything that the run's numbers follow from, the number of threads among it: it changes last bits. */
function identify({ payload, backbone, runtime }: TuneGround, run: TuneRun, sessions: PlanSessions): string {
  const hash = createHash('sha256');
  const { method, options, hyperparameters, seed, withoutMask, train: learned, validation } = run;
  const { classes, maskClasses } = payload;
  hash.update(
    JSON.stringify([
      [method, options, hyperparameters, seed, withoutMask, classes, maskClasses, learned, validation],
      [backbone.networkHash, preprocessingHash(backbone.card), runtime.options, sessions.decisions],
    ]),
  );
  for (const at of [...learned, ...validation]) {
    const { frame, mask, segments, target } = caseAt(payload, at);
    hash.update(JSON.stringify([frame, segments, target]));
    hash.update(mask ?? 'no mask');
  }
  return hash.digest('hex');
}

async function resume(
  files: DataFolder,
  name: string,
  context: Pick<TaskContext, 'log'>,
): Promise<Checkpoint | null> {
  const bytes = await files.checkpoints.get(name);
  if (bytes === undefined) return null;
  try {
    return decodeCheckpoint(bytes);
  } catch {
    context.log('warning', `The checkpoint ${name} is damaged; training starts again.`);
    return null;
  }
}

async function answers(
  { payload }: CaseGround,
  sessions: PlanSessions,
  cases: readonly TrainingCase[],
  indices: readonly number[],
  values: TrainedValues,
): Promise<Answer[]> {
  const logits = await answersOf(sessions, cases, values);
  return logits.map((row, i) => {
    const one = caseAt(payload, indices[i] ?? -1);
    return { logits: row, truth: one.target, finding: one.finding, patient: one.patient };
  });
}
