import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../src-main/workstation.ts';
import type { CohortId } from '../../src-shared/domain/ids.ts';
import { makeTinyInstallation, writeSyntheticSet } from '../fixtures/tinyInstallation.ts';

let root: string;
let dataDir: string;
let workstation: Workstation;
let api: RouterClient<Workstation['router']>;
let cohortId: CohortId;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-estimate-'));
  const program = await makeTinyInstallation(path.join(root, 'installation'));
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(program);
  dataDir = path.join(root, 'data');
  workstation = await createWorkstation({
    dataDir,
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
  api = createRouterClient(workstation.router, { context: { caller: workstation.caller('command-line') } });
  const manifest = await writeSyntheticSet(path.join(root, 'set'), 16, 10);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  await api.imports.startPaths({ paths: [], manifest, options: { masks: { kind: 'values', values } } });
  await jobsDone();
  for (const { id, kind } of await api.schemas.list()) {
    if (kind !== 'finding' || (await api.tuning.preview({ schemaId: id })).cases === 0) continue;
    cohortId = (await api.tuning.createCohort({ name: 'all', schemaId: id })).id;
  }
});
afterAll(async () => {
  await workstation.close();
  await rm(root, { recursive: true, force: true });
});

async function jobsDone(): Promise<void> {
  for (;;) {
    const jobs = await api.jobs.list();
    if (jobs.every(({ finishedAt }) => finishedAt !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const prepared = () =>
  readdirSync(path.join(dataDir, 'caches', 'prepared'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);

const short = { epochs: 1, patience: 1 };
const split = { kind: 'site' as const, trainSites: ['A'], testSites: ['B'] };

describe('the disk that runs will fill', () => {
  it.each([
    [
      'the features of a full and of a restricted view',
      [{ method: 'linear' }, { method: 'restricted-linear' }],
      [1],
    ],
    [
      'one-way keys and values, over two seeds that share them',
      [{ method: 'segprompt', options: { view: 'full', head: 'cls', interaction: 'one-way', grid: 2 } }],
      [1, 2],
    ],
    [
      'views of the training cases, some under another mask',
      [{ method: 'region-pool', hyperparameters: { views: 3, maskNoise: 0.5, epochs: 2 } }],
      [1, 2],
    ],
  ])('is told to within a tenth: %s', { timeout: 60_000 }, async (_what, chosen, seeds) => {
    const methods = chosen.map((one) => ({
      ...one,
      hyperparameters: { ...short, ...('hyperparameters' in one ? one.hyperparameters : {}) },
    }));
    const estimate = await api.tuning.estimate({ cohortId, split, methods, seeds });
    expect(estimate.frames).toBe(32);
    expect(estimate.methods.map(({ method }) => method)).toEqual(methods.map(({ method }) => method));
    expect(estimate.freeBytes).toBeGreaterThan(0);
    expect((await api.tuning.runs({})).some(({ state }) => state === 'running')).toBe(false);

    await api.system.clearCaches();
    await api.tuning.start({ cohortId, split, methods, seeds });
    await jobsDone();
    expect(estimate.cacheBytes).toBeGreaterThan(0.9 * prepared());
    expect(estimate.cacheBytes).toBeLessThan(1.1 * prepared());
  });

  it('counts what methods share once, and nothing where nothing is kept', async () => {
    const ask = (...methods: { method: string; options?: Record<string, string | number> }[]) =>
      api.tuning.estimate({ cohortId, split, methods, seeds: [1] });
    // What the prompt is made of changes nothing about the frozen blocks before it.
    const [region, mask] = ['region', 'mask'].map((promptInput) => ({
      method: 'segprompt',
      options: { promptInput, view: 'full', head: 'cls', depth: 1 },
    }));
    if (region === undefined || mask === undefined) throw new Error('two choices');
    const [one, two, none] = [await ask(region), await ask(region, mask), await ask({ method: 'full' })];
    expect(two.cacheBytes).toBe(one.cacheBytes);
    expect(none.methods[0]).toMatchObject({ bytes: 0 });
    // The frames at the network's size are kept for every method.
    expect(none.cacheBytes).toBeGreaterThan(32 * 3 * 32 * 32);
    expect(one.cacheBytes).toBeGreaterThan(none.cacheBytes);
  });

  it('of every method can be told', async () => {
    const { methods } = await api.tuning.methods();
    const all = await api.tuning.estimate({
      cohortId,
      split,
      methods: methods.map(({ id }) => ({ method: id })),
      seeds: [1],
    });
    expect(all.methods).toHaveLength(methods.length);
  });

  it('follows the limit of the settings, and is none where none is allowed', async () => {
    const methods = [{ method: 'linear', hyperparameters: short }];
    await api.system.changeSettings({ cacheLimitMb: 0 });
    expect(await api.tuning.estimate({ cohortId, split, methods, seeds: [3] })).toMatchObject({
      cacheLimitBytes: 0,
    });
    await api.system.clearCaches();
    await api.tuning.start({ cohortId, split, methods, seeds: [3] });
    await jobsDone();
    expect(readdirSync(path.join(dataDir, 'caches'))).not.toContain('prepared');
  });
});
