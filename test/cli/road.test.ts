import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { providerTable } from '../../src-main/hosts/cli/commands/doctor.ts';
import { runCommandLine } from '../../src-main/hosts/cli/run.ts';
import { ImportReport } from '../../src-shared/contract/imports.contract.ts';
import { PredictionReport } from '../../src-shared/contract/predictions.contract.ts';
import {
  CacheUsage,
  Doctor,
  SettingsReport,
  Verification,
} from '../../src-shared/contract/system.contract.ts';
import { ResultRow } from '../../src-shared/domain/resultRow.ts';
import { makeTinyInstallation, writeSyntheticSet } from '../fixtures/tinyInstallation.ts';

let root: string;
let moduleDir: string;
let dataDir: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-cli-'));
  moduleDir = await makeTinyInstallation(path.join(root, 'installation'));
  dataDir = path.join(root, 'data');
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

interface Ran {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

async function lapidary(...args: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommandLine(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
    machine: { platform: 'linux', home: root, env: {} },
    moduleDir,
  });
  return { code, out, err };
}

/** Runs with --json: exactly one line on standard output, of this shape. */
async function documentOf<T>(shape: z.ZodType<T>, code: 0 | 1 | 2, ...args: string[]): Promise<T> {
  const ran = await lapidary(...args, '--data-dir', dataDir, '--json');
  expect(ran, ran.out).toMatchObject({ code });
  expect(ran.out.endsWith('\n')).toBe(true);
  expect(ran.out.trimEnd().split('\n')).toHaveLength(1);
  return shape.parse(JSON.parse(ran.out));
}

const Refusal = z.object({
  error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
});
const TuneDocument = z.object({ run: z.uuid(), adapter: z.uuid(), results: z.array(ResultRow) });

describe('the road on the command line', () => {
  let adapter: string;

  it('imports a manifest, and nothing twice', async () => {
    const manifest = await writeSyntheticSet(path.join(root, 'set'), 20, 14);
    const args = ['import', '--manifest', manifest, '--mask-values', '0=background,255=stone'];
    expect(await documentOf(ImportReport, 0, ...args)).toMatchObject({ imported: 40, refused: [] });
    expect(await documentOf(ImportReport, 0, ...args)).toMatchObject({ imported: 0, duplicates: 40 });
  });

  it('lists the studies', async () => {
    const study = z.object({
      id: z.uuid(),
      patient: z.string(),
      date: z.string().nullable(),
      frames: z.int(),
      state: z.string(),
    });
    const { studies } = await documentOf(z.object({ studies: z.array(study) }), 0, 'studies');
    expect(studies).toHaveLength(20);
    expect(studies[0]).toMatchObject({ frames: 2, state: 'segmented' });
  });

  it('tunes on one site, tests on the other, and lets the adapter answer', async () => {
    const tuned = await documentOf(
      TuneDocument,
      0,
      ...['tune', '--cohort', 'colours', '--method', 'segprompt', '--option', 'view=core', '--activate'],
      ...['--train-sites', 'A', '--test-sites', 'B', '--epochs', '12', '--learning-rate', '0.01'],
    );
    adapter = tuned.adapter;
    const [row] = tuned.results;
    expect(row).toMatchObject({
      task: 'colours',
      method: 'segprompt',
      seed: 1,
      default: true,
      validation: 'patient',
      provider: 'cpu',
    });
    expect(row?.test).toMatchObject({ n: 12, patients: 6, split: 'site' });
    expect(row?.test.macroF1).toBeGreaterThan(0.9);
    expect(row?.train.n).toBe(22);
  });

  it('compares methods over seeds on the same cases', async () => {
    const { results } = await documentOf(
      TuneDocument,
      0,
      ...['tune', '--cohort', 'colours', '--method', 'linear', '--method', 'masked-image', '--seeds', '1,2'],
      ...['--train-sites', 'A', '--test-sites', 'B', '--epochs', '4'],
    );
    expect(results.map(({ method, seed }) => `${method} ${seed}`)).toEqual([
      'linear 1',
      'masked-image 1',
      'linear 2',
      'masked-image 2',
    ]);
    expect(new Set(results.map(({ test }) => test.n))).toEqual(new Set([12]));
  });

  it('never trains on patients that tested before', async () => {
    const refused = await documentOf(
      Refusal,
      1,
      ...['tune', '--cohort', 'colours', '--train-sites', 'B', '--test-sites', 'A'],
    );
    expect(refused.error.code).toBe('too-few-patients');
    expect(refused.error.message).toContain('6 patients were in a test set');
  });

  it('predicts every finding once', async () => {
    expect(await documentOf(PredictionReport, 0, 'predict')).toMatchObject({
      predicted: 40,
      kept: 0,
      skipped: [],
    });
    expect(await documentOf(PredictionReport, 0, 'predict', '--adapter', adapter)).toMatchObject({
      predicted: 0,
      kept: 40,
    });
  });

  it('tells the rows of finished runs', async () => {
    const shape = z.object({ results: z.array(ResultRow) });
    expect((await documentOf(shape, 0, 'evaluate', '--cohort', 'colours')).results).toHaveLength(5);
    expect((await documentOf(Refusal, 1, 'evaluate', '--cohort', 'nothing')).error.code).toBe(
      'cohort-missing',
    );
  });

  it('says before a run what it will keep on disk, and deletes it on request', async () => {
    const ran = await lapidary(
      ...['tune', '--cohort', 'colours', '--method', 'linear', '--epochs', '1', '--data-dir', dataDir],
      ...['--train-sites', 'A', '--test-sites', 'B'],
    );
    expect(ran.err).toMatch(/^Caches: 0\.\d MB of disk, of \d+ GB allowed; safe to delete at any time\.$/m);
    const kept = await documentOf(CacheUsage, 0, 'caches');
    expect(kept.files).toBeGreaterThan(40);
    expect(kept.limitBytes).toBeGreaterThan(kept.bytes);
    expect(await documentOf(CacheUsage, 0, 'caches', '--clear')).toMatchObject({ bytes: 0, files: 0 });
    expect((await lapidary('caches', '--data-dir', dataDir)).out).toMatch(/^0 MB in 0 files, of /);
  });

  it('writes reports', async () => {
    const out = path.join(root, 'reports');
    const shape = z.object({ reports: z.array(z.object({ study: z.uuid(), file: z.string() })) });
    const { reports } = await documentOf(shape, 0, 'report', '--all', '--format', 'csv', '--out', out);
    expect(reports).toHaveLength(20);
    expect((await readdir(out)).sort()).toEqual(reports.map(({ file }) => path.basename(file)).sort());
    const [first] = reports;
    expect(await readFile(first?.file ?? '', 'utf8')).toContain(adapter);
  });

  it('examines machine and data folder', { timeout: 120_000 }, async () => {
    const { providers, checks } = await documentOf(Doctor, 0, 'doctor');
    expect(providers.find(({ name }) => name === 'cpu')).toMatchObject({ available: true });
    expect(checks.every(({ ok }) => ok)).toBe(true);
    const shown = await lapidary('settings', '--data-dir', dataDir);
    expect(shown.out).toMatch(/^provider +cpu +cpu$/m);
    expect(shown.out).toContain('Runs compute on "cpu"');
    const verified = await lapidary('verify', '--data-dir', dataDir, '--json');
    expect(Verification.parse(JSON.parse(verified.out)).ok).toBe(verified.code === 0);
    await documentOf(z.object({ dataDir: z.string(), version: z.string() }), 0, 'migrate');
  });
});

