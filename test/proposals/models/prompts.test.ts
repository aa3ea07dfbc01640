import { describe, expect, it } from 'vitest';
import { openModelBench, type Colour } from './bench.ts';
import { decoder, encoder, families, maskSide, radii, samDecoder, scores } from './tinyModels.ts';

const grey = (): Colour => [128, 128, 128];
const inside = (x: number, y: number) => ({ x, y, inside: true });
const outside = (x: number, y: number) => ({ x, y, inside: false });
const [, best] = radii;

interface Mapped {
  readonly width: number;
  readonly height: number;
  readonly labels: Uint8Array;
}

/**
 * What a picture of that size shows of values on the mask's grid, as they lie by hand: the input is 64 pixels wide, a
 * value stands for the centre of four by four of them, and between centres it is bilinear.
 */
function expected(
  width: number,
  height: number,
  [sx, sy]: readonly [number, number],
  logit: (x: number, y: number) => number,
): Uint8Array {
  const grid = (column: number, row: number): number =>
    logit(
      4 * Math.max(0, Math.min(maskSide - 1, column)) + 2,
      4 * Math.max(0, Math.min(maskSide - 1, row)) + 2,
    );
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const u = Math.max(0, Math.min(maskSide - 1, (((i % width) + 0.5) * sx) / 4 - 0.5));
    const v = Math.max(0, Math.min(maskSide - 1, ((Math.floor(i / width) + 0.5) * sy) / 4 - 0.5));
    const [a, b] = [Math.floor(u), Math.floor(v)];
    const [p, q] = [u - a, v - b];
    const value =
      (1 - q) * ((1 - p) * grid(a, b) + p * grid(a + 1, b)) +
      q * ((1 - p) * grid(a, b + 1) + p * grid(a + 1, b + 1));
    return value > 0 ? 1 : 0;
  });
}

function differing({ labels }: Mapped, wanted: Uint8Array): number {
  return labels.reduce((sum, label, i) => sum + Number(label !== wanted[i]), 0);
}

