import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../src-main/workstation.ts';
import {
  ExperimentDefinition,
  type ExperimentResults,
} from '../../src-shared/contract/experiments.contract.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import { makeTinyInstallation, writeSyntheticSet } from '../fixtures/tinyInstallation.ts';
import { writeTinyBackbone } from '../fixtures/tinyBackbone.ts';

/** The one task whose cases are imported: here two groups of invented patients stand in for its operations. */
const sites = { A: '"EndoVis 2015, operation 1"', B: '"EndoVis 2015, operation 3"' };
const values = [
  { value: 0, code: 'background' },
  { value: 255, code: 'stone' },
];

const definition = ExperimentDefinition.parse({
  name: 'small',
  leastSteps: 10,
  stages: [
    {
      name: 'all',
      tasks: ['instruments'],
      casesPerClass: [1, 2],
      draws: 2,
      search: 'none',
      masks: ['true', 'eroded', 'wrong', 'none'],
      methods: [
        { method: 'linear', hyperparameters: { epochs: 5 } },
        {
          method: 'segprompt',
          options: { view: ['full', 'restricted'], head: 'cls' },
          hyperparameters: { epochs: 2 },
        },
      ],
    },
  ],
});

let root: string;
let program: string;
let workstation: Workstation;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-experiment-'));
  program = await makeTinyInstallation(path.join(root, 'place'));
  workstation = await open();
  const manifest = await writeSyntheticSet(path.join(root, 'set'), 24, 12);
  const text = await readFile(manifest, 'utf8');
  await writeFile(manifest, text.replaceAll(/,A$/gm, `,${sites.A}`).replaceAll(/,B$/gm, `,${sites.B}`));
  const { jobId } = await api().imports.startPaths({
    paths: [],
    manifest,
    options: { masks: { kind: 'values', values } },
  });
  await finished(jobId);
});
afterAll(async () => {
  await workstation.close();
  await rm(root, { recursive: true, force: true });
});

