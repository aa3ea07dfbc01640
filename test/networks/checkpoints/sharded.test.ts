import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { floats } from '../../../src-main/networks/checkpoints/values.ts';
import { float32, memoryFiles, npyOf, refusal, safetensors, text, zip } from './writtenFiles.ts';

const part = (...names: readonly string[]): Uint8Array =>
  safetensors(
    Object.fromEntries(
      names.map((name, i) => [name, { dtype: 'F32', shape: [1], data_offsets: [4 * i, 4 * i + 4] }]),
    ),
    float32(...names.map((_, i) => i + 1)),
  );
const index = (weightMap: unknown, metadata: unknown = { total_size: 12 }): Uint8Array =>
  text(JSON.stringify({ metadata, weight_map: weightMap }));

const first = 'model-00001-of-00002.safetensors';
const second = 'model-00002-of-00002.safetensors';
const indexName = 'model.safetensors.index.json';
const files = {
  [indexName]: index({ b: second, a: first, c: first }),
  [first]: part('a', 'c'),
  [second]: part('d', 'b'),
};

describe('a checkpoint of several files', () => {
  it('has every tensor that its index names, in that order, and notes the others', async () => {
    const folder = memoryFiles(files);
    const checkpoint = await openCheckpoint(folder, indexName);
    expect(checkpoint.format).toBe('safetensors-sharded');
    expect([...checkpoint.tensors.keys()]).toEqual(['b', 'a', 'c']);
    expect([...checkpoint.values]).toEqual([['total_size', 12]]);
    expect(checkpoint.notes.join()).toContain('1 tensors of the parts are not named');
    const values = await Promise.all([...checkpoint.tensors.values()].map(floats));
    expect(values.map(([value]) => value)).toEqual([2, 1, 2]);
    expect(folder.opened()).toBe(3);
    await checkpoint[Symbol.asyncDispose]();
    expect(folder.opened()).toBe(0);
  });

  it('says so where one part is opened alone', async () => {
    await using checkpoint = await openCheckpoint(memoryFiles(files), first);
    expect(checkpoint.format).toBe('safetensors');
    expect(checkpoint.notes.join()).toContain('one of 2 parts');
  });

  const many = Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`t${i}`, `part${i}`]));
  it.each<[string, Readonly<Record<string, Uint8Array>>, string, string]>([
    ['a part that is missing', { [indexName]: index({ a: first }) }, 'incomplete', first],
    [
      'a part outside the folder',
      { ...files, [indexName]: index({ a: '../a' }) },
      'damaged',
      'not a file beside it',
    ],
    [
      'a part by its path',
      { ...files, [indexName]: index({ a: '/etc/passwd' }) },
      'damaged',
      'not a file beside',
    ],
    [
      'a part by a Windows path',
      { ...files, [indexName]: index({ a: 'C:\\a' }) },
      'damaged',
      'not a file beside',
    ],
    ['the folder itself', { ...files, [indexName]: index({ a: '..' }) }, 'damaged', 'not a file beside it'],
    [
      'a tensor that its part has not',
      { ...files, [indexName]: index({ b: first }) },
      'damaged',
      'not in its part',
    ],
    [
      'a tensor that two parts have',
      { ...files, [second]: part('a', 'b') },
      'damaged',
      'is in "model-00001-of-00002.safetensors" and in',
    ],
    [
      'a tensor that the index names twice',
      { ...files, [indexName]: text(`{"weight_map":{"a":"${first}","a":"${second}"}}`) },
      'damaged',
      'twice',
    ],
    ['a part that is an index', { [indexName]: index({ a: indexName }) }, 'unsupported', 'JSON'],
    [
      'parts of another format',
      { [indexName]: index({ a: 'a' }), a: zip([['a.npy', npyOf('<f4', [1], float32(1))]]) },
      'damaged',
      'all safetensors, or all PyTorch',
    ],
    ['a part that is damaged', { ...files, [second]: part('b').subarray(0, 20) }, '', ''],
    ['a tensor in no file', { [indexName]: index({ a: null }) }, 'damaged', 'no file'],
    ['no tensors', { [indexName]: index({}) }, 'damaged', 'no tensors'],
    ['too many parts', { [indexName]: index(many) }, 'too-large', '128 parts'],
    ['other JSON', { [indexName]: text('{"model_type":"vit"}') }, 'unsupported', 'no index'],
    ['a map that is a list', { [indexName]: index([first]) }, 'unsupported', 'no index'],
    ['broken JSON', { [indexName]: text('{"weight_map":{') }, 'damaged', 'not valid JSON'],
    ['a deep index', { [indexName]: text(`{"a":${'['.repeat(1e6)}`) }, 'damaged', 'nested too deeply'],
  ])('is refused for %s, and leaves nothing open', async (_, contents, code, reason) => {
    const folder = memoryFiles(contents);
    await expect(openCheckpoint(folder, indexName)).rejects.toEqual(refusal(code, reason));
    expect(folder.opened()).toBe(0);
  });
});
