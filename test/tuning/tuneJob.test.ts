import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import { createBackbones } from '../../src-main/backbones/installed.ts';
import { createCohorts } from '../../src-main/tuning/cohorts.service.ts';
import { createTuning, type TuningRequest } from '../../src-main/tuning/tuning.service.ts';
import { tuneJob, TuneResult } from '../../src-main/tuning/tune.job.ts';
import type { RunOutcome, TuneNews, TunePayload } from '../../src-main/tuning/tuneMessages.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { writeSyntheticSet } from '../fixtures/tinyInstallation.ts';
import { writeTinyBackbone } from '../fixtures/tinyBackbone.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const lost = (code: string): LapidaryError => new LapidaryError(code, 'The device went away.', 'Try again.');

/** One life of the batch process: what it tells before it ends, well or not. */
type Life = (
  payload: TunePayload,
  tell: (news: TuneNews) => void,
  save: (name: string) => Promise<void>,
) => Promise<void> | void;

const part = {
  cases: 4,
  patients: 2,
  accuracy: 1,
  balancedAccuracy: 1,
  macroF1: 1,
  auroc: 1,
  ece: 0,
  eceCalibrated: 0,
  detail: {
    macroF1Interval: null,
    recall: [
      { n: 2, recall: 1, interval: null },
      { n: 2, recall: 1, interval: null },
    ],
    confusion: [
      [2, 0],
      [0, 2],
    ],
    findings: { n: 4, accuracy: 1, macroF1: 1 },
  },
} satisfies RunOutcome['test'];

const epochAt = (epoch: number) => ({
  epoch,
  learningRate: 0.01,
  trainLoss: 1 / epoch,
  validationLoss: 1,
  validationMacroF1: 0.5,
  seconds: 1,
});

function outcome(more: Partial<RunOutcome> = {}): RunOutcome {
  const hash = Sha256.parse('a'.repeat(64));
  return {
    adapter: hash,
    backbone: hash,
    preprocessing: hash,
    temperature: 1,
    calibrationCases: 4,
    bestEpoch: 1,
    provider: 'cpu',
    cost: { parameters: 10, share: 0.1, seconds: 1, secondsPerEpoch: 1, peakRssMb: 100 },
    epochs: [epochAt(1)],
    train: part,
    validation: part,
    test: part,
    decisions: { microBatch: 1 },
    ...more,
  };
}

/** Everything but the batch process, which lives the lives it is given, the last one again and again. */
async function setUp(lives: readonly Life[], bare = 0) {
  const bench = await testWorkbench();
  const folder = temporaryFolder();
  const manifest = await writeSyntheticSet(path.join(folder, 'set'), 12, 8);
  await leaveMasksOut(manifest, bare);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  await importPaths(bench, { manifest, options: { masks: { kind: 'values', values } } });
  const modelsDir = path.join(folder, 'models');
  await mkdir(modelsDir);
  await writeTinyBackbone(path.join(modelsDir, 'tiny'));

  const life = { begun: 0, restarts: 0, payloads: [] as TunePayload[] };
  const batch = {
    name: 'batch',
    run: async (_kind: string, raw: unknown, options: Parameters<ComputeSupervisor['run']>[2]) => {
      const payload = raw as TunePayload;
      life.payloads.push(payload);
      const lived = lives[Math.min(life.begun++, lives.length - 1)];
      await lived?.(
        payload,
        (detail) => options?.onProgress?.({ done: 0, total: 1, detail }),
        (name) => bench.files.checkpoints.put(name, new Uint8Array(3)),
      );
    },
    restart: async () => void (life.restarts += 1),
    pause: () => undefined,
    resume: () => undefined,
  } as unknown as ComputeSupervisor;
  const ground = {
    ...bench,
    compute: { interactive: batch, batch },
    modelsDir,
    localUser: bench.user,
    cacheLimitMb: () => 0,
    backbones: createBackbones({ db: bench.db, files: bench.files, modelsDir }),
  };
  const cohorts = createCohorts(ground);
  const tuning = createTuning({ ...ground, cohorts });
  bench.jobs.register(tuneJob(ground));
  const schema = bench.db.get<{ id: TuningRequest['cohortId'] }>(
    `SELECT DISTINCT c.schema_id AS id FROM labels l JOIN label_classes c ON c.id = l.class_id`,
  );
  const cohort = cohorts.create({ name: 'stones', schemaId: schema?.id as never, sites: [] }, bench.user);
  const start = (more: Partial<TuningRequest> = {}) =>
    tuning.start(
      {
        cohortId: cohort.id,
        split: {
          kind: 'site',
          trainSites: ['A'],
          testSites: ['B'],
          validationShare: 0.25,
          allowWithinGroup: false,
        },
        methods: [{ method: 'linear', options: {}, hyperparameters: {} }],
        seeds: [1],
        casesPerClass: null,
        withoutMask: 'exclude',
        ...more,
      },
      bench.user,
    );
  const result = (jobId: Awaited<ReturnType<typeof start>>['jobId']) =>
    bench.jobs.finished(jobId, TuneResult);
  return { bench, tuning, cohort, life, start, result };
}

