import { describe, expect, it } from 'vitest';
import { wholeFrameProposer } from '../../../src-main/proposals/models/wholeFrame.ts';
import { createFramesHandler, createModelMemory } from '../../../src-main/proposals/models/run.task.ts';
import type { FrameAnswer } from '../../../src-main/segmentation/frameProposer.ts';
import { ClassId, FrameId, SchemaId, Sha256 } from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';
import { openModelBench, type Colour } from './bench.ts';
import { brokenSegmentation, nanSegmentation, redSegmentation } from './tinyModels.ts';

const schemaId = SchemaId.parse('01900000-0000-7000-8000-000000000001');
const stone = ClassId.parse('01900000-0000-7000-8000-000000000002');
const raw: StatedMaskModel = {
  ...{ scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1], schemaId },
  classes: [
    { index: 0, classId: null },
    { index: 1, classId: stone },
  ],
};
/** A red square of 16 in a dark picture. */
const square = (x: number, y: number): Colour =>
  x >= 8 && x < 24 && y >= 4 && y < 20 ? [255, 0, 0] : [0, 80, 80];

describe('a segmentation network', () => {
  it('has its classes stated before it is taken over', async () => {
    const bench = await openModelBench();
    const files = { 'red.onnx': redSegmentation() };
    const proposal = await bench.inspect(files);
    expect(proposal).toMatchObject({ family: 'segmentation', open: ['schemaId', 'classes'], channels: 2 });
    const of = (name: string) => proposal.facts.find((fact) => fact.name === name);
    expect(of('size')).toMatchObject({ value: [32, 32], source: 'file' });
    expect(of('mean')).toMatchObject({ source: 'assumed', value: [0.485, 0.456, 0.406] });
    await expect(bench.imported(files)).rejects.toMatchObject({ code: 'mask-model-open' });
    await expect(
      bench.imported(files, { ...raw, classes: [{ index: 1, classId: stone }] }),
    ).rejects.toMatchObject({ code: 'mask-model-classes' });
    await expect(bench.imported(files, { ...raw, size: [64, 64] })).rejects.toMatchObject({
      code: 'mask-model-size',
    });
    expect(await bench.folder.models.list()).toEqual([]);
  });

  it.each(['logits', 'softmax', 'argmax', 'sigmoid'] as const)(
    'that gives %s finds the red square, as sure as it says',
    async (end) => {
      const bench = await openModelBench();
      const classes = end === 'sigmoid' ? [{ index: 0, classId: stone }] : (raw.classes ?? []);
      const model = await bench.imported({ 'red.onnx': redSegmentation({ end }) }, { ...raw, classes });
      const frame = await bench.frame(32, 32, square);
      const [answer] = await bench.segment(model, [frame]);
      if (answer?.answer.kind !== 'proposed') throw new Error('nothing was proposed');
      const { labelMap, segments, confidence } = answer.answer.proposal;
      const { labels } = decodeLabelMap(labelMap);
      labels.forEach((label, i) => {
        const [red] = square(i % 32, Math.floor(i / 32));
        if (label !== Number(red > 0)) throw new Error(`pixel ${i} is ${label}`);
      });
      // Logit 4 inside; of two channels as of one that is 1 / (1 + e⁻⁴).
      const sure = end === 'argmax' ? 1 : 1 / (1 + Math.exp(-4));
      expect(segments).toEqual([
        { value: 1, classId: stone, confidence: expect.closeTo(sure, 5) as unknown },
      ]);
      expect(confidence).toBeCloseTo(sure, 5);
    },
  );

  it('proposes background where there is nothing, and says how sure it is', async () => {
    const bench = await openModelBench();
    const model = await bench.imported({ 'red.onnx': redSegmentation() }, raw);
    const frame = await bench.frame(40, 30, () => [0, 0, 0]);
    const [answer] = await bench.segment(model, [frame]);
    expect(answer?.answer).toMatchObject({
      kind: 'proposed',
      proposal: { segments: [], confidence: expect.closeTo(1 / (1 + Math.exp(-4)), 5) as unknown },
    });
  });

  it.each([
    ['uint8 and channels last', { type: 'uint8', layout: 'NHWC', shape: [1, 32, 32, 3] }, {}],
    ['float16', { type: 'float16' }, {}],
    ['open extents', { shape: [1, 3, 'h', 'w'] }, { size: [32, 32] }],
    ['open extents that fit', { shape: [1, 3, 'h', 'w'] }, { size: [64, 32], resize: 'fit' }],
  ] as const)('with %s is shown the picture as it reads it', async (_, options, more) => {
    const bench = await openModelBench();
    const numbers = 'type' in options && options.type === 'uint8' ? { scale: 1 } : {};
    const stated: StatedMaskModel = {
      ...{ ...raw, ...numbers },
      ...('size' in more ? { size: [...more.size] as [number, number] } : {}),
      ...('resize' in more ? { resize: more.resize } : {}),
    };
    const files = { 'red.onnx': redSegmentation(options) };
    if ('size' in more) expect((await bench.inspect(files, raw)).open).toEqual(['size']);
    const model = await bench.imported(files, stated);
    // Twice as large: every pixel of the input is two by two of the picture.
    const frame = await bench.frame(64, 64, (x, y) => square(Math.floor(x / 2), Math.floor(y / 2)));
    const [answer] = await bench.segment(model, [frame]);
    if (answer?.answer.kind !== 'proposed') throw new Error('nothing was proposed');
    const { labels } = decodeLabelMap(answer.answer.proposal.labelMap);
    const found = labels.reduce((sum, label) => sum + label, 0);
    expect(Math.abs(found - 32 * 32)).toBeLessThan(70);
    expect(labels[24 * 64 + 32]).toBe(1);
    expect(labels[24 * 64 + 12]).toBe(0);
  });

  it.each([
    ['answers what is no number', nanSegmentation(), {}, /not finite/],
    // The size that was stated is not the one that it was made for.
    [
      'fails while it computes',
      brokenSegmentation(),
      { size: [64, 64] as [number, number] },
      /failed while it was computing/,
    ],
    [
      'has other channels than were stated',
      redSegmentation({ shape: [1, 3, 32, 32], end: 'sigmoid' }),
      { outputLayout: 'NHWC' as const },
      /channels/,
    ],
  ])('that %s is refused with what was wrong, and leaves nothing', async (_, bytes, more, message) => {
    const bench = await openModelBench();
    const refused = bench.imported({ 'model.onnx': bytes }, { ...raw, ...more });
    const error: unknown = await refused.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringMatching(message) as unknown });
    expect(String((error as Error).message).length).toBeLessThan(400);
    expect(await bench.folder.models.list()).toEqual([]);
  });

  it('that is no longer what it was does not answer', async () => {
    const bench = await openModelBench();
    const model = await bench.imported({ 'red.onnx': redSegmentation() }, raw);
    const frame = await bench.frame(32, 32, square);
    const { writeFile, rm } = await import('node:fs/promises');
    const file = `${bench.folder.models.folder(model.sha256)}/model.onnx`;
    await writeFile(file, redSegmentation({ end: 'softmax' }));
    await expect(bench.segment(model, [frame])).rejects.toMatchObject({ code: 'mask-model-damaged' });
    await rm(file);
    await expect(bench.segment(model, [frame])).rejects.toMatchObject({ code: 'mask-model-missing' });
    // Brought again, it is whole again.
    await bench.imported({ 'red.onnx': redSegmentation() }, raw);
    expect(await bench.segment(model, [frame])).toHaveLength(1);
  });
});

