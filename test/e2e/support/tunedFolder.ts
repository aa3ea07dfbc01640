import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { demoCohort } from '../../../src-main/demo/demoCohort.ts';
import { exportDemo } from '../../../src-main/demo/demoManifest.ts';
import { findPlaces } from '../../../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../../../src-main/workstation.ts';
import { AdapterId, type JobId } from '../../../src-shared/domain/ids.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * A data folder as a site has it after its first weeks: cases of the demo cohort at two sites, and an active adapter that
 * was tuned on the first site's. The method is one that is tuned in a moment and reads the mask.
 * @returns the folder, which the caller removes
 */
export async function makeTunedFolder(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lapidary-tuned-'));
  const set = await mkdtemp(path.join(tmpdir(), 'lapidary-cases-'));
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(root);
  const workstation = await createWorkstation({
    ...{ dataDir, modelsDir, migrationsDir, host: 'cli' },
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
  const api = createRouterClient(workstation.router, {
    context: { caller: workstation.caller('command-line') },
  });
  const finished = async (jobId: JobId): Promise<void> => {
    for await (const job of await api.jobs.watch()) {
      if (job.id !== jobId || job.finishedAt === null) continue;
      if (job.error !== null) throw new Error(`${job.error.code}: ${job.error.message}`);
      return;
    }
  };
  try {
    await exportDemo(demoCohort({ patientsPerType: { A: 3, B: 1 }, framesPerPatient: 2 }), set);
    const values = [
      { value: 0, code: 'background' },
      { value: 128, code: 'background' },
      { value: 255, code: 'stone' },
    ];
    const imported = await api.imports.startPaths({
      paths: [],
      manifest: path.join(set, 'manifest.csv'),
      options: { masks: { kind: 'values', values }, schema: 'Stone composition' },
    });
    await finished(imported.jobId);
    const schema = (await api.schemas.list()).find(({ name }) => name === 'Stone composition');
    if (schema === undefined) throw new Error('the shipped label schema is missing');
    await api.tuning.createCohort({ name: 'stones', schemaId: schema.id });
    const [cohort] = await api.tuning.cohorts();
    if (cohort === undefined) throw new Error('there is no cohort');
    const started = await api.tuning.start({
      cohortId: cohort.id,
      split: { kind: 'site', trainSites: ['A'], testSites: ['B'] },
      methods: [{ method: 'region-pool', hyperparameters: { epochs: 20, learningRate: 0.01 } }],
      seeds: [1],
    });
    await finished(started.jobId);
    const run = (await api.tuning.runs({})).find(({ id }) => id === started.runIds[0]);
    await api.tuning.activate({ adapterId: AdapterId.parse(run?.adapter?.id) });
    return dataDir;
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    await workstation.close();
    await rm(set, { recursive: true, force: true });
  }
}
