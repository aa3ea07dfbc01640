import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { TaskContext } from '../../src-main/compute/child.ts';
import type { Runtime } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { HeldDataFolder } from '../../src-main/storage/dataFolder.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { decodeAdapter } from '../../src-main/tuning/adapterFile.ts';
import { tuneHandler } from '../../src-main/tuning/tune.task.ts';
import {
  TuneNews,
  type RunOutcome,
  type TuneCase,
  type TunePayload,
  type TuneRun,
} from '../../src-main/tuning/tuneMessages.ts';
import { RunId } from '../../src-shared/domain/ids.ts';
import { syntheticFrame } from '../fixtures/syntheticFrames.ts';
import { writeTinyBackbone } from '../fixtures/tinyBackbone.ts';

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

let root: string;
let files: HeldDataFolder;
let runtime: Runtime;
let cases: TuneCase[];
/** How often the latest work yielded. */
let yielded = 0;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-tune-'));
  await writeTinyBackbone(path.join(root, 'backbone'));
  files = await openDataFolder(path.join(root, 'data'), { host: 'cli' });
  runtime = openRuntime({ threads: 1 });
  cases = [];
  for (let i = 0; i < 48; i++) {
    const target = i % 2 === 0 ? 0 : 1;
    const { png, mask } = await syntheticFrame(i, target);
    const frame = await files.frames.put(png);
    const segments = [{ value: 1, maskClass: 1 }];
    cases.push({ frame, mask, segments, target, finding: `f${i}`, patient: `p${i >> 1}` });
  }
});

afterAll(async () => {
  await runtime.close();
  await files.close();
  await rm(root, { recursive: true, force: true });
});

const hyperparameters = {
  learningRate: 0.01,
  weightDecay: 0.01,
  epochs: 12,
  batch: 8,
  patience: 12,
  warmUp: 0.1,
  views: 1,
  maskNoise: 0,
  labelSmoothing: 0,
  balance: true,
  clipNorm: null,
  search: 'none',
} as const;

const runOf = (more: Partial<TuneRun> = {}): TuneRun => ({
  runId: RunId.parse(uuidv7()),
  method: 'segprompt',
  options: { promptInput: 'region', view: 'restricted', head: 'cls' },
  hyperparameters,
  seed: 5,
  withoutMask: 'exclude',
  train: range(0, 24),
  validation: range(24, 32),
  test: range(32, 48),
  ...more,
});

const payloadOf = (...runs: TuneRun[]): TunePayload => ({
  dataDir: path.join(root, 'data'),
  backboneDir: path.join(root, 'backbone'),
  classes: ['dark', 'bright'],
  maskClasses: ['stone'],
  cases,
  runs,
});

/** Runs the task here instead of in a process of its own; `yields` counts down to a cancellation. */
async function work(
  payload: TunePayload,
  yields = Infinity,
  elsewhere: Partial<Pick<TaskContext, 'runtime' | 'configuration'>> = {},
): Promise<TuneNews[]> {
  const told: TuneNews[] = [];
  let left = yields;
  yielded = 0;
  const context: TaskContext = {
    taskId: '1',
    signal: new AbortController().signal,
    configuration: {},
    runtime,
    progress: (_done, _total, detail) => told.push(TuneNews.parse(structuredClone(detail))),
    yieldNow: async () => {
      left -= 1;
      yielded += 1;
      if (left < 0) throw new Error('killed here');
    },
    log: () => undefined,
    ...elsewhere,
  };
  await tuneHandler.start(structuredClone(payload), context);
  return told;
}

/** Every look at the clock is half a minute later than the one before: checkpoints are due all the time. */
function saveEveryBatch(): void {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 30_000));
}

const outcomeOf = (told: readonly TuneNews[]): RunOutcome => {
  const done = told.find((news) => news.kind === 'run-done');
  if (done?.kind !== 'run-done') throw new Error('the run did not finish');
  return done.outcome;
};

