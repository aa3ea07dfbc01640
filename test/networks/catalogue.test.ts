import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  BackboneCatalogue,
  catalogueFile,
  matchCatalogue,
  readCatalogue,
  type CatalogueEntry,
  type Evidence,
} from '../../src-main/networks/catalogue.ts';
import { vitTensors, type VitConfig } from '../../src-main/networks/vit.ts';

const root = join(import.meta.dirname, '../..');
const { entries } = await readCatalogue(join(root, 'models'));
const entry = (id: string): CatalogueEntry => {
  const found = entries.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no entry ${id}`);
  return found;
};
const found = (fileNames: readonly string[], evidence?: Evidence): readonly string[] =>
  matchCatalogue(entries, fileNames, evidence).map(({ entry: { id }, by }) => `${id}: ${by}`);

const config = ({ keys }: CatalogueEntry): VitConfig => ({
  imageSize: keys.imageSize,
  patchSize: keys.patchSize,
  width: keys.width,
  depth: keys.depth,
  heads: keys.heads,
  epsilon: keys.epsilon,
  // Two thirds of four times the width, rounded up to a multiple of eight: dinov2/layers/swiglu_ffn.py.
  mlpRatio: keys.mlp === 'swiglu' ? (8 * Math.ceil((4 * keys.width * 2) / 3 / 8)) / keys.width : 4,
  mlp: keys.mlp,
  registers: keys.registers,
  preNorm: keys.preNorm,
});
const parameters = (of: CatalogueEntry): number =>
  [...vitTensors(config(of)).values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);

describe('the catalogue that ships', () => {
  it('has ids, names and checksums of their own', () => {
    for (const values of [
      entries.map(({ id }) => id),
      entries.map(({ name }) => name),
      entries.flatMap(({ files }) => files.flatMap(({ sha256 }) => sha256 ?? [])),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
    expect(entries.length).toBeGreaterThanOrEqual(20);
  });

  it.each(entries)('states an architecture that can be: $id', ({ keys, family }) => {
    expect(keys.imageSize % keys.patchSize).toBe(0);
    expect(keys.width % keys.heads).toBe(0);
    expect(keys.width / keys.heads).toBeOneOf([64, 80]);
    expect(keys.preNorm === true).toBe(family === 'clip' && keys.epsilon === 1e-5);
    expect(keys.activation === 'silu').toBe(keys.mlp === 'swiglu');
  });

  it.each([
    ['vit-ti16-augreg-in21k', 5.5e6],
    ['dino-vits16', 21.7e6],
    ['dino-vitb16', 85.8e6],
    ['mae-vith14', 631e6],
    ['dinov2-vits14', 22.1e6],
    ['dinov2-vitb14', 86.6e6],
    ['dinov2-vitl14', 304.4e6],
    ['dinov2-vitg14', 1136e6],
  ])('gives %s the published number of parameters', (id, published) => {
    expect(parameters(entry(id)) / published).toBeCloseTo(1, 2);
  });

  it.each(['dinov2-vits14', 'dinov2-vitb14', 'dinov2-vitl14'])(
    'gives the file that holds nothing but %s the size of its weights',
    (id) => {
      const bytes = entry(id).files[0]?.bytes ?? 0;
      expect(bytes / (4 * parameters(entry(id)))).toBeCloseTo(1, 2);
    },
  );

  it.each(entries)('warns of what must be known before use: $id', (one) => {
    const notes = one.notes.join(' ');
    expect(notes.includes('Prompt tuning works far worse')).toBe(
      one.pretrainingKind === 'masked-autoencoder',
    );
    expect(notes.includes('Non-commercial licence')).toBe(one.licence.nonCommercial);
    expect(notes.includes('No-derivatives licence')).toBe(one.licence.noDerivatives);
    expect(one.licence.nonCommercial).toBe(/-NC\b/.test(one.licence.spdx ?? ''));
    expect(one.licence.noDerivatives).toBe(/-ND\b/.test(one.licence.spdx ?? ''));
  });

  it.each(entries)('says how much memory large weights take, and says it rightly: $id', (one) => {
    const gigabytes = (4 * parameters(one)) / 1e9;
    const said = /about ([\d.]+) GB for its weights/.exec(one.notes.join(' '))?.[1];
    if (gigabytes < 1) expect(said).toBeUndefined();
    else expect(Number(said)).toBeCloseTo(gigabytes, 1);
  });
});

describe('finding an entry', () => {
  const vitb = 'dinov2_vitb14_pretrain.pth';
  const digest = entry('dinov2-vitb14').files[0]?.sha256 ?? '';

  it('suggests by name, and is certain by checksum alone', () => {
    expect(found([vitb])).toEqual(['dinov2-vitb14: name']);
    expect(found([vitb], { sha256: new Map([[vitb, digest]]) })).toEqual(['dinov2-vitb14: checksum']);
    expect(found(['renamed.pth'], { sha256: new Map([['renamed.pth', digest]]) })).toEqual([
      'dinov2-vitb14: checksum',
    ]);
    expect(found(['renamed.pth'])).toEqual([]);
  });

  it('says that contents are others than those that bear the name', () => {
    const sha256 = new Map([[vitb, 'f'.repeat(64)]]);
    expect(found([vitb], { sha256 })).toEqual(['dinov2-vitb14: other-contents']);
    expect(found([vitb], { bytes: new Map([[vitb, 17]]) })).toEqual(['dinov2-vitb14: other-contents']);
    expect(found([vitb], { bytes: new Map([[vitb, 346378731]]) })).toEqual(['dinov2-vitb14: name']);
  });

  it('lists those with other contents last', () => {
    const name = 'pytorch_model.bin';
    const matches = found([name], { sha256: new Map([[name, 'f'.repeat(64)]]) });
    expect(matches.length).toBeGreaterThan(2);
    expect(matches.indexOf('openai-clip-vitb16: other-contents')).toBe(matches.length - 1);
  });

  it('narrows a name that many networks share by tensors and shapes', () => {
    const name = 'model.safetensors';
    expect(found([name]).length).toBeGreaterThan(3);
    const dinov2 = ['embeddings.cls_token', 'embeddings.mask_token', 'encoder.layer.0.layer_scale1.lambda1'];
    const tensors = [...dinov2, 'encoder.layer.0.attention.attention.query.weight'];
    expect(found([name], { tensors })).toEqual(['dinov2-vitb14: name']);
    expect(found([name], { tensors: tensors.map((tensor) => `model.dinov2.${tensor}`) })).toEqual([
      'dinov2-vitb14: name',
    ]);
    expect(found([name], { tensors: dinov2 })).toEqual([]);
    expect(found([name], { shape: { width: 384 } })).toEqual(['vit-s16-augreg-in21k: name']);
    expect(found([name], { shape: { width: 768, patchSize: 32 } })).toEqual(['vit-b32-augreg-in21k: name']);
  });

  it('reads the layout of the original ViT as well as that of its conversion', () => {
    const name = 'B_16-i21k-300ep-lr_0.001-aug_medium1-wd_0.1-do_0.0-sd_0.0.npz';
    const [, jax = []] = entry('vit-b16-augreg-in21k').keys.expects;
    expect(found([name], { tensors: jax })).toEqual(['vit-b16-augreg-in21k: name']);
    expect(found([name], { tensors: jax.slice(1) })).toEqual([]);
  });

  it('takes names whole', () => {
    expect(found(['', 'dinov2_vitb14', `copy of ${vitb}`])).toEqual([]);
  });
});

describe('a catalogue file', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  const reading = async (text: string | undefined) => {
    const folder = await mkdtemp(join(tmpdir(), 'lapidary-catalogue-'));
    folders.push(folder);
    if (text !== undefined) await writeFile(join(folder, catalogueFile), text);
    return readCatalogue(folder);
  };
  const shipped = { format: 'lapidary-catalogue-1', entries: [entry('endovit')] };
  const broken = (change: object): string =>
    JSON.stringify({ ...shipped, entries: [{ ...entry('endovit'), ...change }] });

  it('is read as it was written', async () => {
    expect(await reading(JSON.stringify(shipped))).toEqual(BackboneCatalogue.parse(shipped));
  });

  it.each([
    ['missing', undefined, 'missing'],
    ['no JSON', '{', 'not JSON'],
    ['of another format', JSON.stringify({ ...shipped, format: 'x' }), '"format"'],
    ['too large', ' '.repeat(1024 * 1024 + 1), 'larger'],
    ['with a page that is no web address', broken({ page: 'javascript:alert(1)' }), '"entries.0.page"'],
    ['with a file in a folder', broken({ files: [{ name: '../x' }] }), '"entries.0.files.0.name"'],
    ['with a field that is not known', broken({ download: true }), '"entries.0"'],
    ['of an unknown kind', broken({ pretrainingKind: 'magic' }), '"entries.0.pretrainingKind"'],
  ])('is refused: %s', async (_, text, reason) => {
    await expect(reading(text)).rejects.toMatchObject({
      code: 'catalogue-damaged',
      message: expect.stringContaining(reason) as string,
    });
  });
});

describe('docs/backbones.md', () => {
  const kinds = {
    supervised: 'supervised',
    contrastive: 'contrastive',
    'self-distilled': 'self-distilled',
    'masked-autoencoder': 'masked autoencoder (!)',
  };

  it('shows the catalogue as it is', async () => {
    const page = await readFile(join(root, 'docs/backbones.md'), 'utf8');
    const [, ...rows] = page
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      entries.map((one) => [
        one.name,
        kinds[one.pretrainingKind as keyof typeof kinds],
        `${String(Math.round(parameters(one) / 1e6))} M, ${String(one.keys.imageSize)} px`,
        `${one.licence.spdx ?? one.licence.name}${one.licence.nonCommercial ? ' (!)' : ''}`,
        one.page.replace('https://', ''),
      ]),
    );
  });
});
