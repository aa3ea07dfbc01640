import type { Point, Size } from '../../src-shared/domain/geometry.ts';
import type { Bitmap } from '../../src-shared/domain/masks/bitmap.ts';
import { components, keepLargest } from '../../src-shared/domain/masks/components.ts';
import { withMats, type OpenCv } from './opencv.ts';

/** How far a region reaches at each pixel, 0…1; inside above a half. Row by row. */
export interface SoftRegion extends Size {
  readonly inside: Float32Array;
}

/** The deviation of the Gaussian that smooths an outline, as a share of the picture's shorter side. */
const smoothing = 0.01;
/** …and at most this share of the side of a square as large as the region, so that a small one is not washed away. */
const smoothingOfSmall = 0.1;

/** With a smooth outline: the jags that noise leaves are no part of what was found. */
export function smoothed(cv: OpenCv, { width, height, inside }: SoftRegion): SoftRegion {
  let area = 0;
  for (let i = 0; i < inside.length; i++) area += inside[i] as number;
  const sigma = Math.min(smoothing * Math.min(width, height), smoothingOfSmall * Math.sqrt(area));
  // A narrower kernel changes nothing.
  if (sigma < 0.3) return { width, height, inside };
  return withMats((keep) => {
    const mat = keep(new cv.Mat(height, width, cv.CV_32FC1));
    mat.data32F.set(inside);
    cv.GaussianBlur(mat, mat, new cv.Size(0, 0), sigma);
    return { width, height, inside: mat.data32F.slice() };
  });
}

/** The connected parts (8 neighbours) that hold one of the points; without a point, the largest. */
export function partsAt(region: SoftRegion, points: readonly Point[]): SoftRegion {
  const bitmap = hard(region);
  const kept = points.length > 0 ? partsHolding(bitmap, points) : keepLargest(bitmap);
  const inside = region.inside.slice();
  for (let i = 0; i < inside.length; i++) if (bitmap.bits[i] !== kept.bits[i]) inside[i] = 0;
  return { ...region, inside };
}

/** What is more inside than outside. */
export function hard({ width, height, inside }: SoftRegion): Bitmap {
  const bits = new Uint8Array(inside.length);
  for (let i = 0; i < bits.length; i++) if ((inside[i] as number) > 0.5) bits[i] = 1;
  return { width, height, bits };
}

function partsHolding(bitmap: Bitmap, points: readonly Point[]): Bitmap {
  const { labels } = components(bitmap, 8);
  const wanted = new Set(points.map(({ x, y }) => labels[Math.floor(y) * bitmap.width + Math.floor(x)] ?? 0));
  wanted.delete(0);
  const bits = new Uint8Array(labels.length);
  for (let i = 0; i < bits.length; i++) if (wanted.has(labels[i] as number)) bits[i] = 1;
  return { ...bitmap, bits };
}

/**
 * At the frame's size: interpolated between pixel centres, then cut at a half, so that an outline is as smooth in a
 * large frame as it was in the small picture.
 */
export function enlarged({ width, height, inside }: SoftRegion, to: Size): Bitmap {
  const bits = new Uint8Array(to.width * to.height);
  const columns = samplesOf(width, to.width);
  const rows = samplesOf(height, to.height);
  const reached = (row: number): boolean =>
    inside.subarray(row * width, (row + 1) * width).some((v) => v > 0);
  const used = Array.from({ length: height }, (_, row) => reached(row));
  const line = new Float32Array(width);
  for (let y = 0; y < to.height; y++) {
    const [above, below] = [rows.first[y] as number, rows.second[y] as number];
    if (used[above] !== true && used[below] !== true) continue;
    const share = rows.share[y] as number;
    for (let x = 0; x < width; x++) {
      line[x] =
        (1 - share) * (inside[above * width + x] as number) + share * (inside[below * width + x] as number);
    }
    for (let x = 0, at = y * to.width; x < to.width; x++, at++) {
      const part = columns.share[x] as number;
      const value =
        (1 - part) * (line[columns.first[x] as number] as number) +
        part * (line[columns.second[x] as number] as number);
      if (value > 0.5) bits[at] = 1;
    }
  }
  return { ...to, bits };
}

/** For each of `to` pixels along a side: the two of `from` pixels whose centres it lies between, and how far along. */
function samplesOf(from: number, to: number) {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    first[i] = Math.floor(place);
    second[i] = Math.min(from - 1, Math.floor(place) + 1);
    share[i] = place - Math.floor(place);
  }
  return { first, second, share };
}
