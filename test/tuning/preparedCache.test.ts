import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { physicalCores } from '../../src-main/compute/cores.ts';
import type { Runtime } from '../../src-main/compute/runtime.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { createPredictHandler } from '../../src-main/predictions/predict.task.ts';
import { PredictNews } from '../../src-main/predictions/predictMessages.ts';
import { createTunedNetworks } from '../../src-main/predictions/tunedNetworks.ts';
import { tuneHandler } from '../../src-main/tuning/tune.task.ts';
import {
  TuneNews,
  type RunOutcome,
  type TuneCase,
  type TuneRun,
} from '../../src-main/tuning/tuneMessages.ts';
import { RunId } from '../../src-shared/domain/ids.ts';
import { syntheticFrame } from '../fixtures/syntheticFrames.ts';
import { writeTinyBackbone } from '../fixtures/tinyBackbone.ts';

let root: string;
let runtime: Runtime;
let cases: TuneCase[];
/** The data folder of a test, and its caches. */
let dataDir: string;
let caches: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-cached-'));
  await writeTinyBackbone(path.join(root, 'backbone'));
  const files = await openDataFolder(path.join(root, 'without'), { host: 'cli' });
  runtime = openRuntime({ threads: 1 });
  cases = [];
  for (let i = 0; i < 24; i++) {
    const target = i % 2;
    const { png, mask } = await syntheticFrame(i, target === 0 ? 0 : 1);
    const frame = await files.frames.put(png);
    const segments = [{ value: 1, maskClass: 1 }];
    cases.push({ frame, mask, segments, target, finding: `f${i}`, patient: `p${i >> 1}` });
  }
  await files.close();
});
afterAll(async () => {
  await runtime.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  dataDir = path.join(root, 'data');
  caches = path.join(dataDir, 'caches', 'prepared');
  cpSync(path.join(root, 'without'), dataDir, { recursive: true });
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Methods whose frozen part is kept: features, one-way keys and values, a frozen prefix; views and changed masks too. */
const methods: readonly Pick<TuneRun, 'method' | 'options'>[] = [
  { method: 'linear', options: {} },
  { method: 'mask-crop', options: {} },
  { method: 'region-pool', options: {} },
  { method: 'restricted-linear', options: {} },
  {
    method: 'segprompt',
    options: { promptInput: 'region', view: 'full', head: 'cls', interaction: 'one-way', grid: 2 },
  },
  { method: 'segprompt', options: { promptInput: 'both', view: 'restricted', head: 'both', depth: 1 } },
];

const runOf = (choice: Pick<TuneRun, 'method' | 'options'>): TuneRun => ({
  runId: RunId.parse(uuidv7()),
  ...choice,
  hyperparameters: {
    learningRate: 0.01,
    weightDecay: 0.01,
    epochs: 2,
    batch: 4,
    patience: 3,
    warmUp: 0.1,
    views: 2,
    maskNoise: 0.3,
    labelSmoothing: 0,
    balance: true,
    clipNorm: null,
    search: 'none',
  },
  seed: 5,
  withoutMask: 'exclude',
  train: range(0, 12),
  validation: range(12, 16),
  test: range(16, 24),
});

interface Work {
  readonly cacheLimitMb?: number;
  readonly chosen?: readonly Pick<TuneRun, 'method' | 'options'>[];
  /** Called at every yield with how many there were. */
  readonly onYield?: (count: number) => void;
}

/** Counts what the frozen network computes. */
function countingRuntime(): Runtime & { readonly ran: () => number } {
  let ran = 0;
  return {
    options: runtime.options,
    ran: () => ran,
    placement: (...args) => runtime.placement(...args),
    async open(model, options) {
      const session = await runtime.open(model, options);
      const prepares = !session.outputs.some(({ name }) => name === 'logits' || name === 'attention.inside');
      return {
        inputs: session.inputs,
        outputs: session.outputs,
        release: () => session.release(),
        run(feeds, fetch) {
          if (prepares) ran += 1;
          return session.run(feeds, fetch);
        },
      };
    },
    close: () => runtime.close(),
  };
}

/** Runs the task here instead of in a process of its own. */
async function work({ cacheLimitMb = 100, chosen = methods, onYield }: Work = {}) {
  const outcomes: RunOutcome[] = [];
  const notes: string[] = [];
  let yields = 0;
  const counting = countingRuntime();
  const payload = {
    dataDir,
    backboneDir: path.join(root, 'backbone'),
    cacheLimitMb,
    classes: ['dark', 'bright'],
    maskClasses: ['stone'],
    cases,
    runs: chosen.map(runOf),
  };
  await tuneHandler.start(structuredClone(payload), {
    taskId: '1',
    signal: new AbortController().signal,
    configuration: {},
    runtime: counting,
    progress: (_done, _total, detail) => {
      const news = TuneNews.parse(structuredClone(detail));
      if (news.kind === 'run-done') outcomes.push(news.outcome);
    },
    yieldNow: () => {
      onYield?.((yields += 1));
      return Promise.resolve();
    },
    log: (_level, text) => notes.push(text),
  });
  // Times and peaks differ between any two runs.
  const told = outcomes.map(({ adapter, epochs, train, validation, test, bestEpoch, temperature }) => ({
    adapter,
    bestEpoch,
    temperature,
    losses: epochs.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]),
    figures: [train, validation, test],
  }));
  return { told, ran: counting.ran(), notes };
}

