import { describe, expect, it } from 'vitest';
import { readSignature } from '../../../src-main/proposals/models/signature.ts';
import { bytesInMemory } from '../../../src-main/networks/checkpoints/byteSource.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { Message } from '../../../src-main/graph/protobuf.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { openModelBench, type Files } from './bench.ts';
import { OnnxBuilder } from './onnxBuilder.ts';
import { decoder, encoder, families, maskSide, redSegmentation, samDecoder } from './tinyModels.ts';

const signatureOf = (bytes: Uint8Array) => readSignature(bytesInMemory('model.onnx', bytes));

async function refusalOf(files: Files, stated = {}): Promise<LapidaryError> {
  const bench = await openModelBench();
  const error: unknown = await bench.inspect(files, stated).catch((thrown: unknown) => thrown);
  if (error instanceof LapidaryError) return error;
  throw new Error('it was not refused', { cause: error });
}

describe('the head of an ONNX file', () => {
  it('tells names, types, extents, open ones too, and what makes an output', async () => {
    const bytes = redSegmentation({
      type: 'uint8',
      layout: 'NHWC',
      shape: ['n', 'h', 64, 3],
      end: 'softmax',
    });
    expect(await signatureOf(bytes)).toMatchObject({
      opset: 17,
      inputs: [{ name: 'picture', type: 'uint8', shape: ['n', 'h', 64, 3] }],
      outputs: [{ name: 'map', type: 'float32', shape: ['n', 'h', 64, 2] }],
      producers: new Map([['map', 'Softmax']]),
      external: [],
    });
  });

  it('of an operator that is no part of ONNX is refused, also within a subgraph', async () => {
    const model = new OnnxBuilder();
    const given = model.input({ name: 'picture', shape: [1, 3, 8, 8] });
    model.op('Steal', [given], {}, { result: 'map', domain: 'evil.ops' });
    await expect(
      signatureOf(model.output({ name: 'map', shape: [1, 3, 8, 8] }).bytes(17, ['evil.ops'])),
    ).rejects.toMatchObject({
      code: 'mask-model-operators',
      message: expect.stringContaining('evil.ops') as unknown,
    });
    const inner = new Message().message(
      1,
      new Message().string(2, 'x').string(4, 'Steal').string(7, 'evil.ops'),
    );
    const outer = new OnnxBuilder();
    outer.op(
      'If',
      [outer.input({ name: 'picture', shape: [1, 3, 8, 8] })],
      { then_branch: inner },
      { result: 'map' },
    );
    await expect(signatureOf(outer.output({ name: 'map', shape: [] }).bytes())).rejects.toMatchObject({
      code: 'mask-model-operators',
    });
  });

  it('names weights elsewhere by a plain name, or is refused', async () => {
    const withWeights = (location: string): Uint8Array => {
      const model = new OnnxBuilder();
      const given = model.input({ name: 'picture', shape: [1, 3, 8, 8] });
      model.op('Add', [given, model.external([1], location)], {}, { result: 'map' });
      return model.output({ name: 'map', shape: [1, 3, 8, 8] }).bytes();
    };
    expect((await signatureOf(withWeights('model.onnx.data'))).external).toEqual(['model.onnx.data']);
    for (const location of ['../../etc/passwd', '/etc/passwd', 'a/b', 'C:\\x', '..', '.hidden', 'a\0b', '']) {
      await expect(signatureOf(withWeights(location)), location).rejects.toMatchObject({
        code: 'checkpoint-damaged',
      });
    }
  });

  it('that was cut or changed anywhere ends in a refusal or a signature, quickly', async () => {
    const whole = samDecoder();
    const random = createRandom(5);
    for (let i = 0; i < 300; i++) {
      const bytes = whole.slice(0, i % 3 === 0 ? Math.floor(whole.length * random.uniform()) : whole.length);
      for (let k = 0; k < 1 + (i % 4); k++) {
        bytes[Math.floor(bytes.length * random.uniform())] = Math.floor(256 * random.uniform());
      }
      const error: unknown = await signatureOf(bytes).catch((thrown: unknown) => thrown);
      if (error instanceof Error) expect(error).toBeInstanceOf(LapidaryError);
    }
  });

  it('that nests without end is refused', async () => {
    let attribute = new Message().string(1, 'leaf');
    for (let i = 0; i < 200; i++) {
      const node = new Message().string(4, 'If').message(5, attribute);
      attribute = new Message().string(1, 'then_branch').message(6, new Message().message(1, node));
    }
    const graph = new Message().message(1, new Message().string(4, 'If').message(5, attribute));
    await expect(signatureOf(new Message().message(7, graph).toBytes())).rejects.toMatchObject({
      code: 'checkpoint-damaged',
    });
  });
});

