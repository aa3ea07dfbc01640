import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { folderFiles } from '../../../src-main/networks/checkpoints/byteSource.ts';
import type { Checkpoint, CheckpointTensor } from '../../../src-main/networks/checkpoints/checkpoint.ts';
import { openCheckpoint } from '../../../src-main/networks/checkpoints/open.ts';
import { openOnnx } from '../../../src-main/networks/checkpoints/onnxFile.ts';
import { digest, floats } from '../../../src-main/networks/checkpoints/values.ts';
import {
  collected,
  external,
  field,
  float32,
  initializer,
  joined,
  memoryFiles,
  node,
  onnx,
  onnxTensor,
  rawData,
  varint,
} from './writtenFiles.ts';

async function open(
  bytes: Uint8Array,
  beside: Readonly<Record<string, Uint8Array>> = {},
): Promise<Checkpoint> {
  const files = memoryFiles({ 'model.onnx': bytes, ...beside });
  return openOnnx(await files.open('model.onnx'), files);
}

function tensorOf(checkpoint: Checkpoint, name: string): CheckpointTensor {
  const tensor = checkpoint.tensors.get(name);
  if (tensor === undefined) throw new Error(`no tensor ${name}`);
  return tensor;
}

const valuesOf = async (checkpoint: Checkpoint, name: string): Promise<number[]> => [
  ...(await floats(tensorOf(checkpoint, name))),
];
const bytesOf = (checkpoint: Checkpoint, name: string): Promise<Uint8Array<ArrayBuffer>> =>
  collected(tensorOf(checkpoint, name).bytes());

describe('exports of PyTorch', () => {
  const folder = path.resolve('test/fixtures/checkpoints');
  const expected = z
    .record(z.string(), z.record(z.string(), z.strictObject({ shape: z.array(z.int()), sha256: z.string() })))
    .parse(JSON.parse(readFileSync(path.join(folder, 'onnx.expected.json'), 'utf8')));

  it.each(Object.entries(expected))('%s has every parameter under its name', async (name, parameters) => {
    await using checkpoint = await openCheckpoint(await folderFiles(folder), `${name}.onnx`);
    const found: typeof parameters = {};
    for (const parameter of Object.keys(parameters)) {
      const tensor = checkpoint.tensors.get(parameter);
      if (tensor !== undefined) found[parameter] = { shape: [...tensor.shape], sha256: await digest(tensor) };
    }
    expect(found).toEqual(parameters);
    expect(checkpoint.values.get('producer')).toBe('pytorch');
    expect(checkpoint.notes.join()).toMatch(/^\d+ tensors got back the names/);
    const others = [...checkpoint.tensors.keys()].filter((key) => !Object.hasOwn(parameters, key));
    // The attention mask of an export with a fixed batch, of the graph's own making.
    expect(others.every((key) => /^val_\d+$/.test(key))).toBe(true);
  });
});

