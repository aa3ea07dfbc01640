import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../src-main/graph/ir.ts';
import { encodeSafetensors } from '../../src-main/networks/safetensors.ts';
import { vitTensors } from '../../src-main/networks/vit.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { StatedFacts } from '../../src-shared/domain/backboneFacts.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { shapedTensors } from '../fixtures/tinyBackbone.ts';
import { tinyConfig } from '../networks/harness.ts';
import { openTunedWorkstation, type Api, type TunedWorkstation } from '../support/tunedWorkstation.ts';

const fixtures = path.resolve('test/fixtures/checkpoints');
const file = (name: string): string => path.join(fixtures, name);
/** What a state dict does not tell. */
const facts: StatedFacts = {
  heads: 2,
  licence: 'MIT',
  pretraining: 'supervised',
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
};

let place: TunedWorkstation;
let api: Api;

beforeAll(async () => {
  place = await openTunedWorkstation();
  api = place.api;
});
afterAll(() => place.close());

const models = (): Promise<string[]> => readdir(path.join(place.root, 'data', 'models'));

async function imported(name: string, stated: StatedFacts = facts, more = {}) {
  const { jobId } = await api.backbones.importPaths({ paths: [file(name)], stated, ...more });
  await place.finished(jobId);
  return api.backbones.imported({ jobId });
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; remedy: string }> {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof LapidaryError) return { ...error, message: error.message };
  const { data } = error as { data?: { code: string; message: string; remedy: string } };
  if (data === undefined) throw error as Error;
  return data;
}

/** The refusal of an import's job. */
async function importRefusal(paths: string[], stated: StatedFacts = facts, more = {}) {
  const { jobId } = await api.backbones.importPaths({ paths, stated, ...more });
  for await (const job of await api.jobs.watch()) {
    if (job.id === jobId && job.finishedAt !== null) return job.error;
  }
  return null;
}

describe('a checkpoint on its way in', () => {
  it('is shown with every fact, where it is known from, and what has to be stated', async () => {
    const found = await api.backbones.inspectPaths({ paths: [file('timm-vit/model.safetensors')] });
    expect(found).toMatchObject({
      format: 'safetensors',
      family: 'vit',
      shape: { width: 32, depth: 2, patchSize: 8, imageSize: 32, registers: 0 },
      keys: { unknown: [], unused: [{ group: 'head', count: 2 }] },
      positions: null,
    });
    expect(found.open).toEqual(['pretraining', 'licence', 'heads', 'mean', 'std']);
    for (const { name, value, source } of found.facts) {
      expect(source === 'open', name).toBe(value === null);
    }
    expect(await models()).toEqual([]);
  });

  it('tells what a configuration beside it says, and where a position embedding is brought to', async () => {
    const found = await api.backbones.inspectPaths({
      paths: [file('hf-vit')],
      stated: { imageSize: 64, licence: 'MIT', pretraining: 'supervised' },
    });
    const of = (name: string) => found.facts.find((fact) => fact.name === name);
    expect(of('heads')).toMatchObject({ value: 2, source: 'file', note: 'config.json' });
    expect(of('epsilon')).toMatchObject({ value: 1e-12, source: 'file' });
    expect(of('mean')).toMatchObject({
      value: [0.5, 0.5, 0.5],
      source: 'file',
      note: 'preprocessor_config.json',
    });
    expect(of('imageSize')).toMatchObject({ value: 64, source: 'stated' });
    expect(found.positions).toEqual({ from: 4, to: 8 });
    expect(found.open).toEqual([]);
  });

  it('warns of a masked autoencoder and of licences that forbid something', async () => {
    const { warnings } = await api.backbones.inspectPaths({
      paths: [file('mae/mae.pth')],
      stated: { licence: 'CC-BY-NC-ND-4.0' },
    });
    expect(warnings.join(' ')).toMatch(/masked autoencoder.*no commercial use.*no derivatives/s);
  });
});

