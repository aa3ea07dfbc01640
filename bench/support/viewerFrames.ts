import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Size } from '../../src-shared/domain/geometry.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

/** A study of generated frames, each with a mask of one region that wanders through the picture. */
export interface FrameSet extends Size {
  readonly name: string;
  readonly frames: number;
}

/** How far the picture moves from frame to frame, in pixels, and at most: then it moves down, so that no two are alike. */
const drift = { step: 3, most: 240, down: 2 } as const;

/**
 * Writes the sets as a hospital would hand them over: JPEG frames, PNG masks of 0 and 255, one table. Returns the
 * table's path.
 */
export async function writeFrameSets(folder: string, sets: readonly FrameSet[]): Promise<string> {
  const table = ['image,mask,patient,study'];
  for (const { name, frames, width, height } of sets) {
    await mkdir(path.join(folder, name), { recursive: true });
    const rows = Math.ceil((frames * drift.step) / drift.most);
    const scene = tissue({ width: width + drift.most, height: height + rows * drift.down });
    for (let i = 0; i < frames; i++) {
      const left = (i * drift.step) % drift.most;
      const top = drift.down * Math.floor((i * drift.step) / drift.most);
      const picture = sharp(scene.pixels, {
        raw: { width: scene.width, height: scene.height, channels: 3 },
      }).extract({ left, top, width, height });
      const file = path.join(name, `${String(i).padStart(5, '0')}`);
      await writeFile(path.join(folder, `${file}.jpg`), await picture.jpeg({ quality: 90 }).toBuffer());
      const mask = region({ width, height }, i / Math.max(1, frames - 1));
      await writeFile(
        path.join(folder, `${file}-mask.png`),
        await sharp(mask, { raw: { width, height, channels: 1 } })
          .toColourspace('b-w')
          .png({ compressionLevel: 1 })
          .toBuffer(),
      );
      table.push(`${file}.jpg,${file}-mask.png,${name},${name}`);
    }
  }
  const file = path.join(folder, 'frames.csv');
  await writeFile(file, `${table.join('\n')}\n`);
  return file;
}

/** Something as smooth and as noisy as mucosa under a scope. RGB, row by row. */
function tissue({ width, height }: Size): Size & { readonly pixels: Uint8Array } {
  const random = createRandom(7);
  const noise = Uint8Array.from({ length: 65_536 }, () => random.below(24));
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fold = 40 * Math.sin(x / 61 + 2 * Math.sin(y / 97)) + 25 * Math.cos(y / 43);
      const grain = noise[(x * 31 + y * 257) & 0xffff] ?? 0;
      const at = 3 * (y * width + x);
      pixels[at] = 150 + fold + grain;
      pixels[at + 1] = 80 + fold / 2 + grain;
      pixels[at + 2] = 70 + fold / 3 + grain;
    }
  }
  return { width, height, pixels };
}

/** A blob of about an eighth of the frame, from left to right as `share` goes from 0 to 1. */
function region({ width, height }: Size, share: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  const [centreX, centreY] = [(0.3 + 0.4 * share) * width, height / 2];
  const radius = 0.27 * height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const angle = Math.atan2(y - centreY, x - centreX);
      const reach = radius * (1 + 0.12 * Math.sin(5 * angle));
      if (Math.hypot(x - centreX, y - centreY) <= reach) mask[y * width + x] = 255;
    }
  }
  return mask;
}
