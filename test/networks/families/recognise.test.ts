import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderFiles } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { bytesOfType, type CheckpointTensor } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { completeFacts, findFacts } from '../../../src-main/networks/families/facts.ts';
import { architectureOf, networkTensors } from '../../../src-main/networks/families/network.ts';
import { recognise } from '../../../src-main/networks/families/recognise.ts';
import { createRandom, type Random } from '../../../src-shared/domain/random.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { readFamilyFixtures } from '../checkpoints/familyFixtures.ts';

type Shapes = ReadonlyMap<string, readonly number[]>;

/** Tensors of those shapes; values are ones, made as they are read. */
function tensorsOf(shapes: Shapes): ReadonlyMap<string, CheckpointTensor> {
  return new Map(
    [...shapes].map(([name, shape]) => {
      const count = shape.reduce((product, extent) => product * extent, 1);
      return [
        name,
        {
          type: 'f4' as const,
          shape,
          async *bytes() {
            await Promise.resolve();
            const piece = new Uint8Array(Float32Array.from({ length: 4096 }, () => 1).buffer);
            for (let left = count * bytesOfType.f4; left > 0; left -= piece.length) {
              yield piece.subarray(0, Math.min(left, piece.length));
            }
          },
        },
      ];
    }),
  );
}

const shapesOfFixtures = new Map<string, Shapes>();
beforeAll(async () => {
  for (const fixture of readFamilyFixtures()) {
    await using checkpoint = await openCheckpoint(await folderFiles(fixture.folder), fixture.main);
    shapesOfFixtures.set(
      fixture.name,
      new Map([...checkpoint.tensors].map(([name, { shape }]) => [name, shape])),
    );
  }
});

const vit = (): Map<string, readonly number[]> => new Map(shapesOfFixtures.get('timm-vit'));