function open(): Promise<Workstation> {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(program);
  return createWorkstation({
    dataDir: path.join(root, 'data'),
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
}

const api = () =>
  createRouterClient(workstation.router, { context: { caller: workstation.caller('command-line') } });

async function finished(jobId: JobId): Promise<void> {
  for await (const job of await api().jobs.watch()) {
    if (job.id !== jobId || job.finishedAt === null) continue;
    expect(job.error).toBeNull();
    return;
  }
}

async function run(one: ExperimentDefinition = definition): Promise<ExperimentResults> {
  const { experimentId, jobId } = await api().experiments.start(one);
  await finished(jobId);
  return api().experiments.results({ experimentId });
}

/** Everything of a row that is not a clock. */
const figures = ({ results }: ExperimentResults) =>
  results.map(({ method, options, fold, seed, casesPerClass, masks, test, train, gap, temperature }) => ({
    ...{ method, options, fold, seed, casesPerClass, masks, test, train, gap, temperature },
  }));

describe('an experiment', () => {
  let first: ExperimentResults;

  it('trains every configuration on every draw of every fold, and judges it with every mask that it reads', async () => {
    first = await run();
    expect(first.missing).toEqual([]);
    // linear is judged once; segprompt on the full view can answer to no mask, on the restricted one it cannot.
    const rows = (method: string, view?: string) =>
      first.results.filter((row) => row.method === method && row.options['view'] === view);
    const cells = 2 * 2 * 2;
    expect(rows('linear')).toHaveLength(cells);
    expect(rows('segprompt', 'full')).toHaveLength(4 * cells);
    expect(rows('segprompt', 'restricted')).toHaveLength(3 * cells);
    for (const { train, test, validation, casesPerClass = 0, changed, masks } of first.results) {
      expect(train.n).toBe(2 * casesPerClass);
      expect(test).toMatchObject({ n: 24, patients: 12, split: 'operation' });
      expect(validation).toBe('patient');
      expect(changed === undefined).toBe(masks === 'true');
    }
  });

  it('makes nothing again that is there', async () => {
    const { jobId } = await api().experiments.start(definition);
    await finished(jobId);
    const job = await api().jobs.get({ jobId });
    expect(job.done).toBe(0);
    expect(figures(await run())).toEqual(figures(first));
  });

  it('makes of a larger grid what is missing, and gives the figures of the smaller one unchanged', async () => {
    const [stage] = definition.stages;
    const larger = { ...definition, stages: [{ ...stage, draws: 3 }] };
    const found = await run(ExperimentDefinition.parse(larger));
    const former = figures(found).filter(({ seed }) => seed < 3);
    expect(former).toHaveLength(first.results.length);
    expect(new Set(former.map((row) => JSON.stringify(row)))).toEqual(
      new Set(figures(first).map((row) => JSON.stringify(row))),
    );
  });

  it('goes on where it was when it is closed in the middle', async () => {
    const [stage] = definition.stages;
    const other = ExperimentDefinition.parse({ ...definition, leastSteps: 12, stages: [stage] });
    const begun = await api().experiments.start(other);
    for await (const job of await api().jobs.watch()) {
      if (job.id === begun.jobId && job.done >= 3) break;
    }
    await workstation.close();
    workstation = await open();
    await finished(begun.jobId);
    const interrupted = await api().experiments.results({ experimentId: begun.experimentId });
    expect(interrupted.results).toHaveLength(first.results.length);
    expect(interrupted.figures.every(({ draws }) => draws === 4)).toBe(true);
  });

  it('says what it leaves out, and why: too few cases, a task without any', async () => {
    const [stage] = definition.stages;
    const { missing, results } = await run(
      ExperimentDefinition.parse({
        ...definition,
        stages: [{ ...stage, casesPerClass: [1, 50], masks: ['true'] }],
      }),
    );
    expect(results).toHaveLength(3 * 2 * 2);
    expect(missing.map(({ what }) => what)).toEqual(['instruments, 50 cases per class']);
    expect(missing[0]?.reason).toMatch(/50/);
  });

  it('judges with masks that a head finds, which has learned from the draw’s own patients alone', async () => {
    const [stage] = definition.stages;
    const one = { casesPerClass: [2], draws: 2, masks: ['true', 'predicted'] };
    const found = await run(ExperimentDefinition.parse({ ...definition, stages: [{ ...stage, ...one }] }));
    expect(found.missing).toEqual([]);
    const rows = found.results.filter(({ masks }) => masks === 'predicted');
    // Both draws of both folds of both views of the method that reads masks; the one that reads none is not asked.
    expect(rows.map(({ method }) => method)).toEqual(new Array(8).fill('segprompt'));
    for (const { test, changed } of rows) {
      expect(test).toMatchObject({ n: 24, patients: 12 });
      expect(changed).toBeLessThan(1);
    }
    const drawn = (masks: string) =>
      found.results.filter((row) => row.masks === masks).map(({ test }) => test.confusion);
    expect(drawn('predicted')).not.toEqual(drawn('true'));
  }, 120_000);

  it('never puts figures of another network, or of other labels, beside one another', async () => {
    await workstation.close();
    await writeTinyBackbone(path.join(root, 'place', 'models', 'tiny'), 7);
    workstation = await open();
    const { experimentId } = await api().experiments.start(definition);
    // Asked at once: what the former network came to is no result of this one.
    const { results } = await api().experiments.results({ experimentId });
    expect(results).toEqual([]);
  });

  it('writes tables that hold every run, and charts that name what they show', async () => {
    const { experimentId, jobId } = await api().experiments.start(definition);
    await finished(jobId);
    const files = new Map(
      (await api().experiments.files({ experimentId })).map(({ name, text }) => [name, text]),
    );
    const { results } = await api().experiments.results({ experimentId });
    expect(files.get('runs.csv')?.trim().split('\n')).toHaveLength(1 + results.length);
    const chart = files.get('cases-instruments.svg') ?? '';
    expect(chart).toMatch(/^<svg /);
    expect(chart).toMatch(/>segprompt view=\w+ head=cls epochs=2</);
    expect(chart).toContain('>linear epochs=5<');
    expect(chart).not.toMatch(/NaN|undefined/);
  });
});
