import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src-main/db/database.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { encodeSafetensors } from '../../src-main/networks/safetensors.ts';
import { vitTensors, type VitConfig } from '../../src-main/networks/vit.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { shapedTensors } from '../fixtures/tinyBackbone.ts';
import { makeTinyInstallation } from '../fixtures/tinyInstallation.ts';

/** Kills; `npm run test:fault` asks for more. */
const samples = Number(process.env['LAPIDARY_FAULT_SAMPLES'] ?? 3);
const hostScript = path.join(import.meta.dirname, '..', 'fixtures', 'backboneHost.ts');

/** Large enough that a kill falls into the reading, the writing, the test or the renaming. */
const config: VitConfig = {
  ...{ imageSize: 64, patchSize: 8, width: 256, depth: 8, heads: 4, mlpRatio: 4, epsilon: 1e-6 },
};

let root: string;
let program: string;
let weights: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-backbone-kill-'));
  program = await makeTinyInstallation(path.join(root, 'installation'));
  weights = path.join(root, 'network.safetensors');
  const random = createRandom(3);
  const shapes = vitTensors(config);
  const tensors = shapedTensors(config, (name) => {
    const count = (shapes.get(name) ?? []).reduce((product, extent) => product * extent, 1);
    const isGain = name.includes('norm') && name.endsWith('.weight');
    return Float32Array.from({ length: count }, () => (isGain ? 1 : 0) + 0.05 * random.normal());
  });
  await writeFile(weights, encodeSafetensors(tensors));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

function startHost(dataDir: string) {
  // In a group of its own, so that its compute process goes with it.
  const child = spawn(process.execPath, [hostScript, program, dataDir, weights], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const atWork = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('at work')) resolve();
    });
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const killAll = (): void => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It was quicker.
    }
  };
  return { atWork, ended, killAll, said: () => said };
}

interface Left {
  readonly rows: readonly string[];
  readonly jobs: readonly string[];
  readonly folders: readonly string[];
  readonly temporary: readonly string[];
}

async function leftIn(dataDir: string): Promise<Left> {
  const db = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
  try {
    return {
      rows: db.all<{ sha256: string }>('SELECT sha256 FROM backbones').map(({ sha256 }) => sha256),
      jobs: db.all<{ state: string }>('SELECT state FROM jobs').map(({ state }) => state),
      folders: await readdir(path.join(dataDir, 'models')),
      temporary: await readdir(path.join(dataDir, 'temporary')),
    };
  } finally {
    db.close();
  }
}

describe('an import of a backbone that is killed with its host', () => {
  it(
    `never leaves a row without its files, and is done at the next start, ${samples} times`,
    { timeout: 60_000 * (samples + 2) },
    async () => {
      const undisturbed = path.join(root, 'undisturbed');
      const first = startHost(undisturbed);
      await first.atWork;
      const atWork = performance.now();
      expect(await first.ended, first.said()).toBe(0);
      const whole = performance.now() - atWork;
      const expected = await leftIn(undisturbed);
      expect(expected).toMatchObject({ jobs: ['done'], temporary: [] });
      expect(expected.folders).toEqual(expected.rows);

      const random = createRandom(20261127);
      let interrupted = 0;
      for (let sample = 0; sample < samples; sample++) {
        const dataDir = path.join(root, `sample-${sample}`);
        const host = startHost(dataDir);
        await host.atWork;
        await delay(random.uniform() * whole);
        host.killAll();
        await host.ended;
        const torn = await leftIn(dataDir);
        if (!torn.jobs.includes('done')) interrupted += 1;
        for (const row of torn.rows) {
          expect((await openBackbone(path.join(dataDir, 'models', row))).networkHash).toBe(row);
        }
        const again = startHost(dataDir);
        expect(await again.ended, again.said()).toBe(0);
        expect(await leftIn(dataDir)).toEqual(expected);
        await rm(dataDir, { recursive: true, force: true });
      }
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
