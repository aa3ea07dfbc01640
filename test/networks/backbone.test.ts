import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import { openBackbone, packBackbone } from '../../src-main/networks/backbone.ts';
import { createTensorSource, createVit } from '../../src-main/networks/vit.ts';
import { shapedTensors, testCard } from '../fixtures/tinyBackbone.ts';
import { runGraph, tinyConfig, tinyTensors, weightBytes } from './harness.ts';

const runtime = openRuntime({ threads: 1 });
afterAll(() => runtime.close());

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const card = testCard(tinyConfig);
const tensors = tinyTensors();
const shaped = (from = tensors) => shapedTensors(tinyConfig, (name) => from.get(name) ?? new Float32Array(0));

async function folderOf(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lapidary-backbone-'));
  folders.push(folder);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return folder;
}

const refusal = (reason: string): Error =>
  expect.objectContaining({
    code: 'backbone-damaged',
    message: expect.stringContaining(reason) as string,
  }) as Error;

describe('a backbone folder', () => {
  it('gives back its card and its tensors', async () => {
    const backbone = await openBackbone(await folderOf(packBackbone(card, shaped())));
    expect(backbone.card).toMatchObject(card);
    for (const [name, data] of tensors) expect(backbone.tensor(name)).toEqual(data);
    expect(() => backbone.tensor('blocks.9.norm1.weight')).toThrow('blocks.9');
  });

  it('lends its weights to sessions out of the file, to the same bits as copies', async () => {
    const backbone = await openBackbone(await folderOf(packBackbone(card, shaped())));
    const { folder, locate } = await backbone.weights('plain');
    const source = createTensorSource('weight');
    const tokens = createVit(tinyConfig, source).classToken(2);
    const y = createVit(tinyConfig, source).blocks(tokens, 0, tinyConfig.depth);
    const copied = await runGraph(
      runtime,
      { y },
      weightBytes(source.runs, (name) => backbone.tensor(name)),
      {},
    );
    const { bytes } = writeModel({ y }, locate(source.runs));
    const session = await runtime.open(bytes, { weightsFolder: folder ?? '' });
    expect((await session.run({}))['y']?.data).toEqual(copied['y']?.data);
    await session.release();
  });

  it('has a hash that follows its weights, sizes and preprocessing, and nothing else', async () => {
    const hashOf = async (changed: Partial<typeof card>, from = tensors): Promise<string> =>
      (await openBackbone(await folderOf(packBackbone({ ...card, ...changed }, shaped(from))))).networkHash;
    const original = await hashOf({});
    expect(await hashOf({ name: 'Renamed', figures: [{ name: 'a', value: 1, note: 'b' }] })).toBe(original);
    const moved = new Map(tensors).set(
      'norm.bias',
      (tensors.get('norm.bias') ?? new Float32Array(8)).map((v) => v + 1),
    );
    expect(await hashOf({}, moved)).not.toBe(original);
    expect(await hashOf({ preprocessing: { ...card.preprocessing, interpolation: 'bilinear' } })).not.toBe(
      original,
    );
    expect(await hashOf({ architecture: { ...card.architecture, heads: 4 } })).not.toBe(original);
  });

  it('is refused when a weight was changed', async () => {
    const files = new Map(packBackbone(card, shaped()));
    const weights = files.get('weights.safetensors')?.slice() ?? new Uint8Array(0);
    weights[weights.length - 3] = (weights[weights.length - 3] ?? 0) ^ 1;
    await expect(openBackbone(await folderOf(files.set('weights.safetensors', weights)))).rejects.toEqual(
      refusal('not those that its card was written for'),
    );
  });

  it.each<[string, (card: Record<string, unknown>) => unknown, string]>([
    ['no JSON', () => undefined, 'not JSON'],
    ['an unknown field', (read) => ({ ...read, surprise: 1 }), 'surprise'],
    [
      'a size beyond reason',
      (read) => ({ ...read, architecture: { ...card.architecture, width: 1e9 } }),
      'width',
    ],
    [
      'sizes of another network',
      (read) => ({ ...read, architecture: { ...card.architecture, width: 16 } }),
      'cls_token',
    ],
    [
      'more blocks than weights',
      (read) => ({ ...read, architecture: { ...card.architecture, depth: 3 } }),
      'blocks.2',
    ],
    [
      'fewer blocks than weights',
      (read) => ({ ...read, architecture: { ...card.architecture, depth: 1 } }),
      'blocks.1',
    ],
  ])('is refused with a card of %s', async (_, change, reason) => {
    const files = new Map(packBackbone(card, shaped()));
    const read = JSON.parse(new TextDecoder().decode(files.get('card.json'))) as Record<string, unknown>;
    const text = JSON.stringify(change(read)) ?? '{"format":';
    files.set('card.json', new TextEncoder().encode(text));
    await expect(openBackbone(await folderOf(files))).rejects.toEqual(refusal(reason));
  });

  it('is refused without its files', async () => {
    const files = new Map(packBackbone(card, shaped()));
    await expect(openBackbone(await folderOf(new Map()))).rejects.toEqual(refusal('card.json'));
    files.delete('weights.safetensors');
    await expect(openBackbone(await folderOf(files))).rejects.toEqual(refusal('weights.safetensors'));
  });
});