describe('a tuning task', () => {
  it('learns what the mask shows, and reports figures of every part', async () => {
    const told = await work(payloadOf(runOf()));
    const outcome = outcomeOf(told);
    expect(outcome.test.macroF1).toBeGreaterThan(0.9);
    expect(outcome.train.cases).toBe(24);
    expect(outcome.test.patients).toBe(8);
    expect(outcome.calibrationCases).toBe(8);
    expect(outcome.cost.parameters).toBe(32 * 192 + 32 + 32 * 2 + 2);
    expect(outcome.cost.peakRssMb).toBeGreaterThan(50);
    const losses = told.flatMap((news) => (news.kind === 'epoch' ? [news.figures.trainLoss] : []));
    expect(losses.length).toBeGreaterThan(3);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
    const { head, values } = decodeAdapter(await files.adapters.get(outcome.adapter));
    expect(head).toMatchObject({ method: 'segprompt', classes: ['dark', 'bright'], maskClasses: ['stone'] });
    expect(values.get('prompt.type')?.shape).toEqual([32]);
  });

  it.each([
    'linear',
    'masked-image',
    'mask-crop',
    'region-pool',
    'vpt-shallow',
    'lora',
    'full',
    'prototype',
    'restricted-linear',
  ])('runs %s through the same steps', async (method) => {
    const outcome = outcomeOf(await work(payloadOf(runOf({ method, options: {} }))));
    expect(outcome.test.cases).toBe(16);
    expect(outcome.test.macroF1).toBeGreaterThan(0.3);
  });

  it('gives the same adapter for the same seed, and another for another seed', async () => {
    const [first, second, other] = [runOf(), runOf(), runOf({ seed: 6 })];
    const told = await work(payloadOf(first, second, other));
    const adapters = told.flatMap((news) => (news.kind === 'run-done' ? [news.outcome.adapter] : []));
    expect(adapters).toHaveLength(3);
    expect(adapters[0]).toBe(adapters[1]);
    expect(adapters[0]).not.toBe(adapters[2]);
  });

  it(
    'goes on after a kill to the very same bytes, wherever it was killed',
    { timeout: 120_000 },
    async () => {
      saveEveryBatch();
      const undisturbed = outcomeOf(await work(payloadOf(runOf())));
      const total = yielded;
      for (const share of [0.05, 0.4, 0.6, 0.9]) {
        const yields = Math.floor(share * total);
        const run = runOf();
        await expect(work(payloadOf(run), yields)).rejects.toThrow('killed here');
        const left = await files.checkpoints.get(run.runId);
        expect(left === undefined).toBe(share < 0.4);
        const continued = outcomeOf(await work(payloadOf(run)));
        expect(continued.adapter).toBe(undisturbed.adapter);
        expect(continued.test).toEqual(undisturbed.test);
        expect(continued.bestEpoch).toBe(undisturbed.bestEpoch);
      }
    },
  );

  it(
    'searches with views and drawn masks, and goes on after a kill to the same trial and bytes',
    { timeout: 120_000 },
    async () => {
      const few = {
        ...hyperparameters,
        epochs: 3,
        patience: 3,
        views: 3,
        maskNoise: 0.5,
        search: 'small',
      } as const;
      const searching = (): TuneRun =>
        runOf({ hyperparameters: few, options: { view: 'full', head: 'cls', attentionBias: true } });
      const told = await work(payloadOf(searching()));
      const total = yielded;
      const { search, attention, adapter, epochs } = outcomeOf(told);
      const trials = search?.trials ?? [];
      expect(trials).toHaveLength(6);
      const best = trials.reduce((one, other) =>
        (other.validationMacroF1 ?? 0) > (one.validationMacroF1 ?? 0) ||
        (other.validationMacroF1 === one.validationMacroF1 &&
          (other.validationLoss ?? 0) < (one.validationLoss ?? 0))
          ? other
          : one,
      );
      expect(search?.chosen).toEqual({ learningRate: best.learningRate, weightDecay: best.weightDecay });
      expect(epochs.at(-1)?.validationLoss).toBeGreaterThan(0);
      expect(attention?.inside).toHaveLength(2);
      expect(attention?.bias[0]).toHaveLength(2);
      expect(attention?.coverage).toBeGreaterThan(0.05);
      expect(told.find(({ kind }) => kind === 'run-placed')).toMatchObject({ marked: false });

      saveEveryBatch();
      for (const share of [0.4, 0.8]) {
        const run = searching();
        await expect(work(payloadOf(run), Math.floor(share * total))).rejects.toThrow('killed here');
        const names = (await files.checkpoints.list()).filter((name) => name.startsWith(run.runId));
        expect(names).toContain(`${run.runId}-t1`);
        const continued = outcomeOf(await work(payloadOf(run)));
        expect(continued.adapter).toBe(adapter);
        const figuresOfTrials = (of: RunOutcome) =>
          of.search?.trials.map(({ validationLoss, bestEpoch }) => [validationLoss, bestEpoch]);
        expect(figuresOfTrials(continued)).toEqual(trials.map((one) => [one.validationLoss, one.bestEpoch]));
      }
    },
  );

  it('is not tuned where nodes fall off the device, unless that is allowed, and then it is marked', async () => {
    const device: Runtime = {
      options: { ...runtime.options, provider: 'webgpu' },
      open: (model, options) => runtime.open(model, options),
      close: () => runtime.close(),
      placement: () => Promise.resolve({ nodes: { webgpu: 40, cpu: 2 }, fallbacks: ['Erf'] }),
    };
    const quick = { ...hyperparameters, epochs: 1 };
    const refused = await work(
      payloadOf(runOf({ hyperparameters: quick }), runOf({ method: 'linear', options: {} })),
      Infinity,
      { runtime: device },
    );
    expect(refused.map(({ kind }) => kind)).toEqual([
      'run-started',
      'run-failed',
      'run-started',
      'run-failed',
    ]);
    expect(refused[1]).toMatchObject({ error: { code: 'nodes-off-device' } });
    const marked = await work(payloadOf(runOf({ hyperparameters: quick })), Infinity, {
      runtime: device,
      configuration: { allowCpuNodes: true },
    });
    expect(marked[1]).toMatchObject({ kind: 'run-placed', nodes: { webgpu: 80, cpu: 4 }, marked: true });
    expect(outcomeOf(marked).provider).toBe('webgpu');
  });

  it('uses the stored values where a search would mean nothing, and says why', async () => {
    const some = { ...hyperparameters, epochs: 2, search: 'small' } as const;
    const few = outcomeOf(await work(payloadOf(runOf({ hyperparameters: some, train: range(0, 4) }))));
    expect(few.search).toMatchObject({ trials: [], skipped: 'few-cases', chosen: { learningRate: 0.01 } });
    const alone = outcomeOf(await work(payloadOf(runOf({ hyperparameters: some, validation: [] }))));
    expect(alone.search?.skipped).toBe('no-validation');
  });

  it('shows a case without a mask with an empty one where that was asked for, and refuses it where not', async () => {
    const bare = cases.map((one, i) => (i % 8 === 0 ? { ...one, mask: null, segments: [] } : one));
    const options = { view: 'full', head: 'cls' };
    const payload = (withoutMask: TuneRun['withoutMask']): TunePayload => ({
      ...payloadOf(runOf({ options, withoutMask })),
      cases: bare,
    });
    expect(outcomeOf(await work(payload('empty'))).test.cases).toBe(16);
    await expect(work(payload('exclude'))).rejects.toMatchObject({ code: 'no-mask' });
  });

  it('starts over instead of continuing the checkpoint of other cases', { timeout: 120_000 }, async () => {
    saveEveryBatch();
    const run = runOf();
    await expect(work(payloadOf(run), 70)).rejects.toThrow('killed here');
    const changed = { ...run, train: range(2, 24) };
    const fresh = outcomeOf(await work(payloadOf({ ...changed, runId: RunId.parse(uuidv7()) })));
    expect(outcomeOf(await work(payloadOf(changed))).adapter).toBe(fresh.adapter);
  });

  it('starts over where the checkpoint is damaged', async () => {
    const run = runOf();
    await files.checkpoints.put(run.runId, new Uint8Array([1, 2, 3]));
    expect(outcomeOf(await work(payloadOf(run))).test.cases).toBe(16);
  });
});