describe('an imported backbone', () => {
  it('is there with its card, once, whatever the container of its weights', async () => {
    const first = await imported('timm-vit/model.safetensors');
    expect(first).toMatchObject({ alreadyThere: false, name: 'model' });
    expect(first.selfTest).toMatch(/different features/);
    expect(await imported('timm-vit/model.safetensors')).toMatchObject({
      alreadyThere: true,
      sha256: first.sha256,
    });
    expect(await models()).toEqual([first.sha256]);
    const { backbones } = await api.backbones.list();
    expect(backbones.map(({ origin, state, chosen }) => [origin, state, chosen])).toEqual([
      ['shipped', 'ready', true],
      ['imported', 'ready', false],
    ]);
    expect(backbones[1]?.card).toMatchObject({
      heads: 2,
      licence: 'MIT',
      activation: 'gelu',
      crop: 'whole',
      source: { files: [{ name: 'model.safetensors' }], keys: { unknown: [] } },
    });
    expect(backbones[1]?.sourceFile?.sha256).toBe(backbones[1]?.card?.source?.files[0]?.sha256);
  });

  it('is another network with other colours, another resizing, another crop or other heads', async () => {
    const hashes = new Set<string>();
    for (const change of [
      {},
      { mean: [0.4, 0.5, 0.5] as [number, number, number] },
      { interpolation: 'area' as const },
      { crop: 'centre' as const },
      { heads: 4 },
      { imageSize: 48 },
    ]) {
      hashes.add((await imported('timm-vit/model.safetensors', { ...facts, ...change })).sha256);
    }
    expect(hashes.size).toBe(6);
    const { backbones } = await api.backbones.list();
    for (const { sha256, origin } of backbones.slice(2)) {
      expect(origin).toBe('imported');
      await api.backbones.remove({ sha256 });
    }
    expect(await models()).toHaveLength(1);
  });

  it('comes from several parts and from a tray as well', async () => {
    const { trayId } = await api.backbones.openTray();
    for (const name of await readdir(file('hf-vit-sharded'))) {
      const answer = await place.workstation.media(
        new Request(`http://workstation/media/weights/${trayId}/${name}`, {
          method: 'PUT',
          body: await readFile(path.join(fixtures, 'hf-vit-sharded', name)),
        }),
        place.workstation.caller('page'),
      );
      expect(answer.status).toBe(204);
    }
    const stated = { licence: 'MIT', pretraining: 'unknown' as const };
    const { jobId } = await api.backbones.importTray({ trayId, stated });
    await place.finished(jobId);
    const { sha256 } = await api.backbones.imported({ jobId });
    const { backbones } = await api.backbones.list();
    const card = backbones.find((one) => one.sha256 === sha256)?.card;
    expect(card?.source?.files.map(({ name }) => name).sort()).toEqual(
      (await readdir(file('hf-vit-sharded'))).sort(),
    );
    expect(await readdir(path.join(place.root, 'data', 'trays'))).toEqual([]);
    await api.backbones.remove({ sha256 });
  });
});

