/**
 * Frames of findings answered a second by a prediction job with the active adapter, frames read and rows written
 * included: once without what the mask does (predict.plain), once with the answers without a mask and to the background
 * (predict.contrast). The data folder is one with an active adapter, such as the demo's; ITS PREDICTIONS ARE REMOVED:
 * give a copy.
 *
 * Options: --data-dir DIR, --rounds N (default 1).
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { openDatabase } from '../src-main/db/database.ts';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../src-main/workstation.ts';

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({
    args: [...argv],
    options: { 'data-dir': { type: 'string' }, rounds: { type: 'string', default: '1' } },
  });
  const dataDir = values['data-dir'];
  if (dataDir === undefined)
    throw new Error('--data-dir names a copy of a data folder with an active adapter');
  for (let round = 0; round < Number(values.rounds); round++) {
    yield { bench: 'predict.plain', ...(await measure(dataDir, false)) };
    yield { bench: 'predict.contrast', ...(await measure(dataDir, true)) };
  }
}

async function measure(dataDir: string, contrast: boolean): Promise<object> {
  const before = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
  before.run('DELETE FROM predictions');
  before.close();
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(import.meta.dirname);
  const workstation = await createWorkstation({
    dataDir,
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const caller = workstation.caller('command-line');
    const api = createRouterClient(workstation.router, { context: { caller } });
    const started = performance.now();
    const { jobId } = await api.predictions.start({ studyIds: null, contrast });
    const { predicted, skipped } = await api.predictions.report({ jobId });
    const seconds = (performance.now() - started) / 1000;
    return { framesPerSecond: predicted / seconds, frames: predicted, skipped: skipped.length, seconds };
  } finally {
    await workstation.close();
  }
}