describe('what is brought', () => {
  it('and is not known is told with what was found and what is expected', async () => {
    const model = new OnnxBuilder();
    const text = model.input({ name: 'tokens', type: 'int64', shape: ['batch', 77] });
    model.op('Identity', [text], {}, { result: 'ids' });
    const bytes = model.output({ name: 'ids', type: 'int64', shape: ['batch', 77] }).bytes();
    const { code, message, remedy } = await refusalOf({ 'text.onnx': bytes });
    expect(code).toBe('mask-model-unknown');
    expect(message).toContain(
      'text.onnx has inputs tokens int64 [batch, 77] and outputs ids int64 [batch, 77]',
    );
    expect(remedy).toContain('SAM or MobileSAM (image_embeddings, point_coords, point_labels)');
    expect(remedy).toContain('EfficientSAM (batched_images');
    expect((await refusalOf({ 'readme.txt': Uint8Array.of(1) })).message).toContain('no .onnx file');
  });

  it('as half of a pair, or as two halves of different ones, is refused', async () => {
    expect(await refusalOf({ 'decoder.onnx': samDecoder() })).toMatchObject({
      code: 'mask-model-no-pair',
      remedy: expect.stringContaining('encoder') as unknown,
    });
    expect(await refusalOf({ 'encoder.onnx': encoder() })).toMatchObject({ code: 'mask-model-no-pair' });
    const other = new OnnxBuilder();
    const given = other.input({ name: 'image', shape: [1, 3, 64, 64] });
    other.op(
      'AveragePool',
      [given],
      { kernel_shape: [8, 8], strides: [8, 8] },
      { result: 'image_embeddings' },
    );
    const coarse = other.output({ name: 'image_embeddings', shape: [1, 3, 8, 8] }).bytes();
    expect(await refusalOf({ 'a.onnx': coarse, 'b.onnx': samDecoder() })).toMatchObject({
      code: 'mask-model-no-pair',
    });
    expect(await refusalOf({ 'a.onnx': samDecoder(), 'b.onnx': samDecoder() })).toMatchObject({
      code: 'mask-model-no-pair',
    });
    expect(await refusalOf({ 'a.onnx': redSegmentation(), 'b.onnx': redSegmentation() })).toMatchObject({
      code: 'mask-model-unknown',
    });
  });

  it('with a further input that nobody knows, or of another rank, is refused', async () => {
    const more = { name: 'text_prompt', shape: [1, 8] };
    expect(await refusalOf({ 'a.onnx': encoder(), 'b.onnx': decoder({ unused: [more] }) })).toMatchObject({
      code: 'mask-model-unknown',
      message: expect.stringContaining('text_prompt') as unknown,
    });
    const flat = decoder({
      points: { name: 'point_coords', shape: ['points', 2] },
      masks: 'masks',
      scores: 'scores',
    });
    expect(await refusalOf({ 'a.onnx': encoder(), 'b.onnx': flat })).toMatchObject({
      code: 'mask-model-unknown',
    });
  });

  it('is not taken for another family than was stated', async () => {
    expect(await refusalOf(families['sam']?.() ?? {}, { family: 'edge-sam' })).toMatchObject({
      code: 'mask-model-unknown',
      message: expect.stringContaining('EdgeSAM') as unknown,
    });
  });

  it('without the file that its weights lie in is incomplete, and whole with it', async () => {
    const model = new OnnxBuilder();
    const given = model.input({ name: 'image', shape: [1, 3, 64, 64] });
    const pooled = model.op('AveragePool', [given], { kernel_shape: [4, 4], strides: [4, 4] });
    model.op('Add', [pooled, model.external([1], 'encoder.onnx.data')], {}, { result: 'image_embeddings' });
    const bytes = model.output({ name: 'image_embeddings', shape: [1, 3, maskSide, maskSide] }).bytes();
    const pair = { 'encoder.onnx': bytes, 'decoder.onnx': samDecoder() };
    expect(await refusalOf(pair)).toMatchObject({ code: 'checkpoint-incomplete' });
    const bench = await openModelBench();
    const data = new Uint8Array(Float32Array.of(-100).buffer);
    const taken = await bench.imported({ ...pair, 'encoder.onnx.data': data });
    expect(taken.card.files.map(({ role, stored }) => [role, stored])).toEqual([
      ['encoder', 'encoder.onnx'],
      ['decoder', 'decoder.onnx'],
      ['data', 'encoder.onnx.data'],
    ]);
    // The weights were read: everything is darker than the model draws in.
    const frame = await bench.frame(64, 64, () => [200, 200, 200]);
    const { map } = await bench.propose(taken, frame, { points: [{ x: 32, y: 32, inside: true }] });
    expect(map.labels.includes(1)).toBe(false);
  });

  it('cut short is refused', async () => {
    const whole = redSegmentation();
    const { code } = await refusalOf({ 'cut.onnx': whole.slice(0, whole.length - 40) });
    expect(code).toBe('checkpoint-damaged');
  });
});