describe('what cannot become a backbone', () => {
  it.each<[string, string, StatedFacts, string, RegExp]>([
    ['is no weights', 'make.py', facts, 'checkpoint-unsupported', /./],
    [
      'lacks facts',
      'timm-vit-pth/model.pth',
      {},
      'backbone-facts-open',
      /pretraining, licence, heads, mean, std/,
    ],
    [
      'has heads that do not divide',
      'timm-vit/model.safetensors',
      { ...facts, heads: 3 },
      'backbone-facts',
      /3 heads/,
    ],
    [
      'has an input of half a patch',
      'timm-vit/model.safetensors',
      { ...facts, imageSize: 36 },
      'backbone-facts',
      /36 pixels/,
    ],
    [
      'is pooled otherwise',
      'timm-vit/model.safetensors',
      { ...facts, pooling: 'mean-then-norm' },
      'backbone-facts',
      /norm of its tokens/,
    ],
  ])('is refused where it %s', async (_why, name, stated, code, message) => {
    const before = await models();
    const error = await importRefusal([file(name)], stated);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
    expect(await models()).toEqual(before);
    expect(await readdir(path.join(place.root, 'data', 'temporary'))).toEqual([]);
  });

  it('is refused where a part is missing, a configuration contradicts it, or several files could be meant', async () => {
    const folder = path.join(place.root, 'parts');
    await cp(file('hf-vit-sharded'), folder, { recursive: true });
    const part = (await readdir(folder)).find((name) => name.startsWith('model-00002'));
    await rm(path.join(folder, part ?? ''));
    expect(await importRefusal([folder])).toMatchObject({ code: 'checkpoint-incomplete' });
    const other = path.join(place.root, 'other');
    await cp(file('hf-vit'), other, { recursive: true });
    const config = JSON.parse(await readFile(path.join(other, 'config.json'), 'utf8')) as object;
    await writeFile(path.join(other, 'config.json'), JSON.stringify({ ...config, hidden_size: 64 }));
    const contradicted = await importRefusal([other], { licence: 'x', pretraining: 'unknown' });
    expect(contradicted?.message).toMatch(/config\.json says width 64, and its tensors have 32/);
    await writeFile(path.join(other, 'config.json'), '{');
    expect(await importRefusal([other])).toMatchObject({ code: 'backbone-config' });
    await mkdir(path.join(place.root, 'both'));
    for (const name of ['a.pth', 'b.safetensors']) await writeFile(path.join(place.root, 'both', name), 'x');
    expect(await importRefusal([path.join(place.root, 'both')])).toMatchObject({ code: 'backbone-files' });
    expect(await importRefusal([path.join(place.root, 'nothing.pth')])).toMatchObject({
      code: 'file-missing',
    });
  });

  it('is refused to a page that names paths, and to a name that is none', async () => {
    const page = place.workstation.caller('page');
    const refused = await refusalOf(
      place.asPage.backbones.inspectPaths({ paths: [file('timm-vit/model.safetensors')] }),
    );
    expect(refused.code).toBe('door-refused');
    const { trayId } = await api.backbones.openTray();
    for (const name of ['..', 'a%2Fb', '%2e%2e%2fx', 'a%00b']) {
      const put = place.workstation.media(
        new Request(`http://workstation/media/weights/${trayId}/${name}`, { method: 'PUT', body: 'x' }),
        page,
      );
      expect((await refusalOf(put)).code, name).toMatch(/path-invalid|not-found/);
    }
    expect(await readdir(path.join(place.root, 'data', 'trays', trayId))).toEqual([]);
    await api.backbones.closeTray({ trayId });
    expect((await refusalOf(api.backbones.importTray({ trayId }))).code).toBe('tray-unknown');
  });
});

describe('an import that a person stops', () => {
  it('leaves nothing of the network, and nothing of the files that were sent', async () => {
    const config = {
      ...tinyConfig,
      imageSize: 64,
      patchSize: 8,
      width: 256,
      depth: 12,
      heads: 4,
      mlpRatio: 4,
    };
    const shapes = vitTensors(config);
    const tensors = shapedTensors(config, (name) =>
      new Float32Array(sizeOf(shapes.get(name) ?? [])).fill(0.01),
    );
    const before = await models();
    const { trayId } = await api.backbones.openTray();
    const sent = await place.workstation.media(
      new Request(`http://workstation/media/weights/${trayId}/large.safetensors`, {
        method: 'PUT',
        body: Uint8Array.from(encodeSafetensors(tensors)),
      }),
      place.workstation.caller('page'),
    );
    expect(sent.status).toBe(204);
    const { jobId } = await api.backbones.importTray({ trayId, stated: { ...facts, heads: 4 } });
    let reached = 0;
    for await (const job of await api.jobs.watch()) {
      if (job.id !== jobId) continue;
      if (job.finishedAt !== null) {
        expect(job.state).toBe('cancelled');
        break;
      }
      if (job.done > 0 && reached === 0) {
        reached = job.done;
        await api.jobs.cancel({ jobId });
      }
    }
    expect(reached).toBeGreaterThan(0);
    expect(await models()).toEqual(before);
    expect(await readdir(path.join(place.root, 'data', 'temporary'))).toEqual([]);
    expect(await readdir(path.join(place.root, 'data', 'trays'))).toEqual([]);
  });
});