describe('a model that answers to clicks', () => {
  it.each(Object.keys(families))(
    'of the family %s is known by its names and answers where it was asked',
    async (id) => {
      const bench = await openModelBench();
      const files = families[id]?.() ?? {};
      const proposal = await bench.inspect(files);
      expect(proposal).toMatchObject({ family: id, open: [] });
      const model = await bench.imported(files);
      expect(model.selfTest).toContain('3 masks of 16×16');
      // 128 × 96: the longer side becomes 64, unless the family stretches.
      const frame = await bench.frame(128, 96, grey);
      const scale = [0.5, id === 'sam2' ? 64 / 96 : 0.5] as const;
      const { map, confidence } = await bench.propose(model, frame, { points: [inside(80, 60)] });
      const [cx, cy] = [80 * scale[0], 60 * scale[1]];
      const wanted = expected(128, 96, scale, (x, y) => best ** 2 - (x - cx) ** 2 - (y - cy) ** 2);
      expect(wanted.reduce((sum, label) => sum + label, 0)).toBeGreaterThan(500);
      expect(differing(map, wanted)).toBe(0);
      expect(confidence).toBeCloseTo(scores[1], 6);
    },
  );

  it('in one file takes the picture with each click', async () => {
    const bench = await openModelBench();
    const model = await bench.imported(families['efficient-sam']?.() ?? {}, { resize: 'stretch' });
    const frame = await bench.frame(64, 64, grey);
    const { map } = await bench.propose(model, frame, { points: [inside(20, 30)] });
    const wanted = expected(64, 64, [1, 1], (x, y) => best ** 2 - (x - 20) ** 2 - (y - 30) ** 2);
    expect(differing(map, wanted)).toBe(0);
    expect(bench.ran.get('model.onnx')).toBe(1);
  });

  it('heeds clicks outside and boxes', async () => {
    const bench = await openModelBench();
    const model = await bench.imported(families['sam']?.() ?? {});
    const frame = await bench.frame(100, 200, grey);
    // 32 × 64 of the input is the picture.
    const scale = [0.32, 0.32] as const;
    const both = await bench.propose(model, frame, { points: [inside(50, 100), outside(70, 100)] });
    const cut = expected(100, 200, scale, (x, y) =>
      Math.min(best ** 2 - (x - 16) ** 2 - (y - 32) ** 2, (x - 22.4) ** 2 + (y - 32) ** 2 - best ** 2 / 4),
    );
    expect(differing(both.map, cut)).toBeLessThanOrEqual(2);
    expect(both.map.labels[100 * 100 + 70]).toBe(0);

    const box = { x: 25, y: 50, width: 50, height: 100 };
    const boxed = await bench.propose(model, frame, { box });
    const within = expected(100, 200, scale, (x, y) => Math.min(x - 8, 24 - x, y - 16, 48 - y));
    expect(differing(boxed.map, within)).toBeLessThanOrEqual(4);
    expect(within.reduce((sum, label) => sum + label, 0)).toBeGreaterThan(3000);
  });

  it('is told a box by an input of its own, or refuses it in words', async () => {
    const bench = await openModelBench();
    const files = families['transformers-sam']?.() ?? {};
    const frame = await bench.frame(64, 64, grey);
    const box = { x: 10, y: 20, width: 30, height: 24 };
    const without = await bench.imported(files);
    await expect(bench.propose(without, frame, { box })).rejects.toMatchObject({
      code: 'box-not-understood',
      message: expect.stringContaining('points alone') as unknown,
    });
    const withBox = await bench.imported({
      'vision_encoder.onnx': files['vision_encoder.onnx'] ?? new Uint8Array(),
      'decoder.onnx': decoder({
        embeddings: ['image_embeddings', 'image_positional_embeddings'],
        points: { name: 'input_points', shape: [1, 1, 'points', 2] },
        labels: { name: 'input_labels', type: 'int64', shape: [1, 1, 'points'] },
        box: 'input_boxes',
        masks: 'pred_masks',
        scores: 'iou_scores',
        rank: 5,
      }),
    });
    const { map } = await bench.propose(withBox, frame, { box });
    const wanted = expected(64, 64, [1, 1], (x, y) => Math.min(x - 10, 40 - x, y - 20, 44 - y));
    expect(differing(map, wanted)).toBe(0);
    const clicked = await bench.propose(withBox, frame, { points: [inside(20, 30)] });
    expect(clicked.map.labels[30 * 64 + 20]).toBe(1);
  });

  it('sees the picture where it lies, in its colours', async () => {
    const bench = await openModelBench();
    const names = { 'encoder.onnx': encoder(), 'decoder.onnx': samDecoder() };
    // The left half is black: its red is −mean / std = −2.1, and the model draws nothing below −10.
    const frame = await bench.frame(64, 32, (x) => (x < 32 ? [0, 255, 255] : [255, 0, 0]));
    const points = [inside(32, 16)];
    const plain = await bench.propose(await bench.imported(names), frame, { points });
    expect(plain.map.labels[16 * 64 + 28]).toBe(1);
    const strict = await bench.imported(names, { mean: [10.5, 0, 0], std: [1, 1, 1] });
    const half = await bench.propose(strict, frame, { points });
    expect(half.map.labels[16 * 64 + 24]).toBe(0);
    expect(half.map.labels[16 * 64 + 38]).toBe(1);
    // Blue first: then it is the left half that has the first channel.
    const blue = await bench.imported(names, { mean: [10.5, 0, 0], std: [1, 1, 1], order: 'BGR' });
    const other = await bench.propose(blue, frame, { points });
    expect(other.map.labels[16 * 64 + 26]).toBe(1);
    expect(other.map.labels[16 * 64 + 40]).toBe(0);
  });

  it('embeds a frame once, and keeps the last two models open', async () => {
    const bench = await openModelBench();
    const model = await bench.imported(families['sam']?.() ?? {});
    const frame = await bench.frame(80, 60, grey);
    const other = await bench.frame(60, 60, grey);
    for (const x of [10, 20, 30]) await bench.propose(model, frame, { points: [inside(x, 20)] });
    await bench.propose(model, other, { points: [inside(10, 20)] });
    await bench.propose(model, frame, { points: [inside(10, 20)] });
    expect(Object.fromEntries(bench.ran)).toEqual({ 'encoder.onnx': 2, 'decoder.onnx': 5 });
    expect(bench.opened.get('encoder.onnx')).toBe(1);

    const second = await bench.imported(families['sam']?.() ?? {}, { order: 'BGR' });
    const third = await bench.imported(families['sam']?.() ?? {}, { resize: 'stretch' });
    for (const one of [second, model, third, model]) {
      await bench.propose(one, frame, { points: [inside(10, 20)] });
    }
    expect(bench.opened.get('encoder.onnx')).toBe(3);
    await bench.propose(second, frame, { points: [inside(10, 20)] });
    expect(bench.opened.get('encoder.onnx')).toBe(4);
  });

  it('finds what was embedded before on the disk, bit for bit', async () => {
    const bench = await openModelBench();
    bench.cacheLimitMb = 100;
    const model = await bench.imported(families['sam']?.() ?? {});
    const frame = await bench.frame(80, 60, (x, y) => [3 * x, 4 * y, 9]);
    const first = await bench.propose(model, frame, { points: [inside(40, 30)] });
    bench.restart();
    const again = await bench.propose(model, frame, { points: [inside(40, 30)] });
    expect(bench.ran.get('encoder.onnx')).toBe(1);
    expect(again).toEqual(first);
    await bench.folder.caches.clear();
    bench.restart();
    expect(await bench.propose(model, frame, { points: [inside(40, 30)] })).toEqual(first);
    expect(bench.ran.get('encoder.onnx')).toBe(2);
  });

  it('asks for something to be pointed at', async () => {
    const bench = await openModelBench();
    const model = await bench.imported(families['sam']?.() ?? {});
    const frame = await bench.frame(64, 64, grey);
    await expect(bench.propose(model, frame, {})).rejects.toMatchObject({ code: 'proposal-empty' });
  });
});
