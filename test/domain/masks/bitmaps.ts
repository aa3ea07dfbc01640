import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import type { SpanVisitor } from '../../../src-shared/domain/masks/polygon.ts';
import type { Rect, Size } from '../../../src-shared/domain/geometry.ts';
import { createRandom, type Random } from '../../../src-shared/domain/random.ts';

/** A bitmap from a picture of it: # is set. */
export function drawn(...rows: readonly string[]): Bitmap {
  const bits = Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0));
  return { width: rows[0]?.length ?? 0, height: rows.length, bits };
}

/** The picture of a bitmap: a difference can be read. */
export function shown({ width, height, bits }: Bitmap): string {
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from(bits.subarray(y * width, (y + 1) * width), (bit) => (bit === 0 ? '.' : bit === 1 ? '#' : '?')),
  );
  return rows.map((row) => row.join('')).join('\n');
}

export function bitmapWhere({ width, height }: Size, isSet: (x: number, y: number) => boolean): Bitmap {
  const bits = new Uint8Array(width * height);
  for (let i = 0; i < bits.length; i++) bits[i] = isSet(i % width, Math.floor(i / width)) ? 1 : 0;
  return { width, height, bits };
}

export function discIn(size: Size, x: number, y: number, radius: number): Bitmap {
  return bitmapWhere(size, (px, py) => (px - x) ** 2 + (py - y) ** 2 <= radius * radius);
}

export const isSetIn = ({ width, height, bits }: Bitmap, x: number, y: number): boolean =>
  x >= 0 && x < width && y >= 0 && y < height && bits[y * width + x] === 1;

/** The least of their kind, empty and full ones, single rows and columns, noise of every density, and blobs. */
export function manyBitmaps(seed: string, count = 60): readonly Bitmap[] {
  const random = createRandom(seed);
  const all = [drawn('.'), drawn('#')];
  for (const size of [
    { width: 9, height: 1 },
    { width: 1, height: 9 },
    { width: 7, height: 5 },
  ]) {
    all.push(
      bitmapWhere(size, () => false),
      bitmapWhere(size, () => true),
      noise(random, size),
    );
    all.push(noise(random, size), noise(random, size));
  }
  while (all.length < count) {
    const size = { width: 1 + random.below(17), height: 1 + random.below(17) };
    all.push(random.uniform() < 0.5 ? noise(random, size) : blobs(random, size));
  }
  return all;
}

export function noise(random: Random, size: Size): Bitmap {
  const density = random.uniform();
  return bitmapWhere(size, () => random.uniform() < density);
}

export function blobs(random: Random, size: Size): Bitmap {
  const discs = Array.from({ length: 1 + random.below(4) }, () => ({
    x: random.below(size.width),
    y: random.below(size.height),
    radius: random.between(0, 6),
  }));
  return bitmapWhere(size, (x, y) =>
    discs.some((disc) => (x - disc.x) ** 2 + (y - disc.y) ** 2 <= disc.radius ** 2),
  );
}

/** What a rasteriser visits, how often, and the rectangle that it says. */
export function visits(
  size: Size,
  rasterise: (visit: SpanVisitor) => Rect | null,
): { readonly times: Uint8Array; readonly bitmap: Bitmap; readonly rect: Rect | null } {
  const times = new Uint8Array(size.width * size.height);
  const rect = rasterise((row, start, end) => {
    if (!(row >= 0 && row < size.height && start >= 0 && start < end && end <= size.width)) {
      throw new Error(`row ${row}, columns ${start} to ${end}: not in the picture`);
    }
    for (let x = start; x < end; x++) times[row * size.width + x] = (times[row * size.width + x] ?? 0) + 1;
  });
  return { times, bitmap: { ...size, bits: times.map((n) => Math.min(n, 1)) }, rect };
}
