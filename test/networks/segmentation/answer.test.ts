import { describe, expect, it } from 'vitest';
import { classOfPixels, sharesOfLogits } from '../../../src-main/networks/segmentation/answer.ts';
import {
  averaged,
  cellPixels,
  cellTargets,
  pixelChannels,
} from '../../../src-main/networks/segmentation/headInput.ts';

describe('shares of a grid', () => {
  it('are softmax by cell, in planes, and flatter at a higher temperature', () => {
    const logits = Float32Array.of(0, Math.log(3), Math.log(3), 0, 0, 0, 5, 5);
    const { shares } = sharesOfLogits(logits, 2, 2, 1);
    expect([...shares].map((one) => Number(one.toFixed(5)))).toEqual([
      0.25, 0.75, 0.5, 0.5, 0.75, 0.25, 0.5, 0.5,
    ]);
    expect(sharesOfLogits(logits, 2, 2, 2).shares[4]).toBeCloseTo(0.634, 3);
  });

  it('decide pixels by the nearest centres, halfway between by both', () => {
    const grid = { classes: 2, width: 2, height: 1, shares: Float32Array.of(0.9, 0.3, 0.1, 0.7) };
    const { classOf, share } = classOfPixels(grid, { width: 8, height: 3 });
    expect([...classOf.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    expect([...classOf.subarray(16)]).toEqual([...classOf.subarray(0, 8)]);
    expect(share[0]).toBeCloseTo(0.9, 5);
    expect(share[7]).toBeCloseTo(0.7, 5);
    // Pixel 4 has its centre 4.5 of 8, an eighth of a cell past the middle: 0.9 · 0.375 + 0.3 · 0.625.
    expect(share[4]).toBeCloseTo(0.525, 5);
  });
});

describe('what a head reads of a frame', () => {
  const size = 16;
  const image = Float32Array.from({ length: 3 * size * size }, (_, i) => Math.sin(i) + Math.floor(i / 256));

  it('is its pixels, each colour with mean 0 and deviation 1, whatever light it was taken in', () => {
    const pixels = cellPixels({ image }, size, 4);
    expect(pixels).toHaveLength(4 * 4 * pixelChannels);
    const red = [...pixels].filter((_, i) => i % pixelChannels < 16);
    const mean = red.reduce((sum, one) => sum + one, 0) / red.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(red.reduce((sum, one) => sum + one * one, 0) / red.length).toBeCloseTo(1, 1);
    const brighter = cellPixels({ image: image.map((one) => 2 * one + 3) }, size, 4);
    pixels.forEach((one, i) => {
      expect(brighter[i]).toBeCloseTo(one, 2);
    });
  });

  it('is averaged by area to sizes that do not divide, and the shares of a cell sum to 1', () => {
    const ramp = Float32Array.from({ length: 9 }, (_, i) => i % 3);
    expect([...averaged(ramp, 1, 3, 2)].map((one) => Number(one.toFixed(5)))).toEqual([
      0.33333, 1.66667, 0.33333, 1.66667,
    ]);
    const foreground = Float32Array.from({ length: 9 }, (_, i) => (i % 3) / 2);
    const coverage = Float32Array.from([...foreground.map((one) => 1 - one), ...foreground]);
    const targets = cellTargets(coverage, 2, 3, 2);
    for (let cell = 0; cell < 4; cell++) {
      expect((targets[2 * cell] ?? 0) + (targets[2 * cell + 1] ?? 0)).toBeCloseTo(1, 6);
    }
    expect(targets[1]).toBeCloseTo(1 / 6, 5);
  });
});
