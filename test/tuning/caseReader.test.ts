import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackboneCard } from '../../src-main/networks/backboneCard.ts';
import type { HeldDataFolder } from '../../src-main/storage/dataFolder.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { readCase, type CasePixels } from '../../src-main/tuning/caseReader.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { testCard } from '../fixtures/tinyBackbone.ts';
import { tinyConfig } from '../networks/harness.ts';

const [width, height] = [96, 64];
const size = tinyConfig.imageSize;
const card = BackboneCard.parse({
  ...testCard(tinyConfig),
  format: 'lapidary-backbone-1',
  networkHash: '0'.repeat(64),
});

interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

let root: string;
let files: HeldDataFolder;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-case-'));
  files = await openDataFolder(path.join(root, 'data'), { host: 'cli' });
});
afterAll(async () => {
  await files.close();
  await rm(root, { recursive: true, force: true });
});

const inside = ({ left, top, side }: Square, x: number, y: number): boolean =>
  x >= left && x < left + side && y >= top && y < top + side;

/** A black frame with one white square, which is segment 3 of its mask; segment 5 lies in a far corner. */
async function caseOf(square: Square): Promise<CasePixels> {
  const rgb = new Uint8Array(3 * width * height);
  const labels = new Uint8Array(width * height);
  labels[width * height - 1] = 5;
  for (let at = 0; at < width * height; at++) {
    if (!inside(square, at % width, Math.floor(at / width))) continue;
    rgb.fill(255, 3 * at, 3 * at + 3);
    labels[at] = 3;
  }
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const frame: Sha256 = await files.frames.put(png);
  return {
    frame,
    mask: encodeLabelMap({ width, height, labels }),
    segments: [{ value: 3, maskClass: 1 }],
  };
}

/** Share of the input that the mask covers, and whether the image is bright exactly there. */
async function shown(pixels: CasePixels, framing: 'frame' | 'mask-box', of = card) {
  const { image, coverage } = await readCase(files, pixels, of, 2, framing);
  const plane = size ** 2;
  const share = coverage.subarray(plane).reduce((sum, value) => sum + value, 0) / plane;
  const [mean] = card.preprocessing.mean;
  const [std] = card.preprocessing.std;
  let difference = 0;
  for (let i = 0; i < plane; i++) {
    difference = Math.max(
      difference,
      Math.abs((image[i] ?? NaN) * std + mean - (coverage[plane + i] ?? NaN)),
    );
  }
  return { share, difference };
}

describe('a case as a method reads it', () => {
  it('is the whole frame, or the mask and a tenth of its side around it, image and mask alike', async () => {
    const pixels = await caseOf({ left: 40, top: 20, side: 20 });
    const whole = await shown(pixels, 'frame');
    expect(whole.share).toBeCloseTo(400 / (width * height), 5);
    expect(whole.difference).toBeLessThan(0.01);
    const box = await shown(pixels, 'mask-box');
    expect(box.share).toBeCloseTo(400 / 24 ** 2, 5);
    expect(box.difference).toBeLessThan(0.01);
  });

  it('stays within the frame where the mask touches its border, and takes it whole where it must', async () => {
    const corner = await shown(await caseOf({ left: 0, top: 0, side: 20 }), 'mask-box');
    expect(corner.share).toBeCloseTo(400 / 24 ** 2, 5);
    expect(corner.difference).toBeLessThan(0.01);
    // 1.2 × 60 is more than the frame is high.
    const large = await shown(await caseOf({ left: 10, top: 2, side: 60 }), 'mask-box');
    expect(large.share).toBeCloseTo(3600 / (72 * height), 5);
    expect(large.difference).toBeLessThan(0.01);
  });

  it('is the centred square of the frame where the network was made for that, image and mask alike', async () => {
    const centred: BackboneCard = { ...card, preprocessing: { ...card.preprocessing, crop: 'centre' } };
    // From 20 of 96 columns on; the square shows columns 16 to 80.
    const within = await shown(await caseOf({ left: 20, top: 20, side: 20 }), 'frame', centred);
    expect(within.share).toBeCloseTo(400 / height ** 2, 5);
    expect(within.difference).toBeLessThan(0.01);
    const half = await shown(await caseOf({ left: 6, top: 20, side: 20 }), 'frame', centred);
    expect(half.share).toBeCloseTo(200 / height ** 2, 5);
    expect(half.difference).toBeLessThan(0.01);
    // The box around a mask is cut from the frame itself.
    const box = await caseOf({ left: 6, top: 20, side: 20 });
    expect(await readCase(files, box, centred, 2, 'mask-box')).toEqual(
      await readCase(files, box, card, 2, 'mask-box'),
    );
  });

  it('is the whole frame where the mask has nothing of the finding', async () => {
    const pixels = {
      ...(await caseOf({ left: 40, top: 20, side: 20 })),
      segments: [{ value: 9, maskClass: 1 }],
    };
    const whole = await readCase(files, pixels, card, 2, 'frame');
    expect(await readCase(files, pixels, card, 2, 'mask-box')).toEqual(whole);
    expect(await readCase(files, { ...pixels, mask: null }, card, 2, 'mask-box')).toEqual(whole);
  });
});