describe('adapters and their backbone', () => {
  it('keep it from being removed, and say which file to bring where it was lost', async () => {
    const { backbones } = await api.backbones.list();
    const own = backbones.find(({ origin }) => origin === 'imported');
    if (own === undefined) throw new Error('no backbone was imported');
    await api.backbones.choose({ sha256: own.sha256 });
    const adapterId = await place.tune({ method: 'linear' });
    await api.tuning.activate({ adapterId });
    await api.backbones.choose({ sha256: backbones[0]?.sha256 ?? own.sha256 });
    expect((await api.backbones.list()).backbones.map(({ adapters, chosen }) => [adapters, chosen])).toEqual([
      [0, true],
      [1, false],
    ]);

    const refused = await refusalOf(api.backbones.remove({ sha256: own.sha256 }));
    expect(refused).toMatchObject({ code: 'backbone-in-use' });
    expect(refused.message).toMatch(/1 adapter rests on it/);
    expect(await models()).toEqual([own.sha256]);

    // The adapter answers by its own network, whichever is chosen for new runs.
    const predicted = await api.predictions.start({ studyIds: null, adapterId: null });
    await place.finished(predicted.jobId);
    expect((await api.predictions.report({ jobId: predicted.jobId })).predicted).toBeGreaterThan(0);

    await rm(path.join(place.root, 'data', 'models', own.sha256), { recursive: true });
    const lost = await refusalOf(api.predictions.start({ studyIds: null, adapterId: null }));
    expect(lost.code).toBe('backbone-missing');
    for (const told of [own.sha256, own.name]) expect(lost.message).toContain(told);
    expect(lost.remedy).toContain(own.sourceFile?.name ?? 'nothing');
    expect(lost.remedy).toContain(own.sourceFile?.sha256 ?? 'nothing');
    expect((await api.backbones.list()).backbones[1]).toMatchObject({ state: 'missing', card: null });
    expect((await api.system.verify()).problems).toMatchObject([{ kind: 'file-missing' }]);

    // What was stated of the file is remembered: it needs no second statement.
    const again = await api.backbones.inspectPaths({ paths: [file('timm-vit/model.safetensors')] });
    expect(again.open).toEqual([]);
    expect(again.facts.find(({ name }) => name === 'heads')).toMatchObject({ value: 2, source: 'before' });
    expect(await imported('timm-vit/model.safetensors', {})).toMatchObject({ sha256: own.sha256 });
    await place.finished((await api.predictions.start({ studyIds: null, adapterId: null })).jobId);
    expect((await api.backbones.list()).backbones[1]).toMatchObject({ state: 'ready' });
  });

  it('are told when a byte of its weights has changed, and get them back by another import', async () => {
    const sha256 = Sha256.parse((await models())[0]);
    expect((await api.backbones.verify({ sha256: null })).networks.map(({ ok }) => ok)).toEqual([true, true]);
    const weights = path.join(place.root, 'data', 'models', sha256, 'weights.safetensors');
    const bytes = await readFile(weights);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(weights, bytes);
    const { networks } = await api.backbones.verify({ sha256 });
    expect(networks).toMatchObject([{ ok: false }]);
    expect(networks[0]?.message).toMatch(/not those that its card was written for/);
    expect((await api.system.verify()).problems).toMatchObject([{ where: `backbone ${sha256}` }]);
    await imported('timm-vit/model.safetensors');
    expect((await api.backbones.verify({ sha256 })).networks).toMatchObject([{ ok: true }]);
    expect(await api.system.verify()).toEqual({ ok: true, problems: [] });
  });

  it('cannot lose the shipped one', async () => {
    const [shipped] = (await api.backbones.list()).backbones;
    if (shipped === undefined) throw new Error('nothing is shipped');
    expect((await refusalOf(api.backbones.remove({ sha256: shipped.sha256 }))).code).toBe('backbone-shipped');
    expect((await refusalOf(api.backbones.remove({ sha256: Sha256.parse('0'.repeat(64)) }))).code).toBe(
      'not-found',
    );
  });
});
