import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect } from 'vitest';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../src-main/workstation.ts';
import type { MethodChoice } from '../../src-shared/contract/tuning.contract.ts';
import { AdapterId, type JobId } from '../../src-shared/domain/ids.ts';
import { makeTinyInstallation, writeSyntheticSet } from '../fixtures/tinyInstallation.ts';

export type Api = ReturnType<typeof clientOf>;

/** A workstation over a tiny network with a cohort: patients of two sites, two frames each, with masks and labels. */
export interface TunedWorkstation {
  readonly workstation: Workstation;
  readonly api: Api;
  /** The same as a page is answered. */
  readonly asPage: Api;
  /** Holds `data` and whatever a test puts beside it. */
  readonly root: string;
  /** Waits for a job's end; its error is the test's. */
  finished(jobId: JobId): Promise<void>;
  /** Tunes a method in a moment, on site A; answers its adapter, which is not active. */
  tune(choice: Pick<MethodChoice, 'method'>): Promise<AdapterId>;
  close(): Promise<void>;
}

function clientOf({ router, caller }: Workstation, door: 'page' | 'command-line' = 'command-line') {
  return createRouterClient(router, { context: { caller: caller(door) } });
}

export async function openTunedWorkstation(): Promise<TunedWorkstation> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-tuned-'));
  const program = await makeTinyInstallation(path.join(root, 'place'));
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(program);
  const workstation = await createWorkstation({
    dataDir: path.join(root, 'data'),
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
  const api = clientOf(workstation);
  const finished = async (jobId: JobId): Promise<void> => {
    for await (const job of await api.jobs.watch()) {
      if (job.id !== jobId || job.finishedAt === null) continue;
      expect(job.error).toBeNull();
      return;
    }
  };

  const manifest = await writeSyntheticSet(path.join(root, 'set'), 12, 8);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  const { jobId } = await api.imports.startPaths({
    paths: [],
    manifest,
    options: { masks: { kind: 'values', values } },
  });
  await finished(jobId);
  for (const { id, kind } of await api.schemas.list()) {
    if (kind !== 'finding' || (await api.tuning.preview({ schemaId: id })).cases === 0) continue;
    await api.tuning.createCohort({ name: 'colours', schemaId: id });
  }

  return {
    workstation,
    api,
    asPage: clientOf(workstation, 'page'),
    root,
    finished,
    async tune(choice) {
      const [cohort] = await api.tuning.cohorts();
      if (cohort === undefined) throw new Error('there is no cohort');
      const started = await api.tuning.start({
        cohortId: cohort.id,
        split: { kind: 'site', trainSites: ['A'], testSites: ['B'] },
        methods: [{ ...choice, hyperparameters: { epochs: 6, learningRate: 0.01 } }],
        seeds: [1],
      });
      await finished(started.jobId);
      const runs = await api.tuning.runs({});
      return AdapterId.parse(runs.find(({ id }) => id === started.runIds[0])?.adapter?.id);
    },
    async close() {
      await workstation.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
