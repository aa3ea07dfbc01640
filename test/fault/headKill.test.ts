import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
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
const hostScript = path.join(import.meta.dirname, '..', 'fixtures', 'headHost.ts');

let root: string;
let program: string;
/** A data folder with masks and no head: every sample starts from a copy of it. */
let prepared: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-head-kill-'));
  program = await makeTinyInstallation(path.join(root, 'installation'));
  prepared = await prepareFaultFolder(root, program);
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** What training has left, without what is different each time: ids, instants and seconds. */
async function leftIn(dataDir: string) {
  const db = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
  try {
    const heads = db.all<{
      state: string;
      sha256: string | null;
      dice: number | null;
      epochs: number | null;
    }>(
      `SELECT state, sha256, json_extract(figures, '$.test.dice') AS dice, json_extract(figures, '$.epochs') AS epochs
       FROM segmentation_heads`,
    );
    const files = await readdir(path.join(dataDir, 'adapters'), { recursive: true, withFileTypes: true });
    return {
      heads,
      jobs: db.all(`SELECT state FROM jobs WHERE kind = 'segmentation-head'`),
      trained: db.get(`SELECT count(*) AS n FROM events WHERE kind = 'head.trained'`),
      files: files.filter((file) => file.isFile()).length,
      temporary: await readdir(path.join(dataDir, 'temporary')),
      integrity: db.all('PRAGMA integrity_check'),
    };
  } finally {
    db.close();
  }
}

describe('the training of a segmentation head that is killed', () => {
  it(
    `comes to the same head as undisturbed, ${samples} times: the batch process, or its host`,
    { timeout: 60_000 * (samples + 2) },
    async () => {
      const undisturbed = path.join(root, 'undisturbed');
      await cp(prepared, undisturbed, { recursive: true });
      const first = startBatchHost(hostScript, [program, undisturbed]);
      await first.atWork;
      const started = performance.now();
      expect(await first.ended, first.said()).toBe(0);
      const whole = performance.now() - started;
      const expected = await leftIn(undisturbed);
      expect(expected).toMatchObject({
        heads: [{ state: 'done', epochs: 16 }],
        jobs: [{ state: 'done' }],
        ...{ trained: { n: 1 }, files: 1, temporary: [] },
        integrity: [{ integrity_check: 'ok' }],
      });

      const random = createRandom(20261128);
      let interrupted = 0;
      for (let sample = 0; sample < samples; sample++) {
        const dataDir = path.join(root, `sample-${sample}`);
        await cp(prepared, dataDir, { recursive: true });
        const host = startBatchHost(hostScript, [program, dataDir]);
        await host.atWork;
        await delay(random.uniform() * 0.8 * whole);
        if (sample % 2 === 0) {
          host.killBatch();
          expect(await host.ended, host.said()).toBe(0);
          if (host.batches().length > 1) interrupted += 1;
        } else {
          host.child.kill('SIGKILL');
          await host.ended;
          const torn = await leftIn(dataDir);
          if (torn.heads.some(({ state }) => state !== 'done')) interrupted += 1;
          // A head without its file, or one that is done without a hash, would be a lie.
          for (const { state, sha256 } of torn.heads) expect(state === 'done').toBe(sha256 !== null);
          const again = startBatchHost(hostScript, [program, dataDir]);
          expect(await again.ended, again.said()).toBe(0);
        }
        expect(await leftIn(dataDir)).toEqual(expected);
        await rm(dataDir, { recursive: true, force: true });
      }
      // The kills must have hit the work, or this proved nothing.
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
