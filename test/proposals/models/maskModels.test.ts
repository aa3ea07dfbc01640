import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlaces } from '../../../src-main/hosts/cli/places.ts';
import { createComputeSupervisor } from '../../../src-main/compute/supervisor.ts';
import { runCommandLine } from '../../../src-main/hosts/cli/run.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../../src-main/workstation.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { proposeTask, ProposeReply } from '../../../src-main/proposals/models/messages.ts';
import { attachDataFolder } from '../../../src-main/storage/openDataFolder.ts';
import { decodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { encodeSafetensors } from '../../../src-main/networks/safetensors.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { vitTensors } from '../../../src-main/networks/vit.ts';
import { shapedTensors } from '../../fixtures/tinyBackbone.ts';
import { makeTinyInstallation } from '../../fixtures/tinyInstallation.ts';
import { tinyConfig } from '../../networks/harness.ts';
import { families, redSegmentation } from './tinyModels.ts';

let root: string;
let program: string;
let dataDir: string;
let workstation: Workstation;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-mask-model-'));
  program = await makeTinyInstallation(path.join(root, 'place'));
  dataDir = path.join(root, 'data');
  workstation = await open();
});
afterEach(async () => {
  await workstation.close();
  await rm(root, { recursive: true, force: true });
});

function open(): Promise<Workstation> {
  const { modelsDir, migrationsDir, computeEntry } = findPlaces(program);
  return createWorkstation({
    ...{ dataDir, modelsDir, migrationsDir },
    host: 'cli',
    spawnCompute: () => forkedNodePort(computeEntry),
    log: () => undefined,
  });
}

const apiOf = (door: 'page' | 'command-line' = 'command-line') =>
  createRouterClient(workstation.router, { context: { caller: workstation.caller(door) } });

async function write(files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  const folder = await mkdtemp(path.join(root, 'files-'));
  return Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      return file;
    }),
  );
}

async function ended(jobId: JobId) {
  for await (const job of await apiOf().jobs.watch()) {
    if (job.id === jobId && job.finishedAt !== null) return job;
  }
  throw new Error('the job is gone');
}

const folders = async (): Promise<string[]> => (await readdir(path.join(dataDir, 'models'))).sort();

/** A click in the process that answers clicks, before and after one that it cannot answer. */
async function answersInItsProcess(model: object): Promise<void> {
  const { computeEntry } = findPlaces(program);
  const supervisor = createComputeSupervisor({
    name: 'interactive',
    spawn: () => forkedNodePort(computeEntry),
  });
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } });
  const sha256 = await attachDataFolder(dataDir).frames.put(await picture.png().toBuffer());
  const frame = { sha256, width: 64, height: 64 };
  const ask = async (asked: object) =>
    ProposeReply.parse(
      await supervisor.run(proposeTask, {
        ...{ model: asked, frame, cacheLimitMb: 0 },
        request: { points: [{ x: 32, y: 32, inside: true }], box: null },
      }),
    );
  try {
    const first = await ask(model);
    expect(decodeLabelMap(first.map).labels[32 * 64 + 32]).toBe(1);
    await expect(ask({ ...model, sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'mask-model-missing',
    });
    expect(await ask(model)).toEqual(first);
  } finally {
    await supervisor.close();
  }
}

