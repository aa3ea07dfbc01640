/**
 * What one-way prompts on a coarse grid save, and what they cost: the time of an epoch against full interaction on the
 * same network (steps of eight cases, the frozen stream from the cache), and the accuracy of both on the demo cohort,
 * trained at site A and tested at site B with the shipped network. Takes minutes, most of them for the accuracy.
 *
 * Options: --network NAME (default vit-b16), --runs N (default 9), --seeds 1,2,3, --no-accuracy.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../src-main/workstation.ts';
import type { EngineRowRequest } from './support/engineRow.ts';
import { networkNamed, writeRandomBackbone } from './support/randomBackbone.ts';

/** Cases a step, as the method is tuned with. */
const batch = 8;

const full = { view: 'full', head: 'cls', promptInput: 'region', interaction: 'full' } as const;
const oneWay = { ...full, interaction: 'one-way', grid: 4 } as const;

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      network: { type: 'string', default: 'vit-b16' },
      runs: { type: 'string', default: '9' },
      seeds: { type: 'string', default: '1,2,3' },
      accuracy: { type: 'boolean', default: true },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  try {
    yield await epochs(folder, values.network, Number(values.runs));
    if (values.accuracy) yield* accuracies(folder, values.seeds.split(',').map(Number));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function epochs(folder: string, network: string, runs: number): Promise<object> {
  const backbone = path.join(folder, network);
  const dataDir = path.join(folder, 'data');
  mkdirSync(path.join(dataDir, 'temporary'), { recursive: true });
  writeRandomBackbone(backbone, networkNamed(network));
  const request = { backbone, dataDir, method: 'segprompt', what: 'step', batch, covers: 0.2 } as const;
  const rest = { runs, memorySteps: 1, cached: false, ceiling: false, prepacking: false };
  const program = path.join(import.meta.dirname, 'support', 'engineRow.ts');
  const p50Of = async (options: EngineRowRequest['options']): Promise<number> => {
    const row: EngineRowRequest = { ...request, ...rest, options };
    const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(row)]);
    return (JSON.parse(stdout) as { p50: number }).p50 / batch;
  };
  const fullMs = await p50Of(full);
  const oneWayMs = await p50Of(oneWay);
  const unit = 'ms a case and epoch';
  return { bench: 'oneWay.epoch', network, fullMs, oneWayMs, unit, n: runs, speedUp: fullMs / oneWayMs };
}

async function* accuracies(folder: string, seeds: readonly number[]): AsyncIterable<object> {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(path.resolve(import.meta.dirname, '..'));
  const workstation = await createWorkstation({
    dataDir: path.join(folder, 'demo'),
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
  try {
    const caller = workstation.caller('command-line');
    const api = createRouterClient(workstation.router, { context: { caller } });
    const finished = async (jobId: string): Promise<void> => {
      for await (const job of await api.jobs.watch()) {
        if (job.id !== jobId || job.finishedAt === null) continue;
        if (job.error !== null) throw new Error(`${job.error.code}: ${job.error.message}`);
        return;
      }
    };
    await finished((await api.demo.load()).jobId);
    for (const { id, kind } of await api.schemas.list()) {
      if (kind !== 'finding' || (await api.tuning.preview({ schemaId: id })).cases === 0) continue;
      await api.tuning.createCohort({ name: 'demo', schemaId: id });
    }
    const [cohort] = await api.tuning.cohorts();
    if (cohort === undefined) throw new Error('there is no demo cohort');
    const means: number[] = [];
    for (const options of [full, oneWay]) {
      const { jobId, runIds } = await api.tuning.start({
        cohortId: cohort.id,
        split: { kind: 'site', trainSites: ['Demo A'], testSites: ['Demo B'] },
        methods: [{ method: 'segprompt', options }],
        seeds: [...seeds],
      });
      await finished(jobId);
      const runs = (await api.tuning.runs({})).filter(({ id }) => runIds.includes(id));
      const results = runs.flatMap(({ result }) => result ?? []);
      const mean = results.reduce((sum, { test }) => sum + test.macroF1, 0) / results.length;
      means.push(mean);
      yield {
        bench: 'oneWay.accuracy',
        network: results[0]?.backbone,
        options,
        macroF1: results.map(({ test }) => test.macroF1),
        mean,
        secondsPerEpoch: results.map(({ secondsPerEpoch }) => secondsPerEpoch),
        n: results[0]?.test.n,
      };
    }
    yield { bench: 'oneWay.difference', macroF1: (means[1] ?? NaN) - (means[0] ?? NaN), unit: 'share' };
  } finally {
    await workstation.close();
  }
}