/** The mask column of the first rows of a manifest, emptied. */
async function leaveMasksOut(manifest: string, rows: number): Promise<void> {
  const lines = (await readFile(manifest, 'utf8')).split('\n');
  const changed = lines.map((line, i) => {
    const cells = line.split(',');
    if (i >= 1 && i <= rows) cells[1] = '';
    return cells.join(',');
  });
  await writeFile(manifest, changed.join('\n'));
}

const finish: Life = (payload, tell) => {
  for (const { runId } of payload.runs) {
    tell({ kind: 'run-started', runId, provider: 'cpu' });
    tell({ kind: 'run-done', runId, outcome: outcome() });
  }
};
const loseAt =
  (epoch: number | null, code = 'provider-lost'): Life =>
  (payload, tell) => {
    const runId = payload.runs[0]?.runId;
    if (runId !== undefined && epoch !== null) tell({ kind: 'epoch', runId, figures: epochAt(epoch) });
    throw lost(code);
  };

describe('a tuning job', () => {
  it('restarts a process that lost its device, and goes on while every life gets further', async () => {
    const lives = [loseAt(1), loseAt(2), loseAt(3), loseAt(4), loseAt(4), finish];
    const { life, start, result, tuning } = await setUp(lives);
    const { jobId } = await start();
    expect((await result(jobId)).runs.map(({ state }) => state)).toEqual(['done']);
    expect([life.begun, life.restarts]).toEqual([6, 5]);
    expect(tuning.runs(null)[0]?.result).toMatchObject({ withoutMask: 'exclude', excluded: 0 });
  });

  it.each(['provider-lost', 'compute-process-lost'])(
    'gives up after three times %s without a further epoch, and says so',
    async (code) => {
      const { life, start, result, tuning } = await setUp([loseAt(1, code), loseAt(1, code)]);
      const { jobId } = await start();
      const error = await result(jobId).catch((cause: unknown) => cause as LapidaryError);
      expect(error).toMatchObject({ code });
      expect((error as LapidaryError).message).toContain('3 times in a row');
      expect((error as LapidaryError).remedy).toContain('"cpu"');
      // The first got to an epoch, two further ones to nothing new.
      expect(life.begun).toBe(3);
      expect(tuning.runs(null).map(({ state }) => state)).toEqual(['failed']);
    },
  );

  it('writes down where nodes ran, what a search tried, and its chosen curve alone', async () => {
    const pair = { learningRate: 0.01, weightDecay: 0.1 };
    const { start, result, tuning } = await setUp([
      (payload, tell) => {
        const runId = payload.runs[0]?.runId as never;
        tell({ kind: 'run-placed', runId, nodes: { webgpu: 90, cpu: 2 }, marked: true });
        tell({ kind: 'trial-started', runId, trial: 1, of: 2, epochs: [] });
        for (const epoch of [1, 2, 3]) tell({ kind: 'epoch', runId, trial: 1, figures: epochAt(epoch) });
        tell({ kind: 'trial-started', runId, trial: 2, of: 2, epochs: [epochAt(1)] });
        const figures = { bestEpoch: 1, validationMacroF1: 0.5, validationLoss: 1, seconds: 1 };
        const none = { bestEpoch: null, validationMacroF1: null, validationLoss: null, seconds: 0 };
        const trials = [
          { learningRate: 0.03, weightDecay: 0.01, trial: 1, diverged: true, ...none },
          { ...pair, trial: 2, diverged: false, ...figures },
        ];
        const attention = { inside: [0.5], bias: [[8, 8]], coverage: 0.2 };
        tell({
          kind: 'run-done',
          runId,
          outcome: outcome({ search: { trials, chosen: pair }, attention }),
        });
      },
    ]);
    const { jobId, runIds } = await start();
    await result(jobId);
    const [run] = tuning.runs(null);
    expect(run?.result).toMatchObject({
      nodes: { webgpu: 90, cpu: 2 },
      marked: true,
      search: { chosen: pair, trials: [{ diverged: true }, { diverged: false, validationMacroF1: 0.5 }] },
      attention: { inside: [0.5], coverage: 0.2 },
      decisions: { microBatch: 1 },
    });
    expect(tuning.epochs(runIds[0] as never).map(({ epoch }) => epoch)).toEqual([1]);
  });

  it('keeps the last good state of the three newest failed runs, and of none that was done or started anew', async () => {
    const diverge =
      (suffix: string): Life =>
      async (payload, tell, save) => {
        for (const { runId } of payload.runs) {
          await save(`${runId}${suffix}`);
          const error = {
            code: 'training-diverged',
            message: 'Training diverged.',
            remedy: 'Lower the rate.',
          };
          tell({ kind: 'run-failed', runId, error });
        }
      };
    const finishSaved: Life = async (payload, tell, save) => {
      for (const { runId } of payload.runs) await save(runId);
      await finish(payload, tell, save);
    };
    const { bench, start, result, tuning } = await setUp([diverge('-t2'), diverge(''), finishSaved]);
    const stored = async (): Promise<string[]> => (await bench.files.checkpoints.list()).sort();
    const first = await start({ seeds: [1, 2, 3, 4] });
    await expect(result(first.jobId)).rejects.toMatchObject({ code: 'training-diverged' });
    const trials = first.runIds.map((runId) => `${runId}-t2`);
    expect(await stored()).toEqual(trials.slice(1).sort());
    expect(tuning.runs(null)[0]).toMatchObject({ error: { code: 'training-diverged' }, result: null });

    // Seed 4 is started anew, and fails again.
    const second = await start({ seeds: [4] });
    await expect(result(second.jobId)).rejects.toMatchObject({ code: 'training-diverged' });
    const left = [...trials.slice(1, 3), ...second.runIds].sort();
    expect(await stored()).toEqual(left);
    const other = [{ method: 'region-pool', options: {}, hyperparameters: {} }];
    await result((await start({ seeds: [2], methods: other })).jobId);
    expect(await stored()).toEqual(left);
    await bench.files.checkpoints.put('unknown', new Uint8Array(3));
    await tuning.recover();
    expect(await stored()).toEqual(left);
  });

  it('is refused at once where options do not go with the network', async () => {
    const { start, tuning } = await setUp([finish]);
    const methods = [{ method: 'segprompt', options: { depth: 40 }, hyperparameters: {} }];
    await expect(start({ methods })).rejects.toMatchObject({
      code: 'bad-options',
      message: expect.stringContaining('block 40') as string,
    });
    expect(tuning.runs(null)).toEqual([]);
  });

  it('leaves frames without a mask out for all, or shows them with an empty one where every method can answer', async () => {
    const { life, start, result, tuning } = await setUp([finish], 5);
    const both = (view: string, head: string): TuningRequest['methods'] => [
      { method: 'linear', options: {}, hyperparameters: {} },
      { method: 'segprompt', options: { view, head }, hyperparameters: {} },
    ];
    const framesIn = (payload: TunePayload | undefined) => payload?.cases.length;
    await result((await start({ methods: both('restricted', 'cls') })).jobId);
    expect(framesIn(life.payloads[0])).toBe(24 - 5);
    expect(tuning.runs(null)[0]?.result).toMatchObject({ withoutMask: 'exclude', excluded: 5 });

    await expect(start({ methods: both('restricted', 'cls'), withoutMask: 'empty' })).rejects.toMatchObject({
      code: 'empty-mask-unanswerable',
      message: expect.stringContaining('segprompt') as string,
      remedy: expect.stringContaining('view=full') as string,
    });
    await result((await start({ methods: both('full', 'cls'), withoutMask: 'empty' })).jobId);
    const [, second] = life.payloads;
    expect(framesIn(second)).toBe(24);
    expect(second?.cases.filter(({ mask }) => mask === null)).toHaveLength(5);
    expect(second?.runs.map(({ withoutMask }) => withoutMask)).toEqual(['empty', 'empty']);
    expect(tuning.runs(null)[0]?.result).toMatchObject({ withoutMask: 'empty', excluded: 0 });
  });
});