/**
 * What each run computes anew, whatever is kept: one case as the proof of which provider its nodes run on, and, where the
 * method reads masks, the background alone of each frame of training and validation.
 */
const proofs = (chosen: readonly { readonly method: string }[]): number =>
  chosen.reduce((sum, { method }) => sum + 1 + (method === 'linear' ? 0 : 16), 0);

const cached = (): string[] =>
  readdirSync(caches, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe('runs with caches', { timeout: 120_000 }, () => {
  it('come to the very same adapters cold, warm, damaged, deleted in the middle, and without', async () => {
    const without = await work({ cacheLimitMb: 0 });
    expect(without.told).toHaveLength(methods.length);
    expect(existsSync(caches)).toBe(false);

    const cold = await work();
    expect(cold.told).toEqual(without.told);
    expect(cold.ran).toBeGreaterThan(100);

    const warm = await work();
    expect(warm.told).toEqual(without.told);
    expect(warm.ran).toBeLessThanOrEqual(proofs(methods));

    const kinds: ((file: string, bytes: Buffer) => void)[] = [
      (file) => {
        writeFileSync(file, '');
      },
      (file, bytes) => {
        writeFileSync(file, bytes.subarray(0, -4));
      },
      (file, bytes) => {
        bytes[bytes.length - 2] = (bytes[bytes.length - 2] ?? 0) ^ 0x40;
        writeFileSync(file, bytes);
      },
      (file, bytes) => {
        writeFileSync(file, Buffer.alloc(bytes.length));
      },
      () => undefined,
    ];
    const files = cached();
    for (const [i, file] of files.entries()) kinds[i % kinds.length]?.(file, readFileSync(file));
    const damaged = await work();
    expect(damaged.told).toEqual(without.told);
    expect(damaged.ran).toBeGreaterThan(proofs(methods));
    expect(cached()).toHaveLength(files.length);

    rmSync(path.join(dataDir, 'caches'), { recursive: true });
    const vanishing = await work({
      onYield(count) {
        if (count % 40 === 0) rmSync(path.join(dataDir, 'caches'), { recursive: true, force: true });
      },
    });
    expect(vanishing.told).toEqual(without.told);
    expect([cold, warm, damaged, vanishing].flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('come to the same under a limit that holds a part of it', async () => {
    const chosen = methods.slice(4);
    const without = await work({ chosen, cacheLimitMb: 0 });
    for (let life = 0; life < 2; life++) {
      const tight = await work({ chosen, cacheLimitMb: 0.2 });
      expect(tight.told).toEqual(without.told);
      expect(cached().reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(200_000);
    }
  });

  it('leave for predictions what they then need not compute, with the same bits', async () => {
    for (const chosen of [methods.slice(0, 1), methods.slice(4, 5)]) {
      const { told } = await work({ chosen });
      const predict = async () => {
        const counting = countingRuntime();
        const answers: PredictNews[] = [];
        const items = cases.map(({ frame, mask }) => ({
          frame,
          mask,
          segments: [{ value: 1, code: 'stone' }],
        }));
        const adapter = told[0]?.adapter;
        const networks = createTunedNetworks();
        const place = { dataDir, backboneDir: path.join(root, 'backbone'), adapter };
        const payload = { ...place, items, contrast: false };
        await createPredictHandler(networks).start(structuredClone(payload), {
          taskId: '1',
          signal: new AbortController().signal,
          configuration: {},
          runtime: counting,
          progress: (_done, _total, detail) => answers.push(PredictNews.parse(detail)),
          yieldNow: () => Promise.resolve(),
          log: () => undefined,
        });
        return { answers, ran: counting.ran() };
      };
      const cachedAnswers = await predict();
      expect(cachedAnswers.ran).toBe(0);
      rmSync(caches, { recursive: true });
      const plain = await predict();
      expect(plain.ran).toBe(cases.length);
      expect(plain.answers).toEqual(cachedAnswers.answers);
      expect(plain.answers.every(({ kind }) => kind === 'answer')).toBe(true);
      // Whoever only asks leaves nothing.
      expect(existsSync(caches)).toBe(false);
    }
  });

  it('find nothing of another mask, another view, another network, other session options', async () => {
    const chosen = methods.slice(3, 4);
    await work({ chosen });
    expect((await work({ chosen })).ran).toBeLessThanOrEqual(proofs(chosen));

    const masks = cases.map(({ mask }) => mask);
    const rotated = cases.map((one, i) => ({ ...one, mask: masks[(i + 1) % masks.length] ?? null }));
    const original = cases;
    cases = rotated;
    try {
      expect((await work({ chosen })).ran).toBeGreaterThan(proofs(chosen));
    } finally {
      cases = original;
    }

    const plain = runtime;
    const others = [{ prepacking: true }, ...(physicalCores() > 1 ? [{ threads: 2 }] : [])];
    for (const other of others) {
      runtime = openRuntime({ threads: 1, ...other });
      try {
        expect((await work({ chosen })).ran).toBeGreaterThan(proofs(chosen));
      } finally {
        await runtime.close();
        runtime = plain;
      }
    }

    await writeTinyBackbone(path.join(root, 'backbone'), 2);
    try {
      expect((await work({ chosen })).ran).toBeGreaterThan(proofs(chosen));
    } finally {
      await writeTinyBackbone(path.join(root, 'backbone'));
    }
    expect((await work({ chosen })).ran).toBeLessThanOrEqual(proofs(chosen));
  });
});
