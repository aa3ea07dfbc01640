import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import {
  createWorkstation,
  defaultDataDir,
  forkedNodePort,
  type Workstation,
} from '../../src-main/workstation.ts';
import { contract } from '../../src-shared/contract/contract.ts';
import { permissions } from '../../src-shared/domain/permissions.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import { version } from '../../src-shared/domain/version.ts';
import { makeTinyInstallation } from '../fixtures/tinyInstallation.ts';

let root: string;
let workstation: Workstation;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-workstation-'));
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(
    await makeTinyInstallation(path.join(root, 'place')),
  );
  const dataDir = path.join(root, 'data');
  const spawnCompute = () => forkedNodePort(computeEntry);
  const log = (): void => undefined;
  workstation = await createWorkstation({
    dataDir,
    modelsDir,
    migrationsDir,
    host: 'cli',
    spawnCompute,
    log,
  });
});
afterAll(async () => {
  await workstation.close();
  await rm(root, { recursive: true, force: true });
});

/** Every procedure of the contract with its path. */
function procedures(node: object, at: string[] = []): { path: string; permission: unknown }[] {
  if ('~orpc' in node) {
    const { meta } = node['~orpc'] as { meta: { permission?: unknown } };
    return [{ path: at.join('.'), permission: meta.permission }];
  }
  return Object.entries(node).flatMap(([name, child]) => procedures(child as object, [...at, name]));
}

describe('the workstation', () => {
  it('implements every procedure of the contract, and each names a permission', () => {
    const wanted = procedures(contract);
    expect(wanted.length).toBeGreaterThan(30);
    for (const { permission } of wanted) expect(permissions).toContain(permission);
    const implemented = procedures(workstation.router).map(({ path: place }) => place);
    expect(implemented.sort()).toEqual(wanted.map(({ path: place }) => place).sort());
  });

  it('lets its own user in, and nobody else, through every procedure', async () => {
    const own = createRouterClient(workstation.router, { context: { caller: workstation.caller('page') } });
    expect((await own.system.info()).version).toBe(version);
    expect(await own.demo.status()).toEqual({ loaded: false, offer: true, frames: 0 });
    await own.demo.decline();
    expect((await own.demo.status()).offer).toBe(false);
    const stranger = { userId: UserId.parse(uuidv7()), door: 'page' as const };
    const foreign = createRouterClient(workstation.router, { context: { caller: stranger } });
    await expect(foreign.studies.list({})).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(foreign.jobs.watch()).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('refuses what lies nowhere under /media', async () => {
    const ask = (place: string) =>
      workstation.media(new Request(`http://workstation${place}`), workstation.caller('page'));
    for (const place of [
      '/',
      '/media',
      '/media/frames/7',
      '/media/nothing/at/all',
      '/frames/x',
      '/media/%E0%A4%A',
    ]) {
      await expect(ask(place)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('has the version of the package', async () => {
    const text = await readFile(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
    expect((JSON.parse(text) as { version: string }).version).toBe(version);
  });
});

describe('the usual data folder', () => {
  it.each([
    ['linux', {}, '/home/a/.local/share/lapidary'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/lapidary'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/lapidary'],
    ['darwin', {}, '/home/a/Library/Application Support/Lapidary'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(defaultDataDir({ platform, home: '/home/a', env })).toBe(expected);
  });
});