describe('settings on the command line', () => {
  it('are shown, changed and brought back', async () => {
    const before = await documentOf(SettingsReport, 0, 'settings');
    expect(before.settings).toEqual(before.defaults);
    const args = ['--set', 'memoryBudgetMb=600', '--set', 'allowCpuNodes=true'];
    const changed = await documentOf(SettingsReport, 0, 'settings', ...args);
    expect(changed.settings).toEqual({ ...before.defaults, memoryBudgetMb: 600, allowCpuNodes: true });
    expect(await documentOf(SettingsReport, 0, 'settings')).toEqual(changed);
    const back = await documentOf(SettingsReport, 0, 'settings', '--set', 'allowCpuNodes=default');
    expect(back.settings).toEqual({ ...before.defaults, memoryBudgetMb: 600 });
  });

  it('that the machine cannot meet are refused', async () => {
    const { error } = await documentOf(Refusal, 1, 'settings', '--set', 'memoryBudgetMb=90000000');
    expect(error.code).toBe('setting-too-large');
  });
});

describe('the table of providers', () => {
  it('shows what was found, and a dash for what was not', () => {
    const table = providerTable([
      {
        name: 'cpu',
        available: true,
        adapter: 'A processor',
        selfTest: { ok: true, maxRelativeError: 7.2e-7 },
        float16: true,
        gflops: 412.3,
        float16Gflops: 9.87,
      },
      { name: 'webgpu', available: false, reason: 'It found no device that it can use.' },
      { name: 'cuda', available: false, selfTest: { ok: false, maxRelativeError: Number.MAX_VALUE } },
    ]);
    expect(table.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['provider', 'available', 'adapter', 'self-test', 'float16', 'GFLOP/s', 'in float16', 'reason'],
      ['cpu', 'yes', 'A processor', 'ok 7.2e-7', 'yes', '412', '9.9'],
      ['webgpu', 'no', '–', '–', '–', '–', '–', 'It found no device that it can use.'],
      ['cuda', 'no', '–', 'BAD no numbers', '–', '–', '–'],
    ]);
  });
});

describe('a command line that is not one', () => {
  it.each([
    [['polish'], 'There is no command "polish".'],
    [['tune'], '--cohort is needed.'],
    [['tune', '--cohort', 'c', '--seeds', 'one'], '--seeds'],
    [['tune', '--cohort', 'c', '--train-sites', 'A'], 'go together'],
    [['tune', '--cohort', 'c', '--epochs', '1.5'], 'whole number'],
    [['import'], 'Name files or folders'],
    [['import', 'x', '--mask-values', '255'], '--mask-values 255'],
    [['report', '--out', 'x'], '--all'],
    [['report', '--all', '--out', 'x', '--format', 'doc'], 'pdf, csv'],
    [['predict', '--adapter', '7'], '--adapter'],
    [['studies', '--colour', 'red'], '--colour'],
    [['settings', '--set', 'colour=red'], '--set takes provider'],
    [['settings', '--set', 'memoryBudgetMb=4'], '--set memoryBudgetMb'],
    [['settings', '--set', 'provider=abacus'], '--set provider'],
  ])('%j is answered with the usage and exit code 2', async (args, said) => {
    const { error } = await documentOf(Refusal, 2, ...args);
    expect(error).toMatchObject({ code: 'usage' });
    expect(error.message).toContain(said);
    const plain = await lapidary(...args);
    expect(plain).toMatchObject({ code: 2, out: '' });
    expect(plain.err).toContain('Usage: lapidary');
  });

  it('has a text of help for every command', async () => {
    const { code, out } = await lapidary('--help');
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name ?? '');
    expect(names).toEqual(
      expect.arrayContaining(['demo', 'import', 'tune', 'predict', 'report', 'serve', 'verify']),
    );
    for (const name of names) {
      const help = await lapidary(name, '--help');
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain(`Usage: lapidary ${name}`);
      expect(help.out).toContain('--data-dir');
    }
  });
});