describe('an ONNX file', () => {
  it('gives the values of every field that can hold them', async () => {
    const packed = (...values: readonly (number | bigint)[]): Uint8Array => joined(...values.map(varint));
    await using checkpoint = await open(
      onnx(
        initializer('raw', [2], 1, rawData(float32(1, 2))),
        initializer('list', [2], 1, field(4, float32(3, 4))),
        initializer('half', [2], 10, field(5, packed(0x3c00, 0xc000))),
        initializer('brain', [1], 16, field(5, packed(0x3f80))),
        initializer('double', [1], 11, field(10, new Uint8Array(Float64Array.of(5).buffer))),
        initializer('merged', [3], 1, field(4, float32(6)), field(4, float32(7, 8))),
        initializer('unpacked', [2], 10, field(5, 0x3c00), field(5, 0x4000)),
        initializer('integers', [2], 7, field(7, packed(-1n, 1n << 40n))),
        initializer('bytes', [2], 3, field(5, packed(-2n, 3))),
        initializer('packedShape', [], 1, field(1, packed(1, 2)), rawData(float32(9, 10))),
        initializer('nothing', [0, 3], 1),
      ),
    );
    expect(await valuesOf(checkpoint, 'raw')).toEqual([1, 2]);
    expect(await valuesOf(checkpoint, 'list')).toEqual([3, 4]);
    expect(await valuesOf(checkpoint, 'half')).toEqual([1, -2]);
    expect(await valuesOf(checkpoint, 'brain')).toEqual([1]);
    expect(await valuesOf(checkpoint, 'double')).toEqual([5]);
    expect(await valuesOf(checkpoint, 'merged')).toEqual([6, 7, 8]);
    expect(await valuesOf(checkpoint, 'unpacked')).toEqual([1, 2]);
    expect(await valuesOf(checkpoint, 'packedShape')).toEqual([9, 10]);
    expect(checkpoint.tensors.get('packedShape')?.shape).toEqual([1, 2]);
    expect(await valuesOf(checkpoint, 'nothing')).toEqual([]);
    const integers = await bytesOf(checkpoint, 'integers');
    expect(new BigInt64Array(integers.buffer)).toEqual(BigInt64Array.of(-1n, 1n << 40n));
    expect(await bytesOf(checkpoint, 'bytes')).toEqual(Uint8Array.of(254, 3));
    expect(Object.fromEntries(checkpoint.values)).toEqual({
      irVersion: 9,
      producer: 'lapidary-test',
      'opset.ai.onnx': 20,
    });
  });

  it('reads long lists of varints across its batches', async () => {
    const count = 300_000;
    const values = Buffer.concat(Array.from({ length: count }, (_, i) => varint(i % 0x7c00)));
    await using checkpoint = await open(onnx(initializer('w', [count], 10, field(5, values))));
    const sizes: number[] = [];
    for await (const piece of tensorOf(checkpoint, 'w').bytes()) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(1);
    const bits = new Uint16Array((await bytesOf(checkpoint, 'w')).buffer);
    expect(bits.length).toBe(count);
    expect(bits.every((value, i) => value === i % 0x7c00)).toBe(true);
  });

  it('reads external data from a file beside it', async () => {
    const files = { 'w.data': float32(0, 1, 2, 3) };
    await using checkpoint = await open(
      onnx(
        initializer('a', [2], 1, ...external('w.data', '4', '8')),
        initializer('b', [1], 1, ...external('w.data', '12')),
      ),
      files,
    );
    expect(await valuesOf(checkpoint, 'a')).toEqual([1, 2]);
    expect(await valuesOf(checkpoint, 'b')).toEqual([3]);
  });

  const matrix = (name: string): Uint8Array =>
    initializer(name, [2, 3], 1, rawData(float32(1, 2, 3, 4, 5, 6)));
  const bias = (name: string): Uint8Array => initializer(name, [3], 1, rawData(float32(1, 2, 3)));

  it('gives a weight its bias’s name and turns it over', async () => {
    await using checkpoint = await open(
      onnx(
        matrix('onnx::MatMul_7'),
        bias('fc.bias'),
        node('MatMul', ['x', 'onnx::MatMul_7'], ['y']),
        node('Add', ['fc.bias', 'y'], ['z']),
      ),
    );
    expect([...checkpoint.tensors.keys()]).toEqual(['fc.weight', 'fc.bias']);
    expect(checkpoint.tensors.get('fc.weight')?.shape).toEqual([3, 2]);
    expect(await valuesOf(checkpoint, 'fc.weight')).toEqual([1, 4, 2, 5, 3, 6]);
    expect(checkpoint.notes).toEqual([expect.stringMatching(/^1 tensors .* 1 of them/)]);
  });

  it('knows Gemm, with and without its own transposition, unless it scales', async () => {
    const transB = field(5, joined(field(1, 'transB'), field(3, 1)));
    const scaled = field(5, joined(field(1, 'alpha'), [2 * 8 + 5], float32(2)));
    await using checkpoint = await open(
      onnx(
        matrix('t_1'),
        matrix('t_2'),
        matrix('t_3'),
        bias('a.bias'),
        bias('b.bias'),
        bias('c.bias'),
        node('Gemm', ['x', 't_1', 'a.bias'], ['y1']),
        node('Gemm', ['x', 't_2', 'b.bias'], ['y2'], '', transB),
        node('Gemm', ['x', 't_3', 'c.bias'], ['y3'], '', scaled),
      ),
    );
    expect(checkpoint.tensors.get('a.weight')?.shape).toEqual([3, 2]);
    expect(checkpoint.tensors.get('b.weight')?.shape).toEqual([2, 3]);
    expect([...checkpoint.tensors.keys()]).toContain('t_3');
  });

  it('takes a name from the node’s path where there is no bias', async () => {
    await using checkpoint = await open(
      onnx(
        matrix('onnx::MatMul_1'),
        matrix('onnx::MatMul_2'),
        node('MatMul', ['x', 'onnx::MatMul_1'], ['y'], '/blocks/blocks.0/mlp/mlp.2/MatMul'),
        node('MatMul', ['y', 'onnx::MatMul_2'], ['z'], 'MatMul_12'),
      ),
    );
    expect([...checkpoint.tensors.keys()]).toEqual(['blocks.0.mlp.2.weight', 'onnx::MatMul_2']);
  });

  it('names equal parameters that were merged by the modules that use them', async () => {
    const scoped = (path: string): Uint8Array =>
      field(
        9,
        joined(field(1, 'pkg.torch.onnx.name_scopes'), field(2, `['', 'blocks', '${path}', 'linear']`)),
      );
    await using checkpoint = await open(
      onnx(
        matrix('val_1'),
        matrix('val_2'),
        bias('a.bias'),
        bias('a.norm.weight'),
        ...['a', 'b'].flatMap((path, i) => [
          node('LayerNormalization', [`x${i}`, 'a.norm.weight'], [`n${i}`], '', scoped(`${path}.norm`)),
          node('MatMul', [`n${i}`, `val_${i + 1}`], [`y${i}`], '', scoped(path)),
          node('Add', [`y${i}`, 'a.bias'], [`x${i + 1}`], '', scoped(path)),
        ]),
      ),
    );
    expect([...checkpoint.tensors.keys()].toSorted()).toEqual(
      'a.bias a.norm.weight a.weight b.bias b.norm.weight b.weight'.split(' '),
    );
  });

  it('keeps raw names where two would be one, or one two', async () => {
    await using checkpoint = await open(
      onnx(
        matrix('val_1'),
        matrix('val_2'),
        matrix('val_3'),
        matrix('c.weight'),
        matrix('val_4'),
        ...['a', 'b', 'c'].map((name) => bias(`${name}.bias`)),
        ...[
          ['val_1', 'a'],
          ['val_2', 'a'],
          ['val_3', 'a'],
          ['val_3', 'b'],
          ['val_4', 'c'],
        ].flatMap(([weight = '', name = ''], i) => [
          node('MatMul', ['x', weight], [`y${i}`]),
          node('Add', [`y${i}`, `${name}.bias`], [`z${i}`]),
        ]),
      ),
    );
    expect([...checkpoint.tensors.keys()]).toEqual(
      'val_1 val_2 val_3 c.weight val_4 a.bias b.bias c.bias'.split(' '),
    );
    expect(checkpoint.notes).toEqual([]);
  });

  it('finds equal parameters that are stored once, and weights that are constants', async () => {
    const constant = (output: string, tensor: Uint8Array): Uint8Array =>
      node('Constant', [], [output], '', field(5, joined(field(1, 'value'), field(5, tensor))));
    await using checkpoint = await open(
      onnx(
        bias('a.bias'),
        node('Identity', ['a.bias'], ['b.bias']),
        constant('/fc/Constant_output_0', onnxTensor('', [2, 3], 1, rawData(new Uint8Array(24)))),
        constant('shape', onnxTensor('', [3], 7, rawData(new Uint8Array(24)))),
        constant('text', onnxTensor('', [1], 8)),
        node('MatMul', ['x', '/fc/Constant_output_0'], ['y']),
        node('Add', ['y', 'b.bias'], ['z']),
        initializer('val_9', [3], 7, rawData(new Uint8Array(24))),
      ),
    );
    expect([...checkpoint.tensors.keys()]).toEqual(['a.bias', 'b.bias', 'b.weight']);
    expect(await valuesOf(checkpoint, 'b.bias')).toEqual([1, 2, 3]);
    expect(checkpoint.notes.join()).toContain('1 constants of the graph itself');
  });
});
