import path from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { TaskContext } from '../../src-main/compute/child.ts';
import { createClassicalHandler } from '../../src-main/proposals/opencv.task.ts';
import { ClassicalReply, type ClassicalPayload } from '../../src-main/proposals/opencvMessages.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import type { ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import type { Size } from '../../src-shared/domain/geometry.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { bitmapOf, type Bitmap } from '../../src-shared/domain/masks/bitmap.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

export type BenchFrame = ClassicalPayload['frame'];

/** The task over a data folder of its own, in the process of the test. */
export async function openClassicalBench() {
  const files = await openDataFolder(path.join(temporaryFolder(), 'data'), { host: 'cli' });
  onTestFinished(() => files.close());
  const handler = createClassicalHandler();
  return {
    files,
    async frame(bytes: Uint8Array): Promise<BenchFrame> {
      const { width, height } = await sharp(bytes).metadata();
      return { sha256: await files.frames.put(bytes), width, height };
    },
    async propose(
      method: ClassicalPayload['method'],
      frame: BenchFrame,
      { points = [], box = null }: Partial<ProposalRequest>,
    ): Promise<{ readonly found: Bitmap; readonly worked: Size }> {
      const payload: ClassicalPayload = { dataDir: files.root, method, frame, request: { points, box } };
      const { map, worked } = ClassicalReply.parse(await handler.start(payload, idleContext));
      return { found: bitmapOf(decodeLabelMap(map)), worked };
    },
  };
}

const idleContext: TaskContext = {
  taskId: '1',
  signal: new AbortController().signal,
  configuration: {},
  get runtime(): never {
    throw new Error('a proposal of this kind opens no runtime');
  },
  progress: () => undefined,
  yieldNow: () => Promise.resolve(),
  log: () => undefined,
};

export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

/** A reddish ellipse on a paler, unevenly lit ground with fine noise, and which of its pixels are the ellipse. */
export async function drawnFrame(
  { width, height }: Size,
  { x, y, radiusX, radiusY }: Ellipse,
): Promise<{ readonly bytes: Uint8Array; readonly truth: Bitmap }> {
  const rgb = new Uint8Array(width * height * 3);
  const bits = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const inside = Math.hypot((column + 0.5 - x) / radiusX, (row + 0.5 - y) / radiusY) <= 1;
      const light = 0.85 + (0.3 * column) / width + (((column * 7 + row * 13) % 11) - 5) / 150;
      const [red, green, blue] = inside ? [190, 70, 60] : [200, 140, 120];
      rgb.set([red * light, green * light, blue * light], at * 3);
      if (inside) bits[at] = 1;
    }
  }
  const bytes = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { bytes, truth: { width, height, bits } };
}
