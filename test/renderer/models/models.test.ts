import { describe, expect, it, vi } from 'vitest';
import type { Backbone, CatalogueEntry } from '../../../src-shared/contract/backbones.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Models } from '../../../src-renderer/workspaces/models/models.svelte.ts';
import { cardFacts } from '../../../src-renderer/workspaces/models/cardFacts.ts';
import { matches, repairText } from '../../../src-renderer/workspaces/models/words.ts';

type Hash = Backbone['sha256'];

const network = (sha256: string, change: Partial<Backbone> = {}): Backbone => ({
  sha256: sha256 as Hash,
  name: `net ${sha256}`,
  version: '1',
  origin: 'imported',
  state: 'ready',
  chosen: false,
  adapters: 0,
  importedAt: null,
  card: null,
  sourceFile: null,
  ...change,
});

/** A workstation with a shipped network and two imported ones; adapters rest on `b`. */
function bench() {
  let installed = [
    network('a', { origin: 'shipped', chosen: true }),
    network('b', { adapters: 2 }),
    network('c'),
  ];
  const calls: string[] = [];
  const changes = new ChangeFeed();
  const models = new Models({
    client: {
      backbones: {
        list: async () => ({ backbones: installed }),
        catalogue: async () => ({ entries: [] }),
        choose: async ({ sha256 }: { sha256: string }) => {
          calls.push(`choose ${sha256}`);
          installed = installed.map((one) => ({ ...one, chosen: one.sha256 === sha256 }));
          return {};
        },
        remove: async ({ sha256 }: { sha256: string }) => {
          if (sha256 === 'b') throw new LapidaryError('backbone-in-use', 'Two rest on it.', 'Erase them.');
          installed = installed.filter((one) => one.sha256 !== sha256);
          return { name: '' };
        },
        verify: async ({ sha256 }: { sha256: string | null }) => ({
          networks: [{ sha256, name: '', ok: false, message: 'A byte is wrong.', remedy: 'Bring it again.' }],
        }),
      },
    },
    changes,
    jobs: {},
    media: {},
  } as unknown as ConstructorParameters<typeof Models>[0]);
  return { models, calls, changes, set: (list: Backbone[]) => (installed = list) };
}

async function open() {
  const all = bench();
  const stop = all.models.start();
  await vi.waitFor(() => expect(all.models.read).toBe(true));
  const find = (sha256: string): Backbone => {
    const found = all.models.backbones.find((one) => one.sha256 === sha256);
    if (found === undefined) throw new Error(`no ${sha256}`);
    return found;
  };
  return { ...all, stop, find };
}

describe('the Models page', () => {
  it('shows the card of the one that new runs use, and steps through the others', async () => {
    const { models, stop } = await open();
    expect(models.selected?.sha256).toBe('a');
    models.step(1);
    models.step(1);
    models.step(1);
    expect(models.selected?.sha256).toBe('c');
    stop();
  });

  it('changes which one new runs use, and asks for nothing where nothing changes', async () => {
    const { models, calls, find, stop } = await open();
    await models.choose(find('c'));
    expect([find('a').chosen, find('c').chosen]).toEqual([false, true]);
    await models.choose(find('c'));
    await models.choose({ ...find('b'), state: 'missing' });
    expect(calls).toEqual(['choose c']);
    stop();
  });

  it('asks before it removes, and shows why a network has to stay', async () => {
    const { models, find, stop } = await open();
    models.select(find('b').sha256);
    models.askRemoval(true);
    await models.remove(find('b'));
    expect(models.refusal).toMatchObject({ code: 'backbone-in-use', remedy: 'Erase them.' });
    expect([models.asksRemoval, models.selected?.sha256]).toEqual([false, 'b']);
    models.select(find('c').sha256);
    expect(models.refusal).toBeNull();
    await models.remove(find('c'));
    expect([models.backbones.length, models.selected?.sha256]).toEqual([2, 'a']);
    stop();
  });

  it('keeps what reading every byte of a network came to', async () => {
    const { models, find, stop } = await open();
    await models.verify(find('b'));
    expect(models.check(find('b'))).toMatchObject({ ok: false, remedy: 'Bring it again.' });
    expect(models.check(find('a'))).toBeNull();
    stop();
  });

  it('follows what another window or the command line changed', async () => {
    const { models, changes, set, stop } = await open();
    set([network('d', { chosen: true })]);
    changes.announce({ topic: 'backbones', id: null });
    await vi.waitFor(() => expect(models.selected?.sha256).toBe('d'));
    stop();
  });
});

describe('what is said of a network', () => {
  it('names the file that has to be brought again', () => {
    expect(repairText(network('a'))).toBeNull();
    expect(repairText(network('a', { state: 'missing', origin: 'shipped' }))).toMatch(
      /Install Lapidary again/,
    );
    const sourceFile = { name: 'vit.npz', bytes: 1, sha256: 'f' as Hash };
    expect(repairText(network('a', { state: 'damaged', sourceFile }))).toMatch(
      /cannot be read.*by its checksum/,
    );
  });

  it('gives each fact of its card with where it is known from', () => {
    const card = {
      family: 'vit',
      pretraining: 'supervised',
      licence: 'MIT',
      shape: { imageSize: 64 },
      heads: 2,
      epsilon: 1e-6,
      activation: 'swiglu',
      mean: [0.5, 0.5, 0.5],
      source: { facts: [{ name: 'heads', value: 2, source: 'stated', note: 'by hand' }] },
    } as unknown as NonNullable<Backbone['card']>;
    const facts = cardFacts({ card });
    expect(facts.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'licence: MIT',
      'family: ViT',
      'pretraining: Supervised',
      'imageSize: 64 × 64 px',
      'mean: 0.5 · 0.5 · 0.5',
      'heads: 2',
      'epsilon: 1e-6',
      'activation: swiglu',
    ]);
    expect(facts.filter(({ source }) => source !== null)).toMatchObject([
      { name: 'heads', source: 'stated', note: 'by hand' },
    ]);
  });

  it('is found by words of its name, kind, licence and files', () => {
    const entry = {
      name: 'MAE ViT-B/16',
      family: 'mae',
      pretraining: 'masked-autoencoder',
      data: '',
      page: 'https://example.org/mae',
      licence: { name: 'CC-BY-NC-4.0', nonCommercial: true, noDerivatives: false },
      files: [{ name: 'mae_pretrain.pth' }],
      notes: [],
    } as unknown as CatalogueEntry;
    const found = ['', 'mae b/16', 'masked Non-Commercial', 'pretrain.pth', 'derivatives', 'dino'].map(
      (filter) => matches(entry, filter),
    );
    expect(found).toEqual([true, true, true, true, false, false]);
  });
});
