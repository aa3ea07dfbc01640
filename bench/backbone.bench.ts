/**
 * How long a checkpoint takes to become a backbone, its first inferences included, and the most memory that the process
 * takes that reads it (Linux tells it; null elsewhere). Random weights: what they are costs nothing.
 *
 * Options: --network vit-ti16|vit-s16|vit-b16|vit-l16 (default vit-b16), --times N (default 3).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { findPlaces } from '../src-main/hosts/cli/places.ts';
import { createWorkstation, forkedNodePort } from '../src-main/workstation.ts';
import { networkNamed, writeRandomBackbone } from './support/randomBackbone.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      network: { type: 'string', default: 'vit-b16' },
      times: { type: 'string', default: '3' },
    },
  });
  const config = networkNamed(values.network);
  const root = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  try {
    writeRandomBackbone(path.join(root, 'weights'), config);
    const seconds: number[] = [];
    let peak: number | null = null;
    for (let time = 0; time < Number(values.times); time++) {
      const took = await importOnce(
        path.join(root, `data-${time}`),
        path.join(root, 'weights', 'weights.safetensors'),
        config.heads,
      );
      seconds.push(took.seconds);
      peak = took.peakRssMb === null ? peak : Math.max(peak ?? 0, took.peakRssMb);
      rmSync(path.join(root, `data-${time}`), { recursive: true, force: true });
    }
    seconds.sort((a, b) => a - b);
    yield {
      network: values.network,
      p50: Number((seconds[Math.floor(seconds.length / 2)] ?? NaN).toFixed(2)),
      slowest: Number((seconds.at(-1) ?? NaN).toFixed(2)),
      unit: 's',
      n: seconds.length,
      peakRssMb: peak,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function importOnce(dataDir: string, weights: string, heads: number) {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(path.resolve('src-main', 'hosts', 'cli'));
  let reader: number | undefined;
  const workstation = await createWorkstation({
    ...{ dataDir, modelsDir, migrationsDir },
    host: 'cli',
    spawnCompute: (name) => {
      const port = forkedNodePort(computeEntry);
      if (name === 'probe') reader = port.pid;
      return port;
    },
    log: () => undefined,
  });
  try {
    const api = createRouterClient(workstation.router, {
      context: { caller: workstation.caller('command-line') },
    });
    const started = performance.now();
    const { jobId } = await api.backbones.importPaths({
      paths: [weights],
      stated: {
        ...{ heads, licence: 'none', pretraining: 'unknown' },
        mean: [0.5, 0.5, 0.5],
        std: [0.5, 0.5, 0.5],
      },
    });
    await api.backbones.imported({ jobId });
    return { seconds: (performance.now() - started) / 1000, peakRssMb: peakOf(reader) };
  } finally {
    await workstation.close();
  }
}

/** In 10⁶ bytes. */
function peakOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return kilobytes === undefined ? null : Math.round((Number(kilobytes) * 1024) / 1e6);
  } catch {
    return null;
  }
}