describe('the proposer of whole frames', () => {
  it('answers in order, passes over what cannot be read, and stops where its answers are refused', async () => {
    const bench = await openModelBench();
    const model = await bench.imported({ 'red.onnx': redSegmentation() }, raw);
    const body = model.card.body;
    if (body.kind !== 'segmentation') throw new Error('it is of another kind');
    const frame = await bench.frame(32, 32, square);
    const gone = { ...frame, sha256: Sha256.parse('0'.repeat(64)) };
    const handler = createFramesHandler(createModelMemory());
    const compute = {
      async run(
        _kind: string,
        payload: unknown,
        options: { onProgress?: (p: never) => void; signal?: AbortSignal } = {},
      ) {
        const { openRuntime } = await import('../../../src-main/compute/sessions.ts');
        return handler.start(payload, {
          taskId: '1',
          signal: options.signal ?? new AbortController().signal,
          configuration: {},
          runtime: openRuntime({ threads: 1 }),
          progress: (done, total, detail) => options.onProgress?.({ done, total, detail } as never),
          yieldNow: async () => options.signal?.throwIfAborted(),
          log: () => undefined,
        });
      },
    };
    const proposer = wholeFrameProposer(compute, bench.place(model), body, 'red');
    expect(proposer).toMatchObject({ sourceKind: 'model', sha256: model.sha256, schemaId });
    const frameId = FrameId.parse('01900000-0000-7000-8000-000000000003');
    const frames = [frame, gone, frame].map((one) => ({ ...one, frameId }));
    const answers: [number, FrameAnswer][] = [];
    const { signal } = new AbortController();
    await proposer.propose(frames, (index, answer) => answers.push([index, answer]), signal);
    expect(answers.map(([index, { kind }]) => [index, kind])).toEqual([
      [0, 'proposed'],
      [1, 'skipped'],
      [2, 'proposed'],
    ]);
    expect(answers[1]?.[1]).toMatchObject({ code: 'file-missing' });
    let told = 0;
    const refusing = proposer.propose(
      frames,
      () => {
        told += 1;
        throw new RangeError('no room');
      },
      signal,
    );
    await expect(refusing).rejects.toThrow('no room');
    expect(told).toBe(1);
  });
});