describe('models that a site brought', () => {
  it('come by a tray, are listed with their cards, and go', async () => {
    const page = apiOf('page');
    const { trayId } = await page.maskModels.openTray();
    for (const [name, bytes] of Object.entries(families['sam']?.() ?? {})) {
      const url = `http://workstation/media/weights/${trayId}/${name}`;
      const sent = await workstation.media(
        new Request(url, { method: 'PUT', body: Buffer.from(bytes) }),
        workstation.caller('page'),
      );
      expect(sent.status).toBe(204);
    }
    expect(await page.maskModels.inspectTray({ trayId })).toMatchObject({ family: 'sam', open: [] });
    const { jobId } = await page.maskModels.importTray({ trayId, stated: { name: 'Tiny SAM' } });
    expect((await ended(jobId)).error).toBeNull();
    const { sha256, selfTest } = await page.maskModels.imported({ jobId });
    expect(selfTest).toContain('3 masks');
    expect(await readdir(path.join(dataDir, 'trays'))).toEqual([]);
    const { models } = await page.maskModels.list();
    expect(models).toMatchObject([{ sha256, name: 'Tiny SAM', family: 'sam', state: 'ready' }]);
    expect(await folders()).toEqual([sha256]);
    await answersInItsProcess({ dataDir, sha256, card: models[0]?.card });
    await rm(path.join(dataDir, 'models', sha256, 'decoder.onnx'));
    expect((await page.maskModels.list()).models[0]?.state).toBe('missing');
    expect(await page.maskModels.remove({ sha256 })).toEqual({ name: 'Tiny SAM' });
    expect(await folders()).toEqual([]);
    await expect(page.maskModels.inspectPaths({ paths: ['/etc/passwd'] })).rejects.toMatchObject({
      code: 'door-refused',
    });
  });

  it('stay beside imported backbones when the store is swept at the start, and orphans of either go', async () => {
    const api = apiOf();
    const { jobId } = await api.maskModels.importPaths({ paths: await write(families['sam']?.() ?? {}) });
    expect((await ended(jobId)).error).toBeNull();
    const { sha256: model } = await api.maskModels.imported({ jobId });

    const random = createRandom(3);
    const shapes = vitTensors(tinyConfig);
    const tensors = shapedTensors(tinyConfig, (name) =>
      Float32Array.from(
        { length: (shapes.get(name) ?? []).reduce((product, side) => product * side, 1) },
        () => Number(name.includes('norm') && name.endsWith('.weight')) + 0.1 * random.normal(),
      ),
    );
    const [weights = ''] = await write({ 'network.safetensors': encodeSafetensors(tensors) });
    const stated = {
      ...{ heads: 2, licence: 'x', pretraining: 'unknown' as const },
      mean: [0.5, 0.5, 0.5] as [number, number, number],
      std: [0.5, 0.5, 0.5] as [number, number, number],
    };
    const backbone = await api.backbones.importPaths({ paths: [weights], stated });
    expect((await ended(backbone.jobId)).error).toBeNull();
    const { sha256: network } = await api.backbones.imported(backbone);

    await workstation.close();
    await mkdir(path.join(dataDir, 'models', 'f'.repeat(64)));
    await writeFile(path.join(dataDir, 'models', 'f'.repeat(64), 'model.onnx'), 'half');
    workstation = await open();
    expect(await folders()).toEqual([model, network].sort());
    expect((await apiOf().maskModels.list()).models[0]).toMatchObject({ sha256: model, state: 'ready' });
    expect((await apiOf().backbones.list()).backbones.at(-1)).toMatchObject({
      sha256: network,
      state: 'ready',
    });
  });

  it('with classes of no mask schema are refused before a job is made', async () => {
    const api = apiOf();
    const schema = (await api.schemas.list()).find(({ kind }) => kind === 'finding');
    const paths = await write({ 'red.onnx': redSegmentation() });
    const classes = [
      { index: 0, classId: null },
      { index: 1, classId: schema?.classes[0]?.id ?? null },
    ];
    const stated = { ...(schema === undefined ? {} : { schemaId: schema.id }), classes };
    await expect(api.maskModels.importPaths({ paths, stated })).rejects.toMatchObject({
      code: 'mask-model-classes',
    });
    expect((await api.jobs.list()).filter(({ kind }) => kind === 'mask-model')).toEqual([]);
  });

  it('are handled from the command line', async () => {
    await workstation.close();
    const lapidary = async (...argv: string[]) => {
      let out = '';
      let err = '';
      const code = await runCommandLine([...argv, '--data-dir', dataDir], {
        out: (text) => (out += text),
        err: (text) => (err += text),
        isTerminal: false,
        machine: { platform: process.platform, home: root, env: {} },
        moduleDir: program,
      });
      return { code, out, err };
    };
    const [file = ''] = await write({ 'red.onnx': redSegmentation() });
    const dry = await lapidary('mask-model', 'import', file, '--dry-run');
    expect(dry.err).toBe('');
    expect(dry.out).toContain('classes        has to be stated  (open: which of its 2 channels');
    const refused = await lapidary('mask-model', 'import', file);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('schemaId, classes') as unknown });
    const bad = await lapidary('mask-model', 'import', file, '--class', '1=ruby');
    expect(bad).toMatchObject({ code: 2, err: expect.stringContaining('background is needed') as unknown });
    const classes = ['--class', '0=background', '--class', '1=stone'];
    const done = await lapidary('mask-model', 'import', file, '--json', '--name', 'Red', ...classes);
    expect(done).toMatchObject({ code: 0 });
    const { sha256 } = JSON.parse(done.out) as { sha256: string };
    expect((await lapidary('mask-model', 'list')).out).toContain(
      `${sha256.slice(0, 12)}  Red  segmentation network`,
    );
    const shown = JSON.parse((await lapidary('mask-model', 'show', sha256.slice(0, 8))).out) as object;
    expect(shown).toMatchObject({ card: { body: { image: { width: 32, order: 'RGB' } } } });
    expect((await lapidary('mask-model', 'remove', sha256.slice(0, 8))).out).toContain('Removed: Red');
    expect(await folders()).toEqual([]);
    workstation = await open();
  });
});
