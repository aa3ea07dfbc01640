import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { heldMats, loadOpenCv } from '../../src-main/proposals/opencv.ts';
import type { ClassicalPayload } from '../../src-main/proposals/opencvMessages.ts';
import type { ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import { areaOf } from '../../src-shared/domain/masks/bitmap.ts';
import { boundaryDistances, dice } from '../../src-shared/domain/masks/compare.ts';
import { drawnFrame, openClassicalBench } from './classicalBench.ts';

const size = { width: 320, height: 240 };
const lesion = { x: 150, y: 110, radiusX: 50, radiusY: 35 };
const middle = { x: 150, y: 110, inside: true };
const box = { x: 100, y: 75, width: 100, height: 70 };

describe('a drawn lesion', () => {
  it('is found by one click, and in its box', async () => {
    const bench = await openClassicalBench();
    const { bytes, truth } = await drawnFrame(size, lesion);
    const frame = await bench.frame(bytes);
    const clicked = await bench.propose('watershed', frame, { points: [middle] });
    expect(dice(clicked.found, truth)).toBeGreaterThan(0.96);
    const boxed = await bench.propose('grabcut', frame, { box });
    expect(dice(boxed.found, truth)).toBeGreaterThan(0.96);
    expect(clicked.worked).toEqual(size);
  });

  it('is found in the same pixels again, whatever was asked before', async () => {
    const bench = await openClassicalBench();
    const frame = await bench.frame((await drawnFrame(size, lesion)).bytes);
    const ask = () => bench.propose('grabcut', frame, { box });
    const first = await ask();
    await bench.propose('grabcut', frame, { box: { ...box, x: 20 } });
    expect((await ask()).found.bits).toEqual(first.found.bits);
  });

  it('loses what a click says is outside, and gains what one says is inside', async () => {
    const bench = await openClassicalBench();
    const { bytes } = await drawnFrame(size, lesion);
    const frame = await bench.frame(bytes);
    const at = (x: number, y: number): number => y * size.width + x;
    const cases: readonly (readonly [ClassicalPayload['method'], ProposalRequest])[] = [
      ['watershed', { points: [middle], box: null }],
      ['grabcut', { points: [], box }],
    ];
    for (const [method, marks] of cases) {
      const without = await bench.propose(method, frame, marks);
      expect(without.found.bits[at(190, 110)], method).toBe(1);
      const outside = { x: 190.5, y: 110.5, inside: false };
      const corrected = await bench.propose(method, frame, { ...marks, points: [...marks.points, outside] });
      expect(corrected.found.bits[at(190, 110)], method).toBe(0);
      expect(corrected.found.bits[at(140, 110)], method).toBe(1);
    }
    const far = { x: 250.5, y: 110.5, inside: true };
    const gained = await bench.propose('watershed', frame, { points: [middle, far] });
    expect(gained.found.bits[at(250, 110)]).toBe(1);
  });

  it('keeps a region that reaches the edge of the picture, if it is clicked near there', async () => {
    const bench = await openClassicalBench();
    const { bytes, truth } = await drawnFrame(size, { ...lesion, x: 10 });
    const frame = await bench.frame(bytes);
    const { found } = await bench.propose('watershed', frame, { points: [{ x: 15, y: 110, inside: true }] });
    expect(found.bits[110 * size.width]).toBe(1);
    expect(dice(found, truth)).toBeGreaterThan(0.85);
  });

  it('has as smooth an outline in a large frame as it was worked out', async () => {
    const bench = await openClassicalBench();
    const large = { width: 1920, height: 1080 };
    const { bytes, truth } = await drawnFrame(large, { x: 900, y: 500, radiusX: 280, radiusY: 200 });
    const frame = await bench.frame(bytes);
    const { found, worked } = await bench.propose('watershed', frame, {
      points: [{ x: 900, y: 500, inside: true }],
    });
    expect(worked).toEqual({ width: 853, height: 480 });
    expect(found).toMatchObject(large);
    expect(dice(found, truth)).toBeGreaterThan(0.97);
    // A pixel of the working picture is 2.25 of the frame's.
    expect(boundaryDistances(found, truth)?.p95).toBeLessThan(5);
    // Where the outline moves 1.4 pixels a row, blocks of two or three rows would show as rows without a step.
    const edges = Array.from({ length: 40 }, (_, i) =>
      found.bits.subarray((620 + i) * large.width + 900, (621 + i) * large.width).indexOf(0),
    );
    const still = edges.slice(1).filter((edge, i) => edge === edges[i]);
    expect(still.length / edges.length).toBeLessThan(0.25);
  });
});

describe('memory', () => {
  it('does not grow over many proposals', async () => {
    const bench = await openClassicalBench();
    const large = { width: 854, height: 480 };
    const frame = await bench.frame(
      (await drawnFrame(large, { x: 400, y: 240, radiusX: 60, radiusY: 60 })).bytes,
    );
    const { cv } = await loadOpenCv();
    const ask = async (i: number): Promise<void> => {
      const point = { x: 380 + (i % 40), y: 240, inside: true };
      await bench.propose('watershed', frame, { points: [point] });
      await bench.propose('grabcut', frame, { box: { x: 330, y: 170, width: 140, height: 140 } });
    };
    await ask(0);
    const before = cv.HEAP8.length;
    for (let i = 0; i < 100; i++) await ask(i);
    expect(cv.HEAP8.length).toBe(before);
    expect(heldMats()).toBe(0);
  }, 180_000);

  it('is freed after a failure too', async () => {
    const bench = await openClassicalBench();
    const frame = await bench.frame((await drawnFrame(size, lesion)).bytes);
    await expect(bench.propose('watershed', frame, {})).rejects.toThrow();
    await expect(bench.propose('grabcut', frame, { points: [middle] })).rejects.toThrow();
    expect(heldMats()).toBe(0);
  });
});

describe('marks that lead nowhere', () => {
  const points = (...at: readonly (readonly [number, number, boolean])[]) => ({
    points: at.map(([x, y, inside]) => ({ x, y, inside })),
  });

  it.each([
    ['no point inside', 'watershed', points([10, 10, false]), 'proposal-no-point'],
    ['points beyond the picture', 'watershed', points([-1, 5, true], [320, 5, true]), 'proposal-no-point'],
    ['no box', 'grabcut', points([150, 110, true]), 'proposal-no-box'],
    ['a box of one pixel', 'grabcut', { box: { x: 50, y: 50, width: 1, height: 1 } }, 'proposal-box-small'],
    ['a box elsewhere', 'grabcut', { box: { x: 500, y: 50, width: 9, height: 9 } }, 'proposal-box-outside'],
  ] as const)('%s', async (_what, method, marks, code) => {
    const bench = await openClassicalBench();
    const frame = await bench.frame((await drawnFrame(size, lesion)).bytes);
    const refused = bench.propose(method, frame, { ...marks, points: 'points' in marks ? marks.points : [] });
    await expect(refused).rejects.toMatchObject({ code });
  });

  it('an inside click that a later outside click takes back finds nothing', async () => {
    const bench = await openClassicalBench();
    const frame = await bench.frame((await drawnFrame(size, lesion)).bytes);
    const marks = points([150.5, 110.5, true], [150.5, 110.5, false]);
    await expect(bench.propose('watershed', frame, marks)).rejects.toMatchObject({ code: 'proposal-empty' });
  });
});

describe('pictures of odd sizes', () => {
  it.each([
    [1, 1],
    [1, 300],
    [300, 1],
    [3, 2],
    [9, 9],
  ])('%i×%i pixels', async (width, height) => {
    const bench = await openClassicalBench();
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#a05040' } })
      .png()
      .toBuffer();
    const frame = await bench.frame(bytes);
    const point = { x: width / 2, y: height / 2, inside: true };
    const { found } = await bench.propose('watershed', frame, { points: [point] });
    expect(areaOf(found)).toBeGreaterThan(0);
    const whole = { box: { x: 0, y: 0, width, height } };
    const boxed = bench.propose('grabcut', frame, whole).then(({ found: { bits } }) => bits.length);
    if (Math.min(width, height) < 8)
      await expect(boxed).rejects.toMatchObject({ code: 'proposal-box-small' });
    else expect(await boxed).toBe(width * height);
  });

  it('a grey picture', async () => {
    const bench = await openClassicalBench();
    const { bytes, truth } = await drawnFrame(size, lesion);
    const frame = await bench.frame(await sharp(bytes).greyscale().toColourspace('b-w').png().toBuffer());
    const { found } = await bench.propose('watershed', frame, { points: [middle] });
    expect(dice(found, truth)).toBeGreaterThan(0.9);
  });

  it('clicks at the edge alone', async () => {
    const bench = await openClassicalBench();
    const frame = await bench.frame((await drawnFrame(size, lesion)).bytes);
    const corner = { x: 0, y: 239.9, inside: true };
    const { found } = await bench.propose('watershed', frame, { points: [corner] });
    expect(found.bits[239 * size.width]).toBe(1);
    expect(areaOf(found)).toBeLessThan(size.width * size.height);
  });

  it('a box around the whole picture', async () => {
    const bench = await openClassicalBench();
    const { bytes, truth } = await drawnFrame(size, { x: 160, y: 120, radiusX: 130, radiusY: 100 });
    const frame = await bench.frame(bytes);
    const { found } = await bench.propose('grabcut', frame, { box: { x: 0, y: 0, ...size } });
    expect(dice(found, truth)).toBeGreaterThan(0.9);
  });

  it('48 megapixels', async () => {
    const bench = await openClassicalBench();
    const { bytes } = await drawnFrame(
      { width: 800, height: 600 },
      { x: 300, y: 300, radiusX: 90, radiusY: 90 },
    );
    const large = await sharp(bytes)
      .resize(8000, 6000, { kernel: 'nearest' })
      .jpeg({ quality: 80 })
      .toBuffer();
    const frame = await bench.frame(large);
    const { found, worked } = await bench.propose('watershed', frame, {
      points: [{ x: 3000, y: 3000, inside: true }],
    });
    expect(worked).toEqual({ width: 640, height: 480 });
    expect(areaOf(found) / (Math.PI * 900 ** 2)).toBeCloseTo(1, 1);
  }, 60_000);

  it('bytes that are no picture', async () => {
    const bench = await openClassicalBench();
    const sha256 = await bench.files.frames.put(new TextEncoder().encode('no picture'));
    const refused = bench.propose('watershed', { sha256, width: 9, height: 9 }, { points: [middle] });
    await expect(refused).rejects.toMatchObject({ code: 'frame-unreadable' });
  });
});
