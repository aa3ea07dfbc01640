import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../src-shared/domain/random.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { contentsOf, gather } from '../support/workbench.ts';

const samples = Number(process.env['LAPIDARY_FAULT_SAMPLES'] ?? 3);
const seed = Number(process.env['LAPIDARY_FAULT_SEED'] ?? 1);
const files = 60;

let scratch = '';
let manifest = '';
let undisturbed: Record<string, unknown[]> = {};
let milliseconds = 0;

/** Runs a host until it ends by itself, or is killed `after` milliseconds from its first word. */
async function runHost(
  root: string,
  after?: number,
): Promise<{ readonly reported: number; readonly begun: number }> {
  const host = spawn(process.execPath, [path.join(import.meta.dirname, 'importHost.ts'), root, manifest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let begun = 0;
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (begun > 0) return;
    begun = performance.now();
    if (after !== undefined) setTimeout(() => host.kill('SIGKILL'), after);
  });
  await new Promise<void>((resolve) =>
    host.on('close', () => {
      resolve();
    }),
  );
  // A last line that was cut short was not said.
  const numbers = said.split('\n').slice(0, -1).map(Number).filter(Number.isInteger);
  return { reported: Math.max(0, ...numbers), begun };
}

/** What must hold whenever the database is opened, whatever happened before. */
async function expectSound(bench: Workbench): Promise<void> {
  expect(bench.db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(bench.db.all('PRAGMA foreign_key_check')).toEqual([]);
  for (const { sha256 } of bench.db.all<{ sha256: never }>('SELECT sha256 FROM frames')) {
    expect((await bench.files.frames.get(sha256)).length).toBeGreaterThan(0);
  }
  const received = bench.db.all<{ sha256: never }>(
    'SELECT sha256 FROM sources WHERE sha256 NOT IN (SELECT sha256 FROM frames)',
  );
  for (const { sha256 } of received)
    expect((await bench.files.sources.get(sha256)).length).toBeGreaterThan(0);
}

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lapidary-fault-'));
  manifest = path.join(scratch, 'table.csv');
  const rows = ['image,mask,patient,study,label'];
  await rectangle(255, 320, 240).png().toFile(path.join(scratch, 'mask.png'));
  for (let i = 0; i < files; i++) {
    const name = `${i}.${i % 3 === 0 ? 'webp' : 'png'}`;
    // Every tenth file is one that was there before.
    await picture(i % 10 === 9 ? i - 1 : i, 320, 240).toFile(path.join(scratch, name));
    rows.push(`${name},${i % 2 === 0 ? 'mask.png' : ''},p${i % 7},s,${i % 4 === 0 ? 'Ia' : ''}`);
  }
  writeFileSync(manifest, rows.join('\n'));
  const root = path.join(scratch, 'undisturbed');
  const { begun } = await runHost(root);
  milliseconds = performance.now() - begun;
  const bench = await openWorkbench(root);
  await expectSound(bench);
  undisturbed = contentsOf(bench);
  await bench.close();
  expect(undisturbed['frames']?.length).toBeGreaterThan(files / 2);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const random = createRandom(seed);
const moments = Array.from({ length: samples }, () => random.uniform());

it.each(moments)('an import killed at %f of its time loses nothing and goes on', async (moment) => {
  const root = path.join(scratch, `killed-${moment}`);
  const { reported } = await runHost(root, moment * milliseconds);

  const bench = await openWorkbench(root);
  await expectSound(bench);
  const done = bench.db.get<{ n: number }>(
    `SELECT count(*) AS n FROM import_items WHERE state IN ('imported', 'duplicate')`,
  );
  expect(done?.n).toBeGreaterThanOrEqual(reported);
  await bench.close();

  await runHost(root);
  const again = await openWorkbench(root);
  await expectSound(again);
  expect(contentsOf(again)).toEqual(undisturbed);
  expect(again.jobs.list()).toMatchObject([{ state: 'done', done: files, total: files }]);
  const named = again.db.get<{ n: number }>('SELECT count(DISTINCT sha256) AS n FROM frames');
  expect(await gather(again.files.frames.list())).toHaveLength(named?.n ?? 0);
  expect([await again.files.imports.list(), await again.files.trays.all()]).toEqual([[], []]);
  await again.close();
  rmSync(root, { recursive: true, force: true });
});
