import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src-main/db/database.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { makeTinyInstallation } from '../fixtures/tinyInstallation.ts';
import { startBatchHost } from '../support/batchHost.ts';
import { prepareFaultFolder } from '../support/faultWorkstation.ts';

/** Kills; `npm run test:fault` asks for more. */
const samples = Number(process.env['LAPIDARY_FAULT_SAMPLES'] ?? 3);
const hostScript = path.join(import.meta.dirname, '..', 'fixtures', 'tuningHost.ts');

let root: string;
let program: string;
/** A data folder with a cohort and no run: every sample starts from a copy of it. */
let prepared: string;

interface Outcome {
  readonly adapters: readonly string[];
  readonly epochs: readonly number[];
  readonly trials: readonly unknown[];
  readonly evaluations: readonly unknown[];
  readonly states: readonly string[];
  readonly integrity: unknown;
}

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-kill-'));
  program = await makeTinyInstallation(path.join(root, 'installation'));
  prepared = await prepareFaultFolder(root, program, async (api) => {
    for (const { id, kind } of await api.schemas.list()) {
      if (kind !== 'finding' || (await api.tuning.preview({ schemaId: id })).cases === 0) continue;
      await api.tuning.createCohort({ name: 'kill', schemaId: id });
    }
  });
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

const startHost = (dataDir: string) => startBatchHost(hostScript, [program, dataDir]);

async function runToTheEnd(dataDir: string): Promise<void> {
  const { ended, said } = startHost(dataDir);
  expect(await ended, said()).toBe(0);
}

function outcomeIn(dataDir: string): Outcome {
  const db = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
  try {
    const runs = db.all<{ id: string; state: string; sha256: string; epochs: number }>(
      `SELECT r.id, r.state, a.sha256, (SELECT count(*) FROM run_epochs e WHERE e.run_id = r.id) AS epochs
       FROM tuning_runs r LEFT JOIN adapters a ON a.run_id = r.id ORDER BY r.id`,
    );
    return {
      adapters: runs.map(({ sha256 }) => sha256),
      epochs: runs.map(({ epochs }) => epochs),
      trials: db.all(
        `SELECT t.trial, t.learning_rate, t.weight_decay, t.chosen, t.best_epoch, t.validation_macro_f1, t.validation_loss
         FROM run_trials t ORDER BY t.run_id, t.trial`,
      ),
      evaluations: db.all(
        `SELECT e.part, e.macro_f1, e.auroc, e.ece_calibrated,
                json_extract(e.detail, '$.attention') AS attention
         FROM evaluations e ORDER BY e.run_id, e.part`,
      ),
      states: runs.map(({ state }) => state),
      integrity: db.all('PRAGMA integrity_check'),
    };
  } finally {
    db.close();
  }
}

describe('tuning that is killed', () => {
  it(
    `comes to the same adapters as undisturbed, ${samples} times: the batch process, or all with its host`,
    { timeout: 60_000 * (samples + 2) },
    async () => {
      const undisturbed = path.join(root, 'undisturbed');
      await cp(prepared, undisturbed, { recursive: true });
      const started = performance.now();
      await runToTheEnd(undisturbed);
      const whole = performance.now() - started;
      const expected = outcomeIn(undisturbed);
      expect(expected.states).toEqual(['done', 'done']);
      expect(expected.integrity).toEqual([{ integrity_check: 'ok' }]);
      expect(expected.trials).toHaveLength(6);
      expect(JSON.stringify(expected.evaluations)).toContain('inside');

      const random = createRandom(20261123);
      let interrupted = 0;
      for (let sample = 0; sample < samples; sample++) {
        const dataDir = path.join(root, `sample-${sample}`);
        await cp(prepared, dataDir, { recursive: true });
        const host = startHost(dataDir);
        await host.atWork;
        await delay(random.uniform() * 0.8 * whole);
        if (sample % 2 === 0) {
          host.killBatch();
          expect(await host.ended, host.said()).toBe(0);
          if (host.batches().length > 1) interrupted += 1;
        } else {
          host.child.kill('SIGKILL');
          await host.ended;
          if (outcomeIn(dataDir).states.includes('running')) interrupted += 1;
          await runToTheEnd(dataDir);
        }
        expect(outcomeIn(dataDir)).toEqual(expected);
        await rm(dataDir, { recursive: true, force: true });
      }
      // The kills must have hit the work, or this proved nothing.
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
