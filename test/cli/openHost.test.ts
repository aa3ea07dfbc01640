import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { runCommandLine } from '../../src-main/hosts/cli/run.ts';
import { openLoopback, type Loopback } from '../../src-main/hosts/web/loopback.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../src-main/workstation.ts';
import { ImportReport } from '../../src-shared/contract/imports.contract.ts';
import { makeTinyInstallation, writeSyntheticSet } from '../fixtures/tinyInstallation.ts';

let root: string;
let moduleDir: string;
let dataDir: string;
let workstation: Workstation;
let loopback: Loopback;

const log = (): void => undefined;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-open-'));
  moduleDir = await makeTinyInstallation(path.join(root, 'installation'));
  dataDir = path.join(root, 'data');
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(moduleDir);
  const spawnCompute = () => forkedNodePort(computeEntry);
  workstation = await createWorkstation({
    dataDir,
    modelsDir,
    migrationsDir,
    host: 'web',
    spawnCompute,
    log,
  });
});
afterAll(async () => {
  await loopback.close();
  await workstation.close();
  await rm(root, { recursive: true, force: true });
});

async function answer<T>(shape: z.ZodType<T>, code: number, ...args: string[]): Promise<T> {
  let out = '';
  const ended = await runCommandLine([...args, '--data-dir', dataDir, '--json'], {
    out: (text) => (out += text),
    err: log,
    isTerminal: false,
    machine: { platform: 'linux', home: root, env: {} },
    moduleDir,
  });
  expect(ended, out).toBe(code);
  return shape.parse(JSON.parse(out));
}

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }) });
const Studies = z.object({ studies: z.array(z.object({ id: z.string(), frames: z.int() })) });

describe('the command line beside an open host', () => {
  it('is refused in words while the host has no door', async () => {
    expect((await answer(Refusal, 1, 'studies')).error.code).toBe('data-folder-in-use');
  });

  it('works through its door, jobs and reports included', async () => {
    loopback = await openLoopback({ served: workstation, log });
    const { origin, commandToken } = loopback.admission;
    await workstation.publishDoor({ url: origin, token: commandToken });
    const manifest = await writeSyntheticSet(path.join(root, 'set'), 2);
    const mapped = ['--mask-values', '0=background,255=stone'];
    expect(await answer(ImportReport, 0, 'import', '--manifest', manifest, ...mapped)).toMatchObject({
      imported: 4,
    });
    const { studies } = await answer(Studies, 0, 'studies');
    expect(studies).toHaveLength(2);
    const out = path.join(root, 'reports');
    const shape = z.object({ reports: z.array(z.object({ file: z.string() })) });
    const made = await answer(
      shape,
      0,
      'report',
      '--study',
      studies[0]?.id ?? '',
      '--format',
      'csv',
      '--out',
      out,
    );
    expect(made.reports).toHaveLength(1);
    // What the host has is what the command line changed.
    expect(workstation.jobs.list().map(({ kind, state }) => `${kind} ${state}`)).toEqual(['import done']);
  });

  it('passes refusals on as they are', async () => {
    expect((await answer(Refusal, 1, 'predict')).error.code).toBe('no-active-adapter');
    const missing = await answer(Refusal, 1, 'import', '--manifest', path.join(root, 'nowhere.csv'));
    expect(missing.error.code).not.toBe('unexpected');
    expect(missing.error.remedy).not.toBe('');
  });
});