function refusal(change: (shapes: Map<string, readonly number[]>) => void): LapidaryError {
  const shapes = vit();
  change(shapes);
  try {
    recognise(tensorsOf(shapes));
  } catch (error) {
    if (error instanceof LapidaryError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a vision transformer in a checkpoint', () => {
  it.each<[string, (shapes: Map<string, readonly number[]>) => unknown, string, RegExp]>([
    [
      'nothing',
      (shapes) => {
        shapes.clear();
      },
      'backbone-unknown',
      /0 tensors/,
    ],
    ['no class token', (shapes) => shapes.delete('cls_token'), 'backbone-keys', /no class token/],
    [
      'a block without its second norm',
      (shapes) => shapes.delete('blocks.1.norm2.weight'),
      'backbone-keys',
      /blocks\.1\.norm2/,
    ],
    [
      'a norm without its bias',
      (shapes) => shapes.delete('blocks.0.norm1.bias'),
      'backbone-keys',
      /a bias is missing/,
    ],
    [
      'no final norm',
      (shapes) => {
        shapes.delete('norm.weight');
      },
      'backbone-keys',
      /"norm\.weight"/,
    ],
    [
      'four colours',
      (shapes) => shapes.set('patch_embed.proj.weight', [32, 4, 8, 8]),
      'backbone-keys',
      /three colours/,
    ],
    [
      'oblong patches',
      (shapes) => shapes.set('patch_embed.proj.weight', [32, 3, 8, 4]),
      'backbone-keys',
      /square patches/,
    ],
    [
      'a position embedding of no square',
      (shapes) => shapes.set('pos_embed', [1, 19, 32]),
      'backbone-keys',
      /19 rows/,
    ],
    [
      'a norm of the queries inside a block',
      (shapes) => shapes.set('blocks.0.attn.q_norm.weight', [16]),
      'backbone-keys',
      /not understood.*q_norm/,
    ],
    [
      'two networks of equal rank',
      (shapes) => {
        for (const [name, shape] of vit()) shapes.set(`other.${name}`, shape);
      },
      'backbone-ambiguous',
      /several vision transformers/,
    ],
  ])('is refused with %s', (_what, change, code, message) => {
    const error = refusal(change);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('is not guessed in a network of another kind, which is named where it is known', () => {
    const swin = new Map([['layers.0.blocks.0.attn.relative_position_bias_table', [1, 2] as const]]);
    expect(() => recognise(tensorsOf(swin))).toThrow(/Swin/);
    const cnn = new Map([['layer1.0.conv1.weight', [64, 64, 3, 3] as const]]);
    expect(() => recognise(tensorsOf(cnn))).toThrow(/convolutional/);
  });

  it('lists what lies beside it and is not known, and does without biases that are not there', () => {
    const shapes = vit();
    shapes.set('projector.weight', [4, 4]);
    for (const block of [0, 1]) shapes.delete(`blocks.${block}.attn.qkv.bias`);
    const { keys } = recognise(tensorsOf(shapes));
    expect(keys.unknown).toEqual(['projector.weight']);
    expect(keys.filled).toEqual(['blocks.0.attn.qkv.bias', 'blocks.1.attn.qkv.bias']);
  });

  it('is the averaged one where training left both', () => {
    const shapes = new Map<string, readonly number[]>();
    for (const prefix of ['model.', 'model_ema.']) {
      for (const [name, shape] of vit()) shapes.set(prefix + name, shape);
    }
    const { prefix, keys } = recognise(tensorsOf(shapes));
    expect(prefix).toBe('model_ema.');
    expect(keys.unused.reduce((sum, { count }) => sum + count, 0)).toBe(vit().size + 2);
  });
});

/** A change that a damaged or hostile file might have; the sizes stay what a reader would let through. */
function mutate(shapes: Map<string, readonly number[]>, random: Random): void {
  const names = [...shapes.keys()];
  const name = names[Math.floor(random.uniform() * names.length)] ?? '';
  const shape = [...(shapes.get(name) ?? [])];
  switch (Math.floor(random.uniform() * 6)) {
    case 0:
      shapes.delete(name);
      break;
    case 1:
      shapes.set(name, shape.slice(0, -1));
      break;
    case 2:
      shapes.set(name, [...shape, 1 + Math.floor(3 * random.uniform())]);
      break;
    case 3:
      if (shape.length > 0) {
        shape[Math.floor(random.uniform() * shape.length)] = Math.floor(50 * random.uniform() ** 2);
        shapes.set(name, shape);
      }
      break;
    case 4: {
      const other = names[Math.floor(random.uniform() * names.length)] ?? '';
      shapes.set(name, shapes.get(other) ?? []);
      break;
    }
    default:
      shapes.delete(name);
      shapes.set(name.replace('.', random.uniform() < 0.5 ? '' : '..'), shape);
  }
}

it.each([
  ['onnx-timm-torchscript.onnx', 'timm'],
  ['onnx-timm-export.onnx', 'timm'],
  ['onnx-huggingface-export.onnx', 'huggingface'],
])('the weights of an ONNX export, %s, are those of its network', async (name, layout) => {
  const files = await folderFiles(path.resolve('test/fixtures/checkpoints'));
  await using checkpoint = await openCheckpoint(files, name);
  const recognised = recognise(checkpoint.tensors);
  expect(recognised).toMatchObject({
    layout: { id: layout },
    shape: { width: 32, depth: 2, patchSize: 8, grid: 4, hidden: 64 },
    keys: { unknown: [] },
  });
  for (const { group } of recognised.keys.unused) expect(group).toBe('constants of the exporter');
});

it.each([NaN, Infinity, -Infinity])('no network is made of values such as %f', async (odd) => {
  const tensors = new Map(tensorsOf(vit()));
  const name = 'blocks.1.mlp.fc2.bias';
  tensors.set(name, {
    type: 'f4',
    shape: [vit().get(name)?.[0] ?? 0],
    async *bytes() {
      await Promise.resolve();
      const values = new Float32Array(vit().get(name)?.[0] ?? 0);
      values[3] = odd;
      yield new Uint8Array(values.buffer);
    },
  });
  const recognised = recognise(tensors);
  const stated = {
    ...{ licence: 'x', pretraining: 'unknown' as const, heads: 2 },
    mean: [0.5, 0.5, 0.5] as [number, number, number],
    std: [0.5, 0.5, 0.5] as [number, number, number],
  };
  const facts = completeFacts(
    findFacts({ recognised, sideFiles: [], match: undefined, stated, fileTitle: 'x' }),
  );
  const all = networkTensors(recognised, architectureOf(recognised, facts), facts, tensors);
  const read = async (): Promise<void> => {
    for await (const [, data] of all) expect(data.length).toBeGreaterThan(0);
  };
  await expect(read()).rejects.toMatchObject({ code: 'backbone-keys' });
});

describe('networks whose tensors were changed', () => {
  it('become a network or are refused, whatever was changed', { timeout: 120_000 }, async () => {
    const random = createRandom(20261127);
    const counts = { made: 0, refused: 0 };
    const all = [...shapesOfFixtures.values()];
    for (let i = 0; i < 1000; i++) {
      const shapes = new Map(all[i % all.length]);
      for (let change = 0; change <= i % 3; change++) mutate(shapes, random);
      try {
        const tensors = tensorsOf(shapes);
        const recognised = recognise(tensors);
        const stated = {
          ...{ licence: 'x', pretraining: 'unknown' as const, activation: 'gelu' as const, heads: 1 },
          mean: [0.5, 0.5, 0.5] as [number, number, number],
          std: [0.5, 0.5, 0.5] as [number, number, number],
        };
        const found = findFacts({ recognised, sideFiles: [], match: undefined, stated, fileTitle: 'x' });
        const facts = completeFacts(found);
        const config = architectureOf(recognised, facts);
        for await (const [, data] of networkTensors(recognised, config, facts, tensors)) {
          if (!data.every(Number.isFinite)) throw new Error('a value is no number');
        }
        counts.made += 1;
      } catch (error) {
        if (!(error instanceof LapidaryError)) throw error;
        expect(error.code).toMatch(/^(backbone|checkpoint)-/);
        counts.refused += 1;
      }
    }
    expect(counts.made).toBeGreaterThan(30);
    expect(counts.refused).toBeGreaterThan(300);
  });
});
