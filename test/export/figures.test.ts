import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { annotatedFigure } from '../../src-main/export/annotatedFigure.ts';
import { keyFrames } from '../../src-main/export/keyFrames.ts';
import { aReading } from './readings.ts';

async function greyPicture(): Promise<Buffer> {
  return sharp({ create: { width: 200, height: 160, channels: 3, background: '#404040' } })
    .png()
    .toBuffer();
}

async function pixels(jpeg: Buffer) {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number): number[] => [
    ...data.subarray(3 * (y * info.width + x), 3 * (y * info.width + x) + 3),
  ];
}

describe('figures', () => {
  it('outline a segment in its colour and leave its inside as it was', async () => {
    const labels = new Uint8Array(200 * 160);
    for (let y = 40; y < 120; y++) labels.fill(1, y * 200 + 60, y * 200 + 140);
    const figure = await annotatedFigure(
      await greyPicture(),
      { map: { width: 200, height: 160, labels }, colors: new Map([[1, '#00ff00']]) },
      [],
      200,
    );
    const at = await pixels(figure.jpeg);
    expect(at(61, 80)[1]).toBeGreaterThan(150);
    expect(Math.abs((at(100, 80)[1] ?? 0) - 0x40)).toBeLessThan(12);
    expect(Math.abs((at(20, 20)[1] ?? 0) - 0x40)).toBeLessThan(12);
  });

  it('draw arrows to where they point, light on a dark rim, and number them at their tails', async () => {
    const figure = await annotatedFigure(
      await greyPicture(),
      null,
      [{ tail: [0.1, 0.5], head: [0.8, 0.5] }],
      200,
    );
    const at = await pixels(figure.jpeg);
    const brightest = (x: number): number => Math.max(...[78, 79, 80, 81, 82].map((y) => at(x, y)[0] ?? 0));
    expect(brightest(150)).toBeGreaterThan(140);
    expect(brightest(190)).toBeLessThan(100);
    const circle = Array.from({ length: 9 }, (_, i) => at(20, 76 + i)[0] ?? 0);
    expect(Math.max(...circle)).toBeGreaterThan(200);
    expect(Math.min(...circle)).toBeLessThan(120);
  });

  it('never enlarge a picture', async () => {
    expect(await annotatedFigure(await greyPicture(), null, [], 720)).toMatchObject({
      width: 200,
      height: 160,
    });
  });
});

describe('key frames', () => {
  it('are the bookmarked ones first, then those with comments, then where each finding is largest', () => {
    const reading = aReading({ findings: 6 });
    const { shown, left } = keyFrames(reading);
    expect(shown.map(({ number }) => number)).toEqual([2, 4, 5, 6]);
    expect(left).toEqual([]);
  });

  it('are eight at most where nobody chose any', () => {
    const reading = aReading({ findings: 40, comments: false });
    const frames = reading.frames.map((frame) => ({ ...frame, bookmarked: false }));
    expect(keyFrames({ ...reading, frames }).shown).toHaveLength(8);
  });
});
