import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../../src-main/workstation.ts';
import { writeSyntheticSet } from '../fixtures/tinyInstallation.ts';

/**
 * The workstation of an installation on a data folder, as a host of fault tests opens it: says the process that it
 * computes with on standard output, as "batch <pid>".
 */
export async function openFaultWorkstation(program: string, dataDir: string) {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(program);
  const workstation = await createWorkstation({
    dataDir,
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: (name) => {
      const port = forkedNodePort(computeEntry);
      if (name === 'batch') process.stdout.write(`batch ${port.pid}\n`);
      return port;
    },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const api = createRouterClient(workstation.router, {
    context: { caller: workstation.caller('command-line') },
  });
  return { workstation, api };
}
export type FaultApi = Awaited<ReturnType<typeof openFaultWorkstation>>['api'];

/** A data folder with frames of twelve patients, masks and labels; every kill starts from a copy of it. */
export async function prepareFaultFolder(
  root: string,
  program: string,
  more: (api: FaultApi) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const prepared = path.join(root, 'prepared');
  const { workstation, api } = await openFaultWorkstation(program, prepared);
  const manifest = await writeSyntheticSet(path.join(root, 'set'), 16, 12);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  await api.imports.startPaths({ paths: [], manifest, options: { masks: { kind: 'values', values } } });
  for await (const job of await api.jobs.watch()) if (job.finishedAt !== null) break;
  await more(api);
  await workstation.close();
  return prepared;
}
